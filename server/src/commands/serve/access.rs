//! Who may come in: options of `serve`.

use std::process::{Command, Stdio};

use archweave_api::{Access, Network, TrustedProxy};
use archweave_app::{Identity, Role};

/// Who may come in
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Who may come in")]
pub(super) struct AccessArgs {
    /// Header in which a proxy that signs people in names the user, such as X-Forwarded-User
    #[arg(long, value_name = "HEADER", requires = "proxy_from")]
    proxy_user_header: Option<String>,
    /// Header with the user's e-mail address, if the other one has a name
    #[arg(long, value_name = "HEADER", requires = "proxy_user_header")]
    proxy_email_header: Option<String>,
    /// Header with the user's role: reader, editor or admin
    #[arg(long, value_name = "HEADER", requires = "proxy_user_header")]
    proxy_role_header: Option<String>,
    /// Role of users for whom the proxy names none
    #[arg(long, value_name = "ROLE", default_value = "reader", value_parser = role)]
    proxy_role: Role,
    /// Address or network of that proxy; others are not believed. May be given several times
    #[arg(long, value_name = "NETWORK", requires = "proxy_user_header")]
    proxy_from: Vec<Network>,
    /// Other site whose pages may use the API, such as https://portal.example.org
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).map_err(|error| error.to_string())
}

impl AccessArgs {
    /// Whether a proxy says who people are.
    pub(super) fn has_proxy(&self) -> bool {
        self.proxy_user_header.is_some()
    }

    /// As the server wants it.
    pub(super) fn access(&self) -> Access {
        let mut access = Access::of(operator());
        access.origins.clone_from(&self.origin);
        access.proxy = self.proxy_user_header.clone().map(|user_header| TrustedProxy {
            from: self.proxy_from.clone(),
            user_header,
            email_header: self.proxy_email_header.clone(),
            role_header: self.proxy_role_header.clone(),
            role: self.proxy_role,
        });
        access
    }
}

/// The person who runs the server, as git knows them.
fn operator() -> Identity {
    let asked = |key: &str| {
        let said = Command::new("git").args(["config", key]).stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&said.stdout).trim().to_owned();
        Some(text).filter(|text| !text.is_empty())
    };
    let name = asked("user.name").unwrap_or_else(|| "operator".to_owned());
    let email = asked("user.email").unwrap_or_default();
    Identity { name, email, token: None, from: String::new() }
}
