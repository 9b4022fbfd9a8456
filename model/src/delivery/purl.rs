//! Package addresses: `pkg:oci/message-gateway@3.4.1`.

use std::str::FromStr;

use packageurl::PackageUrl;

/// The longest package address, in bytes: it is the key of a version.
const LENGTH: usize = super::limits::KEY;

/// A package address in its canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purl {
    text: String,
    package: String,
    version: Option<String>,
}

/// A text that is no package address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no package address ({reason}); write one like pkg:oci/message-gateway@3.4.1")]
pub struct ParsePurlError {
    /// The text, shortened.
    pub text: String,
    /// What is wrong.
    pub reason: String,
}

/// Reads a package address.
pub fn parse(text: &str) -> Result<Purl, ParsePurlError> {
    text.parse()
}

impl Purl {
    /// The address without version, qualifiers and subpath: what all versions have in common.
    pub fn package(&self) -> &str {
        &self.package
    }

    /// The version, as written.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Display for Purl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Purl {
    type Err = ParsePurlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let wrong = |reason: String| {
            let shown = text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c });
            ParsePurlError { text: shown.collect(), reason }
        };
        if text.len() > LENGTH {
            return Err(wrong(format!("more than {LENGTH} bytes")));
        }
        if let Some(bad) = text.chars().find(|c| c.is_whitespace() || c.is_control()) {
            return Err(wrong(format!("{bad:?} in it")));
        }
        let mut read = PackageUrl::from_str(text).map_err(|error| wrong(error.to_string()))?;
        // An empty part is written as if it were there.
        if read.namespace() == Some("") {
            read.without_namespace();
        }
        if read.version() == Some("") {
            read.without_version();
        }
        let text = read.to_string();
        let version = read.version().map(str::to_owned);
        let package = read.without_version().without_subpath().clear_qualifiers().to_string();
        Ok(Self { text, package, version })
    }
}

#[cfg(test)]
mod tests;
