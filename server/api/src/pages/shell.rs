//! What all pages have around their content: head, header, navigation, footer.

use archweave_app::{AppError, Pages};
use serde::Serialize;

use crate::assets;
use crate::pages::Ask;
use crate::pages::at::At;
use crate::pages::language::{Language, Shown, Words};
use crate::pages::reading::Reading;

/// Around the content.
#[derive(Serialize)]
struct Shell<'a> {
    lang: &'static str,
    title: String,
    stylesheet: String,
    script: String,
    icon: String,
    home: String,
    languages: Vec<Choice>,
    /// Values of the address that forms keep.
    kept: Vec<(&'a str, &'a str)>,
    model: Option<Model>,
}

/// What is around the content of a model's page.
#[derive(Serialize)]
struct Model {
    name: Shown,
    href: String,
    tabs: Vec<Choice>,
    search: String,
    looked_for: String,
    at: At,
}

/// A link of a navigation.
#[derive(Serialize)]
struct Choice {
    label: &'static str,
    href: String,
    code: &'static str,
    is_current: bool,
}

#[derive(Serialize)]
struct Page<'a, T> {
    page: Shell<'a>,
    t: &'static Words,
    #[serde(flatten)]
    content: T,
}

/// A page that belongs to no model.
pub(crate) fn page(
    ask: &Ask,
    template: &str,
    title: &str,
    content: impl Serialize,
) -> Result<String, AppError> {
    render(ask, template, title, None, content)
}

impl Reading<'_> {
    /// A page of the model; `tab` is the part of it that it belongs to.
    pub fn page(
        &self,
        template: &str,
        tab: &str,
        title: &str,
        content: impl Serialize,
    ) -> Result<String, AppError> {
        let words = self.words();
        let name = self.hosted.name();
        let tabs = [
            ("", words.word("overview")),
            ("elements", words.word("elements")),
            ("viewpoints", words.word("viewpoints")),
            ("zachman", words.word("zachman")),
            ("adm", words.word("adm")),
            ("completeness", words.word("completeness")),
            ("metamodel", words.word("metamodel")),
            ("problems", words.word("problems")),
            ("history", words.word("history")),
        ];
        // What happened is known only where it is recorded.
        let delivery = ("delivery", words.word("ledger_delivery"));
        let is_recorded = self.hosted.records().is_some();
        let (before, after) = tabs.split_at(2);
        let delivery = is_recorded.then_some(delivery);
        let tabs =
            before.iter().copied().chain(delivery).chain(after.iter().copied()).map(|(page, label)| Choice {
                label,
                href: match page {
                    "" => self.ask.to(&["m", name]),
                    page => self.list(page, &[]),
                },
                code: "",
                is_current: page == tab,
            });
        let model_name = self.title();
        let title = match title.is_empty() {
            true => model_name.text.clone(),
            false => format!("{} · {}", crate::pages::ask::cut(title, 200), model_name.text),
        };
        let model = Model {
            href: self.ask.to(&["m", name]),
            tabs: tabs.collect(),
            search: format!("/m/{}/search", archweave_app::percent(name)),
            looked_for: self.ask.text("q").unwrap_or_default().to_owned(),
            at: At::of(self)?,
            name: model_name,
        };
        render(self.ask, template, &title, Some(model), content)
    }
}

fn render(
    ask: &Ask,
    template: &str,
    title: &str,
    model: Option<Model>,
    content: impl Serialize,
) -> Result<String, AppError> {
    let languages = Language::ALL.map(|(language, code, label)| Choice {
        label,
        href: ask.here(&[("lang", code)]),
        code,
        is_current: language == ask.language,
    });
    let page = Shell {
        lang: match ask.language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        },
        title: format!("{title} · Archweave"),
        stylesheet: assets::address("archweave.css"),
        script: assets::address("archweave.js"),
        icon: assets::address("archweave.svg"),
        home: ask.to(&[]),
        languages: languages.into(),
        kept: ask
            .query()
            .filter(|(name, value)| matches!(*name, "at" | "lang") && !value.is_empty())
            .collect(),
        model,
    };
    Ok(Pages::bundled().render(template, &Page { page, t: ask.language.words(), content })?)
}
