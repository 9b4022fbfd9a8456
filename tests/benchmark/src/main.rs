//! Measures what users wait for, on models of 1,000, 10,000 and 100,000 elements, as CPU time.
//!
//! `cargo run --release -p archweave-benchmark` prints the table of `docs/benchmarks.md`. Each figure is
//! taken in a process of its own, so that nothing is warm that would not be.

mod clock;
mod edits;
mod generator;
mod http;
mod layout;
mod ledger;
mod tasks;
mod views;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEED: u64 = 20_260_301;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["--task", task, path] => tasks::run(task, Path::new(path)),
        ["--generate", count, path] => generate(count, Path::new(path)),
        [] => table(&[1_000, 10_000, 100_000]),
        [sizes] => table(&sizes.split(',').filter_map(|n| n.parse().ok()).collect::<Vec<_>>()),
        _ => Err("use: archweave-benchmark [1000,10000,100000]".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// What went wrong, for the person who measures.
type Failure = Box<dyn std::error::Error>;

/// Writes a generated model as a native file.
fn generate(count: &str, path: &Path) -> Result<(), Failure> {
    let model = generator::model(count.parse()?, SEED);
    std::fs::write(path, archweave_interchange::archimate::export(&model)?)?;
    Ok(())
}

/// One figure: a name, and the task whose output lines are `key value`.
fn task(name: &str, folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let output = Command::new(std::env::current_exe()?).args(["--task", name]).arg(folder).output()?;
    if !output.status.success() {
        return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().filter_map(|line| line.split_once('\t')).map(|(k, v)| (k.into(), v.into())).collect())
}

fn table(sizes: &[usize]) -> Result<(), Failure> {
    println!("load of the machine before: {}", clock::load());
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (column, size) in sizes.iter().enumerate() {
        let folder = tempfile::tempdir()?;
        let path: PathBuf = folder.path().into();
        std::fs::write(path.join("size"), size.to_string())?;
        for name in tasks::NAMES {
            for (key, value) in task(name, &path)? {
                eprintln!("{size}\t{key}\t{value}");
                match rows.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, values)) => values.push(value),
                    None => {
                        let mut values = vec!["".to_owned(); column];
                        values.push(value);
                        rows.push((key, values));
                    }
                }
            }
        }
    }
    let names: Vec<String> = sizes.iter().map(|size| format!("{size} elements")).collect();
    println!("| | {} |", names.join(" | "));
    println!("| --- |{}", " ---: |".repeat(sizes.len()));
    for (key, values) in rows {
        println!("| {key} | {} |", values.join(" | "));
    }
    println!("load of the machine after: {}", clock::load());
    Ok(())
}
