//! Relations: made, and made to start or end elsewhere.

use crate::change::apply::field::{id_first, is_derived};
use crate::change::apply::{EditProblem, Work};
use crate::change::id::{DocumentId, ItemId};
use crate::change::item::{Item, relation_id};
use crate::change::record;
use crate::id::{ElementId, EndId, RelationId};
use crate::value::{Properties, Value};

impl Work<'_> {
    pub(super) fn connect(
        &mut self,
        relation: Option<&RelationId>,
        holder: &ElementId,
        before: Option<&str>,
        fields: &Properties,
    ) -> Result<(), EditProblem> {
        let own = ItemId::Element(holder.clone());
        let has_ends = fields.text("kind").is_some() && fields.text("to").is_some();
        let id = match relation {
            Some(id) => Some(id.clone()),
            None => relation_id(fields, Some(&own)),
        };
        let Some(item) = id.filter(|_| has_ends).map(ItemId::Relation) else {
            return Err(EditProblem::Unsuitable(own, "connected without `kind` and `to`"));
        };
        let mut record = record::normalized(&item, fields);
        match record.text("id") {
            Some(given) if given != item.local() => {
                return Err(EditProblem::Unsuitable(item, "given another id"));
            }
            None if relation.is_some() => record = id_first(&item, "id", &record),
            _ => {}
        }
        if self.is_there(&item) {
            return Err(EditProblem::Exists(item));
        }
        if !self.is_there(&own) {
            return Err(EditProblem::NotFound(own));
        }
        let document = DocumentId::Element(holder.clone());
        self.insert(&document, Item { id: item, holder: Some(own), record }, before);
        Ok(())
    }

    pub(super) fn retarget(
        &mut self,
        relation: &RelationId,
        source: Option<&EndId>,
        target: Option<&EndId>,
    ) -> Result<(), EditProblem> {
        let item = ItemId::Relation(relation.clone());
        let held = self.with(&item)?.get(&item).and_then(|item| item.holder.clone());
        if let Some(target) = target {
            self.set(&item, "to", Some(Value::from(target.as_str())))?;
        }
        let Some(source) = source else { return Ok(()) };
        // It is held by the element it starts at, or beside the relation it starts at.
        let element = ElementId::parse(source.as_str()).ok().map(ItemId::Element);
        let (holder, from) = match element.filter(|id| self.is_there(id)) {
            Some(element) => (Some(element), None),
            None => {
                let other = item.sibling(source.as_str());
                let other =
                    other.ok_or_else(|| EditProblem::Unsuitable(item.clone(), "made to start there"))?;
                let holder = self.with(&other)?.get(&other).and_then(|item| item.holder.clone());
                (holder, Some(Value::from(source.as_str())))
            }
        };
        self.set(&item, "from", from)?;
        if held == holder {
            return Ok(());
        }
        let document = match &holder {
            Some(holder) => self.document_of(holder)?,
            None => DocumentId::Relation(relation.clone()),
        };
        self.rehold(&item, &document, holder, None)
    }
}

/// Writes the id of a relation that its kind and ends do not give, or no longer.
pub(super) fn settle(item: &mut Item) {
    let is_relation = matches!(item.id, ItemId::Relation(_));
    if is_relation
        && item.record.get("id").is_none()
        && !is_derived(&item.id, &item.record, item.holder.as_ref())
    {
        item.record = id_first(&item.id, "id", &item.record);
    }
}
