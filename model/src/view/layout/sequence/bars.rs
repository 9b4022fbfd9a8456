//! Execution bars: from a call to its reply.

use super::{HALF_BAR, Kind, Message, Side};

/// A bar, by positions of lifeline and messages.
pub(super) struct Bar {
    pub line: usize,
    pub first: usize,
    pub last: usize,
    /// How many bars it stands on.
    pub depth: usize,
}

/// All bars, outer before inner.
pub(super) struct Bars {
    pub all: Vec<Bar>,
    /// Positions in `all`, by lifeline.
    by_line: Vec<Vec<usize>>,
}

impl Bars {
    pub(super) fn of(messages: &[Message], lines: usize) -> Self {
        let mut open: Vec<Vec<usize>> = vec![Vec::new(); lines];
        let mut bars = Self { all: Vec::new(), by_line: vec![Vec::new(); lines] };
        // Who called for the bar.
        let mut callers = Vec::new();
        for (n, message) in messages.iter().enumerate() {
            let (Side::Lifeline(from), Side::Lifeline(to)) = (message.from, message.to) else { continue };
            if from == to {
                continue;
            }
            match message.kind {
                Kind::Call => {
                    bars.by_line[to].push(bars.all.len());
                    let depth = open[to].len();
                    open[to].push(bars.all.len());
                    callers.push(from);
                    bars.all.push(Bar { line: to, first: n, last: n, depth });
                }
                Kind::Reply => {
                    let answered = open[from].iter().rposition(|bar| callers[*bar] == to);
                    // What was called later and never answered ends with it.
                    for bar in answered.map(|at| open[from].split_off(at)).into_iter().flatten() {
                        bars.all[bar].last = n;
                    }
                }
                _ => {
                    // Without an answer a bar lasts as long as its lifeline is seen to work.
                    for bar in &open[from] {
                        bars.all[*bar].last = n;
                    }
                }
            }
        }
        bars
    }

    /// How far a lifeline reaches from its centre at a message, to the right or (negative) left.
    pub(super) fn reach(&self, line: usize, message: usize, right: bool) -> f64 {
        let here = self.by_line[line].iter().map(|bar| &self.all[*bar]);
        let deepest =
            here.filter(|bar| bar.first <= message && message <= bar.last).map(|bar| bar.depth).max();
        deepest.map_or(0.0, |depth| {
            let shift = HALF_BAR * depth as f64;
            if right { shift + HALF_BAR } else { shift - HALF_BAR }
        })
    }

    /// How far a lifeline reaches to the right at most.
    pub(super) fn widest(&self, line: usize) -> f64 {
        let deepest = self.by_line[line].iter().map(|bar| self.all[*bar].depth).max();
        deepest.map_or(0.0, |depth| HALF_BAR * (depth as f64 + 1.0))
    }
}
