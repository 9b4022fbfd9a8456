//! A merge that is resolved in several sittings.

use archweave_index::{Index, IndexError, MergeState, NewMerge};
use serde_json::json;

use crate::{NOON, after, place, run};

fn proposal() -> NewMerge {
    NewMerge {
        model: "grid".to_owned(),
        into_branch: "main".to_owned(),
        from_branch: "proposal/outage".to_owned(),
        base: "a".repeat(40),
        ours: "b".repeat(40),
        theirs: "0123456789abcdef".repeat(4),
        resolutions: json!({}),
        created_by: "Jane".to_owned(),
    }
}

#[test]
fn a_half_resolved_merge_is_there_after_a_restart() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let begun = index.create_merge(proposal(), NOON).await.unwrap();
        assert_eq!((begun.version, begun.state, begun.created), (1, MergeState::Open, NOON));
        // Keys keep their order, text its letters.
        let resolved =
            json!({ "z#name": "ours", "a#name": { "value": "客户 \"中心\"\n" }, "n": [1.5, null, true] });
        index.save_resolutions(&begun.id, 1, &resolved, after(5)).await.unwrap();
        index.close().await.unwrap();

        let index = Index::open(&place).await.unwrap();
        let found = index.merge(&begun.id).await.unwrap();
        assert_eq!(found.resolutions.to_string(), resolved.to_string());
        assert_eq!((found.version, found.updated, found.created), (2, after(5), NOON));
        let NewMerge { model, into_branch, from_branch, base, ours, theirs, created_by, .. } = proposal();
        assert_eq!((found.model.clone(), found.into_branch.clone()), (model, into_branch));
        assert_eq!((found.from_branch.clone(), found.base.clone()), (from_branch, base));
        assert_eq!(
            (found.ours.clone(), found.theirs.clone(), found.created_by.clone()),
            (ours, theirs, created_by)
        );
        assert_eq!(index.open_merges("grid").await.unwrap(), [found]);
        assert_eq!(index.open_merges("water").await.unwrap(), []);
    });
}

#[test]
fn of_two_who_save_over_one_version_the_second_is_told() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let id = index.create_merge(proposal(), NOON).await.unwrap().id;
        index.save_resolutions(&id, 1, &json!({ "by": "Jane" }), NOON).await.unwrap();
        for version in [1, 0, -1, 3, i64::MAX] {
            match index.save_resolutions(&id, version, &json!({ "by": "Joe" }), NOON).await {
                Err(IndexError::Stale { expected, actual, .. }) => {
                    assert_eq!((expected, actual), (version, 2))
                }
                other => panic!("{other:?}"),
            }
        }
        let saved = index.save_resolutions(&id, 2, &json!({ "by": "both" }), NOON).await.unwrap();
        assert_eq!((saved.version, saved.resolutions), (3, json!({ "by": "both" })));
    });
}

#[test]
fn of_many_who_save_at_the_same_moment_one_wins() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let id = index.create_merge(proposal(), NOON).await.unwrap().id;
        for version in 1..=5 {
            let mut tasks = Vec::new();
            for number in 0..8 {
                let (place, id) = (place.clone(), id.clone());
                tasks.push(tokio::spawn(async move {
                    let index = Index::open(&place).await.unwrap();
                    index.save_resolutions(&id, version, &json!(number), NOON).await
                }));
            }
            let mut winners = Vec::new();
            for task in tasks {
                match task.await.unwrap() {
                    Ok(row) => winners.push(row.resolutions),
                    Err(IndexError::Stale { .. }) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(winners.len(), 1);
            assert_eq!(index.merge(&id).await.unwrap().resolutions, winners[0]);
        }
    });
}

#[test]
fn a_closed_merge_stays_as_it_was_closed() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        for (state, other) in
            [(MergeState::Done, MergeState::Abandoned), (MergeState::Abandoned, MergeState::Done)]
        {
            let id = index.create_merge(proposal(), NOON).await.unwrap().id;
            assert_eq!(index.close_merge(&id, state, after(1)).await.unwrap().state, state);
            assert_eq!(index.close_merge(&id, state, after(2)).await.unwrap().updated, after(1));
            let errors = [
                index.close_merge(&id, other, NOON).await.unwrap_err(),
                index.save_resolutions(&id, 1, &json!(1), NOON).await.unwrap_err(),
            ];
            for error in errors {
                assert!(
                    matches!(&error, IndexError::Closed { state: now, .. } if *now == state.name()),
                    "{error:?}"
                );
            }
        }
        assert_eq!(index.open_merges("grid").await.unwrap(), []);
    });
}

#[test]
fn what_is_no_merge_is_refused() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let with = |change: fn(&mut NewMerge)| {
            let mut new = proposal();
            change(&mut new);
            new
        };
        for new in [
            with(|new| new.model = String::new()),
            with(|new| new.into_branch = "a\nb".into()),
            with(|new| new.from_branch = "x".repeat(256)),
            with(|new| new.base = "main".into()),
            with(|new| new.ours = "A".repeat(40)),
            with(|new| new.theirs = "a".repeat(41)),
            with(|new| new.resolutions = json!("x".repeat(1 << 20))),
        ] {
            let error = index.create_merge(new, NOON).await.unwrap_err();
            assert!(matches!(error, IndexError::Invalid(_)), "{error:?}");
        }
        let id = index.create_merge(proposal(), NOON).await.unwrap().id;
        let long = json!("x".repeat(1 << 20));
        assert!(matches!(index.save_resolutions(&id, 1, &long, NOON).await, Err(IndexError::Invalid(_))));
        assert!(matches!(index.close_merge(&id, MergeState::Open, NOON).await, Err(IndexError::Invalid(_))));
        let missing = [
            index.merge("nothing").await.unwrap_err(),
            index.close_merge("nothing", MergeState::Done, NOON).await.unwrap_err(),
            index.save_resolutions("nothing", 1, &json!(1), NOON).await.unwrap_err(),
        ];
        for error in missing {
            assert_eq!(error.to_string(), "merge `nothing` does not exist");
        }
    });
}
