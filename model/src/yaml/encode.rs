//! From values to a tree in canonical key order, ready to be written as YAML or JSON.

use std::borrow::Cow;

use crate::diagnostic::{Severity, Subject};
use crate::element::{Element, Junction, Lifecycle, Owners, Relation};
use crate::metamodel::Extension;
use crate::model::{Manifest, Waiver};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::view::{Bend, Connection, ConnectionLayout, Layout, Node, NodeLayout, Shows, View};
use crate::yaml::file::Document;

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Out<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number or true/false, written as it is.
    Plain(String),
    /// Items in order.
    List(Vec<Out<'a>>),
    /// Keys and values in order.
    Map(Vec<(Cow<'a, str>, Out<'a>)>),
}

impl<'a> From<&'a str> for Out<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

/// A map under construction; empty values are left out.
#[derive(Default)]
pub(crate) struct Map<'a>(Vec<(Cow<'a, str>, Out<'a>)>);

impl<'a> Map<'a> {
    pub(crate) fn put(&mut self, key: &'a str, value: Out<'a>) -> &mut Self {
        self.0.push((Cow::Borrowed(key), value));
        self
    }

    pub(crate) fn text(&mut self, key: &'a str, value: &'a str) -> &mut Self {
        self.put(key, value.into())
    }

    pub(crate) fn some(&mut self, key: &'a str, value: Option<&'a str>) -> &mut Self {
        if let Some(value) = value {
            self.text(key, value);
        }
        self
    }

    fn localized(&mut self, key: &'a str, value: &'a Text) -> &mut Self {
        if *value != Text::default() {
            self.put(key, text(value));
        }
        self
    }

    fn texts(&mut self, key: &'a str, values: &'a [Box<str>]) -> &mut Self {
        if !values.is_empty() {
            let items = values.iter().map(|v| Out::from(&**v)).collect();
            self.put(key, Out::List(items));
        }
        self
    }

    /// One value plain, several as a list.
    fn one_or_more(&mut self, key: &'a str, values: &'a [Box<str>]) -> &mut Self {
        match values {
            [one] => self.text(key, one),
            _ => self.texts(key, values),
        }
    }

    fn record(&mut self, key: &'a str, values: &'a Properties) -> &mut Self {
        if !values.is_empty() {
            self.put(key, record(values));
        }
        self
    }

    fn rest(&mut self, values: &'a Properties) -> &mut Self {
        for (key, v) in values.iter() {
            self.put(key, value(v));
        }
        self
    }

    pub(crate) fn finish(self) -> Out<'a> {
        Out::Map(self.0)
    }
}

/// Any document.
pub fn document(document: &Document) -> Out<'_> {
    match document {
        Document::Manifest(manifest) => self::manifest(manifest),
        Document::Element(element) => self::element(element),
        Document::Relation(relation) => self::relation(relation),
        Document::View(view) => self::view(view),
        Document::Layout(layout) => self::layout(layout),
        Document::Extra(value) => self::value(value),
        Document::Extension(extension) => self::extension(extension),
    }
}

/// Text in one or several languages.
pub fn text(text: &Text) -> Out<'_> {
    match text {
        Text::One(text) => (&**text).into(),
        Text::Many(entries) => {
            let entries = entries.iter();
            Out::Map(entries.map(|(code, text)| (Cow::Borrowed(&**code), (&**text).into())).collect())
        }
    }
}

/// Any value.
pub fn value(value: &Value) -> Out<'_> {
    match value {
        Value::Text(text) => (&**text).into(),
        Value::List(items) => Out::List(items.iter().map(self::value).collect()),
        Value::Record(entries) => record(entries),
    }
}

fn record(entries: &Properties) -> Out<'_> {
    let entries = entries.iter();
    Out::Map(entries.map(|(key, v)| (Cow::Borrowed(key), value(v))).collect())
}

/// An element with its relations.
pub fn element(e: &Element) -> Out<'_> {
    let mut map = Map::default();
    map.text("id", e.id.as_str()).text("kind", e.kind.as_str());
    map.one_or_more("specialization", &e.specializations);
    if e.junction == Junction::Or {
        map.text("junction", "or");
    }
    map.localized("name", &e.name);
    map.localized("description", &e.description);
    owners(&mut map, &e.owners);
    if let Some(lifecycle) = &e.lifecycle {
        map.put("lifecycle", self::lifecycle(lifecycle));
    }
    map.one_or_more("zachman", &e.zachman).texts("tags", &e.tags);
    map.rest(&e.attributes).record("properties", &e.properties);
    if !e.relations.is_empty() {
        map.put("relations", Out::List(e.relations.iter().map(relation).collect()));
    }
    map.record("extra", &e.extra);
    map.finish()
}

fn owners<'a>(map: &mut Map<'a>, owners: &'a Owners) {
    match (owners.business.as_deref(), owners.technology.as_deref()) {
        (business, None) => {
            map.some("owner", business);
        }
        (business, technology) => {
            let mut both = Map::default();
            both.some("business", business).some("technology", technology);
            map.put("owners", both.finish());
        }
    }
}

