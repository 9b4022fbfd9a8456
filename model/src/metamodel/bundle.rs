//! The library's own files, added in the order that lets kinds inherit.

use crate::diagnostic::Diagnostic;
use crate::metamodel::add::UNKNOWN_KIND_HELP;
use crate::metamodel::kind::ElementKind;
use crate::metamodel::library::LibraryFile;
use crate::metamodel::refinement::{CellRule, Expectation};
use crate::metamodel::registry::{KindName, Metamodel};

impl Metamodel {
    /// Kinds of ArchiMate with what is said of them; kinds that specialize them, which take it over;
    /// then relations, attributes and names, which may name any of these.
    pub(super) fn add_library(&mut self, files: &[LibraryFile], wrong: &mut Vec<Diagnostic>) {
        let mut report = |message: String, help: &str| {
            wrong.push(Diagnostic::error("bad-metamodel", message).help(help).file("library"));
        };
        let mut unknown: Vec<String> = Vec::new();
        for (n, file) in files.iter().enumerate() {
            for definition in &file.kinds {
                if let Err((message, help)) = self.add_kind(file.namespace.as_deref(), definition) {
                    report(message, help);
                }
            }
            if n == 0 {
                files.iter().for_each(|file| drop(self.refine(file, true)));
            }
        }
        for file in files {
            unknown.extend(self.refine(file, false));
            for definition in &file.relations {
                if let Err((message, help)) = self.add_relation(file.namespace.as_deref(), definition) {
                    report(message, help);
                }
            }
        }
        for file in files {
            unknown.extend(file.properties.iter().flat_map(|definition| self.add_property(definition)));
            let namespace = file.namespace.as_deref().unwrap_or_default();
            for name in &file.names {
                let Some(kind) = self.kind_index(&name.of) else {
                    unknown.push(name.of.clone());
                    continue;
                };
                let id = format!("{namespace}:{}", name.id).into();
                self.names.push(KindName { id, kind, label: name.label.clone() });
            }
        }
        unknown.into_iter().for_each(|name| report(format!("`{name}` is no kind"), UNKNOWN_KIND_HELP));
    }

    /// Adds what a file says about kinds that another file defines: first of ArchiMate's, before
    /// others specialize them, then of these. Returns the names that are no kind.
    fn refine(&mut self, file: &LibraryFile, is_first: bool) -> Vec<String> {
        let mut unknown = Vec::new();
        let mut each = |on: &str, change: &dyn Fn(&mut ElementKind)| {
            let Some(index) = self.kind_index(on) else {
                unknown.push(on.to_owned());
                return;
            };
            let kind = &mut self.kinds[index.position()];
            if (&*kind.namespace == "archimate") == is_first {
                change(kind);
            }
        };
        for one in &file.coordinates {
            each(&one.on, &|kind| {
                kind.togaf = Some(one.togaf.clone());
                kind.stage = Some(one.stage.as_str().into());
            });
        }
        for one in &file.cells {
            each(&one.on, &|kind| {
                kind.cells.push(CellRule { when: one.when.clone(), cell: one.cell.clone() });
            });
        }
        for one in &file.homes {
            each(&one.on, &|kind| kind.home = one.home);
        }
        for one in &file.expects {
            each(&one.on, &|kind| {
                kind.expects.push(Expectation {
                    relation: one.relation.clone(),
                    end: one.end,
                    with: one.with.clone(),
                    or: one.or.clone(),
                    label: one.label.clone(),
                });
            });
        }
        unknown
    }
}
