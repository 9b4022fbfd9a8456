//! One row of a table against the element that it means.

use std::collections::HashSet;

use archweave_model::change::{DocumentId, Edit, Field, ItemId, Source, take_apart};
use archweave_model::element::{Element, LIFECYCLE_STATES};
use archweave_model::id::ElementId;
use archweave_model::metamodel::KindIndex;
use archweave_model::snapshot::Snapshot;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};

use super::{RowState, TableProblem, TableRow};
use crate::change::{FieldChange, NewItem, NewKind, Wanted};
use crate::tables::column::Column;
use crate::tables::names::{Named, Names};
use crate::tables::value::{Misfit, Values, day};

/// Takes a value away.
const NOTHING: &str = "-";

/// Reads rows.
pub(super) struct RowReader<'a> {
    snapshot: &'a Snapshot,
    kind: KindIndex,
    columns: &'a [Option<Column>],
    names: &'a Names,
    /// Of names and descriptions in columns that name none.
    language: &'a str,
    /// Elements that rows before were about: ids, and names of new ones.
    seen: HashSet<String>,
}

/// What a cell asks for: where, and what; none takes it away.
type Asked = (Vec<Box<str>>, Option<Value>);

impl<'a> RowReader<'a> {
    pub fn new(
        snapshot: &'a Snapshot,
        kind: KindIndex,
        columns: &'a [Option<Column>],
        names: &'a Names,
        language: Option<&'a str>,
    ) -> Self {
        let language = language.unwrap_or_else(|| snapshot.main_language());
        Self { snapshot, kind, columns, names, language, seen: HashSet::new() }
    }

    /// A row and the edit that it takes, if it takes one.
    pub fn read(&mut self, line: usize, cells: Vec<String>) -> (TableRow, Option<Wanted>) {
        let mut row = TableRow {
            line,
            state: RowState::Rejected,
            element: None,
            changes: Vec::new(),
            problems: Vec::new(),
            cells,
        };
        let edit = match self.element(&row) {
            Ok(element) => self.compare(&mut row, element),
            Err(problem) => {
                row.problems.push(problem);
                None
            }
        };
        (row, edit)
    }

