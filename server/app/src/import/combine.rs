//! A model brought into another: what is new is added, what both have is updated, what only the one that is
//! there has stays.
//!
//! Formats differ in what they can say. A field that the file does not have is taken for unsaid, not for
//! removed: an ArchiMate file knows no owners and takes none away.

use std::collections::HashMap;
use std::sync::Arc;

use archweave_model::element::{Element, Relation};
use archweave_model::metamodel::Extension;
use archweave_model::model::{Filed, Manifest, Model};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};

/// Both models in one.
pub(super) fn combined(before: &Model, new: Model) -> Model {
    let is_empty = before.elements.is_empty() && before.views.is_empty();
    let mut model = before.clone();
    model.manifest = match is_empty {
        true => first_manifest(&before.manifest, new.manifest),
        false => before.manifest.clone(),
    };
    put(&mut model.elements, new.elements, |e| e.id.to_string(), |old, new| Arc::new(element(old, &new)));
    put(&mut model.loose, new.loose, |r| r.id.to_string(), |_, new| new);
    put(
        &mut model.views,
        new.views,
        |v| v.value.id.to_string(),
        |old, new| Filed { path: old.path.clone(), ..new },
    );
    put(&mut model.layouts, new.layouts, |l| l.view.to_string(), |_, new| new);
    put(
        &mut model.extensions,
        new.extensions,
        |e| e.path.to_string(),
        |old, new| Filed { path: new.path, value: Arc::new(extension(&old.value, &new.value)) },
    );
    put(&mut model.images, new.images, |i| i.path.to_string(), |_, new| new);
    put(&mut model.extra, new.extra, |(tool, _)| tool.to_string(), |_, new| new);
    model
}

/// Puts each new entry in the place of the one with its key, or at the end.
fn put<T>(list: &mut Vec<T>, new: Vec<T>, key: impl Fn(&T) -> String, update: impl Fn(&T, T) -> T) {
    let places: HashMap<String, usize> = list.iter().enumerate().map(|(n, entry)| (key(entry), n)).collect();
    for entry in new {
        match places.get(&key(&entry)).and_then(|place| list.get_mut(*place)) {
            Some(known) => *known = update(known, entry),
            None => list.push(entry),
        }
    }
}

/// The manifest of a model that had nothing: its title stays if it has one.
fn first_manifest(before: &Manifest, new: Manifest) -> Manifest {
    let mut languages = before.languages.to_vec();
    languages.extend(new.languages.iter().filter(|code| !before.languages.contains(code)).cloned());
    Manifest {
        name: if before.name.is_empty() { new.name } else { before.name.clone() },
        languages: languages.into(),
        ..new
    }
}

fn element(old: &Element, new: &Element) -> Element {
    let mut element = new.clone();
    element.name = text(&old.name, &new.name);
    element.description = text(&old.description, &new.description);
    let owner = |new: &Option<Box<str>>, old: &Option<Box<str>>| new.clone().or_else(|| old.clone());
    element.owners.business = owner(&new.owners.business, &old.owners.business);
    element.owners.technology = owner(&new.owners.technology, &old.owners.technology);
    element.lifecycle = new.lifecycle.clone().or_else(|| old.lifecycle.clone());
    let lists = [
        (&mut element.specializations, &old.specializations),
        (&mut element.zachman, &old.zachman),
        (&mut element.tags, &old.tags),
    ];
    for (list, old) in lists {
        if list.is_empty() {
            *list = old.clone();
        }
    }
    element.attributes = properties(&old.attributes, &new.attributes);
    element.properties = properties(&old.properties, &new.properties);
    element.extra = properties(&old.extra, &new.extra);
    // A relation without an id of its own is the one with the same ends.
    let is_same = |old: &Relation, new: &Relation| {
        let ends = |relation: &Relation| (relation.kind.clone(), relation.from.clone(), relation.to.clone());
        old.id == new.id || (!old.has_written_id && ends(old) == ends(new))
    };
    let is_new = |relation: &&Relation| !new.relations.iter().any(|known| is_same(relation, known));
    element.relations = old.relations.iter().filter(is_new).chain(&new.relations).cloned().collect();
    element
}

