//! Three tables over a model.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::element::Element;
use archweave_model::id::{self, ElementId, KindId};
use archweave_model::metamodel::{Extension, Metamodel, Specialization};
use archweave_model::model::{Filed, Model};
use archweave_model::yaml;

use super::concept::{self, Cells, Given, element_base};
use super::relation::Relations;
use super::table::Table;
use super::{FILES, MODEL, subject};
use crate::archimate::names::{self, Type};
use crate::drafts::found::restore_manifest;
use crate::{File, ImportError, Imported, text_json};

pub const ELEMENT_COLUMNS: [&str; 5] = ["ID", "Type", "Name", "Documentation", "Specialization"];
pub const RELATION_COLUMNS: [&str; 7] =
    ["ID", "Type", "Name", "Documentation", "Specialization", "Source", "Target"];
pub const PROPERTY_COLUMNS: [&str; 3] = ["ID", "Key", "Value"];

pub const ID: usize = 0;
pub const TYPE: usize = 1;
const NAME: usize = 2;
const DOCUMENTATION: usize = 3;
const SPECIALIZATION: usize = 4;

/// The extension that specializations nobody has declared go to.
const EXTENSION: &str = "archi";

/// What kind of specialization of what is missing: the kind and the name.
type Undeclared = Vec<(String, Box<str>)>;

/// A merge under way.
pub struct Merge {
    pub model: Model,
    pub metamodel: Arc<Metamodel>,
    /// The main language.
    pub main: Box<str>,
    /// Elements by id.
    pub elements: HashMap<Box<str>, usize>,
    /// Properties by the id in the tables, with the numbers of their rows.
    pub properties: HashMap<String, Vec<(usize, String, String)>>,
    /// Ids that the tables could not carry, by the ids that stand for them.
    ids: HashMap<String, String>,
    /// Special properties with a value that they cannot have: row, what they can have.
    pub odd: Vec<(usize, &'static str)>,
    pub undeclared: Undeclared,
}

/// Brings tables into a model.
pub fn merge(name: &str, files: &[File], into: &Model) -> Result<Imported, ImportError> {
    let [elements, relations, properties] = pick(name, files)?;
    let mut elements = read(elements, &ELEMENT_COLUMNS, &["Type", "Name"])?;
    let mut relations = read(relations, &RELATION_COLUMNS, &["Type", "Source", "Target"])?;
    let mut properties = read(properties, &PROPERTY_COLUMNS, &PROPERTY_COLUMNS)?;
    let mut merge = Merge::new(into, properties.as_ref());
    merge.read_model(elements.as_ref());
    let known = Relations::of(&merge.model);
    if let Some(table) = &mut elements {
        merge.read_elements(table, &known);
    }
    let mut drafts = known.drafts();
    if let Some(table) = &mut relations {
        merge.read_relations(table, &known, &mut drafts);
    }
    merge.read_others(&known, &mut drafts);
    merge.settle(&known, drafts, relations.as_mut());
    if let Some(table) = &mut properties {
        merge.left_over(table);
    }
    merge.declare();
    let tables = [elements, relations, properties].into_iter().flatten();
    let diagnostics = tables.flat_map(Table::finish).collect();
    Ok(Imported { model: merge.model, diagnostics })
}

fn read<'f>(
    file: Option<&'f File>,
    columns: &[&str],
    needed: &[&str],
) -> Result<Option<Table<'f>>, ImportError> {
    file.map(|file| Table::read(file, columns, needed)).transpose()
}

/// The files of one set.
fn pick<'f>(name: &str, files: &'f [File]) -> Result<[Option<&'f File>; 3], ImportError> {
    let mut found: [Option<&File>; 3] = [None; 3];
    let mut first: Option<(&str, &File)> = None;
    for file in files {
        let Some((prefix, own)) = subject(&file.path) else { continue };
        let (known, _) = *first.get_or_insert((prefix, file));
        let place = FILES.iter().position(|(subject, _)| *subject == own);
        let place = place.and_then(|place| found.get_mut(place));
        match place {
            Some(place) if place.is_none() && prefix == known => *place = Some(file),
            _ => {
                let message = format!(
                    "there is more than one set of tables (`{known}` and `{prefix}`); keep one set in a folder"
                );
                return Err(ImportError::Malformed { file: file.path.clone(), line: 1, column: 1, message });
            }
        }
    }
    if first.is_none() {
        let message = "there is no elements.csv, relations.csv or properties.csv".into();
        return Err(ImportError::Malformed { file: name.into(), line: 1, column: 1, message });
    }
    Ok(found)
}

