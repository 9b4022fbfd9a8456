//! A push without git: the list of what should move and a pack, as one request.

use std::net::SocketAddr;

use crate::support::http::attempt;

/// No object.
pub const ZERO: &str = "0000000000000000000000000000000000000000";

/// What came back.
pub struct Said {
    /// Status of HTTP.
    pub status: u16,
    /// What git would show after `remote: `, and what stops it.
    pub text: String,
    /// The report on the references.
    pub report: String,
}

/// The body of a request.
pub fn request(moves: &[(String, String, String)], pack: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (at, (old, new, name)) in moves.iter().enumerate() {
        let line = format!("{old} {new} {name}");
        let line = if at == 0 { line + "\0report-status side-band-64k quiet agent=forge" } else { line };
        body.extend(format!("{:04x}", line.len() + 4).bytes());
        body.extend(line.bytes());
    }
    body.extend(b"0000");
    body.extend(pack);
    body
}

/// Sends it.
pub fn send(to: SocketAddr, model: &str, authorization: &str, body: &[u8]) -> std::io::Result<Said> {
    let mut headers = vec![("Content-Type", "application/x-git-receive-pack-request")];
    if !authorization.is_empty() {
        headers.push(("Authorization", authorization));
    }
    let path = format!("/git/{model}.git/git-receive-pack");
    let answer = attempt(to, "POST", &path, &headers, body)?;
    let mut said = Said { status: answer.status, text: String::new(), report: String::new() };
    let mut rest = answer.body.as_slice();
    while rest.len() >= 4 {
        let digits = std::str::from_utf8(&rest[..4]).unwrap_or_default();
        let Ok(length) = usize::from_str_radix(digits, 16) else { break };
        if length < 5 {
            rest = &rest[4..];
            continue;
        }
        let (line, after) = rest.split_at(length);
        let text = String::from_utf8_lossy(&line[5..]);
        match line[4] {
            1 => said.report += &text,
            _ => said.text += &text,
        }
        rest = after;
    }
    if said.status != 200 {
        said.text += &String::from_utf8_lossy(&answer.body);
    }
    Ok(said)
}
