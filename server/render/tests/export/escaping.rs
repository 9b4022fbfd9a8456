//! Whatever a model holds: something comes out, and no line of it is the model's.

use archweave_model::diagram::Diagram;
use archweave_render::{Options, Templates, export, exports};
use proptest::prelude::*;

use crate::peers::hostile;
use crate::scenes;

/// A file is as many lines as with ordinary names: no name begins one.
fn shape(name: &str, diagram: &Diagram) -> usize {
    export(name, diagram, &Options::default()).unwrap().lines().count()
}

/// Text of any characters, with those that languages care for more often.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "\"'`\\\n\r\t<>&;:#%$@!|{}[]()*_~^=+-/.,?\u{0}\u{7}\u{202e}\u{e100}\u{2028}\u{fffe}end1 A客"
            .chars()
            .collect::<Vec<_>>(),
    );
    let any = prop::char::any();
    prop::collection::vec(prop_oneof![4 => special, 1 => any], 1..24)
        .prop_map(|chars| format!("x{}", chars.into_iter().collect::<String>()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn names_never_add_a_line(words in prop::collection::vec(text(), 14)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for ((sort, plain), (_, wild)) in scenes::all(&["x"]).into_iter().zip(scenes::all(&words)) {
            for format in exports(Templates::bundled()).iter().filter(|f| f.name != "markdown") {
                prop_assert_eq!(shape(&format.name, &plain), shape(&format.name, &wild), "{} {}", sort, &format.name);
            }
        }
    }
}

#[test]
fn directives_do_not_pass() {
    for words in hostile::lists() {
        for (sort, diagram) in scenes::all(&words) {
            let text = |name| export(name, &diagram, &Options::default()).unwrap();
            let puml = text("plantuml");
            for bad in ["%getenv", "<img", "[[", "&#", "\\n!include", "<U+0041>"] {
                assert!(!puml.contains(bad), "{sort}: {bad} in {puml}");
            }
            assert_eq!(puml.lines().filter(|l| l.trim_start().starts_with(['!', '@'])).count(), 2, "{puml}");
            let mermaid = text("mermaid").replace("<br/>", "");
            let (_, body) = mermaid.trim_start_matches("---\n").split_once("\n---\n").unwrap();
            for bad in ["%%", "<script", "<img", "#quot", "$$", "```"] {
                assert!(!body.contains(bad), "{sort}: {bad} in {body}");
            }
            let is_click =
                |l: &str| l.trim_start().starts_with("click ") || l.trim_start().starts_with("href ");
            // Between the braces of a class all lines are members.
            assert!(sort == "class" || !body.lines().any(is_click), "{body}");
            let markdown = text("markdown");
            for bad in ["<script", "<img", "](http", "](javascript", "](<http"] {
                assert!(!markdown.contains(bad), "{sort}: {bad} in {markdown}");
            }
        }
    }
}
