//! A repository's own viewpoints and audiences beside those of the library.

use std::sync::Arc;

use foldhash::HashSet;

use crate::diagnostic::Diagnostic;
use crate::metamodel::definition::Extension;
use crate::metamodel::registry::Metamodel;
use crate::viewpoint::{Audience, UnknownName, Viewpoint};

const UNKNOWN_NAME_HELP: &str = "see `archweave metamodel` for the names there are, and `audiences:` in `metamodel/` for audiences of this repository";
const TWICE_HELP: &str = "remove one of the definitions or give it another id";

impl Metamodel {
    /// All viewpoints: the library's, then a repository's own. One that has the id of a viewpoint of
    /// the library stands in its place.
    pub fn viewpoints(&self) -> &[Viewpoint] {
        &self.viewpoints
    }

    /// A viewpoint by its id.
    pub fn viewpoint(&self, id: &str) -> Option<&Viewpoint> {
        self.viewpoints.iter().find(|viewpoint| viewpoint.id == id)
    }

    /// All audiences: the library's, then a repository's own.
    pub fn audiences(&self) -> &[Audience] {
        &self.audiences
    }

    /// An audience by its id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.id == id)
    }

    /// Adds what these files say, after their kinds are known: audiences first, viewpoints name them.
    pub(super) fn add_conventions(&mut self, files: &[(&str, &Extension)], wrong: &mut Vec<Diagnostic>) {
        let mut own = HashSet::default();
        for (file, extension) in files {
            for (n, audience) in extension.audiences.iter().enumerate() {
                let refused = check_id("audience", &audience.id, own.insert(audience.id.as_str()));
                match refused {
                    Some((message, help)) => {
                        wrong.push(finding(file, &format!("audiences.{n}.id"), message, help))
                    }
                    None => put(Arc::make_mut(&mut self.audiences), audience, |audience| &audience.id),
                }
            }
        }
        for (file, extension) in files {
            for (n, audience) in extension.audiences.iter().enumerate() {
                self.check_audience(file, n, audience, wrong);
            }
        }
        let mut own = HashSet::default();
        for (file, extension) in files {
            for (n, viewpoint) in extension.viewpoints.iter().enumerate() {
                let key = format!("viewpoints.{n}");
                let refused = check_id("viewpoint", &viewpoint.id, own.insert(viewpoint.id.as_str()));
                if let Some((message, help)) = refused {
                    wrong.push(finding(file, &format!("{key}.id"), message, help));
                    continue;
                }
                let of = format!("viewpoint `{}`", viewpoint.id);
                let unknown = viewpoint.unknown_names(self);
                wrong.extend(unknown.into_iter().map(|name| unknown_name(file, &key, &of, &name)));
                put(Arc::make_mut(&mut self.viewpoints), viewpoint, |viewpoint| &viewpoint.id);
            }
        }
    }

    fn check_audience(&self, file: &str, n: usize, audience: &Audience, wrong: &mut Vec<Diagnostic>) {
        let key = format!("audiences.{n}");
        if let Some(like) = &audience.like
            && self.audience(like).is_none()
        {
            let message = format!("audience `{}` is like `{like}`, which is no audience", audience.id);
            wrong.push(finding(file, &format!("{key}.like"), message, UNKNOWN_NAME_HELP));
        }
        let of = format!("audience `{}`", audience.id);
        let unknown = audience.show.unknown_names(self, "show");
        wrong.extend(unknown.into_iter().map(|name| unknown_name(file, &key, &of, &name)));
    }
}

fn finding(file: &str, key: &str, message: String, help: &str) -> Diagnostic {
    Diagnostic::error("bad-metamodel", message).help(help).file(file).key(key)
}

fn unknown_name(file: &str, key: &str, of: &str, unknown: &UnknownName) -> Diagnostic {
    let message = format!("{of} names `{}`, which is no {}", unknown.name, unknown.what);
    finding(file, &format!("{key}.{}", unknown.key), message, UNKNOWN_NAME_HELP)
}

/// Why a definition cannot be known by its id; `is_first` of a repository's own.
fn check_id(what: &str, id: &str, is_first: bool) -> Option<(String, &'static str)> {
    if let Err(error) = crate::id::check(id) {
        return Some((format!("{what} `{id}`: {error}"), "choose another id"));
    }
    (!is_first).then(|| (format!("{what} `{id}` is defined twice"), TWICE_HELP))
}

fn put<T: Clone>(all: &mut Vec<T>, one: &T, id: impl Fn(&T) -> &String) {
    match all.iter_mut().find(|known| id(known) == id(one)) {
        Some(known) => *known = one.clone(),
        None => all.push(one.clone()),
    }
}
