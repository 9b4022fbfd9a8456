//! `docs/reference/kinds/`: the metamodel as pages, written from the registry.

use std::fmt::Write;
use std::path::Path;

use archweave_app::kinds::{Allowed, Way, allowed, inherited_from, names_of, type_of};
use archweave_model::metamodel::{
    ElementKind, KindIndex, Layer, Metamodel, PropertyDefinition, RelationKind, common_attributes,
    togaf_entities,
};
use archweave_model::text::Text;

use super::frameworks;

const HEAD: &str = "<!-- Generated from `model/library/` by `make docs`. -->";

/// Namespaces with what their page says first.
const NAMESPACES: [(&str, &str, &str); 4] = [
    (
        "archimate",
        "ArchiMate 3.2",
        "The types of the standard. Every kind that lives in git specializes one of them.",
    ),
    (
        "togaf",
        "TOGAF",
        "Kinds of TOGAF's content metamodel that ArchiMate has no type of its own for, as specializations of its types.",
    ),
    (
        "uml",
        "UML",
        "Kinds for design. What a diagram shows inside an element - attributes, operations, states - are parts of it.",
    ),
    (
        "bizdevops",
        "BizDevOps",
        "Kinds of the chain from demand to effect: what is asked, built, released, run and measured.",
    ),
];

/// File names and contents.
fn pages() -> Vec<(String, String)> {
    let library = Metamodel::library();
    let mut pages = vec![("README.md".to_owned(), index(&library))];
    for (namespace, title, lead) in NAMESPACES {
        pages.push((format!("{namespace}.md"), namespace_page(&library, namespace, title, lead)));
    }
    pages.push(("relations.md".into(), relations_page(&library)));
    pages.push(("zachman.md".into(), frameworks::zachman_page(&library)));
    pages.push(("togaf-artifacts.md".into(), frameworks::artifacts_page(&library)));
    pages
}

/// `Business process / 业务流程`
pub(super) fn both(text: &Text) -> String {
    let all: Vec<&str> = text.entries().map(|(_, text)| text).filter(|text| !text.is_empty()).collect();
    cell(&all.join(" / "))
}

/// Text in a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// A kind with a link to its section.
pub(super) fn link(metamodel: &Metamodel, index: KindIndex) -> String {
    let kind = metamodel.kind(index);
    format!("[{}]({}.md#{})", kind.id, kind.namespace, anchor(kind))
}

fn anchor(kind: &ElementKind) -> String {
    kind.id.as_str().replace(':', "-")
}

fn links(metamodel: &Metamodel, all: &[KindIndex]) -> String {
    all.iter().map(|index| link(metamodel, *index)).collect::<Vec<_>>().join(", ")
}

fn index(metamodel: &Metamodel) -> String {
    let mut page = format!("# Kinds\n\n{HEAD}\n\n");
    let (kinds, relations) = (metamodel.kinds().len(), metamodel.relations().len());
    write!(
        page,
        "The library has {kinds} kinds of elements and {relations} kinds of relations. `archweave metamodel KIND` shows the same \
         for one kind, with the kinds a\nrepository adds; [the guide](../../guide/metamodel.md) says how to find your way.\n\n\
         | page | kinds | what |\n|---|--:|---|\n"
    )
    .unwrap();
    for (namespace, title, lead) in NAMESPACES {
        let count = metamodel.kinds().filter(|(_, kind)| &*kind.namespace == namespace).count();
        writeln!(page, "| [{title}]({namespace}.md) | {count} | {lead} |").unwrap();
    }
    for (file, title, what) in [
        (
            "relations.md",
            "Relations",
            "What each kind of relation says in both directions, and between which kinds.",
        ),
        (
            "zachman.md",
            "Zachman",
            "Rows, columns and cells, with the kinds whose elements are there by default.",
        ),
        (
            "togaf-artifacts.md",
            "TOGAF artifacts",
            "Phases with their catalogs, matrices and diagrams, and what makes each present.",
        ),
    ] {
        writeln!(page, "| [{title}]({file}) | | {what} |").unwrap();
    }
    for layer in Layer::ALL {
        writeln!(page, "\n## {}\n", layer.id()).unwrap();
        page.push_str("| kind | label | specializes | home | cell | TOGAF entity | stage |\n|---|---|---|---|---|---|---|\n");
        for (index, kind) in metamodel.kinds().filter(|(_, kind)| kind.layer == *layer) {
            let fields = [
                link(metamodel, index),
                both(&kind.label),
                links(metamodel, &kind.parents),
                kind.home.name().to_owned(),
                kind.cell.as_deref().unwrap_or_default().to_owned(),
                kind.togaf.as_ref().map_or_else(String::new, |togaf| togaf.entity.clone()),
                kind.stage.as_deref().unwrap_or_default().to_owned(),
            ];
            writeln!(page, "| {} |", fields.join(" | ")).unwrap();
        }
    }
    page.push_str(
        "\n## Other standards' names\n\nWhere another standard means a kind that exists, it is a name for it, never a second kind. \
         `archweave metamodel uml:component` finds it.\n\n| name | label | kind |\n|---|---|---|\n",
    );
    for name in metamodel.names() {
        writeln!(page, "| `{}` | {} | {} |", name.id, both(&name.label), link(metamodel, name.kind)).unwrap();
    }
    page.push_str(
        "\n## Attributes of every element\n\nThey stand at the top level of an element's file, beside `owners`, `lifecycle`, \
         `zachman` and `tags`.\n\n",
    );
    attributes(&mut page, common_attributes().map(|definition| (definition, None)));
    page
}

