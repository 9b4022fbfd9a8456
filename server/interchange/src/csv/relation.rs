//! Relations of the model and of the table, and where each is held in the end.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use archweave_model::diagnostic::Subject;
use archweave_model::element::Relation;
use archweave_model::id::{EndId, KindId, RelationId, check};
use archweave_model::model::Model;

use super::concept::{self, Cells, Given, relation_base};
use super::merge::{ID, Merge, TYPE, cells, missing_id, shown};
use super::table::Table;
use crate::archimate::names::{self, Type};

const SOURCE: usize = 5;
const TARGET: usize = 6;

/// Where a relation of the model is: at an element, or at none.
type Place = (Option<usize>, usize);

/// The relations that the model has.
pub struct Relations {
    places: HashMap<Box<str>, Place>,
    /// Starts of those that are given.
    sources: HashMap<Box<str>, Box<str>>,
}

/// Relations that are new or changed.
#[derive(Default)]
pub struct Drafts {
    list: Vec<Draft>,
    by_id: HashMap<Box<str>, usize>,
}

struct Draft {
    relation: Relation,
    source: Box<str>,
    /// Where it is in the model.
    place: Option<Place>,
    /// Its row, unless only its properties are given.
    row: Option<usize>,
}

impl Relations {
    /// Of a model.
    pub fn of(model: &Model) -> Self {
        let mut known = Self { places: HashMap::new(), sources: HashMap::new() };
        for (n, element) in model.elements.iter().enumerate() {
            for (at, relation) in element.relations.iter().enumerate() {
                known.add(relation, (Some(n), at), relation.source(&element.id));
            }
        }
        for (at, relation) in model.loose.iter().enumerate() {
            known.add(relation, (None, at), relation.from.as_ref().map_or("", EndId::as_str));
        }
        known
    }

    fn add(&mut self, relation: &Relation, place: Place, source: &str) {
        self.places.insert(relation.id.as_str().into(), place);
        self.sources.insert(relation.id.as_str().into(), source.into());
    }

