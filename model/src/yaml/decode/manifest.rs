//! The manifest, `archweave.yaml`.

use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::element::Place;
use crate::model::{Manifest, RuleLevel, Waiver};
use crate::yaml::decode::{Findings, Rest, pairs, properties, scalar, text, texts};
use crate::yaml::tree::{Data, Node};

/// The manifest; fields that do not fit keep their defaults.
pub fn manifest(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Manifest> {
    let mut m = Manifest { place: Place(node.start), ..Manifest::default() };
    let mut rest = Rest::default();
    for pair in pairs(node, "the manifest", out)? {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "format" => match v.text() {
                Some("1") => {}
                _ => {
                    let message = "this program reads format 1";
                    let finding = Diagnostic::error("unknown-format", message);
                    let help = "write `format: 1`, or use a newer archweave";
                    out.0.push(finding.help(help).at(v.start));
                }
            },
            "name" => m.name = text(key, v, out),
            "description" => m.description = text(key, v, out),
            "languages" => {
                let languages = texts(key, v, out);
                if !languages.is_empty() {
                    m.languages = languages;
                }
            }
            "metamodel" => {
                if v.text() != Some("archimate-3.2") {
                    out.wrong_type(key, v, "archimate-3.2");
                }
            }
            "rules" => rules(v, &mut m, out),
            "waivers" => m.waivers = waivers(v, out),
            "properties" => m.properties = properties(key, v, out),
            _ => rest.keep_unknown(pair, "the manifest", out),
        }
    }
    m.attributes = rest.finish();
    Some(m)
}

fn rules(node: &Node<'_>, manifest: &mut Manifest, out: &mut Findings<'_>) {
    let mut severities = Vec::new();
    for pair in pairs(node, "rules", out).unwrap_or_default() {
        let Some(word) = scalar(&pair.key, &pair.value, out) else {
            continue;
        };
        if pair.key == "level" {
            match RuleLevel::parse(word) {
                Some(level) => manifest.level = level,
                None => out.wrong_type("level", &pair.value, "strict, warn or off"),
            }
            continue;
        }
        let severity = match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "info" => Some(Severity::Info),
            "off" => None,
            _ => {
                out.wrong_type(&pair.key, &pair.value, "error, warning, info or off");
                continue;
            }
        };
        severities.push((pair.key.as_ref().into(), severity));
    }
    manifest.severities = severities.into();
}

/// Waivers; one that lacks something is kept and reported.
fn waivers(node: &Node<'_>, out: &mut Findings<'_>) -> Box<[Waiver]> {
    let items = match &node.data {
        Data::Null => return Box::default(),
        Data::Sequence(items) => items,
        _ => {
            out.wrong_type("waivers", node, "a list");
            return Box::default();
        }
    };
    let all = items.iter().filter_map(|item| {
        let waiver = waiver(item, out)?;
        if !waiver.is_complete() {
            let message = format!("a waiver lacks {}; it hides nothing", lacks(&waiver));
            let help = "write `{ rule: <code>, element: <id>, reason: ..., owner: ..., until: 2027-03-31 }`";
            out.0.push(Diagnostic::error("bad-waiver", message).help(help).at(item.start));
        }
        Some(waiver)
    });
    all.collect()
}

fn waiver(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Waiver> {
    let mut w = Waiver { place: Place(node.start), ..Waiver::default() };
    for pair in pairs(node, "a waiver", out)? {
        let (key, v) = (&*pair.key, &pair.value);
        let mut text = || scalar(key, v, out).map(Box::<str>::from);
        match key {
            "rule" => w.rule = text().unwrap_or_default(),
            "element" => w.subject = text().map(Subject::Element),
            "relation" => w.subject = text().map(Subject::Relation),
            "view" => w.subject = text().map(Subject::View),
            "owner" => w.owner = text().unwrap_or_default(),
            "until" => w.until = text().unwrap_or_default(),
            "reason" => w.reason = super::text(key, v, out),
            _ => out.unknown_key(pair, "a waiver"),
        }
    }
    Some(w)
}

fn lacks(waiver: &Waiver) -> String {
    let lacking = [
        (crate::rules::rule(&waiver.rule).is_none(), "a rule that there is"),
        (waiver.subject.is_none(), "an element, relation or view"),
        (waiver.reason.is_empty(), "a reason"),
        (waiver.owner.is_empty(), "an owner"),
        (!crate::rules::is_date(&waiver.until), "a last day (until)"),
    ];
    let names: Vec<&str> =
        lacking.into_iter().filter(|(is_lacking, _)| *is_lacking).map(|(_, name)| name).collect();
    names.join(", ")
}
