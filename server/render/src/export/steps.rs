//! Sequences: who takes part, and messages and fragments in the order in which they are read.

mod frame;

use archweave_model::diagram::{Content, Diagram, Edge, End, Line, Rect};
use serde::Serialize;

use crate::export::scene::Scene;
use frame::Frame;

/// A line of a sequence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::export) struct Step {
    /// `message`, `open`, `else`, `close`, `refer` or `note`.
    pub step: &'static str,
    /// Of a message; none from or to nowhere. Of `refer` and `note`, the first and last it spans.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Name of the message's line.
    pub line: String,
    /// Of a message or note.
    pub label: String,
    /// Of a fragment: `alt`, `loop`, ...
    pub operator: String,
    /// Of a fragment or operand, without brackets.
    pub guard: String,
    pub indent: String,
    /// Whether the message is the first to reach a participant that it creates.
    pub creates: bool,
    /// Whether it is the last that its target takes part in.
    pub destroys: bool,
}

/// Positions of who takes part, from left to right, and the steps.
pub(super) fn of(diagram: &Diagram, scene: &Scene, ends: &[[Option<End>; 2]]) -> (Vec<usize>, Vec<Step>) {
    let mut participants: Vec<usize> = (0..diagram.nodes.len())
        .filter(|n| {
            let node = &diagram.nodes[*n];
            match &node.content {
                Content::Decor(_) | Content::Note | Content::Group => false,
                Content::Part(part) => matches!(&*part.shape, "uml-lifeline" | "uml-actor"),
                _ => scene.parents[*n].is_none(),
            }
        })
        .collect();
    let x = |n: &usize| diagram.nodes[*n].rect.centre().x;
    participants.sort_by(|a, b| x(a).total_cmp(&x(b)));

    let mut steps: Vec<Step> = diagram
        .nodes
        .iter()
        .filter(|node| node.content == Content::Note && !node.label.trim().is_empty())
        .map(|node| Step { step: "note", label: node.label.clone(), ..Step::default() })
        .collect();
    let mut frames = frame::all(diagram);
    let mut open: Vec<Frame> = Vec::new();
    for (edge, ends) in diagram.edges.iter().zip(ends) {
        if matches!(edge.line, Line::Decor(_)) || edge.points.is_empty() {
            continue;
        }
        let who = |end: Option<End>| participant(diagram, &participants, end?);
        let (from, to) = (who(ends[0]), who(ends[1]));
        if from.is_none() && to.is_none() {
            continue;
        }
        let at = edge.points[0].y;
        advance(&mut frames, &mut open, at, &mut steps, diagram, &participants, scene);
        let name = |n: Option<usize>| n.map(|n| scene.aliases[n].clone());
        steps.push(Step {
            step: "message",
            from: name(from),
            to: name(to),
            line: line_name(edge),
            label: edge.label.clone(),
            indent: "  ".repeat(open.len()),
            ..Step::default()
        });
    }
    advance(&mut frames, &mut open, f64::INFINITY, &mut steps, diagram, &participants, scene);
    mark_lives(&mut steps);
    let name = |n: Option<&usize>| n.map(|n| scene.aliases[*n].clone());
    for note in steps.iter_mut().filter(|step| step.step == "note") {
        (note.from, note.to) = (name(participants.first()), name(participants.last()));
    }
    (participants, steps)
}

fn line_name(edge: &Edge) -> String {
    match &edge.line {
        Line::Part(part) => part.shape.to_string(),
        Line::Relation(arrow) => arrow.shape.to_string(),
        _ => String::new(),
    }
}

