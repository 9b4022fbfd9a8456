//! The documents of a file, from separator to separator.

use crate::yaml::decode::{self, Findings};
use crate::yaml::file::{Document, FileClass};
use crate::yaml::files::write_document;
use crate::yaml::patch::entries;
use crate::yaml::patch::refusal::{Refusal, Why};
use crate::yaml::patch::source::Source;
use crate::yaml::patch::splice::Splice;
use crate::yaml::tree::Node;

const MARK: &str = "---";

/// The tree of each document that was read.
pub(super) fn roots_of<'n, 'a>(
    class: FileClass,
    documents: &[Document],
    roots: &'n [Node<'a>],
) -> Result<Vec<&'n Node<'a>>, Refusal> {
    let found: Vec<&Node<'_>> = match class {
        FileClass::Extra => roots.iter().collect(),
        FileClass::Metamodel | FileClass::Glossary => {
            let read = if class == FileClass::Glossary { decode::glossary } else { decode::extension };
            let reads = |root: &&Node<'_>| read(root, &mut Findings(&mut Vec::new())).is_some();
            roots.iter().filter(reads).collect()
        }
        _ => {
            let mut roots = roots.iter();
            let starts = documents.iter().filter_map(start);
            starts.filter_map(|start| roots.find(|root| root.start == start)).collect()
        }
    };
    match found.len() == documents.len() {
        true => Ok(found),
        false => Err(Refusal::new(Why::Shape, 0)),
    }
}

/// Where the document begins, if it knows.
pub(super) fn start(document: &Document) -> Option<u32> {
    let place = match document {
        Document::Manifest(manifest) => manifest.place,
        Document::Element(element) => element.place,
        Document::Relation(relation) => relation.place,
        Document::View(view) => view.place,
        Document::Layout(layout) => layout.place,
        Document::Extra(_) | Document::Extension(_) => return None,
    };
    Some(place.0)
}

/// Whether a line of the text begins with a separator.
fn is_mark(source: &Source<'_>, line: usize) -> bool {
    source.slice(line, line + MARK.len()) == MARK
        && matches!(source.byte(line + MARK.len()), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

/// The separator before `at`, if there is one.
fn mark_before(source: &Source<'_>, at: usize) -> Option<usize> {
    let mut line = source.line_start(at);
    loop {
        if is_mark(source, line) {
            return Some(line);
        }
        line = source.line_start(line.checked_sub(1).filter(|_| line > source.line_start(0))?);
    }
}

/// The separator behind `at`, if there is one.
fn mark_behind(source: &Source<'_>, at: usize) -> Option<usize> {
    let mut line = source.next_line(at);
    while line < source.text.len() {
        if is_mark(source, line) {
            return Some(line);
        }
        line = source.next_line(line);
    }
    None
}

/// Where the document that holds `at` may begin: behind its separator.
pub(super) fn body(source: &Source<'_>, at: usize) -> usize {
    mark_before(source, at).map_or(0, |mark| mark + MARK.len())
}

/// Takes a document away with its separator: the one before it, or the one behind the first document.
pub(super) fn removal(source: &Source<'_>, root: &Node<'_>) -> Splice {
    let start = root.start as usize;
    let behind = mark_behind(source, entries::end(source, root));
    match (mark_before(source, start), behind) {
        (Some(mark), behind) => Splice::delete(mark, behind.unwrap_or(source.text.len())),
        (None, Some(behind)) => {
            let is_alone = source.slice(behind + MARK.len(), source.line_end(behind)).trim().is_empty();
            let end = if is_alone { source.next_line(behind) } else { behind };
            Splice::delete(source.line_start(start), end)
        }
        (None, None) => Splice::delete(source.line_start(start), source.text.len()),
    }
}

/// Adds a document at the end, behind a separator if anything comes before it. `is_first` of those
/// that are added.
pub(super) fn addition(source: &Source<'_>, document: &Document, is_first: bool) -> Splice {
    let end = source.text.len();
    let is_blank = || source.skip_blank(body(source, end)) >= end;
    let mark = if is_first && is_blank() { "" } else { "---\n" };
    let text = format!("{mark}{}", write_document(document));
    Splice::insert(end, source.with_eol(0, text))
}
