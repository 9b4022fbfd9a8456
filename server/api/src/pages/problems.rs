//! `/m/<model>/problems`: what the rules say about the model, grouped by rule.

use std::collections::BTreeMap;

use archweave_app::AppError;
use archweave_model::diagnostic::{Diagnostic, Severity, Subject};
use archweave_model::{rules, yaml};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::ask::cut;
use crate::pages::brief::Brief;
use crate::pages::pager::Pager;
use crate::pages::reading::Reading;

/// Findings of one rule shown among all, and on a page of their own.
const MAX: usize = 20;
const PAGE: usize = 200;

/// A finding.
#[derive(Serialize)]
pub(crate) struct Problem {
    code: &'static str,
    severity: &'static str,
    severity_name: String,
    message: String,
    help: String,
    /// `file:line:column`, as far as known.
    place: String,
    subject: Option<Brief>,
    #[serde(skip)]
    id: Option<String>,
}

impl Problem {
    /// Whether it is about the thing of this id.
    pub fn is_about(&self, id: &str) -> bool {
        self.id.as_deref() == Some(id)
    }
}

#[derive(Serialize)]
struct Content {
    heading: String,
    groups: Vec<Group>,
    /// Of the findings of one rule.
    pager: Option<Pager>,
    /// Address of all findings, where one rule's are shown.
    all: Option<String>,
}

#[derive(Serialize)]
struct Group {
    code: &'static str,
    summary: &'static str,
    severity: &'static str,
    severity_name: String,
    count: String,
    problems: Vec<Problem>,
    more: Option<(String, String)>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let found = reading.hosted.findings(&reading.revision);
    let heading = words.count("problem_count", found.len());
    let mut by_code: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &found {
        by_code.entry((diagnostic.severity, diagnostic.code)).or_default().push(diagnostic);
    }
    let wanted = ask.get("code");
    by_code.retain(|(_, code), _| wanted.is_none_or(|wanted| wanted == *code));
    let only: usize = by_code.values().map(Vec::len).sum();
    let pager = wanted.map(|_| Pager::of(ask, only, PAGE));
    let (start, size) = pager.as_ref().map_or((0, MAX), |pager| (pager.start, PAGE));
    let groups = by_code.values().map(|all| group(&reading, all, start, size)).collect();
    let content = Content {
        heading: heading.clone(),
        groups,
        pager,
        all: wanted.map(|_| reading.list("problems", &[])),
    };
    reading.page("problems", "problems", &heading, content).map(Answer::page)
}

fn group(reading: &Reading<'_>, all: &[&Diagnostic], start: usize, size: usize) -> Group {
    let (code, severity) = all.first().map_or(("", Severity::Info), |first| (first.code, first.severity));
    // Lines are looked up in the files only for what is shown.
    let mut shown: Vec<Diagnostic> = all.iter().skip(start).take(size).map(|&found| found.clone()).collect();
    yaml::locate(&mut shown, |file| {
        let bytes = reading.hosted.file(&reading.revision, file).ok()?;
        String::from_utf8(bytes).ok()
    });
    let is_cut = start == 0 && all.len() > size && size == MAX;
    Group {
        code,
        summary: rules::rule(code).map_or("", |rule| rule.summary_in(reading.ask.language.code())),
        severity: severity.name(),
        severity_name: severity_name(reading, severity),
        count: crate::pages::language::grouped(all.len()),
        problems: shown.iter().map(|diagnostic| reading.problem(diagnostic)).collect(),
        more: is_cut.then(|| {
            (
                reading.list("problems", &[("code", code)]),
                reading.words().count("show_all_problems", all.len()),
            )
        }),
    }
}

fn severity_name(reading: &Reading<'_>, severity: Severity) -> String {
    reading.words().named("severity", severity.name()).unwrap_or(severity.name()).to_owned()
}

impl Reading<'_> {
    /// What the rules say about an element and its relations.
    pub fn problems_of(&self, element: &str) -> Vec<Problem> {
        let found = self.hosted.report_of(&self.revision, element).diagnostics;
        found.iter().take(PAGE).map(|diagnostic| self.problem(diagnostic)).collect()
    }

    fn problem(&self, diagnostic: &Diagnostic) -> Problem {
        let at = &diagnostic.location;
        let place = match at.line {
            0 => at.file.to_string(),
            line => format!("{}:{line}:{}", at.file, at.column),
        };
        let subject = diagnostic.subject.as_ref().and_then(|subject| match subject {
            Subject::Element(id) => self.snapshot().element(id).map(|element| self.brief(element)),
            Subject::Relation(id) => self.snapshot().relation(id).map(|entry| self.brief_of_relation(&entry)),
            Subject::View(id) => self.snapshot().view(id).map(|view| {
                let name = self.show(&view.name);
                Brief {
                    name: if name.text.is_empty() { (&**id).into() } else { name },
                    id: None,
                    href: Some(self.to("views", id)),
                    kind: self.words().word("view").to_owned(),
                    layer: "view",
                }
            }),
        });
        Problem {
            code: diagnostic.code,
            severity: diagnostic.severity.name(),
            severity_name: severity_name(self, diagnostic.severity),
            message: cut(&diagnostic.message, 1_000).to_owned(),
            help: cut(&diagnostic.help, 1_000).to_owned(),
            place,
            id: diagnostic.subject.as_ref().map(|subject| subject.id().to_owned()),
            subject,
        }
    }
}
