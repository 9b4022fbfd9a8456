//! Where lifelines stand: as near as heads and texts allow.

use super::{AIR, Bars, HALF_BAR, Kind, LOOP, LOST, Message, Side};
use crate::view::Draft;

/// Least room between two heads.
const BETWEEN: f64 = 28.0;

pub(super) struct Columns {
    /// Of each lifeline.
    pub centres: Vec<f64>,
    /// Of each head.
    pub widths: Vec<f64>,
    /// For each message the gap (after the lifeline with this number) its label stands in.
    gaps: Vec<Option<usize>>,
    /// How far lifelines reach to the right.
    reach: Vec<f64>,
}

impl Columns {
    pub(super) fn of(draft: &Draft, heads: &[usize], messages: &[Message], bars: &Bars) -> Self {
        let widths: Vec<f64> = heads.iter().map(|head| draft.diagram.nodes[*head].rect.w).collect();
        let reach: Vec<f64> = (0..heads.len()).map(|line| bars.widest(line)).collect();
        let mut gaps: Vec<f64> = widths.windows(2).map(|w| (w[0] + w[1]) / 2.0 + BETWEEN).collect();
        let need = |line: usize, text: f64| text + 2.0 * AIR + reach[line] + HALF_BAR;
        // The head of what is created stands in the way.
        let head =
            |message: &Message, gap: usize| created(message, gap).map_or(0.0, |line| widths[line] / 2.0);
        // First what can stand in one gap only.
        for message in messages {
            let Some((left, right)) = message.range() else { continue };
            let text = message.label.0;
            let (gap, wide) = if message.is_to_itself() {
                (left, need(left, text + LOOP.0))
            } else if right == left {
                let is_found = matches!(message.from, Side::Nobody(_));
                (if is_found { left.wrapping_sub(1) } else { left }, need(left, text.max(LOST)) + 10.0)
            } else if right == left + 1 {
                (left, need(left, text) + head(message, left))
            } else {
                continue;
            };
            if let Some(known) = gaps.get_mut(gap) {
                *known = known.max(wide);
            }
        }
        let mut chosen = vec![None; messages.len()];
        for (n, message) in messages.iter().enumerate() {
            let Some((left, right)) = message.range().filter(|(a, b)| a < b) else { continue };
            let mut candidates: Vec<usize> = (left..right).collect();
            if message.from == Side::Lifeline(right) {
                candidates.reverse();
            }
            let wide = |gap: usize| need(gap, message.label.0) + head(message, gap);
            let found = candidates.iter().copied().find(|gap| gaps[*gap] >= wide(*gap));
            let gap = found.unwrap_or(candidates[0]);
            gaps[gap] = gaps[gap].max(wide(gap));
            chosen[n] = Some(gap);
        }
        let mut centres = Vec::with_capacity(heads.len());
        let mut x = 0.0;
        for line in 0..heads.len() {
            centres.push(x);
            x += gaps.get(line).copied().unwrap_or_default();
        }
        Self { centres, widths, gaps: chosen, reach }
    }

    /// Where a message starts and ends, bars left out.
    pub(super) fn span(&self, message: &Message) -> (f64, f64) {
        let far = message.label.0.max(LOST) + 2.0 * AIR;
        match (message.from, message.to) {
            (Side::Lifeline(a), Side::Lifeline(b)) => (self.centres[a], self.centres[b]),
            (Side::Lifeline(a), _) => (self.centres[a], self.centres[a] + self.reach[a] + far),
            (_, Side::Lifeline(b)) => (self.centres[b] - HALF_BAR - far, self.centres[b]),
            _ => (0.0, far),
        }
    }

    /// Centre of a label.
    pub(super) fn label_at(&self, n: usize, message: &Message) -> f64 {
        let Some(gap) = self.gaps[n] else {
            let (from, to) = self.span(message);
            return (from + to) / 2.0;
        };
        let (mut left, mut right) = (self.centres[gap] + self.reach[gap], self.centres[gap + 1] - HALF_BAR);
        match created(message, gap) {
            Some(line) if line == gap => left = self.centres[line] + self.widths[line] / 2.0,
            Some(line) => right = self.centres[line] - self.widths[line] / 2.0,
            None => {}
        }
        (left + right) / 2.0
    }

    /// Left and right edge of a message with its label.
    pub(super) fn extent(&self, message: &Message) -> (f64, f64) {
        let (from, to) = self.span(message);
        let (left, right) = (from.min(to), from.max(to));
        match (message.is_to_itself(), message.from) {
            (true, Side::Lifeline(line)) => (left, right + self.reach[line] + LOOP.0 + AIR + message.label.0),
            _ => (left, right),
        }
    }
}

/// The lifeline that a message creates beside this gap.
fn created(message: &Message, gap: usize) -> Option<usize> {
    match message.to {
        Side::Lifeline(line) if message.kind == Kind::Create && (line == gap || line == gap + 1) => {
            Some(line)
        }
        _ => None,
    }
}
