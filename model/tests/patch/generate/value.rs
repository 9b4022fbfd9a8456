//! Random documents.

use std::collections::BTreeMap;

use archweave_model::diagnostic::{Severity, Subject};
use archweave_model::element::{Access, Element, Junction, Lifecycle, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::Extension;
use archweave_model::model::{Manifest, RuleLevel, Waiver};
use archweave_model::select::Selector;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, ConnectionLayout, Layout, Node, NodeLayout, Shows, View};
use archweave_model::viewpoint::{Audience, Color, Notation, Show, Step, Term, Viewpoint};
use archweave_model::yaml::{Document, FileClass};

use super::Dice;

/// A document of the class.
pub fn document(class: FileClass, dice: &mut Dice) -> Document {
    match class {
        FileClass::View => Document::View(view(dice).into()),
        FileClass::Layout => Document::Layout(layout(dice).into()),
        FileClass::Manifest => Document::Manifest(manifest(dice).into()),
        FileClass::Metamodel => Document::Extension(extension(dice, false).into()),
        FileClass::Glossary => Document::Extension(extension(dice, true).into()),
        FileClass::Extra => Document::Extra(Value::Record(properties(dice, 3)).into()),
        _ => Document::Element(element(dice).into()),
    }
}

const WORDS: [&str; 12] = [
    "call",
    "Refund",
    "customer centre",
    "处理客户来电",
    "1.10",
    "true",
    "null",
    "a: b",
    "- x",
    "#1",
    "it's",
    "x, y",
];

/// Any text that is not empty.
pub fn words(dice: &mut Dice) -> String {
    match dice.roll(12) {
        0 => format!("{}\n{}", dice.pick(&WORDS), dice.pick(&WORDS)),
        1 => format!("{}\n\n{}\n", dice.pick(&WORDS), dice.pick(&WORDS)),
        2 => vec![dice.pick(&WORDS); 3 + dice.roll(20)].join(" "),
        3 => format!("{}\n", dice.pick(&WORDS)),
        4 => dice
            .pick(&[
                "\"q\" \\ 'r'",
                " lead",
                "trail ",
                "a\tb",
                "\u{feff}x\u{85}",
                "line\r\nend",
                "\n\n",
                "{}",
                "[a",
                "? x",
                "x #y",
                "---",
                "a  b",
            ])
            .to_owned(),
        _ => dice.pick(&WORDS).to_owned(),
    }
}

pub fn text(dice: &mut Dice) -> Text {
    match dice.roll(3) {
        0 => Text::languages([("en".into(), words(dice).into()), ("zh".into(), words(dice).into())]),
        1 => Text::languages([("zh".into(), words(dice).into())]),
        _ => Text::One(words(dice).into()),
    }
}

fn maybe_text(dice: &mut Dice) -> Text {
    if dice.chance(50) { text(dice) } else { Text::default() }
}

pub fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.roll(if depth == 0 { 3 } else { 6 }) {
        3 | 4 => Value::List(dice.some(3, |dice| value(dice, depth - 1)).into()),
        5 => Value::Record(properties(dice, depth - 1)),
        _ => Value::Text(words(dice).into()),
    }
}

pub fn properties(dice: &mut Dice, depth: usize) -> Properties {
    let entries = dice.some(3, |dice| (key(dice).into(), value(dice, depth)));
    entries.into_iter().collect()
}

pub fn key(dice: &mut Dice) -> String {
    match dice.roll(12) {
        0 => dice.pick(&["a b", "x:y", "处理", "- d", "#k", "on", "\"", "a, b"]).to_owned(),
        1 => format!("long{}", "g".repeat(210)),
        _ => format!("k{}", dice.roll(9)),
    }
}

fn end(dice: &mut Dice) -> EndId {
    EndId::parse(dice.pick(&["b", "c", "order-1", "订单", "a:b", "x/y"])).unwrap()
}

pub fn texts(dice: &mut Dice) -> Box<[Box<str>]> {
    dice.some(3, |dice| words(dice).into()).into()
}