fn lifecycle(lifecycle: &Lifecycle) -> Out<'_> {
    let mut map = Map::default();
    map.some("state", lifecycle.state.as_deref())
        .some("since", lifecycle.since.as_deref())
        .some("until", lifecycle.until.as_deref());
    map.finish()
}

/// Keys of a relation. A kind of one of these names has no short form: `access: x` is how it is
/// accessed, not a relation to `x`.
pub(crate) const RELATION_KEYS: [&str; 13] = [
    "id",
    "kind",
    "from",
    "to",
    "name",
    "description",
    "specialization",
    "access",
    "strength",
    "directed",
    "properties",
    "extra",
    "relation",
];

/// A relation, in short form where nothing but kind and target is given.
pub fn relation(r: &Relation) -> Out<'_> {
    let mut rest = fields(r);
    let is_short = !r.has_written_id && r.from.is_none() && rest.0.is_empty();
    if is_short && !RELATION_KEYS.contains(&r.kind.as_str()) {
        rest.text(r.kind.as_str(), r.to.as_str());
        return rest.finish();
    }
    in_full(r, rest)
}

/// What a relation has beside id, kind and ends.
fn fields(r: &Relation) -> Map<'_> {
    let mut rest = Map::default();
    rest.localized("name", &r.name)
        .one_or_more("specialization", &r.specializations)
        .some("access", r.access.map(crate::element::Access::name))
        .some("strength", r.strength.as_deref());
    if r.directed {
        rest.put("directed", Out::Plain("true".into()));
    }
    rest.localized("description", &r.description)
        .rest(&r.attributes)
        .record("properties", &r.properties)
        .record("extra", &r.extra);
    rest
}

/// A relation in long form.
pub(crate) fn relation_in_full(r: &Relation) -> Out<'_> {
    in_full(r, fields(r))
}

fn in_full<'a>(r: &'a Relation, mut rest: Map<'a>) -> Out<'a> {
    let mut map = Map::default();
    if r.has_written_id {
        map.text("id", r.id.as_str());
    }
    map.text("kind", r.kind.as_str());
    map.some("from", r.from.as_ref().map(|from| from.as_str()));
    map.text("to", r.to.as_str());
    map.0.append(&mut rest.0);
    map.finish()
}

/// A view.
pub fn view(v: &View) -> Out<'_> {
    let mut map = Map::default();
    map.text("id", v.id.as_str())
        .localized("name", &v.name)
        .localized("description", &v.description)
        .some("viewpoint", v.viewpoint.as_deref())
        .rest(&v.attributes);
    if let Some(selector) = &v.selector
        && let Ok(json) = serde_json::to_value(selector)
    {
        map.put("selector", whole(json));
    }
    if let Some(show) = &v.show
        && let Ok(json) = serde_json::to_value(show)
    {
        map.put("show", whole(json));
    }
    if !v.content.is_empty() {
        map.put("content", Out::List(v.content.iter().map(node).collect()));
    }
    if !v.connections.is_empty() {
        let items = v.connections.iter().map(connection).collect();
        map.put("connections", Out::List(items));
    }
    map.record("properties", &v.properties).record("extra", &v.extra);
    map.finish()
}

pub(crate) fn node(n: &Node) -> Out<'_> {
    let mut map = Map::default();
    map.text("node", n.id.as_str());
    match &n.shows {
        Shows::Element(id) => map.text("element", id.as_str()),
        Shows::Note(note) => map.put("note", text(note)),
        Shows::Group(title) => map.put("group", text(title)),
        Shows::View(id) => map.text("view", id.as_str()),
        Shows::Image(path) => map.text("image", path),
    };
    map.localized("name", &n.name)
        .localized("description", &n.description)
        .rest(&n.attributes)
        .record("properties", &n.properties)
        .record("extra", &n.extra);
    if !n.nodes.is_empty() {
        map.put("nodes", Out::List(n.nodes.iter().map(node).collect()));
    }
    map.finish()
}

pub(crate) fn connection(c: &Connection) -> Out<'_> {
    let mut map = Map::default();
    map.text("id", c.id.as_str())
        .some("relation", c.relation.as_ref().map(|r| r.as_str()))
        .text("from", c.from.as_str())
        .text("to", c.to.as_str())
        .localized("name", &c.name)
        .localized("description", &c.description)
        .rest(&c.attributes)
        .record("properties", &c.properties)
        .record("extra", &c.extra);
    map.finish()
}

/// A layout.
pub fn layout(l: &Layout) -> Out<'_> {
    let mut map = Map::default();
    map.text("view", l.view.as_str());
    if !l.nodes.is_empty() {
        let nodes = l.nodes.iter();
        let nodes = nodes.map(|(id, n)| (Cow::Borrowed(id.as_str()), node_layout(n)));
        map.put("nodes", Out::Map(nodes.collect()));
    }
    if !l.connections.is_empty() {
        let lines = l.connections.iter();
        let lines = lines.map(|(id, c)| (Cow::Borrowed(id.as_str()), connection_layout(c)));
        map.put("connections", Out::Map(lines.collect()));
    }
    map.finish()
}

