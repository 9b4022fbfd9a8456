//! Models from choices: small, odd, and of few ids, so that two of them have much in common.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::diagnostic::{Severity, Subject};
use archweave_model::element::{Access, Element, Junction, Lifecycle, Owners, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::model::{Filed, Manifest, Model, RuleLevel, Waiver};
use archweave_model::select::Selector;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, ConnectionLayout, Layout, Node, NodeLayout, Shows, View};
use archweave_model::viewpoint::{Color, ColorBy, Notation, Show};
use archweave_model::yaml::{Document, FileClass, read};

/// Choices out of bytes; when they are used up, always the first.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        let [first, rest @ ..] = self.0 else { return 0 };
        self.0 = rest;
        usize::from(*first) % count.max(1)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    pub fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

pub fn element_id(n: usize) -> ElementId {
    ElementId::parse(&format!("e{n}")).unwrap()
}

pub fn relation_id(n: usize) -> RelationId {
    RelationId::parse(&format!("r{n}")).unwrap()
}

pub fn view_id(n: usize) -> ViewId {
    ViewId::parse(&format!("v{n}")).unwrap()
}

pub fn node_id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

pub fn kind(c: &mut Choices<'_>) -> KindId {
    KindId::parse(c.of(&["goal", "junction", "application-component", "acme:thing"])).unwrap()
}

pub fn relation_kind(c: &mut Choices<'_>) -> KindId {
    KindId::parse(c.of(&["serving", "association", "flow"])).unwrap()
}

pub fn word(c: &mut Choices<'_>) -> &'static str {
    c.of(&["", "a", "b", "1.10", "null", "处理 客户", "line\nline\n", " x: [", "true", "~"])
}

pub fn text(c: &mut Choices<'_>) -> Text {
    match c.below(4) {
        0 => Text::default(),
        1 => word(c).into(),
        _ => {
            let mut languages = vec!["en", "zh", "de"];
            c.shuffle(&mut languages);
            languages.truncate(1 + c.below(3));
            Text::languages(languages.into_iter().map(|code| (code.into(), word(c).into())))
        }
    }
}

/// A value of any shape; `depth` bounds it.
pub fn value(c: &mut Choices<'_>, depth: usize) -> Value {
    match c.below(if depth == 0 { 1 } else { 5 }) {
        0 | 1 => word(c).into(),
        2 => Value::List(c.list(3, |c| value(c, depth - 1)).into()),
        3 => Value::Record(properties(c, depth - 1)),
        _ => parts(c),
    }
}

/// A list of records with ids.
pub fn parts(c: &mut Choices<'_>) -> Value {
    let mut ids = vec!["p", "q", "s"];
    c.shuffle(&mut ids);
    ids.truncate(c.below(4));
    let part = |id: &str, c: &mut Choices<'_>| {
        let mut record = Properties::from_iter([("id".into(), id.into())]);
        for key in ["type", "many"] {
            if c.once_in(2) {
                record.set(key, value(c, 1));
            }
        }
        Value::Record(record)
    };
    Value::List(ids.into_iter().map(|id| part(id, c)).collect())
}

pub fn properties(c: &mut Choices<'_>, depth: usize) -> Properties {
    let mut keys = vec!["k", "l", "m", "attributes", "operations"];
    c.shuffle(&mut keys);
    keys.truncate(c.below(5));
    keys.into_iter().map(|key| (key.into(), if key.len() > 1 { parts(c) } else { value(c, depth) })).collect()
}

/// Keys that are no fields, some with names of fields of others.
fn attributes(c: &mut Choices<'_>, keys: &[&str]) -> Properties {
    if !c.once_in(3) {
        return Properties::default();
    }
    let mut keys = keys.to_vec();
    c.shuffle(&mut keys);
    keys.truncate(1 + c.below(3));
    keys.into_iter().map(|key| (key.into(), value(c, 2))).collect()
}

fn sometimes<T>(c: &mut Choices<'_>, times: usize, make: impl FnOnce(&mut Choices<'_>) -> T) -> Option<T> {
    c.once_in(times).then(|| make(c))
}

pub fn words(c: &mut Choices<'_>) -> Box<[Box<str>]> {
    c.list(2, |c| word(c).into()).into()
}

/// An element without relations.
pub fn element(c: &mut Choices<'_>, n: usize) -> Element {
    let mut e = Element::new(element_id(n), kind(c));
    e.name = text(c);
    if c.once_in(3) {
        e.description = text(c);
        e.specializations = words(c);
        e.junction = c.of(&[Junction::And, Junction::Or]);
        e.tags = words(c);
        e.zachman = words(c);
        e.owners = Owners {
            business: sometimes(c, 2, |c| word(c).into()),
            technology: sometimes(c, 3, |c| word(c).into()),
        };
        e.extra = properties(c, 1);
    }
    e.lifecycle = sometimes(c, 3, |c| lifecycle(c).into());
    e.attributes = attributes(c, &["steward", "aliases", "odd", "style", "colour"]);
    if c.once_in(2) {
        e.properties = properties(c, 2);
    }
    e
}

