//! Rules about views and layouts.

use foldhash::HashMap;

use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::id::ViewId;
use crate::rules::Report;
use crate::view::{Connection, Layout, Shows, View};

/// What an id in a view stands for.
#[derive(Clone, Copy)]
enum Item<'a> {
    Node(&'a Shows),
    Connection(&'a Connection),
}

pub(super) fn check(report: &mut Report<'_>, view: &View) {
    let mut items: HashMap<&str, Item<'_>> = HashMap::default();
    let nodes = view.nodes().map(|n| (n.id.as_str(), n.place.0, Item::Node(&n.shows)));
    let lines = view.connections.iter().map(|c| (c.id.as_str(), c.place.0, Item::Connection(c)));
    for (id, place, item) in nodes.chain(lines) {
        if items.insert(id, item).is_some() {
            let message = format!("`{id}` is used twice in view `{}`", view.id);
            let help = "give each node and connection of a view an id of its own";
            report.add(about("duplicate-node", view, place, "", message, help));
        }
    }
    contents(report, view);
    for connection in &view.connections {
        self::connection(report, view, connection, &items);
    }
    layout(report, view, &items);
}

fn about(code: &'static str, view: &View, place: u32, key: &str, message: String, help: &str) -> Diagnostic {
    let mut finding = Diagnostic::error(code, message).help(help);
    finding.severity = super::rule(code).map_or(Severity::Error, |rule| rule.severity);
    let finding = finding.about(Subject::View(view.id.as_str().into())).at(place);
    if key.is_empty() { finding } else { finding.key(key) }
}

fn contents(report: &mut Report<'_>, view: &View) {
    let snapshot = report.snapshot;
    let viewpoint = view.viewpoint.as_deref().and_then(|id| snapshot.metamodel.viewpoint(id));
    if let (Some(id), None) = (&view.viewpoint, viewpoint) {
        let message = format!("unknown viewpoint `{id}`");
        let help = "see `archweave metamodel --viewpoints` for those there are";
        report.add(about("unknown-viewpoint", view, view.place.0, "viewpoint", message, help));
    }
    let unknown = view.show.iter().flat_map(|show| show.unknown_names(&snapshot.metamodel, "show"));
    for name in unknown {
        let message = format!("`{}` is no {}", name.name, name.what);
        let help = "see `archweave metamodel` for the names there are";
        report.add(about("unknown-kind", view, view.place.0, &name.key, message, help));
    }
    for node in view.nodes() {
        match &node.shows {
            Shows::Element(id) => match snapshot.slot_of(id.as_str()) {
                None => {
                    let message = format!("the view shows `{id}`, which is not in the model");
                    let help = "add the element, or remove the node";
                    report.add(about("unknown-element", view, node.place.0, "element", message, help));
                }
                Some(slot) => {
                    let kind = snapshot.kind_at(slot);
                    if let (Some(viewpoint), Some(kind)) = (viewpoint, kind)
                        && !viewpoint.admits(&snapshot.metamodel, kind)
                    {
                        let name = &snapshot.metamodel.kind(kind).id;
                        let message =
                            format!("viewpoint `{}` does not show a {name} such as `{id}`", viewpoint.id);
                        let help = "take another viewpoint, or leave the element out";
                        report.add(about("outside-viewpoint", view, node.place.0, "element", message, help));
                    }
                }
            },
            Shows::View(id) if snapshot.view(id.as_str()).is_none() => {
                let message = format!("the view refers to view `{id}`, which is not in the model");
                report.add(about("unknown-view", view, node.place.0, "view", message, "remove the node"));
            }
            _ => {}
        }
    }
}

fn connection(
    report: &mut Report<'_>,
    view: &View,
    connection: &Connection,
    items: &HashMap<&str, Item<'_>>,
) {
    for (key, end) in [("from", &connection.from), ("to", &connection.to)] {
        if !items.contains_key(end.as_str()) {
            let message =
                format!("connection `{}` has its end at `{end}`, which is not in the view", connection.id);
            let help = "name a node or connection of this view";
            report.add(about("unknown-end", view, connection.place.0, key, message, help));
        }
    }
    let Some(id) = &connection.relation else { return };
    let Some(entry) = report.snapshot.relation(id.as_str()) else {
        let message = format!("the view shows relation `{id}`, which is not in the model");
        let help = "add the relation, or remove the connection";
        report.add(about("unknown-relation", view, connection.place.0, "relation", message, help));
        return;
    };
    let shows = |end: &str, wanted: &str| match items.get(end) {
        Some(Item::Node(Shows::Element(element))) => element.as_str() == wanted,
        Some(Item::Connection(line)) => line.relation.as_ref().is_some_and(|r| r.as_str() == wanted),
        // A missing end has been reported; a note or group never is the end of a relation.
        None => true,
        Some(Item::Node(_)) => false,
    };
    let (source, target) = (entry.source(), entry.relation.to.as_str());
    if !shows(connection.from.as_str(), source) || !shows(connection.to.as_str(), target) {
        let message = format!(
            "relation `{id}` joins `{source}` to `{target}`, connection `{}` joins others",
            connection.id
        );
        let help = "connect the nodes that show its ends";
        report.add(about("wrong-connection", view, connection.place.0, "relation", message, help));
    }
}

fn layout(report: &mut Report<'_>, view: &View, items: &HashMap<&str, Item<'_>>) {
    let Some((file, layout)) = report.snapshot.layouts.get(&view.id) else { return };
    let path = report.snapshot.path(*file).unwrap_or_default();
    let is_computed = view.content.is_empty() && (view.selector.is_some() || view.viewpoint.is_some());
    let nodes = layout.nodes.iter().map(|(id, n)| (id, n.place.0, true));
    let lines = layout.connections.iter().map(|(id, c)| (id, c.place.0, false));
    for (id, place, is_node) in nodes.chain(lines) {
        let is_right = match items.get(id.as_str()) {
            // Which nodes it has is computed when it is drawn.
            _ if is_computed => true,
            Some(Item::Node(_)) => is_node,
            Some(Item::Connection(_)) => !is_node,
            None => false,
        };
        if !is_right {
            let what = if is_node { "node" } else { "connection" };
            let message = format!("the layout places {what} `{id}`, which view `{}` does not have", view.id);
            let finding = about("unknown-node", view, place, "", message, "remove the entry");
            report.add(finding.file(path));
        }
    }
}

/// A layout without its view.
pub(crate) fn orphan_layout(id: &ViewId, file: &str, layout: &Layout) -> Diagnostic {
    let message = format!("a layout is for view `{id}`, which is not in the model");
    Diagnostic::error("unknown-view", message)
        .help("remove the file, or add the view")
        .about(Subject::View(id.as_str().into()))
        .file(file)
        .at(layout.place.0)
        .key("view")
}
