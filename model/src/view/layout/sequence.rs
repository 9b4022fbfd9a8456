//! Lifelines from left to right, messages from top to bottom.
//!
//! What the draft says: a node with [`Hint::lane`] is the head of a lifeline; edges are messages in
//! their order. A fragment is a node with [`Hint::order`] and [`Hint::rank`], its first and last
//! message (`rank` below `order`: it stands before that message and holds none); texts inside it
//! with an `order` are the guards of its operands, each at its first message. Any other node with
//! an `order` is where a message comes from that nobody sent, or goes to that nobody receives.
//!
//! The layout adds stems, execution bars and the lines between operands. A stem is cut where a text
//! or a bar stands, so nothing is crossed out. No label covers a stem: gaps are as wide as the texts
//! in them.
//!
//! [`Hint::lane`]: crate::view::Hint::lane
//! [`Hint::order`]: crate::view::Hint::order
//! [`Hint::rank`]: crate::view::Hint::rank

mod bars;
mod columns;
mod rows;

use crate::diagram::{Diagram, End, Line, Point, Rect};
use crate::view::{Draft, Hint, decor, guide};

use bars::Bars;
use columns::Columns;
use rows::Rows;

/// Half the width of an execution bar.
const HALF_BAR: f64 = 5.0;
/// Width of the loop of a message to oneself, and its height.
const LOOP: (f64, f64) = (28.0, 20.0);
/// Length of a message whose other end is not known, at least.
const LOST: f64 = 60.0;
/// Room between a text and what it must not touch.
const AIR: f64 = 8.0;

/// A message, by positions in the draft.
struct Message {
    from: Side,
    to: Side,
    /// Width and height of its label.
    label: (f64, f64),
    kind: Kind,
}

/// What a message starts or ends at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A lifeline, counted from the left.
    Lifeline(usize),
    /// A node beside the diagram: nobody known.
    Nobody(usize),
}

/// What a message does to lifelines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Call,
    Reply,
    Create,
    Destroy,
    Other,
}

impl Message {
    /// Lifelines at its ends, from the left; both the same if it has one end only.
    fn range(&self) -> Option<(usize, usize)> {
        match (self.from, self.to) {
            (Side::Lifeline(a), Side::Lifeline(b)) => Some((a.min(b), a.max(b))),
            (Side::Lifeline(a), _) | (_, Side::Lifeline(a)) => Some((a, a)),
            _ => None,
        }
    }

    fn is_to_itself(&self) -> bool {
        matches!((self.from, self.to), (Side::Lifeline(a), Side::Lifeline(b)) if a == b)
    }
}

/// Lays out lifelines and messages.
pub fn arrange(mut draft: Draft) -> Diagram {
    let heads = heads(&draft);
    let messages = messages(&draft, &heads);
    let bars = Bars::of(&messages, heads.len());
    let columns = Columns::of(&draft, &heads, &messages, &bars);
    let rows = Rows::of(&mut draft, &heads, &messages, &columns);
    place_heads(&mut draft, &heads, &messages, &columns, &rows);
    place_messages(&mut draft, &messages, &bars, &columns, &rows);
    let bars = add_bars(&mut draft, &bars, &columns, &rows);
    add_stems(&mut draft, &heads, &messages, &columns, &rows, bars);
    draft.finish()
}

/// Heads of lifelines from left to right.
fn heads(draft: &Draft) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..draft.hints.len()).filter(|n| draft.hints[*n].lane.is_some()).collect();
    heads.sort_by_key(|n| draft.hints[*n].lane);
    heads
}

fn messages(draft: &Draft, heads: &[usize]) -> Vec<Message> {
    let side = |end: End| match end {
        End::Node(node) => {
            heads.iter().position(|head| *head == node).map_or(Side::Nobody(node), Side::Lifeline)
        }
        End::Edge(_) => Side::Nobody(usize::MAX),
    };
    let edges = draft.diagram.edges.iter().zip(&draft.ends);
    let all = edges.map(|(edge, (from, to))| Message {
        from: side(*from),
        to: side(*to),
        label: if edge.label.is_empty() { (0.0, 0.0) } else { crate::diagram::label_size(edge) },
        kind: match &edge.line {
            Line::Part(part) => match &*part.shape {
                "uml-call" => Kind::Call,
                "uml-reply" => Kind::Reply,
                "uml-create" => Kind::Create,
                "uml-destroy" => Kind::Destroy,
                _ => Kind::Other,
            },
            _ => Kind::Other,
        },
    });
    let mut all: Vec<Message> = all.collect();
    // A lifeline that was there before is not created.
    let mut seen = vec![false; heads.len()];
    for message in &mut all {
        let is_new = matches!((message.from, message.to), (Side::Lifeline(a), Side::Lifeline(b)) if a != b && !seen[b]);
        if message.kind == Kind::Create && !is_new {
            message.kind = Kind::Other;
        }
        for side in [message.from, message.to] {
            if let Side::Lifeline(line) = side {
                seen[line] = true;
            }
        }
    }
    all
}

