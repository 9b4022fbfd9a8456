//! What each format says of each sort of diagram, as files; `UPDATE_GOLDENS=1` writes them anew.

use std::path::Path;

use archweave_render::{Options, RenderError, Target, Templates, export, exports};

use crate::scenes;

#[test]
fn every_format_says_what_its_golden_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/goldens");
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    for (sort, diagram) in scenes::all(scenes::PLAIN) {
        for format in exports(Templates::bundled()) {
            // Formats that write every sort alike need one golden, and one of what they nest.
            let is_telling = match &*format.name {
                "plantuml" | "mermaid" => true,
                _ => matches!(sort, "generic" | "class"),
            };
            if !is_telling {
                continue;
            }
            let link = |target: Target<'_>| match target {
                Target::Element(id) => Some(format!("/elements/{id}")),
                _ => None,
            };
            let describe = |target: Target<'_>| match target {
                Target::Element(id) if id.as_str() == "crm" => Some("Knows every caller.".to_owned()),
                _ => None,
            };
            let options = Options {
                link: Some(&link),
                describe: Some(&describe),
                picture: Some("view.svg"),
                ..Options::default()
            };
            let text = export(&format.name, &diagram, &options).unwrap();
            assert_eq!(text, export(&format.name, &diagram, &options).unwrap(), "twice the same");
            let path = folder.join(format!("{sort}.{}", format.extension));
            if update {
                std::fs::write(&path, &text).unwrap();
            }
            let golden = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(text, golden, "{}", path.display());
        }
    }
}

#[test]
fn the_formats_are_those_of_the_folder() {
    let found: Vec<_> = exports(Templates::bundled())
        .iter()
        .map(|f| (&*f.name, &*f.extension, f.media_type.split(';').next().unwrap(), &*f.label))
        .collect();
    assert_eq!(
        found,
        [
            ("dot", "dot", "text/vnd.graphviz", "Graphviz DOT"),
            ("drawio", "drawio", "application/vnd.jgraph.mxfile", "draw.io"),
            ("markdown", "md", "text/markdown", "Markdown"),
            ("mermaid", "mmd", "text/vnd.mermaid", "Mermaid"),
            ("plantuml", "puml", "text/vnd.plantuml", "PlantUML"),
        ]
    );
    let diagram = scenes::generic(scenes::PLAIN);
    let unknown = export("visio", &diagram, &Options::default());
    assert!(matches!(unknown, Err(RenderError::UnknownExport(name)) if name == "visio"));
}