pub fn lifecycle(c: &mut Choices<'_>) -> Lifecycle {
    Lifecycle {
        state: sometimes(c, 2, |c| word(c).into()),
        since: sometimes(c, 2, |c| word(c).into()),
        until: sometimes(c, 4, |c| word(c).into()),
    }
}

/// An end of a relation: an element, a relation, a part, or what is not there.
pub fn end(c: &mut Choices<'_>) -> EndId {
    let n = c.below(7);
    let id = match c.below(8) {
        0 => format!("r{n}"),
        1 => format!("e{n}#p"),
        2 => "ghost".to_owned(),
        _ => format!("e{n}"),
    };
    EndId::parse(&id).unwrap()
}

/// A relation held by an element, or loose without one; its id is derived or written.
pub fn relation(c: &mut Choices<'_>, holder: Option<&ElementId>) -> Relation {
    let written = c.once_in(2).then(|| relation_id(c.below(8)));
    let (kind, to) = (relation_kind(c), end(c));
    let from = match holder {
        None => Some(EndId::parse(c.of(&["gone", "r1", "lost"])).unwrap()),
        Some(_) if c.once_in(5) => Some(end(c)),
        Some(_) => None,
    };
    let from = from.filter(|from| holder.is_none_or(|holder| holder.as_str() != from.as_str()));
    let source = from.as_ref().map(EndId::as_str).or(holder.map(ElementId::as_str)).unwrap();
    let derived = RelationId::derived(source, kind.as_str(), to.as_str());
    let mut r = Relation::new(derived, kind, to);
    r.has_written_id = written.is_some();
    r.id = written.unwrap_or(r.id);
    r.from = from;
    if c.once_in(3) {
        r.name = text(c);
        r.description = text(c);
        r.specializations = words(c);
        r.access = sometimes(c, 2, |c| c.of(&Access::ALL).0);
        r.strength = sometimes(c, 3, |c| word(c).into());
        r.directed = c.once_in(2);
        r.attributes = attributes(c, &["owner", "tags", "odd"]);
        r.properties = properties(c, 1);
        r.extra = properties(c, 1);
    }
    r
}

pub fn shows(c: &mut Choices<'_>) -> Shows {
    match c.below(8) {
        0 => Shows::Note(text(c)),
        1 => Shows::Group(text(c)),
        2 => Shows::View(view_id(c.below(4))),
        3 => Shows::Image(word(c).into()),
        _ => Shows::Element(element_id(c.below(6))),
    }
}

pub fn view(c: &mut Choices<'_>, n: usize) -> View {
    let mut v = View::new(view_id(n));
    v.name = text(c);
    v.viewpoint = sometimes(c, 4, |c| word(c).into());
    v.attributes = attributes(c, &["owner", "tags", "lifecycle", "odd"]);
    v.selector = sometimes(c, 5, |c| {
        let kinds = c.list(2, |c| word(c).to_owned());
        let not = sometimes(c, 2, |_| Selector { tags: vec!["x".into()], ..Selector::default() }.into());
        let properties = c.list(2, |c| (format!("k{}", c.below(9)), word(c).to_owned()));
        let one = properties.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect();
        Selector {
            kinds,
            not,
            properties: one,
            text: sometimes(c, 2, |c| word(c).into()),
            ids: c.list(2, |c| format!("e{}", c.below(9))),
            ..Selector::default()
        }
        .into()
    });
    v.show = sometimes(c, 4, |c| show(c).into());
    if c.once_in(3) {
        v.properties = properties(c, 1);
        v.extra = properties(c, 1);
        v.description = text(c);
    }
    let mut ids: Vec<usize> = (0..7).collect();
    c.shuffle(&mut ids);
    ids.truncate(c.below(8));
    for id in ids {
        let mut node = Node::new(node_id(if c.once_in(20) { 0 } else { id }), shows(c));
        if c.once_in(3) {
            node.name = text(c);
            node.attributes = attributes(c, &["owner", "odd", "style"]);
            node.properties = properties(c, 1);
        }
        let count = v.nodes().count();
        let into = c.below(count + 2);
        holder(&mut v.content, &mut into.clone()).push(node);
    }
    let lines = c.below(4);
    for n in 0..lines {
        let id = if c.once_in(15) { 9 } else { 10 + n };
        let relation = sometimes(c, 2, |c| relation_id(c.below(8)));
        let ends = [c.of(&[0, 1, 2, 3, 4, 10, 11]), c.of(&[0, 1, 2, 5, 6, 10])];
        let mut line = Connection::new(node_id(id), relation, node_id(ends[0]), node_id(ends[1]));
        if c.once_in(3) {
            line.name = text(c);
            line.attributes = attributes(c, &["owner", "odd"]);
        }
        v.connections.push(line);
    }
    v
}

