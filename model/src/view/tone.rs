//! Colours that mean something, and the legend that says what.

use std::collections::BTreeMap;

use crate::diagram::{Content, Diagram, Legend, LegendEntry, Sample};
use crate::element::{Element, LIFECYCLE_STATES};
use crate::metamodel::KindIndex;
use crate::value::Value;
use crate::view::asked::Asked;
use crate::view::grouping::state_name;
use crate::viewpoint::{Color, ColorBy, Scale};

/// Colours of a palette for categories, and steps of a scale.
const CATEGORIES: usize = 8;
const STEPS: usize = 5;

/// What is known of an element for its colour.
enum Said {
    Number(f64),
    /// Order, value, name for readers.
    Word(usize, String, String),
}

/// Colours the elements of a diagram and adds its legend.
pub(super) fn paint(asked: &Asked<'_>, diagram: &mut Diagram) {
    let Some(rule) = &asked.show.color else { return };
    match rule.by {
        ColorBy::Layer => return,
        ColorBy::None => {
            let elements = diagram.nodes.iter_mut().filter(|n| matches!(n.content, Content::Element(_)));
            elements.for_each(|node| node.tone = Some("neutral".into()));
            return;
        }
        _ => {}
    }
    let said: Vec<Option<Said>> = diagram
        .nodes
        .iter()
        .map(|node| {
            let Content::Element(figure) = &node.content else { return None };
            let slot = asked.snapshot.slot_of(figure.element.as_str())?;
            if figure.is_junction() || !asked.is_kind(slot, &rule.on) {
                return None;
            }
            say(asked, rule, asked.snapshot.element_at(slot)?, slot)
        })
        .collect();
    let has_numbers = said.iter().flatten().any(|s| matches!(s, Said::Number(_)));
    let (tones, mut entries) = if has_numbers { scale(rule, &said) } else { categories(asked, rule, &said) };
    if entries.is_empty() {
        return;
    }
    let mut is_open = false;
    for ((node, tone), said) in diagram.nodes.iter_mut().zip(tones).zip(&said) {
        let Content::Element(figure) = &node.content else { continue };
        let is_meant =
            asked.snapshot.slot_of(figure.element.as_str()).is_some_and(|slot| asked.is_kind(slot, &rule.on));
        if figure.is_junction() || !is_meant {
            continue;
        }
        is_open |= said.is_none();
        node.tone = Some(tone.unwrap_or_else(|| "neutral".into()));
    }
    if is_open {
        let label = asked.says("no value", "无数据").to_owned();
        entries.push(LegendEntry { sample: Sample::Tone("neutral".into()), label });
    }
    diagram.legend = Some(Legend { title: title(asked, rule), entries });
}

fn say(asked: &Asked<'_>, rule: &Color, element: &Element, slot: u32) -> Option<Said> {
    let number = |element: &Element, key: &str| -> Option<f64> {
        let value = element.properties.get(key).or_else(|| element.attributes.get(key))?;
        value.as_text()?.trim().parse().ok().filter(|n: &f64| n.is_finite())
    };
    match rule.by {
        ColorBy::Layer | ColorBy::None => None,
        ColorBy::Kind => {
            let place = asked.snapshot.kind_at(slot).map_or(usize::MAX, KindIndex::position);
            Some(Said::Word(place, element.kind.to_string(), asked.kind_label(element.kind.as_str())))
        }
        ColorBy::Lifecycle => {
            let state = element.lifecycle.as_ref()?.state.as_deref()?;
            let place = LIFECYCLE_STATES.iter().position(|known| *known == state).unwrap_or(9);
            Some(Said::Word(place, state.to_owned(), state_name(state).get(asked.language).to_owned()))
        }
        ColorBy::Owner => {
            let owner = element.owners.business.as_deref().or(element.owners.technology.as_deref())?;
            let name = asked.snapshot.element(owner).map_or_else(|| owner.to_owned(), |o| asked.name(o));
            Some(Said::Word(0, owner.to_owned(), name))
        }
        ColorBy::Property => {
            if rule.scale != Scale::Category {
                return number(element, &rule.property).map(Said::Number);
            }
            let value =
                element.properties.get(&rule.property).or_else(|| element.attributes.get(&rule.property))?;
            let word = value.as_text().or_else(|| value.items().first().and_then(Value::as_text))?;
            let kind = asked.snapshot.kind_at(slot).map(|kind| asked.metamodel().kind(kind));
            let definition = kind.and_then(|k| k.properties.iter().find(|p| p.key == rule.property));
            let place = definition.and_then(|d| d.values.iter().position(|v| v.id() == word)).unwrap_or(99);
            let label = definition.and_then(|d| d.value_label(word, asked.language)).unwrap_or(word);
            Some(Said::Word(place, word.to_owned(), label.to_owned()))
        }
        ColorBy::Difference => {
            Some(Said::Number(number(element, &rule.property)? - number(element, &rule.minus)?))
        }
        ColorBy::Count => {
            let found = asked.neighbours(slot, &rule.relations, rule.way, &rule.kinds);
            let mut others: Vec<u32> = found.into_iter().map(|(_, other)| other).collect();
            others.sort_unstable();
            others.dedup();
            Some(Said::Number(others.len() as f64))
        }
        ColorBy::Related => {
            let found = asked.neighbours(slot, &rule.relations, rule.way, &rule.kinds);
            let values = found
                .iter()
                .filter_map(|(_, other)| number(asked.snapshot.element_at(*other)?, &rule.property));
            // Several: the worst for the reader is the greatest.
            values.fold(None, |most: Option<f64>, n| Some(most.map_or(n, |m| m.max(n)))).map(Said::Number)
        }
        ColorBy::Findings => {
            Some(Said::Number(asked.snapshot.diagnostics_of(element.id.as_str()).len() as f64))
        }
    }
}

