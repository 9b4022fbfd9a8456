//! Everything about one kind of element, for people.

use archweave_app::kinds::{Allowed, AllowedLayer, Meaning, Way, allowed, inherited_from, names_of, type_of};
use archweave_model::metamodel::{ElementKind, Home, Metamodel, PropertyDefinition, togaf_entities, zachman};
use archweave_model::report::adm_phases;

use crate::commands::metamodel::text::names;
use crate::console::{BOLD, Console, DIM, RESET, clean};

pub(super) fn show(out: &mut Console, metamodel: &Metamodel, meaning: &Meaning<'_>) {
    let kind = metamodel.kind(meaning.kind);
    out.line(format!("{BOLD}{}{RESET}  {}", kind.id, names(&kind.label)));
    if let Some(name) = meaning.name {
        let (id, label) = (&name.id, names(&name.label));
        out.line(format!("  {DIM}{id} ({label}) is another name for this kind{RESET}"));
    }
    for (_, text) in kind.description.entries().filter(|(_, text)| !text.is_empty()) {
        out.line(format!("  {}", clean(text)));
    }
    facts(out, metamodel, meaning, kind);
    if !kind.properties.is_empty() {
        out.line(format!("\n{BOLD}attributes{RESET} {DIM}(below `properties` in its file){RESET}"));
        properties(out, metamodel, kind);
    }
    if !kind.expects.is_empty() {
        out.line(format!(
            "\n{BOLD}an element should have{RESET} {DIM}(counted by `archweave report completeness`){RESET}"
        ));
        for one in &kind.expects {
            let end = if one.end.name() == "source" { "to" } else { "from" };
            let with = if one.with.is_empty() { "anything".to_owned() } else { one.with.join(", ") };
            out.line(format!("  {}  {DIM}{} {end} {with}{RESET}", names(&one.label), one.relation));
        }
    }
    for (way, title) in
        [(Way::Outgoing, "relations that may start here"), (Way::Incoming, "relations that may end here")]
    {
        out.line(format!(
            "\n{BOLD}{title}{RESET} {DIM}(a kind stands for those that specialize it, too){RESET}"
        ));
        relations(out, metamodel, &allowed(metamodel, meaning.kind, way), way);
    }
}

fn facts(out: &mut Console, metamodel: &Metamodel, meaning: &Meaning<'_>, kind: &ElementKind) {
    let mut fact = |label: &str, text: String| out.line(format!("  {label:<13} {}", clean(&text)));
    fact("layer", format!("{}, aspect {}", kind.layer.id(), kind.aspect.id()));
    let mut line = kind.parents.clone();
    let mut chain = Vec::new();
    // The first parent decides; the chain of first parents leads to ArchiMate.
    while let Some(parent) = line.first().copied() {
        let all: Vec<&str> = line.iter().map(|index| metamodel.kind(*index).id.as_str()).collect();
        chain.push(all.join(", "));
        line = metamodel.kind(parent).parents.clone();
    }
    if !chain.is_empty() {
        fact("specializes", chain.join(" > "));
    } else if kind.archimate.is_none() {
        fact("specializes", "nothing: ArchiMate has no type for it".into());
    }
    fact(
        "home",
        match kind.home {
            Home::Model => "model: files in git".into(),
            Home::Ledger => "ledger: facts reported by machines, never in git".into(),
            Home::Both => "both: identity and plan in git, what happened in the ledger".into(),
        },
    );
    if let Some(cell) = &kind.cell {
        fact("Zachman cell", cell_name(cell));
    }
    for rule in &kind.cells {
        let when: Vec<String> = rule.when.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        fact("", format!("{} where {}", cell_name(&rule.cell), when.join(", ")));
    }
    if let Some(togaf) = &kind.togaf {
        let entity = togaf_entities().find(|entity| entity.id == togaf.entity);
        fact(
            "TOGAF",
            entity.map_or_else(|| togaf.entity.clone(), |e| format!("{} ({})", e.name, togaf.entity)),
        );
        let phases = togaf.phases.iter().map(|id| {
            let phase = adm_phases().iter().find(|phase| phase.id == *id);
            phase.map_or_else(|| id.clone(), |phase| format!("{id} {}", phase.label.get("en")))
        });
        let phases: Vec<String> = phases.collect();
        if !phases.is_empty() {
            fact("ADM phases", phases.join("; "));
        }
    }
    if let Some(stage) = &kind.stage {
        fact("chain stage", stage.to_string());
    }
    for name in names_of(metamodel, meaning.kind) {
        fact("also called", format!("{}  {}", name.id, names(&name.label)));
    }
}

