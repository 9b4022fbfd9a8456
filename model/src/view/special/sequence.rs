//! The messages of an interaction.

use foldhash::HashMap;

use crate::diagram::{Content, Edge, Line, Node};
use crate::element::Element;
use crate::id::{ElementId, NodeId};
use crate::value::{Properties, Value};
use crate::view::special::{element_node, empty, list_label, part, part_id, parts, words};
use crate::view::{Asked, Draft, Hint, decor, dress};
use crate::viewpoint::{Arrangement, Detail};

/// Most lifelines.
const MAX_LIFELINES: usize = 100;

/// Lifelines, messages and fragments of the first interaction that is selected.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let mut draft = empty(asked, arrangement);
    let selected = asked.selected().into_iter().filter_map(|slot| asked.snapshot.element_at(slot));
    let has = |element: &Element, list| element.properties.get(list).is_some();
    let mut interactions = selected.filter(|e| has(e, "messages") || has(e, "participants"));
    let Some(element) = interactions.next() else {
        draft.diagram.notes.push("none of the selected elements has messages".to_owned());
        return draft;
    };
    if interactions.next().is_some() {
        draft.diagram.notes.push(format!("only `{}` is drawn: a sequence shows one interaction", element.id));
    }
    let messages = parts(element, "messages", &mut draft.diagram.notes);
    let lifelines = lifelines(asked, &mut draft, element, &messages);
    let numbers = add_messages(asked, &mut draft, element, &messages, &lifelines);
    add_fragments(asked, &mut draft, element, &numbers);
    dress::dress(asked, &mut draft.diagram);
    for node in &mut draft.diagram.nodes {
        if let Content::Element(figure) = &mut node.content {
            figure.shape = "uml-lifeline".into();
            node.compartments.clear();
        }
    }
    draft.measure();
    draft
}

/// Heads of lifelines by element id: participants first, then who else sends or receives.
fn lifelines<'a>(
    asked: &Asked<'_>,
    draft: &mut Draft,
    element: &'a Element,
    messages: &[&'a Properties],
) -> HashMap<&'a str, usize> {
    let listed = element.properties.get("participants").map_or(&[][..], Value::items).iter();
    let named = messages.iter().flat_map(|message| [message.text("from"), message.text("to")]);
    let mut found: HashMap<&str, usize> = HashMap::default();
    for id in listed.map(Value::as_text).chain(named).flatten() {
        if found.contains_key(id) || id.is_empty() {
            continue;
        }
        if found.len() == MAX_LIFELINES {
            draft.diagram.notes.push(format!("only the first {MAX_LIFELINES} participants are drawn"));
            break;
        }
        let Some(node) = head(asked, id, &mut draft.diagram.notes) else { continue };
        let lane = Some(found.len());
        found.insert(id, draft.add_node(node, Hint { lane, ..Hint::default() }));
    }
    found
}

fn head(asked: &Asked<'_>, id: &str, notes: &mut Vec<String>) -> Option<Node> {
    let node_id = NodeId::parse(id).ok()?;
    let Some(element) = asked.snapshot.element(id) else {
        notes.push(format!("participant `{id}` is not in the model"));
        return Some(Node::bare(node_id, None, Content::Missing(ElementId::parse(id).ok()?), id.to_owned()));
    };
    Some(element_node(asked, node_id, element))
}

/// Adds messages that have an end at least; returns the number of each in the drawing, by id.
fn add_messages<'a>(
    asked: &Asked<'_>,
    draft: &mut Draft,
    element: &Element,
    messages: &[&'a Properties],
    lifelines: &HashMap<&str, usize>,
) -> HashMap<&'a str, usize> {
    let label = list_label(asked, element, "messages");
    let mut numbers = HashMap::default();
    for (n, message) in messages.iter().enumerate() {
        let id = message.text("id").unwrap_or_default();
        let own = if id.is_empty() { format!("message-{n}") } else { id.to_owned() };
        let end = |key| lifelines.get(message.text(key)?).copied();
        let (from, to) = (end("from"), end("to"));
        let (Some(edge_id), Some(_)) = (part_id(element, &own), from.or(to)) else {
            draft.diagram.notes.push(format!("message `{}#{own}` joins nobody", element.id));
            continue;
        };
        if numbers.contains_key(id) && !id.is_empty() {
            draft.diagram.notes.push(format!("message `{}#{own}` is there twice", element.id));
            continue;
        }
        let number = draft.diagram.edges.len();
        let mut nobody = || {
            let dot = NodeId::parse(&format!("{edge_id}:nobody")).ok()?;
            let dot = Node::bare(
                dot,
                None,
                Content::Part(part(element, &own, "uml-initial", &label)),
                String::new(),
            );
            Some(draft.add_node(dot, Hint { order: i64::try_from(number).ok(), ..Hint::default() }))
        };
        let (Some(from), Some(to)) = (from.or_else(&mut nobody), to.or_else(&mut nobody)) else { continue };
        let shape = match message.text("kind") {
            Some("sync") => "uml-call",
            Some("reply") => "uml-reply",
            Some("create") => "uml-create",
            Some("destroy") => "uml-destroy",
            _ => "uml-async",
        };
        let mut edge = Edge::bare(edge_id, Line::Part(part(element, &own, shape, &label)), Vec::new());
        edge.label = words(asked, message.get("text"));
        if asked.show.detail == Some(Detail::Full) {
            let carried = message.get("carries").map_or(&[][..], Value::items).iter();
            let carried: Vec<String> =
                carried.map(|id| words(asked, Some(id))).filter(|t| !t.is_empty()).collect();
            if !carried.is_empty() {
                edge.label = format!("{}\n({})", edge.label, carried.join(", ")).trim().to_owned();
            }
        }
        draft.add_edge(edge, from, to);
        numbers.insert(id, number);
    }
    numbers
}