pub fn relation(dice: &mut Dice, owner: &str, n: usize) -> Relation {
    let kind = dice.pick(&["serving", "flow", "access", "triggering", "acme:rule"]);
    let to = end(dice);
    let mut r = Relation::new(
        RelationId::parse(&format!("r-{n}-{}", dice.roll(1000))).unwrap(),
        KindId::from(kind),
        to,
    );
    if dice.chance(50) {
        derive(&mut r, owner);
    }
    if dice.chance(20) {
        r.name = text(dice);
    }
    if dice.chance(20) {
        r.access = Some(Access::Read);
    }
    r.directed = dice.chance(10);
    if dice.chance(20) {
        r.properties = properties(dice, 1);
    }
    r
}

/// Takes the written id away.
pub fn derive(r: &mut Relation, owner: &str) {
    r.has_written_id = false;
    r.id = RelationId::derived(r.source(&ElementId::parse(owner).unwrap()), r.kind.as_str(), r.to.as_str());
}

fn element(dice: &mut Dice) -> Element {
    let mut e = Element::new(ElementId::parse("a").unwrap(), KindId::from("goal"));
    e.name = maybe_text(dice);
    e.description = maybe_text(dice);
    e.junction = if dice.chance(10) { Junction::Or } else { Junction::And };
    e.specializations = texts(dice);
    if dice.chance(60) {
        e.owners.business = Some(words(dice).into());
    }
    if dice.chance(30) {
        e.owners.technology = Some("it".into());
    }
    if dice.chance(40) {
        let since = dice.chance(50).then(|| "2024-01-01".into());
        e.lifecycle = Some(Box::new(Lifecycle { state: Some("active".into()), since, until: None }));
    }
    e.tags = texts(dice);
    e.attributes =
        dice.some(2, |dice| (format!("z{}", dice.roll(5)).into(), value(dice, 1))).into_iter().collect();
    e.properties = properties(dice, 2);
    e.relations = (0..dice.roll(5)).map(|n| relation(dice, "a", n)).collect();
    if dice.chance(20) {
        e.extra = properties(dice, 1);
    }
    e
}

pub fn node(dice: &mut Dice, id: &mut usize, depth: usize) -> Node {
    *id += 1;
    let shows = match dice.roll(5) {
        0 => Shows::Note(text(dice)),
        1 => Shows::Group(text(dice)),
        2 => Shows::View(ViewId::parse("w").unwrap()),
        _ => Shows::Element(ElementId::parse("crm").unwrap()),
    };
    let mut n = Node::new(NodeId::parse(&format!("n{id}")).unwrap(), shows);
    if dice.chance(20) {
        n.name = text(dice);
    }
    if depth > 0 {
        n.nodes = dice.some(2, |dice| node(dice, id, depth - 1));
    }
    n
}

pub fn connection(dice: &mut Dice, n: usize) -> Connection {
    let (from, to) = (format!("n{}", dice.roll(5)), format!("n{}", dice.roll(5)));
    let id = |text: &str| NodeId::parse(text).unwrap();
    let mut c = Connection::new(id(&format!("c{n}")), None, id(&from), id(&to));
    if dice.chance(50) {
        c.relation = Some(RelationId::parse("r").unwrap());
    }
    if dice.chance(20) {
        c.name = text(dice);
    }
    c
}

fn view(dice: &mut Dice) -> View {
    let mut v = View::new(ViewId::parse("v").unwrap());
    v.name = maybe_text(dice);
    let mut id = 0;
    v.content = dice.some(4, |dice| node(dice, &mut id, 2));
    v.connections = (0..dice.roll(4)).map(|n| connection(dice, n)).collect();
    v.show = dice.chance(30).then(|| show(dice).into());
    v.properties = properties(dice, 1);
    v
}

/// How a view is shown: records, lists that may be empty, numbers, texts in languages.
pub fn show(dice: &mut Dice) -> Show {
    let step = |dice: &mut Dice| Step {
        relations: dice.some(2, words),
        depth: dice.chance(50).then_some(2),
        ..Step::default()
    };
    let color = |dice: &mut Dice| Color {
        property: words(dice),
        low: Some(number(dice)),
        label: maybe_text(dice),
        ..Color::default()
    };
    Show {
        notation: dice.chance(40).then_some(Notation::Uml),
        relations: dice.chance(40).then(|| dice.some(2, words)),
        follow: dice.chance(30).then(|| dice.some(2, step)),
        figures: dice.some(2, |dice| (key(dice).to_string(), words(dice))).into_iter().collect(),
        color: dice.chance(40).then(|| color(dice)),
        ..Show::default()
    }
}