pub fn show(c: &mut Choices<'_>) -> Show {
    let color = |c: &mut Choices<'_>| Color {
        by: ColorBy::Property,
        property: word(c).into(),
        low: sometimes(c, 2, |c| c.below(99) as f64 / 4.0),
        label: text(c),
        ..Color::default()
    };
    Show {
        notation: sometimes(c, 3, |_| Notation::Plain),
        relations: sometimes(c, 3, |c| c.list(2, |c| word(c).to_owned())),
        figures: c.list(2, |c| (format!("k{}", c.below(9)), word(c).to_owned())).into_iter().collect(),
        color: sometimes(c, 3, color),
        phase: sometimes(c, 9, |c| word(c).into()),
        ..Show::default()
    }
}

/// The list in which a node comes to stand: that of the view, or of its n-th node.
pub fn holder<'v>(nodes: &'v mut Vec<Node>, n: &mut usize) -> &'v mut Vec<Node> {
    fn find(nodes: &mut [Node], n: &mut usize) -> Option<*const Node> {
        for node in nodes {
            match n.checked_sub(1) {
                None => return Some(node),
                Some(left) => *n = left,
            }
            if let Some(found) = find(&mut node.nodes, n) {
                return Some(found);
            }
        }
        None
    }
    fn get(nodes: &mut [Node], wanted: *const Node) -> Option<&mut Vec<Node>> {
        for node in nodes {
            if std::ptr::eq(node, wanted) {
                return Some(&mut node.nodes);
            }
            if let Some(found) = get(&mut node.nodes, wanted) {
                return Some(found);
            }
        }
        None
    }
    match n.checked_sub(1).and_then(|mut left| find(nodes, &mut left)) {
        Some(wanted) if get(nodes, wanted).is_some() => get(nodes, wanted).unwrap(),
        _ => nodes,
    }
}

pub fn layout(c: &mut Choices<'_>, n: usize) -> Layout {
    let mut l = Layout::new(view_id(n));
    for n in 0..7 {
        if c.once_in(2) {
            l.nodes.insert(node_id(n), node_layout(c));
        }
    }
    for n in 9..12 {
        if c.once_in(3) {
            let bends = c.list(2, |c| match c.below(2) {
                0 => Bend::At([c.below(9) as f64, -0.5]),
                _ => Bend::Between([1.0, 2.5, c.below(9) as f64, 1e-7]),
            });
            let label = sometimes(c, 3, |c| [c.below(9) as f64, -2.5]);
            let line =
                ConnectionLayout { bends, label, style: properties(c, 1), ..ConnectionLayout::default() };
            l.connections.insert(node_id(n), line);
        }
    }
    l
}

pub fn node_layout(c: &mut Choices<'_>) -> NodeLayout {
    NodeLayout {
        x: c.below(99) as f64,
        y: c.below(99) as f64 - 9.0,
        w: sometimes(c, 3, |c| c.below(99) as f64 / 4.0),
        h: sometimes(c, 3, |_| 20.0),
        style: if c.once_in(4) { properties(c, 1) } else { Properties::default() },
        ..NodeLayout::default()
    }
}

pub fn manifest(c: &mut Choices<'_>) -> Manifest {
    let mut m = Manifest { name: text(c), ..Manifest::default() };
    if c.once_in(2) {
        m.description = text(c);
        m.languages = ["zh".into(), "en".into()].into();
        m.level = c.of(&RuleLevel::ALL).0;
        let mut rules = vec!["unknown-kind", "unknown-end", "nobody"];
        c.shuffle(&mut rules);
        rules.truncate(c.below(4));
        let severity = |c: &mut Choices<'_>| c.of(&[None, Some(Severity::Error), Some(Severity::Info)]);
        m.severities = rules.into_iter().map(|rule| (rule.into(), severity(c))).collect();
        m.waivers = c.list(2, waiver).into();
        m.properties = properties(c, 1);
        m.attributes = attributes(c, &["owner", "tags", "odd"]);
    }
    m
}

