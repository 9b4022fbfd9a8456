//! Edits as GraphQL has them: what somebody sends, and the same shape for what differs and for undo.
//!
//! The shape is that of [`Edit`] in JSON but for connections, whose ends stand beside each other:
//! `{ "connect": { "from": "crm", "kind": "serving", "to": "desk" } }`.

use archweave_app::change::{ChangeSet, Edit, Field, ItemId, NewItem, NewKind, Wanted};
use archweave_model::id::{ElementId, EndId, KindId, RelationId};
use archweave_model::value::{Properties, Value};
use async_graphql::{InputObject, OneofObject, Result};
use serde_json::{Map, Value as JsonValue, json};

use super::invalid;
use super::json::{self, AnyJson, fields, name, value};

/// One change. Things are named by addresses such as `element/crm`, `relation/r-8k2`, `view/overview`,
/// `node/overview/n1`, `connection/overview/c1`, `layout/overview`, `node-layout/overview/n1`,
/// `connection-layout/overview/c1`, `manifest`, `metamodel/roles`, `extra/archi`; in ids, `%`, `/` and other special characters are
/// percent-encoded.
#[derive(OneofObject)]
pub(super) enum EditInput {
    /// Makes something.
    Create(CreateInput),
    /// Sets and removes fields.
    Update(UpdateInput),
    /// Gives something another name. Its id stays.
    Rename(RenameInput),
    /// Makes an element or a relation one of another kind.
    ChangeKind(ChangeKindInput),
    /// Moves something to another file, holder or position.
    Move(MoveInput),
    /// Removes something with all that stands in it.
    Delete(DeleteInput),
    /// Makes a relation.
    Connect(ConnectInput),
    /// Removes a relation.
    Disconnect(DisconnectInput),
    /// Makes a relation start or end elsewhere.
    Retarget(RetargetInput),
    /// Puts siblings into another order.
    Order(OrderInput),
    /// Brings documents back as a text has them.
    Restore(RestoreInput),
}

/// Makes something.
#[derive(InputObject)]
pub(super) struct CreateInput {
    /// Its address. Without an id (`element`, `view`, `node/overview`, `connection/overview`) one is made: the slug
    /// of its name, else its kind and random characters.
    item: String,
    /// For a node: the address of the node it stands in; none is the view itself.
    holder: Option<String>,
    /// The id of the sibling it stands before; none is the end.
    before: Option<String>,
    /// Its fields as a file has them, such as `{ kind: "application-component", name: "CRM" }`.
    fields: AnyJson,
    /// The file or, with `/` at the end, the folder of an element or view; none is the usual place.
    file: Option<String>,
}

/// Sets and removes fields.
#[derive(InputObject)]
pub(super) struct UpdateInput {
    /// Of what.
    item: String,
    /// Which.
    fields: Vec<FieldInput>,
}

/// A field that is set or removed.
#[derive(InputObject)]
pub(super) struct FieldInput {
    /// Keys that lead to it: `"description"`, `["name", "en"]`, `["properties", "criticality"]`; in a list of
    /// records with ids, an id.
    path: Vec<String>,
    /// The value it shall have: text, a list or an object; none removes it.
    to: Option<AnyJson>,
    /// The value it had. Tells a reader; it is not compared.
    from: Option<AnyJson>,
    /// For a new key: the key it stands before.
    before: Option<String>,
}

/// Gives something another name.
#[derive(InputObject)]
pub(super) struct RenameInput {
    /// An element, a relation, a view, a node or a line.
    item: String,
    /// Text, or an object with a text for each language: in place of all it had.
    name: AnyJson,
    /// The name it had. Tells a reader; it is not compared.
    was: Option<AnyJson>,
}

/// Makes an element or a relation one of another kind.
#[derive(InputObject)]
pub(super) struct ChangeKindInput {
    /// Which.
    item: String,
    /// The new kind.
    kind: String,
    /// The kind it had. Tells a reader; it is not compared.
    was: Option<String>,
}

/// Moves something.
#[derive(InputObject)]
pub(super) struct MoveInput {
    /// What.
    item: String,
    /// The address of what it shall stand in; none leaves it where it is.
    holder: Option<String>,
    /// The id of the sibling it shall stand before; none is the end.
    before: Option<String>,
    /// The file or, with `/` at the end, the folder of an element or view.
    file: Option<String>,
}

