//! The things that are measured. Each prints lines of a name, a tab and a value.

use std::hint::black_box;
use std::path::Path;

use archweave_interchange::{archimate, exchange};
use archweave_model::graph::{self, Direction, Follow};
use archweave_model::search::{Query, SearchIndex};
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml;
use archweave_store::{At, BranchName, FileWrite, Repository, Signature, Time};

use crate::generator::Random;
use crate::{Failure, SEED, clock, edits, generator, http, layout, ledger, views};

/// All tasks, in an order in which each finds what it needs.
pub const NAMES: [&str; 13] = [
    "prepare", "cold", "cached", "import", "exchange", "change", "impact", "search", "graphql", "commits",
    "writers", "merges", "push",
];

/// Runs a task on the models of a folder.
pub fn run(name: &str, folder: &Path) -> Result<(), Failure> {
    match name {
        "prepare" => prepare(folder),
        "cold" => cold(folder),
        "cached" => cached(folder),
        "import" => import(folder),
        "exchange" => read_exchange(folder),
        "change" => change(folder),
        "impact" => impact(folder),
        "search" => search(folder),
        "graphql" => http::graphql(folder),
        "commits" => edits::commits(folder),
        "writers" => edits::writers(folder),
        "merges" => edits::merges(folder),
        "push" => http::push(folder),
        // Not in the table: it needs peers that are installed for it.
        "layout" => layout::run(folder),
        "layout-corpus" => layout::corpus::run(folder),
        "ledger" => ledger::run(folder),
        "views" => views::run(folder),
        "view" => http::view(folder),
        _ => Err(format!("no task `{name}`").into()),
    }
}

/// A row of the table.
pub fn row(name: &str, value: impl std::fmt::Display) {
    println!("{name}\t{value}");
}

fn author() -> Signature {
    Signature {
        name: "Benchmark".into(),
        email: "benchmark@example.org".into(),
        time: Time::utc(1_770_000_000),
    }
}

/// The repository that the tasks read.
pub fn repository(folder: &Path) -> std::path::PathBuf {
    folder.join("model.git")
}

fn prepare(folder: &Path) -> Result<(), Failure> {
    let size: usize = std::fs::read_to_string(folder.join("size"))?.parse()?;
    let model = generator::model(size, SEED);
    let native = archimate::export(&model)?;
    std::fs::write(folder.join("model.archimate"), &native)?;
    let exported = exchange::export(&model).bytes;
    std::fs::write(folder.join("model.xml"), &exported)?;
    let relations: usize = model.elements.iter().map(|e| e.relations.len()).sum();
    row("relations", relations);
    row("views", model.views.len());
    row("native file, MB", format!("{:.1}", native.len() as f64 / 1e6));
    row("Open Exchange file, MB", format!("{:.1}", exported.len() as f64 / 1e6));
    let repository = Repository::init_bare(repository(folder))?;
    let branch = BranchName::parse("main")?;
    let (seconds, committed) =
        clock::seconds(|| repository.commit_model(&branch, None, &model, &author(), "Import"));
    committed?;
    row("commit of the import, CPU s", seconds);
    Ok(())
}

fn open(folder: &Path) -> Result<(Repository, archweave_store::RevisionId), Failure> {
    let repository = Repository::open(repository(folder))?;
    let revision = repository.resolve(&At::Head)?;
    Ok((repository, revision))
}

fn remove_cache(folder: &Path) {
    // Absent is what is wanted.
    let _ = std::fs::remove_dir_all(repository(folder).join("archweave"));
}

fn cold(folder: &Path) -> Result<(), Failure> {
    remove_cache(folder);
    let (seconds, loaded) = clock::seconds(|| {
        let (repository, revision) = open(folder)?;
        let loaded = repository.load(revision)?;
        let findings = loaded.snapshot.diagnostics();
        Ok::<_, Failure>((repository, loaded, findings.len()))
    });
    let (_repository, loaded, findings) = loaded?;
    row("cold load and validate, CPU s", seconds);
    row("findings", findings);
    row("peak memory of the cold load, MiB", format!("{:.0}", clock::memory("VmHWM")));
    black_box(&loaded);
    Ok(())
}

fn cached(folder: &Path) -> Result<(), Failure> {
    let (seconds, loaded) = clock::seconds(|| {
        let (repository, revision) = open(folder)?;
        let loaded = repository.load(revision)?;
        let findings = loaded.snapshot.diagnostics();
        Ok::<_, Failure>((repository, loaded, findings))
    });
    let held = loaded?;
    row("load and validate with parsed blobs cached, CPU s", seconds);
    row("memory after load, MiB", format!("{:.0}", clock::memory("VmRSS")));
    black_box(&held);
    Ok(())
}

