//! A phase of TOGAF's method: its catalogs, matrices and diagrams, and what is missing.

use crate::report::{ArtifactKind, ArtifactState, ArtifactStatus, Lack, Phase, adm_phases, adm_status};
use crate::view::View;
use crate::view::asked::Asked;
use crate::view::table::{Cell, Head, Item, Of, Row, Table, title};
use crate::viewpoint::Form;

/// Views named beside an artifact.
const VIEWS: usize = 6;
/// Colours of the states present, partial and missing, in the order of the key.
pub(super) const TONES: [&str; 3] = ["good", "warning", "bad"];

/// The artifacts of the phase that [`Show::phase`](crate::viewpoint::Show::phase) names, of all
/// phases if it names none.
pub fn table(asked: &Asked<'_>) -> Table {
    let wanted = asked.show.phase.as_deref().unwrap_or_default();
    let is_wanted = |phase: &str| wanted.is_empty() || wanted.eq_ignore_ascii_case(phase);
    let phases: Vec<&Phase> = adm_phases().iter().filter(|phase| is_wanted(&phase.id)).collect();
    let mut status = adm_status(asked.snapshot);
    status.retain(|one| is_wanted(&one.artifact.phase));
    let columns = [
        ("Form", "形式"),
        ("State", "状态"),
        ("What there is", "已有内容"),
        ("What is missing", "缺少内容"),
        ("Views", "视图"),
    ];
    let mut table = Table {
        title: title(asked),
        corner: asked.says("Artifact", "制品").to_owned(),
        columns: columns.into_iter().map(|(en, zh)| Head::new(asked.says(en, zh))).collect(),
        ..Table::default()
    };
    for phase in &phases {
        let mut own: Vec<&ArtifactStatus> = status.iter().filter(|s| s.artifact.phase == phase.id).collect();
        own.sort_by_key(|one| one.artifact.kind as u8);
        let name = format!("{} {}", phase.id, phase.label.get(asked.language));
        if own.is_empty() {
            let words =
                asked.says("The standard lists no artifacts for this phase.", "标准未为该阶段列出制品。");
            let mut cells = vec![Cell::default(); table.columns.len()];
            cells[2] = Cell::new(words);
            table.rows.push(Row { head: Head::new(name.clone()), cells });
        }
        // The name of the phase is said where there are several.
        let caption = if phases.len() > 1 { name } else { String::new() };
        table.rows.extend(own.into_iter().map(|one| row(asked, one, &caption)));
    }
    table.key = key(asked);
    table
}

fn key(asked: &Asked<'_>) -> Vec<(String, String)> {
    let meanings = [
        (ArtifactState::Present, "the model has all that it shows", "模型具备其所示全部内容"),
        (ArtifactState::Partial, "some of it", "具备部分内容"),
        (ArtifactState::Missing, "nothing", "没有相应内容"),
    ];
    let entries = meanings.into_iter();
    entries
        .map(|(state, en, zh)| (state_word(asked, state).to_owned(), asked.says(en, zh).to_owned()))
        .collect()
}

fn state_word(asked: &Asked<'_>, state: ArtifactState) -> &'static str {
    match state {
        ArtifactState::Present => asked.says("present", "已有"),
        ArtifactState::Partial => asked.says("partial", "部分"),
        ArtifactState::Missing => asked.says("missing", "缺失"),
    }
}

fn row(asked: &Asked<'_>, status: &ArtifactStatus, caption: &str) -> Row {
    let artifact = status.artifact;
    let form = match artifact.kind {
        ArtifactKind::Catalog => asked.says("Catalog", "目录"),
        ArtifactKind::Matrix => asked.says("Matrix", "矩阵"),
        ArtifactKind::Diagram => asked.says("Diagram", "图"),
    };
    let tone = TONES[match status.state {
        ArtifactState::Present => 0,
        ArtifactState::Partial => 1,
        ArtifactState::Missing => 2,
    }];
    let state = Cell { tone: Some(tone.into()), ..Cell::new(state_word(asked, status.state)) };
    let lack = status.lack().map_or_else(String::new, |lack| lacking(asked, status, &lack));
    let head = Head { caption: caption.to_owned(), ..Head::new(artifact.name.get(asked.language)) };
    let cells = vec![
        Cell::new(form),
        state,
        Cell::new(present(asked, status)),
        Cell::new(lack),
        views(asked, status),
    ];
    Row { head, cells }
}

/// How many elements of which kinds there are, and what joins them.
fn present(asked: &Asked<'_>, status: &ArtifactStatus) -> String {
    let groups = status.artifact.elements.iter().zip(&status.elements).filter(|(_, count)| **count > 0);
    let colon = asked.says(": ", "：");
    let mut said: Vec<String> =
        groups.map(|(kinds, count)| format!("{}{colon}{count}", kind_names(asked, kinds))).collect();
    if status.relations > 0 {
        let word = asked.says("relations between them", "相连的关系");
        said.push(format!("{word}{colon}{}", status.relations));
    }
    said.join(asked.says("; ", "；"))
}

fn kind_names(asked: &Asked<'_>, kinds: &[String]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| asked.kind_label(kind)).collect();
    names.join(asked.says(" or ", "或"))
}

/// What is to be done first.
fn lacking(asked: &Asked<'_>, status: &ArtifactStatus, lack: &Lack) -> String {
    match lack {
        Lack::Elements(groups) => {
            let groups = groups.iter().filter_map(|at| status.artifact.elements.get(*at));
            let names: Vec<String> = groups.map(|kinds| kind_names(asked, kinds)).collect();
            format!("{}{}", asked.says("Add: ", "补充："), names.join(asked.says(" and ", "；")))
        }
        Lack::Relations => {
            let metamodel = asked.metamodel();
            let names = status.artifact.relations.iter().map(|id| match metamodel.relation_index(id) {
                Some(index) => metamodel.relation(index).label.get(asked.language),
                None => id,
            });
            let names = names.collect::<Vec<_>>().join(asked.says(" or ", "或"));
            format!("{}{names}", asked.says("Join rows and columns: ", "建立行与列之间的关系："))
        }
        Lack::View => asked.says("Draw a view of it", "绘制该视图").to_owned(),
    }
}

/// Views that are the artifact: found by the report, or of the viewpoint that is named after it.
fn views(asked: &Asked<'_>, status: &ArtifactStatus) -> Cell {
    let viewpoint = format!("togaf-{}", status.artifact.id);
    let is_phase = |view: &View| {
        let viewpoint = view.viewpoint.as_deref().and_then(|id| asked.metamodel().viewpoint(id));
        viewpoint.is_some_and(|viewpoint| viewpoint.form == Form::Phase)
    };
    let is_it = |view: &View| {
        let named = view.viewpoint.as_deref() == Some(&*viewpoint);
        named || (status.views.contains(&view.id) && !is_phase(view))
    };
    let found: Vec<_> = asked.snapshot.views().filter(|view| is_it(view)).collect();
    let items = found.iter().take(VIEWS).map(|view| {
        let name = view.name.get(asked.language);
        let text = if name.is_empty() { view.id.to_string() } else { name.to_owned() };
        Item { text, of: Of::View(view.id.clone()) }
    });
    Cell { items: items.collect(), more: found.len().saturating_sub(VIEWS), ..Cell::default() }
}
