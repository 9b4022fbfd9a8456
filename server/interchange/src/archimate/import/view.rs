//! A view: its own attributes, its nodes and connections, and its layout.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use archweave_model::diagnostic::Subject;
use archweave_model::element::Place;
use archweave_model::id::{NodeId, ViewId};
use archweave_model::text::Text;
use archweave_model::value::Value;
use archweave_model::view::{Connection, Layout, Node, View};

use super::super::kept::{self, Kept};
use super::super::names;
use super::super::reserved::Found;
use super::super::xml::{Attribute, Result, Token};
use super::body::Body;
use super::{Import, place};
use crate::archimate::names::usable_id;

/// A view that was read; what refers beyond it is not checked yet.
pub struct ViewDraft {
    pub view: View,
    pub layout: Layout,
    pub folder: usize,
    /// Where it is filed, if not by its folder.
    pub path: Option<Box<str>>,
    /// Reserved properties of the view.
    pub found: Found,
    /// Reserved features of its nodes and connections.
    pub part_found: HashMap<NodeId, Found>,
}

/// What is gathered while the parts of a view are read.
pub struct Parts<'a> {
    pub layout: Layout,
    pub found: HashMap<NodeId, Found>,
    /// Ids of nodes and connections, and how often each was used.
    ids: HashMap<Box<str>, usize>,
    /// `targetConnections` as written.
    pub targets: Vec<(NodeId, Cow<'a, str>, usize)>,
    pub view: ViewId,
}

impl<'a> Import<'a> {
    pub(super) fn read_view(
        &mut self,
        id: Option<Cow<'a, str>>,
        name: Option<Cow<'a, str>>,
        others: Vec<Attribute<'a>>,
        folder: usize,
        offset: usize,
        mut kept: Kept,
    ) -> Result<()> {
        let Some(id) = self.view_id(&id.unwrap_or_default(), offset, &mut kept) else { return Ok(()) };
        let mut view = View::new(id.clone());
        view.place = place(offset);
        view.name = name.map_or_else(Text::default, |name| Text::One(name.into()));
        let mut unknown = Vec::new();
        for attribute in others {
            if attribute.name != "viewpoint" {
                unknown.push(attribute);
                continue;
            }
            let written = &*attribute.value;
            let is_number = !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit());
            match names::viewpoint(written) {
                Some(name) => view.viewpoint = Some(name.into()),
                None if is_number && written != "0" => unknown.push(attribute),
                None if is_number || written.is_empty() => {}
                None => view.viewpoint = Some(written.into()),
            }
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut parts = Parts {
            layout: Layout::new(id.clone()),
            found: HashMap::new(),
            ids: HashMap::new(),
            targets: Vec::new(),
            view: id,
        };
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open("child") => {
                    let (node, connections) = self.node(&mut parts)?;
                    view.content.push(node);
                    view.connections.extend(connections);
                }
                Token::Open(name) => body.child(&mut self.xml, name, false)?,
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        view.description = body.description();
        view.properties = body.properties(&mut kept);
        let found = body.found();
        body.keep(&mut kept, false);
        view.extra = kept.into_extra();
        self.check_ends(&mut view, &parts);
        self.views.push(ViewDraft {
            view,
            layout: parts.layout,
            folder,
            path: None,
            found,
            part_found: parts.found,
        });
        Ok(())
    }

    /// The id of a node or connection, unique in its view.
    pub(super) fn part_id(
        &mut self,
        parts: &mut Parts<'a>,
        written: &str,
        what: &str,
        offset: usize,
        kept: &mut Kept,
    ) -> NodeId {
        let number = parts.ids.len() + 1;
        let mut used = usable_id(written, || format!("{what}-{number}"));
        let subject = || Some(Subject::View(parts.view.as_str().into()));
        if used != written {
            kept.text("id", written);
            self.findings.unusable_id(offset, written, &used, subject());
        }
        if let Some(count) = parts.ids.get(&*used).copied() {
            let mut next = count;
            let base = shortened(&used).to_owned();
            let free = loop {
                next += 1;
                let candidate = format!("{base}~{next}");
                if !parts.ids.contains_key(&*candidate) {
                    break candidate;
                }
            };
            parts.ids.insert(used.as_str().into(), next);
            if used == written {
                kept.text("id", written);
            }
            self.findings.duplicate_id(offset, &used, &free, subject());
            used = free;
        }
        parts.ids.insert(used.as_str().into(), 1);
        NodeId::parse(&used).unwrap_or_else(|_| placeholder())
    }

    /// Reports ends that are not in the view, and connections that a node lists and that do not
    /// end at it.
    fn check_ends(&mut self, view: &mut View, parts: &Parts<'a>) {
        let subject = || Subject::View(view.id.as_str().into());
        let mut arriving: HashMap<&NodeId, HashSet<&str>> = HashMap::new();
        for connection in &view.connections {
            for (what, end) in [("source", &connection.from), ("target", &connection.to)] {
                if !parts.ids.contains_key(end.as_str()) {
                    let what = format!("the {what} of connection `{}`", connection.id);
                    self.findings.dangling(connection.place.0 as usize, &what, end.as_str(), subject());
                }
            }
            let ids = arriving.entry(&connection.to).or_default();
            ids.insert(connection.id.as_str());
            ids.extend(kept::Archi::of(&connection.extra).text("id"));
        }
        let mut stale: HashMap<NodeId, Vec<Value>> = HashMap::new();
        for (id, listed, offset) in &parts.targets {
            let known = arriving.get(id);
            for target in
                listed.split_ascii_whitespace().filter(|t| !known.is_some_and(|ids| ids.contains(t)))
            {
                let what = format!("an incoming connection of `{id}`");
                self.findings.dangling(*offset, &what, target, subject());
                stale.entry(id.clone()).or_default().push(target.into());
            }
        }
        if stale.is_empty() {
            return;
        }
        let mut nodes: Vec<&mut Node> = view.content.iter_mut().collect();
        while let Some(node) = nodes.pop() {
            if let Some(list) = stale.remove(&node.id) {
                super::settle::set_kept(&mut node.extra, "targets", Value::List(list.into()));
            }
            nodes.extend(node.nodes.iter_mut());
        }
        for connection in &mut view.connections {
            if let Some(list) = stale.remove(&connection.id) {
                super::settle::set_kept(&mut connection.extra, "targets", Value::List(list.into()));
            }
        }
    }
}

/// An end as the view's parts are named.
pub fn end_id(written: &str) -> NodeId {
    let used = usable_id(written, || "missing".into());
    NodeId::parse(&used).unwrap_or_else(|_| placeholder())
}

/// Leaves room for `~` and a number within the longest id.
pub fn shortened(id: &str) -> &str {
    let mut end = id.len().min(archweave_model::id::MAX_ID_BYTES - 12);
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    id.get(..end).unwrap_or(id)
}

#[expect(clippy::expect_used, reason = "a constant")]
fn placeholder() -> NodeId {
    NodeId::parse("missing").expect("`missing` is an id")
}

/// A connection without anything but its ends; its place is its offset.
pub fn new_connection(id: NodeId, from: NodeId, to: NodeId, offset: usize) -> Connection {
    let mut connection = Connection::new(id, None, from, to);
    connection.place = Place(u32::try_from(offset).unwrap_or(u32::MAX));
    connection
}
