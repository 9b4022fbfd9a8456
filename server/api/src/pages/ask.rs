//! What a browser asked for, and the addresses that keep its language and revision.

use archweave_app::percent;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use archweave_app::{App, AppError, Caller, Hosted};

use crate::State;
use crate::pages::Language;
use crate::who::caller;

/// Most bytes of a text somebody searches for.
const MAX_TEXT: usize = 200;

/// A request for a page.
pub(crate) struct Ask {
    app: Arc<App>,
    caller: Arc<Caller>,
    /// Path of the address, as it was asked.
    path: String,
    /// Parts of the path that a route names, decoded.
    model: String,
    id: String,
    /// Names and values of the address, in order.
    query: Vec<(String, String)>,
    /// Language to answer in.
    pub language: Language,
    /// What the browser has already.
    pub known: String,
    /// Whether a person reads the answer: it may be a page.
    pub takes_html: bool,
    /// Whether the answer may be compressed.
    pub takes_gzip: bool,
}

impl Ask {
    /// Reads a request.
    pub fn read(request: &HttpRequest, state: &State) -> Self {
        let query = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
        let query = query.map(web::Query::into_inner).unwrap_or_default();
        let text = |name: header::HeaderName| {
            let value = request.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let part = |name: &str| {
            let part = request.match_info().get(name).unwrap_or_default();
            decode(part)
        };
        let wanted = query.iter().find(|(name, _)| name == "lang");
        let language = wanted.and_then(|(_, tag)| Language::parse(tag));
        Self {
            app: state.app.clone(),
            caller: caller(request),
            path: request.uri().path().to_owned(),
            model: part("model"),
            id: part("id"),
            query,
            language: language.unwrap_or_else(|| Language::preferred(&text(header::ACCEPT_LANGUAGE))),
            known: text(header::IF_NONE_MATCH),
            takes_html: takes(&text(header::ACCEPT), "text/html"),
            takes_gzip: takes(&text(header::ACCEPT_ENCODING), "gzip"),
        }
    }

    /// The model asked for, if the caller may read it.
    pub fn hosted(&self) -> Result<&Arc<Hosted>, AppError> {
        self.app.read(&self.model, &self.caller)
    }

    /// The models that the caller may read.
    pub fn models(&self) -> impl Iterator<Item = &Arc<Hosted>> {
        self.app.models().iter().filter(|model| self.caller.may_read(model.name()))
    }

    /// Name of the model asked for.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Id asked for.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Names and values of the address.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (&**name, &**value))
    }

    /// A value of the address; none where it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.query().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A text to look for, not longer than is useful.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).map(|text| cut(text, MAX_TEXT))
    }

    /// A number of the address, from 1.
    pub fn number(&self, name: &str) -> usize {
        self.get(name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
    }

    /// The revision asked for; empty for the newest.
    pub fn at(&self) -> &str {
        self.get("at").unwrap_or_default()
    }

    /// Address of these path parts, with the language and revision of this request.
    pub fn to(&self, parts: &[&str]) -> String {
        self.with(parts, &[])
    }

    /// The same, with further values.
    pub fn with(&self, parts: &[&str], values: &[(&str, &str)]) -> String {
        let mut path = String::new();
        for part in parts {
            path.push('/');
            path.push_str(&percent(part));
        }
        if path.is_empty() {
            path.push('/');
        }
        let kept = self.query().filter(|(name, value)| matches!(*name, "at" | "lang") && !value.is_empty());
        let kept = kept.filter(|(name, _)| values.iter().all(|(known, _)| known != name));
        // Models have revisions of their own.
        let kept = kept.filter(|(name, _)| !parts.is_empty() || *name != "at");
        address(path, kept.chain(values.iter().copied()))
    }

    /// This address with other values; an empty one is left out.
    pub fn here(&self, values: &[(&str, &str)]) -> String {
        let kept = self.query().filter(|(name, _)| values.iter().all(|(known, _)| known != name));
        address(self.path.clone(), kept.chain(values.iter().copied()).take(40))
    }

    /// This address without its values.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// This address with only the language and revision.
    pub fn plain(&self) -> String {
        self.path.clone() + &self.kept()
    }

    /// The values that links keep, as the end of an address: `?at=main&lang=zh`, or nothing.
    pub fn kept(&self) -> String {
        let kept = self.query().filter(|(name, value)| matches!(*name, "at" | "lang") && !value.is_empty());
        address(String::new(), kept)
    }
}

fn address<'a>(path: String, values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path;
    let mut sign = '?';
    for (name, value) in values.filter(|(_, value)| !value.is_empty()) {
        out.push(sign);
        out.push_str(&percent(name));
        out.push('=');
        out.push_str(&percent(value));
        sign = '&';
    }
    out
}

/// The text that a part of an address stands for; the router has decoded some of it already, but
/// never a percent sign.
fn decode(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |at: usize| rest.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &rest[3..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a header such as `Accept` names something, and not to say that it is unwanted.
fn takes(header: &str, wanted: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let is_it = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
        is_it && !pieces.any(|piece| piece.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

/// At most so many bytes of a text, whole characters.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses_come_back() {
        for id in ["crm", "a/b?c#d&e", "100%", "%41", "客户", "\"><script>"] {
            assert_eq!(decode(&percent(id)), id);
        }
        assert_eq!(decode("%"), "%");
        assert_eq!(decode("%zz%e5%ae%a2"), "%zz客");
        assert_eq!(cut("客户", 4), "客");
    }

    #[test]
    fn what_is_taken_is_named_and_not_refused() {
        assert!(takes("text/html,application/xhtml+xml;q=0.9", "text/html"));
        assert!(takes("br;q=1.0, GZIP;q=0.2", "gzip"));
        for header in ["", "*/*", "gzip;q=0", "identity, gzip; q=0.000"] {
            assert!(!takes(header, "gzip"), "{header}");
        }
    }
}