/// A file of kinds, viewpoints and audiences, or of terms.
pub fn extension(dice: &mut Dice, is_glossary: bool) -> Extension {
    let mut e = Extension::default();
    if is_glossary {
        e.terms = (0..1 + dice.roll(3)).map(|n| term(dice, n)).collect();
        return e;
    }
    e.viewpoints = (0..dice.roll(3)).map(|n| viewpoint(dice, n)).collect();
    e.audiences = (0..dice.roll(2)).map(|n| audience(dice, n)).collect();
    e
}

pub fn term(dice: &mut Dice, n: usize) -> Term {
    Term {
        id: format!("t{n}"),
        name: text(dice),
        elements: dice.some(2, words),
        kind: dice.chance(20).then(|| "goal".into()),
        avoid: dice.some(2, text),
        audiences: dice.some(2, |dice| (key(dice).to_string(), text(dice))).into_iter().collect(),
        ..Term::default()
    }
}

pub fn viewpoint(dice: &mut Dice, n: usize) -> Viewpoint {
    let select = |dice: &mut Dice| Selector {
        ids: dice.some(2, words),
        text: dice.chance(30).then(|| words(dice)),
        ..Selector::default()
    };
    Viewpoint {
        id: format!("v{n}"),
        label: text(dice),
        kinds: dice.some(2, words),
        select: dice.chance(50).then(|| select(dice)),
        show: show(dice),
        audiences: dice.some(2, |dice| (key(dice).to_string(), show(dice))).into_iter().collect(),
        ..Viewpoint::default()
    }
}

fn audience(dice: &mut Dice, n: usize) -> Audience {
    Audience { id: format!("a{n}"), label: text(dice), show: show(dice), ..Audience::default() }
}

pub fn number(dice: &mut Dice) -> f64 {
    dice.roll(4000) as f64 / dice.pick(&[1.0, 1.0, 2.0, 10.0]) - 100.0
}

pub fn place(dice: &mut Dice) -> NodeLayout {
    let mut place = NodeLayout { x: number(dice), y: number(dice), ..NodeLayout::default() };
    place.w = dice.chance(50).then(|| number(dice));
    if dice.chance(20) {
        place.style = [("fill".into(), "#fff".into())].into_iter().collect();
    }
    place
}

pub fn bend(dice: &mut Dice) -> Bend {
    match dice.chance(70) {
        true => Bend::At([number(dice), number(dice)]),
        false => Bend::Between([number(dice), 1.0, 2.0, number(dice)]),
    }
}

fn layout(dice: &mut Dice) -> Layout {
    let mut l = Layout::new(ViewId::parse("v").unwrap());
    l.nodes = dice
        .some(6, |dice| (NodeId::parse(&format!("n{}", dice.roll(30))).unwrap(), place(dice)))
        .into_iter()
        .collect();
    let line = |dice: &mut Dice| ConnectionLayout {
        bends: dice.some(3, bend),
        label: dice.chance(30).then(|| [number(dice), number(dice)]),
        ..ConnectionLayout::default()
    };
    let lines: BTreeMap<_, _> = dice
        .some(3, |dice| (NodeId::parse(&format!("c{}", dice.roll(9))).unwrap(), line(dice)))
        .into_iter()
        .collect();
    l.connections = lines;
    l
}

pub fn waiver(dice: &mut Dice) -> Waiver {
    Waiver {
        rule: "missing-owner".into(),
        subject: Some(Subject::Element(dice.pick(&["crm", "erp"]).into())),
        reason: text(dice),
        owner: words(dice).into(),
        until: "2027-03-31".into(),
        ..Waiver::default()
    }
}

fn manifest(dice: &mut Dice) -> Manifest {
    let mut m = Manifest { name: maybe_text(dice), ..Manifest::default() };
    m.level = if dice.chance(30) { RuleLevel::Warn } else { RuleLevel::Strict };
    let severities =
        [("unknown-key", None), ("missing-owner", Some(Severity::Info)), ("dangling", Some(Severity::Error))];
    m.severities =
        severities.into_iter().filter(|_| dice.chance(50)).map(|(code, s)| (code.into(), s)).collect();
    m.waivers = dice.some(3, waiver).into();
    m.properties = properties(dice, 1);
    m
}
