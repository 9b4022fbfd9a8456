//! Which of the allowed relations are derived: no metamodel of ArchiMate draws them, they follow from a chain of
//! relations that leaves out what stands in between (ArchiMate 3.2, appendix B).

use std::collections::BTreeMap;

use crate::metamodel::kind::RelationIndex;
use crate::metamodel::library::{self, Direct};
use crate::metamodel::matrix::{End, Matrix};
use crate::metamodel::registry::Metamodel;

impl Metamodel {
    /// Whether a relation that is allowed from one end to another is derived. One with a name of its own never
    /// is: it is what a method wants to have drawn.
    pub fn is_derived(&self, relation: RelationIndex, from: End, to: End) -> bool {
        let direct = self.direct.get(self.row(from), self.row(to));
        self.allowed(from, to).contains(relation) && !direct.contains(relation)
    }

    /// The relations that are direct wherever they are allowed.
    pub(super) fn direct_table(&self) -> Matrix {
        let direct = Direct::read();
        let mut rows = direct.rules();
        let all: Vec<String> = library::allowed().into_keys().chain(["relationship".into()]).collect();
        let letters: String = self.relations.iter().take(11).map(|relation| relation.key).collect();
        for kind in &all {
            let of: &mut BTreeMap<String, Vec<String>> = rows.entry(kind.clone()).or_default();
            of.entry(direct.everywhere.clone()).or_default().extend(all.iter().cloned());
            of.entry(direct.same.clone()).or_default().push(kind.clone());
            let is_end = direct.ends.contains(kind);
            let targets = if is_end { &all } else { &direct.ends };
            of.entry(letters.clone()).or_default().extend(targets.iter().cloned());
        }
        let (table, unknown) = self.table(&rows);
        debug_assert!(unknown.is_empty(), "{unknown:?}");
        table
    }
}

#[cfg(test)]
mod tests {
    use crate::metamodel::library::Direct;
    use crate::metamodel::{End, Metamodel};

    /// Nothing is called direct that the standard forbids.
    #[test]
    fn what_the_rules_draw_is_allowed() {
        let library = Metamodel::library();
        let (drawn, unknown) = library.table(&Direct::read().rules());
        assert_eq!(unknown, Vec::<String>::new());
        let kinds: Vec<_> = library.kinds().collect();
        for (from, a) in &kinds {
            for (to, b) in &kinds {
                for relation in drawn.get(a.row, b.row).iter() {
                    let is_allowed =
                        library.allowed(End::Element(*from), End::Element(*to)).contains(relation);
                    assert!(is_allowed, "{} {} {}", a.id, library.relation(relation).id, b.id);
                }
            }
        }
    }

    /// Examples from the figures of the standard and from its chapter on derivation.
    #[test]
    fn derived_relations_leave_something_out() {
        let library = Metamodel::library();
        for (from, relation, to, is_derived) in [
            ("application-component", "assignment", "application-function", false),
            ("application-component", "assignment", "application-service", true),
            ("application-component", "serving", "business-process", true),
            ("application-component", "realization", "business-process", true),
            ("application-service", "serving", "business-process", false),
            ("application-function", "access", "data-object", false),
            ("application-component", "access", "data-object", true),
            ("business-actor", "assignment", "business-role", false),
            ("business-role", "assignment", "business-process", false),
            ("business-role", "serving", "business-role", true),
            ("business-process", "triggering", "business-process", false),
            ("business-process", "triggering", "application-function", true),
            ("business-process", "composition", "business-process", false),
            ("business-process", "realization", "capability", false),
            ("business-role", "realization", "capability", true),
            ("capability", "association", "driver", false),
            ("requirement", "realization", "goal", false),
            ("node", "assignment", "artifact", false),
            ("node", "realization", "application-component", true),
            ("artifact", "realization", "application-component", false),
            ("grouping", "aggregation", "goal", false),
            ("business-actor", "flow", "grouping", false),
            // Forbidden, so it is neither.
            ("goal", "serving", "node", false),
        ] {
            let end = |kind| End::Element(library.kind_index(kind).unwrap());
            let relation_index = library.relation_index(relation).unwrap();
            assert_eq!(
                library.is_derived(relation_index, end(from), end(to)),
                is_derived,
                "{from} {relation} {to}"
            );
        }
    }
}
