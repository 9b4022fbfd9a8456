//! Branches, tags, commits and dates; dates as `git rev-list` sees them.

use archweave_store::{Repository, Time};

use crate::{Fixture, author, main_branch};

/// Three days, two commits each, and one whose clock was wrong.
fn dated() -> Fixture {
    let fixture = Fixture::bare();
    let day = Time::parse("2026-03-01T00:00:00Z").unwrap().seconds;
    for (i, offset) in [-1, 0, 86_399, 86_400, 50_000, 200_000].into_iter().enumerate() {
        fixture.commit_at(day + offset, &[("README.md", &i.to_string())]);
    }
    fixture
}

#[test]
fn a_date_is_the_last_first_parent_commit_at_or_before_it() {
    let fixture = dated();
    // A merge whose second parent is older than all: never an answer.
    let tree = fixture.git(&["rev-parse", "main^{tree}"]);
    let side = fixture.git(&["commit-tree", &tree, "-m", "side"]);
    let merge = fixture.git(&["commit-tree", &tree, "-p", "main", "-p", &side, "-m", "merge"]);
    fixture.git(&["update-ref", "refs/heads/main", &merge]);
    for (asked, moment) in [
        ("2026-02-28", "2026-02-28T23:59:59Z"),
        ("2026-03-01", "2026-03-01T23:59:59Z"),
        ("2026-03-02", "2026-03-02T23:59:59Z"),
        ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("2026-03-01T00:59:59+01:00", "2026-02-28T23:59:59Z"),
        ("2026-03-01T23:59:58Z", "2026-03-01T23:59:58Z"),
        ("2026-03-02T00:00:00.5Z", "2026-03-02T00:00:00Z"),
        ("2026-03-03T07:33:19Z", "2026-03-03T07:33:19Z"),
        ("2026-03-03T07:33:20Z", "2026-03-03T07:33:20Z"),
        ("2030-01-01", "2030-01-01T23:59:59Z"),
        ("main@{2026-03-01}", "2026-03-01T23:59:59Z"),
    ] {
        let before = format!("--before={moment}");
        let expected = fixture.git(&["rev-list", "-1", "--first-parent", &before, "main"]);
        assert_eq!(fixture.resolve(asked).unwrap().to_string(), expected, "{asked}");
    }
    let error = fixture.resolve("2026-02-27").unwrap_err();
    assert_eq!(error, "there is no commit at or before 2026-02-27T23:59:59Z");
}

#[test]
fn a_name_is_a_branch_else_a_tag_else_a_commit() {
    let fixture = dated();
    let head = fixture.git(&["rev-parse", "main"]);
    let first = fixture.git(&["rev-parse", "main~5"]);
    fixture.git(&["tag", "light", "main~5"]);
    fixture.git(&["tag", "-a", "v1.0", "-m", "one", "main~5"]);
    fixture.git(&["branch", "feature/订单", "main~5"]);
    fixture.git(&["branch", "2026-03-01", "main~5"]);
    let annotated = fixture.git(&["rev-parse", "refs/tags/v1.0"]);
    let tree = fixture.git(&["rev-parse", "main^{tree}"]);
    fixture.git(&["tag", "main", "main~5"]);
    for (asked, expected) in [
        ("HEAD", &head),
        ("", &head),
        ("main", &head),
        ("refs/tags/main", &first),
        ("refs/heads/2026-03-01", &first),
        ("light", &first),
        ("v1.0", &first),
        ("feature/订单", &first),
        (&*first, &first),
        (&first[..4], &first),
        (&first[..11].to_uppercase(), &first),
        (&annotated[..12], &first),
    ] {
        assert_eq!(fixture.resolve(asked).as_ref().map(ToString::to_string), Ok(expected.clone()), "{asked}");
    }
    assert_eq!(fixture.resolve(&tree).unwrap_err(), format!("`{tree}` is not a commit"));
    for unknown in ["nope", "abc", "0000000", &"0".repeat(40), "refs/heads/light", "refs/tags/nope"] {
        let expected = format!("`{unknown}` is not a branch, tag or commit of this repository");
        assert_eq!(fixture.resolve(unknown).unwrap_err(), expected);
    }
}

#[test]
fn branches_and_tags_are_listed_packed_or_not() {
    let fixture = dated();
    fixture.git(&["branch", "b/c", "main~1"]);
    fixture.git(&["tag", "-a", "v1", "-m", "one"]);
    fixture.git(&["tag", "of-a-tree", "main^{tree}"]);
    for _ in 0..2 {
        let branches = fixture.store.branches().unwrap();
        let names: Vec<_> = branches.iter().map(|branch| branch.name.as_str()).collect();
        assert_eq!(names, ["b/c", "main"]);
        assert_eq!(branches[0].revision.to_string(), fixture.git(&["rev-parse", "main~1"]));
        let tags = fixture.store.tags().unwrap();
        assert_eq!(tags.len(), 1);
        assert_eq!((&*tags[0].name, tags[0].revision), ("v1", fixture.store.head().unwrap()));
        fixture.git(&["pack-refs", "--all"]);
    }
}

#[test]
fn an_empty_repository_has_a_branch_but_no_head() {
    let fixture = Fixture::bare();
    assert_eq!(fixture.resolve("HEAD").unwrap_err(), "the repository has no commits yet");
    assert_eq!(fixture.resolve("2026-03-01").unwrap_err(), "the repository has no commits yet");
    assert_eq!(fixture.store.default_branch().unwrap(), Some(main_branch()));
    assert_eq!(fixture.store.branch(&main_branch()).unwrap(), None);
    assert!(fixture.store.branches().unwrap().is_empty());
}

#[test]
fn a_detached_head_has_a_revision_but_no_branch() {
    let fixture = dated();
    let first = fixture.git(&["rev-parse", "main~5"]);
    std::fs::write(fixture.path().join("HEAD"), format!("{first}\n")).unwrap();
    let store = Repository::open(fixture.path()).unwrap();
    assert_eq!(store.head().unwrap().to_string(), first);
    assert_eq!(store.default_branch().unwrap(), None);
    let info = store.commit_info(store.head().unwrap()).unwrap();
    assert_eq!((info.author, info.email), (author(0).name, author(0).email));
}