/// A fragment on its way into the drawing.
struct Fragment<'a> {
    of: &'a Properties,
    id: String,
    first: usize,
    /// Before `first`: it holds no message.
    last: Option<usize>,
}

fn add_fragments(asked: &Asked<'_>, draft: &mut Draft, element: &Element, numbers: &HashMap<&str, usize>) {
    let label = list_label(asked, element, "fragments");
    let count = draft.diagram.edges.len();
    let number = |record: &Properties, key: &str| numbers.get(record.text(key)?).copied();
    let mut fragments: Vec<Fragment<'_>> = Vec::new();
    for (n, of) in parts(element, "fragments", &mut draft.diagram.notes).into_iter().enumerate() {
        let id = of.text("id").map_or_else(|| format!("fragment-{n}"), str::to_owned);
        let operands = of.get("operands").map_or(&[][..], Value::items).iter().filter_map(Value::as_record);
        let inner =
            operands.flat_map(|operand| [number(operand, "first"), number(operand, "last")]).flatten();
        let ends = [number(of, "first"), number(of, "last")].into_iter().flatten();
        let known: Vec<usize> = ends.chain(inner).collect();
        if fragments.iter().any(|fragment| fragment.id == id) {
            draft.diagram.notes.push(format!("fragment `{}#{id}` is there twice", element.id));
            continue;
        }
        match (known.iter().min(), known.iter().max()) {
            (Some(first), Some(last)) => {
                fragments.push(Fragment { of, id, first: *first, last: Some(*last) })
            }
            _ if of.text("kind") == Some("ref") => {
                fragments.push(Fragment { of, id, first: count, last: None })
            }
            _ => draft.diagram.notes.push(format!("fragment `{}#{id}` holds no message", element.id)),
        }
    }
    // Outer before inner; of equals the one that was written first is outside.
    fragments.sort_by_key(|f| (f.first, std::cmp::Reverse(f.last)));
    let mut open: Vec<(usize, usize)> = Vec::new();
    for fragment in fragments {
        open.retain(|(_, last)| *last >= fragment.first);
        let outer = open.last().copied().filter(|_| fragment.last.is_some());
        let mut last = fragment.last;
        if let (Some(own), Some((_, end))) = (last, outer)
            && own > end
        {
            let note = format!("fragment `{}#{}` ends after the one it begins in", element.id, fragment.id);
            draft.diagram.notes.push(note);
            last = Some(end);
        }
        let Some(node_id) = part_id(element, &fragment.id) else { continue };
        let kind = fragment.of.text("kind").unwrap_or("alt");
        let content = Content::Part(part(element, &fragment.id, "frame", &label));
        let node = Node::bare(node_id, outer.map(|(node, _)| node), content, kind.to_owned());
        let rank = last.map_or(-1, |last| i32::try_from(last).unwrap_or(i32::MAX));
        let hint = Hint { order: i64::try_from(fragment.first).ok(), rank: Some(rank), ..Hint::default() };
        let frame = draft.add_node(node, hint);
        open.extend(last.map(|last| (frame, last)));
        guards(asked, draft, &fragment, frame, number);
    }
}

/// The texts of a fragment: guards of its operands, or what it refers to.
fn guards(
    asked: &Asked<'_>,
    draft: &mut Draft,
    fragment: &Fragment<'_>,
    frame: usize,
    number: impl Fn(&Properties, &str) -> Option<usize>,
) {
    let guard = |record: &Properties| {
        let text = words(asked, record.get("guard"));
        if text.is_empty() || text.starts_with('[') { text } else { format!("[{text}]") }
    };
    let mut texts: Vec<(usize, String)> = Vec::new();
    let operands =
        fragment.of.get("operands").map_or(&[][..], Value::items).iter().filter_map(Value::as_record);
    texts.extend(operands.filter_map(|operand| Some((number(operand, "first")?, guard(operand)))));
    texts.sort_by_key(|(first, _)| *first);
    texts.dedup_by_key(|(first, _)| *first);
    let own = [guard(fragment.of), words(asked, fragment.of.get("refers_to"))].join(" ").trim().to_owned();
    if !own.is_empty() {
        match texts.first_mut().filter(|(first, _)| *first == fragment.first) {
            Some((_, text)) => *text = format!("{own} {text}").trim().to_owned(),
            None => texts.insert(0, (fragment.first, own)),
        }
    }
    for (n, (first, text)) in texts.into_iter().enumerate() {
        let id = format!("{}:{n}", draft.diagram.nodes[frame].id);
        if let Some(node) = decor(&id, "text", text, Some(frame)) {
            draft.add_node(node, Hint { order: i64::try_from(first).ok(), ..Hint::default() });
        }
    }
}
