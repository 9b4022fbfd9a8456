//! Whether a body comes from who knows the secret.
//!
//! Four schemes: GitHub's `X-Hub-Signature-256` and Jira's `X-Hub-Signature` (HMAC-SHA256 of the
//! body), GitLab's `X-Gitlab-Token` (the secret itself), and Standard Webhooks (`webhook-id`,
//! `webhook-timestamp`, `webhook-signature`) for everything else. Only the last says when it was
//! signed; a body of the others that is sent again is known by its event's id.

use archweave_model::delivery::Moment;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use constant_time_eq::constant_time_eq;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Headers, Hook};

/// How far the clock of a sender may be from ours, in milliseconds.
pub const TOLERANCE: i64 = 5 * 60 * 1000;

/// Most signatures that one request shows: while a secret is replaced there are two.
const MAX_SIGNATURES: usize = 10;

/// What a request shows of its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing: ask for a token instead.
    Nothing,
    /// A signature, or the secret itself.
    Something,
}

/// Why a signature is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// It is not shown.
    #[error("the request is not signed; {0}")]
    Missing(&'static str),
    /// It does not fit body and secret, or cannot be read.
    #[error(
        "the signature does not fit the body; check that both sides have the same secret, and that nothing between them changes the body"
    )]
    Wrong,
    /// It was made too long ago, or the clocks differ.
    #[error("the request was signed more than five minutes from now; check the clocks of both sides")]
    Stale,
}

/// Whether a request shows a signature at all.
pub fn shown(hook: Hook, headers: &Headers) -> Shown {
    let names: &[&str] = match hook {
        Hook::Github => &["x-hub-signature-256"],
        Hook::Gitlab => &["x-gitlab-token"],
        Hook::Jira => &["x-hub-signature", "webhook-signature"],
        Hook::Cdevents | Hook::Argocd | Hook::Events => &["webhook-signature"],
    };
    match names.iter().any(|name| headers.get(name).is_some()) {
        true => Shown::Something,
        false => Shown::Nothing,
    }
}

/// Checks that the sender of a body knows the secret.
pub fn check(
    hook: Hook,
    secret: &str,
    headers: &Headers,
    body: &[u8],
    now: Moment,
) -> Result<(), SignatureError> {
    match hook {
        Hook::Github => {
            hub(secret, headers.get("x-hub-signature-256"), body, "set the secret of the webhook in GitHub")
        }
        Hook::Gitlab => {
            let token = headers.get("x-gitlab-token");
            let token =
                token.ok_or(SignatureError::Missing("set the secret token of the webhook in GitLab"))?;
            fits(constant_time_eq(token.as_bytes(), secret.trim().as_bytes()))
        }
        Hook::Jira if headers.get("webhook-signature").is_none() => {
            hub(secret, headers.get("x-hub-signature"), body, "set the secret of the webhook in Jira")
        }
        Hook::Jira | Hook::Cdevents | Hook::Argocd | Hook::Events => standard(secret, headers, body, now),
    }
}

fn fits(is_right: bool) -> Result<(), SignatureError> {
    if is_right { Ok(()) } else { Err(SignatureError::Wrong) }
}

/// `sha256=` and the HMAC of the body in hexadecimal.
fn hub(secret: &str, shown: Option<&str>, body: &[u8], help: &'static str) -> Result<(), SignatureError> {
    let shown = shown.ok_or(SignatureError::Missing(help))?;
    let hex = shown.strip_prefix("sha256=").ok_or(SignatureError::Wrong)?;
    let bytes = unhex(hex).ok_or(SignatureError::Wrong)?;
    let mac = mac(secret.trim().as_bytes(), &[body]).ok_or(SignatureError::Wrong)?;
    fits(mac.verify_slice(&bytes).is_ok())
}

/// <https://www.standardwebhooks.com>: `v1,` and the HMAC of id, time and body in base64.
fn standard(secret: &str, headers: &Headers, body: &[u8], now: Moment) -> Result<(), SignatureError> {
    const HELP: &str =
        "send webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks says, or a token";
    let header = |name| headers.get(name).ok_or(SignatureError::Missing(HELP));
    let (id, time, shown) =
        (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
    let seconds: i64 = time.parse().map_err(|_| SignatureError::Wrong)?;
    if seconds.saturating_mul(1000).saturating_sub(now.0).saturating_abs() > TOLERANCE {
        return Err(SignatureError::Stale);
    }
    let key = key(secret);
    let parts = [id.as_bytes(), b".", time.as_bytes(), b".", body];
    let mac = mac(&key, &parts).ok_or(SignatureError::Wrong)?;
    let is_right = shown.split_whitespace().take(MAX_SIGNATURES).any(|signature| {
        let bytes = signature.strip_prefix("v1,").and_then(|text| STANDARD.decode(text).ok());
        bytes.is_some_and(|bytes| mac.clone().verify_slice(&bytes).is_ok())
    });
    fits(is_right)
}

/// Signs a body as Standard Webhooks says; `seconds` since 1970.
pub fn sign(secret: &str, id: &str, seconds: i64, body: &[u8]) -> String {
    let time = seconds.to_string();
    let mac = mac(&key(secret), &[id.as_bytes(), b".", time.as_bytes(), b".", body]);
    let bytes = mac.map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
    format!("v1,{}", STANDARD.encode(bytes))
}

/// The bytes of a secret: after `whsec_` it is base64.
fn key(secret: &str) -> Vec<u8> {
    let secret = secret.trim();
    let decoded = secret.strip_prefix("whsec_").and_then(|text| STANDARD.decode(text).ok());
    decoded.unwrap_or_else(|| secret.as_bytes().to_vec())
}

/// Keys of any length will do, so that there is always one.
fn mac(key: &[u8], parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    Some(digits.chunks_exact(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect())
}