impl Merge {
    fn new(into: &Model, properties: Option<&Table<'_>>) -> Self {
        let extensions = into.extensions.iter().map(|e| (&*e.path, &*e.value));
        let (metamodel, _) = Metamodel::extended(extensions);
        let mut merge = Self {
            main: Box::default(),
            elements: into.elements.iter().enumerate().map(|(n, e)| (e.id.as_str().into(), n)).collect(),
            model: into.clone(),
            metamodel,
            properties: HashMap::new(),
            ids: HashMap::new(),
            odd: Vec::new(),
            undeclared: Vec::new(),
        };
        for (n, row) in properties.iter().flat_map(|table| table.rows.iter().enumerate()) {
            let (id, key, value) = (row.text(0).trim(), row.text(1), row.text(2));
            if key == "archweave.id" {
                let quoted = value.starts_with('"').then(|| text_json::read(value)).flatten();
                let real = quoted.as_ref().and_then(|v| v.as_text()).unwrap_or(value);
                if id::check(real).is_ok() {
                    merge.ids.entry(id.to_owned()).or_insert_with(|| real.to_owned());
                    continue;
                }
            }
            let list = merge.properties.entry(id.to_owned()).or_default();
            list.push((n, key.to_owned(), value.to_owned()));
        }
        merge
    }

    /// The row of the model, and its properties.
    fn read_model(&mut self, table: Option<&Table<'_>>) {
        let rows = table.map_or(&[][..], |table| &table.rows);
        let row = rows.iter().find(|row| row.text(TYPE) == MODEL);
        let given = row.and_then(|row| self.properties.remove(row.text(ID).trim()));
        let Given { mut found, properties, .. } = Given::of(given.unwrap_or_default(), "");
        if let Some(languages) = found.clone().list("languages").filter(|l| !l.is_empty()) {
            self.model.manifest.languages = languages;
        }
        self.main = self.model.manifest.languages.first().cloned().unwrap_or_default();
        let Some(row) = row else { return };
        let manifest = &mut self.model.manifest;
        concept::put_text(&mut manifest.name, row.cell(NAME), &mut found, "name", &self.main);
        concept::put_text(
            &mut manifest.description,
            row.cell(DOCUMENTATION),
            &mut found,
            "description",
            &self.main,
        );
        concept::merge(&mut manifest.properties, properties);
        let known: Vec<Filed<Extension>> = std::mem::take(&mut self.model.extensions);
        let rest = restore_manifest(found, &mut self.model);
        for (key, value) in rest {
            self.model.manifest.properties.set(&key, archweave_model::value::Value::Text(value));
        }
        let said = std::mem::replace(&mut self.model.extensions, known);
        for extension in said {
            match self.model.extensions.iter_mut().find(|known| known.path == extension.path) {
                Some(known) => add_specializations(known, &extension.value),
                None => self.model.extensions.push(extension),
            }
        }
        let extensions = self.model.extensions.iter().map(|e| (&*e.path, &*e.value));
        (self.metamodel, _) = Metamodel::extended(extensions);
    }

    /// The id that a cell names.
    pub fn real<'a>(&'a self, written: &'a str) -> &'a str {
        let written = written.trim();
        self.ids.get(written).map_or(written, |real| real)
    }