fn cell_name(id: &str) -> String {
    let cell = zachman().cells.iter().find(|cell| cell.id == id);
    cell.map_or_else(|| id.to_owned(), |cell| format!("{id} ({})", cell.name.get("en")))
}

fn properties(out: &mut Console, metamodel: &Metamodel, kind: &ElementKind) {
    let width = kind.properties.iter().map(|property| property.key.len()).max().unwrap_or_default().min(30);
    for property in &kind.properties {
        let from = inherited_from(metamodel, kind, property);
        let from = from.map(|index| format!("from {}", metamodel.kind(index).id));
        let notes: Vec<String> = notes(property).into_iter().map(str::to_owned).chain(from).collect();
        let notes =
            if notes.is_empty() { String::new() } else { format!("  {DIM}{}{RESET}", notes.join(", ")) };
        let (key, label) = (clean(&property.key), names(&property.label));
        out.line(format!("  {key:<width$}  {}  {label}{notes}", clean(&type_of(property))));
        let fields = property.items.as_deref().map_or(&[][..], |items| &items.fields);
        for field in fields.iter().filter(|_| property.parts) {
            let notes = if field.required { format!("  {DIM}required{RESET}") } else { String::new() };
            let (key, label) = (clean(&field.key), names(&field.label));
            out.line(format!("  {:<width$}  . {key}  {}  {label}{notes}", "", clean(&type_of(field))));
        }
    }
}

/// What else there is to say of an attribute.
pub(super) fn notes(property: &PropertyDefinition) -> Vec<&'static str> {
    let notes = [(property.required, "required"), (property.computed, "computed")];
    notes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, note)| note).collect()
}

fn relations(out: &mut Console, metamodel: &Metamodel, all: &[Allowed], way: Way) {
    let is_own = |one: &&Allowed| metamodel.relation(one.relation).archimate != one.relation;
    let archimate = all.iter().filter(|one| !is_own(one));
    for one in archimate.chain(all.iter().filter(is_own)) {
        let relation = metamodel.relation(one.relation);
        let label = match way {
            Way::Outgoing => names(&relation.forward),
            Way::Incoming => names(&relation.backward),
        };
        let of = match is_own(&one) {
            true => format!(", {}", metamodel.relation(relation.archimate).id),
            false => String::new(),
        };
        let word = if way == Way::Outgoing { "to" } else { "from" };
        out.line(format!("  {} {DIM}{label}{of}{RESET}", relation.id));
        for line in wrapped(&format!("{word} {}", ends(metamodel, one))) {
            out.line(format!("      {line}"));
        }
    }
    if all.is_empty() {
        out.line("  none");
    }
}

/// `business`, `business but contract`
fn layer_name(metamodel: &Metamodel, one: &AllowedLayer) -> String {
    let except: Vec<&str> = one.except.iter().map(|index| metamodel.kind(*index).id.as_str()).collect();
    match except.is_empty() {
        true => one.layer.id().to_owned(),
        false => format!("{} (but {})", one.layer.id(), except.join(", ")),
    }
}

/// `all of business, application; location, relation`
fn ends(metamodel: &Metamodel, one: &Allowed) -> String {
    let mut parts = Vec::new();
    if !one.layers.is_empty() {
        let layers: Vec<String> = one.layers.iter().map(|layer| layer_name(metamodel, layer)).collect();
        parts.push(format!("all of {}", layers.join(", ")));
    }
    let kinds = one.kinds.iter().map(|index| metamodel.kind(*index).id.as_str());
    let kinds: Vec<&str> = kinds.chain(one.has_relations.then_some("relation")).collect();
    if !kinds.is_empty() {
        parts.push(kinds.join(", "));
    }
    parts.join("; ")
}

/// Lines of at most so many characters, broken at blanks.
fn wrapped(text: &str) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(last) if last.len() + 1 + word.len() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
