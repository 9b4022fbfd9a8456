//! The part of a file that says something: one document of it.

use serde::Serialize;

use crate::pages::ask::cut;
use crate::pages::reading::Reading;

/// Most bytes shown.
const MAX: usize = 64 << 10;

/// Text of a file.
#[derive(Serialize)]
pub(crate) struct Source {
    file: String,
    text: String,
    is_cut: bool,
}

impl Reading<'_> {
    /// The document at a place of a file.
    pub fn source(&self, file: &str, place: u32) -> Option<Source> {
        let bytes = self.hosted.file(&self.revision, file).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let document = document(&text, place as usize);
        let shown = cut(document, MAX);
        Some(Source { file: file.to_owned(), text: shown.to_owned(), is_cut: shown.len() < document.len() })
    }
}

/// The document of a stream that holds this byte.
fn document(text: &str, place: usize) -> &str {
    let place = text.floor_char_boundary(place);
    let start = match text[..place].rfind("\n---") {
        Some(mark) => text[mark + 1..].find('\n').map_or(mark, |end| mark + 1 + end + 1),
        None => 0,
    };
    let start = start.min(place);
    let end = text[place..].find("\n---").map_or(text.len(), |mark| place + mark + 1);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn a_document_is_found_by_any_of_its_bytes() {
        let text = "id: a\nkind: goal\n---\nid: b\nname: 客户\n---\nid: c\n";
        assert_eq!(document(text, 0), "id: a\nkind: goal\n");
        assert_eq!(document(text, text.find("id: b").unwrap()), "id: b\nname: 客户\n");
        assert_eq!(document(text, text.find("户").unwrap() + 1), "id: b\nname: 客户\n");
        assert_eq!(document(text, text.len() + 9), "id: c\n");
        assert_eq!(document("id: a", 0), "id: a");
    }
}
