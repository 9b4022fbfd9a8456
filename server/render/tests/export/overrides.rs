//! Formats of an operator.

use std::fs;

use archweave_render::{Options, TemplateError, Templates, export, exports, svg};

use crate::scenes;

const HEADER: &str = "---\nextension: txt\nmedia_type: text/plain\nlabel: Names\nescape: xml\n---\n";

#[test]
fn an_operator_adds_and_overrides_formats_beside_shapes() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file("export/names.hbs", &format!("{HEADER}{{{{#each nodes}}}}{{{{label}}}},{{{{/each}}}}"));
    file("export/dot.hbs", &format!("{HEADER}{{{{sort}}}}"));
    file("export/README.md", "nothing");
    file("svg/shapes/archimate/square.hbs", "<circle/>");
    let templates = Templates::with_overrides(folder.path()).unwrap();
    assert_ne!(templates.fingerprint(), Templates::bundled().fingerprint());
    let names: Vec<_> = exports(&templates).iter().map(|e| &*e.name).collect();
    assert_eq!(names, ["dot", "drawio", "markdown", "mermaid", "names", "plantuml"]);
    let options = Options { templates: &templates, ..Options::default() };
    let diagram = scenes::use_case(&["A", "<b>"]);
    assert_eq!(export("names", &diagram, &options).unwrap(), "&lt;b&gt;,A,&lt;b&gt;,A,");
    assert_eq!(export("dot", &diagram, &options).unwrap(), "use-case");
    assert!(svg(&scenes::generic(scenes::PLAIN), &options).unwrap().contains("<circle/>"));

    // Only a format differs: a cached text must not be served for the other.
    let before = templates.fingerprint();
    file("export/dot.hbs", &format!("{HEADER}other"));
    assert_ne!(Templates::with_overrides(folder.path()).unwrap().fingerprint(), before);
}

#[test]
fn a_wrong_format_is_named() {
    for (text, says) in [
        ("no header", "does not begin"),
        ("---\nextension: x\nmedia_type: y\nlabel: z\nescape: klingon\n---\n", "klingon"),
        (&format!("{HEADER}{{{{#if}}"), "wrong"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("export")).unwrap();
        fs::write(folder.path().join("export/own.hbs"), text).unwrap();
        let error = Templates::with_overrides(folder.path()).err().unwrap();
        assert!(matches!(&error, TemplateError::Wrong { name, .. } if name == "export/own.hbs"), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
    // A field there is not is an error, not an empty place.
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("export")).unwrap();
    fs::write(folder.path().join("export/own.hbs"), format!("{HEADER}{{{{colour}}}}")).unwrap();
    let templates = Templates::with_overrides(folder.path()).unwrap();
    let options = Options { templates: &templates, ..Options::default() };
    assert!(export("own", &scenes::generic(scenes::PLAIN), &options).is_err());
}
