//! People who write on and on, and what they were told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use crate::support::edit::{self, Written};
use crate::support::git;
use crate::support::lasting::Lasting;

/// Something that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Who wrote it.
    pub writer: String,
    /// The branch.
    pub branch: &'static str,
    /// The commit they were told.
    pub revision: String,
    /// How often they have written: what their element's name ends with.
    pub count: u64,
}

/// What writers and the one who kills have in common.
#[derive(Default)]
pub struct Ledger {
    /// Everything that was acknowledged.
    pub acknowledged: Mutex<Vec<Acknowledged>>,
    /// Answers that nobody expected.
    pub odd: Mutex<Vec<String>>,
    /// Held by writers while they write; by others while nobody may.
    pub pause: RwLock<()>,
    /// Set when it is over.
    pub is_over: AtomicBool,
}

impl Ledger {
    /// How often writers whose name starts so were acknowledged.
    pub fn count(&self, start: &str) -> usize {
        let all = self.acknowledged.lock().unwrap();
        all.iter().filter(|one| one.writer.starts_with(start)).count()
    }

    fn note(&self, writer: &str, branch: &'static str, revision: String, count: u64) {
        let one = Acknowledged { writer: writer.to_owned(), branch, revision, count };
        self.acknowledged.lock().unwrap().push(one);
    }

    fn goes_on(&self) -> bool {
        !self.is_over.load(Ordering::Relaxed)
    }
}

/// The file of a writer's element.
pub fn file(writer: &str) -> String {
    format!("elements/application/application-component/{writer}.yaml")
}

/// What is in it.
pub fn text(writer: &str, count: u64) -> String {
    format!("id: {writer}\nkind: application-component\nname: Thing {count}\n")
}

/// The count in such a text.
pub fn count_in(text: &str) -> u64 {
    let name = text.lines().find_map(|line| line.strip_prefix("name: Thing "));
    name.and_then(|count| count.parse().ok()).unwrap_or_default()
}

/// Commits over GraphQL until it is over, always on top of what was last acknowledged.
pub fn edit(ledger: &Ledger, address: std::net::SocketAddr, model: &str, writer: &str) {
    let mut base: Option<String> = None;
    let mut count = 0;
    while ledger.goes_on() {
        let writing = ledger.pause.read().unwrap();
        let known = base.take().or_else(|| edit::head(address));
        let Some(known) = known else {
            drop(writing);
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        count += 1;
        match edit::commit(address, model, &known, edit::rename(writer, &format!("Thing {count}"))) {
            Written::Done(revision) => {
                ledger.note(writer, "main", revision.clone(), count);
                base = Some(revision);
            }
            // It may be there or not: look again.
            Written::Lost => {}
            other => ledger.odd.lock().unwrap().push(format!("{writer} {count}: {other:?}")),
        }
        drop(writing);
        // Who pushes to the same branch has to fetch and rebase, and would never get through.
        std::thread::sleep(Duration::from_millis(count * 7 % 40));
    }
}

/// Commits and pushes from a clone until it is over.
pub fn push(ledger: &Ledger, clone: &Path, writer: &str, branch: &'static str) {
    let mut count = 0;
    let (to, from) = (format!("HEAD:refs/heads/{branch}"), format!("origin/{branch}"));
    while ledger.goes_on() {
        count += 1;
        git::commit(clone, &[(&file(writer), &text(writer, count))], "a change");
        while ledger.goes_on() {
            let _writing = ledger.pause.read().unwrap();
            if git::git(clone, &["push", "-q", "origin", &to]).status.success() {
                ledger.note(writer, branch, git::succeed(clone, &["rev-parse", "HEAD"]), count);
                break;
            }
            if !git::git(clone, &["fetch", "-q"]).status.success() {
                std::thread::sleep(Duration::from_millis(10));
                continue;
            }
            if git::git(clone, &["rev-parse", "-q", "--verify", &from]).status.success() {
                git::succeed(clone, &["rebase", "-q", &from]);
            }
        }
    }
}

/// What is missing of what was acknowledged.
pub fn missing(server: &Lasting, ledger: &Ledger) -> Vec<String> {
    let all = ledger.acknowledged.lock().unwrap().clone();
    let mut missing = Vec::new();
    let mut last: BTreeMap<&str, &Acknowledged> = BTreeMap::new();
    for one in &all {
        last.insert(&one.writer, one);
    }
    let branches: BTreeSet<&str> = all.iter().map(|one| one.branch).collect();
    for branch in branches {
        let history = git::succeed(&server.repository, &["rev-list", branch]);
        let history: BTreeSet<&str> = history.lines().collect();
        let here = all.iter().filter(|one| one.branch == branch);
        let lost = here.filter(|one| !history.contains(one.revision.as_str()));
        missing.extend(lost.map(|one| format!("{one:?} is not in the history of {branch}")));
    }
    for one in last.into_values() {
        let place = format!("{}:{}", one.branch, file(&one.writer));
        let now = count_in(&git::succeed(&server.repository, &["show", &place]));
        if now < one.count {
            missing.push(format!("{one:?}, and {now} is there"));
        }
    }
    missing
}

/// Lock files that are left.
pub fn locks(repository: &Path) -> Vec<PathBuf> {
    let all = crate::support::files_below(repository).into_iter();
    all.filter(|path| path.extension().is_some_and(|end| end == "lock") && !path.ends_with("archweave.lock"))
        .collect()
}