/// Heads stand at the top; what a message creates stands at that message.
fn place_heads(draft: &mut Draft, heads: &[usize], messages: &[Message], columns: &Columns, rows: &Rows) {
    for (line, head) in heads.iter().enumerate() {
        let node = &mut draft.diagram.nodes[*head];
        let (w, h) = (node.rect.w, rows.head);
        let y = match rows::created(messages, line) {
            Some(message) => rows.messages[message] - h / 2.0,
            None => 0.0,
        };
        node.rect = Rect::new(columns.centres[line] - w / 2.0, y, w, h);
    }
}

fn place_messages(draft: &mut Draft, messages: &[Message], bars: &Bars, columns: &Columns, rows: &Rows) {
    for (n, message) in messages.iter().enumerate() {
        let y = rows.messages[n];
        let (w, h) = message.label;
        if let (Side::Lifeline(line), true) = (message.from, message.is_to_itself()) {
            let x = columns.centres[line] + bars.reach(line, n, true);
            let out = x + LOOP.0;
            let bottom = y + LOOP.1;
            let edge = &mut draft.diagram.edges[n];
            edge.points =
                vec![Point::new(x, y), Point::new(out, y), Point::new(out, bottom), Point::new(x, bottom)];
            edge.label_at = Point::new(out + AIR / 2.0 + w / 2.0, y + LOOP.1 / 2.0);
            continue;
        }
        let (from, to) = columns.span(message);
        let is_right = to >= from;
        let at = |side: Side, x: f64, right: bool| match side {
            Side::Lifeline(line) if message.kind == Kind::Create && side == message.to => {
                let half = columns.widths[line] / 2.0;
                if right { x + half } else { x - half }
            }
            Side::Lifeline(line) => x + bars.reach(line, n, right),
            Side::Nobody(_) => x,
        };
        let points = vec![
            Point::new(at(message.from, from, is_right), y),
            Point::new(at(message.to, to, !is_right), y),
        ];
        for (side, x) in [(message.from, from), (message.to, to)] {
            if let Side::Nobody(node) = side
                && let Some(node) = draft.diagram.nodes.get_mut(node)
            {
                node.rect = Rect::new(
                    if x < points[0].x.max(points[1].x) { x - 10.0 } else { x },
                    y - 5.0,
                    10.0,
                    10.0,
                );
            }
        }
        let edge = &mut draft.diagram.edges[n];
        edge.points = points;
        edge.label_at = Point::new(columns.label_at(n, message), y - 4.0 - h / 2.0);
    }
}

/// Adds execution bars; returns their rectangles by lifeline.
fn add_bars(draft: &mut Draft, bars: &Bars, columns: &Columns, rows: &Rows) -> Vec<Vec<Rect>> {
    let mut drawn = vec![Vec::new(); columns.centres.len()];
    for (n, bar) in bars.all.iter().enumerate() {
        let (top, bottom) =
            (rows.messages[bar.first], rows.messages[bar.last].max(rows.messages[bar.first] + 14.0));
        let x = columns.centres[bar.line] - HALF_BAR + HALF_BAR * bar.depth as f64;
        let rect = Rect::new(x, top, 2.0 * HALF_BAR, bottom - top);
        drawn[bar.line].push(rect);
        if let Some(mut node) = decor(&format!("execution:{n}"), "execution", "", None) {
            node.rect = rect;
            draft.add_node(node, Hint::default());
        }
    }
    drawn
}

/// Adds the stems below the heads, in pieces between what stands on them.
fn add_stems(
    draft: &mut Draft,
    heads: &[usize],
    messages: &[Message],
    columns: &Columns,
    rows: &Rows,
    bars: Vec<Vec<Rect>>,
) {
    for (line, mut taken) in bars.into_iter().enumerate() {
        let x = columns.centres[line];
        taken.extend(rows.texts.iter().filter(|text| text.x - 2.0 < x && x < text.right() + 2.0));
        taken.sort_by(|a, b| a.y.total_cmp(&b.y));
        let mut y = draft.diagram.nodes[heads[line]].rect.bottom();
        let destroyed = messages.iter().position(|m| m.kind == Kind::Destroy && m.to == Side::Lifeline(line));
        let end = destroyed.map_or(rows.bottom, |message| rows.messages[message].max(y));
        taken.push(Rect::new(x, end, 0.0, 0.0));
        let mut piece = 0;
        for rect in taken {
            let to = rect.y.min(end);
            if to > y + 0.5
                && let Some(stem) =
                    guide(&format!("stem:{line}:{piece}"), "stem", vec![Point::new(x, y), Point::new(x, to)])
            {
                draft.add_edge(stem, heads[line], heads[line]);
                piece += 1;
            }
            y = y.max(rect.bottom());
        }
    }
}

#[cfg(test)]
mod tests;
