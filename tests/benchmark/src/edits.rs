//! Commits, comparisons and merges, each beside what the git command line takes for the same as text.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use archweave_app::change::{
    ChangeSet, CommitOutcome, CommitRequest, Edit, ItemId, MergeOutcome, MergeRequest, Resolutions, Side,
    three_way,
};
use archweave_app::{App, BranchName, Caller, Editor, Identity, RevisionId, Role};
use archweave_model::id::ElementId;

use crate::generator::Random;
use crate::tasks::{millis, repository, row};
use crate::{Failure, clock};

/// Commits whose median is taken.
const COMMITS: usize = 40;
/// People who commit at once.
const WRITERS: usize = 16;
/// How long they do.
const TIME: Duration = Duration::from_secs(8);

fn open(folder: &Path) -> Result<Editor, Failure> {
    let app = App::open_to_serve(&[repository(folder)], None, Some(folder))?;
    let who = Identity {
        name: "Benchmark".into(),
        email: "b@example.org".into(),
        token: None,
        from: String::new(),
    };
    let model = app.models()[0].name().to_owned();
    Ok(app.editor(&model, &Caller { who, role: Role::Admin, models: None })?)
}

fn rename(id: &ElementId, name: &str) -> Edit {
    Edit::Rename { item: ItemId::Element(id.clone()), name: name.into(), was: Default::default() }
}

/// Ids of elements, spread over the model.
fn ids(editor: &Editor, count: usize, seed: u64) -> Result<Vec<ElementId>, Failure> {
    let revision = editor.model().at("main")?;
    let snapshot = revision.snapshot();
    let slots: Vec<u32> = snapshot.slots().collect();
    let mut random = Random::new(seed);
    let mut chosen: Vec<u32> = (0..count * 2).map(|_| slots[random.below(slots.len())]).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen.truncate(count);
    Ok(chosen.iter().filter_map(|slot| Some(snapshot.element_at(*slot)?.id.clone())).collect())
}

fn commit(editor: &Editor, branch: &str, base: RevisionId, edits: Vec<Edit>) -> Result<RevisionId, Failure> {
    let request = CommitRequest {
        branch: BranchName::parse(branch)?,
        base,
        message: "Rename".into(),
        changes: ChangeSet::new(edits),
        resolutions: Resolutions::new(),
        is_dry_run: false,
    };
    match editor.commit_changes(request)? {
        CommitOutcome::Committed(committed) => Ok(committed.revision),
        other => Err(format!("not committed: {other:?}").into()),
    }
}

/// One-element commits: acknowledged, flushed and visible to readers; then the first read after one.
pub fn commits(folder: &Path) -> Result<(), Failure> {
    let editor = open(folder)?;
    let ids = ids(&editor, COMMITS, 3)?;
    let (mut times, mut reads, mut walls) = (Vec::new(), Vec::new(), Vec::new());
    for (round, id) in ids.iter().enumerate() {
        let base = editor.model().resolve("main")?;
        let start = Instant::now();
        let (seconds, done) =
            clock::measure(|| commit(&editor, "main", base, vec![rename(id, &format!("Renamed {round}"))]));
        done?;
        walls.push(start.elapsed().as_secs_f64());
        times.push(seconds);
        let (seconds, read) = clock::measure(|| {
            let revision = editor.model().at("main")?;
            let name = revision.snapshot().element(id.as_str()).map(|e| e.name.main().to_owned());
            Ok::<_, Failure>(name)
        });
        if read?.as_deref() != Some(&*format!("Renamed {round}")) {
            return Err("a reader does not see the commit".into());
        }
        reads.push(seconds);
    }
    row("commit of one element, flushed and visible, CPU ms (median of 40)", millis(&mut times));
    row("the same, wall ms (median of 40)", millis(&mut walls));
    row("first read after a commit, CPU ms (median of 40)", millis(&mut reads));
    git_commits(folder, &editor, &ids)?;
    Ok(())
}

