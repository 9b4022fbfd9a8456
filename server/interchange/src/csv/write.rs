//! A model to tables.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::element::{Element, Relation};
use archweave_model::id::{EndId, KindId, RelationId};
use archweave_model::metamodel::Metamodel;
use archweave_model::model::{Manifest, Model};
use archweave_model::text::Text;
use archweave_model::value::Properties;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::concept::{element_base, relation_base};
use super::merge::{ELEMENT_COLUMNS, PROPERTY_COLUMNS};
use super::{MODEL, special};
use crate::File;
use crate::archimate::names;
use crate::escape::is_clean;
use crate::reserved::{self, Reserve};

/// As the tool writes it.
const RELATION_COLUMNS: [&str; 7] =
    ["ID", "Type", "Name", "Documentation", "Source", "Target", "Specialization"];
/// What importers keep for the way back to their own formats.
const IMPORTERS: [&str; 2] = ["archi", "open-exchange"];

/// Tables being written.
struct Tables<'a> {
    metamodel: Arc<Metamodel>,
    main: &'a str,
    /// Ids that the tool does not read, and what is written for them.
    ids: HashMap<&'a str, String>,
    is_for_spreadsheets: bool,
    /// Cells that a spreadsheet takes for formulas.
    formulas: usize,
    has_bookkeeping: bool,
    elements: Writer<Vec<u8>>,
    relations: Writer<Vec<u8>>,
    properties: Writer<Vec<u8>>,
}

/// Writes the tables.
pub fn write(model: &Model, is_for_spreadsheets: bool) -> (Vec<File>, Vec<Diagnostic>) {
    let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
    let (metamodel, _) = Metamodel::extended(extensions);
    let (ids, model_id) = ids(model);
    let mut tables = Tables {
        metamodel,
        main: model.manifest.languages.first().map_or("en", |main| main),
        ids,
        is_for_spreadsheets,
        formulas: 0,
        has_bookkeeping: !model.extra.is_empty(),
        elements: writer(is_for_spreadsheets),
        relations: writer(is_for_spreadsheets),
        properties: writer(is_for_spreadsheets),
    };
    record(&mut tables.elements, ELEMENT_COLUMNS);
    record(&mut tables.relations, RELATION_COLUMNS);
    record(&mut tables.properties, PROPERTY_COLUMNS);
    tables.model(model, &model_id);
    for element in &model.elements {
        tables.element(element);
        for relation in &element.relations {
            tables.relation(relation, relation.source(&element.id));
        }
    }
    for relation in &model.loose {
        tables.relation(relation, relation.from.as_ref().map_or("", EndId::as_str));
    }
    let warnings = tables.warnings(model);
    let files = [
        ("elements.csv", tables.elements),
        ("relations.csv", tables.relations),
        ("properties.csv", tables.properties),
    ];
    let file = |(path, writer): (&str, Writer<Vec<u8>>)| File {
        path: path.into(),
        bytes: writer.into_inner().unwrap_or_default(),
    };
    (files.into_iter().map(file).collect(), warnings)
}

fn writer(has_mark: bool) -> Writer<Vec<u8>> {
    // Spreadsheets take text without the mark for the encoding of their system.
    let start = if has_mark { "\u{FEFF}".into() } else { Vec::new() };
    WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(start)
}

fn record<'c>(writer: &mut Writer<Vec<u8>>, cells: impl IntoIterator<Item = &'c str>) {
    // Writing to memory does not fail, and rows may have any length.
    let _ = writer.write_record(cells);
}

/// Ids that are written otherwise, and that of the model.
fn ids(model: &Model) -> (HashMap<&str, String>, String) {
    let relations = model.elements.iter().flat_map(|element| &element.relations);
    let relations = relations.chain(model.loose.iter().map(|relation| &**relation));
    let all: Vec<&str> =
        model.elements.iter().map(|e| e.id.as_str()).chain(relations.map(|r| r.id.as_str())).collect();
    let mut used: HashSet<String> = all.iter().map(|id| (*id).to_owned()).collect();
    let mut made = |space: &str, id: &str| {
        let mut salt = String::new();
        loop {
            let hash = RelationId::derived(space, "id", &format!("{id}{salt}"));
            let candidate = format!("id-{}", hash.as_str().trim_start_matches("r-"));
            if used.insert(candidate.clone()) {
                return candidate;
            }
            salt.push('\n');
        }
    };
    let is_read = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let others = all.into_iter().filter(|id| !is_read(id)).map(|id| (id, made("csv", id))).collect();
    (others, made("model", model.manifest.name.main()))
}

