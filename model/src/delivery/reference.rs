//! What a name in a record stands for in the model.
//!
//! Sources name things in their own way: by the model's id, by an id of another system, by package
//! address or repository, or by a name people use. A [`Directory`] answers from the first of these ways
//! that leads somewhere, and says why where none does ([`Unmatched`]). It never guesses between two.

mod repository;
mod tables;
#[cfg(test)]
mod tests;
mod unmatched;

pub use repository::repository_key;
pub use unmatched::Unmatched;

use super::purl::Purl;
use super::record::{Basis, Sort};
use crate::element::Element;
use crate::id::ElementId;
use crate::persistent::hash;
use crate::snapshot::Snapshot;
use crate::value::Value;
use tables::Table;

/// The longest name, in bytes.
const NAME: usize = super::limits::KEY;

/// What names stand for in a model at one revision. Shares the snapshot's elements.
#[derive(Clone, Debug)]
pub struct Directory {
    snapshot: Snapshot,
    /// Ids and addresses in other systems.
    external: Table,
    /// The same of requirements, and their own ids, without regard to case.
    folded: Table,
    packages: Table,
    repositories: Table,
    /// Names and aliases in all languages.
    names: Table,
    /// Stages of environments and versions of releases.
    roles: Table,
}

/// The element that a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub element: ElementId,
    /// A better basis than that of the mention, where the name is the key of a ticket or a package address.
    pub basis_hint: Option<Basis>,
}

/// How a name may be meant.
#[derive(Clone, Copy)]
enum Way {
    External,
    Package,
    Repository,
    Name,
    Role,
    Folded,
}

/// Kinds of elements that a sort takes, and, of their specializations, those that it does not.
fn kinds(sort: Sort) -> (&'static [&'static str], &'static [&'static str]) {
    match sort {
        Sort::Requirement => (&["requirement"], &[]),
        Sort::Demand => (&["demand"], &[]),
        Sort::Component => (&["application-component", "application-service"], &[]),
        Sort::Artifact | Sort::Repository => (&["artifact"], &[]),
        Sort::Environment => (&["environment", "node"], &["deployment-target", "device", "system-software"]),
        Sort::Target => (&["deployment-target", "node", "device", "system-software"], &["environment"]),
        Sort::Release => (&["release"], &[]),
        Sort::Indicator => (&["indicator"], &[]),
        Sort::Element => (&[], &[]),
    }
}

/// The ways in which a sort of thing is named, beside its id, in the order in which they are tried.
fn ways(sort: Sort) -> &'static [Way] {
    use Way::{External, Folded, Name, Package, Repository, Role};
    match sort {
        Sort::Requirement | Sort::Demand => &[External, Name, Folded],
        Sort::Artifact => &[External, Package, Repository, Name],
        Sort::Repository => &[External, Repository, Name],
        Sort::Environment | Sort::Release => &[External, Name, Role],
        Sort::Component | Sort::Target | Sort::Indicator => &[External, Name],
        Sort::Element => &[External, Package, Repository, Name],
    }
}

impl Directory {
    /// Reads the names of all elements.
    pub fn new(snapshot: &Snapshot) -> Self {
        tables::read(snapshot)
    }

    /// The element of a sort that a name stands for.
    pub fn find(&self, sort: Sort, text: &str) -> Result<Found, Unmatched> {
        let name = text.trim();
        if name.is_empty() || name.len() > NAME || name.chars().any(char::is_control) {
            return Err(Unmatched::NoName);
        }
        let mut other: Option<u32> = None;
        if let Some(slot) = self.snapshot.slot_of(name) {
            if self.fits(sort, slot) {
                return self.found(&[slot], None);
            }
            other = Some(slot);
        }
        let purl = name.starts_with("pkg:").then(|| name.parse::<Purl>()).transpose();
        for way in ways(sort) {
            let mut slots = self.candidates(*way, name, purl.as_ref().ok().and_then(Option::as_ref));
            other = other.or(slots.first().copied());
            slots.retain(|slot| self.fits(sort, *slot));
            let is_ticket = |slot: &u32| {
                matches!(sort, Sort::Requirement | Sort::Demand) && self.is_external(*slot, name)
            };
            let basis_hint = match way {
                Way::External | Way::Folded if slots.iter().all(is_ticket) => Some(Basis::Ticket),
                Way::Package => Some(Basis::Purl),
                _ => None,
            };
            if !slots.is_empty() {
                return self.found(&slots, basis_hint);
            }
        }
        Err(self.unmatched(sort, other, purl.err()))
    }

