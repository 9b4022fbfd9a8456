//! Questions to a ledger of millions of rows beside a model of 100,000 elements.
//!
//! `archweave-benchmark --task ledger FOLDER` on SQLite; with `DATABASE_URL` on PostgreSQL. The number of
//! rows stands in `ARCHWEAVE_ROWS` (10,000,000 if it is not set). What has a structure - changes, builds,
//! versions, deployments of 20,000 requirements - comes in as events; the rest is filled in by SQL, since the
//! events of years are not what is measured.

mod commits;
mod events;
mod fill;
mod model;

use std::path::Path;
use std::time::Instant;

use archweave_app::ledger::{BoardQuery, BoardSort, Subject};
use archweave_app::{App, Hosted};
use archweave_model::delivery::Moment;
use archweave_model::delivery::coverage;
use archweave_model::delivery::standing::Column;
use archweave_store::{BranchName, Repository, Signature, Time};

use crate::tasks::row;
use crate::{Failure, clock};

/// Questions of one sort; the median counts.
const QUESTIONS: usize = 101;
/// When the years of the benchmark end: 2026-12-01.
const END: Moment = Moment(1_796_083_200_000);

/// Fills a ledger and asks it.
pub fn run(folder: &Path) -> Result<(), Failure> {
    let rows: usize = match std::env::var("ARCHWEAVE_ROWS") {
        Ok(rows) => rows.parse()?,
        Err(_) => 10_000_000,
    };
    let place = folder.join("ledger");
    let repository = place.join("model.git");
    if !repository.exists() {
        std::fs::create_dir_all(&place)?;
        let bare = Repository::init_bare(&repository)?;
        let author =
            Signature { name: "B".into(), email: "b@example.org".into(), time: Time::utc(1_700_000_000) };
        bare.commit_model(&BranchName::parse("main")?, None, &model::large()?, &author, "Model")?;
    }
    let app = App::open_to_serve(&[repository], None, Some(&place))?;
    let hosted = app.models().first().ok_or("no model")?;
    row("load of the machine before", clock::load());
    commits::whole(hosted)?;
    take(hosted)?;
    fill::fill(&place, rows)?;
    commits::steps(&app)?;
    questions(hosted)?;
    row("load of the machine after", clock::load());
    Ok(())
}

/// Takes in the events; says how many a second.
fn take(hosted: &Hosted) -> Result<(), Failure> {
    let events = events::all(END);
    let count = events.len();
    let began = Instant::now();
    let mut stored = 0;
    let mut events = events.into_iter().peekable();
    while events.peek().is_some() {
        let batch: Vec<_> = events.by_ref().take(1_000).collect();
        stored += hosted.take(batch)?.stored;
    }
    let seconds = began.elapsed().as_secs_f64();
    row("events", count);
    row("of them new", stored);
    row("events taken in a second, 1,000 a flush", format!("{:.0}", count as f64 / seconds));
    let ledger = hosted.ledger(None)?;
    let (cpu, (seconds, page)) = clock::measure(|| timed(|| ledger.board(&board(0))));
    page?;
    row("all requirements settled after that, s (CPU s)", format!("{seconds:.1} ({cpu:.1})"));
    Ok(())
}

fn board(skip: usize) -> BoardQuery {
    BoardQuery { sort: BoardSort::Priority, skip, limit: 50, ..BoardQuery::default() }
}

/// Ways in which people look at the board.
fn boards() -> Vec<(&'static str, BoardQuery)> {
    let by = |sort| BoardQuery { sort, ..board(0) };
    vec![
        ("by priority", board(0)),
        ("by state", by(BoardSort::State)),
        ("by what changed last", by(BoardSort::Since)),
        ("of one column", BoardQuery { column: Some(Column::Measured), ..board(0) }),
        (
            "live in production",
            BoardQuery { environment: Some(model::environment(4)), state: Some("live".into()), ..board(0) },
        ),
        ("with a text", BoardQuery { text: Some("req-1".into()), ..board(0) }),
    ]
}

fn questions(hosted: &Hosted) -> Result<(), Failure> {
    let ledger = hosted.ledger(None)?;
    let past = hosted.ledger(Some(Moment(END.0 - 200 * 86_400_000)))?;
    ask("where is a requirement", 1, |n| {
        Ok(ledger.where_is(&model::requirement(n * 193 % model::REQUIREMENTS)).map(|_| ())?)
    })?;
    for (name, query) in boards() {
        ask(&format!("page of 50 of the board, {name}"), 1, |n| {
            let query = BoardQuery { skip: n % 20 * 50, ..query.clone() };
            Ok(ledger.board(&query).map(|_| ())?)
        })?;
    }
    let production = Subject::Environment(model::environment(4));
    for (name, ledger) in [("what is in an environment", &ledger), ("what was in it 200 days ago", &past)] {
        let found = ledger.what_is_in(&production)?;
        row(&format!("{name}: versions"), found.versions.len());
        row(&format!("{name}: requirements"), found.requirements.len());
        ask(name, 5, |_| Ok(ledger.what_is_in(&production).map(|_| ())?))?;
    }
    let revision = hosted.at("")?;
    let (seconds, traces) =
        clock::measure(|| coverage::traces(revision.snapshot(), &coverage::Facts::default()));
    row("full traceability check, requirements", traces.len());
    row("full traceability check, CPU ms", format!("{:.1}", seconds * 1e3));
    Ok(())
}

/// Times of many questions, by the clock and of the processor; fewer of those that take long.
fn ask(name: &str, fewer: usize, question: impl Fn(usize) -> Result<(), Failure>) -> Result<(), Failure> {
    let (mut times, mut cpu) = (Vec::new(), Vec::new());
    for n in 0..QUESTIONS / fewer {
        let (busy, (seconds, answer)) = clock::measure(|| timed(|| question(n)));
        answer?;
        times.push(seconds);
        cpu.push(busy);
    }
    row(&format!("{name}, ms"), commits::median(times));
    row(&format!("{name}, CPU ms"), commits::median(cpu));
    Ok(())
}

/// PostgreSQL works in another process, whose CPU time is not ours: wall time.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = Instant::now();
    let result = work();
    (began.elapsed().as_secs_f64(), result)
}
