//! Three tables, as the Archi tool reads and writes them: `elements.csv`, `relations.csv`,
//! `properties.csv`, each with a prefix or none.
//!
//! ```text
//! ID,Type,Name,Documentation,Specialization                  the first row may be the model
//! ID,Type,Name,Documentation,Source,Target,Specialization
//! ID,Key,Value                                               of elements, relations, the model
//! ```
//!
//! Reading means merging into a model that is there, or into an empty one: a known id is updated,
//! another one is new, what the tables do not mention stays. A row that cannot be read is a finding
//! and nothing else is lost. What the columns have no place for is a property with a reserved key
//! ([`crate::reserved`]); views are not part of the format.
//!
//! Start at [`import`], [`merge`] and [`export`].

mod concept;
mod merge;
mod relation;
mod special;
mod table;
mod write;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::Model;

use crate::{File, ImportError, Imported};

/// The most bytes of one file.
pub const MAX_BYTES: usize = 256 << 20;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Elements,
    Relations,
    Properties,
}

/// The names of the files, without prefix.
const FILES: [(Subject, &str); 3] = [
    (Subject::Elements, "elements.csv"),
    (Subject::Relations, "relations.csv"),
    (Subject::Properties, "properties.csv"),
];

/// The type of the row that stands for the model.
const MODEL: &str = "ArchimateModel";

/// Prefix and subject of a file by its name.
fn subject(path: &str) -> Option<(&str, Subject)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    FILES.iter().find_map(|(subject, end)| {
        let at = name.len().checked_sub(end.len())?;
        let is_it = name.get(at..).is_some_and(|own| own.eq_ignore_ascii_case(end));
        is_it.then(|| Some((name.get(..at)?, *subject)))?
    })
}

/// Whether a file is one of the three, by its name.
pub fn is_part(path: &str) -> bool {
    subject(path).is_some()
}

/// Reads tables as a model; `name` is what their folder is called.
pub fn import(name: &str, files: &[File]) -> Result<Imported, ImportError> {
    merge(name, files, &Model::default())
}

/// Brings tables into a model.
pub fn merge(name: &str, files: &[File], into: &Model) -> Result<Imported, ImportError> {
    merge::merge(name, files, into)
}

/// Writes tables, and says what they cannot carry. For spreadsheets no cell is a formula, but what
/// is read back differs by the space before such cells.
pub fn export(model: &Model, is_for_spreadsheets: bool) -> (Vec<File>, Vec<Diagnostic>) {
    write::write(model, is_for_spreadsheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_the_end_of_their_names() {
        assert_eq!(subject("elements.csv"), Some(("", Subject::Elements)));
        assert_eq!(subject("out/crm-Relations.CSV"), Some(("crm-", Subject::Relations)));
        assert_eq!(subject("жproperties.csv"), Some(("ж", Subject::Properties)));
        for other in ["elements.txt", "csv", "", "elements.csv.bak", "жж.csv"] {
            assert_eq!(subject(other), None, "{other}");
        }
    }
}