impl<'a> Tables<'a> {
    fn id<'i>(&'i self, id: &'i str) -> &'i str {
        self.ids.get(id).map_or(id, |written| written)
    }

    fn model(&mut self, model: &'a Model, id: &str) {
        let manifest = &model.manifest;
        let mut reserve = Reserve::default();
        let name = reserve.localized("name", &manifest.name, self.main);
        let description = reserve.localized("description", &manifest.description, self.main);
        if manifest.languages != Manifest::default().languages {
            reserve.list("languages", &manifest.languages);
        }
        reserve.rules(manifest);
        for extension in &model.extensions {
            if let Ok(json) = serde_json::to_string(&*extension.value) {
                reserve.text(&format!("extension.{}", extension.path), &json);
            }
        }
        let cells = [id, MODEL, name, description, ""].map(|cell| self.cell(cell));
        record(&mut self.elements, cells.iter().map(|cell| &**cell));
        self.properties(id, &manifest.properties, None, None, reserve);
    }

    fn element(&mut self, element: &'a Element) {
        let mut reserve = Reserve::default();
        let base = element_base(&self.metamodel, element.kind.as_str());
        let is_exact = base.as_ref() == Some(&element.kind);
        let base = base.unwrap_or_else(|| KindId::from("grouping"));
        if !is_exact {
            reserve.text("kind", element.kind.as_str());
        }
        let label = self.metamodel.kind_index(element.kind.as_str()).filter(|_| !is_exact);
        let label = label.map(|kind| self.metamodel.kind(kind).label.get(self.main).to_owned());
        let specialization = self.specialization(&base, &element.specializations, label, &mut reserve);
        reserve.accountability(element);
        let given = special::of_element(element, base.as_str());
        if given.is_none() && element.junction != Default::default() {
            reserve.text("junction", "or");
        }
        let native = names::native(&base).unwrap_or("Grouping");
        let texts = (&element.name, &element.description);
        let head = (element.id.as_str(), native, &*specialization);
        self.concept(
            head,
            texts,
            None,
            reserve,
            (&element.properties, &element.attributes, &element.extra),
            given,
        );
    }

    fn relation(&mut self, relation: &'a Relation, source: &'a str) {
        let mut reserve = Reserve::default();
        let base = relation_base(&self.metamodel, relation.kind.as_str());
        let is_exact = base.as_ref() == Some(&relation.kind);
        let base = base.unwrap_or_else(|| KindId::from("association"));
        if !is_exact {
            reserve.text("kind", relation.kind.as_str());
        }
        let label = self.metamodel.relation_index(relation.kind.as_str()).filter(|_| !is_exact);
        let label = label.map(|kind| self.metamodel.relation(kind).label.get(self.main).to_owned());
        let specialization = self.specialization(&base, &relation.specializations, label, &mut reserve);
        let mut given = special::of_relation(relation, base.as_str());
        let type_of = base.as_str();
        if let Some(access) = relation.access
            && (type_of != "access" || access.name() == "write")
        {
            reserve.text("access", access.name());
        }
        if let Some(strength) = &relation.strength
            && (type_of != "influence" || strength.is_empty() || !is_clean(strength))
        {
            reserve.text("strength", strength);
            given = given.filter(|_| type_of != "influence");
        }
        if relation.directed && type_of != "association" {
            reserve.text("directed", "true");
        }
        let native = names::native(&base).unwrap_or("AssociationRelationship");
        let texts = (&relation.name, &relation.description);
        let head = (relation.id.as_str(), native, &*specialization);
        let ends = Some((source, relation.to.as_str()));
        self.concept(
            head,
            texts,
            ends,
            reserve,
            (&relation.properties, &relation.attributes, &relation.extra),
            given,
        );
    }

    /// The cell of the specialization; what it cannot say is reserved.
    fn specialization(
        &self,
        base: &KindId,
        names: &[Box<str>],
        label: Option<String>,
        reserve: &mut Reserve,
    ) -> String {
        let Some(first) = names.first() else { return label.unwrap_or_default() };
        let known = self.metamodel.specialization(base.as_str(), first);
        let cell =
            label.clone().unwrap_or_else(|| known.map_or_else(|| first.to_string(), |s| s.name.clone()));
        if label.is_some() || known.is_none() || names.len() > 1 || *cell != **first || cell.trim() != cell {
            reserve.list("specializations", names);
        }
        cell
    }

