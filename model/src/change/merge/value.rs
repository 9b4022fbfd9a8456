//! Three-way merge of values: maps by key, lists as sets or by id, the rest as a whole.
//!
//! Long texts are taken as a whole too; a merge by line would have its place in [`Fields::value`].

use foldhash::HashMap;

use crate::change::id::ItemId;
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind};
use crate::change::merge::order;
use crate::change::merge::resolution::{Choice, Settled, SettledBy, Side, Verdicts};
use crate::change::merge::shape::{SHOWN, TEXTS, empty, fold, is_set, keys, shown, unfold};
use crate::value::{Properties, Value};

/// Values of the three sides.
type Three<'v> = [Option<&'v Value>; 3];
/// A value with its key, or a record of a list with what names it.
type Named<'v> = (&'v str, &'v Value);

/// The fields of one item under way.
pub(super) struct Fields<'f, 'a> {
    verdicts: &'f mut Verdicts<'a>,
    item: &'f ItemId,
    /// What a conflict is here.
    kind: ConflictKind,
    path: Vec<Box<str>>,
}

impl<'f, 'a> Fields<'f, 'a> {
    /// Merges the records of an item; without a base it was made on both sides.
    pub(super) fn merge(
        verdicts: &'f mut Verdicts<'a>,
        item: &'f ItemId,
        base: Option<&Properties>,
        ours: &Properties,
        theirs: &Properties,
    ) -> Properties {
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) {
            return theirs.clone();
        }
        let kind = if base.is_some() { ConflictKind::Edited } else { ConflictKind::Created };
        let none = Properties::default();
        let base = base.unwrap_or(&none);
        let mut fields = Self { verdicts, item, kind, path: Vec::new() };
        let sorts = [base, ours, theirs].map(shown);
        let mut found = sorts.iter().flatten();
        let first = found.next();
        if matches!(item, ItemId::Node(..)) && found.any(|sort| Some(sort) != first) {
            let [base, ours, theirs] = [base, ours, theirs].map(fold);
            return unfold(&fields.record(&base, &ours, &theirs));
        }
        fields.record(base, ours, theirs)
    }

    fn record(&mut self, base: &Properties, ours: &Properties, theirs: &Properties) -> Properties {
        let [base, ours, theirs] =
            [base, ours, theirs].map(|record| record.iter().collect::<Vec<Named<'_>>>());
        // The order of keys says nothing: where both changed it, nobody needs to know.
        let (merged, _) = self.named([&base, &ours, &theirs]);
        merged.into_iter().map(|(key, value)| (key.into(), value)).collect()
    }

    /// Values by name, in order; true if both sides changed the order.
    fn named<'v>(&mut self, sides: [&[Named<'v>]; 3]) -> (Vec<(&'v str, Value)>, bool) {
        let [b, o, t] = sides.map(|side| side.iter().copied().collect::<HashMap<&str, &Value>>());
        let names = sides.map(|side| side.iter().map(|(name, _)| *name).collect::<Vec<&str>>());
        let mut merged: HashMap<&str, Value> = HashMap::default();
        let mut kept: Vec<&str> = Vec::new();
        let more = names[2].iter().filter(|name| !o.contains_key(*name));
        for name in names[1].iter().chain(more) {
            self.path.push((*name).into());
            if let Some(value) = self.value([&b, &o, &t].map(|side| side.get(name).copied())) {
                merged.insert(name, value);
                kept.push(name);
            }
            self.path.pop();
        }
        let [b, o, t] = &names;
        let (order, is_both) = order::merge(b, o, t, &kept);
        (order.into_iter().filter_map(|name| Some((name, merged.remove(name)?))).collect(), is_both)
    }

    /// The merged value at the path; none if it is gone.
    fn value(&mut self, [base, ours, theirs]: Three<'_>) -> Option<Value> {
        if ours == theirs || theirs == base {
            return ours.cloned();
        }
        if ours == base {
            return theirs.cloned();
        }
        let is_top = self.path.len() == 1;
        let key = self.path.last().map_or("", |key| key).to_owned();
        if is_top && key == SHOWN && matches!(self.item, ItemId::Node(..)) {
            return self.decide([base, ours, theirs]);
        }
        if let Some(text) = self.text(&key, [base, ours, theirs]) {
            return Some(text);
        }
        let empty = is_top.then(|| empty(self.item, &key)).flatten();
        let [b, o, t] = [base, ours, theirs].map(|value| value.or(empty.as_ref()));
        match (o, t) {
            (Some(Value::Record(o)), Some(Value::Record(t))) => {
                let none = Properties::default();
                let b = match b {
                    Some(Value::Record(b)) => b,
                    Some(_) => return self.decide([base, ours, theirs]),
                    None => &none,
                };
                let merged = self.record(b, o, t);
                (empty.is_none() || !merged.is_empty()).then_some(Value::Record(merged))
            }
            (Some(Value::List(o)), Some(Value::List(t))) => {
                let b = match b {
                    Some(Value::List(b)) => b,
                    Some(_) => return self.decide([base, ours, theirs]),
                    None => &Box::default(),
                };
                let merged = self.list([b, o, t]);
                match merged {
                    Some(items) => (empty.is_none() || !items.is_empty()).then(|| Value::List(items.into())),
                    None => self.decide([base, ours, theirs]),
                }
            }
            _ => self.decide([base, ours, theirs]),
        }
    }

    /// Of a text that is plain on one side and has languages on another: by language.
    fn text(&mut self, key: &str, sides: Three<'_>) -> Option<Value> {
        let is = |test: fn(&Value) -> bool| sides.iter().flatten().any(|value| test(value));
        let is_plain = |value: &Value| matches!(value, Value::Text(_));
        let has_languages = |value: &Value| matches!(value, Value::Record(_));
        let [_, Some(ours), Some(theirs)] = sides else { return None };
        if !TEXTS.contains(&key) || !is(is_plain) || !is(has_languages) {
            return None;
        }
        let language = self.verdicts.options.language.clone();
        let lifted = |value: Option<&Value>| match value {
            Some(Value::Text(text)) => Properties::from_iter([(language.clone(), Value::Text(text.clone()))]),
            Some(Value::Record(texts)) => texts.clone(),
            _ => Properties::default(),
        };
        let [base, o, t] = sides.map(lifted);
        let merged = self.record(&base, &o, &t);
        match merged.get(&language) {
            Some(text) if merged.len() == 1 && (is_plain(ours) || is_plain(theirs)) => Some(text.clone()),
            _ => Some(Value::Record(merged)),
        }
    }

    /// A list that has no item twice; none if it is to be taken as a whole.
    fn list(&mut self, sides: [&[Value]; 3]) -> Option<Vec<Value>> {
        let [base, ours, theirs] = sides;
        if sides.iter().all(|items| is_set(items)) {
            let [b, o, t] = sides.map(|items| items.iter().collect::<Vec<&Value>>());
            let [in_base, in_ours, in_theirs] =
                [&b, &o, &t].map(|items| items.iter().copied().collect::<foldhash::HashSet<&Value>>());
            let more = t.iter().filter(|item| !in_ours.contains(*item));
            let stays = |item: &&&Value| {
                in_ours.contains(**item) && in_theirs.contains(**item) || !in_base.contains(**item)
            };
            let kept: Vec<&Value> = o.iter().chain(more).filter(stays).copied().collect();
            let (order, is_both) = order::merge(&b, &o, &t, &kept);
            self.settle_order(is_both, ours, theirs);
            return Some(order.into_iter().cloned().collect());
        }
        let names = [keys(base)?, keys(ours)?, keys(theirs)?];
        let named =
            |at: usize| names[at].iter().map(String::as_str).zip(sides[at]).collect::<Vec<Named<'_>>>();
        let (merged, is_both) = self.named([&named(0), &named(1), &named(2)]);
        self.settle_order(is_both, ours, theirs);
        Some(merged.into_iter().map(|(_, value)| value).collect())
    }

    fn settle_order(&mut self, is_both: bool, ours: &[Value], theirs: &[Value]) {
        if is_both {
            let [ours, theirs] = [ours, theirs].map(|items| Some(Value::List(items.into())));
            self.settle(SettledBy::Order, ours, theirs, Side::Ours);
        }
    }

    fn settle(&mut self, rule: SettledBy, ours: Option<Value>, theirs: Option<Value>, taken: Side) {
        let (item, path) = (self.item.clone(), self.path.clone());
        self.verdicts.settled.push(Settled { item, path, rule, ours, theirs, taken });
    }

    /// Both sides changed it.
    fn decide(&mut self, [base, ours, theirs]: Three<'_>) -> Option<Value> {
        let [base, ours, theirs] = [base, ours, theirs].map(Option::<&Value>::cloned);
        if self.path.first().is_some_and(|first| &**first == "extra") {
            let taken = self.verdicts.options.newer;
            self.settle(SettledBy::Extra, ours.clone(), theirs.clone(), taken);
            return if taken == Side::Ours { ours } else { theirs };
        }
        let is_shown =
            self.path.len() == 1 && &*self.path[0] == SHOWN && matches!(self.item, ItemId::Node(..));
        let is_possible = |choice: &Choice| match choice {
            Choice::Value(Some(value)) if is_shown => {
                value.as_record().is_some_and(|record| record.len() == 1 && shown(record).is_some())
            }
            Choice::Value(None) => !is_shown,
            Choice::Base => !is_shown || base.is_some(),
            _ => true,
        };
        let conflict = Conflict {
            id: ConflictId { item: self.item.clone(), path: self.path.clone() },
            kind: self.kind,
            base: base.clone(),
            ours: ours.clone(),
            theirs: theirs.clone(),
            inside: Vec::new(),
        };
        match self.verdicts.ask(conflict, is_possible) {
            None | Some(Choice::Ours) => ours,
            Some(Choice::Theirs) => theirs,
            Some(Choice::Base) => base,
            Some(Choice::Value(value)) => value,
        }
    }
}
