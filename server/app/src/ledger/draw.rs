//! A trace as a picture, in the same language as all views: left to right in the order of the chain,
//! links that somebody should look at dashed in the accent tone.
//!
//! Records of the ledger are drawn with the shapes that the metamodel gives their kinds. Of a step with
//! very many records the ones that say most are drawn and one box stands for the rest ([`fold`]): the
//! list beside the picture has all.
//!
//! Start at [`diagram`] and [`Hosted::draw_trace`]; the same as JSON is [`json`].

mod fold;
mod json;
#[cfg(test)]
mod tests;

use archweave_model::delivery::Moment;
use archweave_model::diagram::{
    Content, Diagram, Edge, Figure, Form, Legend, LegendEntry, Line, Node, Rect, Sample,
};
use archweave_model::element::Junction;
use archweave_model::id::{ElementId, KindId, NodeId, ViewId};
use archweave_model::metamodel::Layer;
use archweave_model::snapshot::Snapshot;
use archweave_model::view::table::Table;
use archweave_model::view::{self, Draft, Hint, layout};
use archweave_model::viewpoint::{Arrangement, Direction, Engine, Notation};
use archweave_render::table::{Formulas, csv, xlsx};
use archweave_render::{Options, Target, Theme};

use super::contents::split;
use super::trace::{Step, Trace, TraceNode};
use super::words;
use crate::draw::{DrawOptions, Picture};
use crate::picture::{PictureFile, PictureFormat};
use crate::{AppError, Hosted, Revision, layout as layouts};

pub use json::json;

/// Answers with the address that something of a trace leads to.
pub type TraceLink<'a> = dyn Fn(&TraceNode) -> Option<String> + 'a;

/// Longest name in a box, in characters.
const MAX_LABEL: usize = 90;
/// Line of a link, and of one that somebody should look at: names in `templates/svg/shapes/decor/`.
const LINE: &str = "trace";
const SUSPECT: &str = "suspect";

impl Hosted {
    /// A trace as SVG; `link` gives the addresses that its boxes lead to.
    pub fn draw_trace(
        &self,
        revision: &Revision,
        trace: &Trace,
        options: &DrawOptions,
        link: Option<&TraceLink<'_>>,
    ) -> Result<Picture, AppError> {
        let diagram = placed(revision.snapshot(), trace, &options.language);
        let address = |target: Target<'_>| match target {
            Target::Element(id) => {
                let node = trace.nodes.iter().find(|node| box_id(node) == *id)?;
                link.and_then(|link| link(node))
            }
            Target::Relation(_) | Target::View(_) => None,
        };
        let svg = archweave_render::svg(
            &diagram,
            &Options {
                templates: self.templates(),
                theme: if options.is_dark { Theme::Dark } else { Theme::Light },
                background: true,
                link: link.is_some().then_some(&address),
                ..Options::default()
            },
        )?;
        Ok(Picture { svg: svg.into() })
    }

    /// A trace as a file of any format in which views are written; `rows` are what a spreadsheet gets.
    pub fn trace_file(
        &self,
        revision: &Revision,
        trace: &Trace,
        rows: Table,
        format: &PictureFormat,
        options: &DrawOptions,
    ) -> Result<PictureFile, AppError> {
        let is_rows = matches!(format, PictureFormat::Csv | PictureFormat::Xlsx)
            || matches!(format, PictureFormat::Text(name) if name == "markdown");
        let diagram = placed(revision.snapshot(), trace, &options.language);
        let picture = view::Picture { diagram, table: is_rows.then_some(rows) };
        self.written(revision, &picture, format, options)
    }
}

