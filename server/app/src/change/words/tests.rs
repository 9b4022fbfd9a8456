//! What is said of differences between two small models.

use std::collections::BTreeMap;

use super::*;
use crate::change::Side;

fn side(files: &[(&str, &str)]) -> Side {
    Side::files(
        files.iter().map(|(path, text)| ((*path).into(), text.as_bytes().into())).collect::<BTreeMap<_, _>>(),
    )
}

/// One line an entry: its sign, address, kind, name, and its fields.
fn said(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    fn line(entry: &Entry, out: &mut Vec<String>, indent: &str) {
        let sign = ["+", "~", "-"][entry.sort as usize];
        let order = if entry.is_reordered { " (order)" } else { "" };
        out.push(format!("{indent}{sign} {} [{}] {}{order}", entry.item, entry.kind, entry.name));
        for field in &entry.fields {
            let show = |value: &Option<Value>| {
                value.as_ref().map_or("-".into(), |v| serde_json::to_string(v).unwrap())
            };
            out.push(format!("{indent}  {}: {} -> {}", field.path, show(&field.before), show(&field.after)));
        }
        entry.inner.iter().for_each(|inner| line(inner, out, "  "));
    }
    let mut out = Vec::new();
    let compared = Comparison::between(&side(before), &side(after)).unwrap();
    compared.entries().iter().for_each(|entry| line(entry, &mut out, ""));
    out
}

const CRM: &str = "id: crm\nkind: application-component\nname: CRM\nproperties: { cost: 3 }\nrelations:\n  - serving: desk\n";
const DESK: &str = "id: desk\nkind: business-actor\nname: Desk\n";
const VIEW: &str = "id: overview\nname: Overview\ncontent:\n  - { node: n1, element: crm }\n  - { node: n2, element: desk }\n";

#[test]
fn what_is_the_same_is_not_said() {
    let files = [("elements/crm.yaml", CRM), ("elements/desk.yaml", DESK)];
    assert_eq!(said(&files, &files), Vec::<String>::new());
    assert_eq!(
        said(&files, &[files[0], ("elements/desk.yaml", &format!("# why\n{DESK}"))]),
        Vec::<String>::new()
    );
}

#[test]
fn all_that_is_said_of_one_thing_stands_together() {
    let after = CRM.replace("name: CRM", "name: Customer hub").replace("cost: 3", "cost: 4");
    let after = after.replace("  - serving: desk", "  - flow: desk");
    let found =
        said(&[("elements/crm.yaml", CRM), ("elements/desk.yaml", DESK)], &[("elements/hub.yaml", &after)]);
    assert_eq!(
        found,
        [
            "~ element/crm [application-component] Customer hub",
            "  file: \"elements/crm.yaml\" -> \"elements/hub.yaml\"",
            "  name: \"CRM\" -> \"Customer hub\"",
            "  properties.cost: \"3\" -> \"4\"",
            "- element/desk [business-actor] Desk",
            "+ relation/r-flow [flow] crm -> desk",
            "- relation/r-serving [serving] crm -> desk",
        ]
        .map(|line| {
            let derived =
                |kind: &str| archweave_model::id::RelationId::derived("crm", kind, "desk").to_string();
            line.replace("r-flow", &derived("flow")).replace("r-serving", &derived("serving"))
        })
    );
}

#[test]
fn what_stands_in_a_view_is_said_of_the_view_and_places_apart() {
    let layout = "view: overview\nnodes:\n  n1: { x: 1, y: 2 }\n";
    let moved = layout.replace("x: 1", "x: 9");
    let after = VIEW.replace("node: n2, element: desk", "node: n3, note: Why");
    let found = said(
        &[("views/o.yaml", VIEW), ("layouts/o.yaml", layout)],
        &[("views/o.yaml", &after), ("layouts/o.yaml", &moved)],
    );
    assert_eq!(
        found,
        [
            "~ view/overview []  Overview".replace("  ", " "),
            "  - node/overview/n2 [] element desk".into(),
            "  + node/overview/n3 [] note \"Why\"".into(),
            "~ layout/overview [] ".into(),
            "  ~ node-layout/overview/n1 [] ".into(),
            "    x: \"1\" -> \"9\"".into(),
        ]
    );
    let swapped = "id: overview\nname: Overview\ncontent:\n  - { node: n2, element: desk }\n  - { node: n1, element: crm }\n";
    assert_eq!(
        said(&[("views/o.yaml", VIEW)], &[("views/o.yaml", swapped)]),
        ["~ view/overview [] Overview (order)"]
    );
    assert_eq!(said(&[], &[("views/o.yaml", VIEW)]), ["+ view/overview [] Overview"]);
}

#[test]
fn counts_are_by_group() {
    let entries =
        Comparison::between(&side(&[("elements/crm.yaml", CRM)]), &side(&[("elements/desk.yaml", DESK)]));
    let found = counts(&entries.unwrap().entries());
    assert_eq!(found[&Group::Elements], [1, 0, 1]);
    assert_eq!(found[&Group::Relations], [0, 0, 1]);
    assert_eq!(found[&Group::Files], [0; 3]);
}
