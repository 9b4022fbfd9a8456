//! Rules about what an element or a relation says of itself: values fit the types that the metamodel
//! defines, and what a kind requires is there.

use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::element::{Element, Relation};
use crate::metamodel::{PropertyDefinition, common_attributes};
use crate::rules::value::{Wrong, describe, fits};
use crate::rules::{Report, part};

pub(super) fn check(report: &mut Report<'_>, element: &Element, definitions: &[PropertyDefinition]) {
    for definition in definitions {
        let Some(value) = element.properties.get(&definition.key) else {
            if definition.required {
                missing(report, element, definition);
            }
            continue;
        };
        let key = format!("properties.{}", definition.key);
        if definition.computed {
            let message = format!("`{}` is computed from what happened, not written", definition.key);
            let help = "remove it; the server shows the computed value";
            report.about_element(element, &key, "computed-attribute", message, help);
            continue;
        }
        let mut wrong = Wrong::new();
        fits(report.snapshot, value, definition, &mut wrong);
        for (code, message) in wrong {
            let message = format!("`{}`: {message}", definition.key);
            let help = format!("`{}` of `{}` is {}", definition.key, element.kind, describe(definition));
            report.about_element(element, &key, code, message, &help);
        }
        if definition.parts {
            part::check(report, element, definition, value, definitions);
        }
    }
    if element.attributes.is_empty() {
        return;
    }
    for definition in common_attributes() {
        let Some(value) = element.attributes.get(&definition.key) else { continue };
        let mut wrong = Wrong::new();
        fits(report.snapshot, value, definition, &mut wrong);
        for (code, message) in wrong {
            let code = if code == "unknown-reference" { code } else { "bad-attribute" };
            let message = format!("`{}`: {message}", definition.key);
            let help = format!("`{}` is {}", definition.key, describe(definition));
            report.about_element(element, &definition.key, code, message, &help);
        }
    }
}

fn missing(report: &mut Report<'_>, element: &Element, definition: &PropertyDefinition) {
    let message = format!("`{}` of `{}` has no `{}`", element.kind, element.id, definition.key);
    let help = format!("add `{}:` under `properties`: {}", definition.key, describe(definition));
    report.about_element(element, "id", "missing-attribute", message, &help);
}

/// The same for what a relation says of itself.
pub(super) fn of_relation(report: &mut Report<'_>, relation: &Relation, definitions: &[PropertyDefinition]) {
    if relation.properties.is_empty() {
        return;
    }
    for definition in definitions {
        let Some(value) = relation.properties.get(&definition.key) else { continue };
        let mut wrong = Wrong::new();
        fits(report.snapshot, value, definition, &mut wrong);
        for (code, message) in wrong {
            let message = format!("`{}`: {message}", definition.key);
            let help = format!("`{}` of `{}` is {}", definition.key, relation.kind, describe(definition));
            let mut finding = Diagnostic::error(code, message)
                .help(help)
                .about(Subject::Relation(relation.id.as_str().into()))
                .at(relation.place.0)
                .key(&format!("properties.{}", definition.key));
            finding.severity = Severity::Error;
            report.add(finding);
        }
    }
}
