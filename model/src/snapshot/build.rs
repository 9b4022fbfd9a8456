//! A snapshot from all files.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Subject};
use crate::element::{Element, Relation};
use crate::metamodel::{Extension, Metamodel};
use crate::model::Manifest;
use crate::persistent::{Chunks, Index, Shards, Sorted, hash};
use crate::rules::{self, Settings};
use crate::snapshot::{Edge, EndRef, FileEntry, LOOSE, RelationRef, Rows, Slot, Snapshot, ViewEntry};
use crate::view::{Layout, Shows, View};
use crate::yaml::{Document, ParsedFile};

/// Relations on relations are followed this deep.
const MAX_RELATION_CHAIN: usize = 8;

/// The documents of all files, by class.
#[derive(Default)]
struct Collected {
    manifests: Vec<(u32, Arc<Manifest>)>,
    elements: Vec<(u32, Arc<Element>)>,
    loose: Vec<(u32, Arc<Relation>)>,
    views: Vec<(u32, Arc<View>)>,
    layouts: Vec<(u32, Arc<Layout>)>,
    extensions: Vec<(u32, Arc<Extension>)>,
}

impl Snapshot {
    /// Reads a model from its files, in any order.
    pub fn build(files: Vec<(Arc<str>, Arc<ParsedFile>)>) -> Self {
        Self::build_with(files, false)
    }

    /// Reads a model of which [`Self::is_clean`] was true when the same version of this program read
    /// the same files: the rules need not be asked again.
    pub fn build_clean(files: Vec<(Arc<str>, Arc<ParsedFile>)>) -> Self {
        Self::build_with(files, true)
    }

    /// Whether no rule has a finding.
    pub fn is_clean(&self) -> bool {
        self.general.is_empty()
            && self.findings.iter().all(Option::is_none)
            && self.views.values().all(|entry| entry.findings.is_none())
    }

