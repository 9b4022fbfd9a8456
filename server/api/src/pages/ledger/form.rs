//! What a page may be asked: fields of a form that needs no script.

use serde::Serialize;

use crate::pages::reading::Reading;

/// A form above a page.
#[derive(Serialize)]
pub(super) struct Form {
    action: String,
    /// Values of the address that the form keeps.
    hidden: Vec<(String, String)>,
    fields: Vec<Field>,
    /// Address of the page without any of it, if something is set.
    all: Option<String>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    label: String,
    /// `select`, `search` or `date`.
    sort: &'static str,
    value: String,
    is_select: bool,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    is_chosen: bool,
}

impl Form {
    /// A form of this page; the language is kept, a revision only where no field asks for one.
    pub fn new(reading: &Reading<'_>) -> Self {
        let lang = reading.ask.get("lang").map(|lang| ("lang".to_owned(), lang.to_owned()));
        Self {
            action: reading.ask.path().to_owned(),
            hidden: lang.into_iter().collect(),
            fields: Vec::new(),
            all: reading.ask.query().any(|(name, value)| name != "lang" && !value.is_empty()).then(|| {
                let lang = reading.ask.get("lang").unwrap_or_default();
                match lang.is_empty() {
                    true => reading.ask.path().to_owned(),
                    false => format!("{}?lang={}", reading.ask.path(), archweave_app::percent(lang)),
                }
            }),
        }
    }

    /// One of several values; nothing is any.
    pub fn select(
        mut self,
        reading: &Reading<'_>,
        name: &'static str,
        label: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let chosen = reading.ask.get(name).unwrap_or_default().to_owned();
        let choices = choices.into_iter().map(|(id, label)| Choice { is_chosen: id == chosen, id, label });
        self.fields.push(Field {
            name,
            label: label.to_owned(),
            sort: "select",
            is_select: true,
            choices: choices.collect(),
            value: chosen,
        });
        self
    }

    /// Words to look for.
    pub fn search(self, reading: &Reading<'_>, name: &'static str, label: &str) -> Self {
        self.input(reading, name, label, "search")
    }

    /// A day. What is asked that is no day, such as a tag, stays as it is.
    pub fn day(self, reading: &Reading<'_>, name: &'static str, label: &str) -> Self {
        let is_day = reading
            .ask
            .get(name)
            .is_none_or(|text| text.parse::<archweave_model::delivery::Moment>().is_ok() && text.len() == 10);
        self.input(reading, name, label, if is_day { "date" } else { "text" })
    }

    fn input(mut self, reading: &Reading<'_>, name: &'static str, label: &str, sort: &'static str) -> Self {
        let value = reading.ask.text(name).unwrap_or_default().to_owned();
        let field =
            Field { name, label: label.to_owned(), sort, value, is_select: false, choices: Vec::new() };
        self.fields.push(field);
        self
    }
}
