//! Documents taken apart into items, and put together again.
//!
//! An item is what is changed and merged on its own: an element without its relations, a relation, a
//! node of a view without the nodes inside it. Each has a record of its fields, and a holder.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::change::id::{DocumentId, ItemId};
use crate::change::record;
use crate::diagnostic::{Diagnostic, Severity};
use crate::id::{RelationId, ViewId};
use crate::value::Properties;
use crate::view::Node as ViewNode;
use crate::yaml::decode::{self, Findings};
use crate::yaml::{Document, encode, paths, tree};

/// A part of a document that is changed and merged on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name.
    pub id: ItemId,
    /// What it is in: for a relation its element, for a node its view or the node around it, for a line
    /// its view, for a place its layout; none for what is a document. Siblings keep their order.
    pub holder: Option<ItemId>,
    /// Its fields, as in a file but in one normal form; the id is among them where the file has it.
    pub record: Properties,
}

/// Why a document was not taken apart or put together.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemError {
    /// The fields do not make a valid document: what is wrong first.
    Invalid(ItemId, Box<Diagnostic>),
    /// An item stands in something that is not in the document.
    Lost(ItemId),
    /// Items stand inside each other, or something nests deeper than the reader of files takes.
    Depth(ItemId),
}

impl std::fmt::Display for ItemError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Invalid(id, finding) => write!(f, "`{id}`: {}", finding.message),
            Self::Lost(id) => write!(f, "`{id}` stands in something that is not there"),
            Self::Depth(id) => write!(f, "`{id}` stands inside itself, or it or its values nest too deep"),
        }
    }
}

impl std::error::Error for ItemError {}

impl DocumentId {
    /// The item that stands for the document as a whole.
    pub fn item(&self) -> ItemId {
        match self {
            Self::Manifest => ItemId::Manifest,
            Self::Extension(path) => ItemId::Extension(path.clone()),
            Self::Element(id) => ItemId::Element(id.clone()),
            Self::Relation(id) => ItemId::Relation(id.clone()),
            Self::View(id) => ItemId::View(id.clone()),
            Self::Layout(id) => ItemId::Layout(id.clone()),
            Self::Extra(tool) => ItemId::Extra(tool.clone()),
        }
    }

    /// Of a document that was read from the file at `path`.
    pub fn of(document: &Document, path: &str) -> Self {
        match document {
            Document::Manifest(_) => Self::Manifest,
            Document::Element(e) => Self::Element(e.id.clone()),
            Document::Relation(r) => Self::Relation(r.id.clone()),
            Document::View(v) => Self::View(v.id.clone()),
            Document::Layout(l) => Self::Layout(l.view.clone()),
            Document::Extra(_) => Self::Extra(crate::snapshot::stem(path).into()),
            Document::Extension(_) => Self::Extension(paths::extension_name(path).into()),
        }
    }
}

/// The items of a document: the document's own first, holders before what they hold, siblings in order.
/// Of two with one id, the second is named `id~2`.
pub fn take_apart(id: &DocumentId, document: &Document) -> Vec<Item> {
    let own = id.item();
    let mut items = Vec::new();
    // How often each id was met, under that id.
    let mut seen: HashMap<ItemId, u32> = HashMap::default();
    let mut add = |id: ItemId, holder: Option<&ItemId>, out: &encode::Out<'_>| {
        let record = record::of(&id, out, held_keys(&id));
        let mut count = seen.get(&id).copied().unwrap_or_default();
        let mut named = id.clone();
        while seen.contains_key(&named) {
            count += 1;
            named = id.twin(count);
        }
        seen.insert(id, count.max(1));
        seen.entry(named.clone()).or_insert(1);
        items.push(Item { id: named.clone(), holder: holder.cloned(), record });
        named
    };
    match document {
        Document::Manifest(m) => drop(add(own, None, &encode::manifest(m))),
        Document::Element(e) => {
            add(own.clone(), None, &encode::element(e));
            for r in &e.relations {
                // In long form: the short one has the same fields.
                add(ItemId::Relation(r.id.clone()), Some(&own), &encode::relation_in_full(r));
            }
        }
        Document::Relation(r) => drop(add(own, None, &encode::relation_in_full(r))),
        Document::View(v) => {
            add(own.clone(), None, &encode::view(v));
            for node in &v.content {
                add_node(&v.id, &own, node, &mut add);
            }
            for c in &v.connections {
                add(ItemId::Connection(v.id.clone(), c.id.clone()), Some(&own), &encode::connection(c));
            }
        }
        Document::Layout(l) => {
            add(own.clone(), None, &encode::layout(l));
            for (id, n) in &l.nodes {
                add(ItemId::NodeLayout(l.view.clone(), id.clone()), Some(&own), &encode::node_layout(n));
            }
            for (id, c) in &l.connections {
                let id = ItemId::ConnectionLayout(l.view.clone(), id.clone());
                add(id, Some(&own), &encode::connection_layout(c));
            }
        }
        Document::Extension(extension) => drop(add(own, None, &encode::extension(extension))),
        Document::Extra(value) => {
            let whole = encode::Out::Map(vec![("value".into(), encode::value(value))]);
            add(own, None, &whole);
        }
    }
    items
}

/// Keys under which an item holds others; they are no fields of it.
pub(crate) fn held_keys(item: &ItemId) -> &'static [&'static str] {
    match item {
        ItemId::Element(_) => &["relations"],
        ItemId::View(_) => &["content", "connections"],
        ItemId::Node(..) => &["nodes"],
        ItemId::Layout(_) => &["nodes", "connections"],
        _ => &[],
    }
}

