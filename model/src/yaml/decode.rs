//! From the tree to values. What does not fit is reported and left out; everything else is kept.

use crate::diagnostic::Diagnostic;
use crate::element::{Access, COMMON_ATTRIBUTES, Element, Junction, Lifecycle, Owners, Place, Relation};
use crate::id::{ElementId, EndId, KindId, RelationId};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::yaml::encode::RELATION_KEYS;
use crate::yaml::tree::{Data, Node, Pair};

mod extension;
mod manifest;
mod view;

pub use extension::{extension, glossary};
pub use manifest::manifest;
pub use view::{layout, view};

/// Where findings go.
pub struct Findings<'f>(pub &'f mut Vec<Diagnostic>);

impl Findings<'_> {
    /// Reports that the value of a key is not what it should be.
    pub(crate) fn wrong_type(&mut self, key: &str, node: &Node<'_>, expected: &str) {
        let message = format!("`{key}` is {}, expected {expected}", node.what());
        let finding = Diagnostic::error("wrong-type", message);
        let help = "compare with the example in docs/reference/file-format.md";
        self.0.push(finding.help(help).at(node.start));
    }

    fn unknown_key(&mut self, pair: &Pair<'_>, of: &str) {
        let message = format!("{of} has no key `{}`", pair.key);
        let finding = Diagnostic::warning("unknown-key", message);
        let help = "free content goes under `properties`; the key is kept as it is";
        self.0.push(finding.help(help).at(pair.key_start));
    }

    fn missing(&mut self, node: &Node<'_>, key: &str, of: &str) {
        let message = format!("{of} has no `{key}`; it is left out");
        let finding = Diagnostic::error("missing-key", message);
        self.0.push(finding.help(format!("add `{key}:`")).at(node.start));
    }
}

/// The mapping's pairs, or a finding.
pub(crate) fn pairs<'n, 'a>(
    node: &'n Node<'a>,
    what: &str,
    out: &mut Findings<'_>,
) -> Option<&'n [Pair<'a>]> {
    let found = node.pairs();
    if found.is_none() {
        out.wrong_type(what, node, "a map");
    }
    found
}

/// A scalar's text, or a finding.
pub(crate) fn scalar<'n>(key: &str, node: &'n Node<'_>, out: &mut Findings<'_>) -> Option<&'n str> {
    let text = node.text();
    if text.is_none() && !matches!(node.data, Data::Null) {
        out.wrong_type(key, node, "plain text");
    }
    text
}

/// An id, or a finding.
pub(crate) fn id<T>(
    key: &str,
    node: &Node<'_>,
    parse: impl Fn(&str) -> Result<T, crate::id::ParseIdError>,
    out: &mut Findings<'_>,
) -> Option<T> {
    if matches!(node.data, Data::Null) {
        out.missing(node, key, "the entry");
        return None;
    }
    match parse(scalar(key, node, out)?) {
        Ok(id) => Some(id),
        Err(error) => {
            let finding = Diagnostic::error("bad-id", format!("`{key}`: {error}"));
            out.0.push(finding.help("choose another id").at(node.start));
            None
        }
    }
}

/// A kind's name in its shortest form: the standard's own namespace is left out.
pub(crate) fn kind(name: &str) -> Result<KindId, crate::id::ParseIdError> {
    KindId::parse(name.strip_prefix("archimate:").unwrap_or(name))
}

