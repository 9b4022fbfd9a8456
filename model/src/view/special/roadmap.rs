//! What is built, changed and switched off when.

use crate::diagram::{Content, Node};
use crate::element::Element;
use crate::rules::is_date;
use crate::view::question;
use crate::view::special::{into_lanes, of_view, tops};
use crate::view::{Asked, Draft, Hint, decor};
use crate::viewpoint::{Arrangement, Way};

/// Properties that say when something begins, and when it ends.
const STARTS: [&str; 4] = ["start", "valid_from", "initial_live", "from"];
const ENDS: [&str; 4] = ["end", "expires", "retirement", "until"];
/// Properties that name one day.
const DAYS: [&str; 6] = ["planned_on", "date", "on", "target_date", "by_date", "wanted_by"];

/// First and last day; both the same: one day; one missing: open.
type Span = [Option<Box<str>>; 2];

/// The selected elements as bars in lanes; those without dates in a lane of their own at the end.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let answer = question::answer(asked);
    let mut view = answer.view;
    if asked.show.relations.is_none() {
        view.connections.clear();
    }
    let mut draft = of_view(asked, &view, arrangement);
    draft.diagram.notes.extend(answer.notes);
    for edge in &mut draft.diagram.edges {
        edge.label.clear();
    }
    let spans: Vec<Option<Span>> = draft.diagram.nodes.iter().map(|node| span_of(asked, node)).collect();
    let tops = tops(&draft);
    let mut lanes: Vec<(String, Node)> = Vec::new();
    let mut lane = vec![None; tops.len()];
    let mut waiting = Vec::new();
    for (n, node) in draft.diagram.nodes.iter_mut().enumerate() {
        (node.below, node.compartments, node.keyword) = Default::default();
        let holds = node.is_container && node.parent.is_none();
        let Some(span) = &spans[n] else {
            if matches!(node.content, Content::Element(_) | Content::Missing(_)) && !holds {
                waiting.push(n);
            }
            continue;
        };
        draft.hints[n].span = span.clone();
        lane[n] = Some((tops[n], n));
    }
    let named: Vec<Option<(String, String)>> = lane
        .iter()
        .map(|place| {
            let (top, n) = (*place)?;
            let nodes = &draft.diagram.nodes;
            Some(match &nodes[n].content {
                _ if nodes[top].is_container => (nodes[top].id.to_string(), nodes[top].label.clone()),
                Content::Element(figure) => (format!("kind:{}", figure.kind), figure.kind_label.clone()),
                _ => ("other".to_owned(), asked.says("Other", "其他").to_owned()),
            })
        })
        .collect();
    let mut numbers = vec![None; tops.len()];
    for (n, name) in named.into_iter().enumerate() {
        let Some((id, label)) = name else { continue };
        let known = lanes.iter().position(|(known, _)| *known == id);
        numbers[n] = known.or_else(|| {
            let node = decor(&format!("lane:{id}"), "band", label, None)?;
            lanes.push((id, node));
            Some(lanes.len() - 1)
        });
    }
    if !waiting.is_empty()
        && let Some(node) = decor("lane:undated", "band", asked.says("No dates yet", "尚无日期"), None)
    {
        for n in waiting {
            numbers[n] = Some(lanes.len());
        }
        lanes.push((String::new(), node));
    }
    let mut draft = into_lanes(draft, lanes.into_iter().map(|(_, node)| node).collect(), &numbers);
    draft.measure();
    if let Some(today) = asked.today.filter(|today| is_date(today))
        && let Some(node) = decor("today", "axis-label", asked.says("Today", "今天"), None)
    {
        let span = [Some(today.into()), Some(today.into())];
        draft.add_node(node, Hint { span, ..Hint::default() });
    }
    draft
}

fn span_of(asked: &Asked<'_>, node: &Node) -> Option<Span> {
    let Content::Element(figure) = &node.content else { return None };
    let slot = asked.snapshot.slot_of(figure.element.as_str())?;
    let element = asked.snapshot.element_at(slot)?;
    let span = own_span(element)?;
    let [start, None] = &span else { return Some(span) };
    // A plateau lasts until the next one.
    let next = asked.neighbours(slot, &["triggering".to_owned()], Way::Out, &["plateau".to_owned()]);
    let next = next.into_iter().filter(|_| asked.is_kind(slot, &["plateau".to_owned()]));
    let next = next.filter_map(|(_, other)| own_span(asked.snapshot.element_at(other)?)?[0].clone());
    let until = next.filter(|day| Some(day) > start.as_ref()).min();
    Some([start.clone(), until])
}

/// What the element itself says: properties first, then its lifecycle.
fn own_span(element: &Element) -> Option<Span> {
    let day = |keys: &[&str]| -> Option<Box<str>> {
        let said = keys.iter().filter_map(|key| element.properties.text(key));
        said.map(str::trim).find(|day| is_date(day)).map(Into::into)
    };
    let lifecycle = element.lifecycle.as_deref();
    let valid = |day: Option<&Box<str>>| day.filter(|day| is_date(day)).cloned();
    let (start, end) = (day(&STARTS), day(&ENDS));
    if start.is_none()
        && end.is_none()
        && let Some(day) = day(&DAYS)
    {
        return Some([Some(day.clone()), Some(day)]);
    }
    let start = start.or_else(|| valid(lifecycle?.since.as_ref()));
    let end = end.or_else(|| valid(lifecycle?.until.as_ref()));
    match (start, end) {
        (None, None) => None,
        // Days in the wrong order are drawn in the right one.
        (Some(start), Some(end)) if end < start => Some([Some(end), Some(start)]),
        (start, end) => Some([start, end]),
    }
}
