//! Rows and columns of a matrix: elements in the order of the model, or values of a property.

use foldhash::{HashMap, HashSet};

use crate::select::Selector;
use crate::view::asked::Asked;
use crate::view::table::catalog::definition;
use crate::view::table::{Head, by_name, value};
use crate::viewpoint::{Axis, Matrix};

/// One side of a matrix.
pub(super) struct Side {
    /// Title.
    pub label: String,
    /// In reading order.
    pub heads: Vec<Head>,
    /// Elements, in reading order.
    pub slots: Vec<u32>,
    /// Which heads stand for an element.
    pub of: HashMap<u32, Vec<u32>>,
    /// Its elements are those of the other side, by a property of theirs.
    pub is_self: bool,
}

/// Rows and columns.
pub(super) fn sides(asked: &Asked<'_>, matrix: &Matrix) -> (Side, Side) {
    // What the view itself says narrows the side that has such elements.
    let says = !asked.view.content.is_empty() || asked.view.selector.is_some();
    let limit: Option<HashSet<u32>> = says.then(|| asked.selected().into_iter().collect());
    let is_self = |axis: &Axis| axis.kinds.is_empty() && axis.select.is_none() && !axis.property.is_empty();
    let both = [&matrix.rows, &matrix.columns].map(|axis| match is_self(axis) {
        true => None,
        false => Some(elements(asked, axis, limit.as_ref())),
    });
    let (rows, columns) = match both {
        [Some(rows), Some(columns)] => (rows, columns),
        [Some(one), None] | [None, Some(one)] => (one.clone(), one),
        [None, None] => {
            let all = elements(asked, &Axis::default(), limit.as_ref());
            (all.clone(), all)
        }
    };
    (
        side(asked, &matrix.rows, rows, is_self(&matrix.rows)),
        side(asked, &matrix.columns, columns, is_self(&matrix.columns)),
    )
}

fn side(asked: &Asked<'_>, axis: &Axis, slots: Vec<u32>, is_self: bool) -> Side {
    let (heads, of) = match axis.property.is_empty() {
        true => one_each(asked, axis, &slots),
        false => by_value(asked, &axis.property, &slots),
    };
    Side { label: label(asked, axis, &slots), heads, slots, of, is_self }
}

fn label(asked: &Asked<'_>, axis: &Axis, slots: &[u32]) -> String {
    if !axis.label.is_empty() {
        return axis.label.get(asked.language).to_owned();
    }
    if !axis.property.is_empty() {
        let known = slots.iter().find_map(|slot| definition(asked, *slot, &axis.property));
        return known.map_or(&*axis.property, |definition| value::label_of(asked, definition)).to_owned();
    }
    match axis.kinds.first() {
        Some(kind) => asked.kind_label(kind),
        None => asked.says("Elements", "元素").to_owned(),
    }
}

/// Elements of an axis: what is part of another comes after it.
fn elements(asked: &Asked<'_>, axis: &Axis, limit: Option<&HashSet<u32>>) -> Vec<u32> {
    let select = axis.select.clone().unwrap_or_default();
    let matcher = select.matcher(asked.metamodel());
    let fits = |slot: &u32| {
        let element = asked.snapshot.element_at(*slot);
        element.is_some_and(|e| matcher.matches(e, asked.snapshot.kind_at(*slot)))
    };
    let of = Selector { kinds: axis.kinds.clone(), ..Selector::default() };
    let of_kind = of.matcher(asked.metamodel());
    let is_of_kind = |slot: &u32| {
        let element = asked.snapshot.element_at(*slot);
        element.is_some_and(|e| of_kind.matches(e, asked.snapshot.kind_at(*slot)))
    };
    let mut found: Vec<u32> = asked.snapshot.slots().filter(|slot| is_of_kind(slot) && fits(slot)).collect();
    if let Some(limit) = limit
        && found.iter().any(|slot| limit.contains(slot))
    {
        found.retain(|slot| limit.contains(slot));
    }
    by_name(asked, &mut found);
    by_whole(asked, found)
}