    /// Whether a relation has this id.
    pub fn contains(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// No drafts yet.
    pub fn drafts(&self) -> Drafts {
        Drafts::default()
    }

    /// What starts at a draft goes where that one goes; what started at nothing may start at something
    /// now. Without the drafts themselves.
    fn dependent(&self, drafts: &Drafts) -> Vec<&str> {
        let mut starting: HashMap<&str, Vec<&str>> = HashMap::new();
        for (id, source) in &self.sources {
            starting.entry(source).or_default().push(id);
        }
        let is_loose = |id: &str| self.places.get(id).is_some_and(|(owner, _)| owner.is_none());
        let mut found: HashSet<&str> = self.places.keys().map(|id| &**id).filter(|id| is_loose(id)).collect();
        let mut stack: Vec<&str> = Vec::new();
        for id in drafts.by_id.keys() {
            stack.extend(starting.get(&**id).into_iter().flatten());
        }
        stack.extend(found.iter().flat_map(|id| starting.get(id).into_iter().flatten()));
        while let Some(id) = stack.pop() {
            if found.insert(id) {
                stack.extend(starting.get(id).into_iter().flatten());
            }
        }
        found.retain(|id| !drafts.by_id.contains_key(*id));
        found.into_iter().collect()
    }

    /// The present state of a relation.
    fn draft(&self, model: &Model, id: &str) -> Option<Draft> {
        let place = *self.places.get(id)?;
        let relation = match place {
            (Some(element), at) => model.elements.get(element)?.relations.get(at)?.clone(),
            (None, at) => (**model.loose.get(at)?).clone(),
        };
        Some(Draft { relation, source: self.sources.get(id)?.clone(), place: Some(place), row: None })
    }
}

impl Drafts {
    fn push(&mut self, draft: Draft) {
        self.by_id.insert(draft.relation.id.as_str().into(), self.list.len());
        self.list.push(draft);
    }
}

impl Merge {
    /// Reads the table.
    pub fn read_relations(&mut self, table: &mut Table<'_>, known: &Relations, drafts: &mut Drafts) {
        let mut unnamed = Vec::new();
        for n in 0..table.rows.len() {
            let Some(row) = table.rows.get(n) else { continue };
            let Some(kind) = self.relation_type(row.text(TYPE)) else {
                let message = format!("`{}` is no type of relation", shown(row.text(TYPE)));
                table.bad(n, TYPE, &message, "choose one of the types that `archweave metamodel` lists");
                continue;
            };
            let ends = [(SOURCE, "source"), (TARGET, "target")];
            let wrong = ends.into_iter().find_map(|(column, what)| {
                let end = self.real(row.text(column));
                let reason = match end {
                    "" => "is missing".to_owned(),
                    end => format!("cannot be `{}`: {}", shown(end), check(end).err()?),
                };
                Some((column, format!("the {what} of the relation {reason}")))
            });
            if let Some((column, message)) = wrong {
                table.bad(n, column, &message, "write the id of an element or a relation");
                continue;
            }
            let id = self.real(row.text(ID)).to_owned();
            if id.is_empty() {
                unnamed.push((n, kind));
                continue;
            }
            let present = known.draft(&self.model, &id);
            if let Some((message, help)) = self.refused_relation(&id, &kind, present.as_ref(), drafts) {
                table.bad(n, ID, &message, help);
                continue;
            }
            self.put_relation(table, n, &id, kind, present, drafts);
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (n, kind) in unnamed {
            let Some(row) = table.rows.get(n) else { continue };
            let (source, target) = (self.real(row.text(SOURCE)), self.real(row.text(TARGET)));
            let derived = RelationId::derived(source, kind.as_str(), target).to_string();
            let mut id = derived.clone();
            let number = counts.entry(derived.clone()).or_insert(1);
            while known.contains(&id) || drafts.by_id.contains_key(&*id) || self.elements.contains_key(&*id) {
                *number += 1;
                id = format!("{derived}~{number}");
            }
            missing_id(table, n, &id);
            self.put_relation(table, n, &id, kind, None, drafts);
        }
    }

    fn refused_relation(
        &self,
        id: &str,
        kind: &KindId,
        present: Option<&Draft>,
        drafts: &Drafts,
    ) -> Option<(String, &'static str)> {
        let another = "give the row another id, or none";
        if let Err(error) = check(id) {
            return Some((format!("id `{}`: {error}", shown(id)), another));
        }
        if self.elements.contains_key(id) {
            return Some((format!("`{id}` is the id of an element"), another));
        }
        if drafts.by_id.contains_key(id) {
            let help = "keep one of the rows, or give one of them another id";
            return Some((format!("id `{id}` is used by a row above"), help));
        }
        let base =
            |kind: &KindId| relation_base(&self.metamodel, kind.as_str()).unwrap_or_else(|| kind.clone());
        let present = present.map(|draft| &draft.relation.kind)?;
        (base(present) != base(kind)).then(|| {
            let message = format!("the model has `{id}` as `{present}`, which is of another type");
            (message, "keep the type, or give the row an id of its own")
        })
    }

    fn put_relation(
        &mut self,
        table: &Table<'_>,
        n: usize,
        id: &str,
        kind: KindId,
        present: Option<Draft>,
        drafts: &mut Drafts,
    ) {
        let Some(row) = table.rows.get(n) else { return };
        let (source, target) = (self.real(row.text(SOURCE)), self.real(row.text(TARGET)));
        let (Ok(id), Ok(to)) = (RelationId::parse(id), EndId::parse(target)) else { return };
        let (source, is_new) = (Box::from(source), present.is_none());
        let mut draft = present.unwrap_or_else(|| Draft {
            relation: Relation::new(id, kind.clone(), to.clone()),
            source: Box::default(),
            place: None,
            row: None,
        });
        draft.row = Some(n);
        let before = (draft.relation.kind.clone(), draft.relation.to.clone(), draft.source.clone());
        draft.relation.to = to;
        draft.source = source;
        if relation_base(&self.metamodel, draft.relation.kind.as_str()).as_ref() != Some(&kind) {
            draft.relation.kind = kind.clone();
        }
        let list = self.properties.remove(row.text(ID).trim()).filter(|_| !row.text(ID).trim().is_empty());
        self.put(&mut draft, &kind, cells(row), list.unwrap_or_default());
        let after = (draft.relation.kind.clone(), draft.relation.to.clone(), draft.source.clone());
        if is_new || before != after {
            // Settled when it is known what refers to it.
            draft.relation.has_written_id = false;
        }
        drafts.push(draft);
    }

    fn put(
        &mut self,
        draft: &mut Draft,
        kind: &KindId,
        cells: Cells<'_>,
        list: Vec<(usize, String, String)>,
    ) {
        let relation = &mut draft.relation;
        // What ArchiMate does not have goes as an association.
        let base = relation_base(&self.metamodel, kind.as_str());
        let base = base.unwrap_or_else(|| KindId::from("association"));
        let given = Given::of(list, base.as_str());
        let put = concept::put_relation(relation, cells, given, base.as_str(), &self.main, &self.metamodel);
        let kind = relation.kind.to_string();
        self.odd.extend(put.odd);
        self.undeclared.extend(put.specialization.map(|name| (kind, name)));
    }

    /// Properties of a relation that the table does not have.
    pub fn put_known_relation(
        &mut self,
        id: &str,
        list: Vec<(usize, String, String)>,
        known: &Relations,
        drafts: &mut Drafts,
    ) {
        if let Some(mut draft) = known.draft(&self.model, id) {
            let kind = draft.relation.kind.clone();
            self.put(&mut draft, &kind, Cells::default(), list);
            drafts.push(draft);
        }
    }

    fn relation_type(&self, written: &str) -> Option<KindId> {
        let written = written.trim();
        let long = format!("{written}Relationship");
        for name in [written, &*long] {
            if let Some(Type::Relation(kind)) = names::type_of(name) {
                return Some(kind.clone());
            }
        }
        let known = self.metamodel.relation_index(written);
        let known = known.or_else(|| self.metamodel.relation_index(&names::unspelled(written)));
        known.map(|kind| self.metamodel.relation(kind).id.clone())
    }

    /// Puts the drafts into the model.
    pub fn settle(&mut self, known: &Relations, mut drafts: Drafts, table: Option<&mut Table<'_>>) {
        if drafts.list.is_empty() {
            return;
        }
        if let Some(table) = table {
            self.check_ends(known, &drafts, table);
        }
        let dependent = known.dependent(&drafts);
        let more = dependent.into_iter().filter_map(|id| known.draft(&self.model, id));
        let mut more: Vec<Draft> = more.collect();
        more.sort_by_key(|draft| draft.place);
        more.into_iter().for_each(|draft| drafts.push(draft));
        let holders = self.holders(known, &drafts);
        let referred = self.referred(&drafts);
        let mut gone: HashMap<Option<usize>, HashSet<RelationId>> = HashMap::new();
        let mut coming: HashMap<Option<usize>, Vec<Relation>> = HashMap::new();
        let mut owners: Vec<Option<usize>> = Vec::new();
        for (draft, holder) in drafts.list.into_iter().zip(holders) {
            let Draft { mut relation, source, place, .. } = draft;
            let owner = holder.and_then(|at| self.model.elements.get(at));
            let is_own = owner.is_some_and(|owner| owner.id.as_str() == &*source);
            relation.from = if is_own { None } else { EndId::parse(&source).ok() };
            if !relation.has_written_id {
                let derived = RelationId::derived(&source, relation.kind.as_str(), relation.to.as_str());
                relation.has_written_id = derived != relation.id || referred.contains(relation.id.as_str());
            }
            if let Some((old, _)) = place.filter(|(old, _)| *old != holder) {
                gone.entry(old).or_default().insert(relation.id.clone());
                owners.push(old);
            }
            coming.entry(holder).or_default().push(relation);
            owners.push(holder);
        }
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let gone = gone.remove(&owner).unwrap_or_default();
            let coming = coming.remove(&owner).unwrap_or_default();
            match owner {
                Some(at) => {
                    if let Some(element) = self.model.elements.get_mut(at) {
                        put_all(&mut Arc::make_mut(element).relations, &gone, coming, |relation| relation);
                    }
                }
                None => put_all(&mut self.model.loose, &gone, coming, Arc::new),
            }
        }
    }

