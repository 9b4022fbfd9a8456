//! Where a requirement is, by asking at each moment anew instead of keeping what was known: an answer
//! to hold the real one against.

use std::rc::Rc;

use super::*;

/// What a place has, and what it had before that.
struct Had {
    version: Option<(String, Moment)>,
    share: f64,
    before: Option<Rc<Had>>,
}

type Place = Option<Rc<Had>>;

/// State, since and share in one environment, and the targets that may be named.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) state: &'static str,
    pub(super) since: Option<Moment>,
    pub(super) share: Option<f64>,
    pub(super) targets: Vec<Option<ElementId>>,
}

pub(super) fn ask(
    chain: &Chain,
    environments: &[EnvironmentInfo],
    here: &EnvironmentInfo,
    at: Moment,
) -> Answer {
    let mut events: Vec<&Placed> = chain.deployments.iter().collect();
    events.retain(|e| e.record.result.as_deref() == Some("success") && e.record.at.is_some_and(|t| t <= at));
    events.sort_by_key(|e| (e.record.at, e.key.clone()));
    let environment_of = |e: &Placed| {
        let of_target =
            || environments.iter().find(|x| e.target.as_ref().is_some_and(|t| x.targets.contains(t)));
        e.environment.clone().or_else(|| of_target().map(|x| x.id.clone()))
    };
    events.retain(|e| environment_of(e).as_ref() == Some(&here.id));
    let first = |package: &str| {
        let of = chain.versions.iter().filter(|v| v.package == package && v.is_first && v.ordinal <= at);
        of.map(|v| v.ordinal).min()
    };
    let mut places: Vec<(Option<ElementId>, String)> =
        events.iter().map(|e| (e.target.clone(), e.package.clone())).collect();
    places.sort();
    places.dedup();

    // For each place whether it has the requirement after each of its deployments.
    let mut running = Vec::new();
    let mut gone = Vec::new();
    for (target, package) in places {
        let own: Vec<&&Placed> =
            events.iter().filter(|e| e.target == target && e.package == package).collect();
        let contains = |v: &Option<(String, Moment)>| {
            v.as_ref().is_some_and(|(_, ordinal)| first(&package).is_some_and(|first| first <= *ordinal))
        };
        let after = |n: usize| own[..=n].iter().fold(None, |place: Place, e| next(place, e));
        let has: Vec<bool> =
            (0..own.len()).map(|n| after(n).is_some_and(|place| contains(&place.version))).collect();
        let Some(last) = has.iter().rposition(|has| *has) else { continue };
        if last + 1 == has.len() {
            let begin = has.iter().rposition(|has| !has).map_or(0, |n| n + 1);
            let mut share: f64 = 0.0;
            let mut place = after(last);
            while let Some(had) = place.filter(|had| contains(&had.version)) {
                share = share.max(had.share);
                place = had.before.clone();
            }
            running.push((share, own[begin].record.at, target));
        } else {
            let by = own[last + 1];
            let is_removed = by.record.kind.as_deref() == Some("removal")
                && after(last + 1).is_none_or(|place| place.version.is_none());
            gone.push((by.record.at, is_removed, target));
        }
    }
    if let Some(share) = running.iter().map(|(share, ..)| *share).reduce(f64::max) {
        let most = || running.iter().filter(move |(known, ..)| *known == share);
        let since = most().map(|(_, since, _)| *since).min().flatten();
        let targets = most().filter(|(_, s, _)| *s == since).map(|(.., target)| target.clone()).collect();
        let state = if here.stage.is_some_and(Stage::is_live) { "live" } else { "deployed" };
        return Answer { state, since, share: Some(share), targets };
    }
    if let Some(since) = gone.iter().map(|(since, ..)| *since).max() {
        let last = || gone.iter().filter(move |(known, ..)| *known == since);
        let is_removed = last().all(|(_, is_removed, _)| *is_removed);
        let targets = last().filter(|(_, r, _)| *r == is_removed).map(|(.., t)| t.clone()).collect();
        return Answer {
            state: if is_removed { "removed" } else { "rolled-back" },
            since,
            share: None,
            targets,
        };
    }
    let (state, since) = before(chain, here, at, &|package| first(package));
    Answer { state, since, share: None, targets: vec![None] }
}

