//! Properties: free ones, those that name a specialization, and reserved ones.

use std::borrow::Cow;

use archweave_model::value::{Properties, Value};

use super::Export;
use crate::exchange::{TOOL, filing, names};
use crate::kept::Recall;
use crate::reserved::{self, Reserve};
use crate::{escape, text_json};

/// What is kept that is not written where it was.
pub fn rest(kept: Recall<'_>, handled: &[&str]) -> Properties {
    kept.all()
        .filter(|(key, _)| !handled.contains(key))
        .map(|(key, value)| (key.into(), value.clone()))
        .collect()
}

/// What to reserve of `extra`: that of other tools, and what is kept and has no place in the file.
pub fn others(extra: &Properties, is_filed: bool, handled: &[&str]) -> Properties {
    let all = extra.iter().filter_map(|(tool, value)| {
        let record = match (tool, value) {
            (TOOL, Value::Record(_)) => rest(Recall::of(TOOL, extra), handled),
            (filing::ARCHI, Value::Record(_)) if is_filed => {
                rest(Recall::of(filing::ARCHI, extra), &["folder", "order"])
            }
            _ => return Some((tool.into(), value.clone())),
        };
        (!record.is_empty()).then(|| (tool.into(), Value::Record(record)))
    });
    all.collect()
}

impl<'a> Export<'a> {
    /// Writes all properties of something, if there are any.
    pub(super) fn properties(
        &mut self,
        properties: &Properties,
        order: Option<&str>,
        specialization: Option<&str>,
        reserve: Reserve,
    ) {
        let reserved = reserve.finish();
        if properties.is_empty() && specialization.is_none() && reserved.is_empty() {
            return;
        }
        self.writer.open("properties");
        if let Some(name) = specialization {
            self.property(names::SPECIALIZATION, name);
        }
        for (key, value) in reserved::listed_where(properties, order, is_free) {
            self.listed(&key, value);
        }
        for (key, value) in reserved {
            self.property(&key, &value);
        }
        self.writer.close("properties");
    }

    /// A property as [`reserved::listed_where`] says it.
    fn listed(&mut self, key: &str, value: Cow<'_, str>) {
        if key == "archweave.property"
            && let Some(Value::Record(record)) = text_json::read(&value)
            && let Some((key, Value::Record(texts))) = record.iter().next()
            && self.is_localized(key, texts)
        {
            self.open_property(key);
            for (language, text) in texts.iter() {
                self.writer.words("value", Some(language), text.as_text().unwrap_or_default());
            }
            self.writer.close("property");
            return;
        }
        self.property(key, &value);
    }

    /// Whether a record is a text in several languages of the model.
    fn is_localized(&self, key: &str, texts: &Properties) -> bool {
        let is_language = |code: &str| {
            names::is_language(code) && self.model.manifest.languages.iter().any(|known| &**known == code)
        };
        let is_text = |value: &Value| value.as_text().is_some_and(escape::is_clean);
        texts.len() > 1
            && is_free(key)
            && reserved::field(key).is_none()
            && escape::is_clean(key)
            && texts.iter().all(|(code, value)| is_language(code) && is_text(value))
    }

    fn open_property(&mut self, key: &str) {
        let id = self.definitions.id(key, &mut self.ids);
        self.writer.open("property");
        self.writer.attribute("propertyDefinitionRef", id);
    }

    fn property(&mut self, key: &str, value: &str) {
        self.open_property(key);
        self.writer.words("value", None, value);
        self.writer.close("property");
    }
}

/// Whether a definition can have the name and mean a free property.
fn is_free(key: &str) -> bool {
    !key.is_empty() && !key.eq_ignore_ascii_case(names::SPECIALIZATION)
}