    fn cell<'r>(&self, row: &'r TableRow, is_wanted: impl Fn(&Column) -> bool) -> Option<(usize, &'r str)> {
        let at = self.columns.iter().position(|column| column.as_ref().is_some_and(&is_wanted))?;
        let cell = row.cells.get(at)?.trim();
        (!cell.is_empty()).then_some((at, cell))
    }

    /// The element that a row is about: an id, or none for a new one without.
    fn element(&mut self, row: &TableRow) -> Result<Option<ElementId>, TableProblem> {
        let problem = |column: Option<usize>, misfit: Misfit| TableProblem {
            column,
            code: misfit.code,
            message: misfit.message,
        };
        let metamodel = self.snapshot.metamodel();
        let is_of_kind =
            |slot| self.snapshot.kind_at(slot).is_some_and(|kind| metamodel.is_a(kind, self.kind));
        let name = self.cell(row, |column| matches!(column, Column::Name(_)));
        let found = match self.cell(row, |column| *column == Column::Id) {
            Some((at, id)) => {
                let parsed = ElementId::parse(id).map_err(|error| {
                    let chinese = format!("`{id}` 不能用作标识");
                    problem(Some(at), Misfit::new("bad-id", error.to_string(), chinese))
                })?;
                if self.snapshot.slot_of(id).is_some_and(|slot| !is_of_kind(slot)) {
                    let english = format!("`{id}` is an element of another kind");
                    let chinese = format!("`{id}` 是其他类型的元素");
                    return Err(problem(Some(at), Misfit::new("wrong-kind", english, chinese)));
                }
                Some(parsed)
            }
            None => match name {
                None => {
                    let english = "the row has neither an id nor a name".to_owned();
                    let chinese = "该行既没有标识也没有名称".to_owned();
                    return Err(problem(None, Misfit::new("no-name", english, chinese)));
                }
                Some((at, name)) => match self.names.find(name, is_of_kind) {
                    Named::One(slot) => self.snapshot.element_at(slot).map(|element| element.id.clone()),
                    Named::None => None,
                    Named::Several => {
                        let english = format!("several elements are called `{name}`; add a column `id`");
                        let chinese = format!("有多个元素名为 `{name}`，请增加 `id` 列");
                        return Err(problem(Some(at), Misfit::new("ambiguous-name", english, chinese)));
                    }
                },
            },
        };
        let key = match (&found, name) {
            (Some(id), _) => id.to_string(),
            (None, Some((_, name))) => format!(" {}", archweave_model::select::fold(name)),
            (None, None) => String::new(),
        };
        if !self.seen.insert(key) {
            let english = "an earlier row is about the same element".to_owned();
            let chinese = "前面的行已涉及同一元素".to_owned();
            return Err(problem(None, Misfit::new("duplicate-row", english, chinese)));
        }
        Ok(found)
    }

    fn compare(&self, row: &mut TableRow, id: Option<ElementId>) -> Option<Wanted> {
        let known = id.as_ref().and_then(|id| self.snapshot.element(id.as_str()));
        let has_name = self.cell(row, |column| matches!(column, Column::Name(_))).is_some();
        if known.is_none() && !has_name {
            let (english, chinese) = ("a new element has a name", "新元素需要名称");
            let misfit = Misfit::new("no-name", english.into(), chinese.into());
            row.problems.push(TableProblem { column: None, code: misfit.code, message: misfit.message });
        }
        let asked = self.asked(row, known.map(|known| &**known));
        row.element = id.clone();
        if !row.problems.is_empty() {
            return None;
        }
        match known {
            Some(known) => self.changed(row, known, asked),
            None => Some(self.new_element(row, id, asked)),
        }
    }

    /// Everything that the cells ask for.
    fn asked(&self, row: &mut TableRow, known: Option<&Element>) -> Vec<Asked> {
        let values = Values { snapshot: self.snapshot, names: self.names };
        let mut asked = Vec::new();
        let (mut names, mut prose) = (Vec::new(), Vec::new());
        let path = |keys: &[&str]| keys.iter().map(|key| Box::from(*key)).collect::<Vec<Box<str>>>();
        for (at, column) in self.columns.iter().enumerate() {
            let (Some(column), Some(cell)) = (column, row.cells.get(at)) else { continue };
            let cell = cell.trim();
            if cell.is_empty() || *column == Column::Id {
                continue;
            }
            let is_removal = cell == NOTHING;
            let plain = |value: Value| (!is_removal).then_some(value);
            let read = match column {
                Column::Id => continue,
                Column::Name(_) if is_removal => {
                    let (english, chinese) = ("a name is not taken away", "名称不能删除");
                    Err(Misfit::new("no-name", english.into(), chinese.into()))
                }
                Column::Name(code) => {
                    let known = known.map(|known| &known.name);
                    names.extend(
                        self.in_language(code.as_deref(), known, cell).map(|code| (code, Some(cell))),
                    );
                    continue;
                }
                Column::Description(code) => {
                    let known = known.map(|known| &known.description);
                    let code = self.in_language(code.as_deref(), known, cell);
                    prose.extend(code.map(|code| (code, (!is_removal).then_some(cell))));
                    continue;
                }
                Column::Business => Ok((path(&["owners", "business"]), plain(self.owner(cell)))),
                Column::Technology => Ok((path(&["owners", "technology"]), plain(self.owner(cell)))),
                Column::Tags => {
                    let parts =
                        cell.split([';', ',', '；', '，', '、']).map(str::trim).filter(|tag| !tag.is_empty());
                    Ok((path(&["tags"]), plain(Value::List(parts.map(Value::from).collect()))))
                }
                Column::Lifecycle(part) => {
                    lifecycle(part, cell, is_removal).map(|value| (path(&["lifecycle", part]), value))
                }
                Column::Property(definition) if is_removal => {
                    Ok((path(&["properties", &definition.key]), None))
                }
                Column::Property(definition) => values
                    .read(cell, definition)
                    .map(|value| (path(&["properties", &definition.key]), Some(value))),
            };
            match read {
                Ok(one) => asked.push(one),
                Err(Misfit { code, message }) => {
                    row.problems.push(TableProblem { column: Some(at), code, message });
                }
            }
        }
        let main = self.snapshot.main_language();
        let mut texts = localized("name", known.map(|known| &known.name), &names, main);
        texts.extend(localized("description", known.map(|known| &known.description), &prose, main));
        texts.extend(asked);
        texts
    }

    /// The language that a cell is in. Where the column names none it is the reader's, and a text that the reader sees
    /// already says nothing new; a text without languages stays one.
    fn in_language<'l>(&self, code: Option<&'l str>, known: Option<&Text>, cell: &str) -> Option<&'l str>
    where
        'a: 'l,
    {
        match (code, known) {
            (Some(code), _) => Some(code),
            (None, Some(text)) if !text.is_absent() && text.get(self.language) == cell => None,
            (None, Some(text @ Text::One(_))) if !text.is_absent() => Some(self.snapshot.main_language()),
            (None, _) => Some(self.language),
        }
    }

    /// The id of the element that answers, if one is called so; else the words.
    fn owner(&self, cell: &str) -> Value {
        match self.names.find(cell, |_| true) {
            Named::One(slot) if self.snapshot.slot_of(cell).is_none() => {
                Value::from(self.snapshot.element_at(slot).map_or(cell, |owner| owner.id.as_str()))
            }
            _ => Value::from(cell),
        }
    }

    fn changed(&self, row: &mut TableRow, known: &Element, asked: Vec<Asked>) -> Option<Wanted> {
        let item = ItemId::Element(known.id.clone());
        let document = DocumentId::Element(known.id.clone());
        let placed = self.snapshot.document(&document)?;
        let items = take_apart(&document, &placed.document);
        let record = items.into_iter().find(|part| part.id == item).map(|part| part.record)?;
        let mut fields = Vec::new();
        for (path, to) in asked {
            let from = at(&record, &path);
            if from.as_ref() == to.as_ref() {
                continue;
            }
            row.changes.push(FieldChange { path: path.join("."), before: from.clone(), after: to.clone() });
            fields.push(Field { path, from, to, before: None });
        }
        row.state = if fields.is_empty() { RowState::Unchanged } else { RowState::Changed };
        (!fields.is_empty()).then_some(Wanted::Edit(Edit::Update { item, fields }))
    }

    fn new_element(&self, row: &mut TableRow, id: Option<ElementId>, asked: Vec<Asked>) -> Wanted {
        let mut fields = Properties::default();
        fields.set("kind", Value::from(self.snapshot.metamodel().kind(self.kind).id.as_str()));
        for (path, to) in asked {
            let Some(to) = to else { continue };
            row.changes.push(FieldChange { path: path.join("."), before: None, after: Some(to.clone()) });
            match &path[..] {
                [key] => fields.set(key, to),
                [outer, inner] => {
                    let mut record =
                        fields.get(outer).and_then(Value::as_record).cloned().unwrap_or_default();
                    record.set(inner, to);
                    fields.set(outer, Value::Record(record));
                }
                _ => {}
            }
        }
        row.state = RowState::New;
        match id {
            Some(id) => {
                let item = ItemId::Element(id);
                Wanted::Edit(Edit::Create { item, holder: None, before: None, fields, file: None })
            }
            None => Wanted::New(NewItem {
                what: NewKind::Element,
                holder: None,
                before: None,
                fields,
                file: None,
            }),
        }
    }
}