/// Tables of a page as a file: one as CSV, all as a workbook. People open both in spreadsheets, so no cell
/// becomes a formula.
pub fn spreadsheet(tables: &[Table], format: &PictureFormat) -> Result<PictureFile, AppError> {
    let bytes = match format {
        PictureFormat::Csv => {
            let one = tables.first().map(|table| csv(table, Formulas::Guarded));
            one.unwrap_or_default().into_bytes()
        }
        PictureFormat::Xlsx => xlsx(tables)?,
        other => {
            return Err(AppError::Invalid(format!(
                "a table is written as csv or xlsx, not `{}`",
                other.name()
            )));
        }
    };
    let (media_type, extension) = format.built_in();
    Ok(PictureFile { bytes, media_type: media_type.to_owned(), extension: extension.to_owned() })
}

fn placed(snapshot: &Snapshot, trace: &Trace, language: &str) -> Diagram {
    layout::arrange(diagram(snapshot, trace, language), layouts::engine())
}

/// What stands for a box where something links to it.
fn box_id(node: &TraceNode) -> ElementId {
    let own = node.element.clone().or_else(|| ElementId::parse(&node.id).ok());
    // A key may hold what an id may not; then its characters are written as in an address.
    own.or_else(|| ElementId::parse(&crate::percent(&node.id)).ok()).unwrap_or_else(|| long(node))
}

/// A key too long for an id.
fn long(node: &TraceNode) -> ElementId {
    let start: String = crate::percent(&node.id).chars().take(200).collect();
    #[expect(clippy::expect_used, reason = "percent-encoded and short, so it is an id")]
    ElementId::parse(&format!("{}-{start}", node.step.name())).expect("an id")
}

/// The picture of a trace before it is laid out.
pub fn diagram(snapshot: &Snapshot, trace: &Trace, language: &str) -> Draft {
    let root = &trace.whereabouts.requirement;
    let name = snapshot.element(root.as_str()).map(|element| element.name.get(language).to_owned());
    let mut draft = Draft {
        diagram: Diagram {
            view: ViewId::parse("trace").unwrap_or_else(|_| unreachable_view()),
            language: language.into(),
            notation: Notation::default(),
            audience: None,
            title: name.filter(|name| !name.is_empty()).unwrap_or_else(|| root.to_string()),
            description: String::new(),
            bounds: Rect::default(),
            nodes: Vec::new(),
            edges: Vec::new(),
            legend: None,
            notes: Vec::new(),
        },
        hints: Vec::new(),
        ends: Vec::new(),
        arrangement: Arrangement {
            engine: Engine::Layered,
            direction: Direction::Right,
            columns: None,
            layers: None,
        },
    };
    let folded = fold::fold(trace);
    let mut at = vec![None; trace.nodes.len()];
    for (n, node) in trace.nodes.iter().enumerate() {
        if folded.stands_for[n] == n {
            let more = folded.more.get(&n).copied();
            at[n] = bare(snapshot, trace, node, more, language)
                .map(|drawn| draft.add_node(drawn, Hint { rank: Some(rank(node.step)), ..Hint::default() }));
        }
    }
    let mut seen = std::collections::BTreeMap::new();
    for (n, edge) in trace.edges.iter().enumerate() {
        let (from, to) = (folded.stands_for[edge.from], folded.stands_for[edge.to]);
        let (Some(start), Some(end)) = (at[from], at[to]) else { continue };
        if start == end {
            continue;
        }
        let is_suspect = edge.suspect.is_some();
        // Several links may become one where boxes stand for several; what is suspect stays seen.
        let known = seen.entry((start, end)).or_insert((n, is_suspect));
        if known.0 != n {
            known.1 |= is_suspect;
        }
    }
    for ((start, end), (n, is_suspect)) in seen {
        let line = Line::Decor(if is_suspect { SUSPECT } else { LINE }.into());
        let Ok(id) = NodeId::parse(&format!("l{n}")) else { continue };
        draft.add_edge(Edge::bare(id, line, Vec::new()), start, end);
    }
    draft.diagram.legend = Some(legend(trace, language));
    if !folded.more.is_empty() || trace.is_cut {
        draft.diagram.notes.push(
            match words::is_chinese(language) {
                true => "并非全部记录都已画出，完整内容见列表",
                false => "not every record is drawn; the list has all",
            }
            .to_owned(),
        );
    }
    draft.measure();
    draft
}

