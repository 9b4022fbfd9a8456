//! The manifest, `archweave.yaml`.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::Place;
use crate::model::{Manifest, RuleLevel};
use crate::yaml::decode::{Findings, Rest, pairs, properties, scalar, text, texts};
use crate::yaml::tree::Node;

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
