//! An imported model as text, one line for each thing, to be read and compared.

use std::fmt::Write;
use std::path::Path;

use archweave_interchange::Imported;
use archweave_model::element::Relation;
use archweave_model::value::{Properties, Value};
use archweave_model::view::Node;

/// Compares with what a file expects; `UPDATE=1` writes it anew.
pub fn check(path: &Path, imported: &Imported) {
    let found = dump(imported);
    let name = path.file_name().unwrap().to_string_lossy();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    for (n, (a, b)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(a, b, "{name}:{}", n + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{name}");
}

/// The imported model as text.
fn dump(imported: &Imported) -> String {
    let model = &imported.model;
    let mut out = String::new();
    let m = &model.manifest;
    writeln!(out, "model {:?} {:?} {:?} {}", m.name, m.description, m.languages, record(&m.properties))
        .unwrap();
    for (tool, kept) in &model.extra {
        writeln!(out, "extra {tool} {}", value(kept)).unwrap();
    }
    for element in &model.elements {
        let e = element;
        write!(out, "{} {} {:?} {:?}", e.id, e.kind, e.name, e.description).unwrap();
        writeln!(out, " {:?} {} {}", e.specializations, record(&e.properties), record(&e.extra)).unwrap();
        let rest = (&e.junction, &e.owners.business, &e.tags);
        if rest != (&Default::default(), &None, &Default::default()) {
            writeln!(out, "  {rest:?}").unwrap();
        }
        for relation in &e.relations {
            writeln!(out, "  {}", line(relation)).unwrap();
        }
    }
    for relation in &model.loose {
        writeln!(out, "loose {}", line(relation)).unwrap();
    }
    for filed in &model.views {
        let view = &filed.value;
        write!(out, "view {} {:?} {:?} {:?}", view.id, filed.path, view.name, view.viewpoint).unwrap();
        writeln!(out, " {:?} {} {}", view.description, record(&view.properties), record(&view.extra))
            .unwrap();
        let layout = model.layouts.iter().find(|l| l.view == view.id);
        for node in &view.content {
            parts(&mut out, node, layout.map(|l| &**l), 1);
        }
        for c in &view.connections {
            let relation = c.relation.as_ref().map_or("-", |r| r.as_str());
            write!(out, "  {} {relation} {} -> {} {:?} {:?}", c.id, c.from, c.to, c.name, c.description)
                .unwrap();
            let place = layout.and_then(|l| l.connections.get(&c.id));
            let place = place.map(|p| format!("{:?} {}", p.bends, record(&p.style))).unwrap_or_default();
            writeln!(out, " {} {} {place}", record(&c.properties), record(&c.extra)).unwrap();
        }
    }
    for extension in &model.extensions {
        for s in &extension.value.specializations {
            writeln!(out, "{} {} {:?} of {} {:?} {:?}", extension.path, s.id, s.name, s.of, s.image, s.extra)
                .unwrap();
        }
    }
    for d in &imported.diagnostics {
        let (at, subject) = (&d.location, d.subject.as_ref().map(|s| s.id()));
        writeln!(
            out,
            "{} {}:{}:{} {} [{:?}] - {}",
            d.code, at.file, at.line, at.column, d.message, subject, d.help
        )
        .unwrap();
    }
    out
}

fn parts(out: &mut String, node: &Node, layout: Option<&archweave_model::view::Layout>, depth: usize) {
    let place = layout.and_then(|l| l.nodes.get(&node.id));
    let place = place.map(|p| format!("{},{} {:?}x{:?} {}", p.x, p.y, p.w, p.h, record(&p.style)));
    write!(out, "{}{} {:?} {:?} {:?}", "  ".repeat(depth), node.id, node.shows, node.name, node.description)
        .unwrap();
    writeln!(out, " {} {} at {}", record(&node.properties), record(&node.extra), place.unwrap_or_default())
        .unwrap();
    for inner in &node.nodes {
        parts(out, inner, layout, depth + 1);
    }
}

fn line(r: &Relation) -> String {
    format!(
        "{} {} {:?} -> {} {:?} {:?} {:?} {:?} {:?} {} {} {}",
        r.id,
        r.kind,
        r.from.as_ref().map(|f| f.as_str()),
        r.to,
        r.name,
        r.description,
        r.access,
        r.strength,
        r.specializations,
        r.directed,
        record(&r.properties),
        record(&r.extra)
    )
}

fn record(properties: &Properties) -> String {
    value(&Value::Record(properties.clone()))
}

fn value(v: &Value) -> String {
    match v {
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Record(all) => {
            let entries: Vec<String> = all.iter().map(|(k, v)| format!("{k}: {}", value(v))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