#[expect(clippy::panic, reason = "`trace` is an id")]
fn unreachable_view() -> ViewId {
    panic!("`trace` is the id of a view")
}

/// Columns from left to right; what a step leads to stands right of it.
fn rank(step: Step) -> i32 {
    match step {
        Step::Need => 0,
        Step::Demand => 1,
        Step::Requirement => 2,
        Step::Element | Step::Ticket | Step::Change | Step::Indicator => 3,
        Step::Build => 4,
        Step::Version => 5,
        Step::Verification | Step::Release | Step::Deployment => 6,
        Step::Environment | Step::Incident => 7,
    }
}

/// A box without its place.
fn bare(
    snapshot: &Snapshot,
    trace: &Trace,
    node: &TraceNode,
    more: Option<usize>,
    language: &str,
) -> Option<Node> {
    let metamodel = snapshot.metamodel();
    let element = node.element.as_ref().and_then(|id| snapshot.element(id.as_str()));
    let kind_name = element.map_or_else(|| kind_of(node.step), |element| element.kind.as_str());
    let kind = metamodel.kind_index(kind_name).map(|index| metamodel.kind(index));
    let kind_label = match kind {
        Some(kind) => kind.label.get(language).to_owned(),
        None => words::said("step", node.step.name(), language),
    };
    let figure = Figure {
        element: box_id(node),
        kind: KindId::parse(kind_name).ok()?,
        kind_label: kind_label.clone(),
        // Of a ticket the metamodel knows nothing: it is a paper about the requirement.
        shape: kind.map_or_else(|| "deliverable".into(), |kind| kind.shape.clone()),
        layer: kind.map_or(Layer::Implementation, |kind| kind.layer),
        specializations: Vec::new(),
        image: None,
        form: Form::Box,
        junction: Junction::And,
    };
    let name = match more {
        Some(count) if words::is_chinese(language) => format!("另有 {count} 项"),
        Some(count) => format!("{count} more"),
        None => label(snapshot, node, language),
    };
    let mut drawn = Node::bare(
        NodeId::parse(&format!("n-{}", node.step.name())).ok()?,
        None,
        Content::Element(figure),
        name,
    );
    let index = trace.nodes.iter().position(|other| other.id == node.id).unwrap_or_default();
    drawn.id = NodeId::parse(&format!("n{index}")).ok()?;
    drawn.keyword = kind_label;
    if more.is_none() {
        drawn.below = below(trace, node, language);
        drawn.tone = tone(trace, node).map(Into::into);
    }
    if node.step == Step::Requirement {
        drawn.style.line_width = Some(2.5);
    }
    Some(drawn)
}

/// The kind that records of a step are of.
fn kind_of(step: Step) -> &'static str {
    match step {
        Step::Change => "app-change",
        Step::Version => "artifact-version",
        other => other.name(),
    }
}

