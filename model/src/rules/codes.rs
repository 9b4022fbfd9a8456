//! Every code a diagnostic can have.

use crate::diagnostic::{RuleCode, Severity};

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable code.
    pub code: RuleCode,
    /// Unless the repository sets another one.
    pub severity: Severity,
    /// One sentence.
    pub summary: &'static str,
}

macro_rules! rules {
    ($($code:literal $severity:ident $summary:literal;)*) => {
        /// Every code, in the order of the reference page.
        pub const CODES: &[Rule] = &[$(Rule { code: $code, severity: Severity::$severity, summary: $summary },)*];
    };
}

rules! {
    "yaml-syntax" Error "The file is not YAML from this place on; what follows is not read.";
    "yaml-feature" Error "Anchors, aliases, tags, directives and keys that are not text are not part of the format.";
    "duplicate-key" Error "A key stands twice in one map.";
    "bad-encoding" Error "The file is not UTF-8.";
    "bad-path" Error "The path of a file cannot be used.";
    "file-too-large" Error "The file is larger than the format allows.";
    "unknown-format" Error "The file format's version is not one this program reads.";
    "missing-manifest" Warning "The model has no `archweave.yaml`.";
    "missing-key" Error "A required key is missing; the entry is left out.";
    "unknown-key" Warning "A key is not part of the format; it is kept.";
    "wrong-type" Error "A value has the wrong shape; it is left out.";
    "bad-id" Error "An id is empty, too long, or has spaces or control characters.";
    "bad-metamodel" Error "A definition in `metamodel/` cannot be used; it is left out.";
    "duplicate-id" Error "An id is used twice; the later one is left out.";
    "duplicate-relation" Error "The same relation stands twice without an id.";
    "unknown-kind" Error "The metamodel has no such kind of element or relation.";
    "ledger-kind" Error "Elements of this kind are facts of the ledger and do not belong in git.";
    "dangling-relation" Error "A relation starts or ends at something that is not in the model.";
    "illegal-relation" Error "The metamodel does not allow this relation between these kinds.";
    "mixed-junction" Error "The relations of a junction are of different kinds.";
    "junction-ends" Error "A junction joins elements between which the relation is not allowed.";
    "unknown-specialization" Warning "The specialization is not defined for this kind.";
    "unknown-cell" Error "The Zachman framework has no such cell.";
    "bad-lifecycle" Error "A lifecycle has an unknown state, a day that is no day, or an end before its start.";
    "bad-value" Error "A property's value does not fit its type.";
    "unknown-reference" Error "A property names an element that is not in the model, or of a kind that does not fit.";
    "misplaced-attribute" Warning "A relation or element has an attribute that its kind does not have.";
    "unknown-element" Error "A view shows an element that is not in the model.";
    "unknown-relation" Error "A view shows a relation that is not in the model.";
    "unknown-view" Error "A view or layout names a view that is not in the model.";
    "unknown-viewpoint" Warning "The viewpoint is not known.";
    "outside-viewpoint" Warning "The viewpoint does not admit the kind of an element in the view.";
    "duplicate-node" Error "Two nodes or connections of a view have the same id.";
    "unknown-end" Error "A connection starts or ends at nothing in its view.";
    "wrong-connection" Warning "A connection joins other elements than its relation.";
    "unknown-node" Warning "A layout places a node or connection that its view does not have.";
    "unreadable-file" Error "A file of the repository cannot be read.";
    "import-missing-id" Warning "Something in an imported file has no id; it gets one.";
    "import-unusable-id" Warning "An id of an imported file cannot be used; it gets another one and the original is kept.";
    "import-duplicate-id" Warning "An id is used twice in an imported file; the later one gets `~2` and the original is kept.";
    "import-dangling" Warning "Something in an imported file refers to what is not there; it is kept as it is.";
    "import-unknown-type" Warning "An imported file has a type that is not known; it is kept for the way back.";
    "import-image" Warning "A picture of an imported file cannot be used.";
    "import-left-out" Warning "Part of an imported file could not be read as a model; it is kept for the way back.";
    "import-more" Warning "There are more findings of an import than are listed.";
}

/// What a code means.
pub fn rule(code: &str) -> Option<&'static Rule> {
    CODES.iter().find(|rule| rule.code == code)
}
