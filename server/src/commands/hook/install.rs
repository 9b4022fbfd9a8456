//! Putting hooks into a clone, and taking them out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::commands::hook::{Hook, Rules, git};
use crate::console::{Console, GOOD, RESET};
use crate::failure::Failure;
use crate::findings::FailOn;

/// A line by which a hook of ours is known.
const MARK: &str = "# Installed by `archweave hook install`; `archweave hook uninstall` removes it.";

/// What stands where a hook belongs.
enum Found {
    Nothing,
    Ours,
    Other { is_framework: bool },
}

pub(super) fn install(repo: &Path, rules: &Rules) -> Result<Outcome, Failure> {
    let root = git::work_tree(repo)?;
    let folder = git::hooks(&root)?;
    for hook in Hook::ALL {
        if let Found::Other { is_framework } = find(&folder.join(hook.name())) {
            return Err(taken(hook, &folder, rules, is_framework));
        }
    }
    let models: Vec<String> =
        rules.models.iter().map(|path| within(&root, path)).collect::<Result<_, _>>()?;
    fs::create_dir_all(&folder).map_err(|error| Failure::write(&folder, &error))?;
    let mut out = Console::text();
    for hook in Hook::ALL {
        let path = folder.join(hook.name());
        write(&path, &script(hook, &models, rules)?)?;
        out.line(format!("{GOOD}installed{RESET} {}", path.display()));
    }
    Ok(Outcome::Clean)
}

pub(super) fn uninstall(repo: &Path) -> Result<Outcome, Failure> {
    let root = git::work_tree(repo)?;
    let folder = git::hooks(&root)?;
    let mut out = Console::text();
    for hook in Hook::ALL {
        let path = folder.join(hook.name());
        let shown = path.display();
        match find(&path) {
            Found::Ours => {
                fs::remove_file(&path).map_err(|error| Failure::write(&path, &error))?;
                out.line(format!("{GOOD}removed{RESET} {shown}"));
            }
            Found::Other { .. } => out.line(format!("left {shown}: archweave did not install it")),
            Found::Nothing => {}
        }
    }
    Ok(Outcome::Clean)
}

fn find(path: &Path) -> Found {
    if fs::symlink_metadata(path).is_err() {
        return Found::Nothing;
    }
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    match text.lines().any(|line| line == MARK) {
        true => Found::Ours,
        false => Found::Other { is_framework: text.contains("pre-commit.com") },
    }
}

/// Somebody else's hook is there: how to have both.
fn taken(hook: Hook, folder: &Path, rules: &Rules, is_framework: bool) -> Failure {
    let path = folder.join(hook.name());
    let message =
        format!("`{}` is there already and not of archweave; nothing was installed", path.display());
    Failure::new(message).help(match is_framework {
        true => "it belongs to the pre-commit framework: add the hook `archweave-validate` to .pre-commit-config.yaml (see docs/guide/ci.md)".to_owned(),
        false => {
            let line: Vec<String> = arguments(hook, &rules.models, rules).iter().map(|word| quote(word)).collect();
            format!("add this line to it: archweave {} || exit 1", line.join(" "))
        }
    })
}

/// A path from the root of the clone, as hooks are run there.
fn within(root: &Path, model: &str) -> Result<String, Failure> {
    let found = [PathBuf::from(model), root.join(model)].into_iter().find_map(|path| {
        let full = path.canonicalize().ok()?;
        let inside = full.strip_prefix(root.canonicalize().ok()?).ok()?.to_owned();
        inside.into_os_string().into_string().ok()
    });
    found.ok_or_else(|| {
        Failure::new(format!("`{model}` is not a folder of the clone `{}`", root.display()))
            .help("name the folder that has the archweave.yaml")
    })
}

/// The command line after `archweave`.
fn arguments(hook: Hook, models: &[String], rules: &Rules) -> Vec<String> {
    let mut words: Vec<String> = ["hook", "run", hook.name()].map(str::to_owned).to_vec();
    for model in models {
        let model = if model.is_empty() { "." } else { model };
        words.extend(["--model".to_owned(), model.to_owned()]);
    }
    if rules.fail_on != FailOn::Error {
        words.extend(["--fail-on".to_owned(), rules.fail_on.name().to_owned()]);
    }
    if let Some(file) = &rules.baseline {
        words.extend(["--baseline".to_owned(), file.display().to_string()]);
    }
    words
}

/// A hook: the executable that installed it, else the one that is found.
fn script(hook: Hook, models: &[String], rules: &Rules) -> Result<String, Failure> {
    let own = std::env::current_exe()
        .map_err(|error| Failure::new(format!("cannot say where archweave is: {error}")))?;
    let own = quote(&own.display().to_string().replace('\\', "/"));
    let words: Vec<String> = arguments(hook, models, rules).iter().map(|word| quote(word)).collect();
    let words = words.join(" ");
    Ok(format!(
        "#!/bin/sh\n{MARK}\narchweave={own}\n[ -x \"$archweave\" ] || archweave=archweave\n\
         if ! command -v \"$archweave\" >/dev/null 2>&1; then\n  \
         echo \"archweave is not installed, so the model is not checked; put it on the PATH, or remove $0\" >&2\n  exit 1\nfi\n\
         exec \"$archweave\" {words} -- \"$@\"\n"
    ))
}

/// A word for the shell.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::write(path, &error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))
            .map_err(|error| Failure::write(path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(quote("docs/model-1"), "docs/model-1");
        assert_eq!(quote("my model"), "'my model'");
        assert_eq!(quote("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(quote(""), "''");
    }
}