    fn read_elements(&mut self, table: &mut Table<'_>, relations: &Relations) {
        let mut seen: HashSet<String> = HashSet::new();
        let mut unnamed = Vec::new();
        for n in 0..table.rows.len() {
            let Some(row) = table.rows.get(n).filter(|row| row.text(TYPE) != MODEL) else { continue };
            let Some((kind, is_or)) = self.element_type(row.text(TYPE)) else {
                let message = format!("`{}` is no type of element", shown(row.text(TYPE)));
                table.bad(n, TYPE, &message, "choose one of the types that `archweave metamodel` lists");
                continue;
            };
            let id = self.real(row.text(ID)).to_owned();
            if id.is_empty() {
                unnamed.push((n, kind, is_or));
                continue;
            }
            if let Some((message, help)) = self.refused(&id, &kind, relations, &mut seen) {
                table.bad(n, ID, &message, help);
                continue;
            }
            self.put_element(table, n, &id, kind, is_or);
        }
        // How often each name was asked for, so that many equal ones are not counted from 1 each.
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (n, kind, is_or) in unnamed {
            let name = yaml::slug(table.rows.get(n).map_or("", |row| row.text(NAME)));
            let base = if name.is_empty() { kind.as_str().to_owned() } else { name };
            let mut id = base.clone();
            let number = counts.entry(base.clone()).or_insert(1);
            while self.elements.contains_key(&*id) || relations.contains(&id) || !seen.insert(id.clone()) {
                *number += 1;
                id = format!("{base}-{number}");
            }
            missing_id(table, n, &id);
            self.put_element(table, n, &id, kind, is_or);
        }
    }

    /// Why a row with this id cannot be taken.
    fn refused(
        &self,
        id: &str,
        kind: &KindId,
        relations: &Relations,
        seen: &mut HashSet<String>,
    ) -> Option<(String, &'static str)> {
        if let Err(error) = id::check(id) {
            return Some((format!("id `{}`: {error}", shown(id)), "give the row another id, or none"));
        }
        if relations.contains(id) {
            return Some((format!("`{id}` is the id of a relation"), "give the row another id, or none"));
        }
        let present = self.elements.get(id).and_then(|at| self.model.elements.get(*at));
        let base =
            |kind: &KindId| element_base(&self.metamodel, kind.as_str()).unwrap_or_else(|| kind.clone());
        if let Some(present) = present
            && !seen.contains(id)
            && base(&present.kind) != base(kind)
        {
            let message = format!("the model has `{id}` as `{}`, which is of another type", present.kind);
            return Some((message, "keep the type, or give the row an id of its own"));
        }
        let is_new = seen.insert(id.to_owned());
        (!is_new).then(|| {
            (
                format!("id `{id}` is used by a row above"),
                "keep one of the rows, or give one of them another id",
            )
        })
    }

    fn put_element(&mut self, table: &Table<'_>, n: usize, id: &str, kind: KindId, is_or: bool) {
        let Some(row) = table.rows.get(n) else { return };
        let given = self.properties.remove(row.text(ID).trim()).filter(|_| !row.text(ID).trim().is_empty());
        let at = match self.elements.get(id) {
            Some(at) => *at,
            None => {
                let Ok(id) = ElementId::parse(id) else { return };
                self.elements.insert(id.as_str().into(), self.model.elements.len());
                self.model.elements.push(Arc::new(Element::new(id, kind.clone())));
                self.model.elements.len() - 1
            }
        };
        let Some(element) = self.model.elements.get_mut(at).map(Arc::make_mut) else { return };
        // A kind of one's own says more than the type in the table.
        let base = element_base(&self.metamodel, element.kind.as_str());
        if base.as_ref() != Some(&kind) {
            element.kind = kind.clone();
        }
        if is_or {
            element.junction = archweave_model::element::Junction::Or;
        }
        let base = element_base(&self.metamodel, kind.as_str()).unwrap_or(kind);
        let given = Given::of(given.unwrap_or_default(), base.as_str());
        let cells = cells(row);
        let put = concept::put_element(element, cells, given, &self.main, &self.metamodel);
        let kind = element.kind.to_string();
        self.odd.extend(put.odd);
        self.undeclared.extend(put.specialization.map(|name| (kind, name)));
    }

    /// The kind of a type, and whether it is an *or* junction.
    fn element_type(&self, written: &str) -> Option<(KindId, bool)> {
        let written = written.trim();
        if let Some(Type::Element(kind, _, is_or)) = names::type_of(written) {
            return Some((kind.clone(), *is_or));
        }
        let known = self.metamodel.kind_index(written);
        let known = known.or_else(|| self.metamodel.kind_index(&names::unspelled(written)));
        known.map(|kind| (self.metamodel.kind(kind).id.clone(), false))
    }

