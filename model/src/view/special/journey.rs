//! A scenario as the customer lives through it: stage by stage, with what supports each.

use foldhash::HashSet;

use crate::diagram::{Content, Node};
use crate::element::Element;
use crate::id::NodeId;
use crate::value::Value;
use crate::view::special::{element_node, empty, words};
use crate::view::{Asked, Draft, Hint, decor, dress};
use crate::viewpoint::{Arrangement, Way};

/// Most stages.
const MAX_STAGES: usize = 40;
/// Most boxes of a stage in one row.
const MAX_IN_CELL: usize = 12;

/// What supports a stage.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    Capabilities,
    Channels,
    Processes,
    Applications,
    Pains,
}

impl Row {
    fn title(self, asked: &Asked<'_>) -> &'static str {
        match self {
            Self::Capabilities => asked.says("Capability", "能力"),
            Self::Channels => asked.says("Channel", "渠道"),
            Self::Processes => asked.says("Process", "流程"),
            Self::Applications => asked.says("Application", "应用"),
            Self::Pains => asked.says("Pain point", "痛点"),
        }
    }

    fn of(self, stage: &Stage) -> &[u32] {
        match self {
            Self::Capabilities => &stage.capabilities,
            Self::Channels => &stage.channels,
            Self::Processes => &stage.processes,
            Self::Applications => &stage.applications,
            Self::Pains => &[],
        }
    }
}

/// The rows in which something stands. A scenario is told from the customer's side, and so without
/// capabilities; a value stream with them.
fn rows(stages: &[Stage]) -> Vec<Row> {
    let is_told = stages.iter().any(|stage| !stage.pains.is_empty());
    let all = [Row::Capabilities, Row::Channels, Row::Processes, Row::Applications, Row::Pains];
    let is_there = |row: &Row| match row {
        Row::Pains => is_told,
        Row::Capabilities if is_told => false,
        row => stages.iter().any(|stage| !row.of(stage).is_empty()),
    };
    all.into_iter().filter(is_there).collect()
}

/// A stage of the scenario.
#[derive(Default)]
struct Stage {
    /// None: what is true of the whole scenario.
    slot: Option<u32>,
    capabilities: Vec<u32>,
    channels: Vec<u32>,
    processes: Vec<u32>,
    applications: Vec<u32>,
    pains: Vec<String>,
}

/// Stages of the first scenario or value stream that is selected.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let mut draft = empty(asked, arrangement);
    let is_stream = |slot: &u32| asked.is_kind(*slot, &["value-stream".to_owned()]);
    let mut selected = asked.selected().into_iter();
    let Some(slot) = selected.find(is_stream) else {
        draft.diagram.notes.push("no scenario or value stream is selected".to_owned());
        return draft;
    };
    let Some(element) = asked.snapshot.element_at(slot) else { return draft };
    let stages = stages(asked, slot, element, &mut draft.diagram.notes);
    if stages.is_empty() {
        draft.diagram.notes.push(format!("`{}` has no stages: name them in its pain points", element.id));
    }
    head(asked, &mut draft, element);
    let rows = rows(&stages);
    let titles = [asked.says("Stage", "阶段")].into_iter().chain(rows.iter().map(|row| row.title(asked)));
    for (row, label) in titles.enumerate() {
        if let Some(node) = decor(&format!("row:{row}"), "head", label, None) {
            draft.add_node(node, hint(row, None));
        }
    }
    for (column, stage) in stages.iter().enumerate() {
        add_stage(asked, &mut draft, stage, column, &rows);
    }
    dress::dress(asked, &mut draft.diagram);
    for (node, hint) in draft.diagram.nodes.iter_mut().zip(&draft.hints) {
        match &mut node.content {
            Content::Element(figure) if hint.rank == Some(0) => figure.shape = "stage".into(),
            _ => {}
        }
        node.compartments.clear();
    }
    draft.measure();
    draft
}

fn hint(row: usize, column: Option<usize>) -> Hint {
    Hint { rank: i32::try_from(row).ok(), lane: column, ..Hint::default() }
}

