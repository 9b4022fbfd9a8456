//! Which id each thing has in the file. There every id is used once, by whatever it is, and begins
//! with a letter (`xs:ID`).

use std::borrow::Cow;

use archweave_model::diagnostic::{Diagnostic, Subject};
use archweave_model::element::Relation;
use archweave_model::metamodel::Metamodel;
use archweave_model::model::Model;
use archweave_model::value::{Properties, Value};
use foldhash::{HashMap, HashSet};

use super::left_out;
use crate::archimate::names::replacement_id;
use crate::archimate::names::usable_id;
use crate::exchange::{TOOL, names};
use crate::kept::Recall;

/// Ids in the file by ids in the model, of what is in the file.
pub struct Ids<'a> {
    model: Cow<'a, str>,
    used: HashSet<Cow<'a, str>>,
    elements: HashMap<&'a str, Cow<'a, str>>,
    relations: HashMap<&'a str, Cow<'a, str>>,
    views: HashMap<&'a str, Cow<'a, str>>,
}

impl<'a> Ids<'a> {
    pub fn new(
        model: &'a Model,
        metamodel: &Metamodel,
        kept: Recall<'a>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut ids = Self {
            model: "".into(),
            used: HashSet::default(),
            elements: HashMap::default(),
            relations: HashMap::default(),
            views: HashMap::default(),
        };
        ids.reserve_viewpoints(kept);
        let own = kept.text("id").filter(|id| names::is_id(id));
        ids.model = match own {
            Some(id) => id.into(),
            None => replacement_id("model", model.manifest.name.main(), |id| ids.used.contains(id)).into(),
        };
        ids.used.insert(ids.model.clone());
        let elements = model.elements.iter().filter(|element| {
            let index = metamodel.kind_index(element.kind.as_str());
            let is_said = index.is_none_or(|index| metamodel.kind(index).archimate.is_some());
            if !is_said {
                let message = format!(
                    "element `{}` is left out: ArchiMate has no type for `{}`",
                    element.id, element.kind
                );
                warnings.push(left_out(message, Some(Subject::Element(element.id.as_str().into()))));
            }
            is_said
        });
        let mut waiting = Vec::new();
        let mut claim = |ids: &mut Self, is_element: bool, id: &'a str, extra: &'a Properties| {
            let table = if is_element { &mut ids.elements } else { &mut ids.relations };
            if table.insert(id, "".into()).is_some() {
                return;
            }
            match Recall::of(TOOL, extra).text("id").filter(|id| names::is_id(id)) {
                Some(original) => waiting.push((is_element, id, original)),
                None => {
                    let written = ids.claim("concept", id);
                    if is_element { &mut ids.elements } else { &mut ids.relations }.insert(id, written);
                }
            }
        };
        for element in elements {
            claim(&mut ids, true, element.id.as_str(), &element.extra);
        }
        let relations = said(model, &ids.elements, warnings);
        for relation in relations {
            claim(&mut ids, false, relation.id.as_str(), &relation.extra);
        }
        for (is_element, id, original) in waiting {
            let written = ids.original("concept", id, original);
            if is_element { &mut ids.elements } else { &mut ids.relations }.insert(id, written);
        }
        for view in &model.views {
            let id = view.value.id.as_str();
            let original = Recall::of(TOOL, &view.value.extra).text("id").filter(|id| names::is_id(id));
            let written = match original {
                Some(original) => ids.original("view", id, original),
                None => ids.claim("view", id),
            };
            ids.views.entry(id).or_insert(written);
        }
        ids
    }

    /// Ids of viewpoints stand in a piece of the file that is written as it was.
    fn reserve_viewpoints(&mut self, kept: Recall<'a>) {
        let text = kept.text("viewpoints").unwrap_or_default();
        let ids = text.split(" identifier=\"").skip(1).filter_map(|rest| rest.split('"').next());
        self.used.extend(ids.map(Cow::Borrowed));
    }

    /// The id itself where the file can have it, else one as near as can be.
    pub fn claim(&mut self, space: &str, id: &'a str) -> Cow<'a, str> {
        if names::is_id(id) && self.used.insert(id.into()) {
            return id.into();
        }
        self.other(space, id).into()
    }

    fn other(&mut self, space: &str, id: &str) -> String {
        let near = format!("id-{id}");
        if names::is_id_tail(id) && !id.is_empty() && self.used.insert(near.clone().into()) {
            return near;
        }
        let other = replacement_id(space, id, |id| self.used.contains(id));
        self.used.insert(other.clone().into());
        other
    }

    /// Claims an id of the file itself, such as that of a definition.
    pub fn claim_text(&mut self, space: &str, id: &str) -> String {
        if names::is_id(id) && self.used.insert(id.to_owned().into()) {
            return id.to_owned();
        }
        self.other(space, id)
    }

    /// Claims an id only as it is.
    pub fn claim_exactly(&mut self, id: String) -> Option<String> {
        (names::is_id(&id) && self.used.insert(id.clone().into())).then_some(id)
    }

    /// The id that the file had, if it is free.
    pub fn original(&mut self, space: &str, id: &'a str, original: &'a str) -> Cow<'a, str> {
        if self.used.insert(original.into()) {
            return original.into();
        }
        self.claim(space, id)
    }

    pub fn model(&self) -> &str {
        &self.model
    }

    /// The id of an element in the file; none if it is not there.
    pub fn element(&self, id: &str) -> Option<&str> {
        self.elements.get(id).map(|written| &**written)
    }

    /// The id of a relation in the file; none if it is not there.
    pub fn relation(&self, id: &str) -> Option<&str> {
        self.relations.get(id).map(|written| &**written)
    }

    /// The id of an element or a relation in the file.
    pub fn concept(&self, id: &str) -> Option<&str> {
        self.element(id).or_else(|| self.relation(id))
    }

    pub fn view(&self, id: &str) -> Option<&str> {
        self.views.get(id).map(|written| &**written)
    }
}

