//! Deliveries from a need to its effect: events come in by every way, and every question is answered as
//! it was worked out by hand, after each step and, at the end, for the time of each step.

mod clock;
mod erased;
mod kills;
mod listen;
mod matching;
mod model;
mod questions;
mod refusals;
mod site;
mod story;
mod table;

use std::time::{Duration, Instant};

use crate::support::postgres;
use questions::{Asked, QUESTIONS};
use site::Site;
use story::Story;

#[test]
fn a_requirement_is_followed_from_need_to_effect_and_every_day_of_it_can_be_asked_again() {
    follow(&Site::over(None));
}

#[test]
fn the_same_on_postgresql() {
    if let Some(database) = postgres::Database::new() {
        follow(&Site::over(Some(&database.url())));
    }
}

fn follow(site: &Site) {
    let mut story = Story::begin(site);
    let mut wrong = Vec::new();
    let mut moments = Vec::new();
    let steps = table::steps();
    for (step, expected) in &steps {
        story.step(step);
        moments.push(story.clock.end());
        // Reports follow the model a moment later.
        let patience = if story.changes_the_model(step) { 10 } else { 0 };
        let until = Instant::now() + Duration::from_secs(patience);
        let differences = loop {
            let found = differences(&story, None, expected);
            if found.is_empty() || Instant::now() > until {
                break found;
            }
            std::thread::sleep(Duration::from_millis(200));
        };
        wrong.extend(differences.into_iter().map(|line| format!("after `{step}`, {line}")));
    }
    for ((step, expected), at) in steps.iter().zip(&moments) {
        let differences = differences(&story, Some(at), expected);
        wrong.extend(differences.into_iter().map(|line| format!("later, about `{step}`, {line}")));
    }
    assert!(wrong.is_empty(), "{} answers differ:\n{}\n{}", wrong.len(), wrong.join("\n"), site.said());
}

/// Where answers are not what the table says.
fn differences(
    story: &Story<'_>,
    at: Option<&str>,
    expected: &std::collections::BTreeMap<&'static str, &'static str>,
) -> Vec<String> {
    let found = Asked { site: story.site, at }.everything();
    let one = |(question, _): &(&'static str, _)| {
        let expected = story.clock.numbered(expected[question]);
        let found = story.clock.named(&found[question]);
        (found.trim_end() != expected.trim_end())
            .then(|| format!("{question}:\n    expected {expected}\n    found    {found}"))
    };
    QUESTIONS.iter().filter_map(one).collect()
}
