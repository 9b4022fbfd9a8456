//! Telling git of the driver, and taking it back.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::commands::hook::git;
use crate::console::{Console, GOOD, RESET};
use crate::failure::Failure;

/// The line by which our part of .gitattributes is known; it ends at an empty line.
const MARK: &str = "# Merged by meaning: `archweave merge-driver install` sets up a clone for it.";

/// What is merged by meaning.
const FILES: [&str; 8] = [
    "archweave.yaml",
    "elements/**",
    "relations/**",
    "views/**",
    "layouts/**",
    "metamodel/**",
    "glossary/**",
    "extra/**",
];

/// Sections of git's configuration that are ours.
const SECTIONS: [&str; 2] = ["merge.archweave", "mergetool.archweave"];

pub(super) fn install(repo: &Path, models: &[String]) -> Result<Outcome, Failure> {
    let root = git::work_tree(repo)?;
    let models = match models.is_empty() {
        true => find(&root)?,
        false => models.iter().map(|model| named(&root, model)).collect::<Result<_, _>>()?,
    };
    let program = program()?;
    let driver = format!("{program} merge-driver %O %A %B %P %L");
    let tool = format!("{program} mergetool \"$BASE\" \"$LOCAL\" \"$REMOTE\" \"$MERGED\"");
    for (key, value) in [
        ("merge.archweave.name", "models by meaning (archweave)"),
        ("merge.archweave.driver", &driver),
        // Common ancestors of a criss-cross merge: a text with conflict markers is no model.
        ("merge.archweave.recursive", "binary"),
        ("mergetool.archweave.cmd", &tool),
        ("mergetool.archweave.trustExitCode", "true"),
    ] {
        git::git(&root, &["config", "--local", key, value]).map_err(|reason| refused(&reason))?;
    }
    let mut out = Console::text();
    out.line(format!(
        "{GOOD}installed{RESET} the driver and the merge tool in the configuration of {}",
        root.display()
    ));
    for model in models {
        let path = model.join(".gitattributes");
        let before = read(&path)?;
        let after = with(&before);
        if after == before {
            out.line(format!("{} has the lines already", path.display()));
        } else {
            fs::write(&path, after).map_err(|error| Failure::write(&path, &error))?;
            out.line(format!("{GOOD}wrote{RESET} {}: commit it", path.display()));
        }
    }
    out.line("`git merge` now merges the model by meaning; on a conflict: git mergetool --tool=archweave");
    Ok(Outcome::Clean)
}

pub(super) fn uninstall(repo: &Path) -> Result<Outcome, Failure> {
    let root = git::work_tree(repo)?;
    let mut out = Console::text();
    for section in SECTIONS {
        // Fails if there is no such section.
        if git::git(&root, &["config", "--local", "--remove-section", section]).is_ok() {
            out.line(format!("{GOOD}removed{RESET} {section} from the configuration of {}", root.display()));
        }
    }
    for model in find(&root)? {
        let path = model.join(".gitattributes");
        let before = read(&path)?;
        let after = without(&before);
        if after == before {
            continue;
        }
        match after.is_empty() {
            true => fs::remove_file(&path),
            false => fs::write(&path, after),
        }
        .map_err(|error| Failure::write(&path, &error))?;
        out.line(format!("{GOOD}removed{RESET} the lines from {}", path.display()));
    }
    Ok(Outcome::Clean)
}

/// Folders of the clone that hold a model: the root alone if it does.
fn find(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    if root.join("archweave.yaml").is_file() {
        return Ok(vec![root.to_owned()]);
    }
    let list =
        ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ":(glob)**/archweave.yaml"];
    let found = git::git(root, &list).map_err(|reason| refused(&reason))?;
    let mut models: Vec<PathBuf> = found
        .split('\0')
        .filter_map(|path| Some(root.join(Path::new(path).parent().filter(|_| !path.is_empty())?)))
        .filter(|model| model.is_dir())
        .collect();
    models.dedup();
    match models.is_empty() {
        false => Ok(models),
        true => Err(Failure::new(format!("`{}` holds no model", root.display()))
            .help("name the folder that has the archweave.yaml with --model")),
    }
}

fn named(root: &Path, model: &str) -> Result<PathBuf, Failure> {
    let candidates = [PathBuf::from(model), root.join(model)];
    let found = candidates.into_iter().find(|path| path.join("archweave.yaml").is_file());
    found.ok_or_else(|| {
        Failure::new(format!("`{model}` holds no model")).help("name the folder that has the archweave.yaml")
    })
}

/// This program for git's shell: by name if that finds it.
fn program() -> Result<String, Failure> {
    let own = std::env::current_exe()
        .map_err(|error| Failure::new(format!("cannot say where archweave is: {error}")))?;
    let is_own = |path: PathBuf| path.canonicalize().ok() == own.canonicalize().ok();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let first =
        std::env::split_paths(&path).map(|folder| folder.join("archweave")).find(|path| path.is_file());
    Ok(match first.is_some_and(is_own) {
        true => "archweave".to_owned(),
        false => format!("'{}'", own.display().to_string().replace('\'', r"'\''")),
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::new(format!("cannot read `{}`: {error}", path.display()))
            .help("mend the file, or its permissions")),
    }
}

/// Our lines after what is there.
fn with(text: &str) -> String {
    if text.lines().any(|line| line == MARK) {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    if !out.is_empty() {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
    out.push_str(MARK);
    out.push('\n');
    FILES.iter().for_each(|file| out.push_str(&format!("{file} merge=archweave\n")));
    out
}

/// What is there without our lines.
fn without(text: &str) -> String {
    let Some((before, rest)) = text.split_once(MARK) else { return text.to_owned() };
    let is_ours = |line: &&str| {
        line.trim().is_empty() || FILES.iter().any(|f| **line == format!("{f} merge=archweave"))
    };
    let rest: Vec<&str> = rest.lines().skip_while(is_ours).collect();
    let before = before.trim_end_matches('\n');
    match (before.is_empty(), rest.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("{before}\n"),
        (true, false) => rest.join("\n") + "\n",
        (false, false) => format!("{before}\n\n{}\n", rest.join("\n")),
    }
}

fn refused(reason: &str) -> Failure {
    Failure::new(format!("git refused it: {reason}")).help("name a clone that you may change with --repo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_and_go_and_others_stay() {
        for text in ["", "*.png binary\n", "*.png binary\n\n# mine\n*.md text\n"] {
            let added = with(text);
            assert!(added.starts_with(text) && added.contains("views/** merge=archweave"), "{added}");
            assert_eq!(with(&added), added);
            assert_eq!(without(&added), text);
        }
        assert_eq!(without(&(with("a b\n") + "c d\n")), "a b\n\nc d\n");
        assert_eq!(without("*.png binary"), "*.png binary");
    }
}