/// Some lack something.
fn waiver(c: &mut Choices<'_>) -> Waiver {
    Waiver {
        rule: c.of(&["unknown-kind", ""]).into(),
        subject: sometimes(c, 2, |c| {
            c.of(&[Subject::Element("e1".into()), Subject::Relation("r1".into()), Subject::View("".into())])
        }),
        reason: text(c),
        owner: word(c).into(),
        until: c.of(&["2030-01-01", ""]).into(),
        ..Waiver::default()
    }
}

const EXTENSIONS: [&str; 6] = [
    "kinds:\n  - { id: acme:thing, parents: [goal], label: Thing }\n",
    "kinds:\n  - id: acme:other\n    parents: [goal]\n    label: { en: Other, zh: 其他 }\n    cells: [{ when: { k: v }, cell: 1.2 }]\n    properties:\n      - { key: size, type: integer, min: 0.5, required: true, label: '' }\n  - { id: acme:thing, parents: [goal], label: '' }\n",
    "relations:\n  - { id: acme:near, of: association, label: near, attributes: [directed] }\nproperties:\n  - { key: k, on: [goal], type: enum, values: [a, { id: b, label: B }] }\n",
    "specializations:\n  - { id: s, name: S, of: goal, extra: { archi: { a: '1', b: [x] } } }\n",
    "viewpoints:\n  - id: own\n    label: { en: Own, zh: 自有 }\n    form: matrix\n    select: { properties: { b: '1', a: '2' }, not: {} }\n    show: { relations: [], matrix: { rows: { kinds: [goal] }, columns: { select: {} } }, color: { by: count, low: 0.5 } }\n    audiences: { board: {}, business: { labels: { ends: true } } }\n",
    "viewpoints:\n  - { id: own, label: Own, kinds: [goal], show: { follow: [{ relations: [serving], depth: 2 }], group: { by: owner } } }\naudiences:\n  - { id: board, label: '', like: business, show: { compartments: [] } }\n",
];
const GLOSSARIES: [&str; 3] = [
    "terms:\n  - { id: t, name: { en: Order, zh: 订单 }, avoid: [Ticket, { zh: 单子, en: Slip }], audiences: { business: Job } }\n  - { id: u, name: U }\n",
    "terms:\n  - { id: u, name: { zh: 优 }, elements: [e1, e2], kind: goal, definition: What is wanted }\n",
    "terms: []\n",
];

pub fn model(c: &mut Choices<'_>) -> Model {
    let mut model = Model { manifest: manifest(c), ..Model::default() };
    for n in 0..6 {
        if c.below(4) > 0 {
            model.elements.push(element(c, n).into());
        }
    }
    // Each relation stands in one document, now and then twice in that.
    let mut known: BTreeMap<RelationId, Option<ElementId>> = BTreeMap::new();
    for element in &mut model.elements {
        let element = Arc::make_mut(element);
        for _ in 0..c.below(4) {
            let r = relation(c, Some(&element.id));
            let holder = known.entry(r.id.clone()).or_insert_with(|| Some(element.id.clone()));
            if holder.as_ref() == Some(&element.id) && !element.relations.iter().any(|k| k.id == r.id) {
                element.relations.push(r.clone());
                if c.once_in(10) {
                    element.relations.push(r);
                }
            }
        }
    }
    for _ in 0..c.below(3) {
        let r = relation(c, None);
        if let std::collections::btree_map::Entry::Vacant(place) = known.entry(r.id.clone()) {
            place.insert(None);
            model.loose.push(r.into());
        }
    }
    for n in 0..3 {
        if c.once_in(2) {
            let value = Arc::new(view(c, n));
            model.views.push(Filed { path: c.of(&["", "a", "a/b"]).into(), value });
        }
    }
    for n in 0..4 {
        if c.once_in(3) {
            model.layouts.push(layout(c, n).into());
        }
    }
    for path in ["acme", "acme-rules", "glossary/words"] {
        if c.once_in(4) {
            let value = if path.starts_with("glossary/") { glossary(c) } else { extension(c) };
            model.extensions.push(Filed { path: path.into(), value });
        }
    }
    for tool in ["archi", "x"] {
        if c.once_in(4) {
            model.extra.push((tool.into(), value(c, 3).into()));
        }
    }
    model
}

fn extension(c: &mut Choices<'_>) -> Arc<archweave_model::metamodel::Extension> {
    whole(FileClass::Metamodel, c.of(&EXTENSIONS))
}

fn glossary(c: &mut Choices<'_>) -> Arc<archweave_model::metamodel::Extension> {
    whole(FileClass::Glossary, c.of(&GLOSSARIES))
}

fn whole(class: FileClass, text: &str) -> Arc<archweave_model::metamodel::Extension> {
    let parsed = read(class, text.as_bytes());
    match &parsed.documents[..] {
        [Document::Extension(extension)] => extension.clone(),
        _ => panic!("{:?}", parsed.findings),
    }
}
