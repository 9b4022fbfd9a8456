//! Bars over time, in bands.
//!
//! What the draft says: nodes at the top level that hold others are bands; [`Hint::span`] is when
//! what is inside begins and ends. Both days the same is a milestone, one missing is open, none at
//! all stands as a box. A node at the top level with a span is today.
//!
//! A bar begins and ends at exactly its days. A name that does not fit in its bar stands beside it.
//!
//! [`Hint::span`]: crate::view::Hint::span

mod axis;
mod calendar;
mod links;

use crate::diagram::{Content, Diagram, Font, Form, LINE_HEIGHT, Point, Rect, lines, width};
use crate::view::{Draft, Hint, decor, guide};

use axis::Axis;
use calendar::day_number;

/// Height of a bar.
const BAR: f64 = 30.0;
/// Width and height of a milestone.
const MARK: f64 = 18.0;
/// Room between rows, and at the ends of a band; lines run there.
const GAP: f64 = 14.0;
/// Height of a band's title.
const TITLE: f64 = 24.0;
/// Room between a bar and its name beside it, and between that and the next bar.
const ASIDE: f64 = 6.0;
/// Least width of a text beside a bar.
const NAME: f64 = 200.0;

/// What stands in a band, as days.
struct Item {
    node: usize,
    start: Option<i64>,
    end: Option<i64>,
}

/// Lays out bars over time.
pub fn arrange(mut draft: Draft) -> Diagram {
    let bands: Vec<usize> = draft.roots().filter(|root| draft.children(*root).next().is_some()).collect();
    let items: Vec<Vec<Item>> = bands.iter().map(|band| items(&draft, *band)).collect();
    let today = draft.roots().find(|root| draft.hints[*root].span[0].is_some());
    let days = items.iter().flatten().flat_map(|item| [item.start, item.end]).flatten();
    let opens = items.iter().flatten().any(|item| item.start.is_some() && item.end.is_none());
    let axis = Axis::of(days, opens, draft.diagram.language.starts_with("zh"));
    let mut y = axis.as_ref().map_or(0.0, |axis| axis.height());
    let top = y;
    let mut rows: Vec<Vec<Rect>> = Vec::new();
    let mut wide = axis.as_ref().map_or(700.0, |axis| axis.width);
    for (band, mut items) in bands.iter().zip(items) {
        let start = y;
        y += TITLE;
        // Lines keep clear of the title too.
        let title = &draft.diagram.nodes[*band];
        let title = width(&title.label, Font { bold: true, ..title.style.text_font() });
        rows.push(vec![Rect::new(0.0, start, title + 2.0 * GAP, TITLE - 4.0)]);
        y += GAP / 2.0;
        items.sort_by_key(|item| (item.start.or(item.end), item.end, item.node));
        let (boxes, bars): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|item| item.start.is_none() && item.end.is_none());
        if let Some(axis) = &axis {
            place_bars(&mut draft, axis, &bars, *band, &mut y, &mut rows);
        }
        place_boxes(&mut draft, &boxes, wide, &mut y, &mut rows);
        draft.diagram.nodes[*band].rect = Rect::new(0.0, start, 0.0, y - start);
    }
    // Names may stand beyond the end of the axis.
    let beyond = rows.iter().flatten().map(|rect| rect.right()).filter(|right| *right > wide);
    wide = beyond.map(|right| right + GAP).fold(wide, f64::max);
    for band in &bands {
        draft.diagram.nodes[*band].rect.w = wide;
        draft.diagram.nodes[*band].head_room = TITLE;
    }
    links::route(&mut draft, &rows, &bands, GAP);
    if let Some(today) = today {
        place_today(&mut draft, today, axis.as_ref(), y);
    }
    if let Some(axis) = &axis {
        axis.draw(&mut draft, top, y);
    }
    draft.finish()
}

fn items(draft: &Draft, band: usize) -> Vec<Item> {
    let day = |node: usize, end: usize| draft.hints[node].span[end].as_deref().and_then(day_number);
    draft.children(band).map(|node| Item { node, start: day(node, 0), end: day(node, 1) }).collect()
}

