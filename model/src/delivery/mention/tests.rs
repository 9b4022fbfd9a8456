use super::*;

fn texts(found: Vec<Mention>, basis: Basis) -> Vec<String> {
    assert!(found.iter().all(|m| m.basis == basis && m.sort == Sort::Requirement), "{found:?}");
    found.into_iter().map(|mention| mention.text).collect()
}

#[test]
fn trailers_are_read_as_git_reads_them() {
    let many: Vec<String> = (0..80).map(|n| format!("REQ-{n}")).collect();
    let list = format!("Title\n\nImplements: {}", many.join(", "));
    for (message, ids) in [
        ("Push notices\n\nImplements: REQ-12, REQ-13\n", &["REQ-12", "REQ-13"][..]),
        (
            "Push\r\n\r\nText.\r\n\r\nimplements:REQ-12\r\nFIXES : CSC-7\r\nSigned-off-by: A B <a@b.c>\r\n\r\n",
            &["REQ-12", "CSC-7"],
        ),
        ("Push\n\nRefs: REQ-1\nCloses: REQ-2\nRequirement: REQ-3\nRefs: REQ-1", &["REQ-1", "REQ-2", "REQ-3"]),
        ("推送通知\n\n实现：REQ-12、REQ-13，REQ-14", &["REQ-12", "REQ-13", "REQ-14"]),
        ("推送通知\n\n实现: REQ-12\n需求：csc-core-7。", &["REQ-12", "csc-core-7"]),
        // The last paragraph only, and not in the middle of a sentence.
        ("Push\n\nImplements: REQ-12\n\nAnd more text.", &[]),
        ("Push\n\nThis implements: REQ-12", &[]),
        // A title is no trailer, unless there is nothing else.
        ("Fixes: REQ-12\nmore of the title", &[]),
        ("Implements: REQ-12", &["REQ-12"]),
        ("\n\nImplements: REQ-12\nRefs: REQ-13\n\n", &["REQ-12", "REQ-13"]),
        // Lines that go on, comments, and other lines among trailers.
        ("Push\n\nImplements: REQ-12,\n REQ-13,\n\tREQ-14", &["REQ-12", "REQ-13", "REQ-14"]),
        ("Push\n\nImplements: REQ-12\n# Please enter the commit message\n#Refs: REQ-9\n", &["REQ-12"]),
        ("Push\n\nImplements: REQ-12\none\ntwo\nthree", &["REQ-12"]),
        ("Push\n\nImplements: REQ-12\none\ntwo\nthree\nfour", &[]),
        ("Push\n\nImplements: REQ-12\n(cherry picked from commit 9f2c1e)\n", &["REQ-12"]),
        // Ids stand at the beginning of the value.
        ("Push\n\nFixes: REQ-12 (only for the south), REQ-13", &["REQ-12"]),
        ("Push\n\nFixes: the crash in REQ-12", &[]),
        ("Push\n\nFixes: e21d2170f366 (\"video: remove\")", &[]),
        ("Push\n\nFixes: #12, acme/gateway#12", &[]),
        (
            "Push\n\nRefs: https://jira.example.org/browse/CSC-101, CSC-102",
            &["https://jira.example.org/browse/CSC-101", "CSC-102"],
        ),
        ("Push\n\nRefs: UTF-8, REQ-1", &[]),
        ("Push\n\nRefs: CVE-2024-1234", &[]),
        (
            "Push\n\nRefs:\nRefs: -\nRefs: -1\nRefs: A-\nRefs: 2026-07\nRefs: A--1\nRefs: A-1234567890\nRefs: É-1",
            &[],
        ),
        ("", &[]),
        ("\n\n \n", &[]),
    ] {
        assert_eq!(texts(in_message(message), Basis::Trailer), ids, "{message:?}");
    }
    assert_eq!(texts(in_message(&list), Basis::Trailer), many[..MENTIONS]);
}

#[test]
fn what_a_change_mends_is_known_apart() {
    let message = "Push\n\nImplements: REQ-1\nFixes: INC-7, INC-8\n修复：BUG-3\nRefs: INC-9\nCloses: INC-7";
    assert_eq!(fixes(message), ["INC-7", "INC-8", "BUG-3"]);
}

#[test]
fn branches_name_ids_between_slashes_and_dashes() {
    for (branch, ids) in [
        ("feature/REQ-12-short-text", &["REQ-12"][..]),
        ("req-103/push", &["req-103"]),
        ("REQ-12", &["REQ-12"]),
        ("refs/heads/bugfix/CSC-103_crash", &["CSC-103"]),
        ("li/REQ-12-and-REQ-13", &["REQ-12", "REQ-13"]),
        ("fix-req-12", &["req-12"]),
        ("feature/REQ-12-REQ-12", &["REQ-12"]),
        ("功能/REQ-12-推送", &["REQ-12"]),
        ("推送REQ-12", &[]),
        ("main", &[]),
        ("release/3.4.1", &[]),
        ("feature/support-utf-8-names", &[]),
        ("update/lodash-4.17.21", &[]),
        ("dependabot/npm_and_yarn/vite-7", &[]),
        ("renovate/node-24", &[]),
        ("feature/REQ-12a", &[]),
        ("feature/REQ12", &[]),
        ("feature/12-REQ", &[]),
        ("-1/--2/a--3/_-4", &[]),
        ("", &[]),
    ] {
        assert_eq!(texts(in_branch(branch), Basis::BranchName), ids, "{branch:?}");
    }
}

#[test]
fn titles_name_ids_at_their_beginning() {
    for (title, ids) in [
        ("[REQ-12] Push notices", &["REQ-12"][..]),
        ("[REQ-12, REQ-13] Push", &["REQ-12", "REQ-13"]),
        ("[REQ-12][WIP] (CSC-1) Push", &["REQ-12", "CSC-1"]),
        ("【REQ-12】推送：通知", &["REQ-12"]),
        ("CSC-103: crash at night", &["CSC-103"]),
        ("  CSC-103 CSC-104：夜间崩溃", &["CSC-103", "CSC-104"]),
        ("feat(REQ-12)!: push", &["REQ-12"]),
        ("fix(gateway): crash of REQ-12", &[]),
        ("fix: REQ-12 crash", &[]),
        ("Crash as in REQ-12", &[]),
        ("UTF-8: names", &[]),
        ("[REQ-12 Push", &[]),
        ("]]REQ-12[[:", &[]),
        ("(((((:", &[]),
        ("", &[]),
    ] {
        assert_eq!(texts(in_title(title), Basis::Guessed), ids, "{title:?}");
    }
}

#[test]
fn large_and_strange_texts_are_read_to_an_end() {
    let strange =
        ["[", "[A-1]", "A-1, ", "a-1", "a-", "：", "\u{0}", "💥", "实现：", "\n\n", "Refs: A-1\n", " "];
    for part in strange {
        let text = part.repeat(300_000 / part.len());
        for found in [in_message(&text), in_branch(&text), in_title(&text)] {
            assert!(found.len() <= MENTIONS && found.iter().all(|m| m.text.len() <= 10 * ID));
        }
    }
    // Only the end of a long message is looked at, and it is cut between characters.
    let long = format!("{}\n\nRefs: A-1", "实".repeat(40_000));
    assert_eq!(texts(in_message(&long), Basis::Trailer), ["A-1"]);
}
