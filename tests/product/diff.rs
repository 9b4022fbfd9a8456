//! What `archweave diff` says of two models, to people and to machines.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::program::{archweave, succeed};

fn model(folder: &Path, name: &str, crm: &str, more: &[(&str, &str)]) -> PathBuf {
    let model = folder.join(name);
    succeed(["init".as_ref(), model.as_os_str(), "--name".as_ref(), "Centre".as_ref()]);
    for (path, text) in more.iter().chain(&[("elements/crm.yaml", crm)]) {
        let path = model.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    model
}

const CRM: &str = "id: crm\nkind: application-component\nname: CRM\nrelations:\n  - serving: desk\n";
const DESK: (&str, &str) = ("elements/desk.yaml", "id: desk\nkind: business-actor\nname: Desk <b>\n");
const VIEW: (&str, &str) =
    ("views/o.yaml", "id: o\nname: Overview\ncontent:\n  - { node: n1, element: crm }\n");
const LAYOUT: (&str, &str) = ("layouts/o.yaml", "view: o\nnodes:\n  n1: { x: 1, y: 2 }\n");

fn pair(folder: &Path) -> [String; 2] {
    let before = model(folder, "before", CRM, &[DESK, VIEW, LAYOUT]);
    let crm = "id: crm\nkind: application-component\nname: Customer `hub`\n";
    let view = (
        VIEW.0,
        "id: o\nname: Overview\ncontent:\n  - { node: n1, element: crm }\n  - { node: n2, element: desk }\n",
    );
    let layout = (LAYOUT.0, "view: o\nnodes:\n  n1: { x: 9, y: 2 }\n");
    let new = ("elements/new.yaml", "id: new\nkind: goal\nname: New\n");
    let after = model(folder, "after", crm, &[DESK, view, layout, new]);
    [before, after].map(|path| path.to_str().unwrap().to_owned())
}

#[test]
fn things_are_told_with_their_fields_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = pair(folder.path());
    let text = succeed(["diff", &before, &after]);
    for line in [
        "  ~ application-component crm \"Customer `hub`\"",
        "      name: \"CRM\" -> \"Customer `hub`\"",
        "  + goal new \"New\"",
        "  - serving crm -> desk",
        "  ~ view o \"Overview\"",
        "      + node n2: element desk",
        "  ~ layout o",
        "      1 node drawn differently",
        "1 element added, 1 changed; 1 relation removed; 1 view changed; 1 layout changed",
    ] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{line}\n\n{text}");
    }
    let short = succeed(["diff", &before, &after, "--summary", "--no-geometry"]);
    assert_eq!(short, "1 element added, 1 changed; 1 relation removed; 1 view changed\n");
    let stat = succeed(["diff", &before, &after, "--stat"]);
    assert!(stat.contains("crm") && !stat.contains("name:"), "{stat}");
    assert_eq!(succeed(["diff", &before, &before]), "no difference\n");
    assert_eq!(archweave(["diff", &before, &after, "--exit-code"]).status.code(), Some(1));
    assert_eq!(archweave(["diff", &before, &before, "--exit-code"]).status.code(), Some(0));
    assert_eq!(archweave(["diff", &before, "no-such-branch"]).status.code(), Some(2));
}

#[test]
fn json_has_counts_changes_and_edits() {
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = pair(folder.path());
    let found: Value = serde_json::from_str(&succeed(["diff", &before, &after, "--format", "json"])).unwrap();
    assert_eq!(found["counts"]["elements"], json!({ "added": 1, "changed": 1, "removed": 0 }));
    let crm =
        found["changes"].as_array().unwrap().iter().find(|change| change["item"] == "element/crm").unwrap();
    assert_eq!(crm["fields"], json!([{ "path": "name", "before": "CRM", "after": "Customer `hub`" }]));
    let edits = found["edits"].as_array().unwrap();
    let rename = json!({ "rename": { "item": "element/crm", "name": "Customer `hub`", "was": "CRM" } });
    assert!(edits.contains(&rename), "{edits:#?}");
}

#[test]
fn markdown_shows_models_and_never_runs_them() {
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = pair(folder.path());
    let text = succeed(["diff", &after, &before, "--format", "markdown"]);
    assert!(text.starts_with("### Model: "), "{text}");
    assert!(text.contains("- removed: `goal` **`new`** `New`"), "{text}");
    assert!(
        text.contains("`` \"Customer `hub`\" `` → `\"CRM\"`")
            || text.contains("``\"Customer `hub`\"`` → `\"CRM\"`"),
        "{text}"
    );
}
