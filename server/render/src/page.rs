//! Pages for a browser: the templates of `templates/pages/`, with values put in.
//!
//! Strict: a value that a template names and nobody gave is an error, never an empty place. Every
//! value is escaped as text; a template that wants markup as it is says so with three braces.
//!
//! Start at [`Pages::render`].

use std::sync::LazyLock;

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::{RenderError, escape};

#[derive(RustEmbed)]
#[folder = "../../templates/pages"]
struct Bundled;

/// The templates of pages, read once.
pub struct Pages(Handlebars<'static>);

impl Pages {
    /// Those in the program.
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Pages> = LazyLock::new(|| {
            #[expect(clippy::panic, reason = "bundled data, read by every test")]
            Pages::read().unwrap_or_else(|e| panic!("bundled page {e}"))
        });
        &BUNDLED
    }

    /// Without templates yet.
    pub(crate) fn empty() -> Self {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        registry.register_escape_fn(|text| escape::xml(text).into_owned());
        Self(registry)
    }

    pub(crate) fn read() -> Result<Self, Box<handlebars::TemplateError>> {
        let mut pages = Self::empty();
        pages.add::<Bundled>("")?;
        Ok(pages)
    }

    /// Adds the templates of a folder; their names begin with `prefix`.
    pub(crate) fn add<Files: RustEmbed>(
        &mut self,
        prefix: &str,
    ) -> Result<(), Box<handlebars::TemplateError>> {
        for file in Files::iter() {
            let Some(name) = file.strip_suffix(".hbs") else { continue };
            let Some(content) = Files::get(&file) else { continue };
            let text = String::from_utf8_lossy(&content.data);
            self.0.register_template_string(&format!("{prefix}{name}"), text.trim_end())?;
        }
        Ok(())
    }

    /// The page of this name with these values.
    pub fn render(&self, name: &str, values: &impl Serialize) -> Result<String, RenderError> {
        Ok(self.0.render(name, values)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_missing_ones_are_errors() {
        let mut pages = Pages(Handlebars::new());
        pages.0.set_strict_mode(true);
        pages.0.register_escape_fn(|text| escape::xml(text).into_owned());
        pages.0.register_template_string("one", r#"<p title="{{name}}">{{name}}</p>"#).unwrap();
        let hostile = serde_json::json!({ "name": "\"><script>alert(1)</script>\u{202e}" });
        let page = pages.render("one", &hostile).unwrap();
        let safe = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
        assert_eq!(page, format!(r#"<p title="{safe}">{safe}</p>"#));
        assert!(pages.render("one", &serde_json::json!({})).is_err());
    }

    #[test]
    fn every_bundled_template_is_read() {
        let _ = Pages::bundled();
    }
}
