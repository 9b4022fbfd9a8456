//! From what a request shows to who asks.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use archweave_app::records::{Entry, Millis};
use archweave_app::{Caller, Identity, Records, Role};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::attempts::Attempts;
use super::refusal::Refusal;
use super::{Access, TrustedProxy};

/// Knows who may come in.
pub(crate) struct Door {
    access: Access,
    records: Option<Records>,
    attempts: Attempts,
    /// Whether there was a valid token, and when that was looked up.
    tokens: Mutex<Option<(Instant, bool)>>,
}

/// How long it is believed that there is no token, so that the first one counts soon.
const FRESH: Duration = Duration::from_secs(1);
/// Bytes of a name and an address in a commit.
const MAX_NAME: usize = 100;
const MAX_EMAIL: usize = 254;

/// What a request shows of who asks.
pub(crate) struct Credentials {
    token: Option<String>,
    headers: HeaderMap,
    peer: Option<IpAddr>,
    /// Whether the server can be reached from this machine only.
    is_local: bool,
}

/// Somebody who was recognised.
pub(crate) struct Found {
    pub(crate) caller: Arc<Caller>,
    /// Nobody said who they are: it is the person who runs the server.
    pub(crate) is_operator: bool,
}

impl Credentials {
    /// Of a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        Self {
            token: token_in(request.headers()),
            headers: request.headers().clone(),
            peer: request.peer_addr().map(|peer| peer.ip()),
            is_local: request.app_config().local_addr().ip().is_loopback(),
        }
    }

    /// Takes a token that was said elsewhere.
    pub(crate) fn set_token(&mut self, token: String) {
        self.token = Some(token);
    }

    fn text(&self, name: &str) -> Option<&str> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let text = self.headers.get(name)?.to_str().ok()?.trim();
        Some(text).filter(|text| !text.is_empty())
    }
}

/// The token in `Authorization`: after `Bearer`, or the password of `Basic`, else its user name.
pub(super) fn token_in(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    bearer(value).or_else(|| {
        let (scheme, rest) = value.trim().split_once(' ')?;
        let decoded = STANDARD.decode(rest.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
        let text = String::from_utf8(decoded).ok()?;
        let (user, password) = text.split_once(':')?;
        Some(if password.is_empty() { user } else { password }.to_owned())
    })
}

/// The token after `Bearer`.
pub(crate) fn bearer(value: &str) -> Option<String> {
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

impl Door {
    pub(crate) fn new(access: Access, records: Option<Records>) -> Self {
        Self { access, records, attempts: Attempts::default(), tokens: Mutex::new(None) }
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// Who shows these.
    pub(crate) async fn recognise(&self, shown: &Credentials) -> Result<Found, Refusal> {
        let proxy = self.access.proxy.as_ref().filter(|proxy| {
            shown.peer.is_some_and(|peer| proxy.from.iter().any(|network| network.contains(peer)))
        });
        let from = from(shown, proxy.is_some());
        if let Some(token) = &shown.token {
            let caller = self.of_token(token, from.clone(), shown.peer).await?;
            return Ok(Found { caller, is_operator: false });
        }
        if let Some(proxy) = proxy {
            let caller = of_proxy(proxy, shown, from).ok_or(Refusal::Nobody)?;
            return Ok(Found { caller: Arc::new(caller), is_operator: false });
        }
        // A proxy on this machine would make everybody the operator.
        if !shown.is_local || self.access.proxy.is_some() || self.has_tokens().await? {
            return Err(Refusal::Nobody);
        }
        let who = Identity { from, ..self.access.operator.clone() };
        Ok(Found { caller: Arc::new(Caller { who, role: Role::Admin, models: None }), is_operator: true })
    }

    async fn of_token(
        &self,
        token: &str,
        from: String,
        peer: Option<IpAddr>,
    ) -> Result<Arc<Caller>, Refusal> {
        let found = match &self.records {
            Some(records) => records.index().authenticate(token, Millis::now(), Some(&from)).await,
            None => Ok(None),
        };
        let Some(info) = found.map_err(|error| Refusal::Failed(error.into()))? else {
            return Err(self.wrong(from, peer).await);
        };
        let (name, email) = (info.name.clone(), info.email.clone());
        let who = Identity { name, email, token: Some(info.id.clone()), from };
        Ok(Arc::new(Caller { who, role: info.role, models: info.models.clone() }))
    }

    /// A wrong token is written down, but not without end.
    async fn wrong(&self, from: String, peer: Option<IpAddr>) -> Refusal {
        if self.attempts.is_too_many(peer, Instant::now()) {
            return Refusal::TooMany;
        }
        if let Some(records) = &self.records {
            let entry = Entry {
                at: Millis::now(),
                who: String::new(),
                email: String::new(),
                token: None,
                action: "token".into(),
                outcome: "refused".into(),
                model: None,
                reference: None,
                revision: None,
                from: Some(from),
                detail: "unknown, expired or revoked".into(),
            };
            if let Err(error) = records.index().record(entry).await {
                tracing::error!(%error, "the audit was not written");
            }
        }
        Refusal::Wrong
    }

    async fn has_tokens(&self) -> Result<bool, Refusal> {
        let Some(records) = &self.records else { return Ok(false) };
        let known = *self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, has)) = known.filter(|(at, _)| at.elapsed() < FRESH) {
            return Ok(has);
        }
        let has =
            records.index().has_tokens(Millis::now()).await.map_err(|error| Refusal::Failed(error.into()))?;
        *self.tokens.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), has));
        Ok(has)
    }
}

