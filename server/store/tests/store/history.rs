//! Who changed what, page by page, and across renames.

use archweave_store::{HistoryPage, RevisionId};

use crate::{Fixture, GONE, element};

fn ids(page: &HistoryPage) -> Vec<RevisionId> {
    page.commits.iter().map(|commit| commit.id).collect()
}

#[test]
fn history_follows_first_parents_page_by_page() {
    let fixture = Fixture::bare();
    for i in 0..7 {
        fixture.commit_at(1000 + i, &[("a", &i.to_string())]);
    }
    let expected = fixture.git(&["rev-list", "--first-parent", "main"]);
    let head = fixture.store.head().unwrap();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = fixture.store.history(head, 3, after).unwrap();
        found.extend(ids(&page));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected.lines().collect::<Vec<_>>());
    let newest = &fixture.store.history(head, 1, None).unwrap().commits[0];
    assert_eq!((newest.time.to_string().as_str(), newest.message.trim()), ("1970-01-01T00:16:46Z", "change"));
    assert_eq!(newest.parents.len(), 1);
    let unknown = RevisionId::parse(&"1".repeat(40)).unwrap();
    assert!(fixture.store.history(unknown, 3, None).is_err());
}

#[test]
fn the_history_of_a_file_is_that_of_git_log() {
    let fixture = Fixture::bare();
    fixture.commit(&[("elements/a.yaml", "1"), ("elements/b.yaml", "1")]);
    fixture.commit(&[("elements/b.yaml", "2")]);
    fixture.commit(&[("elements/a.yaml", "2")]);
    fixture.commit(&[("elements/a.yaml", GONE)]);
    fixture.commit(&[("README.md", "x")]);
    fixture.commit(&[("elements/a.yaml", "3")]);
    let head = fixture.store.head().unwrap();
    for path in ["elements/a.yaml", "elements/b.yaml", "README.md", "nothing.yaml", "elements"] {
        let expected = fixture.git(&["log", "--format=%H", "--first-parent", "main", "--", path]);
        let page = fixture.store.history_of(head, path, 10, None).unwrap();
        let found: Vec<_> = ids(&page).iter().map(ToString::to_string).collect();
        // A folder is not a file.
        let expected = if path == "elements" { "" } else { &expected };
        assert_eq!(found, expected.lines().collect::<Vec<_>>(), "{path}");
    }
    let first = fixture.store.history_of(head, "elements/a.yaml", 2, None).unwrap();
    let second = fixture.store.history_of(head, "elements/a.yaml", 2, first.next).unwrap();
    let all = fixture.store.history_of(head, "elements/a.yaml", 9, None).unwrap();
    assert_eq!([ids(&first), ids(&second)].concat(), ids(&all));
    assert_eq!((second.next, all.commits.len()), (None, 4));
}

#[test]
fn a_moved_element_is_followed_by_content_or_by_id() {
    let fixture = Fixture::bare();
    let (crm, erp) = (element("crm", "CRM"), element("erp", "ERP"));
    let first = fixture.commit(&[("elements/crm.yaml", &crm), ("elements/erp.yaml", &erp)]);
    let second = fixture.commit(&[("elements/crm.yaml", GONE), ("elements/app/crm.yaml", &crm)]);
    let renamed = element("crm", "Customer hub");
    let third = fixture.commit(&[
        ("elements/app/crm.yaml", GONE),
        ("elements/erp.yaml", GONE),
        ("elements/app/hub.yaml", &renamed),
    ]);
    let page = fixture.store.history_of(third, "elements/app/hub.yaml", 10, None).unwrap();
    assert_eq!(ids(&page), [third, second, first]);
}
