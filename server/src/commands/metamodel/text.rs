//! The metamodel for people.

use std::collections::BTreeMap;

use archweave_app::kinds::type_of;
use archweave_model::metamodel::{
    ElementKind, End, KindIndex, Layer, Metamodel, PropertyDefinition, RelationKind,
};
use archweave_model::text::Text;

use crate::commands::metamodel::{Question, allowed, ends, kind, name_of};
use crate::console::{BOLD, Console, DIM, RESET, clean};

pub(super) fn answer(out: &mut Console, metamodel: &Metamodel, question: &Question<'_>) {
    match question {
        Question::All => all(out, metamodel),
        Question::Viewpoints => all_viewpoints(out, metamodel),
        Question::Kind(meaning) => kind::show(out, metamodel, meaning),
        Question::Relation(index) => relation(out, metamodel, metamodel.relation(*index)),
        Question::Between(Some(from), Some(to)) => one_pair(out, metamodel, *from, *to),
        Question::Between(Some(from), None) => leaving(out, metamodel, *from),
        Question::Between(None, Some(to)) => arriving(out, metamodel, *to),
        Question::Between(None, None) => all(out, metamodel),
    }
}

/// `Business process / 业务流程`
pub(super) fn names(text: &Text) -> String {
    let all: Vec<String> = text.entries().map(|(_, name)| clean(name)).collect();
    all.join(" / ")
}

fn all(out: &mut Console, metamodel: &Metamodel) {
    for layer in Layer::ALL {
        let kinds: Vec<&ElementKind> =
            metamodel.kinds().map(|(_, k)| k).filter(|k| k.layer == *layer).collect();
        out.line(format!("{BOLD}{}{RESET} ({})", layer.id(), kinds.len()));
        for kind in kinds {
            let own = match &*kind.namespace {
                "archimate" => String::new(),
                _ => match kind.archimate {
                    Some(archimate) => format!(" {DIM}of {}{RESET}", metamodel.kind(archimate).id),
                    None => format!(" {DIM}outside ArchiMate{RESET}"),
                },
            };
            out.line(format!("  {:<28}{}{own}", kind.id.as_str(), names(&kind.label)));
        }
    }
    for one in metamodel.names() {
        let (id, of) = (&one.id, &metamodel.kind(one.kind).id);
        out.line(format!("{BOLD}name{RESET} {id:<28}{} {DIM}means {of}{RESET}", names(&one.label)));
    }
    out.line(format!("{BOLD}relations{RESET} ({})", metamodel.relations().len()));
    for (_, relation) in metamodel.relations() {
        let (id, category) = (relation.id.as_str(), relation.category.id());
        out.line(format!("  {id:<28}{:<14}{}", category, names(&relation.forward)));
    }
    for one in metamodel.specializations() {
        out.line(format!("{BOLD}specialization{RESET} {} of {}", clean(&one.name), clean(&one.of)));
    }
    out.line(format!("{BOLD}what may connect to what{RESET}"));
    for from in ends(metamodel) {
        out.line(format!("  {BOLD}{}{RESET}", name_of(metamodel, from)));
        targets(out, metamodel, from, "    ");
    }
}

fn all_viewpoints(out: &mut Console, metamodel: &Metamodel) {
    for viewpoint in metamodel.viewpoints() {
        out.line(format!("{BOLD}{}{RESET}  {}", clean(&viewpoint.id), names(&viewpoint.label)));
        let layers: Vec<String> = viewpoint.layers.iter().map(|layer| format!("all of {layer}")).collect();
        let admits = [layers, viewpoint.kinds.clone()].concat();
        let admits = if admits.is_empty() { "everything".into() } else { admits.join(", ") };
        out.line(format!("  {DIM}{}{RESET}", clean(&admits)));
    }
}

fn relation(out: &mut Console, metamodel: &Metamodel, kind: &RelationKind) {
    out.line(format!("{BOLD}{}{RESET}  {}", kind.id, names(&kind.label)));
    out.line(format!("  {}; read backwards: {}", names(&kind.forward), names(&kind.backward)));
    out.line(format!(
        "  {} relation, drawn as {}",
        kind.category.id(),
        metamodel.relation(kind.archimate).id
    ));
    if !kind.attributes.is_empty() {
        out.line(format!("  has {}", kind.attributes.join(", ")));
    }
    let id = |kind: &KindIndex| metamodel.kind(*kind).id.as_str();
    let list = |all: &[KindIndex]| all.iter().map(id).collect::<Vec<_>>().join(", ");
    match (kind.pairs.is_empty(), kind.from.is_empty() && kind.to.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let or_any =
                |list: String| if list.is_empty() { "whatever ArchiMate allows".into() } else { list };
            out.line(format!("  from {}", or_any(list(&kind.from))));
            out.line(format!("  to {}", or_any(list(&kind.to))));
        }
        (false, _) => {
            kind.pairs.iter().for_each(|(from, to)| out.line(format!("  from {} to {}", id(from), id(to))));
        }
    }
    properties(out, &kind.properties);
}

fn properties(out: &mut Console, all: &[PropertyDefinition]) {
    for property in all {
        out.line(format!("  property {} ({})", clean(&property.key), clean(&type_of(property))));
    }
}

fn one_pair(out: &mut Console, metamodel: &Metamodel, from: End, to: End) {
    let relations = allowed(metamodel, from, to);
    let (source, target) = (name_of(metamodel, from), name_of(metamodel, to));
    match relations.is_empty() {
        true => out.line(format!("nothing may connect {source} to {target}")),
        false => relations
            .iter()
            .for_each(|relation| out.line(format!("{source} {BOLD}{relation}{RESET} {target}"))),
    }
}

fn leaving(out: &mut Console, metamodel: &Metamodel, from: End) {
    out.line(format!("{BOLD}{}{RESET} may start", name_of(metamodel, from)));
    targets(out, metamodel, from, "  ");
}

fn arriving(out: &mut Console, metamodel: &Metamodel, to: End) {
    out.line(format!("{BOLD}{}{RESET} may be the end of", name_of(metamodel, to)));
    sources(out, metamodel, to, "  ");
}

fn targets(out: &mut Console, metamodel: &Metamodel, from: End, indent: &str) {
    let pairs = ends(metamodel).into_iter().map(|to| (to, allowed(metamodel, from, to)));
    by_relation(out, metamodel, pairs, "to", indent);
}

fn sources(out: &mut Console, metamodel: &Metamodel, to: End, indent: &str) {
    let pairs = ends(metamodel).into_iter().map(|from| (from, allowed(metamodel, from, to)));
    by_relation(out, metamodel, pairs, "from", indent);
}

/// One line for each relation, with the kinds at its other end.
fn by_relation<'a>(
    out: &mut Console,
    metamodel: &'a Metamodel,
    pairs: impl Iterator<Item = (End, Vec<&'a str>)>,
    word: &str,
    indent: &str,
) {
    let mut others: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (other, relations) in pairs {
        for relation in relations {
            others.entry(relation).or_default().push(name_of(metamodel, other));
        }
    }
    let total = metamodel.kinds().len() + 1;
    for (relation, kinds) in others {
        let list = if kinds.len() == total { "everything".into() } else { kinds.join(", ") };
        out.line(format!("{indent}{relation} {DIM}{word}{RESET} {list}"));
    }
}