/// What people call it, short.
pub fn label(snapshot: &Snapshot, node: &TraceNode, language: &str) -> String {
    if let Some(count) = node.count.filter(|_| node.step == Step::Need) {
        return match words::is_chinese(language) {
            true => format!("{count} 条诉求"),
            false if count == 1 => "1 need".to_owned(),
            false => format!("{count} needs"),
        };
    }
    let element = node.element.as_ref().and_then(|id| snapshot.element(id.as_str()));
    let own = element.map(|element| element.name.get(language)).filter(|name| !name.trim().is_empty());
    let text = own.map_or_else(|| package(&node.label), str::to_owned);
    match text.char_indices().nth(MAX_LABEL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A package address as people say it: name and version.
pub fn package(text: &str) -> String {
    if !text.starts_with("pkg:") {
        return text.to_owned();
    }
    let (package, version) = split(text);
    let name = package.rsplit('/').next().unwrap_or(&package);
    if version.is_empty() { name.to_owned() } else { format!("{name} {version}") }
}

/// State and day, below the name.
fn below(trace: &Trace, node: &TraceNode, language: &str) -> Vec<String> {
    let state = state(trace, node, language);
    state.into_iter().chain(node.at.map(Moment::day)).collect()
}

/// The state of something in a trace, in words.
pub fn state(trace: &Trace, node: &TraceNode, language: &str) -> Option<String> {
    let raw = node.state.as_deref()?;
    Some(match node.step {
        Step::Environment => {
            let there = |standing: &&archweave_model::delivery::standing::Standing| {
                standing.environment == node.element
            };
            let standing = trace.whereabouts.standings.iter().find(there);
            match standing {
                Some(standing) => standing_words(standing.state, language),
                None => raw.to_owned(),
            }
        }
        Step::Requirement | Step::Demand => words::said("decision", raw, language),
        Step::Indicator => words::said("effect", raw, language),
        _ => words::outcomes(raw, language),
    })
}

/// A state of a delivery in words: `live for 30% of users`.
pub fn standing_words(state: archweave_model::delivery::standing::DeliveryState, language: &str) -> String {
    use archweave_model::delivery::standing::DeliveryState::Live;
    match state {
        Live { share } if share < 1.0 => match words::is_chinese(language) {
            true => format!("已对 {}% 用户上线", percent(share)),
            false => format!("live for {}% of users", percent(share)),
        },
        other => words::said("state", other.name(), language),
    }
}

/// A share in percent, without a fraction that nobody needs.
fn percent(share: f64) -> String {
    let percent = (share * 1_000.0).round() / 10.0;
    if percent.fract() == 0.0 { format!("{percent:.0}") } else { format!("{percent:.1}") }
}

/// Colour where it means something; the words below the name say the same.
fn tone(trace: &Trace, node: &TraceNode) -> Option<&'static str> {
    use archweave_model::delivery::standing::DeliveryState::{Live, Removed, RolledBack};
    let raw = node.state.as_deref().unwrap_or_default();
    match node.step {
        Step::Environment => {
            let standing = trace.whereabouts.standings.iter().find(|one| one.environment == node.element)?;
            match standing.state {
                Live { .. } => Some("good"),
                RolledBack | Removed => Some("warning"),
                _ => None,
            }
        }
        Step::Indicator => match raw {
            "reached" => Some("good"),
            "missed" => Some("bad"),
            _ => None,
        },
        Step::Incident => Some(if raw == "resolved" { "warning" } else { "bad" }),
        _ if raw.split(", ").any(|word| matches!(word, "failed" | "failure" | "error")) => Some("bad"),
        _ if raw.split(", ").any(|word| matches!(word, "rollback" | "removal")) => Some("warning"),
        _ => None,
    }
}

fn legend(trace: &Trace, language: &str) -> Legend {
    let says = |en: &str, zh: &str| if words::is_chinese(language) { zh.to_owned() } else { en.to_owned() };
    let line = |name: &str, label| LegendEntry { sample: Sample::Line(name.into()), label };
    let mut entries = vec![line(LINE, says("leads to", "导向"))];
    if trace.edges.iter().any(|edge| edge.suspect.is_some()) {
        entries.push(line(SUSPECT, says("suspect: the requirement changed since", "存疑：此后需求已变更")));
    }
    let tones = trace.nodes.iter().filter_map(|node| tone(trace, node));
    let tones: std::collections::BTreeSet<&str> = tones.collect();
    for (name, label) in [
        ("good", says("live, or target reached", "已上线或已达标")),
        (
            "warning",
            says("rolled back, removed, or an incident that is over", "已回退、已下线或已恢复的事件"),
        ),
        ("bad", says("failed, missed, or an open incident", "失败、未达标或未恢复的事件")),
    ] {
        if tones.contains(name) {
            entries.push(LegendEntry { sample: Sample::Tone(name.into()), label });
        }
    }
    Legend { title: says("Trace", "追溯"), entries }
}
