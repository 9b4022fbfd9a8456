//! Tables from names to slots. They hold hashes, not names: whoever finds a slot confirms it.

use super::{Directory, externals, names, package_of, repository_key};
use crate::metamodel::KindIndex;
use crate::persistent::hash;
use crate::snapshot::Snapshot;

/// Slots by the hash of a name, in order of the hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(Box<[(u64, u32)]>);

impl Table {
    fn new(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        Self(entries.into())
    }

    /// All slots under a hash that `confirm` takes.
    pub(super) fn find(&self, hash: u64, confirm: impl Fn(u32) -> bool) -> Vec<u32> {
        let start = self.0.partition_point(|(known, _)| *known < hash);
        let same = self.0[start..].iter().take_while(|(known, _)| *known == hash);
        same.map(|(_, slot)| *slot).filter(|slot| confirm(*slot)).collect()
    }
}

/// What is read of the elements of a kind, beside names and ids in other systems.
#[derive(Clone, Copy)]
struct Reads {
    /// Ids without regard to case.
    folded: bool,
    /// Package address and repository.
    artifact: bool,
    /// A property that names it as well as its name does.
    role: Option<&'static str>,
}

pub(super) fn read(snapshot: &Snapshot) -> Directory {
    let metamodel = snapshot.metamodel();
    let [requirement, artifact, environment, release] =
        ["requirement", "artifact", "environment", "release"].map(|name| metamodel.kind_index(name));
    let reads = metamodel.kinds().map(|(kind, _)| {
        let is = |wanted: Option<KindIndex>| wanted.is_some_and(|wanted| metamodel.is_a(kind, wanted));
        let roles = [(environment, "stage"), (release, "version")];
        let role = roles.into_iter().find(|(wanted, _)| is(*wanted)).map(|(_, key)| key);
        Reads { folded: is(requirement), artifact: is(artifact), role }
    });
    let reads: Vec<Reads> = reads.collect();
    let count = snapshot.element_count();
    let (mut external, mut names_of) = (Vec::with_capacity(count), Vec::with_capacity(count * 2));
    let (mut folded, mut packages, mut repositories, mut roles) = (vec![], vec![], vec![], vec![]);
    // Not by id: elements that were read together lie together.
    for slot in 0..snapshot.slots.len() as u32 {
        let Some(element) = snapshot.element_at(slot) else { continue };
        names_of.extend(names(element).map(|name| (hash(name), slot)));
        external.extend(externals(element).map(|id| (hash(id), slot)));
        let Some(reads) = snapshot.kind_at(slot).and_then(|kind| reads.get(kind.position())) else {
            continue;
        };
        if reads.folded {
            let ids = std::iter::once(element.id.as_str()).chain(externals(element));
            folded.extend(ids.map(|id| (hash(&id.to_lowercase()), slot)));
        }
        if reads.artifact {
            let package = element.properties.text("purl").and_then(package_of);
            packages.extend(package.map(|package| (hash(&package), slot)));
            let repository = element.properties.text("repository").map(repository_key);
            repositories.extend(repository.filter(|key| !key.is_empty()).map(|key| (hash(&key), slot)));
        }
        let role = reads.role.and_then(|key| element.properties.text(key));
        roles.extend(role.map(|role| (hash(role), slot)));
    }
    Directory {
        snapshot: snapshot.clone(),
        external: Table::new(external),
        folded: Table::new(folded),
        packages: Table::new(packages),
        repositories: Table::new(repositories),
        names: Table::new(names_of),
        roles: Table::new(roles),
    }
}
