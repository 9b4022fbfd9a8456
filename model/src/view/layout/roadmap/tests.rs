use proptest::prelude::*;

use super::calendar::{day_number, number, year_month};
use super::*;
use crate::diagram::{Edge, Line, Node};
use crate::id::NodeId;
use crate::view::layout::tests::empty;
use crate::view::special::checks;
use crate::viewpoint::Engine;

#[test]
fn days_are_counted_as_the_calendar_says() {
    for (day, expected) in [
        ("1970-01-01", 0),
        ("1970-03-01", 59),
        ("2000-02-29", 11_016),
        ("2026-12-01", 20_788),
        ("1969-12-31", -1),
    ] {
        assert_eq!(day_number(day), Some(expected), "{day}");
    }
    for day in ["", "2026-02-29", "2026-1-1", "soon", "2026-13-01"] {
        assert_eq!(day_number(day), None, "{day}");
    }
    for day in (-800_000..3_000_000).step_by(997) {
        let (year, month) = year_month(day);
        let first = number(year, month, 1);
        assert!(first <= day && day < number(year, month + 1, 1), "{day} {year} {month}");
    }
}

/// Bars as days of start and end, by band.
fn draft(bars: &[(usize, Option<i64>, Option<i64>)], lines: &[(usize, usize)]) -> Draft {
    let mut draft = empty(Engine::Roadmap);
    let text = |day: i64| {
        let (year, month) = year_month(day);
        format!("{year:04}-{month:02}-{:02}", day - number(year, month, 1) + 1)
    };
    let mut bands: Vec<(usize, usize)> = Vec::new();
    let mut nodes = Vec::new();
    for (n, (band, start, end)) in bars.iter().enumerate() {
        let parent =
            bands.iter().find(|(known, _)| known == band).map(|(_, node)| *node).unwrap_or_else(|| {
                let node = decor(&format!("band{band}"), "band", "A band with a title", None).unwrap();
                bands.push((*band, draft.add_node(node, Hint::default())));
                bands[bands.len() - 1].1
            });
        let id = NodeId::parse(&format!("bar{n}")).unwrap();
        let name = ["Bar", "A bar with a long name that takes two lines at least", "知识整合"][n % 3];
        let node = Node::bare(id, Some(parent), Content::Group, name.into());
        let span = [start.map(|day| text(day).into()), end.map(|day| text(day).into())];
        nodes.push(draft.add_node(node, Hint { span, ..Hint::default() }));
    }
    for (n, (from, to)) in lines.iter().enumerate().filter(|_| !nodes.is_empty()) {
        let edge = Edge::bare(NodeId::parse(&format!("line{n}")).unwrap(), Line::Plain, Vec::new());
        draft.add_edge(edge, nodes[from % nodes.len()], nodes[to % nodes.len()]);
    }
    draft.measure();
    draft
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn whatever_the_days_nothing_covers_anything(
        bars in prop::collection::vec((0..4_usize, prop::option::of(0..9_000_i64), prop::option::of(0..4_000_i64)), 0..20),
        lines in prop::collection::vec((0..20_usize, 0..20_usize), 0..8),
        wide in 1..300_i64,
    ) {
        let bars: Vec<(usize, Option<i64>, Option<i64>)> = bars
            .into_iter()
            .map(|(band, start, more)| (band, start.map(|s| s * wide), more.map(|m| (start.unwrap_or(0) + m) * wide)))
            .collect();
        let diagram = arrange(draft(&bars, &lines));
        checks::boxes(&diagram);
        let known = Diagram { edges: diagram.edges.iter().filter(|e| e.line == Line::Plain).cloned().collect(), ..diagram.clone() };
        checks::lines_keep_clear(&known);
        // Bars that begin later stand further right.
        let mut starts: Vec<(i64, f64)> = bars
            .iter()
            .enumerate()
            .filter_map(|(n, (_, start, end))| {
                let rect = diagram.nodes.iter().find(|node| node.id.as_str() == format!("bar{n}"))?.rect;
                Some(((*start)?, if start == end { rect.centre().x } else { rect.x }))
            })
            .collect();
        starts.sort_by_key(|(day, _)| *day);
        prop_assert!(starts.windows(2).all(|pair| pair[0].1 <= pair[1].1 + 0.01), "{starts:?}");
    }
}
