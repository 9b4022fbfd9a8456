//! Pages of the frameworks: Zachman's cells, TOGAF's artifacts.

use std::fmt::Write;

use archweave_model::metamodel::{Metamodel, togaf_entities, zachman};
use archweave_model::report::{ArtifactKind, adm_artifacts, adm_phases};

use super::kinds::{both, cell, link};

const HEAD: &str = "<!-- Generated from `model/library/` by `make docs`. -->";

/// `architect.how (Process Representation)`
pub(super) fn cell_name(id: &str) -> String {
    let found = zachman().cells.iter().find(|cell| cell.id == id);
    found.map_or_else(|| format!("`{id}`"), |cell| format!("`{id}` ({})", cell.name.get("en")))
}

pub(super) fn zachman_page(metamodel: &Metamodel) -> String {
    let framework = zachman();
    let mut page = format!(
        "# Zachman framework\n\n{HEAD}\n\nNames of version 3.0 with those of older versions beside them. A cell is `row.column` \
         everywhere: in files, queries and reports.\n\n| row | label | older name |\n|---|---|---|\n"
    );
    for row in &framework.rows {
        writeln!(page, "| `{}` | {} | {} |", row.id, both(&row.label), row.classic).unwrap();
    }
    page.push_str("\n| column | label | older name |\n|---|---|---|\n");
    for column in &framework.columns {
        writeln!(page, "| `{}` | {} | {} |", column.id, both(&column.label), column.classic).unwrap();
    }
    page.push_str(
        "\n## Cells\n\nAn element whose file does not confirm a cell (`zachman: row.column`) is in its kind's default.\n\n\
         | cell | name | older name | kinds by default |\n|---|---|---|---|\n",
    );
    for one in &framework.cells {
        let kinds = metamodel.kinds().filter_map(|(index, kind)| {
            if kind.cell.as_deref() == Some(&*one.id) {
                return Some(link(metamodel, index));
            }
            let mut rules = kind.cells.iter().filter(|rule| rule.cell == one.id);
            rules.next().map(|rule| {
                let when: Vec<String> =
                    rule.when.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{} with `{}`", link(metamodel, index), when.join(", "))
            })
        });
        let kinds: Vec<String> = kinds.collect();
        writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            one.id,
            both(&one.name),
            both(&one.classic),
            kinds.join(", ")
        )
        .unwrap();
    }
    page
}

pub(super) fn artifacts_page(metamodel: &Metamodel) -> String {
    let mut page = format!(
        "# TOGAF: phases, artifacts, entities\n\n{HEAD}\n\n`archweave report adm` says which of these a model can give. A catalog is \
         present with an element of every group below; a\nmatrix with elements in rows and columns and a relation between them; a \
         diagram with a view of such a viewpoint, or one that shows every\ngroup. Of a group, any kind is enough, and what \
         specializes it.\n"
    );
    for phase in adm_phases() {
        writeln!(page, "\n## {} {}\n", phase.id, both(&phase.label)).unwrap();
        let of_phase: Vec<_> = adm_artifacts().iter().filter(|artifact| artifact.phase == phase.id).collect();
        if of_phase.is_empty() {
            page.push_str("The standard lists no artifacts.\n");
            continue;
        }
        page.push_str(
            "| artifact | kind | editions | shows | joined by, or viewpoint |\n|---|---|---|---|---|\n",
        );
        for artifact in of_phase {
            let groups = artifact.elements.iter().map(|group| {
                let kinds = group.iter().filter_map(|name| metamodel.kind_index(name));
                kinds.map(|index| link(metamodel, index)).collect::<Vec<_>>().join(" or ")
            });
            let by = match artifact.kind {
                ArtifactKind::Diagram => &artifact.viewpoints,
                ArtifactKind::Matrix | ArtifactKind::Catalog => &artifact.relations,
            };
            let name = both(&artifact.name);
            writeln!(
                page,
                "| {name} | {} | {} | {} | {} |",
                artifact.kind.name(),
                artifact.editions.join(", "),
                groups.collect::<Vec<_>>().join("; "),
                by.join(", ")
            )
            .unwrap();
        }
    }
    page.push_str("\n## Entities of the content metamodel\n\n| entity | label | domain | module | kind |\n|---|---|---|---|---|\n");
    for entity in togaf_entities() {
        let kind = metamodel.kind_index(&entity.kind);
        let kind = kind.map_or_else(|| entity.kind.clone(), |index| link(metamodel, index));
        let (id, label) = (&entity.id, both(&entity.label));
        writeln!(page, "| `{id}` | {label} | {} | {} | {kind} |", cell(&entity.domain), cell(&entity.module))
            .unwrap();
    }
    page
}
