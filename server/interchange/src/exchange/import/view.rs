//! A view: its own attributes, its nodes and connections, and its layout.

use std::collections::HashMap;

use archweave_model::diagnostic::Subject;
use archweave_model::view::{Layout, View};

use super::Import;
use super::body::{Body, extra};
use super::concept::is_type;
use crate::drafts::place;
use crate::drafts::views::{PartIds, ViewDraft};
use crate::exchange::names;
use crate::kept::Kept;
use crate::reserved::Found;
use crate::xml::{Result, Token};

/// What is gathered while the parts of a view are read.
pub struct Parts {
    pub layout: Layout,
    pub ids: PartIds,
}

impl<'a> Import<'a> {
    /// Reads the `view` whose start tag was the last token.
    pub(super) fn view(&mut self) -> Result<()> {
        let offset = self.xml.offset;
        let mut written = None;
        let mut kept = Kept::default();
        let mut viewpoint = None;
        let mut unknown = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            match attribute.name {
                "identifier" => written = Some(attribute.value),
                "viewpoint" => viewpoint = Some(attribute.value),
                "viewpointRef" | "viewpointref" => kept.text("viewpointRef", &attribute.value),
                name if is_type(name) && attribute.value.ends_with("Diagram") => {}
                _ => unknown.push(attribute),
            }
        }
        let id = self.drafts.view_id(&written.unwrap_or_default(), offset, &mut kept);
        let Some(id) = id else { return Ok(()) };
        let mut view = View::new(id.clone());
        view.place = place(offset);
        if let Some(name) = viewpoint {
            view.viewpoint = names::viewpoint(&name).map(Box::from);
            if view.viewpoint.as_deref().and_then(names::viewpoint_name) != Some(&*name) {
                kept.text("viewpoint", &name);
            }
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut parts = Parts { layout: Layout::new(id.clone()), ids: PartIds::new(id) };
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "node" => {
                        let node = self.node(&mut parts, [0.0, 0.0])?;
                        view.content.push(node);
                    }
                    "connection" => {
                        let connection = self.connection(&mut parts)?;
                        view.connections.push(connection);
                    }
                    name => self.child(name, &mut body)?,
                },
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        view.name = self.text(std::mem::take(&mut body.name), &mut kept);
        view.description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        view.extra = extra(kept);
        self.check_ends(&view, &parts);
        if !body.properties.is_empty() {
            self.view_properties.push((self.drafts.views.len(), body.properties));
        }
        self.drafts.views.push(ViewDraft {
            view,
            layout: parts.layout,
            folder: 0,
            path: None,
            found: Found::default(),
            part_found: HashMap::new(),
        });
        Ok(())
    }

    /// Reports ends that are not in the view.
    fn check_ends(&mut self, view: &View, parts: &Parts) {
        for connection in &view.connections {
            for (what, end) in [("source", &connection.from), ("target", &connection.to)] {
                if !parts.ids.contains(end.as_str()) {
                    let what = format!("the {what} of connection `{}`", connection.id);
                    let subject = Subject::View(view.id.as_str().into());
                    self.drafts.findings.dangling(connection.place.0 as usize, &what, end.as_str(), subject);
                }
            }
        }
    }
}