/// Text in one or several languages.
pub fn text(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Text {
    match &node.data {
        Data::Null => Text::default(),
        Data::Scalar(text) => Text::One(text.as_ref().into()),
        Data::Mapping(pairs) => Text::languages(pairs.iter().filter_map(|pair| {
            let text = scalar(&pair.key, &pair.value, out)?;
            Some((pair.key.as_ref().into(), text.into()))
        })),
        Data::Sequence(_) => {
            out.wrong_type(key, node, "text, or a map of languages");
            Text::default()
        }
    }
}

/// Any value; nothing is an empty text.
pub fn value(node: &Node<'_>) -> Value {
    match &node.data {
        Data::Null => Value::Text("".into()),
        Data::Scalar(text) => Value::Text(text.as_ref().into()),
        Data::Sequence(items) => Value::List(items.iter().map(value).collect()),
        Data::Mapping(pairs) => Value::Record(record(pairs)),
    }
}

fn record(pairs: &[Pair<'_>]) -> Properties {
    let present = pairs.iter().filter(|p| !matches!(p.value.data, Data::Null));
    present.map(|pair| (pair.key.as_ref().into(), value(&pair.value))).collect()
}

/// A map of properties.
pub(crate) fn properties(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Properties {
    match &node.data {
        Data::Mapping(pairs) => record(pairs),
        Data::Null => Properties::default(),
        _ => {
            out.wrong_type(key, node, "a map");
            Properties::default()
        }
    }
}

/// One text or a list of texts.
pub(crate) fn texts(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Box<[Box<str>]> {
    let items = match &node.data {
        Data::Null => &[][..],
        Data::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    };
    items.iter().filter_map(|item| scalar(key, item, out).map(Into::into)).collect()
}

/// Keys that are no field, kept as they are.
#[derive(Default)]
pub(crate) struct Rest(Vec<(Box<str>, Value)>);

impl Rest {
    pub(crate) fn keep(&mut self, pair: &Pair<'_>) {
        self.0.push((pair.key.as_ref().into(), value(&pair.value)));
    }

    pub(crate) fn keep_unknown(&mut self, pair: &Pair<'_>, of: &str, out: &mut Findings<'_>) {
        out.unknown_key(pair, of);
        self.keep(pair);
    }

    pub(crate) fn finish(self) -> Properties {
        self.0.into_iter().collect()
    }
}

/// An element with its relations; none without id or kind.
pub fn element(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Element> {
    let pairs = pairs(node, "an element", out)?;
    let (Some(id_node), Some(kind_node)) = (node.get("id"), node.get("kind")) else {
        let key = if node.get("id").is_none() { "id" } else { "kind" };
        out.missing(node, key, "the element");
        return None;
    };
    let found_id = id("id", id_node, ElementId::parse, out)?;
    let mut e = Element::new(found_id, id("kind", kind_node, kind, out)?);
    e.place = Place(node.start);
    let mut rest = Rest::default();
    let mut relation_nodes = &[][..];
    for pair in pairs {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "id" | "kind" => {}
            "name" => e.name = text(key, v, out),
            "description" => e.description = text(key, v, out),
            "specialization" => e.specializations = texts(key, v, out),
            "junction" => e.junction = junction(v, out),
            "owner" => e.owners.business = scalar(key, v, out).map(Into::into),
            "owners" => owners(v, &mut e.owners, out),
            "lifecycle" => e.lifecycle = lifecycle(v, out).map(Box::new),
            "zachman" => e.zachman = texts(key, v, out),
            "tags" => e.tags = texts(key, v, out),
            "properties" => e.properties = properties(key, v, out),
            "extra" => e.extra = properties(key, v, out),
            "relations" => match &v.data {
                Data::Sequence(items) => relation_nodes = items,
                Data::Null => {}
                _ => out.wrong_type(key, v, "a list"),
            },
            _ if COMMON_ATTRIBUTES.contains(&key) => rest.keep(pair),
            _ => rest.keep_unknown(pair, "an element", out),
        }
    }
    e.attributes = rest.finish();
    e.relations = relation_nodes.iter().filter_map(|item| relation(item, Some(&e.id), out)).collect();
    Some(e)
}

fn junction(node: &Node<'_>, out: &mut Findings<'_>) -> Junction {
    match node.text() {
        Some("or") => Junction::Or,
        Some("and") => Junction::And,
        _ => {
            out.wrong_type("junction", node, "and, or");
            Junction::And
        }
    }
}

fn owners(node: &Node<'_>, owners: &mut Owners, out: &mut Findings<'_>) {
    for pair in pairs(node, "owners", out).unwrap_or_default() {
        let side = match &*pair.key {
            "business" => &mut owners.business,
            "technology" => &mut owners.technology,
            _ => {
                out.unknown_key(pair, "owners");
                continue;
            }
        };
        *side = scalar(&pair.key, &pair.value, out).map(Into::into);
    }
}

fn lifecycle(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Lifecycle> {
    let mut lifecycle = Lifecycle::default();
    if let Some(state) = node.text() {
        lifecycle.state = Some(state.into());
        return Some(lifecycle);
    }
    for pair in pairs(node, "lifecycle", out)? {
        let field = match &*pair.key {
            "state" => &mut lifecycle.state,
            "since" => &mut lifecycle.since,
            "until" => &mut lifecycle.until,
            _ => {
                out.unknown_key(pair, "a lifecycle");
                continue;
            }
        };
        *field = scalar(&pair.key, &pair.value, out).map(Into::into);
    }
    Some(lifecycle)
}

/// A relation whose source the model does not have; it needs `from`.
pub fn loose_relation(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Relation> {
    relation(node, None, out)
}

/// A relation held by the element `owner`; none without kind or target.
fn relation(node: &Node<'_>, owner: Option<&ElementId>, out: &mut Findings<'_>) -> Option<Relation> {
    let pairs = pairs(node, "a relation", out)?;
    // Short form: the first key is the kind and its value the target.
    let short = match (node.get("kind"), node.get("to"), pairs.first()) {
        (None, None, Some(first)) if !RELATION_KEYS.contains(&&*first.key) => Some(first),
        _ => None,
    };
    let (kind_id, to) = match short {
        Some(pair) => {
            let kind_id = kind(&pair.key).ok();
            (kind_id, id(&pair.key, &pair.value, EndId::parse, out)?)
        }
        None => {
            let (Some(kind_node), Some(to)) = (node.get("kind"), node.get("to")) else {
                let key = if node.get("kind").is_none() { "kind" } else { "to" };
                out.missing(node, key, "the relation");
                return None;
            };
            let kind_id = id("kind", kind_node, kind, out);
            (kind_id, id("to", to, EndId::parse, out)?)
        }
    };
    let kind_id = kind_id?;
    let from = match node.get("from") {
        Some(from) => Some(id("from", from, EndId::parse, out)?),
        None => None,
    };
    let source = from.as_ref().map(EndId::as_str).or(owner.map(ElementId::as_str));
    let Some(source) = source else {
        out.missing(node, "from", "the relation");
        return None;
    };
    let written = match node.get("id") {
        Some(written) => Some(id("id", written, RelationId::parse, out)?),
        None => None,
    };
    let has_written_id = written.is_some();
    let relation_id = written.unwrap_or_else(|| RelationId::derived(source, kind_id.as_str(), to.as_str()));
    let mut r = Relation::new(relation_id, kind_id, to);
    r.has_written_id = has_written_id;
    r.from = from.filter(|from| owner.is_none_or(|owner| owner.as_str() != from.as_str()));
    r.place = Place(node.start);
    let mut rest = Rest::default();
    for pair in pairs {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "id" | "kind" | "from" | "to" => {}
            _ if short.is_some_and(|s| s.key_start == pair.key_start) => {}
            "name" => r.name = text(key, v, out),
            "description" => r.description = text(key, v, out),
            "specialization" => r.specializations = texts(key, v, out),
            "access" => r.access = access(v, out),
            "strength" => r.strength = scalar(key, v, out).map(Into::into),
            "directed" => r.directed = boolean(key, v, out),
            "properties" => r.properties = properties(key, v, out),
            "extra" => r.extra = properties(key, v, out),
            _ => rest.keep_unknown(pair, "a relation", out),
        }
    }
    r.attributes = rest.finish();
    Some(r)
}

fn access(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Access> {
    let access = node.text().and_then(Access::parse);
    if access.is_none() {
        out.wrong_type("access", node, "write, read, access or read-write");
    }
    access
}

pub(crate) fn boolean(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> bool {
    match node.text() {
        Some("true") => true,
        Some("false") => false,
        _ => {
            out.wrong_type(key, node, "true or false");
            false
        }
    }
}

/// A finite number, or a finding.
pub(crate) fn number(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Option<f64> {
    let number = node.text().and_then(|text| text.parse::<f64>().ok());
    let number = number.filter(|n| n.is_finite() && n.abs() < 1e9);
    if number.is_none() {
        out.wrong_type(key, node, "a number");
    }
    number
}
