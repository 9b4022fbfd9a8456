//! The second pass: what needs the whole document, and filling the model.

use std::collections::HashSet;
use std::sync::Arc;

use archweave_model::metamodel::Extension;
use archweave_model::model::{Filed, Model};
use archweave_model::value::{Properties, Value};

use super::Import;
use super::body::Body;
use crate::archimate::TOOL;
use crate::drafts::found::restore_manifest;
use crate::findings::Findings;
use crate::kept::Kept;

/// The file name of the specializations of an imported model.
pub const EXTENSION: &str = "archi";

impl<'a> Import<'a> {
    /// Settles everything and fills the model.
    pub(super) fn settle(mut self, mut body: Body<'a>, mut kept: Kept, model: &mut Model) -> Findings {
        let tree = self.folder_tree();
        let mut found = body.found();
        for (tool, value) in found.record("extra").iter().flat_map(Properties::iter) {
            if tool != TOOL {
                model.extra.push((tool.into(), Arc::new(value.clone())));
            }
        }
        let rest = restore_manifest(found, model);
        body.properties.extend(rest);
        model.manifest.properties = body.properties(&mut kept);
        let main = model.manifest.languages.first().cloned().unwrap_or_default();
        body.keep(&mut kept, false);
        kept.value("folders", Value::List(tree.into()));
        model.extra.push((TOOL.into(), Arc::new(kept.into_value())));
        self.drafts.settle_duplicates();
        self.drafts.settle_found(&main);
        self.drafts.settle_profiles(model);
        let holders = self.drafts.settle_ends();
        self.settle_views(&main);
        self.drafts.settle_written_ids(&holders);
        self.fill(holders, model);
        self.drafts.findings
    }

    /// Moves everything into the model.
    fn fill(&mut self, holders: Vec<Option<usize>>, model: &mut Model) {
        let turns = self.turns();
        let turn = |folder: usize| turns.as_ref().and_then(|t| t.get(folder)).copied().unwrap_or(0);
        let mut counts = vec![0_usize; self.drafts.elements.len()];
        for holder in holders.iter().flatten() {
            if let Some(count) = counts.get_mut(*holder) {
                *count += 1;
            }
        }
        for (element, count) in self.drafts.elements.iter_mut().zip(counts) {
            element.relations.reserve_exact(count);
        }
        let mut holders = holders;
        if turns.is_some() {
            let mut drafts: Vec<_> =
                std::mem::take(&mut self.drafts.relations).into_iter().zip(holders).collect();
            drafts.sort_by_key(|(draft, _)| turn(draft.folder));
            (self.drafts.relations, holders) = drafts.into_iter().unzip();
        }
        for (draft, holder) in std::mem::take(&mut self.drafts.relations).into_iter().zip(holders) {
            match holder.and_then(|h| self.drafts.elements.get_mut(h)) {
                Some(element) => element.relations.push(draft.relation),
                None => model.loose.push(Arc::new(draft.relation)),
            }
        }
        let mut elements: Vec<_> = std::mem::take(&mut self.drafts.elements)
            .into_iter()
            .zip(std::mem::take(&mut self.element_folders))
            .collect();
        if turns.is_some() {
            elements.sort_by_key(|(_, folder)| turn(*folder));
            self.drafts.views.sort_by_key(|draft| turn(draft.folder));
        }
        model.elements = elements.into_iter().map(|(element, _)| Arc::new(element)).collect();
        for draft in std::mem::take(&mut self.drafts.views) {
            let path = self.folders.get(draft.folder).map_or("".into(), |folder| folder.path.clone());
            let path = draft.path.unwrap_or(path);
            model.views.push(Filed { path, value: Arc::new(draft.view) });
            if !draft.layout.nodes.is_empty() || !draft.layout.connections.is_empty() {
                model.layouts.push(Arc::new(draft.layout));
            }
        }
        let known: HashSet<&str> = model
            .extensions
            .iter()
            .flat_map(|extension| extension.value.specializations.iter().map(|s| &*s.id))
            .collect();
        let profiles: Vec<_> = std::mem::take(&mut self.drafts.profiles)
            .into_iter()
            .filter(|p| !known.contains(&*p.id))
            .collect();
        if !profiles.is_empty() {
            let extension = Extension { specializations: profiles, ..Extension::default() };
            model.extensions.push(Filed { path: EXTENSION.into(), value: Arc::new(extension) });
        }
    }
}
