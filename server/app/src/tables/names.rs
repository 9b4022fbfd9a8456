//! Elements by what people call them.

use std::collections::HashMap;

use archweave_model::select::fold;
use archweave_model::snapshot::Snapshot;

/// Elements by name, in every language.
pub(super) struct Names(HashMap<String, Vec<u32>>);

/// What a name means.
pub(super) enum Named {
    One(u32),
    None,
    Several,
}

impl Names {
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut found: HashMap<String, Vec<u32>> = HashMap::new();
        for slot in snapshot.slots() {
            let Some(element) = snapshot.element_at(slot) else { continue };
            for (_, name) in element.name.entries() {
                let slots = found.entry(key(name)).or_default();
                if slots.last() != Some(&slot) {
                    slots.push(slot);
                }
            }
        }
        Self(found)
    }

    /// The element that is called so and is wanted.
    pub fn find(&self, name: &str, is_wanted: impl Fn(u32) -> bool) -> Named {
        let mut found = self.0.get(&key(name)).into_iter().flatten().copied().filter(|slot| is_wanted(*slot));
        match (found.next(), found.next()) {
            (None, _) => Named::None,
            (Some(only), None) => Named::One(only),
            _ => Named::Several,
        }
    }
}

fn key(name: &str) -> String {
    fold(name.trim())
}