/// Who it is about and how it begins; when it ends well.
fn head(asked: &Asked<'_>, draft: &mut Draft, element: &Element) {
    let text = |key| words(asked, element.properties.get(key));
    let (persona, trigger, success) = (text("persona"), text("trigger"), text("success"));
    let colon = asked.says(": ", "：");
    let begin = [persona, trigger].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(colon);
    let end = if success.is_empty() {
        success
    } else {
        format!("{}{colon}{success}", asked.says("Success", "成功标志"))
    };
    for (n, text) in [begin, end].into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        if let Some(node) = decor(&format!("about:{n}"), "text", text, None) {
            draft.add_node(node, Hint { rank: Some(-1), ..Hint::default() });
        }
    }
}

fn add_stage(asked: &Asked<'_>, draft: &mut Draft, stage: &Stage, column: usize, rows: &[Row]) {
    let title = match stage.slot.and_then(|slot| asked.snapshot.element_at(slot)) {
        Some(element) => NodeId::parse(element.id.as_str()).ok().map(|id| element_node(asked, id, element)),
        None => decor(&format!("stage:{column}"), "stage", asked.says("All stages", "全程"), None),
    };
    draft.diagram.nodes.reserve(1);
    if let Some(node) = title {
        draft.add_node(node, hint(0, Some(column)));
    }
    for (at, row) in rows.iter().enumerate() {
        let at = at + 1;
        let Some(cell) = cell(draft, at, column) else { continue };
        for slot in row.of(stage) {
            let Some(element) = asked.snapshot.element_at(*slot) else { continue };
            let Ok(id) = NodeId::parse(&format!("{}@{column}", element.id)) else { continue };
            let node = Node { parent: Some(cell), ..element_node(asked, id, element) };
            draft.add_node(node, hint(at, Some(column)));
        }
        let pains = stage.pains.iter().enumerate().filter(|_| *row == Row::Pains);
        for (n, pain) in pains {
            let Ok(id) = NodeId::parse(&format!("pain:{column}:{n}")) else { continue };
            let mut node = Node::bare(id, Some(cell), Content::Note, pain.clone());
            node.tone = Some("bad".into());
            draft.add_node(node, hint(at, Some(column)));
        }
    }
}

fn cell(draft: &mut Draft, row: usize, column: usize) -> Option<usize> {
    let node = decor(&format!("cell:{row}:{column}"), "cell", "", None)?;
    Some(draft.add_node(node, hint(row, Some(column))))
}

