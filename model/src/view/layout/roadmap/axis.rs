//! The axis of time: years, with quarters or months if there is room.

use super::calendar::{number, year_month};
use crate::diagram::{Point, Rect};
use crate::view::{Draft, Hint, decor, guide};

/// Room above the axis, for the label of today.
pub(super) const ABOVE: f64 = 20.0;
/// Height of a row of the axis.
const ROW: f64 = 24.0;
/// Width the axis is made for.
const WIDE: f64 = 1_040.0;
/// Most pixels of a day.
const WIDEST_DAY: f64 = 5.0;
/// Months of the steps, and the least width of each.
const STEPS: [(i64, f64); 14] = [
    (1, 40.0),
    (3, 36.0),
    (12, 44.0),
    (24, 44.0),
    (60, 44.0),
    (120, 44.0),
    (240, 44.0),
    (600, 44.0),
    (1_200, 44.0),
    (2_400, 44.0),
    (6_000, 44.0),
    (12_000, 44.0),
    (24_000, 44.0),
    (60_000, 44.0),
];

pub(super) struct Axis {
    first: i64,
    last: i64,
    per_day: f64,
    /// Months between two lines.
    step: i64,
    /// In pixels.
    pub width: f64,
    is_chinese: bool,
}

impl Axis {
    /// From before the first day to after the last one; with room after it if something stays open.
    pub(super) fn of(days: impl Iterator<Item = i64> + Clone, opens: bool, is_chinese: bool) -> Option<Self> {
        let (low, high) = (days.clone().min()?, days.max()?);
        let span = (high - low).max(28) as f64;
        let fits = |(months, least): &&(i64, f64)| {
            (*months as f64) * 30.44 * (WIDE / span).min(WIDEST_DAY) >= *least
        };
        let step = STEPS.iter().find(fits).unwrap_or(&STEPS[13]).0;
        let floor = |day: i64| {
            let (year, month) = year_month(day);
            (year * 12 + month - 1).div_euclid(step) * step
        };
        // One step more where a bar goes on.
        let after = floor(high) + step * if opens { 2 } else { 1 };
        let day = |months: i64| number(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        let (first, last) = (day(floor(low)), day(after));
        let per_day = (WIDE / (last - first) as f64).min(WIDEST_DAY);
        Some(Self { first, last, per_day, step, width: (last - first) as f64 * per_day, is_chinese })
    }

    /// Where a day begins.
    pub(super) fn x(&self, day: i64) -> f64 {
        (day - self.first) as f64 * self.per_day
    }

    pub(super) fn holds(&self, day: i64) -> bool {
        self.first <= day && day <= self.last
    }

    pub(super) fn height(&self) -> f64 {
        ABOVE + ROW * if self.step < 12 { 2.0 } else { 1.0 } + 8.0
    }

    /// Adds the cells of the axis and a line at each step.
    pub(super) fn draw(&self, draft: &mut Draft, top: f64, bottom: f64) {
        let mut y = ABOVE;
        if self.step < 12 {
            self.row(draft, y, 12);
            y += ROW;
        }
        self.row(draft, y, self.step);
        y += ROW;
        for (months, day) in self.steps(self.step).skip(1) {
            let x = self.x(day);
            let points = vec![Point::new(x, y), Point::new(x, bottom.max(top))];
            if day < self.last
                && let Some(line) = guide(&format!("axis:line:{months}"), "guide", points)
            {
                draft.diagram.edges.push(line);
            }
        }
    }

    /// Starts of steps from the first day on; the first one may begin before it.
    fn steps(&self, step: i64) -> impl Iterator<Item = (i64, i64)> {
        let (year, month) = year_month(self.first);
        let from = (year * 12 + month - 1).div_euclid(step);
        let day = |months: i64| number(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        let last = self.last;
        (from..).map(move |n| (n * step, day(n * step))).take_while(move |(_, day)| *day < last)
    }

    fn row(&self, draft: &mut Draft, y: f64, step: i64) {
        let cells: Vec<(i64, i64)> = self.steps(step).collect();
        for (n, (months, day)) in cells.iter().enumerate() {
            let end = cells.get(n + 1).map_or(self.last, |(_, next)| *next);
            let (left, right) = (self.x((*day).max(self.first)), self.x(end));
            let label =
                if right - left < 32.0 && step >= 12 { String::new() } else { self.label(*months, step) };
            if let Some(mut cell) = decor(&format!("axis:{step}:{months}"), "head", label, None) {
                cell.rect = Rect::new(left, y, right - left, ROW);
                draft.add_node(cell, Hint::default());
            }
        }
    }

    fn label(&self, months: i64, step: i64) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
        match (step, self.is_chinese) {
            (1, true) => format!("{}月", month + 1),
            (1, false) => MONTHS[month as usize % 12].to_owned(),
            (3, _) => format!("Q{}", month / 3 + 1),
            (12, true) => format!("{year}年"),
            _ => year.to_string(),
        }
    }
}
