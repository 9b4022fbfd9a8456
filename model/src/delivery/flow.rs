//! How fast and how safely changes reach production, and how long the business waits for them.
//!
//! Five numbers of the DORA programme over [`Delivered`] rows ([`flow()`]), and two of our own from
//! the day that a demand is recorded ([`business`]). Each is a [`Figure`]: it comes with what it
//! means, the size of its sample and the keys of what it was counted from, so that a page can show
//! the evidence beside the number.
//!
//! **What counts.** A deployment *of a change* is one of kind normal, hotfix or configuration that
//! ended in success or failure. A rollback puts back what was there, a removal takes away: neither
//! is a change, so neither is counted; a rollback marks what it undoes as failed ([`failures`]).
//! One release on several targets is one deployment a target. Rows of other environments than
//! production are for the caller to leave out.

mod business;
mod definition;
mod delivered;
pub mod failures;
mod figure;
mod group;
mod statistics;

pub use business::{Business, DemandTimes, business};
pub use definition::{Better, Definition, Scale, Unit, definitions};
pub use delivered::{Delivered, Kind, Outcome};
pub use failures::{Mark, mark_failures};
pub use figure::Figure;
pub use group::{Group, by_group};
pub use statistics::{median, percentile};

use super::Moment;

const DAY: f64 = 86_400_000.0;

/// From the first moment to the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment that is in it.
    pub from: Moment,
    /// The first moment that is no longer in it.
    pub until: Moment,
}

impl Window {
    /// The last `days` before `until`.
    pub fn last_days(days: u32, until: Moment) -> Self {
        Self { from: until.plus(-i64::from(days) * super::moment::DAY), until }
    }

    /// Whether the moment is in it.
    pub fn holds(&self, at: Moment) -> bool {
        self.from <= at && at < self.until
    }

    /// Its length in days, with a fraction; 0 if it ends before it starts.
    pub fn days(&self) -> f64 {
        self.until.since(self.from).max(0) as f64 / DAY
    }
}

/// The numbers of a window. All but the first three belong to the same deployments: those of a
/// change that ended in the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Over which time.
    pub window: Window,
    /// Successful deployments of a change a day.
    pub deployment_frequency: Figure,
    /// The same a week.
    pub deployments_per_week: Figure,
    /// Median time from one successful deployment of a change to the next.
    pub deployment_interval: Figure,
    /// Median time from commit to production.
    pub change_lead_time: Figure,
    /// Time from commit to production that nine of ten changes do not exceed.
    pub change_lead_time_p90: Figure,
    /// Median time from a deployment that failed until service was whole again.
    pub failed_deployment_recovery_time: Figure,
    /// Share of deployments that failed.
    pub change_fail_rate: Figure,
    /// Share of deployments that were unplanned, to mend what users met.
    pub deployment_rework_rate: Figure,
}

impl Flow {
    /// All of them, in the order of pages.
    pub fn figures(&self) -> [&Figure; 8] {
        [
            &self.deployment_frequency,
            &self.deployments_per_week,
            &self.deployment_interval,
            &self.change_lead_time,
            &self.change_lead_time_p90,
            &self.failed_deployment_recovery_time,
            &self.change_fail_rate,
            &self.deployment_rework_rate,
        ]
    }
}

/// The numbers of a window, from rows in any order. Rows outside of it are not counted.
pub fn flow(delivered: &[Delivered], window: Window) -> Flow {
    let mut counted: Vec<&Delivered> = delivered.iter().filter(|one| is_counted(one, window)).collect();
    counted.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.key.cmp(&b.key)));
    let succeeded: Vec<&Delivered> =
        counted.iter().copied().filter(|one| one.result == Outcome::Success).collect();
    let (frequency, weekly, interval) = frequencies(&succeeded, window);
    let (lead, lead_p90) = lead_times(&succeeded);
    let all = counted.len() as u64;
    let is_rework = |one: &Delivered| one.kind == Kind::Hotfix || one.is_rework;
    Flow {
        window,
        deployment_frequency: frequency,
        deployments_per_week: weekly,
        deployment_interval: interval,
        change_lead_time: lead,
        change_lead_time_p90: lead_p90,
        failed_deployment_recovery_time: recovery(&counted),
        change_fail_rate: Figure::share("change-fail-rate", keys(&counted, is_failed), all),
        deployment_rework_rate: Figure::share("deployment-rework-rate", keys(&counted, is_rework), all),
    }
}

fn is_counted(one: &Delivered, window: Window) -> bool {
    one.kind.is_change() && one.result != Outcome::Pending && window.holds(one.at)
}

fn is_failed(one: &Delivered) -> bool {
    one.is_failed || one.result == Outcome::Failure
}

fn keys(of: &[&Delivered], is_wanted: impl Fn(&Delivered) -> bool) -> Vec<String> {
    of.iter().filter(|one| is_wanted(one)).map(|one| one.key.clone()).collect()
}

/// A day, a week, and from one to the next. Without any deployment the first two are 0, not unknown:
/// that nothing was delivered is what they say.
fn frequencies(succeeded: &[&Delivered], window: Window) -> (Figure, Figure, Figure) {
    let days = window.days();
    let count = succeeded.len() as f64;
    let names = keys(succeeded, |_| true);
    let rate = |id, per_days: f64| {
        let value = (days > 0.0).then(|| count / days * per_days);
        Figure::counted(id, value, names.clone())
    };
    let gaps = succeeded.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(after.at.since(before.at) as f64),
        _ => None,
    });
    let gaps: Vec<f64> = gaps.collect();
    let interval = Figure::measured("deployment-interval", median(&gaps), gaps.len() as u64, names.clone());
    (rate("deployment-frequency", 1.0), rate("deployments-per-week", 7.0), interval)
}

/// Over changes, not over deployments: ten changes in one deployment waited ten times. A commit that
/// is stamped after its deployment says that a clock was wrong, and is left out.
fn lead_times(succeeded: &[&Delivered]) -> (Figure, Figure) {
    let valid = |one: &&Delivered| one.lead.iter().any(|lead| *lead >= 0);
    let names: Vec<String> = succeeded.iter().filter(|one| valid(one)).map(|one| one.key.clone()).collect();
    let all = succeeded.iter().flat_map(|one| &one.lead).filter(|lead| **lead >= 0);
    let all: Vec<f64> = all.map(|lead| *lead as f64).collect();
    let sample = all.len() as u64;
    let half = Figure::measured("change-lead-time", median(&all), sample, names.clone());
    (half, Figure::measured("change-lead-time-p90", percentile(&all, 0.9), sample, names))
}

/// Over deployments that failed and of which the end is known.
fn recovery(counted: &[&Delivered]) -> Figure {
    let failed: Vec<&&Delivered> = counted.iter().filter(|one| is_failed(one)).collect();
    let ended = failed.iter().filter_map(|one| {
        let took = one.recovered_at?.since(one.at);
        (took >= 0).then(|| (one.key.clone(), took as f64))
    });
    let (names, times): (Vec<String>, Vec<f64>) = ended.unzip();
    let id = "failed-deployment-recovery-time";
    let mut figure = Figure::measured(id, median(&times), times.len() as u64, names);
    figure.denominator = failed.len() as u64;
    figure
}

#[cfg(test)]
mod tests;
