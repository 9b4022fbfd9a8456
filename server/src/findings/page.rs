//! The pages of `docs/reference/rules`, which explain each rule.

use std::borrow::Cow;

use archweave_model::rules;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../docs/reference/rules"]
#[allow_missing = true]
struct Pages;

/// What a rule's page says; its one sentence where it has no page. None if there is no such rule.
pub(crate) fn page(code: &str) -> Option<Cow<'static, str>> {
    let rule = rules::rule(code)?;
    let page =
        Pages::get(&format!("{code}.md")).and_then(|file| String::from_utf8(file.data.into_owned()).ok());
    Some(match page {
        Some(page) => page.into(),
        None => format!("# {code}\n\n{} ({})\n", rule.summary, rule.severity.name()).into(),
    })
}

/// Where the page is on the web.
pub(crate) fn url(code: &str) -> String {
    format!("{}/blob/main/docs/reference/rules/{code}.md", env!("CARGO_PKG_REPOSITORY"))
}

/// Both ways to the page, in one line.
pub(crate) fn see(code: &str) -> String {
    format!("see `archweave explain {code}` or {}", url(code))
}
