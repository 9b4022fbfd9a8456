//! What the tests of merging share: documents of files, and both directions of a merge.

use std::collections::BTreeMap;

use archweave_model::change::merge::{
    Choice, Conflict, ConflictKind, Merge, Options, Resolution, Resolutions, Side, merge,
};
use archweave_model::change::{Changes, DocumentId, Documents, ItemId, Placed, take_apart};
use archweave_model::diagnostic::Severity;
use archweave_model::value::Value;
use archweave_model::yaml::{self, FileClass};

/// Files by path and what they say; several documents of a file as a list.
pub type Files = BTreeMap<String, serde_yaml::Value>;

/// The text of a file.
pub fn text(content: &serde_yaml::Value) -> String {
    match content {
        serde_yaml::Value::Sequence(items) => {
            items.iter().map(|item| format!("---\n{}", serde_yaml::to_string(item).unwrap())).collect()
        }
        one => serde_yaml::to_string(one).unwrap(),
    }
}

/// The documents of files.
pub fn documents(files: &Files) -> Documents {
    let mut found = Documents::new();
    for (path, content) in files {
        let parsed = yaml::read(FileClass::of(path).unwrap(), text(content).as_bytes());
        let wrong = parsed.findings.iter().find(|finding| finding.severity == Severity::Error);
        assert_eq!(wrong, None, "{path}: {content:?}");
        for document in parsed.documents {
            let id = DocumentId::of(&document, path);
            found.insert(id, Placed { file: path.as_str().into(), document });
        }
    }
    found
}

/// Documents with changes done.
pub fn with(documents: &Documents, changes: &Changes) -> Documents {
    let mut documents = documents.clone();
    for (id, change) in changes {
        assert_eq!(documents.get(id), change.before.as_ref(), "{id:?}");
        assert_ne!(change.before, change.after, "{id:?}");
        match &change.after {
            Some(after) => documents.insert(id.clone(), after.clone()),
            None => documents.remove(id),
        };
    }
    documents
}

pub fn options(newer: Side) -> Options {
    Options { newer, ..Options::default() }
}

/// The other side.
pub fn other(side: Side) -> Side {
    match side {
        Side::Ours => Side::Theirs,
        Side::Theirs => Side::Ours,
    }
}

/// The same conflict seen from the other side.
pub fn mirrored(conflict: &Conflict) -> Conflict {
    let kind = match conflict.kind {
        ConflictKind::DeletedByOurs => ConflictKind::DeletedByTheirs,
        ConflictKind::DeletedByTheirs => ConflictKind::DeletedByOurs,
        kind => kind,
    };
    Conflict { kind, ours: conflict.theirs.clone(), theirs: conflict.ours.clone(), ..conflict.clone() }
}

/// One choice for all conflicts.
pub fn all(merge: &Merge, choice: &Choice) -> Resolutions {
    let resolution = Resolution { choice: choice.clone(), seen: None };
    merge.conflicts.iter().map(|conflict| (conflict.id.clone(), resolution.clone())).collect()
}

/// Both merges of a model's three states, and what has to hold for any.
pub fn check_laws(base: &Documents, ours: &Documents, theirs: &Documents, newer: Side) -> Merge {
    let none = Resolutions::new();
    let there = merge(base, ours, theirs, &options(newer), &none);
    let back = merge(base, theirs, ours, &options(other(newer)), &none);
    let mut conflicts: Vec<Conflict> = back.conflicts.iter().map(mirrored).collect();
    conflicts.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(there.conflicts, conflicts, "conflicts are the same from both sides");
    let ids: Vec<_> = there.conflicts.iter().map(|conflict| &conflict.id).collect();
    let is_ordered = ids.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(is_ordered, "one conflict an address, in order: {ids:?}");
    for conflict in &there.conflicts {
        let address = conflict.id.to_string();
        assert_eq!(address.parse().as_ref(), Ok(&conflict.id), "{address}");
        let json = serde_json::to_string(conflict).unwrap();
        assert_eq!(serde_json::from_str::<Conflict>(&json).unwrap(), *conflict, "{json}");
    }
    for choice in [Choice::Ours, Choice::Theirs] {
        let mirrored = if choice == Choice::Ours { Choice::Theirs } else { Choice::Ours };
        let one = merge(base, ours, theirs, &options(newer), &all(&there, &choice));
        assert_eq!((&one.conflicts, &one.unused), (&Vec::new(), &Vec::new()), "{choice:?} decides all");
        assert_eq!(one.resolved.len(), there.conflicts.len());
        let other = merge(base, theirs, ours, &options(other(newer)), &all(&back, &mirrored));
        assert_eq!(
            unordered(&with(ours, &one.changes)),
            unordered(&with(theirs, &other.changes)),
            "the merge is the same from both sides"
        );
        if choice == Choice::Ours {
            assert_eq!(one.changes, there.changes, "until somebody decides, ours counts");
        }
    }
    there
}

/// What stands where, and its fields; without the order of siblings, lists and keys, and without files.
pub fn unordered(documents: &Documents) -> BTreeMap<(DocumentId, ItemId), (Option<ItemId>, Value)> {
    let all = documents.iter().flat_map(|(id, placed)| {
        let items = take_apart(id, &placed.document).into_iter();
        items.map(|item| ((id.clone(), item.id), (item.holder, sorted(Value::Record(item.record)))))
    });
    all.collect()
}

fn sorted(value: Value) -> Value {
    match value {
        Value::List(items) => {
            let mut items: Vec<Value> = items.into_iter().map(sorted).collect();
            items.sort_by_cached_key(|item| format!("{item:?}"));
            Value::List(items.into())
        }
        Value::Record(entries) => {
            let entries: BTreeMap<&str, Value> =
                entries.iter().map(|(key, value)| (key, sorted(value.clone()))).collect();
            Value::record(entries)
        }
        text => text,
    }
}
