//! From top to bottom: messages, and the frames around them.

use super::{AIR, Columns, HALF_BAR, Kind, LOOP, Message, Side};
use crate::diagram::{Font, LINE_HEIGHT, Point, Rect, lines, width};
use crate::view::{Draft, guide};

/// Height of the label of a frame.
const TAB: f64 = 22.0;
/// Room beside the text of a frame's label, for its cut corner too.
const TAB_SIDES: f64 = 22.0;
/// Room between a frame and what is inside, for each frame that lies deeper.
const PADDING: f64 = 10.0;
/// Least distance of two messages.
const STEP: f64 = 26.0;
/// Below the last message.
const END: f64 = 20.0;

pub(super) struct Rows {
    /// Height of the heads.
    pub head: f64,
    /// Of each message.
    pub messages: Vec<f64>,
    /// Texts that stems must not cross.
    pub texts: Vec<Rect>,
    /// End of the stems.
    pub bottom: f64,
}

/// The message that creates this lifeline.
pub(super) fn created(messages: &[Message], line: usize) -> Option<usize> {
    messages.iter().position(|message| message.kind == Kind::Create && message.to == Side::Lifeline(line))
}

/// A fragment: its node, first and last message, guards as node and message.
struct Frame {
    node: usize,
    first: usize,
    /// None: it holds no message.
    last: Option<usize>,
    depth: usize,
    guards: Vec<(usize, usize)>,
    left: f64,
    right: f64,
    top: f64,
}

impl Rows {
    pub(super) fn of(draft: &mut Draft, heads: &[usize], messages: &[Message], columns: &Columns) -> Self {
        let head = heads.iter().map(|head| draft.diagram.nodes[*head].rect.h).fold(0.0, f64::max);
        let mut rows = Self { head, messages: Vec::new(), texts: Vec::new(), bottom: 0.0 };
        let mut frames = frames(draft, messages, columns);
        for (guard, _) in frames.iter().flat_map(|frame| &frame.guards) {
            draft.diagram.nodes[*guard].rect = Rect::default();
        }
        let creates: Vec<usize> = (0..heads.len()).filter_map(|line| created(messages, line)).collect();
        let mut y = head + AIR;
        let mut open: Vec<usize> = Vec::new();
        for n in 0..=messages.len() {
            for (at, frame) in frames.iter_mut().enumerate().filter(|(_, frame)| frame.first == n) {
                rows.begin(draft, frame, &mut y);
                match frame.last {
                    None => rows.end(draft, frame, &mut y),
                    Some(_) => open.push(at),
                }
            }
            let Some(message) = messages.get(n) else { break };
            for at in &open {
                rows.operand(draft, &frames[*at], n, &mut y);
            }
            let is_loop = message.is_to_itself();
            let above = if is_loop { (message.label.1 - LOOP.1) / 2.0 } else { message.label.1 };
            y += (above + AIR).max(STEP - 10.0);
            let around = if creates.contains(&n) { head / 2.0 } else { 0.0 };
            y += (around - message.label.1).max(0.0);
            rows.messages.push(y);
            y += around + if is_loop { LOOP.1.max((LOOP.1 + message.label.1) / 2.0) } else { 0.0 } + 10.0;
            while let Some(at) = open.pop_if(|at| frames[*at].last.is_none_or(|last| last <= n)) {
                rows.end(draft, &frames[at], &mut y);
            }
        }
        for at in open.into_iter().rev() {
            rows.end(draft, &frames[at], &mut y);
        }
        rows.bottom = y + END;
        rows
    }

    /// Starts a frame: its label at the left, the first guard beside it.
    fn begin(&mut self, draft: &mut Draft, frame: &mut Frame, y: &mut f64) {
        *y += AIR;
        frame.top = *y;
        let node = &draft.diagram.nodes[frame.node];
        let font = Font { bold: true, ..node.style.text_font() };
        let tab = width(&node.label, font) + TAB_SIDES;
        self.texts.push(Rect::new(frame.left, *y, tab, TAB));
        let mut high = TAB;
        let x = frame.left + tab + AIR;
        let first = frame.guards.iter().find(|(_, message)| *message <= frame.first);
        if let Some((guard, _)) = first {
            let rect = text(draft, *guard, x, *y + 2.0, frame.right - x - AIR);
            high = high.max(rect.h + 4.0);
            self.texts.push(rect);
        }
        *y += high + if frame.last.is_none() { AIR } else { 0.0 };
    }