/// Removes something.
#[derive(InputObject)]
pub(super) struct DeleteInput {
    /// What.
    item: String,
    /// Also what refers to it: relations that start or end at it, nodes and lines that show it, the layout of a
    /// view.
    #[graphql(default)]
    references: bool,
    /// What it was. Tells a reader; it is not compared.
    was: Option<AnyJson>,
}

/// Makes a relation.
#[derive(InputObject)]
pub(super) struct ConnectInput {
    /// Id of the element or relation it starts at.
    from: String,
    /// Its kind, such as `serving`.
    kind: String,
    /// Id of the element or relation it ends at.
    to: String,
    /// Its id; none derives it from the other three, and writes it only where something refers to it.
    id: Option<String>,
    /// What else it has: `name`, `description`, `properties`.
    fields: Option<AnyJson>,
    /// Id of the relation of the same element that it stands before.
    before: Option<String>,
    /// Id of the element that holds it, if not the one it starts at.
    holder: Option<String>,
}

/// Removes a relation.
#[derive(InputObject)]
pub(super) struct DisconnectInput {
    /// Its id.
    relation: String,
    /// Also the lines that show it, and relations that start or end at it.
    #[graphql(default)]
    references: bool,
    /// What it was. Tells a reader; it is not compared.
    was: Option<AnyJson>,
}

/// Makes a relation start or end elsewhere.
#[derive(InputObject)]
pub(super) struct RetargetInput {
    /// Its id, which stays.
    relation: String,
    /// What it shall start at.
    source: Option<String>,
    /// What it shall end at.
    target: Option<String>,
    /// The end it had. Tells a reader; it is not compared.
    was: Option<String>,
}

/// Puts siblings into another order.
#[derive(InputObject)]
pub(super) struct OrderInput {
    /// All siblings of one sort.
    items: Vec<String>,
}

/// Brings documents back as a text has them.
#[derive(InputObject)]
pub(super) struct RestoreInput {
    /// The file they stood in.
    file: String,
    /// One or more documents in the format of that file.
    text: String,
}

/// What somebody wants done: edits, or the `undo` of a commit as it came.
pub(super) fn wanted(edits: Vec<EditInput>) -> Result<Vec<Wanted>> {
    edits.into_iter().map(EditInput::read).collect()
}

/// An edit as GraphQL shows it.
pub(super) fn shown(edit: &Edit) -> AnyJson {
    let mut shown = json::to_json(edit);
    if let Some(connect) = shown.get_mut("connect").and_then(JsonValue::as_object_mut) {
        let mut rest = match connect.remove("fields") {
            Some(JsonValue::Object(rest)) => rest,
            _ => Map::new(),
        };
        let holder = connect.remove("holder").unwrap_or_default();
        let id = connect.remove("relation");
        let from = rest.shift_remove("from");
        let mut friendly = Map::new();
        friendly.insert("from".into(), from.clone().unwrap_or_else(|| holder.clone()));
        for key in ["kind", "to"] {
            friendly.insert(key.into(), rest.shift_remove(key).unwrap_or_default());
        }
        let id = id.or_else(|| rest.shift_remove("id"));
        friendly.extend(id.map(|id| ("id".into(), id)));
        friendly.extend((!rest.is_empty()).then(|| ("fields".into(), rest.into())));
        friendly.extend(connect.remove("before").map(|before| ("before".into(), before)));
        friendly.extend(from.map(|_| ("holder".into(), holder)));
        *connect = friendly;
    }
    shown
}

/// A change set as GraphQL shows it.
pub(super) fn shown_set(changes: &ChangeSet) -> AnyJson {
    let edits: Vec<JsonValue> = changes.edits.iter().map(|edit| shown(edit).0).collect();
    let mut set = json!({ "edits": edits });
    if !changes.verbatim.is_empty() {
        set["verbatim"] = json::to_json(&changes.verbatim).0;
    }
    async_graphql::Json(set)
}

