//! Whether business and technology carry each other: coverage both ways, at a moment, between two, and
//! over many; how far every requirement can be followed; and what people think of themselves beside it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use archweave_index::{DeliveredFilter, Paging};
use archweave_model::delivery::Moment;
use archweave_model::delivery::coverage::{self, Coverage, Difference, Facts, Trace};
use archweave_model::delivery::flow::Window;
use archweave_model::delivery::record::{Assessment, Record, RecordKind};
use archweave_model::id::ElementId;

use super::record::{Stated, Statement};
use super::{Ledger, kinds, now};
use crate::AppError;
use crate::who::Editor;

/// Coverage at one moment.
#[derive(Clone, Debug)]
pub struct CoverageAt {
    /// The moment.
    pub at: Moment,
    /// The revision of the model.
    pub revision: String,
    /// The numbers.
    pub coverage: Coverage,
    /// How far each agreed requirement can be followed.
    pub traces: Vec<Trace>,
}

/// Coverage at two moments, and what differs.
#[derive(Clone, Debug)]
pub struct CoverageChange {
    /// Before.
    pub before: CoverageAt,
    /// After.
    pub after: CoverageAt,
    /// Each number, in the order of pages.
    pub differences: Vec<Difference>,
}

/// An answer of a self-assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessed {
    /// Its key.
    pub key: String,
    /// What was answered.
    pub assessment: Assessment,
}

/// Moments of a trend.
pub const MAX_MOMENTS: usize = 60;
/// Words of the form: what is assessed, and how far it is.
pub const DIMENSIONS: [&str; 4] = ["system", "cooperation", "ideas", "talent"];
/// See [`DIMENSIONS`]; in order.
pub const STAGES: [&str; 4] = ["construction", "steady-running", "early-digital", "transformation"];

impl Ledger<'_> {
    /// Coverage both ways.
    pub fn coverage(&self) -> Result<CoverageAt, AppError> {
        let facts = self.facts()?;
        Ok(CoverageAt {
            at: facts.at,
            revision: self.revision().id().to_string(),
            coverage: coverage::measure(self.snapshot(), &facts),
            traces: coverage::traces(self.snapshot(), &facts),
        })
    }

    /// What coverage gained and lost since a moment.
    pub fn coverage_since(&self, before: Moment) -> Result<CoverageChange, AppError> {
        let (before, after) = (self.at_moment(Some(before))?.coverage()?, self.coverage()?);
        let differences = coverage::compare(&before.coverage, &after.coverage);
        Ok(CoverageChange { before, after, differences })
    }

    /// Coverage at moments at equal distances, the last at that of this ledger. Moments before the first
    /// commit are left out.
    pub fn coverage_trend(&self, from: Moment, moments: usize) -> Result<Vec<CoverageAt>, AppError> {
        if !(2..=MAX_MOMENTS).contains(&moments) {
            return Err(AppError::Invalid(format!("a trend has 2 to {MAX_MOMENTS} moments")));
        }
        let until = self.moment();
        let step = until.since(from).checked_div(moments as i64 - 1).filter(|step| *step > 0);
        let step = step.ok_or_else(|| AppError::Invalid("a trend begins before it ends".into()))?;
        let mut found = Vec::with_capacity(moments);
        for number in 0..moments as i64 - 1 {
            match self.at_moment(Some(from.plus(step * number))) {
                Ok(ledger) => found.push(ledger.coverage()?),
                Err(AppError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        found.push(self.coverage()?);
        Ok(found)
    }

    /// What the ledger knows that coverage needs.
    fn facts(&self) -> Result<Facts, AppError> {
        let (snapshot, at, records) = (self.snapshot(), self.moment(), self.records());
        let requirements: Vec<ElementId> =
            kinds::requirements(snapshot).map(|(_, element)| element.id.clone()).collect();
        let indicators: BTreeSet<ElementId> =
            kinds::all(snapshot, "indicator").map(|(_, element)| element.id.clone()).collect();
        let readings = self.newest_readings(&indicators, 1)?;
        let last_readings: BTreeMap<ElementId, Moment> =
            readings.into_iter().filter_map(|(id, readings)| Some((id, readings.last()?.at))).collect();
        let year = Window::last_days(365, at.plus(1));
        let everywhere = DeliveredFilter::default();
        let delivered = records.index().delivered(self.name(), year, &everywhere);
        let directory = self.directory();
        let artifact = |package: &str| {
            let sort = archweave_model::delivery::record::Sort::Artifact;
            directory.find(sort, package).ok().map(|found| found.element)
        };
        let deployments = records.wait(delivered)?.into_iter().map(|one| (one.key, artifact(&one.package)));
        Ok(Facts {
            at,
            last_readings,
            live: self.live_of(&requirements)?.into_keys().collect(),
            demands: self.demand_times()?,
            speed_days: None,
            deployments: deployments.collect(),
        })
    }

    /// Answers of self-assessments until the moment of this ledger, the newest first.
    pub fn assessments(&self, limit: u32) -> Result<Vec<Assessed>, AppError> {
        let records = self.records();
        let newest = Paging::first(limit);
        let page = records.index().records(self.name(), RecordKind::Assessment, &newest);
        let until = self.moment();
        let found = records.wait(page)?.items.into_iter().filter_map(|stored| match stored.record {
            Record::Assessment(assessment) if assessment.at.is_none_or(|at| at <= until) => {
                Some(Assessed { key: stored.key, assessment })
            }
            _ => None,
        });
        let mut found: Vec<Assessed> = found.collect();
        found.sort_by(|a, b| b.assessment.at.cmp(&a.assessment.at).then_with(|| a.key.cmp(&b.key)));
        Ok(found)
    }
}

impl Editor {
    /// Records answers of a self-assessment, one for each dimension.
    pub fn assess(
        &self,
        answers: Vec<(String, String, Option<String>)>,
        at: Option<Moment>,
    ) -> Result<Vec<Stated>, AppError> {
        let at = at.unwrap_or_else(now);
        let mut seen = HashSet::new();
        let mut statements = Vec::with_capacity(answers.len());
        for (dimension, stage, note) in answers {
            let known = |list: &[&str], word: &str| match list.contains(&word) {
                true => Ok(()),
                false => Err(AppError::Invalid(format!("`{word}` is none of {}", list.join(", ")))),
            };
            known(&DIMENSIONS, &dimension)?;
            known(&STAGES, &stage)?;
            if !seen.insert(dimension.clone()) {
                return Err(AppError::Invalid(format!("`{dimension}` is answered twice")));
            }
            let key = format!("{dimension}@{}", at.day());
            let by = Some(self.who().name.clone());
            let record =
                Assessment { dimension: Some(dimension), stage: Some(stage), at: Some(at), by, note };
            statements.push(Statement { key, record: record.into(), at: Some(at), id: None });
        }
        self.record(statements)
    }
}