/// A text in one language takes the place of the main one; other languages stay.
fn text(old: &Text, new: &Text) -> Text {
    match (old, new) {
        (_, new) if new.is_absent() => old.clone(),
        (Text::Many(entries), Text::One(text)) => {
            let main = entries.first().map(|(code, _)| (code.clone(), text.clone()));
            Text::languages(main.into_iter().chain(entries.iter().skip(1).cloned()))
        }
        (Text::Many(old), Text::Many(new)) => Text::languages(new.iter().chain(old.iter()).cloned()),
        _ => new.clone(),
    }
}

fn properties(old: &Properties, new: &Properties) -> Properties {
    let mut all = old.clone();
    new.iter().for_each(|(key, value): (&str, &Value)| all.set(key, value.clone()));
    all
}

/// Definitions of one name: those of the file count where both have one.
fn extension(old: &Extension, new: &Extension) -> Extension {
    let mut all = old.clone();
    let update = |list: &mut Vec<_>, new: &Vec<_>| {
        put(
            list,
            new.clone(),
            |s: &archweave_model::metamodel::Specialization| format!("{} {}", s.of, s.name),
            |_, n| n,
        );
    };
    update(&mut all.specializations, &new.specializations);
    put(&mut all.kinds, new.kinds.clone(), |kind| kind.id.clone(), |_, new| new);
    put(&mut all.relations, new.relations.clone(), |relation| relation.id.clone(), |_, new| new);
    put(&mut all.viewpoints, new.viewpoints.clone(), |viewpoint| viewpoint.id.to_string(), |_, new| new);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use archweave_model::snapshot::Snapshot;
    use archweave_model::yaml::{self, FileClass};

    fn model(elements: &str) -> Model {
        let path = "elements/a.yaml";
        let parsed = yaml::read(FileClass::of(path).unwrap(), elements.as_bytes());
        assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
        Snapshot::build(vec![(path.into(), Arc::new(parsed))]).to_model()
    }

    #[test]
    fn what_the_file_does_not_say_stays() {
        let desk = "---\nid: desk\nkind: goal\nname: Desk\n";
        let cases = [
            (
                "id: a\nkind: goal\nname: { zh: 旧, en: Old }\nowner: x\ntags: [t]\nproperties: { p: \"1\", q: \"2\" }\nrelations:\n  - association: desk\n",
                "id: a\nkind: goal\nname: 新\nproperties: { q: \"3\" }\nrelations:\n  - influence: desk\n",
                "id: a\nkind: goal\nname: { zh: 新, en: Old }\nowner: x\ntags: [t]\nproperties: { p: \"1\", q: \"3\" }\nrelations:\n  - association: desk\n  - influence: desk\n",
            ),
            (
                "id: a\nkind: goal\nname: A\n",
                "id: b\nkind: goal\nname: B\n",
                "id: a\nkind: goal\nname: A\n---\nid: b\nkind: goal\nname: B\n",
            ),
            (
                "id: a\nkind: goal\nname: A\nrelations:\n  - association: desk\n",
                "id: a\nkind: goal\nname: A\nrelations:\n  - { id: r1, kind: association, to: desk }\n",
                "id: a\nkind: goal\nname: A\nrelations:\n  - { id: r1, kind: association, to: desk }\n",
            ),
            (
                "id: a\nkind: goal\nname: A\ndescription: x\n",
                "id: a\nkind: driver\nname: A\n",
                "id: a\nkind: driver\nname: A\ndescription: x\n",
            ),
        ];
        for (before, new, expected) in cases {
            let [before, new, expected] = [before, new, expected].map(|text| model(&format!("{text}{desk}")));
            let mut found = combined(&before, new);
            found.elements.sort_by(|a, b| a.id.cmp(&b.id));
            assert_eq!(found.elements, expected.elements);
        }
    }
}
