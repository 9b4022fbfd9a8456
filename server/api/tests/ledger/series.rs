//! What is asked of a time or over a time: trials, pairs of indicators, coverage.

use archweave_model::delivery::Moment;
use archweave_model::delivery::moment::DAY;
use serde_json::{Value, json};

use crate::world::World;

const DAYS: i64 = 40;

/// The midnight so many days after 1 May.
fn day(after: i64) -> String {
    "2026-05-01".parse::<Moment>().unwrap().plus(after * DAY).to_string()
}

/// Clicks that jump up and down without a trend.
fn clicks(day: i64) -> i64 {
    (day * 37).rem_euclid(11)
}

/// Orders are two days later what clicks were, upside down.
fn measured(world: &World) {
    let value = |indicator: &str, after: i64, value: i64| json!({ "indicator": indicator, "at": day(after), "value": value, "sample": 50 });
    let all: Vec<Value> = (0..DAYS)
        .flat_map(|n| [value("i-zest", n, clicks(n)), value("i-zeal", n, 60 - clicks(n - 2))])
        .collect();
    let told = world.ask_with(
        "mutation($r: [IndicatorValueInput!]!) { recordIndicatorValue(model: \"small\", records: $r) { key } }",
        json!({ "r": all }),
    );
    assert_eq!(told["recordIndicatorValue"].as_array().unwrap().len(), all.len());
}

#[test]
fn a_trial_says_whether_its_guardrails_hold() {
    let world = World::told();
    measured(&world);
    let ask = |at: &str| {
        let query = format!(
            r#"{{ model {{ trials(at: "{at}") {{ trial {{ elementId }} zh: hypothesis(language: "zh-CN") share start expires daysLeft decision isOverdue
                tests {{ elementId }} indicators {{ elementId }} guardrails {{ indicator {{ elementId }} atMost status last {{ value }} brokenAt }} }} }} }}"#
        );
        world.ask(&query)["model"]["trials"].clone()
    };
    assert_eq!(ask("2026-03-05"), json!([]), "it was not planned yet");
    let guardrail = |status: &str, last: Value, broken: Value| json!([{ "indicator": { "elementId": "i-zest" }, "atMost": 100.0, "status": status, "last": last, "brokenAt": broken }]);
    let expected = |left: i64, overdue: bool, guardrails: Value| {
        json!([{ "trial": { "elementId": "tr-1" }, "zh": "有帮助", "share": 5.0, "start": "2026-05-01", "expires": "2026-06-30",
            "daysLeft": left, "decision": "running", "isOverdue": overdue, "tests": [{ "elementId": "req-2" }],
            "indicators": [{ "elementId": "i-zeal" }], "guardrails": guardrails }])
    };
    // Of the day before there is no value yet.
    assert_eq!(ask("2026-04-30"), expected(61, false, guardrail("no-data", json!(null), json!(null))));
    let last = json!({ "value": clicks(DAYS - 1) as f64 });
    assert_eq!(ask("2026-06-20"), expected(10, false, guardrail("holds", last, json!(null))));
    world.ask(r#"mutation { recordIndicatorValue(model: "small", records: [{ indicator: "i-zest", at: "2026-06-25T00:00:00Z", value: 101, sample: 50 }]) { key } }"#);
    let broken = guardrail("broken", json!({ "value": 101.0 }), json!("2026-06-25T00:00:00Z"));
    assert_eq!(ask("2026-07-01"), expected(-1, true, broken));
}

