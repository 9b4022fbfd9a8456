//! Who asks.

use async_graphql::{Enum, SimpleObject};

use archweave_app::{Caller, Role};

/// What somebody may do, each more than the one before.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "Role")]
pub(super) enum RoleName {
    /// Reads.
    Reader,
    /// Changes models: commits, branches, merges.
    Editor,
    /// Protects branches, and may do what is protected from editors.
    Admin,
}

/// Who asks, and what they may do.
#[derive(SimpleObject)]
#[graphql(name = "Me")]
pub(super) struct MeObject {
    /// As in commits.
    name: String,
    /// As in commits.
    email: String,
    /// What they may do.
    role: RoleName,
    /// Names of the models that they may see.
    models: Vec<String>,
    /// The id of the token that was shown.
    token: Option<String>,
}

impl MeObject {
    /// Of a caller who may see these models.
    pub fn new(caller: &Caller, models: Vec<String>) -> Self {
        let role = match caller.role {
            Role::Reader => RoleName::Reader,
            Role::Editor => RoleName::Editor,
            Role::Admin => RoleName::Admin,
        };
        let who = &caller.who;
        Self { name: who.name.clone(), email: who.email.clone(), role, models, token: who.token.clone() }
    }
}
