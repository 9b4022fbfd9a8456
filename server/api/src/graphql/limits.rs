//! What a query may ask for, checked before anything is computed.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// Bytes of a query, and of a request that asks.
pub(super) const MAX_BODY: usize = 256 << 10;
/// Bytes of a request that changes something.
pub(super) const MAX_CHANGE: usize = 8 << 20;
/// Nested lists and objects of a JSON value.
pub(super) const MAX_JSON_DEPTH: usize = 64;
/// Fields written in a query, fragments counted once.
const MAX_FIELDS: usize = 2_000;
/// Fields with another name.
const MAX_ALIASES: usize = 100;
/// Nested fields.
pub(super) const MAX_DEPTH: usize = 15;
/// What the answer may cost: fields times the lengths of the pages they stand in.
pub(super) const MAX_COMPLEXITY: usize = 200_000;
/// Directives on one field.
pub(super) const MAX_DIRECTIVES: usize = 10;

/// Fields whose answer may take long, whatever is in memory.
const SLOW_FIELDS: [&str; 27] = [
    "adHocView",
    "adm",
    "compare",
    "completeness",
    "cycles",
    "diagnosticCounts",
    "diagnostics",
    "diagram",
    "elements",
    "folders",
    "graph",
    "healthTrend",
    "history",
    "legalEnds",
    "merge",
    "models",
    "node",
    "openMerges",
    "paths",
    "readDocument",
    "readTable",
    "search",
    "source",
    "stats",
    "svg",
    "table",
    "zachman",
];

/// Fields that read something large against a model: a query that has one may be as large as a change.
const READING_FIELDS: [&str; 2] = ["readDocument", "readTable"];

/// Whether a query may be larger than others.
pub(super) fn is_reading(document: &ExecutableDocument) -> bool {
    fn has(set: &SelectionSet) -> bool {
        set.items.iter().any(|selection| match &selection.node {
            Selection::Field(field) => {
                let field = &field.node;
                READING_FIELDS.contains(&field.name.node.as_str()) || has(&field.selection_set.node)
            }
            Selection::InlineFragment(fragment) => has(&fragment.node.selection_set.node),
            Selection::FragmentSpread(_) => false,
        })
    }
    document.operations.iter().any(|(_, operation)| has(&operation.node.selection_set.node))
}

/// Whether the query asks only for what is at hand where the default branch has been read: no slow field,
/// no other revision.
pub(super) fn is_quick(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).all(is_quick_set)
}

fn is_quick_set(set: &SelectionSet) -> bool {
    set.items.iter().all(|selection| match &selection.node {
        Selection::Field(field) => {
            let field = &field.node;
            !SLOW_FIELDS.contains(&field.name.node.as_str())
                && field.arguments.iter().all(|(name, _)| name.node.as_str() != "at")
                && is_quick_set(&field.selection_set.node)
        }
        Selection::InlineFragment(fragment) => is_quick_set(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => true,
    })
}

/// Counts fields and aliases; a sentence if there are too many.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), String> {
    let (mut fields, mut aliases) = (0, 0);
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    for set in operations.chain(fragments) {
        count(set, &mut fields, &mut aliases);
    }
    if fields > MAX_FIELDS {
        return Err(format!("the query has {fields} fields, more than {MAX_FIELDS}; split it"));
    }
    if aliases > MAX_ALIASES {
        return Err(format!(
            "the query has {aliases} aliases, more than {MAX_ALIASES}; use a list or split it"
        ));
    }
    Ok(())
}

/// Recursion is bounded by the parser's own limit on nesting.
fn count(set: &SelectionSet, fields: &mut usize, aliases: &mut usize) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                *fields += 1;
                *aliases += usize::from(field.node.alias.is_some());
                count(&field.node.selection_set.node, fields, aliases);
            }
            Selection::InlineFragment(fragment) => count(&fragment.node.selection_set.node, fields, aliases),
            Selection::FragmentSpread(_) => *fields += 1,
        }
    }
}
