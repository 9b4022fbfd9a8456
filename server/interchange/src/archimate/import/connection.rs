//! `sourceConnection` of a node or of another connection.

use archweave_model::id::{NodeId, RelationId};
use archweave_model::text::Text;
use archweave_model::value::Value;
use archweave_model::view::{Bend, Connection, ConnectionLayout};

use super::super::style;
use super::Import;
use super::body::Body;
use super::view::{Parts, new_connection};
use super::view_node::{Looks, attribute_style, node_end, take, whole};
use crate::archimate::TOOL;
use crate::archimate::names::usable_id;
use crate::drafts::views::end_id;
use crate::kept::Kept;
use crate::xml::{Result, Token};

/// Line styles among the bits of `type`.
const DASHED: u32 = 2;
const DOTTED: u32 = 4;

impl<'a> Import<'a> {
    /// Reads the connection whose start tag was the last token; those that start at it follow it
    /// in `list`. The holder is what it stands in, by its id here and as written.
    pub(super) fn connection(
        &mut self,
        parts: &mut Parts<'a>,
        holder: (&NodeId, &str),
        list: &mut Vec<Connection>,
    ) -> Result<()> {
        let offset = self.xml.offset;
        let mut kind = None;
        let mut looks: Looks<'a> = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            if self.is_type(attribute.name) {
                kind = Some(attribute.value);
            } else {
                looks.push((attribute.name, attribute.value));
            }
        }
        let mut kept = Kept::default();
        let written = take(&mut looks, "id").unwrap_or_default();
        let id = parts.ids.claim(&mut self.drafts.findings, &written, "connection", offset, &mut kept);
        if let Some(targets) = take(&mut looks, "targetConnections") {
            parts.targets.push((id.clone(), targets, offset));
        }
        let from = match take(&mut looks, "source") {
            Some(source) if *source != *holder.1 && !source.is_empty() => {
                kept.text("parent", holder.0.as_str());
                end_id(&source)
            }
            _ => holder.0.clone(),
        };
        let to = node_end(take(&mut looks, "target"));
        let mut connection = new_connection(id, from, to, offset);
        let relation = take(&mut looks, "archimateRelationship").or_else(|| take(&mut looks, "relationship"));
        let relation = relation.filter(|id| !id.is_empty());
        connection.relation =
            relation.and_then(|id| RelationId::parse(&usable_id(&id, || "missing".into())).ok());
        let usual = connection.relation.as_ref().map(|_| "archimate:Connection");
        let full = kind.as_deref().map(|written| self.type_name(written).0);
        if full.as_deref() != usual {
            kept.text("type", full.as_deref().unwrap_or_default());
        }
        if let Some(name) = take(&mut looks, "name") {
            connection.name = Text::One(name.into());
        }
        let mut layout = ConnectionLayout::default();
        let mut body = Body::default();
        let at = list.len();
        let mut nested = Vec::new();
        loop {
            match self.xml.next()? {
                Token::Open("sourceConnection") => {
                    self.connection(parts, (&connection.id, &written), &mut nested)?;
                }
                Token::Open("bendpoint") => self.bend(&mut layout, &mut body)?,
                Token::Open(name) => body.child(&mut self.xml, name, true)?,
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        connection.description = body.description();
        connection.properties = body.properties(&mut kept);
        let mut entries = attribute_style(style::CONNECTION.iter(), &mut looks, &mut kept);
        if let Some(line) = line_style(&mut looks) {
            entries.push(("line_style".into(), Value::from(line)));
        }
        layout.style = entries.into_iter().collect();
        style::sorted(&mut layout.style);
        kept.record("attributes", looks.iter().map(|(name, value)| (*name, &**value)));
        let found = body.found();
        if !found.is_empty() {
            parts.found.insert(connection.id.clone(), found);
        }
        body.keep(&mut kept, false);
        connection.extra = kept.into_extra(TOOL);
        if layout != ConnectionLayout::default() {
            parts.layout.connections.insert(connection.id.clone(), layout);
        }
        list.insert(at, connection);
        list.extend(nested);
        Ok(())
    }

    fn bend(&mut self, layout: &mut ConnectionLayout, body: &mut Body<'a>) -> Result<()> {
        let mut offsets = [0.0; 4];
        let mut is_known = true;
        for attribute in &self.xml.attributes {
            let names = ["startX", "startY", "endX", "endY"];
            let place = names.iter().position(|name| *name == attribute.name);
            match (place.and_then(|p| offsets.get_mut(p)), whole(&attribute.value)) {
                (Some(place), Some(number)) => *place = number,
                _ => is_known = false,
            }
        }
        let leaf = self.xml.leaf()?;
        if is_known && !leaf.is_nested {
            layout.bends.push(Bend::Between(offsets));
        } else {
            body.children.push(leaf.raw);
        }
        Ok(())
    }
}

/// The style of a line; arrow heads among the bits of `type` stay there.
fn line_style(looks: &mut Looks<'_>) -> Option<&'static str> {
    let at = looks.iter().position(|(name, _)| *name == "type")?;
    let (_, written) = looks.get_mut(at)?;
    let bits: u32 = written.parse().ok()?;
    if bits.to_string() != **written {
        return None;
    }
    let style = match bits & (DASHED | DOTTED) {
        0 if bits == 0 => "solid",
        DASHED => "dashed",
        DOTTED => "dotted",
        _ => return None,
    };
    let rest = bits & !(DASHED | DOTTED);
    if rest == 0 {
        looks.remove(at);
    } else {
        *written = rest.to_string().into();
    }
    Some(style)
}