/// The address that asks: behind a trusted proxy, the last one that it names.
fn from(shown: &Credentials, is_proxied: bool) -> String {
    let named = shown.text("x-forwarded-for").filter(|_| is_proxied);
    let last = named.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    last.or(shown.peer).map(|address| address.to_canonical().to_string()).unwrap_or_default()
}

/// Whom a proxy names; none if it names nobody, or something that cannot stand in a commit.
fn of_proxy(proxy: &TrustedProxy, shown: &Credentials, from: String) -> Option<Caller> {
    let fits = |text: &str, most: usize| {
        text.len() <= most && !text.contains(|c: char| c.is_control() || matches!(c, '<' | '>'))
    };
    let user = shown.text(&proxy.user_header).filter(|user| fits(user, MAX_NAME))?;
    let email = match proxy.email_header.as_deref().and_then(|name| shown.text(name)) {
        Some(email) => email.to_owned(),
        None if user.contains('@') => user.to_owned(),
        None => format!("{}@users.invalid", user.replace(char::is_whitespace, ".")),
    };
    if !fits(&email, MAX_EMAIL) {
        return None;
    }
    let role = match proxy.role_header.as_deref().and_then(|name| shown.text(name)) {
        Some(role) => Role::parse(&role.to_ascii_lowercase()).ok()?,
        None => proxy.role,
    };
    let who = Identity { name: user.to_owned(), email, token: None, from };
    Some(Caller { who, role, models: None })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_token_is_read_from_what_clients_send() {
        let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
        for (value, token) in [
            ("Bearer awt_x".to_owned(), Some("awt_x")),
            ("bearer  awt_x ".to_owned(), Some("awt_x")),
            (basic("jane:awt_x"), Some("awt_x")),
            (basic("awt_x:"), Some("awt_x")),
            (basic("jane"), None),
            ("Basic ???".to_owned(), None),
            ("Digest awt_x".to_owned(), None),
            ("Bearer".to_owned(), None),
        ] {
            let request = TestRequest::default().insert_header((header::AUTHORIZATION, value.clone()));
            let request = request.to_http_request();
            assert_eq!(token_in(request.headers()).as_deref(), token, "{value}");
        }
    }

    #[test]
    fn a_proxys_word_becomes_a_caller() {
        let proxy = TrustedProxy {
            from: Vec::new(),
            user_header: "X-User".into(),
            email_header: Some("X-Email".into()),
            role_header: Some("X-Role".into()),
            role: Role::Reader,
        };
        for (headers, expected) in [
            (
                &[("x-user", "jane@example.org")][..],
                Some(("jane@example.org", "jane@example.org", Role::Reader)),
            ),
            (&[("x-user", "Jane Doe")], Some(("Jane Doe", "Jane.Doe@users.invalid", Role::Reader))),
            (
                &[("x-user", "Jane"), ("x-email", "j@example.org"), ("x-role", "Admin")],
                Some(("Jane", "j@example.org", Role::Admin)),
            ),
            (&[("x-user", "Jane"), ("x-role", "owner")], None),
            (&[("x-user", "Jane <x>")], None),
            (&[("x-user", " ")], None),
            (&[("x-email", "j@example.org")], None),
        ] {
            let mut request = TestRequest::default();
            for header in headers {
                request = request.insert_header(*header);
            }
            let shown = Credentials::of(&request.to_http_request());
            let found = of_proxy(&proxy, &shown, String::new());
            let found = found.as_ref().map(|c| (&*c.who.name, &*c.who.email, c.role));
            assert_eq!(found, expected, "{headers:?}");
        }
    }
}
