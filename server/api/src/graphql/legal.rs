//! Which relations may be between the kinds that a canvas shows: asked once, not at each gesture.

use archweave_model::metamodel::{End, KindIndex, Metamodel};
use async_graphql::{Result, SimpleObject};

use super::invalid;

/// The most kinds that are asked for at once: their pairs are looked at.
const MAX_KINDS: usize = 80;

/// Relations that may lead from one kind to another.
#[derive(SimpleObject)]
#[graphql(name = "LegalRelation")]
pub(super) struct LegalRelation {
    /// Id of the kind at the start, as it was asked for.
    from: String,
    /// Id of the kind at the end, as it was asked for.
    to: String,
    /// Ids of the kinds of relations: ArchiMate's in the order of the standard, then those with a name of their own.
    relations: Vec<String>,
}

/// All relations between elements of these kinds, in both directions and of a kind with itself.
pub(super) fn legal_ends(metamodel: &Metamodel, names: &[String]) -> Result<Vec<LegalRelation>> {
    if names.len() > MAX_KINDS {
        let message = format!("`kinds` has {} entries; ask for at most {MAX_KINDS} at once", names.len());
        return Err(invalid(message));
    }
    let mut kinds: Vec<(&str, KindIndex)> = Vec::new();
    for name in names {
        let index = metamodel.kind_index(name);
        let index =
            index.ok_or_else(|| invalid(format!("`{name}` is no kind; see metamodel {{ kinds }}")))?;
        if !kinds.iter().any(|(known, _)| known == name) {
            kinds.push((name, index));
        }
    }
    let mut found = Vec::new();
    for (from, a) in &kinds {
        for (to, b) in &kinds {
            let allowed = metamodel
                .relations()
                .filter(|(relation, _)| metamodel.allows(*relation, End::Element(*a), End::Element(*b)));
            let relations: Vec<String> = allowed.map(|(_, kind)| kind.id.to_string()).collect();
            if !relations.is_empty() {
                found.push(LegalRelation { from: (*from).to_owned(), to: (*to).to_owned(), relations });
            }
        }
    }
    Ok(found)
}