    /// The rows of an element or relation.
    fn concept(
        &mut self,
        (id, native, specialization): (&'a str, &str, &str),
        (name, description): (&'a Text, &'a Text),
        ends: Option<(&'a str, &'a str)>,
        mut reserve: Reserve,
        (properties, attributes, extra): (&'a Properties, &Properties, &Properties),
        given: Option<(&'static str, String)>,
    ) {
        let name = reserve.localized("name", name, self.main);
        let description = reserve.localized("description", description, self.main);
        reserve.record("attributes", attributes);
        let others: Properties = extra
            .iter()
            .filter(|(tool, _)| !IMPORTERS.contains(tool))
            .map(|(tool, value)| (tool.into(), value.clone()))
            .collect();
        self.has_bookkeeping |= others.len() < extra.len();
        reserve.record("extra", &others);
        let written = self.id(id).to_owned();
        if written != id {
            reserve.text("id", id);
        }
        let first = [&*written, native, name, description].map(|cell| self.cell(cell));
        let last = self.cell(specialization);
        match ends {
            None => record(&mut self.elements, first.iter().chain([&last]).map(|cell| &**cell)),
            Some((source, target)) => {
                let ends = [self.id(source).to_owned(), self.id(target).to_owned()];
                let ends = ends.map(|end| self.cell(&end));
                let all = first.iter().chain(&ends).chain([&last]);
                record(&mut self.relations, all.map(|cell| &**cell));
            }
        }
        let key = special::key_of(&names::unspelled(native).replace("-relationship", ""));
        self.properties(&written, properties, key, given, reserve);
    }

    /// The rows of properties; one whose key has a meaning of its own here is written as JSON.
    fn properties(
        &mut self,
        id: &str,
        properties: &Properties,
        special: Option<&'static str>,
        given: Option<(&'static str, String)>,
        reserve: Reserve,
    ) {
        let mut all: Vec<(String, String)> = Vec::new();
        match special.and_then(|key| Some((key, properties.get(key)?))) {
            Some((key, value)) => {
                let mut others = properties.clone();
                others.remove(key);
                let listed = reserved::listed(&others, None).into_iter();
                all.extend(listed.map(|(key, value)| (key.into_owned(), value.into_owned())));
                all.push(reserved::whole(key, value));
            }
            None => {
                let listed = reserved::listed(properties, None).into_iter();
                all.extend(listed.map(|(key, value)| (key.into_owned(), value.into_owned())));
            }
        }
        all.extend(given.map(|(key, value)| (key.to_owned(), value)));
        all.extend(reserve.finish());
        for (key, value) in all {
            let cells = [id, &key, &value].map(|cell| self.cell(cell));
            record(&mut self.properties, cells.iter().map(|cell| &**cell));
        }
    }

    /// A text as a cell. What stands at the start of a formula runs in a spreadsheet.
    fn cell(&mut self, text: &str) -> String {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        self.formulas += usize::from(is_formula);
        let start = if is_formula && self.is_for_spreadsheets { " " } else { "" };
        let plain = |c: char| {
            if c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9F}') {
                '\u{FFFD}'
            } else {
                c
            }
        };
        start.chars().chain(text.chars().map(plain)).collect()
    }

    /// What the tables do not say.
    fn warnings(&self, model: &Model) -> Vec<Diagnostic> {
        let left_out = |message: String, help: &str| Diagnostic::of("export-left-out", message).help(help);
        let mut warnings = Vec::new();
        if !model.views.is_empty() {
            let count = model.views.len();
            let message = format!(
                "{count} views are not part of the tables: CSV has elements, relations and properties"
            );
            warnings.push(left_out(message, "export to another format to have them too"));
        }
        if !model.images.is_empty() {
            let message = format!("{} pictures are not part of the tables", model.images.len());
            warnings.push(left_out(message, "export to another format to have them too"));
        }
        if self.has_bookkeeping {
            let message =
                "what importers keep for the way back (`extra`: folders, order, original ids) is left out";
            warnings.push(left_out(
                message.into(),
                "import the tables into the model they came from: it stays there",
            ));
        }
        if self.formulas > 0 && !self.is_for_spreadsheets {
            let message = format!(
                "{} cells begin with = + - @ or white space; a spreadsheet runs such cells as formulas",
                self.formulas
            );
            let help = "open the tables as text, or export with --safe-for-spreadsheets, which puts a space before them";
            let mut warning = left_out(message, help);
            warning.code = "export-formula";
            warnings.push(warning);
        }
        warnings
    }
}