/// Opens, parts and closes fragments down to the height `y`, where the next message is.
fn advance(
    frames: &mut Vec<Frame>,
    open: &mut Vec<Frame>,
    y: f64,
    steps: &mut Vec<Step>,
    diagram: &Diagram,
    participants: &[usize],
    scene: &Scene,
) {
    loop {
        let ends = open.last().map_or(f64::INFINITY, |frame| frame.rect.bottom());
        let begins = frames.last().map_or(f64::INFINITY, |frame| frame.rect.y);
        let parts = open.last().and_then(|frame| frame.operands.last()).map_or(f64::INFINITY, |(at, _)| *at);
        let next = ends.min(begins).min(parts);
        if next > y || next == f64::INFINITY {
            return;
        }
        if next == parts {
            let depth = open.len() - 1;
            let Some(frame) = open.last_mut() else { return };
            let Some((_, guard)) = frame.operands.pop() else { return };
            let operator = frame.operator.clone();
            steps.push(Step { step: "else", guard, operator, indent: "  ".repeat(depth), ..Step::default() });
        } else if next == ends {
            open.pop();
            close(steps, open.len());
        } else if let Some(mut frame) = frames.pop() {
            // One that reaches out of the one around it ends with it.
            if let Some(around) = open.last() {
                let high = frame.rect.h.min(around.rect.bottom() - frame.rect.y);
                frame.rect = Rect::new(frame.rect.x, frame.rect.y, frame.rect.w, high);
            }
            if frame.operator == "ref" {
                let spanned = |n: &&usize| {
                    let x = diagram.nodes[**n].rect.centre().x;
                    x >= frame.rect.x && x <= frame.rect.right()
                };
                let first = participants.iter().find(spanned).or(participants.first());
                let last = participants.iter().rev().find(spanned).or(participants.first());
                let name = |n: Option<&usize>| n.map(|n| scene.aliases[*n].clone());
                let (from, to) = (name(first), name(last));
                let indent = "  ".repeat(open.len());
                steps.push(Step { step: "refer", from, to, label: frame.guard, indent, ..Step::default() });
                continue;
            }
            steps.push(Step {
                step: "open",
                operator: frame.operator.clone(),
                guard: frame.guard.clone(),
                indent: "  ".repeat(open.len()),
                ..Step::default()
            });
            open.push(frame);
        }
    }
}

/// Closes a fragment; one in which nothing happened becomes a note.
fn close(steps: &mut Vec<Step>, depth: usize) {
    let opened = steps.iter().rposition(|s| s.step != "else").filter(|n| steps[*n].step == "open");
    if let Some(at) = opened {
        let Step { operator, guard, indent, .. } = steps[at].clone();
        steps.truncate(at);
        let label = format!("{operator} {guard}").trim().to_owned();
        steps.push(Step { step: "note", label, indent, ..Step::default() });
        return;
    }
    steps.push(Step { step: "close", indent: "  ".repeat(depth), ..Step::default() });
}

/// Says of messages which make and end a participant, where that is true of all messages.
fn mark_lives(steps: &mut [Step]) {
    for at in 0..steps.len() {
        let to = steps[at].to.clone();
        let Some(to) = to.filter(|_| steps[at].step == "message") else { continue };
        let takes_part = |step: &Step| {
            step.step != "note" && (step.from.as_ref() == Some(&to) || step.to.as_ref() == Some(&to))
        };
        let before = steps[..at].iter().any(takes_part);
        let after = steps[at + 1..].iter().any(takes_part);
        let is_own = steps[at].from.as_ref() == Some(&to);
        steps[at].creates =
            steps[at].line == "uml-create" && !before && !is_own && steps[at].indent.is_empty();
        steps[at].destroys = steps[at].line == "uml-destroy" && !after && steps[at].indent.is_empty();
    }
}

/// Who takes part at this end of a message: itself, what it is inside, or whose stem it is on.
fn participant(diagram: &Diagram, participants: &[usize], end: End) -> Option<usize> {
    let End::Node(node) = end else { return None };
    // Where a message comes from that nobody sent.
    if matches!(&diagram.nodes.get(node)?.content, Content::Part(part) if &*part.shape == "uml-initial") {
        return None;
    }
    let mut at = Some(node);
    while let Some(n) = at {
        if participants.contains(&n) {
            return Some(n);
        }
        at = diagram.nodes.get(n)?.parent.filter(|parent| *parent < n);
    }
    let x = diagram.nodes.get(node)?.rect.centre().x;
    let away = |n: &usize| (diagram.nodes[*n].rect.centre().x - x).abs();
    participants.iter().copied().min_by(|a, b| away(a).total_cmp(&away(b)))
}
