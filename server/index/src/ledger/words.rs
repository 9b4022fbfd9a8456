//! Stable words for what the model has as enumerations.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::IndexError;

/// How it is written, in the database and in interfaces.
pub(crate) fn word(of: &impl Serialize) -> String {
    match serde_json::to_value(of) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Reads what [`word`] wrote.
pub(crate) fn read<T: DeserializeOwned>(word: &str) -> Result<T, IndexError> {
    let unknown = |_| IndexError::Corrupt(format!("`{}` is no known word", crate::text::clean(word, 60)));
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(unknown)
}