/// Many people commit at once, each the next when the last is acknowledged.
pub fn writers(folder: &Path) -> Result<(), Failure> {
    let editor = open(folder)?;
    let ids = ids(&editor, WRITERS, 5)?;
    let done = AtomicUsize::new(0);
    let before = clock::cpu();
    let start = Instant::now();
    let results: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let workers: Vec<_> = ids
            .iter()
            .map(|id| {
                let (editor, done) = (&editor, &done);
                scope.spawn(move || {
                    while start.elapsed() < TIME {
                        let base = editor.model().resolve("main").map_err(|e| e.to_string())?;
                        let name = format!("Round {}", done.fetch_add(1, Ordering::Relaxed));
                        commit(editor, "main", base, vec![rename(id, &name)]).map_err(|e| e.to_string())?;
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().map(|w| w.join().unwrap_or_else(|_| Err("a writer stopped".into()))).collect()
    });
    results.into_iter().collect::<Result<(), String>>()?;
    let seconds = start.elapsed().as_secs_f64();
    let count = done.load(Ordering::Relaxed);
    row("flushed commits a second with 16 writers", format!("{:.0}", count as f64 / seconds));
    row(
        "the same, CPU ms a commit",
        format!("{:.2}", (clock::cpu() - before).as_secs_f64() * 1e3 / count as f64),
    );
    Ok(())
}

/// Two lines of work with 100 changed elements each, compared and merged.
pub fn merges(folder: &Path) -> Result<(), Failure> {
    let editor = open(folder)?;
    let all = ids(&editor, 200, 9)?;
    let base = editor.model().resolve("main")?;
    for branch in ["ours", "theirs"] {
        editor.create_branch(&BranchName::parse(branch)?, base)?;
    }
    let (first, second) = all.split_at(all.len() / 2);
    let renamed = |ids: &[ElementId], word: &str| ids.iter().map(|id| rename(id, word)).collect::<Vec<_>>();
    let ours = commit(&editor, "ours", base, renamed(first, "Ours"))?;
    let theirs = commit(&editor, "theirs", base, renamed(second, "Theirs"))?;
    let hosted = editor.model().clone();
    let at = |id| hosted.revision(id);
    let (before, after) = (at(base)?, at(ours)?);
    let mut times = Vec::new();
    for _ in 0..15 {
        let (seconds, compared) = clock::measure(|| hosted.compare(&before, &after));
        if compared?.edits.edits.len() != first.len() {
            return Err("the comparison is not right".into());
        }
        times.push(seconds);
    }
    row("difference by meaning of 100 changed files, CPU ms (median of 15)", millis(&mut times));
    git_row(
        folder,
        "git diff --numstat of the same, CPU ms",
        &["diff", "--numstat", &base.to_string(), &ours.to_string()],
    )?;
    let side = |id| Ok::<_, Failure>(Side::revision(hosted.clone(), at(id)?));
    let sides = [side(base)?, side(ours)?, side(theirs)?];
    let mut times = Vec::new();
    for _ in 0..15 {
        let (seconds, merged) =
            clock::measure(|| three_way(&sides[0], &sides[1], &sides[2], &Resolutions::new()));
        let merged = merged?;
        if merged.needs_a_person() || merged.files.len() != second.len() {
            return Err("the merge is not right".into());
        }
        black_box(merged.snapshot.element_count());
        times.push(seconds);
    }
    row(
        "merge by meaning, 100 changed elements on each side, validated, CPU ms (median of 15)",
        millis(&mut times),
    );
    git_row(folder, "git merge-tree of the same, CPU ms", &["merge-tree", "--write-tree", "ours", "theirs"])?;
    let request = MergeRequest {
        into: BranchName::parse("ours")?,
        from: theirs,
        message: None,
        resolutions: Resolutions::new(),
        edits: ChangeSet::default(),
        is_dry_run: false,
    };
    let (seconds, merged) = clock::measure(|| editor.merge(&request));
    if !matches!(merged?, MergeOutcome::Merged(_)) {
        return Err("not merged".into());
    }
    row("the same with its commit, flushed, CPU ms", format!("{:.2}", seconds * 1e3));
    Ok(())
}

/// CPU time of a git command, the median of seven.
fn git_row(folder: &Path, name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let mut times = Vec::new();
    for _ in 0..7 {
        times.push(git(folder, arguments, None)?.0);
    }
    row(name, millis(&mut times));
    Ok(())
}

/// CPU seconds of a git command and what it printed.
fn git(folder: &Path, arguments: &[&str], input: Option<&str>) -> Result<(f64, String), Failure> {
    let before = clock::cpu_of_children();
    let mut child = Command::new("git")
        .arg("-C")
        .arg(repository(folder))
        .args(["-c", "core.fsync=all", "-c", "user.name=b", "-c", "user.email=b@example.org"])
        .args(arguments)
        .env("GIT_INDEX_FILE", folder.join("index"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()?;
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
        std::io::Write::write_all(&mut stdin, input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("git {arguments:?} failed").into());
    }
    Ok((clock::cpu_of_children() - before, String::from_utf8(output.stdout)?.trim().to_owned()))
}

/// The same commits by git's plumbing, which has no model to read or check: blob, index, tree, commit, branch.
fn git_commits(folder: &Path, editor: &Editor, ids: &[ElementId]) -> Result<(), Failure> {
    git(folder, &["read-tree", "main"], None)?;
    let mut times = Vec::new();
    for (round, id) in ids.iter().take(10).enumerate() {
        let revision = editor.model().at("main")?;
        let snapshot = revision.snapshot();
        let path = snapshot.slot_of(id.as_str()).and_then(|slot| snapshot.file_at(slot)).unwrap_or_default();
        let text = String::from_utf8(editor.model().file(&revision, path)?)? + "# as text\n";
        let mut seconds = 0.0;
        let mut run = |arguments: &[&str], input: Option<&str>| -> Result<String, Failure> {
            let (took, said) = git(folder, arguments, input)?;
            seconds += took;
            Ok(said)
        };
        let blob = run(&["hash-object", "-w", "--stdin"], Some(&text))?;
        run(&["update-index", "--cacheinfo", &format!("100644,{blob},{path}")], None)?;
        let tree = run(&["write-tree"], None)?;
        let head = run(&["rev-parse", "main"], None)?;
        let commit = run(&["commit-tree", "-p", &head, "-m", &format!("Text {round}"), &tree], None)?;
        run(&["update-ref", "refs/heads/text", &commit], None)?;
        times.push(seconds);
    }
    row("git's plumbing for one file of text, CPU ms (median of 10)", millis(&mut times));
    Ok(())
}