#[test]
fn a_pair_of_indicators_says_what_the_values_say() {
    let world = World::told();
    measured(&world);
    let pairs = world.ask(
        r#"{ model { indicatorPairs(from: "2026-05-01", until: "2026-06-09", scan: 4) { from { elementId } to { elementId }
            found { lagDays sign correlation withoutTrend sample verdict } scan { lagDays verdict } } } }"#,
    )["model"]["indicatorPairs"]
        .clone();
    assert_eq!(pairs.as_array().unwrap().len(), 1, "{pairs}");
    let pair = &pairs[0];
    assert_eq!((&pair["from"]["elementId"], &pair["to"]["elementId"]), (&json!("i-zest"), &json!("i-zeal")));
    let found = &pair["found"];
    assert_eq!(
        (&found["lagDays"], &found["sign"], &found["sample"], &found["verdict"]),
        (&json!(2), &json!("negative"), &json!(DAYS - 2), &json!("supports"))
    );
    assert!((found["correlation"].as_f64().unwrap() + 1.0).abs() < 1e-9, "{found}");
    let lags: Vec<i64> =
        pair["scan"].as_array().unwrap().iter().map(|one| one["lagDays"].as_i64().unwrap()).collect();
    assert_eq!(lags, [0, 1, 2, 3, 4]);
    // Before anything was measured.
    let early = world.ask(r#"{ model { indicatorPairs(from: "2026-03-15", until: "2026-04-15") { found { sample verdict } scan { lagDays } } } }"#);
    assert_eq!(
        early["model"]["indicatorPairs"],
        json!([{ "found": { "sample": 0, "verdict": "needs-more-data" }, "scan": [] }])
    );
    // More than 366 days are not looked at.
    let far = world.ask(r#"{ model { indicatorPairs(scan: 5000) { scan { lagDays } } } }"#);
    assert_eq!(far["model"]["indicatorPairs"][0]["scan"].as_array().unwrap().len(), 367);
}

/// A number by its id.
fn number<'a>(coverage: &'a Value, id: &str) -> &'a Value {
    let numbers = coverage["numbers"].as_array().unwrap();
    &numbers.iter().find(|number| number["figure"]["figureId"] == id).unwrap()["figure"]
}

#[test]
fn coverage_says_what_it_gained_and_lost() {
    let world = World::told();
    let ask = |since: &str, at: &str| {
        let query = format!(
            r#"{{ model {{ coverageChange(since: "{since}", at: "{at}") {{ before {{ at }} after {{ at }}
                differences {{ figureId before after gained lost newlyMissing }} }} }} }}"#
        );
        world.ask(&query)["model"]["coverageChange"].clone()
    };
    let of = |change: &Value, id: &str| {
        change["differences"].as_array().unwrap().iter().find(|one| one["figureId"] == id).unwrap().clone()
    };
    // Between the days, req-1 and req-2 came to production, and somebody measured.
    let change = ask("2026-01-05", "2026-02-06");
    assert_eq!(
        (&change["before"]["at"], &change["after"]["at"]),
        (&json!("2026-01-05T23:59:59.999Z"), &json!("2026-02-06T23:59:59.999Z"))
    );
    for (id, before, after, gained) in [
        ("requirements-live", json!(0.0), json!(1.0), json!(["req-1", "req-2"])),
        ("goals-measured", json!(0.0), json!(1.0), json!(["g-fast"])),
        ("requirements-realized", json!(1.0), json!(1.0), json!([])),
        // There is no glossary.
        ("common-talk", json!(null), json!(null), json!([])),
    ] {
        let expected = json!({ "figureId": id, "before": before, "after": after, "gained": gained, "lost": [], "newlyMissing": [] });
        assert_eq!(of(&change, id), expected);
    }
    // On 2 February req-2 was rolled back.
    let change = of(&ask("2026-02-01", "2026-02-03"), "requirements-live");
    assert_eq!(
        change,
        json!({ "figureId": "requirements-live", "before": 1.0, "after": 0.5, "gained": [], "lost": ["req-2"], "newlyMissing": ["req-2"] })
    );
}

#[test]
fn coverage_over_time_ends_now() {
    let world = World::told();
    let trend = |from: &str, moments: i64| {
        format!(
            r#"{{ model {{ coverageTrend(from: "{from}", moments: {moments}) {{ at numbers {{ figure {{ figureId value numerator }} }} speed {{ figureId }} }} }} }}"#
        )
    };
    let answer = world.ask(&trend("2026-01-05", 3))["model"]["coverageTrend"].clone();
    let all = answer.as_array().unwrap();
    assert_eq!(all.len(), 3);
    let times: Vec<Moment> = all.iter().map(|one| one["at"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(times[0].to_string(), "2026-01-05T23:59:59.999Z");
    let (first, second) = (times[1].0 - times[0].0, times[2].0 - times[1].0);
    // Each asks for the clock a moment later.
    assert!((first - second).abs() <= 60_000, "{times:?}");
    assert_eq!(number(&all[0], "requirements-live")["numerator"], json!([]));
    assert_eq!(number(&all[2], "requirements-live")["numerator"], json!(["req-1", "req-2"]));
    for moments in [1, 61] {
        assert_eq!(world.code(&trend("2026-01-05", moments)), "INVALID", "{moments}");
    }
    assert_eq!(world.code(&trend("2999-01-01", 3)), "INVALID");
}