/// Stages in the order of the story, with what supports each.
fn stages(asked: &Asked<'_>, slot: u32, element: &Element, notes: &mut Vec<String>) -> Vec<Stage> {
    let pains: Vec<(Option<u32>, String)> = element
        .properties
        .get("pain_points")
        .map_or(&[][..], Value::items)
        .iter()
        .filter_map(Value::as_record)
        .map(|pain| {
            (pain.text("stage").and_then(|id| asked.snapshot.slot_of(id)), words(asked, pain.get("text")))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let named: Vec<u32> = pains.iter().filter_map(|(stage, _)| *stage).collect();
    let mut slots = stage_slots(asked, slot, &named);
    if slots.len() > MAX_STAGES {
        notes.push(format!("only the first {MAX_STAGES} stages of `{}` are drawn", element.id));
        slots.truncate(MAX_STAGES);
    }
    let listed = element.properties.get("channels").map_or(&[][..], Value::items).iter();
    let listed: Vec<u32> = listed.filter_map(|id| asked.snapshot.slot_of(id.as_text()?)).collect();
    let mut stages: Vec<Stage> = slots.iter().map(|stage| support(asked, *stage, &listed)).collect();
    let mut whole = Stage::default();
    for (stage, text) in pains {
        match stages.iter_mut().find(|known| known.slot == stage && stage.is_some()) {
            Some(known) => known.pains.push(text),
            None => whole.pains.push(text),
        }
    }
    // Channels that no stage is known to use.
    whole.channels = listed.into_iter().filter(|c| stages.iter().all(|s| !s.channels.contains(c))).collect();
    if !whole.pains.is_empty() || !whole.channels.is_empty() {
        stages.push(whole);
    }
    stages
}

/// The parts of the stream; of a scenario those of the stream whose stages it names.
fn stage_slots(asked: &Asked<'_>, slot: u32, named: &[u32]) -> Vec<u32> {
    let stream = ["value-stream".to_owned()];
    let whole_of = ["composition".to_owned(), "aggregation".to_owned()];
    let parts =
        |slot: u32| asked.neighbours(slot, &whole_of, Way::Out, &stream).into_iter().map(|(_, part)| part);
    let mut found: Vec<u32> = parts(slot).collect();
    if found.is_empty() {
        let wholes = named.iter().flat_map(|stage| asked.neighbours(*stage, &whole_of, Way::In, &stream));
        found = wholes.flat_map(|(_, whole)| parts(whole)).collect();
    }
    found.extend(named);
    if found.is_empty() {
        let serving = ["serving".to_owned()];
        let capabilities = asked.neighbours(slot, &serving, Way::In, &["capability".to_owned()]);
        let served =
            capabilities.into_iter().flat_map(|(_, of)| asked.neighbours(of, &serving, Way::Out, &stream));
        found = served.map(|(_, stage)| stage).filter(|stage| *stage != slot).collect();
    }
    let mut seen = HashSet::default();
    found.retain(|stage| seen.insert(*stage));
    in_order(asked, found)
}

/// What triggers comes before what it triggers; in a circle the order stays.
fn in_order(asked: &Asked<'_>, mut open: Vec<u32>) -> Vec<u32> {
    let follows = ["triggering".to_owned(), "flow".to_owned()];
    let mut order = Vec::new();
    while !open.is_empty() {
        let is_first = |slot: &u32| {
            let before = asked.neighbours(*slot, &follows, Way::In, &[]);
            before.iter().all(|(_, other)| other == slot || !open.contains(other))
        };
        let at = open.iter().position(is_first).unwrap_or_default();
        order.push(open.remove(at));
    }
    order
}

/// Walks from a stage over its capabilities to processes, applications and channels.
fn support(asked: &Asked<'_>, stage: u32, listed: &[u32]) -> Stage {
    let names = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let step = |from: &[u32], relations: &[&str], way: Way, kinds: &[&str]| -> Vec<u32> {
        let (relations, kinds) = (names(relations), names(kinds));
        let found = from.iter().flat_map(|slot| asked.neighbours(*slot, &relations, way, &kinds));
        let mut seen = HashSet::default();
        found.map(|(_, slot)| slot).filter(|slot| seen.insert(*slot)).collect()
    };
    let unite = |lists: &[&[u32]]| -> Vec<u32> {
        let mut seen = HashSet::default();
        lists
            .iter()
            .flat_map(|list| list.iter().copied())
            .filter(|slot| seen.insert(*slot))
            .take(MAX_IN_CELL)
            .collect()
    };
    let does = ["serving", "realization", "assignment", "association"];
    let behaviour = ["business-process", "business-function", "business-interaction"];
    let capabilities = step(&[stage], &["serving", "realization", "association"], Way::In, &["capability"]);
    let direct = step(&[stage], &does, Way::In, &behaviour);
    let through = step(&capabilities, &["realization", "serving"], Way::In, &behaviour);
    let processes = unite(&[&direct, &through]);

    let components = ["application-component"];
    let served = step(
        &processes,
        &["serving", "realization", "assignment"],
        Way::In,
        &[
            "application-component",
            "application-service",
            "application-interface",
            "application-process",
            "application-function",
        ],
    );
    let (own, services): (Vec<u32>, Vec<u32>) =
        served.into_iter().partition(|slot| asked.is_kind(*slot, &names(&components)));
    let mut behind = Vec::new();
    for service in services {
        let of = step(&[service], &["realization", "assignment", "composition"], Way::In, &components);
        // A service nobody is known to provide stands for itself.
        behind.extend(if of.is_empty() { vec![service] } else { of });
    }
    let of_stage = step(&[stage], &does, Way::In, &components);
    let of_capability = step(&capabilities, &["realization", "serving"], Way::In, &components);
    let applications = unite(&[&of_stage, &own, &behind, &of_capability]);

    let channel = ["business-interface"];
    let near = step(&[stage], &does, Way::In, &channel);
    let services = step(&processes, &["realization", "serving"], Way::Out, &["business-service"]);
    let services = unite(&[&services, &step(&[stage], &does, Way::In, &["business-service"])]);
    let offered = step(&services, &["assignment", "serving", "association"], Way::In, &channel);
    let used = step(&processes, &["serving", "assignment", "association"], Way::In, &channel);
    let far: Vec<u32> =
        unite(&[&offered, &used]).into_iter().filter(|c| listed.is_empty() || listed.contains(c)).collect();
    let channels = unite(&[&near, &far]);
    Stage { slot: Some(stage), capabilities, channels, processes, applications, pains: Vec::new() }
}
