//! A view: its own attributes, its nodes and connections, and its layout.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use archweave_model::diagnostic::Subject;
use archweave_model::element::Place;
use archweave_model::id::NodeId;
use archweave_model::text::Text;
use archweave_model::value::Value;
use archweave_model::view::{Connection, Layout, Node, View};

use super::super::names;
use super::Import;
use super::body::Body;
use crate::archimate::TOOL;
use crate::drafts::place;
use crate::drafts::views::{PartIds, ViewDraft};
use crate::kept::{self, Kept};
use crate::reserved::Found;
use crate::xml::{Attribute, Result, Token};

/// What is gathered while the parts of a view are read.
pub struct Parts<'a> {
    pub layout: Layout,
    pub found: HashMap<NodeId, Found>,
    pub ids: PartIds,
    /// `targetConnections` as written.
    pub targets: Vec<(NodeId, Cow<'a, str>, usize)>,
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
        let Some(id) = self.drafts.view_id(&id.unwrap_or_default(), offset, &mut kept) else { return Ok(()) };
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
            ids: PartIds::new(id.clone()),
            targets: Vec::new(),
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
        view.extra = kept.into_extra(TOOL);
        self.check_ends(&mut view, &parts);
        self.drafts.views.push(ViewDraft {
            view,
            layout: parts.layout,
            folder,
            path: None,
            found,
            part_found: parts.found,
        });
        Ok(())
    }

    /// Reports ends that are not in the view, and connections that a node lists and that do not
    /// end at it.
    fn check_ends(&mut self, view: &mut View, parts: &Parts<'a>) {
        let subject = || Subject::View(view.id.as_str().into());
        let mut arriving: HashMap<&NodeId, HashSet<&str>> = HashMap::new();
        for connection in &view.connections {
            for (what, end) in [("source", &connection.from), ("target", &connection.to)] {
                if !parts.ids.contains(end.as_str()) {
                    let what = format!("the {what} of connection `{}`", connection.id);
                    self.drafts.findings.dangling(
                        connection.place.0 as usize,
                        &what,
                        end.as_str(),
                        subject(),
                    );
                }
            }
            let ids = arriving.entry(&connection.to).or_default();
            ids.insert(connection.id.as_str());
            ids.extend(kept::Recall::of(TOOL, &connection.extra).text("id"));
        }
        let mut stale: HashMap<NodeId, Vec<Value>> = HashMap::new();
        for (id, listed, offset) in &parts.targets {
            let known = arriving.get(id);
            for target in
                listed.split_ascii_whitespace().filter(|t| !known.is_some_and(|ids| ids.contains(t)))
            {
                let what = format!("an incoming connection of `{id}`");
                self.drafts.findings.dangling(*offset, &what, target, subject());
                stale.entry(id.clone()).or_default().push(target.into());
            }
        }
        if stale.is_empty() {
            return;
        }
        let mut nodes: Vec<&mut Node> = view.content.iter_mut().collect();
        while let Some(node) = nodes.pop() {
            if let Some(list) = stale.remove(&node.id) {
                kept::set(&mut node.extra, TOOL, "targets", Value::List(list.into()));
            }
            nodes.extend(node.nodes.iter_mut());
        }
        for connection in &mut view.connections {
            if let Some(list) = stale.remove(&connection.id) {
                kept::set(&mut connection.extra, TOOL, "targets", Value::List(list.into()));
            }
        }
    }
}

/// A connection without anything but its ends; its place is its offset.
pub fn new_connection(id: NodeId, from: NodeId, to: NodeId, offset: usize) -> Connection {
    let mut connection = Connection::new(id, None, from, to);
    connection.place = Place(u32::try_from(offset).unwrap_or(u32::MAX));
    connection
}