/// Wholes by name, each with its parts after it in the order written.
fn by_whole(asked: &Asked<'_>, slots: Vec<u32>) -> Vec<u32> {
    let here: HashSet<u32> = slots.iter().copied().collect();
    let mut has_whole: HashSet<u32> = HashSet::default();
    let mut parts: HashMap<u32, Vec<u32>> = HashMap::default();
    let structure = ["composition".to_owned(), "aggregation".to_owned()];
    for slot in &slots {
        for edge in asked.snapshot.out_edges(*slot) {
            let Some(entry) = asked.snapshot.relation_at(edge.relation) else { continue };
            let is_part = here.contains(&edge.slot) && edge.slot != *slot && entry.relation.from.is_none();
            if is_part && asked.is_relation(entry.relation, &structure) {
                has_whole.insert(edge.slot);
                parts.entry(*slot).or_default().push(edge.slot);
            }
        }
    }
    let mut ordered = Vec::with_capacity(slots.len());
    let mut done: HashSet<u32> = HashSet::default();
    // Parts that are wholes of each other in a ring have no beginning; they come last.
    let roots = slots.iter().filter(|slot| !has_whole.contains(slot)).chain(&slots);
    for root in roots {
        let mut stack = vec![*root];
        while let Some(slot) = stack.pop() {
            if done.insert(slot) {
                ordered.push(slot);
                stack.extend(parts.get(&slot).into_iter().flatten().rev());
            }
        }
    }
    ordered
}

type Heads = (Vec<Head>, HashMap<u32, Vec<u32>>);

fn one_each(asked: &Asked<'_>, axis: &Axis, slots: &[u32]) -> Heads {
    let several = axis.kinds.len() != 1;
    let heads = slots.iter().map(|slot| match asked.snapshot.element_at(*slot) {
        Some(element) => {
            let caption = if several { asked.kind_label(element.kind.as_str()) } else { String::new() };
            Head { caption, ..Head::of_element(asked, element) }
        }
        None => Head::default(),
    });
    let of = slots.iter().zip(0..).map(|(slot, n)| (*slot, vec![n]));
    (heads.collect(), of.collect())
}

/// The values of a property: in the order of its enum, as numbers, else by name.
fn by_value(asked: &Asked<'_>, key: &str, slots: &[u32]) -> Heads {
    let mut values: Vec<((usize, f64, String), Head)> = Vec::new();
    let mut position: HashMap<String, usize> = HashMap::default();
    let mut of: HashMap<u32, Vec<usize>> = HashMap::default();
    for slot in slots {
        let Some(element) = asked.snapshot.element_at(*slot) else { continue };
        let Some(found) = element.properties.get(key).or_else(|| element.attributes.get(key)) else {
            continue;
        };
        let definition = definition(asked, *slot, key);
        let known = definition.map(|d| d.items.as_deref().unwrap_or(d).values.as_slice()).unwrap_or_default();
        for raw in found.items() {
            let rank = known.iter().position(|value| Some(value.id()) == raw.as_text());
            let number = raw.as_text().and_then(|text| text.parse().ok()).filter(|n: &f64| n.is_finite());
            for item in value::items(asked, raw, definition) {
                let at = *position.entry(item.text.clone()).or_insert_with(|| {
                    let place =
                        (rank.unwrap_or(known.len()), number.unwrap_or(f64::MAX), item.text.to_lowercase());
                    values.push((place, Head { of: item.of, ..Head::new(item.text) }));
                    values.len() - 1
                });
                let mine = of.entry(*slot).or_default();
                if !mine.contains(&at) {
                    mine.push(at);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    let place = |n: usize| &values[n].0;
    order.sort_by(|a, b| {
        let ((rank_a, number_a, name_a), (rank_b, number_b, name_b)) = (place(*a), place(*b));
        rank_a.cmp(rank_b).then_with(|| number_a.total_cmp(number_b)).then_with(|| name_a.cmp(name_b))
    });
    let mut new_place = vec![0_u32; values.len()];
    for (n, old) in order.iter().enumerate() {
        new_place[*old] = n as u32;
    }
    let heads = order.iter().map(|old| values[*old].1.clone()).collect();
    let of = of.into_iter().map(|(slot, at)| (slot, at.into_iter().map(|n| new_place[n]).collect()));
    (heads, of.collect())
}
