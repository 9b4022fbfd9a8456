//! Names of kinds, relations, layers and audiences that a convention is made of, with the keys under
//! which they stand: what a metamodel can be asked about them.

use crate::metamodel::{Layer, Metamodel};
use crate::select::Selector;
use crate::viewpoint::{Axis, By, Show, Viewpoint};

/// A name that the metamodel does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Where it stands: `show.follow.0.relations.1`.
    pub key: String,
    /// What it should be: `kind of element`.
    pub what: &'static str,
    /// As written.
    pub name: String,
}

impl Viewpoint {
    /// Names that a metamodel does not have.
    pub fn unknown_names(&self, metamodel: &Metamodel) -> Vec<UnknownName> {
        let mut names = Names { metamodel, unknown: Vec::new() };
        names.kinds("kinds", &self.kinds);
        names.layers("layers", &self.layers);
        names.kinds("about", &self.about);
        names.selector("select", self.select.as_ref());
        names.show("show", &self.show);
        for (id, show) in &self.audiences {
            if metamodel.audience(id).is_none() {
                names.add(format!("audiences.{id}"), "audience", id);
            }
            names.show(&format!("audiences.{id}"), show);
        }
        names.unknown
    }
}

impl Show {
    /// Names that a metamodel does not have; their keys start with `prefix`.
    pub fn unknown_names(&self, metamodel: &Metamodel, prefix: &str) -> Vec<UnknownName> {
        let mut names = Names { metamodel, unknown: Vec::new() };
        names.show(prefix, self);
        names.unknown
    }
}

struct Names<'m> {
    metamodel: &'m Metamodel,
    unknown: Vec<UnknownName>,
}

impl Names<'_> {
    fn add(&mut self, key: String, what: &'static str, name: &str) {
        self.unknown.push(UnknownName { key, what, name: name.into() });
    }

    fn all(
        &mut self,
        key: &str,
        what: &'static str,
        names: &[String],
        is_known: impl Fn(&Metamodel, &str) -> bool,
    ) {
        for (n, name) in names.iter().enumerate() {
            if !is_known(self.metamodel, name) {
                self.add(format!("{key}.{n}"), what, name);
            }
        }
    }

    fn kinds(&mut self, key: &str, names: &[String]) {
        self.all(key, "kind of element", names, |metamodel, name| metamodel.kind_index(name).is_some());
    }

    fn relations(&mut self, key: &str, names: &[String]) {
        self.all(key, "kind of relation", names, |metamodel, name| metamodel.relation_index(name).is_some());
    }

    fn layers(&mut self, key: &str, names: &[String]) {
        self.all(key, "layer", names, |_, name| Layer::parse(name).is_some());
    }

    fn selector(&mut self, key: &str, selector: Option<&Selector>) {
        let Some(selector) = selector else { return };
        self.kinds(&format!("{key}.kinds"), &selector.kinds);
        self.layers(&format!("{key}.layers"), &selector.layers);
        for (n, part) in selector.any.iter().enumerate() {
            self.selector(&format!("{key}.any.{n}"), Some(part));
        }
        self.selector(&format!("{key}.not"), selector.not.as_deref());
    }

    fn axis(&mut self, key: &str, axis: &Axis) {
        self.kinds(&format!("{key}.kinds"), &axis.kinds);
        self.selector(&format!("{key}.select"), axis.select.as_ref());
    }

    fn show(&mut self, key: &str, show: &Show) {
        if let Some(relations) = &show.relations {
            self.relations(&format!("{key}.relations"), relations);
        }
        for (n, step) in show.follow.iter().flatten().enumerate() {
            let key = format!("{key}.follow.{n}");
            self.relations(&format!("{key}.relations"), &step.relations);
            self.kinds(&format!("{key}.kinds"), &step.kinds);
            self.kinds(&format!("{key}.from"), &step.from);
        }
        for (n, nesting) in show.nesting.iter().flatten().enumerate() {
            let key = format!("{key}.nesting.{n}");
            self.relations(&format!("{key}.relations"), &nesting.relations);
            self.kinds(&format!("{key}.outside"), &nesting.outside);
            self.kinds(&format!("{key}.inside"), &nesting.inside);
        }
        if let Some(group) = &show.group {
            self.relations(&format!("{key}.group.relations"), &group.relations);
            match group.by {
                By::Layer => self.layers(&format!("{key}.group.kinds"), &group.kinds),
                By::Kind | By::Relation => self.kinds(&format!("{key}.group.kinds"), &group.kinds),
                _ => {}
            }
        }
        for (part, table) in [("figures", &show.figures), ("keywords", &show.keywords)] {
            for kind in table.keys().filter(|kind| self.metamodel.kind_index(kind).is_none()) {
                self.unknown.push(UnknownName {
                    key: format!("{key}.{part}.{kind}"),
                    what: "kind of element",
                    name: kind.clone(),
                });
            }
        }
        for relation in show.lines.keys().filter(|name| self.metamodel.relation_index(name).is_none()) {
            self.unknown.push(UnknownName {
                key: format!("{key}.lines.{relation}"),
                what: "kind of relation",
                name: relation.clone(),
            });
        }
        if let Some(color) = &show.color {
            self.relations(&format!("{key}.color.relations"), &color.relations);
            self.kinds(&format!("{key}.color.kinds"), &color.kinds);
            self.kinds(&format!("{key}.color.on"), &color.on);
        }
        for (n, field) in show.fields.iter().flatten().enumerate() {
            self.relations(&format!("{key}.fields.{n}.relations"), &field.relations);
            self.kinds(&format!("{key}.fields.{n}.kinds"), &field.kinds);
        }
        if let Some(matrix) = &show.matrix {
            self.axis(&format!("{key}.matrix.rows"), &matrix.rows);
            self.axis(&format!("{key}.matrix.columns"), &matrix.columns);
            self.relations(&format!("{key}.matrix.relations"), &matrix.relations);
            self.all(&format!("{key}.matrix.through"), "kind", &matrix.through, |metamodel, name| {
                metamodel.kind_index(name).is_some() || metamodel.relation_index(name).is_some()
            });
        }
    }
}
