//! The times of a story: each step has a second of its own, and a name.

use std::time::Duration;

use super::site::{seconds, time};

/// Steps with their times.
#[derive(Default)]
pub struct Clock {
    times: Vec<(&'static str, i64)>,
    /// The second in which the last step ended.
    last: i64,
}

impl Clock {
    /// Begins a step, in a second in which nothing has happened yet; the second.
    pub fn begin(&mut self, step: &'static str) -> i64 {
        while seconds() <= self.last {
            std::thread::sleep(Duration::from_millis(20));
        }
        let now = seconds();
        self.times.push((step, now));
        now
    }

    /// Another second of the same name: a step may take longer than one.
    pub fn also(&mut self, step: &'static str, at: i64) {
        self.times.push((step, at));
    }

    /// Ends a step; the last moment that belongs to it.
    pub fn end(&mut self) -> String {
        self.last = seconds();
        time(self.last).replace('Z', ".999Z")
    }

    /// When a step began.
    fn of(&self, step: &str) -> i64 {
        let found = self.times.iter().find(|(name, _)| *name == step);
        found.unwrap_or_else(|| panic!("no step `{step}`")).1
    }

    /// An answer with the names of steps in place of their times.
    pub fn named(&self, answer: &str) -> String {
        let named =
            |answer: String, (name, at): &(&str, i64)| answer.replace(&time(*at), &format!("@{name}"));
        self.times.iter().fold(answer.to_owned(), named)
    }

    /// An expected answer with numbers in place of `{live-pushed, back-live}`: the median, in
    /// milliseconds, of times between steps.
    pub fn numbered(&self, expected: &str) -> String {
        let Some((before, rest)) = expected.split_once('{') else { return expected.to_owned() };
        let (inner, after) = rest.split_once('}').unwrap();
        let between = |pair: &str| {
            let (until, from) = pair.trim().split_once('-').unwrap();
            (self.of(until) - self.of(from)) * 1000
        };
        let mut all: Vec<i64> = inner.split(',').map(between).collect();
        all.sort_unstable();
        let half = all.len() / 2;
        let median = if all.len() % 2 == 1 { all[half] } else { (all[half - 1] + all[half]) / 2 };
        format!("{before}{median}{}", self.numbered(after))
    }
}
