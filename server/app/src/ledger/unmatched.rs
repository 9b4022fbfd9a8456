//! Names in events that are not in the model: listed with the reason, decided by hand, looked up again
//! when the model learns them; and links that somebody looked at.

use archweave_index::NewAffirmation;
pub use archweave_index::{MatchedShare, Page, Paging};
use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{RecordKind, Sort};
use archweave_model::delivery::reference::Unmatched as Why;

use super::{Ledger, words};
use crate::AppError;
use crate::records::Millis;
use crate::who::Editor;

/// A name that no element of the model has.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmatched {
    /// What sort of thing is meant.
    pub sort: Sort,
    /// The name, as it was written.
    pub text: String,
    /// A stable word: `unknown`, `ambiguous`, `other-kind`, `malformed`.
    pub code: String,
    /// Why it was not found, and what to do, by what the model has today; none if it has it by now.
    pub why: Option<Why>,
    /// In how many places of records it stands.
    pub count: u64,
    /// When it was first heard of.
    pub first_at: Moment,
    /// A record that has it: the first one.
    pub example: (RecordKind, String),
}

impl Unmatched {
    /// Why it was not found, and what to do, in Chinese or English.
    pub fn reason(&self, language: &str) -> String {
        match (&self.why, words::is_chinese(language)) {
            (Some(why), true) => why.in_chinese(),
            (Some(why), false) => why.to_string(),
            (None, _) => words::said("reason", &self.code, language),
        }
    }
}

impl Ledger<'_> {
    /// Names that are not in the model, by sort and name. Those that somebody set aside are left out.
    pub fn unmatched(&self, paging: &Paging) -> Result<Page<Unmatched>, AppError> {
        let (records, directory) = (self.records(), self.directory());
        let page = records.wait(records.index().unmatched(self.name(), paging))?;
        Ok(page.map(|name| {
            // Of now: a sentence about it names what the model has today.
            let why = directory.find(name.sort, &name.text).err();
            Unmatched {
                sort: name.sort,
                text: name.text,
                code: name.reason,
                why,
                count: name.count,
                first_at: name.first_at,
                example: name.example,
            }
        }))
    }

    /// How much of what sources report stands for something in the model, by source and team.
    pub fn matched_share(&self) -> Result<Vec<MatchedShare>, AppError> {
        self.records().wait(self.records().index().matched_share(self.name()))
    }
}

impl Editor {
    /// Says by hand what a name stands for; none sets it aside. What the model learns later changes nothing
    /// about it.
    pub fn match_reference(&self, sort: Sort, text: &str, element: Option<&str>) -> Result<(), AppError> {
        let ledger = self.model().ledger(None)?;
        let element = element.map(|id| ledger.known(id)).transpose()?;
        let records = self.model().ledger_records()?;
        let index = records.index();
        let who = &self.who().name;
        let decided =
            index.decide_reference(self.model().name(), sort, text, element.as_ref(), who, Millis::now());
        records.wait(decided)?;
        let what = element.as_ref().map_or("nothing", |element| element.as_str());
        self.did("ledger.match", format!("{} `{text}` stands for {what}", name(sort)));
        let is_requirement = matches!(sort, Sort::Requirement | Sort::Demand);
        let (requirements, others) = element.into_iter().partition(|_| is_requirement);
        self.model().delivered(requirements, others);
        Ok(())
    }

    /// Says that a link between a requirement and a record still holds, so that it is not suspect any more.
    pub fn affirm(
        &self,
        requirement: &str,
        kind: RecordKind,
        key: &str,
        note: Option<String>,
    ) -> Result<(), AppError> {
        let ledger = self.model().ledger(None)?;
        let requirement = ledger.known(requirement)?;
        let found = ledger.where_are(std::slice::from_ref(&requirement))?;
        let is_linked =
            found.iter().flat_map(|one| &one.links).any(|link| link.kind == kind && link.key == key);
        if !is_linked {
            let message = format!("there is no link between `{requirement}` and {} `{key}`", kind.name());
            return Err(AppError::NotFound(message));
        }
        let who = self.who().name.clone();
        let new = NewAffirmation { requirement: requirement.clone(), kind, key: key.to_owned(), who, note };
        let records = self.model().ledger_records()?;
        records.wait(records.index().affirm(self.model().name(), new, Millis::now()))?;
        self.did("ledger.affirm", format!("`{requirement}` and {} `{key}`", kind.name()));
        self.model().delivered(vec![requirement], Vec::new());
        Ok(())
    }
}

/// The stable name of a sort.
pub fn name(sort: Sort) -> &'static str {
    match sort {
        Sort::Requirement => "requirement",
        Sort::Demand => "demand",
        Sort::Component => "component",
        Sort::Artifact => "artifact",
        Sort::Repository => "repository",
        Sort::Environment => "environment",
        Sort::Target => "target",
        Sort::Release => "release",
        Sort::Indicator => "indicator",
        Sort::Element => "element",
    }
}
