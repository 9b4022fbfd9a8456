//! Commits of ten requirements: how long until the tables follow, and what the first question after one takes.

use std::time::Instant;

use archweave_app::change::{ChangeSet, CommitOutcome, CommitRequest, Edit, Field, ItemId, Resolutions};
use archweave_app::{App, BranchName, Caller, Editor, Hosted, Identity, Role};
use archweave_model::id::ElementId;
use archweave_model::value::Value;

use super::{board, model};
use crate::tasks::row;
use crate::{Failure, clock};

/// Commits whose median is taken.
const COMMITS: usize = 21;
/// Requirements in each.
const CHANGED: usize = 10;

/// Writes all of the model into tables.
pub fn whole(hosted: &Hosted) -> Result<(), Failure> {
    let began = Instant::now();
    let how = project(hosted)?;
    row("model into tables, all of it, s", format!("{:.1} ({how})", began.elapsed().as_secs_f64()));
    Ok(())
}

fn project(hosted: &Hosted) -> Result<String, Failure> {
    let records = hosted.records().ok_or("no database")?;
    Ok(format!("{:?}", hosted.project(records, &BranchName::parse("main")?, false, &|| true)?))
}

/// Commits, follows, and asks.
pub fn steps(app: &App) -> Result<(), Failure> {
    let who = Identity {
        name: "Benchmark".into(),
        email: "b@example.org".into(),
        token: None,
        from: String::new(),
    };
    let hosted = app.models().first().ok_or("no model")?;
    let editor = app.editor(hosted.name(), &Caller { who, role: Role::Admin, models: None })?;
    let (mut walls, mut cpus, mut boards) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..COMMITS {
        commit(&editor, round)?;
        let began = Instant::now();
        let (cpu, how) = clock::measure(|| project(hosted));
        walls.push(began.elapsed().as_secs_f64());
        cpus.push(cpu);
        if how? != "Steps(1)" {
            return Err("a commit was not followed by what differs".into());
        }
        let began = Instant::now();
        hosted.ledger(None)?.board(&board(0))?;
        boards.push(began.elapsed().as_secs_f64());
    }
    row("commit of ten requirements into tables, ms", median(walls));
    row("the same, CPU ms", median(cpus));
    row("first page of the board after such a commit, ms", median(boards));
    Ok(())
}

fn commit(editor: &Editor, round: usize) -> Result<(), Failure> {
    let base = editor.model().resolve("main")?;
    let change = |n: usize| -> Result<Edit, Failure> {
        let id = ElementId::parse(&model::requirement((round * CHANGED + n) * 97 % model::REQUIREMENTS))?;
        // Another one in every run.
        let statement = format!("The service shall answer as was agreed in {base}, number {n}.");
        let field = Field {
            path: vec!["properties".into(), "statement".into()],
            from: None,
            to: Some(Value::from(&*statement)),
            before: None,
        };
        Ok(Edit::Update { item: ItemId::Element(id), fields: vec![field] })
    };
    let request = CommitRequest {
        branch: BranchName::parse("main")?,
        base,
        message: "Say more".into(),
        changes: ChangeSet::new((0..CHANGED).map(change).collect::<Result<_, _>>()?),
        resolutions: Resolutions::new(),
        is_dry_run: false,
    };
    match editor.commit_changes(request)? {
        CommitOutcome::Committed(_) => Ok(()),
        other => Err(format!("not committed: {other:?}").into()),
    }
}

/// Median and, in brackets, 95 percent, in milliseconds.
pub fn median(mut seconds: Vec<f64>) -> String {
    seconds.sort_by(f64::total_cmp);
    let at = |share: f64| seconds[((seconds.len() - 1) as f64 * share) as usize] * 1e3;
    format!("{:.1} (95 %: {:.1})", at(0.5), at(0.95))
}
