use proptest::prelude::*;

use super::*;

/// Undoes `<U+XXXX>` and `\n` of PlantUML.
fn read_plantuml(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((code, after)) = rest.strip_prefix("<U+").and_then(|r| r.split_once('>')) {
            out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\n") {
            out.push('\n');
            rest = after;
        } else {
            assert!(!matches!(c, '"' | '\\' | '<' | '>' | '&'), "{c} in {text}");
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Undoes `#35;` and `<br/>` of Mermaid.
fn read_mermaid(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("<br/>") {
            out.push('\n');
            rest = after;
        } else if let Some((code, after)) = rest.strip_prefix('#').and_then(|r| r.split_once(';')) {
            out.push(code.parse().ok().and_then(char::from_u32).unwrap());
            rest = after;
        } else {
            assert!(!matches!(c, '"' | '<' | '>' | ';' | '&' | '{'), "{c} in {text}");
            // Only parts two dollar signs.
            out.extend(Some(c).filter(|c| *c != '\u{200b}'));
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Undoes what is between the quotes of DOT, as its reader does and then its drawer.
fn read_dot(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => panic!("a quote in {text}"),
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    out.replace("&amp;", "&")
}

fn cleaned(text: &str) -> String {
    clean(text).collect()
}

proptest! {
    #[test]
    fn what_is_escaped_is_read_as_it_was(text in "[\\PC\n\"\\\\<>&;:#%$@!|{}\\[\\]()*_~^=+\\-/.' end1]{0,40}") {
        let plain = cleaned(&text);
        let marked = plain.replace(|c| matches!(c, '\u{e000}'..='\u{f8ff}'), "\u{fffd}");
        prop_assert_eq!(read_plantuml(&Language::PlantUml.escape(&text)), marked);
        prop_assert_eq!(read_mermaid(&Language::Mermaid.escape(&text)), plain.clone());
        prop_assert_eq!(read_mermaid(&Language::MermaidLabel.escape(&text)), plain.clone());
        prop_assert_eq!(read_dot(&Language::Dot.escape(&text)), plain.clone());
        let json: String = serde_json::from_str(&format!("\"{}\"", Language::Json.escape(&text))).unwrap();
        prop_assert_eq!(json, plain.clone());
        let xml = format!("<a b=\"{}\"/>", Language::Xml.escape(&text));
        let document = resvg::usvg::roxmltree::Document::parse(&xml).unwrap();
        prop_assert_eq!(document.root_element().attribute("b").unwrap(), plain);
    }
}

#[test]
fn ordinary_names_stay_as_they_are() {
    for name in [
        "Order to cash",
        "客户中心（北）",
        "Case 1.2 - A/B",
        "0..*",
        "run(a : text) : bool",
        "50% of R-101, v2",
    ] {
        assert_eq!(Language::PlantUml.escape(name), name);
        assert_eq!(Language::Dot.escape(name), name);
    }
    for name in
        ["Order to cash", "客户中心（北）", "Case 1.2 - A/B", "run(a : text) : bool", "Sending, ended"]
    {
        assert_eq!(Language::Mermaid.escape(name), name);
        assert_eq!(Language::Markdown.escape(name), name);
    }
}

#[test]
fn words_and_marks_of_a_language_are_escaped() {
    let check = |language: Language, text: &str, expected: &str| assert_eq!(language.escape(text), expected);
    check(Language::PlantUml, "!include x", "<U+0021>include x");
    check(Language::PlantUml, "a\n@enduml", "a\\n<U+0040>enduml");
    check(Language::PlantUml, "[[x]]", "<U+005B><U+005B>x<U+005D><U+005D>");
    check(Language::Mermaid, "the End.", "the #69;nd.");
    check(Language::Mermaid, "direction LR", "#100;irection LR");
    check(Language::Mermaid, "_it_ a_b", "#95;it#95; a_b");
    check(Language::MermaidLabel, "a: (b)", "a#58; (b)");
    check(Language::MermaidField, "a: (b)", "a: #40;b#41;");
    check(Language::Mermaid, "1. a", "1#46; a");
    check(Language::Markdown, "<b> | [x](y) *z*", "&lt;b&gt; \\| \\[x\\](y) \\*z\\*");
    check(Language::Markdown, "see http://a.b or www.a.b", "see http&#58;//a.b or www&#46;a.b");
    check(Language::Json, "a\"\n\u{202e}b", "a\\\"\\nb");
}
