use std::sync::Arc;

use archweave_model::yaml::{FileClass, read};

use super::*;

fn model() -> Snapshot {
    let files = [
        (
            "elements/crm.yaml",
            "id: crm\nkind: application-component\nname: CRM\nrelations:\n- serving: desk\n",
        ),
        ("elements/desk.yaml", "id: desk\nkind: business-actor\nname: Desk\n"),
        ("views/v.yaml", "id: v\nviewpoint: layered\ncontent:\n- { node: n1, element: crm }\n"),
    ];
    let parsed = files
        .map(|(path, text)| (Arc::from(path), Arc::new(read(FileClass::of(path).unwrap(), text.as_bytes()))));
    Snapshot::build(parsed.into_iter().collect())
}

fn fields(entries: &[(&str, &str)]) -> Properties {
    entries.iter().map(|(key, value)| ((*key).into(), Value::from(*value))).collect()
}

fn new(what: NewKind, entries: &[(&str, &str)]) -> Wanted {
    Wanted::New(NewItem { what, holder: None, before: None, fields: fields(entries), file: None })
}

fn made(wanted: Vec<Wanted>) -> Vec<String> {
    let model = model();
    let prepared = prepare(wanted, &[&model]).unwrap();
    let item = |edit: &Edit| match edit {
        Edit::Create { item, .. } => item.to_string(),
        other => format!("{other:?}"),
    };
    prepared.changes.edits.iter().map(item).collect()
}

#[test]
fn an_id_is_the_slug_of_the_name_unless_somebody_has_it() {
    let ids = made(vec![
        new(NewKind::Element, &[("kind", "business-actor"), ("name", "Call centre")]),
        new(NewKind::Element, &[("kind", "business-actor"), ("name", "Call Centre!")]),
        new(NewKind::Element, &[("kind", "business-actor"), ("name", "crm")]),
        new(NewKind::Element, &[("kind", "business-actor"), ("name", "客服")]),
        new(NewKind::View, &[("name", "V")]),
    ]);
    assert_eq!(
        ids,
        ["element/call-centre", "element/call-centre-2", "element/crm-2", "element/客服", "view/v-2"]
    );
}

#[test]
fn without_a_name_an_id_is_the_kind_and_random() {
    let v = ViewId::parse("v").unwrap();
    let wanted = || {
        vec![
            new(NewKind::Element, &[("kind", "junction")]),
            new(NewKind::View, &[("name", "!")]),
            new(NewKind::Node(v.clone()), &[("element", "crm")]),
            new(NewKind::Connection(v.clone()), &[]),
        ]
    };
    let (one, other) = (made(wanted()), made(wanted()));
    for ((id, again), start) in
        one.iter().zip(&other).zip(["element/junction-", "view/view-", "node/v/n-", "connection/v/c-"])
    {
        let rest = id.strip_prefix(start).unwrap_or_else(|| panic!("{id} does not start with {start}"));
        assert_eq!(rest.len(), 8);
        assert_ne!(id, again);
    }
}

#[test]
fn a_relations_id_is_written_before_something_refers_to_it() {
    let model = model();
    let known = RelationId::derived("crm", "serving", "desk");
    let line = |relation: &str| {
        Wanted::Edit(Edit::Create {
            item: "connection/v/c1".parse().unwrap(),
            holder: None,
            before: None,
            fields: fields(&[("relation", relation), ("from", "n1"), ("to", "n1")]),
            file: None,
        })
    };
    let prepared = prepare(vec![line(known.as_str()), line(known.as_str())], &[&model]).unwrap();
    assert_eq!(prepared.origin, [0, 0, 1], "written once, and the positions are those that were asked");
    assert_eq!(prepared.changes.edits[0], writing(known));

    let connect = Wanted::Edit(Edit::Connect {
        relation: None,
        holder: ElementId::parse("desk").unwrap(),
        before: None,
        fields: fields(&[("kind", "association"), ("to", "crm")]),
    });
    let own = RelationId::derived("desk", "association", "crm");
    let prepared = prepare(vec![connect.clone(), line(own.as_str())], &[&model]).unwrap();
    let Edit::Connect { relation, .. } = &prepared.changes.edits[0] else { panic!("{prepared:?}") };
    assert_eq!(relation.as_ref(), Some(&own), "made in the same change set");
    let prepared = prepare(vec![connect.clone()], &[&model]).unwrap();
    assert_eq!(prepared.changes.edits.len(), 1, "nothing is written where nothing refers to it");
}