fn number(n: f64) -> Out<'static> {
    Out::Plain(format!("{n}"))
}

pub(crate) fn node_layout(n: &NodeLayout) -> Out<'_> {
    let mut map = Map::default();
    map.put("x", number(n.x)).put("y", number(n.y));
    for (key, size) in [("w", n.w), ("h", n.h)] {
        if let Some(size) = size {
            map.put(key, number(size));
        }
    }
    map.record("style", &n.style);
    map.finish()
}

pub(crate) fn connection_layout(c: &ConnectionLayout) -> Out<'_> {
    let mut map = Map::default();
    if !c.bends.is_empty() {
        let bends = c.bends.iter().map(|bend| {
            let numbers = match bend {
                Bend::At(point) => &point[..],
                Bend::Between(offsets) => &offsets[..],
            };
            Out::List(numbers.iter().map(|n| number(*n)).collect())
        });
        map.put("bends", Out::List(bends.collect()));
    }
    if let Some(point) = c.label {
        map.put("label", Out::List(point.map(number).into()));
    }
    map.record("style", &c.style);
    map.finish()
}

/// The manifest.
pub fn manifest(m: &Manifest) -> Out<'_> {
    let mut map = Map::default();
    map.put("format", Out::Plain(m.format.to_string()))
        .localized("name", &m.name)
        .localized("description", &m.description)
        .texts("languages", &m.languages)
        .text("metamodel", "archimate-3.2");
    let mut rules = Map::default();
    rules.text("level", m.level.name());
    for (code, severity) in &m.severities {
        rules.text(code, severity.map_or("off", Severity::name));
    }
    map.put("rules", rules.finish());
    if !m.waivers.is_empty() {
        map.put("waivers", Out::List(m.waivers.iter().map(waiver).collect()));
    }
    map.rest(&m.attributes).record("properties", &m.properties);
    map.finish()
}

fn waiver(w: &Waiver) -> Out<'_> {
    let mut map = Map::default();
    let filled = |text: &'_ str| !text.is_empty();
    if filled(&w.rule) {
        map.text("rule", &w.rule);
    }
    match &w.subject {
        Some(Subject::Element(id)) => drop(map.text("element", id)),
        Some(Subject::Relation(id)) => drop(map.text("relation", id)),
        Some(Subject::View(id)) => drop(map.text("view", id)),
        None => {}
    }
    map.localized("reason", &w.reason);
    for (key, text) in [("owner", &*w.owner), ("until", &*w.until)] {
        if filled(text) {
            map.text(key, text);
        }
    }
    map.finish()
}

/// A file of kinds or terms, by its form in serde.
pub fn extension(extension: &Extension) -> Out<'static> {
    let Ok(serde_json::Value::Object(entries)) = serde_json::to_value(extension) else {
        return Out::Map(Vec::new());
    };
    let written = entries.into_iter().map(|(key, value)| {
        let out = match key.as_str() {
            // No relations are not the same as no word about relations.
            "viewpoints" | "audiences" | "terms" => whole(value),
            _ => from_json(value),
        };
        (key.into(), out)
    });
    Out::Map(written.collect())
}

/// A tree from JSON that leaves out itself what is not said: what is empty is meant.
fn whole(json: serde_json::Value) -> Out<'static> {
    match json {
        serde_json::Value::Array(items) => Out::List(items.into_iter().map(whole).collect()),
        serde_json::Value::Object(entries) => {
            let present = entries.into_iter().filter(|(_, v)| !v.is_null());
            Out::Map(present.map(|(key, v)| (key.into(), whole(v))).collect())
        }
        scalar => from_json(scalar),
    }
}

/// A tree from JSON: for values that have a serde form of their own. Empty and null are left out.
pub fn from_json(json: serde_json::Value) -> Out<'static> {
    match json {
        serde_json::Value::Null => Out::Text("".into()),
        serde_json::Value::String(text) => Out::Text(text.into()),
        serde_json::Value::Array(items) => Out::List(items.into_iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => {
            let present = entries.into_iter().filter(|(_, v)| !is_empty(v));
            Out::Map(present.map(|(key, v)| (key.into(), from_json(v))).collect())
        }
        other => Out::Plain(other.to_string()),
    }
}

fn is_empty(json: &serde_json::Value) -> bool {
    match json {
        serde_json::Value::Null => true,
        serde_json::Value::Array(items) => items.is_empty(),
        serde_json::Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

/// The tree as JSON, keys in the same order where the reader keeps it.
pub fn to_json(out: &Out<'_>) -> serde_json::Value {
    match out {
        Out::Text(text) => serde_json::Value::String(text.clone().into_owned()),
        Out::Plain(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| serde_json::Value::String(text.clone()))
        }
        Out::List(items) => items.iter().map(to_json).collect(),
        Out::Map(entries) => {
            let entries = entries.iter();
            entries.map(|(key, v)| (key.clone().into_owned(), to_json(v))).collect()
        }
    }
}