/// Reads what [`shown_set`] wrote.
pub(super) fn read_set(json: JsonValue) -> Result<ChangeSet> {
    let JsonValue::Object(mut set) = json else {
        return Err(invalid("`undo` is what a commit gave as its `undo`, unchanged"));
    };
    let Some(JsonValue::Array(edits)) = set.remove("edits") else {
        return Err(invalid("`undo` is what a commit gave as its `undo`: it has `edits`"));
    };
    let verbatim = match set.remove("verbatim") {
        Some(verbatim) => json::read(verbatim, "undo.verbatim")?,
        None => Vec::new(),
    };
    let edits = edits.into_iter().map(|mut edit| {
        if let Some(connect) = edit.get_mut("connect") {
            *connect = held(connect.take());
        }
        json::read(edit, "undo.edits")
    });
    Ok(ChangeSet { edits: edits.collect::<Result<_>>()?, verbatim })
}

/// A connection as [`Edit`] has it.
fn held(friendly: JsonValue) -> JsonValue {
    let JsonValue::Object(mut friendly) = friendly else { return friendly };
    let mut fields = Map::new();
    let from = friendly.remove("from");
    let holder = friendly.remove("holder");
    if holder.is_some() {
        fields.extend(from.clone().map(|from| ("from".into(), from)));
    }
    for key in ["kind", "to"] {
        fields.extend(friendly.remove(key).map(|value| (key.to_owned(), value)));
    }
    if let Some(JsonValue::Object(rest)) = friendly.remove("fields") {
        fields.extend(rest);
    }
    let id = friendly.remove("id");
    friendly.extend(id.map(|id| ("relation".to_owned(), id)));
    friendly.extend(holder.or(from).map(|holder| ("holder".to_owned(), holder)));
    friendly.insert("fields".into(), fields.into());
    friendly.into()
}

impl EditInput {
    fn read(self) -> Result<Wanted> {
        Ok(Wanted::Edit(match self {
            Self::Create(create) => return create.read(),
            Self::Update(update) => Edit::Update {
                item: item(&update.item)?,
                fields: update.fields.into_iter().map(FieldInput::read).collect::<Result<_>>()?,
            },
            Self::Rename(rename) => Edit::Rename {
                item: item(&rename.item)?,
                name: name(rename.name.0, "rename.name")?,
                was: rename.was.map(|was| name(was.0, "rename.was")).transpose()?.unwrap_or_default(),
            },
            Self::ChangeKind(change) => Edit::ChangeKind {
                item: item(&change.item)?,
                kind: id(KindId::parse(&change.kind))?,
                was: change.was.map(|was| id(KindId::parse(&was))).transpose()?,
            },
            Self::Move(moved) => Edit::Move {
                item: item(&moved.item)?,
                holder: moved.holder.as_deref().map(item).transpose()?,
                before: moved.before.map(Into::into),
                file: moved.file.map(Into::into),
            },
            Self::Delete(delete) => Edit::Delete {
                item: item(&delete.item)?,
                references: delete.references,
                was: was(delete.was)?,
            },
            Self::Connect(connect) => connect.read()?,
            Self::Disconnect(disconnect) => Edit::Disconnect {
                relation: id(RelationId::parse(&disconnect.relation))?,
                references: disconnect.references,
                was: was(disconnect.was)?,
            },
            Self::Retarget(retarget) => {
                let end = |text: Option<String>| text.map(|text| id(EndId::parse(&text))).transpose();
                Edit::Retarget {
                    relation: id(RelationId::parse(&retarget.relation))?,
                    source: end(retarget.source)?,
                    target: end(retarget.target)?,
                    was: end(retarget.was)?,
                }
            }
            Self::Order(order) => {
                Edit::Order { items: order.items.iter().map(|text| item(text)).collect::<Result<_>>()? }
            }
            Self::Restore(restore) => Edit::Restore { file: restore.file.into(), text: restore.text.into() },
        }))
    }
}