    /// Reports ends that are nowhere.
    fn check_ends(&self, known: &Relations, drafts: &Drafts, table: &mut Table<'_>) {
        let is_known =
            |id: &str| self.elements.contains_key(id) || known.contains(id) || drafts.by_id.contains_key(id);
        for draft in &drafts.list {
            let Some(row) = draft.row else { continue };
            let ends = [(SOURCE, "source", &*draft.source), (TARGET, "target", draft.relation.to.as_str())];
            for (column, what, end) in ends {
                if !is_known(end) {
                    let at = table.place(row, column);
                    let subject = Subject::Relation(draft.relation.id.as_str().into());
                    table.findings.dangling(at, &format!("the {what} of the relation"), end, subject);
                }
            }
        }
    }

    /// For each draft the element at which its chain of sources begins.
    fn holders(&self, known: &Relations, drafts: &Drafts) -> Vec<Option<usize>> {
        let mut found: HashMap<&str, Option<usize>> = HashMap::new();
        let mut chain: Vec<&str> = Vec::new();
        for draft in &drafts.list {
            let mut at = draft.relation.id.as_str();
            let holder = loop {
                if let Some(holder) = found.get(at) {
                    break *holder;
                }
                // Until it is known: meeting it again means a circle.
                found.insert(at, None);
                chain.push(at);
                let own = drafts.by_id.get(at).and_then(|n| drafts.list.get(*n)).map(|d| &*d.source);
                let Some(source) = own.or_else(|| known.sources.get(at).map(|source| &**source)) else {
                    break None;
                };
                if let Some(element) = self.elements.get(source) {
                    break Some(*element);
                }
                at = source;
            };
            for id in chain.drain(..) {
                found.insert(id, holder);
            }
        }
        drafts.list.iter().map(|draft| found.get(draft.relation.id.as_str()).copied().flatten()).collect()
    }

