//! Making items, and where they stand: file, holder and order.

use crate::change::apply::field::with_id;
use crate::change::apply::{EditProblem, Work};
use crate::change::id::{DocumentId, ItemId};
use crate::change::item::Item;
use crate::value::{Properties, Value};

impl Work<'_> {
    pub(super) fn create(
        &mut self,
        item: &ItemId,
        holder: Option<&ItemId>,
        before: Option<&str>,
        fields: &Properties,
        file: Option<&str>,
    ) -> Result<(), EditProblem> {
        if let Some(holder) = holder
            && (!may_hold(holder, item) || matches!(item, ItemId::Relation(_)))
        {
            return Err(EditProblem::Unsuitable(item.clone(), "created there"));
        }
        if self.is_there(item) {
            return Err(EditProblem::Exists(item.clone()));
        }
        let document = match item {
            ItemId::Relation(id) => DocumentId::Relation(id.clone()),
            _ => item.document().ok_or_else(|| EditProblem::NotFound(item.clone()))?,
        };
        let (own, record) = (document.item(), with_id(item, fields)?);
        if *item == own {
            self.draft(&document).file = file.map(Into::into);
            self.insert(&document, Item { id: own, holder: None, record }, None);
            return Ok(());
        }
        if let (ItemId::Layout(view), false) = (&own, self.is_there(&own)) {
            // A place is made in a layout that need not be there yet.
            let record = Properties::from_iter([("view".into(), Value::from(view.as_str()))]);
            self.insert(&document, Item { id: own.clone(), holder: None, record }, None);
        }
        let holder = holder.unwrap_or(&own).clone();
        if !self.is_there(&holder) {
            return Err(EditProblem::NotFound(holder));
        }
        self.insert(&document, Item { id: item.clone(), holder: Some(holder), record }, before);
        Ok(())
    }

    pub(super) fn shift(
        &mut self,
        item: &ItemId,
        holder: Option<&ItemId>,
        before: Option<&str>,
        file: Option<&str>,
    ) -> Result<(), EditProblem> {
        let document = self.document_of(item)?;
        let now = self.with(item)?.get(item).and_then(|item| item.holder.clone());
        match (holder, now, file) {
            (Some(holder), now, _) => {
                if !may_hold(holder, item) {
                    return Err(EditProblem::Unsuitable(item.clone(), "moved there"));
                }
                let other = self.document_of(holder)?;
                if !self.is_there(holder) {
                    return Err(EditProblem::NotFound(holder.clone()));
                }
                if now.is_some() && self.draft(&document).is_inside(holder, item) {
                    return Err(EditProblem::Unsuitable(item.clone(), "moved into itself"));
                }
                self.rehold(item, &other, Some(holder.clone()), before)
            }
            (None, Some(_), Some(file)) => match item {
                ItemId::Relation(id) => {
                    let own = DocumentId::Relation(id.clone());
                    self.rehold(item, &own, None, None)?;
                    self.draft(&own).file = Some(file.into());
                    Ok(())
                }
                _ => Err(EditProblem::Unsuitable(item.clone(), "moved to a file of its own")),
            },
            (None, Some(now), None) => self.rehold(item, &document, Some(now), before),
            (None, None, Some(file)) => {
                self.draft(&document).file = Some(file.into());
                Ok(())
            }
            (None, None, None) => Err(EditProblem::Unsuitable(item.clone(), "moved without a file")),
        }
    }

    /// Takes an item with all it holds out of where it is and puts it there.
    pub(super) fn rehold(
        &mut self,
        item: &ItemId,
        document: &DocumentId,
        holder: Option<ItemId>,
        before: Option<&str>,
    ) -> Result<(), EditProblem> {
        let mut moved = self.remove(item)?.into_iter();
        if let Some(mut own) = moved.next() {
            // A relation that is said to start at its holder goes with it, as one of which that is not said.
            if own.record.text("from").is_some()
                && own.record.text("from") == own.holder.as_ref().map(ItemId::local)
            {
                own.record.remove("from");
            }
            own.holder = holder;
            self.insert(document, own, before);
        }
        moved.for_each(|inner| self.insert(document, inner, None));
        Ok(())
    }

    pub(super) fn order(&mut self, items: &[ItemId]) -> Result<(), EditProblem> {
        let Some(first) = items.first() else { return Ok(()) };
        match self.with(first)?.order(items) {
            true => Ok(()),
            false => Err(EditProblem::Unsuitable(
                first.clone(),
                "put into this order: not all siblings are named once",
            )),
        }
    }
}

/// Whether such an item may stand in the other: lines and nodes stay in their view.
fn may_hold(holder: &ItemId, item: &ItemId) -> bool {
    match (holder, item) {
        (ItemId::Element(_), ItemId::Relation(_)) => true,
        (ItemId::View(_), ItemId::Node(..) | ItemId::Connection(..))
        | (ItemId::Node(..), ItemId::Node(..))
        | (ItemId::Layout(_), ItemId::NodeLayout(..) | ItemId::ConnectionLayout(..)) => {
            holder.view() == item.view()
        }
        _ => false,
    }
}