/// The place after one more deployment.
fn next(place: Place, e: &Placed) -> Place {
    let it = &e.record;
    let version = it.purl.clone().map(|purl| (purl, e.ordinal));
    let top = place.as_ref().and_then(|p| p.version.clone());
    let on = |version, share, before| Some(Rc::new(Had { version, share, before }));
    let kind = it.kind.as_deref().unwrap_or("normal");
    if kind == "removal" {
        let Some(p) = &place else { return None };
        if top.is_none() || version.is_some() && top != version {
            return place;
        }
        return match &p.before {
            Some(below) if p.share < 1.0 && below.version.is_some() => Some(Rc::clone(below)),
            _ => on(None, 1.0, place),
        };
    }
    if kind == "rollback" {
        let below = place.as_ref().and_then(|p| p.before.clone());
        if version.is_none() {
            return below;
        }
        let share = it.share.unwrap_or(1.0);
        let mut older = place;
        while let Some(p) = older {
            if p.version == version {
                return on(version, share, p.before.clone());
            }
            older = p.before.clone();
        }
        return on(version, share, below);
    }
    match (version, place) {
        (None, None) => None,
        (None, Some(p)) => on(p.version.clone(), it.share.unwrap_or(p.share), p.before.clone()),
        (version, Some(p)) if p.version == version => on(version, it.share.unwrap_or(1.0), p.before.clone()),
        (version, place) => on(version, it.share.unwrap_or(1.0), place),
    }
}

fn before(
    chain: &Chain,
    here: &EnvironmentInfo,
    at: Moment,
    first: &dyn Fn(&str) -> Option<Moment>,
) -> (&'static str, Option<Moment>) {
    let contains =
        |v: &&Version| v.ordinal <= at && first(&v.package).is_some_and(|first| first <= v.ordinal);
    let is_relevant = |v: &Verification| {
        let named =
            |purl: &String| chain.versions.iter().filter(contains).any(|version| version.key == *purl);
        let known = |purl: &String| {
            chain.versions.iter().any(|version| purl.starts_with(&format!("{}@", version.package)))
        };
        v.purls.iter().any(named) || v.purls.iter().all(|purl| !known(purl))
    };
    // The earliest pass after which, or with which, nothing failed.
    let held = |acceptance: bool| {
        let all: Vec<&Verification> = chain.verifications.iter().map(|v| &v.record).collect();
        let counts = |v: &&&Verification| {
            let here = v.environment.as_deref().is_none_or(|name| name == here.id.as_str());
            let is_acceptance = v.kind.as_deref() == Some("business-acceptance");
            v.at <= Some(at) && is_acceptance == acceptance && (acceptance || here) && is_relevant(v)
        };
        let of = |result: &'static str| {
            let all = all.iter().filter(counts).filter(move |v| v.result.as_deref() == Some(result));
            all.filter_map(|v| v.at).collect::<Vec<_>>()
        };
        let failed = of("failed");
        of("passed").into_iter().filter(|pass| failed.iter().all(|fail| fail < pass)).min()
    };
    if let Some(since) = held(true) {
        return ("accepted", Some(since));
    }
    if let Some(since) = held(false) {
        return ("verified", Some(since));
    }
    if let Some(since) = chain.versions.iter().filter(contains).map(|v| v.ordinal).min() {
        return ("built", Some(since));
    }
    // What happened last decides, unless it was merged.
    let open = |c: &&Linked<Change>| {
        let happened =
            [(c.record.abandoned_at, false), (c.record.reopened_at, true), (c.record.merged_at, true)];
        let happened = happened.into_iter().filter_map(|(when, is_open)| Some((when?, is_open)));
        let known: Vec<_> = happened.filter(|(when, _)| *when <= at).collect();
        c.record.merged_at.is_some_and(|when| when <= at) || known.iter().max().is_none_or(|last| last.1)
    };
    match chain.changes.iter().filter(open).filter_map(|c| c.record.opened_at).filter(|t| *t <= at).min() {
        Some(since) => ("building", Some(since)),
        None => ("not-started", None),
    }
}