    /// Ids of relations that something refers to.
    fn referred<'a>(&'a self, drafts: &'a Drafts) -> HashSet<Box<str>> {
        let own = self.model.elements.iter().flat_map(|element| &element.relations);
        let loose = self.model.loose.iter().map(|relation| &**relation);
        let ends = own.chain(loose).flat_map(|r| [Some(r.to.as_str()), r.from.as_ref().map(EndId::as_str)]);
        let new = drafts.list.iter().flat_map(|d| [Some(&*d.source), Some(d.relation.to.as_str())]);
        let views = self.model.views.iter().flat_map(|view| &view.value.connections);
        let shown = views.map(|connection| connection.relation.as_ref().map(RelationId::as_str));
        ends.chain(new).chain(shown).flatten().map(Box::from).collect()
    }
}

/// Takes relations out of a list, replaces those that are there and adds the others.
fn put_all<T: Borrow<Relation>>(
    list: &mut Vec<T>,
    gone: &HashSet<RelationId>,
    coming: Vec<Relation>,
    wrap: impl Fn(Relation) -> T,
) {
    if !gone.is_empty() {
        list.retain(|known| !gone.contains(&known.borrow().id));
    }
    let places: HashMap<RelationId, usize> =
        list.iter().enumerate().map(|(n, known)| (known.borrow().id.clone(), n)).collect();
    for relation in coming {
        match places.get(&relation.id).and_then(|at| list.get_mut(*at)) {
            Some(place) => *place = wrap(relation),
            None => list.push(wrap(relation)),
        }
    }
}