fn add_node(
    view: &ViewId,
    holder: &ItemId,
    node: &ViewNode,
    add: &mut impl FnMut(ItemId, Option<&ItemId>, &encode::Out<'_>) -> ItemId,
) {
    let id = ItemId::Node(view.clone(), node.id.clone());
    let id = add(id, Some(holder), &encode::node(node));
    for child in &node.nodes {
        add_node(view, &id, child, add);
    }
}

/// The id that the record of a relation gives it, written or derived; `holder` is what holds it.
pub fn relation_id(record: &Properties, holder: Option<&ItemId>) -> Option<RelationId> {
    if let Some(written) = record.text("id") {
        return RelationId::parse(written).ok();
    }
    let source = record.text("from").or(holder.map(ItemId::local))?;
    let kind = decode::kind(record.text("kind")?).ok()?;
    Some(RelationId::derived(source, kind.as_str(), record.text("to")?))
}

/// The document that these items are: the reverse of [`take_apart`]. Refuses what a file could not say.
pub fn put_together(id: &DocumentId, items: &[Item]) -> Result<Document, ItemError> {
    let own = id.item();
    let Some(first) = items.iter().find(|item| item.id == own) else {
        return Err(ItemError::Lost(own));
    };
    let mut held: HashMap<&ItemId, Vec<&Item>> = HashMap::default();
    for item in items {
        if let Some(holder) = &item.holder {
            held.entry(holder).or_default().push(item);
        }
    }
    let mut below = Below { held, left: items.len() - 1, deepest: &own };
    let node = below.node(first, 1)?;
    if below.left > 0 {
        let known: HashSet<&ItemId> = items.iter().map(|item| &item.id).collect();
        let lost = items.iter().find(|i| i.holder.as_ref().is_none_or(|h| !known.contains(h)) && i.id != own);
        return Err(match lost {
            Some(lost) => ItemError::Lost(lost.id.clone()),
            None => ItemError::Depth(below.deepest.clone()),
        });
    }
    let mut findings = Vec::new();
    let document = decode(id, &node, first, &mut Findings(&mut findings));
    let wrong = findings.into_iter().find(is_loss);
    match (document, wrong) {
        (Some(document), None) => Ok(document),
        (_, Some(finding)) => Err(ItemError::Invalid(own, Box::new(finding))),
        (None, None) => Err(ItemError::Lost(own)),
    }
}

/// Whether something was not taken in; a waiver that lacks something is, and only hides nothing.
pub(crate) fn is_loss(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && finding.code != "bad-waiver"
}

struct Below<'a> {
    held: HashMap<&'a ItemId, Vec<&'a Item>>,
    left: usize,
    deepest: &'a ItemId,
}

impl<'a> Below<'a> {
    /// The tree of an item with all it holds; `level` is that of its map in the file, from 1.
    fn node(&mut self, item: &'a Item, level: usize) -> Result<tree::Node<'a>, ItemError> {
        // What is kept for a tool is the value of the record's one field.
        let wrapping = usize::from(matches!(item.id, ItemId::Extra(_)));
        if !record::fits(&item.record, (tree::MAX_DEPTH + 1 + wrapping).saturating_sub(level)) {
            return Err(ItemError::Depth(item.id.clone()));
        }
        let mut more: Vec<(&'static str, Vec<tree::Node<'a>>)> = Vec::new();
        let mut placed: Vec<(&'static str, Vec<tree::Pair<'a>>)> = Vec::new();
        for child in self.held.remove(&item.id).unwrap_or_default() {
            self.left -= 1;
            self.deepest = &child.id;
            let node = self.node(child, level + 2)?;
            let key = match (&child.id, level) {
                (ItemId::Relation(_), _) => "relations",
                (ItemId::Node(..), 1) => "content",
                (ItemId::Node(..) | ItemId::NodeLayout(..), _) => "nodes",
                _ => "connections",
            };
            if child.id.is_geometry() {
                let key_text = child.id.local().into();
                let pair = tree::Pair { key: key_text, key_start: 0, key_end: 0, value: node };
                entry(&mut placed, key).push(pair);
            } else {
                entry(&mut more, key).push(node);
            }
        }
        let lists = more.into_iter().map(|(key, items)| (key, record::list(items)));
        let maps = placed
            .into_iter()
            .map(|(key, pairs)| (key, tree::Node { start: 0, end: 0, data: tree::Data::Mapping(pairs) }));
        Ok(record::map(&item.record, lists.chain(maps).collect()))
    }
}

fn entry<'v, T>(lists: &'v mut Vec<(&'static str, Vec<T>)>, key: &'static str) -> &'v mut Vec<T> {
    let at = lists.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        lists.push((key, Vec::new()));
        lists.len() - 1
    });
    &mut lists[at].1
}

fn decode(id: &DocumentId, node: &tree::Node<'_>, item: &Item, out: &mut Findings<'_>) -> Option<Document> {
    Some(match id {
        DocumentId::Manifest => Document::Manifest(decode::manifest(node, out)?.into()),
        DocumentId::Element(_) => Document::Element(decode::element(node, out)?.into()),
        DocumentId::Relation(_) => Document::Relation(decode::loose_relation(node, out)?.into()),
        DocumentId::View(_) => Document::View(decode::view(node, out)?.into()),
        DocumentId::Layout(_) => Document::Layout(decode::layout(node, out)?.into()),
        DocumentId::Extension(name) => {
            let is_glossary = paths::glossary_name(name).is_some();
            let read = if is_glossary { decode::glossary } else { decode::extension };
            Document::Extension(read(node, out)?.into())
        }
        DocumentId::Extra(_) => match item.record.get("value") {
            Some(value) => Document::Extra(Arc::new(value.clone())),
            None => {
                let finding = Diagnostic::error("missing-key", "what is kept for a tool has no `value`");
                out.0.push(finding.help("remove it as a whole, or set `value`"));
                return None;
            }
        },
    })
}
