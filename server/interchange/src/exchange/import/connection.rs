//! `connection` of a view.

use archweave_model::id::RelationId;
use archweave_model::view::{Bend, Connection, ConnectionLayout};

use super::Import;
use super::body::{Body, extra};
use super::concept::is_type;
use super::node::number;
use super::view::Parts;
use crate::archimate::names::usable_id;
use crate::drafts::place;
use crate::drafts::views::end_id;
use crate::kept::Kept;
use crate::xml::{Result, Token};

impl<'a> Import<'a> {
    /// Reads the connection whose start tag was the last token.
    pub(super) fn connection(&mut self, parts: &mut Parts) -> Result<Connection> {
        let offset = self.xml.offset;
        let mut kept = Kept::default();
        let (mut written, mut kind, mut relation) = (None, None, None);
        let (mut source, mut target) = (None, None);
        let mut unknown = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            match attribute.name {
                "identifier" => written = Some(attribute.value),
                "relationshipRef" | "relationshipref" => relation = Some(attribute.value),
                "source" => source = Some(attribute.value),
                "target" => target = Some(attribute.value),
                name if is_type(name) => kind = Some(attribute.value),
                _ => unknown.push(attribute),
            }
        }
        let id = parts.ids.claim(
            &mut self.drafts.findings,
            &written.unwrap_or_default(),
            "connection",
            offset,
            &mut kept,
        );
        let from = end_id(&source.unwrap_or_default());
        let to = end_id(&target.unwrap_or_default());
        let relation = relation.filter(|id| !id.is_empty());
        let relation = relation.and_then(|id| RelationId::parse(&usable_id(&id, || "missing".into())).ok());
        let mut connection = Connection::new(id, relation, from, to);
        connection.place = place(offset);
        let local = kind.as_deref().map_or("", |kind| kind.rsplit(':').next().unwrap_or_default());
        let usual = if connection.relation.is_some() { "Relationship" } else { "Line" };
        if !local.is_empty() && local != usual {
            kept.text("type", kind.as_deref().unwrap_or_default());
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut layout = ConnectionLayout::default();
        let mut views = Vec::new();
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "style" => layout.style = self.style(&mut kept)?,
                    "viewRef" | "viewref" => self.view_reference(&mut views, &mut body)?,
                    name @ ("bendpoint" | "sourceAttachment" | "targetAttachment") => {
                        self.location(name, &mut layout, &mut kept, &mut body)?;
                    }
                    name => self.child(name, &mut body)?,
                },
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        kept.list("views", views.iter().map(|id| &**id));
        connection.name = self.text(std::mem::take(&mut body.name), &mut kept);
        connection.description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        connection.extra = extra(kept);
        if layout != ConnectionLayout::default() {
            parts.layout.connections.insert(connection.id.clone(), layout);
        }
        Ok(connection)
    }

    /// Reads a point of a line.
    fn location(
        &mut self,
        name: &str,
        layout: &mut ConnectionLayout,
        kept: &mut Kept,
        body: &mut Body<'a>,
    ) -> Result<()> {
        let find = |wanted: &str| {
            let attribute = self.xml.attributes.iter().find(|a| a.name == wanted)?;
            number(&attribute.value)
        };
        let point = (find("x"), find("y"));
        let leaf = self.xml.leaf()?;
        match point {
            (Some(x), Some(y)) if name == "bendpoint" => layout.bends.push(Bend::At([x, y])),
            (Some(x), Some(y)) => kept.text(name, &format!("{x} {y}")),
            _ => body.children.push(leaf.raw),
        }
        Ok(())
    }
}
