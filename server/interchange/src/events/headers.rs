//! Headers of a request, whatever the case of their names.

use std::collections::BTreeMap;

/// Headers by name; of several with one name, the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(BTreeMap<String, String>);

impl Headers {
    /// Headers of a request.
    pub fn new<N: AsRef<str>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut headers = BTreeMap::new();
        for (name, value) in pairs {
            headers.entry(name.as_ref().to_ascii_lowercase()).or_insert_with(|| value.into());
        }
        Self(headers)
    }

    /// The value of a header that says something; `name` in small letters.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// The type of the body without its parameters, in small letters; empty if it is not said.
    pub fn media_type(&self) -> String {
        let value = self.get("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}
