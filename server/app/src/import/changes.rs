//! What an import would change: objects that are new, different or gone, field by field.

use std::collections::{BTreeMap, HashMap};

use archweave_model::model::Model;
use archweave_model::yaml::encode;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// How two models differ.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// In the order of sort and id.
    pub list: Vec<Change>,
    /// How many objects are the same in both.
    pub same: usize,
}

/// One object that differs.
#[derive(Clone, Debug)]
pub struct Change {
    /// `element`, `relation`, `view`, `model`, `metamodel` or `picture`.
    pub sort: &'static str,
    /// Its id.
    pub id: String,
    /// What the reader knows it by; may be empty.
    pub name: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of an object.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// It was not there.
    Created,
    /// The fields that differ: name, before, after; none where the field is not there.
    Updated(Vec<(String, Option<String>, Option<String>)>),
    /// It is not there any more.
    Removed,
}

/// An object by what it says.
struct Object {
    sort: &'static str,
    id: String,
    name: String,
    fields: BTreeMap<String, String>,
}

impl Changes {
    /// From one model to another.
    pub fn between(before: &Model, after: &Model) -> Self {
        let mut changes = Self::default();
        let old: HashMap<(&str, String), Object> =
            objects(before).into_iter().map(|object| ((object.sort, object.id.clone()), object)).collect();
        let mut left = old;
        for object in objects(after) {
            let Object { sort, id, name, fields } = object;
            let kind = match left.remove(&(sort, id.clone())) {
                None => ChangeKind::Created,
                Some(old) if old.fields == fields => {
                    changes.same += 1;
                    continue;
                }
                Some(old) => ChangeKind::Updated(differences(&old.fields, &fields)),
            };
            changes.list.push(Change { sort, id, name, kind });
        }
        let removed = left.into_values();
        changes.list.extend(removed.map(|Object { sort, id, name, .. }| Change {
            sort,
            id,
            name,
            kind: ChangeKind::Removed,
        }));
        changes.list.sort_by(|a, b| (a.sort, &a.id).cmp(&(b.sort, &b.id)));
        changes
    }

    /// How many objects are new, different and gone.
    pub fn counts(&self) -> [usize; 3] {
        let count = |is: fn(&ChangeKind) -> bool| self.list.iter().filter(|c| is(&c.kind)).count();
        [
            count(|kind| matches!(kind, ChangeKind::Created)),
            count(|kind| matches!(kind, ChangeKind::Updated(_))),
            count(|kind| matches!(kind, ChangeKind::Removed)),
        ]
    }
}

/// A field, before and after.
type Difference = (String, Option<String>, Option<String>);

fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Difference> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let pair = |name: &String| (name.clone(), old.get(name).cloned(), new.get(name).cloned());
    names.into_iter().map(pair).filter(|(_, old, new)| old != new).collect()
}

fn objects(model: &Model) -> Vec<Object> {
    let mut all = Vec::new();
    let object = |sort, id: &str, name: &str, value: Value| {
        let mut fields = BTreeMap::new();
        flatten("", &value, &mut fields);
        Object { sort, id: id.to_owned(), name: name.to_owned(), fields }
    };
    let relation = |relation: &archweave_model::element::Relation, source: &str| {
        let mut value = encode::to_json(&encode::relation(relation));
        if let Some(fields) = value.as_object_mut() {
            fields.insert("from".into(), source.into());
            // A derived id may be written or not; it is the same one.
            fields.remove("id");
        }
        object("relation", relation.id.as_str(), relation.name.main(), value)
    };
    all.push(object(
        "model",
        "",
        model.manifest.name.main(),
        encode::to_json(&encode::manifest(&model.manifest)),
    ));
    for element in &model.elements {
        let mut value = encode::to_json(&encode::element(element));
        if let Some(fields) = value.as_object_mut() {
            fields.remove("relations");
            fields.remove("id");
        }
        all.push(object("element", element.id.as_str(), element.name.main(), value));
        all.extend(element.relations.iter().map(|r| relation(r, r.source(&element.id))));
    }
    for loose in &model.loose {
        all.push(relation(loose, loose.from.as_ref().map_or("", |from| from.as_str())));
    }
    let layouts: HashMap<&str, _> = model.layouts.iter().map(|l| (l.view.as_str(), l)).collect();
    for view in &model.views {
        let id = view.value.id.as_str();
        let mut value = encode::to_json(&encode::view(&view.value));
        if let (Some(fields), Some(layout)) = (value.as_object_mut(), layouts.get(id)) {
            fields.insert("layout".into(), encode::to_json(&encode::layout(layout)));
        }
        all.push(object("view", id, view.value.name.main(), value));
    }
    for extension in &model.extensions {
        let value = serde_json::to_value(&*extension.value).unwrap_or_default();
        all.push(object("metamodel", &extension.path, "", value));
    }
    for image in &model.images {
        let value = Value::from(format!("{:x}", Sha256::digest(&image.bytes)));
        all.push(object("picture", &image.path, "", value));
    }
    all
}

/// The leaves of a value by their paths.
fn flatten(path: &str, value: &Value, fields: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| flatten(&below(key), value, fields)),
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (n, item) in items.iter().enumerate() {
                flatten(&below(&n.to_string()), item, fields);
            }
        }
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().map(|item| item.as_str().unwrap_or_default()).collect();
            fields.insert(path.to_owned(), texts.join(", "));
        }
        Value::String(text) => {
            fields.insert(path.to_owned(), text.clone());
        }
        other => {
            fields.insert(path.to_owned(), other.to_string());
        }
    }
}