    /// The only element of these slots.
    fn found(&self, slots: &[u32], basis_hint: Option<Basis>) -> Result<Found, Unmatched> {
        let elements = slots.iter().filter_map(|slot| self.snapshot.element_at(*slot));
        let mut ids: Vec<&ElementId> = elements.map(|element| &element.id).collect();
        ids.sort();
        match &*ids {
            [id] => Ok(Found { element: (*id).clone(), basis_hint }),
            several => Err(Unmatched::ambiguous(several)),
        }
    }

    fn fits(&self, sort: Sort, slot: u32) -> bool {
        let (wanted, but_not) = kinds(sort);
        let metamodel = self.snapshot.metamodel();
        let is_any = |names: &[&str]| {
            self.snapshot.kind_at(slot).is_some_and(|kind| {
                names
                    .iter()
                    .filter_map(|name| metamodel.kind_index(name))
                    .any(|other| metamodel.is_a(kind, other))
            })
        };
        wanted.is_empty() || is_any(wanted) && !is_any(but_not)
    }

    fn candidates(&self, way: Way, name: &str, purl: Option<&Purl>) -> Vec<u32> {
        let element = |slot: u32| self.snapshot.element_at(slot);
        let text = |slot: u32, key: &str| element(slot).and_then(|element| element.properties.text(key));
        match way {
            Way::External => self
                .external
                .find(hash(name), |slot| element(slot).is_some_and(|e| externals(e).any(|id| id == name))),
            Way::Folded => {
                let lower = name.to_lowercase();
                self.folded.find(hash(&lower), |slot| {
                    element(slot).is_some_and(|e| {
                        e.id.as_str().to_lowercase() == lower
                            || externals(e).any(|id| id.to_lowercase() == lower)
                    })
                })
            }
            Way::Package => {
                let package = purl.map_or(name, Purl::package);
                self.packages.find(hash(package), |slot| {
                    text(slot, "purl").and_then(package_of).is_some_and(|known| known == package)
                })
            }
            Way::Repository => {
                let key = repository_key(name);
                self.repositories.find(hash(&key), |slot| {
                    text(slot, "repository").is_some_and(|known| repository_key(known) == key)
                })
            }
            Way::Name => self
                .names
                .find(hash(name), |slot| element(slot).is_some_and(|e| names(e).any(|known| known == name))),
            Way::Role => self.roles.find(hash(name), |slot| {
                ["stage", "version"].iter().any(|key| text(slot, key) == Some(name))
            }),
        }
    }

    fn is_external(&self, slot: u32, name: &str) -> bool {
        let element = self.snapshot.element_at(slot);
        element.is_some_and(|element| externals(element).any(|id| id.eq_ignore_ascii_case(name)))
    }
}

/// Ids and addresses of an element in other systems.
fn externals(element: &Element) -> impl Iterator<Item = &str> {
    let items = element.attributes.get("external").map_or(&[][..], Value::items);
    let records = items.iter().filter_map(Value::as_record);
    records.flat_map(|record| ["id", "url"].into_iter().filter_map(|key| record.text(key)))
}

/// Names and aliases of an element, in all languages, without space around them.
pub(super) fn names(element: &Element) -> impl Iterator<Item = &str> {
    let aliases = element.attributes.get("aliases").map_or(&[][..], Value::items);
    let aliases = aliases.iter().flat_map(|alias| {
        let one = alias.as_text();
        let many = alias
            .as_record()
            .into_iter()
            .flat_map(|texts| texts.iter().filter_map(|(_, text)| text.as_text()));
        one.into_iter().chain(many)
    });
    let names = element.name.entries().map(|(_, name)| name);
    names.chain(aliases).map(str::trim).filter(|name| !name.is_empty())
}

/// The package of an address in the model: in canonical form, or, if it is none, as written.
fn package_of(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty())
        .then(|| text.parse::<Purl>().map_or_else(|_| text.to_owned(), |p| p.package().to_owned()))
}