/// What a record has at a path.
fn at(record: &Properties, path: &[Box<str>]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let rest: Vec<&str> = rest.iter().map(|key| &**key).collect();
    record.get(first)?.at(&rest).cloned()
}

fn lifecycle(part: &str, cell: &str, is_removal: bool) -> Result<Option<Value>, Misfit> {
    if is_removal {
        return Ok(None);
    }
    if part != "state" {
        let day = day(cell);
        return match day.len() == 10 && day.as_bytes().get(4) == Some(&b'-') {
            true => Ok(Some(Value::from(&*day))),
            false => Err(Misfit::new(
                "not-a-date",
                format!("`{cell}` is no day; write 2026-03-31"),
                format!("`{cell}` 不是日期，请写作 2026-03-31"),
            )),
        };
    }
    let wanted = cell.to_lowercase();
    match LIFECYCLE_STATES.contains(&&*wanted) {
        true => Ok(Some(Value::from(&*wanted))),
        false => {
            let all = LIFECYCLE_STATES.join(", ");
            Err(Misfit::new(
                "unknown-value",
                format!("`{cell}` is none of {all}"),
                format!("`{cell}` 不是允许的取值：{all}"),
            ))
        }
    }
}

/// A text in some languages: each language that it has already is set on its own.
fn localized(field: &str, known: Option<&Text>, cells: &[(&str, Option<&str>)], main: &str) -> Vec<Asked> {
    if cells.is_empty() {
        return Vec::new();
    }
    let value = |cell: &Option<&str>| cell.map(Value::from);
    match known {
        Some(Text::Many(_)) => {
            let one = |(code, cell): &(&str, Option<&str>)| (vec![field.into(), (*code).into()], value(cell));
            cells.iter().map(one).collect()
        }
        _ => {
            let plain = known.map(Text::main).filter(|text| !text.is_empty());
            let mut all: Vec<(&str, &str)> = plain.map(|text| (main, text)).into_iter().collect();
            for (code, cell) in cells {
                all.retain(|(known, _)| known != code);
                all.extend(cell.map(|cell| (*code, cell)));
            }
            let to = match &all[..] {
                [] => None,
                [(code, text)] if *code == main => Some(Value::from(*text)),
                many => Some(Value::record(many.iter().map(|(code, text)| (*code, Value::from(*text))))),
            };
            vec![(vec![field.into()], to)]
        }
    }
}