    /// Starts an operand that is not the first: a line across the frame, and its guard.
    fn operand(&mut self, draft: &mut Draft, frame: &Frame, message: usize, y: &mut f64) {
        let starts = frame.guards.iter().filter(|(_, first)| *first == message && *first > frame.first);
        for (guard, _) in starts {
            *y += AIR;
            let points = vec![Point::new(frame.left, *y), Point::new(frame.right, *y)];
            let id = format!("divider:{guard}");
            if let Some(divider) = guide(&id, "divider", points) {
                draft.add_edge(divider, frame.node, frame.node);
            }
            let rect = text(draft, *guard, frame.left + AIR, *y + 4.0, frame.right - frame.left - 2.0 * AIR);
            if rect.h > 0.0 {
                self.texts.push(rect);
            }
            *y += rect.h + 4.0;
        }
    }

    fn end(&self, draft: &mut Draft, frame: &Frame, y: &mut f64) {
        *y += AIR - 2.0;
        draft.diagram.nodes[frame.node].rect =
            Rect::new(frame.left, frame.top, frame.right - frame.left, *y - frame.top);
        *y += 2.0;
        // What belongs to no message inside is not said.
        for (guard, _) in &frame.guards {
            let node = &mut draft.diagram.nodes[*guard];
            if node.rect.w == 0.0 {
                node.label.clear();
                node.rect = Rect::new(frame.left, frame.top, 0.0, 0.0);
            }
        }
    }
}

/// Places the text of a node in lines at most `wide`; of no size if it is empty.
fn text(draft: &mut Draft, node: usize, x: f64, y: f64, wide: f64) -> Rect {
    let node = &mut draft.diagram.nodes[node];
    let font = node.style.text_font();
    let texts = lines(&node.label, font, wide.max(40.0));
    let w = texts.iter().map(|line| width(line, font)).fold(0.0, f64::max);
    node.rect =
        Rect::new(x, y, (w + 4.0).ceil(), (texts.len() as f64 * font.size * LINE_HEIGHT + 2.0).ceil());
    if texts.is_empty() {
        node.rect = Rect::new(x, y, 0.0, 0.0);
    }
    node.rect
}

fn frames(draft: &Draft, messages: &[Message], columns: &Columns) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for (node, hint) in draft.hints.iter().enumerate() {
        let (Some(first), Some(last)) = (hint.order, hint.rank) else { continue };
        let first = usize::try_from(first).unwrap_or_default().min(messages.len());
        let last = usize::try_from(last).ok().map(|last| last.min(messages.len().saturating_sub(1)));
        let guards = draft.children(node).filter(|child| draft.hints[*child].rank.is_none());
        let guards =
            guards.filter_map(|child| Some((child, usize::try_from(draft.hints[child].order?).ok()?)));
        let mut depth = 0;
        let mut at = node;
        while let Some(parent) = draft.diagram.nodes[at].parent.filter(|parent| *parent < at) {
            (at, depth) = (parent, depth + 1);
        }
        let last = last.filter(|last| *last >= first);
        let mut frame =
            Frame { node, first, last, depth, guards: guards.collect(), left: 0.0, right: 0.0, top: 0.0 };
        sides(&mut frame, draft, messages, columns);
        frames.push(frame);
    }
    // A frame is wider than those inside it.
    let deepest = frames.iter().map(|frame| frame.depth).max().unwrap_or_default();
    let at_node: Vec<(usize, f64, f64)> =
        frames.iter().map(|frame| (frame.node, frame.left, frame.right)).collect();
    for frame in &mut frames {
        let room = PADDING * (deepest - frame.depth) as f64;
        let inside = at_node.iter().filter(|(node, ..)| is_inside(draft, *node, frame.node));
        for (_, left, right) in inside {
            (frame.left, frame.right) = (frame.left.min(*left), frame.right.max(*right));
        }
        (frame.left, frame.right) = (frame.left - room, frame.right + room);
    }
    frames
}

fn is_inside(draft: &Draft, node: usize, outer: usize) -> bool {
    let mut at = node;
    while let Some(parent) = draft.diagram.nodes[at].parent.filter(|parent| *parent < at) {
        if parent == outer {
            return true;
        }
        at = parent;
    }
    false
}

/// Around the messages inside, at least as wide as the label; without messages across all lifelines.
fn sides(frame: &mut Frame, draft: &Draft, messages: &[Message], columns: &Columns) {
    let inside =
        frame.last.map_or(&messages[..0], |last| messages.get(frame.first..=last).unwrap_or_default());
    let extents = inside.iter().map(|message| columns.extent(message));
    let around = extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let ends = [columns.centres.first(), columns.centres.last()].map(|x| x.copied().unwrap_or_default());
    let (left, right) = around.unwrap_or((ends[0], ends[1]));
    let node = &draft.diagram.nodes[frame.node];
    let font = Font { bold: true, ..node.style.text_font() };
    let least = width(&node.label, font) + TAB_SIDES + 100.0;
    frame.left = left - HALF_BAR - 2.0 * PADDING;
    frame.right = (right + 3.0 * HALF_BAR + 2.0 * PADDING).max(frame.left + least);
}