impl CreateInput {
    fn read(self) -> Result<Wanted> {
        let holder = self.holder.as_deref().map(item).transpose()?;
        let (before, file) = (self.before.map(Into::into), self.file.map(Into::into));
        let fields = fields(self.fields.0, "create.fields")?;
        // `node/overview` has the form of `view/overview`.
        let view = |rest: &str| match item(&format!("view/{rest}"))? {
            ItemId::View(view) => Ok(view),
            _ => Err(invalid("a node or line stands in a view")),
        };
        let what = match self.item.split('/').collect::<Vec<_>>()[..] {
            ["element"] => NewKind::Element,
            ["view"] => NewKind::View,
            ["node", rest] => NewKind::Node(view(rest)?),
            ["connection", rest] => NewKind::Connection(view(rest)?),
            _ => {
                let item = item(&self.item)?;
                return Ok(Wanted::Edit(Edit::Create { item, holder, before, fields, file }));
            }
        };
        Ok(Wanted::New(NewItem { what, holder, before, fields, file }))
    }
}

impl FieldInput {
    fn read(self) -> Result<Field> {
        Ok(Field {
            path: self.path.into_iter().map(Into::into).collect(),
            from: self.from.map(|from| value(from.0, "update.fields.from")).transpose()?,
            to: self.to.filter(|to| !to.is_null()).map(|to| value(to.0, "update.fields.to")).transpose()?,
            before: self.before.map(Into::into),
        })
    }
}

impl ConnectInput {
    fn read(self) -> Result<Edit> {
        let mut record = Properties::default();
        if self.holder.is_some() {
            record.set("from", Value::from(&*self.from));
        }
        record.set("kind", Value::from(&*self.kind));
        record.set("to", Value::from(&*self.to));
        if let Some(more) = self.fields {
            for (key, value) in fields(more.0, "connect.fields")?.iter() {
                record.set(key, value.clone());
            }
        }
        Ok(Edit::Connect {
            relation: self.id.map(|text| id(RelationId::parse(&text))).transpose()?,
            holder: id(ElementId::parse(self.holder.as_deref().unwrap_or(&self.from)))?,
            before: self.before.map(Into::into),
            fields: record,
        })
    }
}

/// An address.
pub(super) fn item(text: &str) -> Result<ItemId> {
    text.parse().map_err(|error: archweave_model::change::ParseItemIdError| invalid(error.to_string()))
}

fn id<T, E: std::fmt::Display>(parsed: std::result::Result<T, E>) -> Result<T> {
    parsed.map_err(|error| invalid(error.to_string()))
}

fn was(json: Option<AnyJson>) -> Result<Properties> {
    json.map(|json| fields(json.0, "was")).transpose().map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reads_back() {
        let edits = json!([
            { "create": { "item": "element/a", "fields": { "kind": "goal", "name": { "en": "A", "zh": "甲" } } } },
            { "update": { "item": "element/a", "fields": [{ "path": ["name", "en"], "from": "A", "to": "B" },
                { "path": ["description"], "from": "x", "to": null }] } },
            { "rename": { "item": "view/v", "name": "V", "was": "W" } },
            { "connect": { "relation": "r-1", "holder": "a", "before": "r-0",
                "fields": { "kind": "serving", "to": "b", "properties": { "p": "1" } } } },
            { "connect": { "holder": "a", "fields": { "from": "r-1", "kind": "association", "to": "b" } } },
            { "disconnect": { "relation": "r-1", "references": false, "was": { "kind": "serving", "to": "b" } } },
            { "order": { "items": ["node/v/n1", "node/v/n2"] } },
            { "restore": { "file": "elements/a.yaml", "text": "id: a\n" } },
        ]);
        let edits: Vec<Edit> = serde_json::from_value(edits).unwrap();
        let set = ChangeSet { edits, verbatim: Vec::new() };
        let shown = shown_set(&set);
        assert_eq!(
            shown["edits"][3]["connect"],
            json!({ "from": "a", "kind": "serving", "to": "b", "id": "r-1",
                "fields": { "properties": { "p": "1" } }, "before": "r-0" })
        );
        assert_eq!(
            shown["edits"][4]["connect"],
            json!({ "from": "r-1", "kind": "association", "to": "b", "holder": "a" })
        );
        assert_eq!(read_set(shown.0).unwrap(), set);
    }

    #[test]
    fn what_is_no_undo_is_refused() {
        for bad in [json!([]), json!({}), json!({ "edits": [{ "explode": {} }] }), json!({ "edits": {} })] {
            assert!(read_set(bad.clone()).is_err(), "{bad}");
        }
    }
}
