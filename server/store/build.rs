//! Gives the store a fingerprint of the code that reads model files, so that a cache of parsed
//! files written by any other version is not taken for its own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// What else decides about the bytes of a cache.
const OWN: [&str; 3] = ["../../model/Cargo.toml", "src/cache.rs", "src/file.rs"];

fn main() -> io::Result<()> {
    let mut files: Vec<PathBuf> = OWN.iter().map(PathBuf::from).collect();
    // The rules and the kinds decide whether a model was found clean.
    collect(Path::new("../../model/src"), &mut files)?;
    collect(Path::new("../../model/library"), &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        fs::read(file)?.hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=../../model/src");
    println!("cargo::rerun-if-changed=../../model/library");
    println!("cargo::rustc-env=ARCHWEAVE_READER={:016x}", hasher.finish());
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), files)?,
            false => files.push(entry.path()),
        }
    }
    Ok(())
}