type Tones = Vec<Option<Box<str>>>;

/// Numbers become steps between the ends of the scale.
fn scale(rule: &Color, said: &[Option<Said>]) -> (Tones, Vec<LegendEntry>) {
    let numbers =
        || said.iter().flatten().filter_map(|s| if let Said::Number(n) = s { Some(*n) } else { None });
    let low = rule.low.unwrap_or_else(|| numbers().fold(f64::INFINITY, f64::min));
    let high = rule.high.unwrap_or_else(|| numbers().fold(f64::NEG_INFINITY, f64::max));
    let is_whole = numbers().all(|n| n.fract() == 0.0);
    let width = high - low;
    // Whole numbers in a small range have a step each.
    let steps = if is_whole && width >= 0.0 && width < STEPS as f64 { width as usize + 1 } else { STEPS };
    let letter = if rule.scale == Scale::Diverging { 'd' } else { 's' };
    // Of seven colours, those spread over all.
    let tone = |step: usize| -> Box<str> {
        let place = if steps < 2 { 3 } else { (step as f64 * 6.0 / (steps - 1) as f64).round() as usize };
        format!("{letter}{}", place + 1).into()
    };
    let step_of = |n: f64| -> usize {
        if width <= 0.0 || steps < 2 {
            return 0;
        }
        let share = ((n - low) / width).clamp(0.0, 1.0);
        let step = if steps < STEPS || is_whole && width as usize + 1 == steps {
            (n - low).round().clamp(0.0, (steps - 1) as f64)
        } else {
            (share * steps as f64).floor()
        };
        (step as usize).min(steps - 1)
    };
    let tones = said.iter().map(|s| match s {
        Some(Said::Number(n)) => Some(tone(step_of(*n))),
        _ => None,
    });
    let entries = (0..steps).map(|step| {
        let one = |share: f64| low + width * share;
        let label = if steps == 1 {
            short(low)
        } else if is_whole && width as usize + 1 == steps {
            short(low + step as f64)
        } else {
            format!(
                "{} – {}",
                short(one(step as f64 / steps as f64)),
                short(one((step + 1) as f64 / steps as f64))
            )
        };
        LegendEntry { sample: Sample::Tone(tone(step)), label }
    });
    (tones.collect(), entries.collect())
}

/// A number as a legend writes it: at most two decimals.
fn short(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words become colours: those the rule names first, others in the order of the palette; when there
/// are more than colours, the last colour is that of all others.
fn categories(asked: &Asked<'_>, rule: &Color, said: &[Option<Said>]) -> (Tones, Vec<LegendEntry>) {
    let mut values: BTreeMap<(usize, String), String> = BTreeMap::new();
    for s in said.iter().flatten() {
        if let Said::Word(place, value, label) = s {
            values.insert((*place, value.clone()), label.clone());
        }
    }
    let mut tone_of: BTreeMap<String, Box<str>> = BTreeMap::new();
    let mut entries = Vec::new();
    let mut next = 0;
    let mut others = false;
    for ((_, value), label) in &values {
        let named = rule.values.iter().find(|known| known.value == *value);
        let (tone, label): (Box<str>, String) = match named {
            Some(known) => {
                let own = known.label.get(asked.language);
                (known.tone.as_str().into(), if own.is_empty() { label.clone() } else { own.to_owned() })
            }
            None if rule.by == ColorBy::Lifecycle => (lifecycle_tone(value).into(), label.clone()),
            None => {
                next += 1;
                if next >= CATEGORIES && values.len() > CATEGORIES {
                    others = true;
                    tone_of.insert(value.clone(), "c8".into());
                    continue;
                }
                (format!("c{next}").into(), label.clone())
            }
        };
        tone_of.insert(value.clone(), tone.clone());
        entries.push(LegendEntry { sample: Sample::Tone(tone), label });
    }
    if others {
        let label = asked.says("others", "其他").to_owned();
        entries.push(LegendEntry { sample: Sample::Tone("c8".into()), label });
    }
    let tones = said.iter().map(|s| match s {
        Some(Said::Word(_, value, _)) => tone_of.get(value).cloned(),
        _ => None,
    });
    (tones.collect(), entries)
}

fn lifecycle_tone(state: &str) -> &'static str {
    match state {
        "proposed" => "s1",
        "planned" => "s3",
        "active" => "good",
        "phase-out" => "warning",
        "retired" => "bad",
        _ => "neutral",
    }
}

fn title(asked: &Asked<'_>, rule: &Color) -> String {
    let own = rule.label.get(asked.language);
    if !own.is_empty() {
        return own.to_owned();
    }
    match rule.by {
        ColorBy::Kind => asked.says("Kind", "类型").to_owned(),
        ColorBy::Lifecycle => asked.says("Lifecycle", "生命周期").to_owned(),
        ColorBy::Owner => asked.says("Owner", "负责人").to_owned(),
        ColorBy::Findings => asked.says("Findings", "检查结果").to_owned(),
        ColorBy::Count => asked.says("Number", "数量").to_owned(),
        _ => {
            let all = asked.metamodel().kinds().flat_map(|(_, kind)| &kind.properties);
            let known = all.into_iter().find(|property| property.key == rule.property);
            known.map_or(rule.property.as_str(), |p| p.label.get(asked.language)).to_owned()
        }
    }
}