fn namespace_page(metamodel: &Metamodel, namespace: &str, title: &str, lead: &str) -> String {
    let mut page = format!("# Kinds of {title}\n\n{HEAD}\n\n{lead} [All kinds](README.md).\n");
    for (index, kind) in metamodel.kinds().filter(|(_, kind)| &*kind.namespace == namespace) {
        section(&mut page, metamodel, index, kind);
    }
    page
}

fn section(page: &mut String, metamodel: &Metamodel, index: KindIndex, kind: &ElementKind) {
    writeln!(page, "\n## {}\n\n**{}**\n", anchor(kind), both(&kind.label)).unwrap();
    for (_, text) in kind.description.entries().filter(|(_, text)| !text.is_empty()) {
        writeln!(page, "{}\n", cell(text)).unwrap();
    }
    let mut fact = |label: &str, text: String| {
        if !text.is_empty() {
            writeln!(page, "- {label}: {text}").unwrap();
        }
    };
    fact("specializes", links(metamodel, &kind.parents));
    if kind.archimate.is_none() {
        fact("specializes", "nothing; ArchiMate has no type for it".into());
    }
    fact("layer, aspect", format!("{}, {}", kind.layer.id(), kind.aspect.id()));
    fact("home", kind.home.name().into());
    let mut cells: Vec<String> = kind.cell.iter().map(|id| frameworks::cell_name(id)).collect();
    cells.extend(kind.cells.iter().map(|rule| {
        let when: Vec<String> = rule.when.iter().map(|(key, value)| format!("`{key}: {value}`")).collect();
        format!("{} where {}", frameworks::cell_name(&rule.cell), when.join(", "))
    }));
    fact("Zachman cell", cells.join("; "));
    if let Some(togaf) = &kind.togaf {
        let entity = togaf_entities().find(|entity| entity.id == togaf.entity);
        fact("TOGAF entity", entity.map_or_else(|| togaf.entity.clone(), |entity| both(&entity.label)));
        fact("ADM phases", togaf.phases.join(", "));
    }
    fact("stage of the delivery chain", kind.stage.as_deref().unwrap_or_default().into());
    let names = names_of(metamodel, index).map(|name| format!("`{}` {}", name.id, both(&name.label)));
    fact("also called", names.collect::<Vec<_>>().join("; "));
    if !kind.properties.is_empty() {
        page.push('\n');
        let from = |definition| inherited_from(metamodel, kind, definition).map(|from| link(metamodel, from));
        attributes(page, kind.properties.iter().map(|definition| (definition, from(definition))));
    }
    if !kind.expects.is_empty() {
        page.push_str("\nAn element should have:\n\n");
        for one in &kind.expects {
            let with: Vec<String> = one
                .with
                .iter()
                .filter_map(|name| metamodel.kind_index(name))
                .map(|index| link(metamodel, index))
                .collect();
            let with = if with.is_empty() { "anything".to_owned() } else { with.join(", ") };
            let word = if one.end.name() == "source" { "to" } else { "from" };
            writeln!(page, "- {}: `{}` {word} {with}", both(&one.label), one.relation).unwrap();
        }
    }
    relations(page, metamodel, index, kind);
}