/// Whether an id in the file does not lead an import to the one in the model.
pub fn is_replaced(id: &str, written: &str) -> bool {
    usable_id(written, String::new) != id
}

/// What is kept of an id that is not written again.
pub fn is_written(kept: Option<&Value>, written: &str) -> bool {
    kept.and_then(Value::as_text).is_none_or(|kept| kept == written)
}

/// The relations whose ends are in the file, or lead there.
fn said<'a>(
    model: &'a Model,
    elements: &HashMap<&'a str, Cow<'a, str>>,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<&'a Relation> {
    let held = model.elements.iter().flat_map(|element| {
        element.relations.iter().map(|relation| (relation, relation.source(&element.id)))
    });
    let loose = model.loose.iter().map(|r| (&**r, r.from.as_ref().map_or("", |from| from.as_str())));
    let all: Vec<(&Relation, &str)> = held.chain(loose).collect();
    let mut present: HashSet<&str> = all.iter().map(|(relation, _)| relation.id.as_str()).collect();
    let mut dependents: HashMap<&str, Vec<&str>> = HashMap::default();
    let mut lost: Vec<&str> = Vec::new();
    for (relation, source) in &all {
        for end in [*source, relation.to.as_str()] {
            if elements.contains_key(end) {
                continue;
            }
            if present.contains(end) {
                dependents.entry(end).or_default().push(relation.id.as_str());
            } else {
                lost.push(relation.id.as_str());
            }
        }
    }
    while let Some(id) = lost.pop() {
        if present.remove(id) {
            lost.extend(dependents.remove(id).unwrap_or_default());
        }
    }
    let is_said = |(relation, source): &(&'a Relation, &str)| {
        let is_said = present.contains(relation.id.as_str());
        if !is_said {
            let (id, to) = (&relation.id, &relation.to);
            let message = format!(
                "relation `{id}` from `{source}` to `{to}` is left out: an end of it is not in the file"
            );
            warnings.push(left_out(message, Some(Subject::Relation(id.as_str().into()))));
        }
        is_said
    };
    all.into_iter().filter(is_said).map(|(relation, _)| relation).collect()
}
