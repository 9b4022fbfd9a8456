//! The ArchiMate Model Exchange File Format (Open Exchange): one XML file for any ArchiMate tool.
//!
//! Versions 2.1 and 3.x are read; 3.1 is written, valid by the schemas of The Open Group. What the
//! format has no place for goes into properties with reserved names (`archweave.*`) and comes back;
//! what cannot be said at all is left out, and the export says so. What a file says that the model
//! has no place for is kept under `extra: {open-exchange: ...}`.
//!
//! Start at [`import`] and [`export`].

mod export;
mod filing;
mod import;
mod names;
mod types;

use archweave_model::model::Model;
use archweave_model::text::Text;
use archweave_model::value::Value;

use crate::{Exported, ImportError, Imported, source};

/// The tool's name in `extra`, and the name of the file of specializations.
const TOOL: &str = "open-exchange";

/// Reads a file; `name` is what diagnostics call it.
pub fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { file: name.into() });
    }
    source::read(name, bytes, import::document)
}

/// Writes a file; the same model gives the same bytes.
pub fn export(model: &Model) -> Exported {
    export::document(model)
}

/// A text as a value.
fn text_value(text: &Text) -> Value {
    match text {
        Text::One(text) => Value::Text(text.clone()),
        Text::Many(entries) => {
            Value::record(entries.iter().map(|(code, text)| (code.clone(), Value::from(&**text))))
        }
    }
}
