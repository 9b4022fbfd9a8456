//! Files of kinds and of terms, which are refused as a whole.

use serde::Deserialize;

use crate::metamodel::Extension;
use crate::viewpoint::Term;
use crate::yaml::decode::Findings;
use crate::yaml::deserialize;
use crate::yaml::tree::Node;

/// A file of `metamodel/`.
pub fn extension(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Extension> {
    deserialize::from_node(node, out)
}

/// What a file of `glossary/` may hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    #[serde(default)]
    terms: Vec<Term>,
}

/// A file of `glossary/`: an extension that has terms alone.
pub fn glossary(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Extension> {
    let Glossary { terms } = deserialize::from_node(node, out)?;
    Some(Extension { terms, ..Extension::default() })
}
