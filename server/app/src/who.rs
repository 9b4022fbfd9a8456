//! Who asks, and what they may do. A permission is a type: without an [`Editor`] there is no method that
//! changes a model, without an [`Admin`] none that decides about branches that are protected.

use std::sync::Arc;

pub use archweave_index::Role;

use crate::{App, AppError, Hosted, Kind, Signature, Time};

/// Somebody who was recognised, or the person who runs the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// As it stands in commits.
    pub name: String,
    /// As it stands in commits.
    pub email: String,
    /// The token that was shown, if one was.
    pub token: Option<String>,
    /// The address the request came from; empty for a command.
    pub from: String,
}

impl Identity {
    /// For a commit that is made now.
    pub fn signature(&self) -> Signature {
        Signature { name: self.name.clone(), email: self.email.clone(), time: Time::now() }
    }
}

/// An identity with what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub who: Identity,
    /// What.
    pub role: Role,
    /// With which models; none is all.
    pub models: Option<Vec<String>>,
}

impl Caller {
    /// Whether they may know of a model.
    pub fn may_read(&self, model: &str) -> bool {
        self.models.as_ref().is_none_or(|models| models.iter().any(|known| known == model))
    }
}

/// Somebody who may change one model.
#[derive(Clone)]
pub struct Editor {
    pub(crate) hosted: Arc<Hosted>,
    pub(crate) who: Identity,
    is_admin: bool,
}

/// Somebody who may decide about one model: which branches are protected, and changes to these.
#[derive(Clone)]
pub struct Admin(Editor);

impl App {
    /// The model, if the caller may read it. What they may not read is not there for them.
    pub fn read(&self, model: &str, caller: &Caller) -> Result<&Arc<Hosted>, AppError> {
        // Who may not read all is not told which others there are.
        match (self.model(model), &caller.models) {
            (Ok(found), _) if caller.may_read(model) => Ok(found),
            (Err(error), None) => Err(error),
            _ => Err(AppError::NotFound(format!("no model `{model}` that you may read"))),
        }
    }

    /// The handle to change a model.
    pub fn editor(&self, model: &str, caller: &Caller) -> Result<Editor, AppError> {
        let hosted = self.read(model, caller)?.clone();
        if caller.role < Role::Editor {
            let message =
                format!("{} may read `{model}` and not change it; ask for the role editor", caller.who.name);
            return Err(AppError::Denied(message));
        }
        if hosted.kind() != Kind::Bare {
            let message = format!(
                "`{model}` is shown from a folder or clone that people work in; only a bare repository is changed by the server"
            );
            return Err(AppError::Denied(message));
        }
        Ok(Editor { hosted, who: caller.who.clone(), is_admin: caller.role >= Role::Admin })
    }

    /// The handle to decide about a model.
    pub fn admin(&self, model: &str, caller: &Caller) -> Result<Admin, AppError> {
        let editor = self.editor(model, caller)?;
        match editor.is_admin {
            true => Ok(Admin(editor)),
            false => Err(AppError::Denied(format!("only an admin decides this about `{model}`"))),
        }
    }
}

impl Editor {
    /// The model.
    pub fn model(&self) -> &Arc<Hosted> {
        &self.hosted
    }

    /// Who it is.
    pub fn who(&self) -> &Identity {
        &self.who
    }

    /// The handle of an admin, if they are one.
    pub fn as_admin(&self) -> Option<Admin> {
        self.is_admin.then(|| Admin(self.clone()))
    }
}

impl std::ops::Deref for Admin {
    type Target = Editor;

    fn deref(&self) -> &Editor {
        &self.0
    }
}