/// Puts bars into as few rows as there is room for, earlier ones higher.
fn place_bars(
    draft: &mut Draft,
    axis: &Axis,
    bars: &[Item],
    band: usize,
    y: &mut f64,
    rows: &mut Vec<Vec<Rect>>,
) {
    let first = rows.len();
    for item in bars {
        let (rect, name) = shape(draft, axis, item);
        let right = name.as_ref().map_or(rect.right(), |(_, w)| rect.right() + ASIDE + w);
        let free =
            |row: &Vec<Rect>| row.iter().all(|other| other.right() + GAP <= rect.x || right + GAP <= other.x);
        let row = (first..rows.len()).find(|row| free(&rows[*row])).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(Vec::new());
        }
        let middle = *y + (row - first) as f64 * (BAR + GAP) + BAR / 2.0;
        let rect = Rect::new(rect.x, middle - rect.h / 2.0, rect.w, rect.h);
        rows[row].push(rect);
        draft.diagram.nodes[item.node].rect = rect;
        if let Some((texts, w)) = name {
            let node = &mut draft.diagram.nodes[item.node];
            let font = node.style.text_font();
            let h = texts.len() as f64 * font.size * LINE_HEIGHT;
            let place = Rect::new(rect.right() + ASIDE, middle - h / 2.0, w, h);
            let id = format!("name:{}", node.id);
            let label = std::mem::take(&mut node.label);
            if let Some(mut text) = decor(&id, "text", label, Some(band)) {
                text.rect = place;
                draft.add_node(text, Hint::default());
            }
            rows[row].push(place);
        }
    }
    let count = (rows.len() - first) as f64;
    *y += count * (BAR + GAP);
}

/// Left and right of a bar at height 0, and its name if that has to stand beside it.
fn shape(draft: &mut Draft, axis: &Axis, item: &Item) -> (Rect, Option<(Vec<String>, f64)>) {
    let left = item.start.map_or(0.0, |day| axis.x(day));
    // The last day belongs to the bar.
    let right = item.end.map_or(axis.width, |day| axis.x(day + 1));
    let is_mark = item.start.is_some() && item.start == item.end;
    let node = &mut draft.diagram.nodes[item.node];
    let font = node.style.text_font();
    let rect = if is_mark {
        if let Content::Element(figure) = &mut node.content {
            figure.form = Form::Icon;
        }
        Rect::new(left - MARK / 2.0, 0.0, MARK, MARK)
    } else {
        Rect::new(left, 0.0, (right - left).max(4.0), BAR)
    };
    // Room for the icon in the corner and at the sides.
    let fits = width(&node.label, font) + 46.0 <= rect.w;
    (rect, (is_mark || !fits).then(|| name(&node.label, font)))
}

/// A name in at most two lines.
fn name(label: &str, font: Font) -> (Vec<String>, f64) {
    let mut wide = NAME;
    loop {
        let texts = lines(label, font, wide);
        if texts.len() <= 2 || wide > 4.0 * NAME {
            let w = texts.iter().map(|line| width(line, font)).fold(0.0, f64::max);
            return (texts, w.ceil() + 2.0);
        }
        wide += NAME / 4.0;
    }
}

/// Boxes of what has no dates, in rows.
fn place_boxes(draft: &mut Draft, boxes: &[Item], wide: f64, y: &mut f64, rows: &mut Vec<Vec<Rect>>) {
    let (mut x, mut high) = (GAP, 0.0_f64);
    let mut row: Vec<Rect> = Vec::new();
    for item in boxes {
        let Rect { w, h, .. } = draft.diagram.nodes[item.node].rect;
        if x + w + GAP > wide && !row.is_empty() {
            rows.push(std::mem::take(&mut row));
            *y += high + GAP;
            (x, high) = (GAP, 0.0);
        }
        let rect = Rect::new(x, *y, w, h);
        draft.diagram.nodes[item.node].rect = rect;
        row.push(rect);
        x += w + GAP;
        high = high.max(h);
    }
    if !row.is_empty() {
        rows.push(row);
        *y += high + GAP;
    }
}

/// A line through today, with its label above the axis; nothing if today is not on it.
fn place_today(draft: &mut Draft, today: usize, axis: Option<&Axis>, bottom: f64) {
    let day = draft.hints[today].span[0].as_deref().and_then(day_number);
    let x = day.zip(axis).filter(|(day, axis)| axis.holds(*day)).map(|(day, axis)| axis.x(day));
    let Some(x) = x else {
        draft.diagram.nodes[today].label.clear();
        draft.diagram.nodes[today].rect = Rect::default();
        return;
    };
    let node = &mut draft.diagram.nodes[today];
    let w = width(&node.label, node.style.text_font()) + 8.0;
    node.rect = Rect::new(x - w / 2.0, 0.0, w, axis::ABOVE);
    if let Some(line) = guide("today:line", "today", vec![Point::new(x, axis::ABOVE), Point::new(x, bottom)])
    {
        draft.diagram.edges.push(line);
    }
}

#[cfg(test)]
mod tests;
