//! Where documents of the format usually stand.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::element::Element;
use crate::metamodel::{Layer, Metamodel};
use crate::yaml::slug::slug;

/// A folder that would hold more elements of a kind is split by two hex digits.
pub(crate) const MAX_OF_A_KIND: usize = 1000;

/// The folder for elements of a kind, before it is split.
pub(crate) fn kind_folder(metamodel: &Metamodel, kind: &str) -> String {
    let known = metamodel.kind_index(kind);
    let layer = known.map_or(Layer::Other, |index| metamodel.kind(index).layer);
    format!("elements/{}/{}", layer.id(), or(slug(kind), "unknown"))
}

/// The part of a split folder that an element belongs in.
pub(crate) fn split_folder(folder: &str, id: &str) -> String {
    format!("{folder}/{:02x}", Sha256::digest(id)[0])
}

/// A readable id names the file; a machine's id gives way to the element's name.
pub(crate) fn element_slug(element: &Element) -> String {
    let id = element.id.as_str();
    let by_id = slug(id);
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let is_readable = by_id == id && id.len() <= 60 && digits * 3 <= id.len();
    let by_name = slug(element.name.main());
    if is_readable || by_name.is_empty() { by_id } else { by_name }
}

/// Folder of the files that say what things are called.
pub(crate) const GLOSSARY: &str = "glossary/";
const METAMODEL: &str = "metamodel/";

/// The name of a file of kinds or terms: its path without the ending, and without `metamodel/` where
/// that is clear: `acme`, `glossary/terms`.
pub(crate) fn extension_name(path: &str) -> &str {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    match stem.strip_prefix(METAMODEL) {
        Some(below) if !below.starts_with(GLOSSARY) && !below.starts_with(METAMODEL) => below,
        _ => stem,
    }
}

/// The path without the ending that an [`extension_name`] stands for.
pub(crate) fn extension_stem(name: &str) -> Cow<'_, str> {
    match name.starts_with(GLOSSARY) || name.starts_with(METAMODEL) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(format!("{METAMODEL}{name}")),
    }
}

/// The name of a file of terms below `glossary/`; none for a file of kinds.
pub(crate) fn glossary_name(name: &str) -> Option<&str> {
    name.strip_prefix(GLOSSARY).filter(|below| !below.is_empty())
}

/// The text, or another one where it is empty.
pub(crate) fn or(slug: String, fallback: &str) -> String {
    if slug.is_empty() { fallback.into() } else { slug }
}

/// `folder/slug.yaml`, with some of the hash of `id` added where that is taken. What is asked for is in
/// lower case: paths differ even where case is ignored.
pub(crate) fn free(folder: &str, slug: &str, id: &str, mut take: impl FnMut(&str) -> bool) -> String {
    let slug = if slug.is_empty() { "unnamed" } else { slug };
    let mut path = format!("{folder}/{slug}.yaml");
    let mut digits = 6_usize;
    while !take(&path.to_lowercase()) {
        let hash = Sha256::digest(id);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let counter = digits.saturating_sub(hex.len());
        let tail = if counter > 0 { format!("-{counter}") } else { String::new() };
        path = format!("{folder}/{slug}-{}{tail}.yaml", &hex[..digits.min(hex.len())]);
        digits += 2;
    }
    path
}