    /// Elements and relations of which only properties are given.
    fn read_others(&mut self, known: &Relations, drafts: &mut super::relation::Drafts) {
        let mut ids: Vec<String> = self.properties.keys().cloned().collect();
        ids.sort_unstable();
        for written in ids {
            let id = self.real(&written).to_owned();
            let at = self.elements.get(&*id).copied();
            if let Some(element) = at.and_then(|at| self.model.elements.get_mut(at)) {
                let Some(list) = self.properties.remove(&written) else { continue };
                let element = Arc::make_mut(element);
                let base = element_base(&self.metamodel, element.kind.as_str());
                let given = Given::of(list, base.as_ref().map_or("", |base| base.as_str()));
                let put = concept::put_element(element, Cells::default(), given, &self.main, &self.metamodel);
                self.odd.extend(put.odd);
            } else if known.contains(&id)
                && let Some(list) = self.properties.remove(&written)
            {
                self.put_known_relation(&id, list, known, drafts);
            }
        }
    }

    /// Properties of what is nowhere, and special ones with values they cannot have.
    fn left_over(&mut self, table: &mut Table<'_>) {
        for (row, wanted) in std::mem::take(&mut self.odd) {
            let key = table.rows.get(row).map_or_else(String::new, |row| shown(row.text(1)));
            table.bad(row, 2, &format!("{key} cannot have this value"), &format!("write {wanted}"));
        }
        for (id, list) in std::mem::take(&mut self.properties) {
            for (row, ..) in list {
                let message = match id.is_empty() {
                    true => "the property names no id".to_owned(),
                    false => format!("`{}` is the id of nothing in the tables or the model", shown(&id)),
                };
                table.bad(row, ID, &message, "write the id of an element, a relation or the model");
            }
        }
    }

    /// Declares the specializations that concepts name and nobody has declared.
    fn declare(&mut self) {
        let known: HashSet<(&str, &str)> = self
            .model
            .extensions
            .iter()
            .flat_map(|e| &e.value.specializations)
            .flat_map(|s| [(&*s.of, &*s.name), (&*s.of, &*s.id)])
            .collect();
        let ids: HashSet<&str> =
            self.model.extensions.iter().flat_map(|e| &e.value.specializations).map(|s| &*s.id).collect();
        let mut made: Vec<Specialization> = Vec::new();
        let mut seen: HashSet<(String, Box<str>)> = HashSet::new();
        for (of, name) in std::mem::take(&mut self.undeclared) {
            if known.contains(&(&*of, &*name))
                || ids.contains(&*name)
                || !seen.insert((of.clone(), name.clone()))
            {
                continue;
            }
            let id = id::RelationId::derived("specialization", &of, &name);
            let id = format!("id-{}", id.as_str().trim_start_matches("r-"));
            made.push(Specialization { id, name: name.into(), of, ..Specialization::default() });
        }
        if made.is_empty() {
            return;
        }
        let made = Extension { specializations: made, ..Extension::default() };
        match self.model.extensions.iter_mut().find(|extension| &*extension.path == EXTENSION) {
            Some(known) => add_specializations(known, &made),
            None => self.model.extensions.push(Filed { path: EXTENSION.into(), value: Arc::new(made) }),
        }
    }
}

/// Adds the specializations that are not there.
fn add_specializations(known: &mut Filed<Extension>, more: &Extension) {
    let ids: HashSet<&str> = known.value.specializations.iter().map(|s| &*s.id).collect();
    let new: Vec<Specialization> =
        more.specializations.iter().filter(|s| !ids.contains(&*s.id)).cloned().collect();
    if !new.is_empty() {
        Arc::make_mut(&mut known.value).specializations.extend(new);
    }
}

/// The cells of a row that elements and relations have.
pub fn cells(row: &super::table::Row) -> Cells<'_> {
    Cells {
        name: row.cell(NAME),
        documentation: row.cell(DOCUMENTATION),
        specialization: row.cell(SPECIALIZATION).map(str::trim),
    }
}

/// Says that a row got an id.
pub fn missing_id(table: &mut Table<'_>, row: usize, id: &str) {
    let message = format!("there is no id; `{id}` is used");
    let help =
        "export the tables again to have the ids in them; each import of a row without makes something new";
    let at = table.place(row, ID);
    table.findings.push(at, Diagnostic::of("import-missing-id", message).help(help));
}

/// A text that a person wrote, fit for one line.
pub fn shown(text: &str) -> String {
    let text: String = text.chars().take(60).collect();
    text.escape_debug().to_string()
}