fn import(folder: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(folder.join("model.archimate"))?;
    let (seconds, findings) = clock::seconds(|| {
        let imported = archimate::import("model.archimate", &bytes)?;
        let snapshot = Snapshot::from_model(&imported.model, "model.archimate");
        Ok::<_, Failure>(snapshot.diagnostics().len())
    });
    black_box(findings?);
    row("native XML to validated model, CPU s", seconds);
    Ok(())
}

fn read_exchange(folder: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(folder.join("model.xml"))?;
    let (seconds, findings) = clock::seconds(|| {
        let imported = exchange::import("model.xml", &bytes)?;
        let snapshot = Snapshot::from_model(&imported.model, "model.xml");
        Ok::<_, Failure>(snapshot.diagnostics().len())
    });
    black_box(findings?);
    row("Open Exchange XML to validated model, CPU s", seconds);
    Ok(())
}

/// What a keystroke costs: the words of some names as they are typed, letter by letter.
fn search(folder: &Path) -> Result<(), Failure> {
    let (repository, revision) = open(folder)?;
    let loaded = repository.load(revision)?;
    let snapshot = &loaded.snapshot;
    let (seconds, index) = clock::measure(|| SearchIndex::of(snapshot, None));
    row("search index of a revision, CPU ms", format!("{:.1}", seconds * 1e3));
    let names = snapshot.slots().step_by(snapshot.element_count() / 20 + 1);
    let names: Vec<String> =
        names.filter_map(|slot| Some(snapshot.element_at(slot)?.name.main().to_owned())).collect();
    let typed = names
        .iter()
        .flat_map(|name| name.char_indices().skip(1).take(12).map(|(end, _)| Query::parse(&name[..end])));
    let typed: Vec<Query> = typed.filter(|query| !query.is_empty()).collect();
    let mut times: Vec<f64> = Vec::with_capacity(typed.len());
    for query in &typed {
        let (seconds, found) = clock::measure(|| index.find(snapshot, query, 0, 20));
        black_box(found);
        times.push(seconds);
    }
    let slowest = times.iter().copied().fold(0.0, f64::max);
    row("search as one types, a keystroke, CPU ms", millis(&mut times));
    row("the slowest keystroke, CPU ms", format!("{:.2}", slowest * 1e3));
    Ok(())
}

/// One element is renamed and gets a relation; then the branch is read again.
fn change(folder: &Path) -> Result<(), Failure> {
    let (repository, _) = open(folder)?;
    let branch = BranchName::parse("main")?;
    let mut revision = repository.resolve(&At::Head)?;
    let mut loaded = repository.load(revision)?;
    let mut random = Random::new(7);
    let mut times = Vec::new();
    for round in 0..40 {
        let snapshot = &loaded.snapshot;
        let slots: Vec<u32> = snapshot.slots().collect();
        let slot = slots[random.below(slots.len())];
        let (Some(element), Some(path)) = (snapshot.element_at(slot), snapshot.file_at(slot)) else {
            continue;
        };
        let mut element = (**element).clone();
        element.name = archweave_model::text::Text::from(&*format!("Renamed {round}"));
        element.relations.truncate(element.relations.len() / 2);
        let text = yaml::write_document(&yaml::Document::Element(element.into()));
        let files = vec![FileWrite { path: path.to_owned(), bytes: Some(text.into_bytes()) }];
        revision = repository.commit(&branch, Some(revision), files, &author(), "Rename")?.revision();
        let (seconds, next) = clock::measure(|| {
            let next = repository.advance(&loaded, revision)?;
            black_box(next.snapshot.diagnostics().len());
            Ok::<_, Failure>(next)
        });
        times.push(seconds);
        loaded = next?;
    }
    row("one changed element visible and revalidated, CPU ms (median of 40)", millis(&mut times));
    Ok(())
}

/// The median in milliseconds.
pub fn millis(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.2}", times.get(times.len() / 2).copied().unwrap_or_default() * 1e3)
}

fn impact(folder: &Path) -> Result<(), Failure> {
    let (repository, revision) = open(folder)?;
    let loaded = repository.load(revision)?;
    let snapshot = &loaded.snapshot;
    let slots: Vec<u32> = snapshot.slots().collect();
    let mut random = Random::new(11);
    let (mut times, mut reached) = (Vec::new(), 0);
    const STARTS: usize = 1_000;
    for _ in 0..STARTS {
        let start = slots[random.below(slots.len())];
        let (seconds, found) =
            clock::measure(|| graph::reach(snapshot, start, Direction::Out, 5, &Follow::all(), 10_000).len());
        times.push(seconds);
        reached += found;
    }
    row(
        "5-hop impact, CPU ms (mean of 1,000 starts)",
        format!("{:.3}", times.iter().sum::<f64>() / STARTS as f64 * 1e3),
    );
    row("5-hop impact, CPU ms (median)", millis(&mut times));
    row("5-hop impact, elements reached (mean)", reached / STARTS);
    Ok(())
}