    fn build_with(mut files: Vec<(Arc<str>, Arc<ParsedFile>)>, is_clean: bool) -> Self {
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|a, b| a.0 == b.0);
        let mut snapshot = Self::empty();
        let mut found = Collected::default();
        let mut noisy = std::collections::BTreeSet::new();
        let mut extra = Vec::new();
        for (path, parsed) in files {
            let file = snapshot.files.len() as u32;
            if !parsed.findings.is_empty() {
                noisy.insert(file);
            }
            for document in &parsed.documents {
                match document {
                    Document::Manifest(m) => found.manifests.push((file, m.clone())),
                    Document::Element(e) => found.elements.push((file, e.clone())),
                    Document::Relation(r) => found.loose.push((file, r.clone())),
                    Document::View(v) => found.views.push((file, v.clone())),
                    Document::Layout(l) => found.layouts.push((file, l.clone())),
                    Document::Extension(e) => found.extensions.push((file, e.clone())),
                    Document::Extra(value) => {
                        extra.push((crate::snapshot::lookup::stem(&path).into(), value.clone()));
                    }
                }
            }
            snapshot.file_of.insert(path.clone(), file);
            snapshot.files.push(FileEntry { path, parsed: Some(parsed) });
        }
        snapshot.noisy = Arc::new(noisy);
        snapshot.extra = Arc::new(extra);
        snapshot.fill(found, is_clean);
        snapshot
    }

    pub(crate) fn empty() -> Self {
        Self {
            metamodel: Metamodel::library(),
            manifest: Arc::default(),
            files: Chunks::default(),
            file_of: Shards::default(),
            noisy: Arc::default(),
            slots: Chunks::default(),
            slot_index: Index::default(),
            element_count: 0,
            order: Sorted::default(),
            relation_index: Index::default(),
            relation_count: 0,
            loose: Arc::default(),
            out: Rows::default(),
            into: Rows::default(),
            on_relation: Arc::default(),
            waiting: Shards::default(),
            referrers: Shards::default(),
            views: Arc::default(),
            layouts: Arc::default(),
            shown_in: Shards::default(),
            extra: Arc::default(),
            findings: Chunks::default(),
            general: Arc::default(),
            has_duplicates: false,
        }
    }

    fn fill(&mut self, mut found: Collected, is_clean: bool) {
        let mut general = Vec::new();
        let paths: Vec<Arc<str>> = self.files.iter().map(|entry| entry.path.clone()).collect();
        let path = |file: u32| &*paths[file as usize];
        let extensions = found.extensions.iter();
        let (metamodel, wrong) = Metamodel::extended(extensions.map(|(file, e)| (path(*file), &**e)));
        self.metamodel = metamodel;
        general.extend(wrong);
        match found.manifests.first() {
            Some((_, manifest)) => self.manifest = manifest.clone(),
            None => {
                let message = "the model has no `archweave.yaml`; defaults are used";
                let finding = Diagnostic::warning("missing-manifest", message).file("archweave.yaml");
                general.push(finding.help("create it: `archweave init` writes one").line(1, 1));
            }
        }
        self.add_elements(&mut found, &paths, &mut general);
        self.loose = Arc::new(std::mem::take(&mut found.loose));
        self.add_relations(&paths, &mut general);
        self.connect();
        self.add_views(&found, &paths, &mut general);
        let settings = Settings::new(&self.manifest);
        self.has_duplicates = general.iter().any(|d| d.code.starts_with("duplicate-"));
        if is_clean {
            self.findings = (0..self.slots.len()).map(|_| None).collect();
            return;
        }
        let findings = (0..self.slots.len() as u32).map(|slot| rules::element(self, &settings, slot));
        let findings = findings.collect();
        let mut views = (*self.views).clone();
        for entry in views.values_mut() {
            entry.findings = rules::view(self, &settings, &entry.view, entry.file);
        }
        general.extend(rules::loose(self));
        general.extend(rules::unknown_names(self));
        let orphans = self.layouts.iter().filter(|(id, _)| !self.views.contains_key(*id));
        general.extend(orphans.map(|(id, (file, layout))| rules::orphan_layout(id, path(*file), layout)));
        self.general = Arc::new(general.into_iter().filter_map(|d| settings.apply(d)).collect());
        self.findings = findings;
        self.views = Arc::new(views);
    }

    fn add_elements(&mut self, found: &mut Collected, paths: &[Arc<str>], general: &mut Vec<Diagnostic>) {
        let elements = std::mem::take(&mut found.elements);
        // Of two with one id, the first file's counts: the sort is stable. Most ids differ within
        // their first bytes, which are compared without following a pointer.
        let mut keyed: Vec<(u128, u32, Arc<Element>)> = elements
            .into_iter()
            .map(|(file, element)| (prefix(element.id.as_str()), file, element))
            .collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2.id.cmp(&b.2.id)));
        let mut index = Vec::with_capacity(keyed.len());
        let mut last: Option<(u32, Arc<Element>)> = None;
        for (_, file, element) in keyed {
            if let Some((first, known)) = &last
                && known.id == element.id
            {
                let id = element.id.as_str();
                let message = format!(
                    "element id `{id}` is used in `{}` too; this one is left out",
                    paths[*first as usize]
                );
                general.push(
                    Diagnostic::error("duplicate-id", message)
                        .help("give one of them another id, or remove it")
                        .about(Subject::Element(id.into()))
                        .file(&paths[file as usize])
                        .at(element.place.0)
                        .key("id"),
                );
                continue;
            }
            last = Some((file, element.clone()));
            let kind = self.metamodel.kind_index(element.kind.as_str());
            let hash = hash(element.id.as_str());
            let slot =
                self.slots.push(Slot { id: element.id.clone(), element, file, kind, is_alive: true }) as u32;
            index.push((hash, slot));
        }
        self.element_count = index.len();
        self.slot_index = Index::build(&index);
        let all: Vec<u32> = (0..self.slots.len() as u32).collect();
        self.order = Sorted::from_sorted(&all);
    }

    fn add_relations(&mut self, paths: &[Arc<str>], general: &mut Vec<Diagnostic>) {
        let all: Vec<(u64, RelationRef)> =
            self.relations().map(|entry| (hash(entry.relation.id.as_str()), entry.at)).collect();
        self.relation_count = all.len();
        self.relation_index = Index::build(&all);
        for at in self.suspects() {
            let Some(entry) = self.relation_at(at) else { continue };
            let id = entry.relation.id.as_str();
            let is_element = self.slot_of(id).is_some();
            if !is_element && self.relation(id).is_some_and(|first| first.at == at) {
                continue;
            }
            let file = match entry.at.owner {
                LOOSE => self.loose.get(entry.at.position as usize).map(|(file, _)| *file),
                owner => self.slot(owner).map(|slot| slot.file),
            };
            general.push(twin(&entry, is_element).file(&paths[file.unwrap_or_default() as usize]));
        }
    }

    /// Relations whose id may be used by another relation or by an element: few, if any.
    fn suspects(&self) -> Vec<RelationRef> {
        let mut found = self.relation_index.twins();
        for slot in self.slots() {
            let Some(element) = self.element_at(slot) else { continue };
            found.extend(self.relation_index.find(hash(element.id.as_str()), |_| true));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Follows every relation's ends and builds the graph.
    fn connect(&mut self) {
        let mut out = Vec::with_capacity(self.relation_count);
        let mut into = Vec::with_capacity(self.relation_count);
        let mut on_relation: BTreeMap<Box<str>, Vec<RelationRef>> = BTreeMap::new();
        let mut waiting = Shards::default();
        let mut referrers = Shards::default();
        for slot in self.slots() {
            let Some(element) = self.element_at(slot) else { continue };
            for (position, relation) in element.relations.iter().enumerate() {
                let at = RelationRef { owner: slot, position: position as u32 };
                if self.edges_of(at, relation, &mut out, &mut into) {
                    continue;
                }
                for end in relation.from.iter().chain([&relation.to]) {
                    match self.end(end.as_str()) {
                        Some(EndRef::Element(_) | EndRef::Part(_)) => {}
                        Some(EndRef::Relation(_)) => {
                            on_relation.entry(end.as_str().into()).or_default().push(at);
                        }
                        None => awaited(end.as_str()).for_each(|id| add_to(&mut waiting, id, slot)),
                    }
                }
            }
            for id in rules::references(self, slot) {
                add_to(&mut referrers, &id, slot);
            }
        }
        for (position, (_, relation)) in self.loose.iter().enumerate() {
            let at = RelationRef { owner: LOOSE, position: position as u32 };
            for end in relation.from.iter().chain([&relation.to]) {
                if let Some(EndRef::Relation(_)) = self.end(end.as_str()) {
                    on_relation.entry(end.as_str().into()).or_default().push(at);
                }
            }
        }
        // A relation between relations may give the same step twice.
        if !on_relation.is_empty() {
            for edges in [&mut out, &mut into] {
                edges.sort_unstable();
                edges.dedup();
            }
        }
        self.out = Rows::build(self.slots.len(), &out);
        self.into = Rows::build(self.slots.len(), &into);
        self.on_relation = Arc::new(on_relation);
        self.waiting = waiting;
        self.referrers = referrers;
    }

    /// The steps that one relation allows, in both directions. Tells whether it simply leads from its
    /// element to another, as nearly all do.
    pub(crate) fn edges_of(
        &self,
        at: RelationRef,
        relation: &Relation,
        out: &mut Vec<(u32, Edge)>,
        into: &mut Vec<(u32, Edge)>,
    ) -> bool {
        if relation.from.is_none()
            && let Some(target) = self.slot_of(relation.to.as_str())
        {
            out.push((at.owner, Edge { slot: target, relation: at }));
            into.push((target, Edge { slot: at.owner, relation: at }));
            return true;
        }
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        match &relation.from {
            None => sources.push(at.owner),
            Some(from) => self.bases(from.as_str(), 0, &mut sources),
        }
        self.bases(relation.to.as_str(), 0, &mut targets);
        for source in &sources {
            for target in &targets {
                out.push((*source, Edge { slot: *target, relation: at }));
                into.push((*target, Edge { slot: *source, relation: at }));
            }
        }
        false
    }

    /// The elements that stand behind the end of a relation.
    fn bases(&self, id: &str, depth: usize, found: &mut Vec<u32>) {
        match self.end(id) {
            Some(EndRef::Element(slot) | EndRef::Part(slot)) if !found.contains(&slot) => found.push(slot),
            Some(EndRef::Relation(entry)) if depth < MAX_RELATION_CHAIN => {
                self.bases(entry.source(), depth + 1, found);
                self.bases(entry.relation.to.as_str(), depth + 1, found);
            }
            _ => {}
        }
    }

    fn add_views(&mut self, found: &Collected, paths: &[Arc<str>], general: &mut Vec<Diagnostic>) {
        let mut views: BTreeMap<_, ViewEntry> = BTreeMap::new();
        let mut twice = |what: &str, id: &str, file: u32, place: u32| {
            let message = format!("{what} `{id}` is defined in another file too; this one is left out");
            general.push(
                Diagnostic::error("duplicate-id", message)
                    .help("give one of them another id, or remove it")
                    .about(Subject::View(id.into()))
                    .file(&paths[file as usize])
                    .at(place),
            );
        };
        let mut shown_in = Shards::default();
        for (file, view) in &found.views {
            if views.contains_key(&view.id) {
                twice("view", view.id.as_str(), *file, view.place.0);
                continue;
            }
            add_uses(&mut shown_in, view);
            let entry = ViewEntry { view: view.clone(), file: *file, findings: None };
            views.insert(view.id.clone(), entry);
        }
        let mut layouts = BTreeMap::new();
        for (file, layout) in &found.layouts {
            if layouts.contains_key(&layout.view) {
                twice("the layout of view", layout.view.as_str(), *file, layout.place.0);
                continue;
            }
            layouts.insert(layout.view.clone(), (*file, layout.clone()));
        }
        self.views = Arc::new(views);
        self.layouts = Arc::new(layouts);
        self.shown_in = shown_in;
    }
}

/// Ids of the elements a view shows, each once.
pub(crate) fn elements_of(view: &View) -> std::collections::BTreeSet<&str> {
    let nodes = view.nodes().filter_map(|node| match &node.shows {
        Shows::Element(id) => Some(id.as_str()),
        _ => None,
    });
    nodes.collect()
}

pub(crate) fn add_uses(shown_in: &mut Shards<Box<str>, Vec<crate::id::ViewId>>, view: &View) {
    for id in elements_of(view) {
        shown_in.change(id.into(), |views| {
            if let Err(at) = views.binary_search(&view.id) {
                views.insert(at, view.id.clone());
            }
        });
    }
}

/// The ids whose coming or change may give the end of a relation something to end at: its own, and
/// of a part also the element's.
pub(crate) fn awaited(end: &str) -> impl Iterator<Item = &str> {
    std::iter::once(end).chain(crate::parts::split(end).map(|(element, _)| element))
}

pub(crate) fn add_to(index: &mut Shards<Box<str>, Vec<u32>>, id: &str, slot: u32) {
    index.change(id.into(), |slots| {
        if slots.last() != Some(&slot) && !slots.contains(&slot) {
            slots.push(slot);
        }
    });
}

fn twin(entry: &crate::snapshot::RelationEntry<'_>, is_element: bool) -> Diagnostic {
    let relation = entry.relation;
    let id = relation.id.as_str();
    let (code, message, help) = if is_element {
        (
            "duplicate-id",
            format!("relation id `{id}` is the id of an element"),
            "give the relation another id",
        )
    } else if relation.has_written_id {
        ("duplicate-id", format!("relation id `{id}` is used twice"), "give one of them another id")
    } else {
        (
            "duplicate-relation",
            format!("`{}` from `{}` to `{}` stands twice", relation.kind, entry.source(), relation.to),
            "remove one, or give each an `id` if both are meant",
        )
    };
    Diagnostic::error(code, message).help(help).about(Subject::Relation(id.into())).at(relation.place.0)
}

impl Snapshot {
    /// A snapshot of a model that is not in a repository; findings name `file`.
    pub fn from_model(model: &crate::model::Model, file: &str) -> Self {
        let mut documents = vec![Document::Manifest(Arc::new(model.manifest.clone()))];
        documents.extend(model.elements.iter().cloned().map(Document::Element));
        documents.extend(model.loose.iter().cloned().map(Document::Relation));
        documents.extend(model.views.iter().map(|view| Document::View(view.value.clone())));
        documents.extend(model.layouts.iter().cloned().map(Document::Layout));
        documents.extend(model.extensions.iter().map(|e| Document::Extension(e.value.clone())));
        let parsed = ParsedFile { documents, findings: Vec::new() };
        Self::build(vec![(file.into(), Arc::new(parsed))])
    }
}

/// The first 16 bytes of an id as a number that orders like them.
fn prefix(id: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = id.len().min(16);
    bytes[..length].copy_from_slice(&id.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}
