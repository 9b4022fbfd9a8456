//! Events that tools send: who may send them, to which model, and what became of them.
//!
//! A sender either signs with a secret that the operator gave the hook, or shows the token of an
//! editor. A hook with a secret takes nothing from anybody else.

use std::collections::BTreeMap;

pub use archweave_interchange::events::signature::SignatureError;
use archweave_interchange::events::signature::{self, Shown};
pub use archweave_interchange::events::{EventError, Headers, Hook};
use archweave_model::delivery::Moment;

use crate::ledger::Taken;
use crate::records::Millis;
use crate::{App, AppError, Caller, Hosted, Role};

/// Secrets that senders sign with: by hook, and by model where they differ.
#[derive(Clone, Default)]
pub struct Secrets(BTreeMap<(Hook, Option<String>), Vec<String>>);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Secrets {
    /// Adds secrets, one a line: while one is replaced, both are good. Without a model they are for all.
    pub fn add(&mut self, hook: Hook, model: Option<&str>, text: &str) -> Result<(), AppError> {
        let secrets: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if secrets.is_empty() {
            return Err(AppError::Invalid(format!("the secret of hook `{}` is empty", hook.name())));
        }
        if let Some(short) = secrets.iter().find(|secret| secret.len() < MIN_SECRET) {
            let (name, length) = (hook.name(), short.len());
            let message = format!(
                "a secret of hook `{name}` has {length} bytes; use at least {MIN_SECRET}, such as `openssl rand -hex 32` writes"
            );
            return Err(AppError::Invalid(message));
        }
        self.0.entry((hook, model.map(str::to_owned))).or_default().extend(secrets);
        Ok(())
    }

    fn of(&self, hook: Hook, model: &str) -> &[String] {
        let own = self.0.get(&(hook, Some(model.to_owned())));
        own.or_else(|| self.0.get(&(hook, None))).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Fewest bytes of a secret.
const MIN_SECRET: usize = 16;

/// A request of a tool.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Whose form it has.
    pub hook: Hook,
    /// The model it is for; none is the only one that there is.
    pub model: Option<String>,
    /// Its headers.
    pub headers: Headers,
    /// Its body.
    pub body: Vec<u8>,
    /// Who sent it, where that was recognised.
    pub caller: Option<Caller>,
}

/// Why nothing, or not everything, of a request was taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It does not say who sends it.
    #[error("{0}")]
    Nobody(String),
    /// Its signature is not believed.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Its body is not what was expected.
    #[error(transparent)]
    Body(#[from] EventError),
    /// Some of its events were there before and said something else.
    #[error("{} came before with another content; give every event an id of its own", count(.0))]
    Conflict(Taken),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] AppError),
}

fn count(taken: &Taken) -> String {
    match taken.conflicts.as_slice() {
        [id] => format!("event `{id}`"),
        many => format!("{} events", many.len()),
    }
}

impl App {
    /// Takes what a tool sends. Waits for the database.
    pub fn receive(&self, delivery: Delivery, secrets: &Secrets) -> Result<Taken, Refused> {
        let Delivery { hook, model, headers, body, caller } = delivery;
        let name = match (&model, self.models()) {
            (Some(name), _) => name.clone(),
            (None, [only]) => only.name().to_owned(),
            (None, _) => {
                let message = "this server has several models; name one: `?model=NAME`";
                return Err(AppError::Invalid(message.into()).into());
            }
        };
        let hosted = self.sender(hook, &name, &headers, &body, caller.as_ref(), secrets)?;
        let events = hook.read(&headers, &body)?;
        let taken = hosted.take(events)?;
        match taken.conflicts.is_empty() {
            true => Ok(taken),
            false => Err(Refused::Conflict(taken)),
        }
    }

    /// The model, if the sender may report to it. Who may not is not told whether there is one.
    fn sender(
        &self,
        hook: Hook,
        model: &str,
        headers: &Headers,
        body: &[u8],
        caller: Option<&Caller>,
        secrets: &Secrets,
    ) -> Result<&Hosted, Refused> {
        let known = secrets.of(hook, model);
        let has_token = caller.is_some_and(|caller| caller.who.token.is_some());
        if !has_token && (!known.is_empty() || signature::shown(hook, headers) == Shown::Something) {
            if known.is_empty() {
                return Err(Refused::Nobody(unknown_secret(hook)));
            }
            let now = Moment(Millis::now().0);
            let checked = known.iter().map(|secret| signature::check(hook, secret, headers, body, now));
            // The reason of the first: with two secrets, both are wrong in the same way.
            let mut failures = Vec::new();
            for check in checked {
                match check {
                    Ok(()) => return Ok(self.model(model)?),
                    Err(error) => failures.push(error),
                }
            }
            return Err(Refused::Signature(failures.into_iter().next().unwrap_or(SignatureError::Wrong)));
        }
        let Some(caller) = caller else { return Err(Refused::Nobody(unknown_secret(hook))) };
        let hosted = self.read(model, caller)?;
        if caller.role < Role::Editor {
            let message = format!(
                "{} may read `{model}` and not report to it; ask for the role editor",
                caller.who.name
            );
            return Err(AppError::Denied(message).into());
        }
        Ok(hosted)
    }
}

fn unknown_secret(hook: Hook) -> String {
    let name = hook.name();
    let variable = variable(hook);
    format!(
        "say who you are: sign with a secret that the server knows (`serve --hook-secret {name}=FILE`, or {variable}), or send the token of an editor"
    )
}

/// The environment variable with the secret of a hook.
pub fn variable(hook: Hook) -> String {
    format!("ARCHWEAVE_HOOK_SECRET_{}", hook.name().to_uppercase())
}
