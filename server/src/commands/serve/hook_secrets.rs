//! What senders of events sign with: options of `serve`, and the environment.

use std::path::Path;

use archweave_app::hooks::{Hook, Secrets, variable};

use crate::failure::Failure;

/// Events of tools
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Events of tools")]
pub(super) struct HookArgs {
    /// File with the secret that a source of events signs with: cdevents, github, gitlab, jira, argocd
    /// or events, with the name of a model before it where models differ. A line each while one is
    /// replaced. ARCHWEAVE_HOOK_SECRET_GITHUB and the like hold one too
    #[arg(long, value_name = "[MODEL/]SOURCE=FILE")]
    hook_secret: Vec<String>,
}

impl HookArgs {
    /// All secrets.
    pub(super) fn secrets(&self) -> Result<Secrets, Failure> {
        let mut secrets = Secrets::default();
        for hook in Hook::ALL {
            if let Ok(text) = std::env::var(variable(hook)) {
                secrets.add(hook, None, &text)?;
            }
        }
        for option in &self.hook_secret {
            let (hook, model, file) = parts(option)?;
            let text = std::fs::read_to_string(file).map_err(|error| {
                Failure::new(format!("cannot read the secret in `{file}`: {error}"))
                    .help("name a file with one line")
            })?;
            warn_if_open(Path::new(file));
            secrets.add(hook, model, &text)?;
        }
        Ok(secrets)
    }
}

/// Source, model and file of `centre/github=/run/secrets/github`.
fn parts(option: &str) -> Result<(Hook, Option<&str>, &str), Failure> {
    let wrong = || {
        let names: Vec<&str> = Hook::ALL.iter().map(|hook| hook.name()).collect();
        Failure::new(format!("`--hook-secret {option}` names no source"))
            .help(format!("write SOURCE=FILE or MODEL/SOURCE=FILE; sources: {}", names.join(", ")))
    };
    let (name, file) = option.split_once('=').filter(|(_, file)| !file.is_empty()).ok_or_else(wrong)?;
    let (model, source) = match name.rsplit_once('/') {
        Some((model, source)) => (Some(model), source),
        None => (None, name),
    };
    Ok((Hook::parse(source).ok_or_else(wrong)?, model, file))
}

/// Says that others on this machine can read a secret.
fn warn_if_open(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map(|found| found.permissions().mode()).unwrap_or_default();
    if mode & 0o004 != 0 {
        tracing::warn!(file = %file.display(), "everybody on this machine can read this secret; chmod 600");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_for_a_source_and_perhaps_a_model() {
        let read = |option| parts(option).ok();
        assert_eq!(read("github=/run/s"), Some((Hook::Github, None, "/run/s")));
        assert_eq!(read("centre/events=/run/a=b"), Some((Hook::Events, Some("centre"), "/run/a=b")));
        for wrong in ["github", "github=", "svn=/run/s", "=/run/s", "centre/=/run/s"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