/// ArchiMate's relations stand with ArchiMate's types; what specializes one has the same.
fn relations(page: &mut String, metamodel: &Metamodel, index: KindIndex, kind: &ElementKind) {
    let is_own = |one: &&Allowed| metamodel.relation(one.relation).archimate != one.relation;
    let is_archimate = kind.archimate == Some(index);
    page.push('\n');
    for (way, word, title) in
        [(Way::Outgoing, "to", "May start"), (Way::Incoming, "from", "May be the end of")]
    {
        let all = allowed(metamodel, index, way);
        let mut shown: Vec<&Allowed> = all.iter().filter(|one| is_archimate && !is_own(one)).collect();
        shown.extend(all.iter().filter(is_own));
        let same = kind.archimate.filter(|_| !is_archimate);
        let same = same.map(|of| format!("what {} may", link(metamodel, of)));
        if shown.is_empty() && same.is_none() {
            writeln!(page, "{title}: nothing.\n").unwrap();
            continue;
        }
        let tail = if shown.is_empty() { "." } else { ":" };
        match same {
            Some(same) if shown.is_empty() => writeln!(page, "{title} {same}{tail}\n").unwrap(),
            Some(same) => writeln!(page, "{title} {same}, and{tail}\n").unwrap(),
            None => writeln!(page, "{title}{tail}\n").unwrap(),
        }
        for one in &shown {
            let relation = metamodel.relation(one.relation);
            let label = if way == Way::Outgoing { &relation.forward } else { &relation.backward };
            writeln!(page, "- `{}` ({}) {word} {}", relation.id, both(label), ends(metamodel, one)).unwrap();
        }
        if !shown.is_empty() {
            page.push('\n');
        }
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
}

fn ends(metamodel: &Metamodel, one: &Allowed) -> String {
    // ArchiMate's relations have long lists; names read better there than links.
    let is_own = metamodel.relation(one.relation).archimate != one.relation;
    let name = |index: &KindIndex| match is_own {
        true => link(metamodel, *index),
        false => metamodel.kind(*index).id.to_string(),
    };
    let layers = one.layers.iter().map(|one| match one.except.is_empty() {
        true => one.layer.id().to_owned(),
        false => {
            format!("{} (but {})", one.layer.id(), one.except.iter().map(name).collect::<Vec<_>>().join(", "))
        }
    });
    let layers: Vec<String> = layers.collect();
    let layers = if layers.is_empty() { String::new() } else { format!("all of {}", layers.join(", ")) };
    let mut kinds: Vec<String> = one.kinds.iter().map(name).collect();
    kinds.extend(one.has_relations.then(|| "a relation".to_owned()));
    let parts = [layers, kinds.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn attributes<'a>(page: &mut String, all: impl Iterator<Item = (&'a PropertyDefinition, Option<String>)>) {
    page.push_str("| attribute | type | label | |\n|---|---|---|---|\n");
    for (definition, from) in all {
        let notes = [(definition.required, "required"), (definition.computed, "computed")];
        let notes = notes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, note)| note.to_owned());
        let notes: Vec<String> = notes.chain(from.map(|from| format!("from {from}"))).collect();
        let label = both(&definition.label);
        writeln!(
            page,
            "| `{}` | {} | {label} | {} |",
            definition.key,
            cell(&type_of(definition)),
            notes.join(", ")
        )
        .unwrap();
        let fields = definition.items.as_deref().map_or(&[][..], |items| &items.fields);
        for field in fields {
            let note = if field.required { "required" } else { "" };
            let (key, kind) = (&field.key, cell(&type_of(field)));
            writeln!(page, "| `{}[].{key}` | {kind} | {} | {note} |", definition.key, both(&field.label))
                .unwrap();
        }
    }
}

fn relations_page(metamodel: &Metamodel) -> String {
    let mut page = format!(
        "# Relations\n\n{HEAD}\n\nA relation with a name of its own is an ArchiMate relation read in one direction: it is allowed \
         where that one is, and exported as it.\n[All kinds](README.md).\n"
    );
    for (index, kind) in metamodel.relations() {
        writeln!(page, "\n## {}\n\n**{}**", kind.id.as_str().replace(':', "-"), both(&kind.label)).unwrap();
        writeln!(page, "\n- source to target: {}", both(&kind.forward)).unwrap();
        writeln!(page, "- target to source: {}", both(&kind.backward)).unwrap();
        match kind.archimate == index {
            true => writeln!(page, "- {} relation of ArchiMate", kind.category.id()).unwrap(),
            false => {
                let id = &metamodel.relation(kind.archimate).id;
                writeln!(page, "- of [{id}](#{id})").unwrap();
            }
        }
        between(&mut page, metamodel, kind);
        if !kind.properties.is_empty() {
            page.push('\n');
            attributes(&mut page, kind.properties.iter().map(|definition| (definition, None)));
        }
    }
    page
}

fn between(page: &mut String, metamodel: &Metamodel, kind: &RelationKind) {
    let or_any = |list: String| if list.is_empty() { "whatever ArchiMate allows".to_owned() } else { list };
    match (kind.pairs.is_empty(), kind.from.is_empty() && kind.to.is_empty()) {
        (true, true) => {}
        (true, false) => {
            writeln!(page, "- from {}", or_any(links(metamodel, &kind.from))).unwrap();
            writeln!(page, "- to {}", or_any(links(metamodel, &kind.to))).unwrap();
        }
        (false, _) => {
            for (from, to) in &kind.pairs {
                writeln!(page, "- from {} to {}", link(metamodel, *from), link(metamodel, *to)).unwrap();
            }
        }
    }
}

#[test]
fn the_pages_of_kinds_are_what_the_library_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference/kinds");
    let pages = pages();
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let written = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(written == *text, "docs/reference/kinds/{name} is old; run `make docs`");
    }
    let found = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(found, pages.len(), "docs/reference/kinds has files that nothing writes");
}
