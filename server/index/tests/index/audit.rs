//! The audit: pages, filters, hostile text.

use archweave_index::{AuditFilter, Entry, Index, Millis, Recorded};

use crate::{NOON, after, commit, run};

async fn details(index: &Index, filter: &AuditFilter, limit: u32) -> Vec<String> {
    let page = index.audit(filter, limit).await.unwrap();
    page.entries.into_iter().map(|recorded| recorded.entry.detail).collect()
}

#[test]
fn what_is_recorded_is_read_back_as_it_was() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let bare = Entry {
            at: Millis(-1),
            who: "git".to_owned(),
            email: String::new(),
            token: None,
            action: "push".to_owned(),
            outcome: "refused".to_owned(),
            model: None,
            reference: None,
            revision: None,
            from: None,
            detail: String::new(),
        };
        index.record(commit("张伟", NOON)).await.unwrap();
        index.record(bare.clone()).await.unwrap();
        let page = index.audit(&AuditFilter::default(), 10).await.unwrap();
        let entries: Vec<Entry> = page.entries.into_iter().map(|Recorded { entry, .. }| entry).collect();
        assert_eq!(entries, [bare, commit("张伟", NOON)]);
        assert_eq!(page.next, None);
    });
}

#[test]
fn pages_follow_each_other_without_gaps_while_entries_are_added() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        // More than one statement takes.
        let numbered = |number: u32| Entry { detail: number.to_string(), ..commit("Jane", NOON) };
        index.record_all((0..1234).map(numbered).collect()).await.unwrap();
        for size in [1_000_u32, 100, 7] {
            let mut filter = AuditFilter::default();
            let (mut seen, mut pages) = (Vec::new(), 0);
            loop {
                let page = index.audit(&filter, size).await.unwrap();
                index.record(Entry { action: "push".to_owned(), ..numbered(9999) }).await.unwrap();
                pages += 1;
                assert!(page.entries.len() <= size as usize);
                seen.extend(page.entries.into_iter().filter(|one| one.entry.action == "commit"));
                filter.before = page.next;
                if page.next.is_none() {
                    break;
                }
            }
            assert!(pages >= 1234 / size);
            let numbers: Vec<u32> = seen.iter().map(|one| one.entry.detail.parse().unwrap()).collect();
            assert_eq!(numbers, (0..1234).rev().collect::<Vec<_>>());
            assert!(seen.windows(2).all(|pair| pair[0].id > pair[1].id));
        }
        assert_eq!(details(&index, &AuditFilter::default(), 0).await.len(), 1);
        assert_eq!(details(&index, &AuditFilter::default(), u32::MAX).await.len(), 1000);
        index.record_all(Vec::new()).await.unwrap();
    });
}

#[test]
fn filters_are_met_all_together() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        for (detail, who, action, model, at) in [
            ("a", "Jane", "commit", Some("grid"), 0),
            ("b", "Jane", "push", Some("grid"), 10),
            ("c", "Joe", "commit", Some("water"), 20),
            ("d", "Joe", "token.add", None, 30),
            ("e", "Jane", "commit", Some("water"), 40),
        ] {
            let entry = Entry {
                detail: detail.to_owned(),
                action: action.to_owned(),
                model: model.map(str::to_owned),
                ..commit(who, after(at))
            };
            index.record(entry).await.unwrap();
        }
        let text = |text: &str| Some(text.to_owned());
        let all = AuditFilter::default();
        for (filter, expected) in [
            (all.clone(), "edcba"),
            (AuditFilter { model: text("grid"), ..all.clone() }, "ba"),
            (AuditFilter { who: text("Jane"), ..all.clone() }, "eba"),
            (AuditFilter { action: text("commit"), ..all.clone() }, "eca"),
            (AuditFilter { since: Some(after(20)), ..all.clone() }, "edc"),
            (AuditFilter { who: text("Jane"), action: text("commit"), ..all.clone() }, "ea"),
            (
                AuditFilter {
                    model: text("water"),
                    who: text("Jane"),
                    since: Some(after(40)),
                    ..all.clone()
                },
                "e",
            ),
            (AuditFilter { before: Some(3), ..all.clone() }, "ba"),
            (AuditFilter { model: text("gri%"), ..all.clone() }, ""),
            (AuditFilter { who: text("' OR 1=1 --"), ..all.clone() }, ""),
        ] {
            assert_eq!(details(&index, &filter, 10).await.concat(), expected, "{filter:?}");
        }
    });
}

#[test]
fn hostile_text_is_recorded_bounded_and_on_one_line() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        for hostile in [
            "a\nforged: line".to_owned(),
            "\u{1b}]0;title\u{7}\u{1b}[2J".to_owned(),
            "nul\0in the middle".to_owned(),
            "\u{202e}txt.exe".to_owned(),
            "'); DROP TABLE audit; --".to_owned(),
            "e".repeat(3 << 20),
            "\u{0}".repeat(1 << 20),
            "👩‍👩‍👧".repeat(1000),
        ] {
            let entry = Entry {
                at: NOON,
                who: hostile.clone(),
                email: hostile.clone(),
                token: Some(hostile.clone()),
                action: hostile.clone(),
                outcome: hostile.clone(),
                model: Some(hostile.clone()),
                reference: Some(hostile.clone()),
                revision: Some(hostile.clone()),
                from: Some(hostile.clone()),
                detail: hostile.clone(),
            };
            index.record(entry).await.unwrap();
            let page = index.audit(&AuditFilter::default(), 1).await.unwrap();
            let Entry {
                who, email, token, action, outcome, model, reference, revision, from, detail, ..
            } = page.entries[0].entry.clone();
            let optional = [token, model, reference, revision, from].map(Option::unwrap);
            for text in [who, email, action, outcome, detail].iter().chain(&optional) {
                assert!(text.chars().count() <= 500, "{} characters", text.chars().count());
                assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
            }
        }
        assert_eq!(details(&index, &AuditFilter::default(), 100).await.len(), 8);
    });
}
