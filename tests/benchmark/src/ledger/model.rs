//! A model with many requirements, artifacts and places to run.

use std::sync::Arc;

use archweave_model::element::{Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId, RelationId};
use archweave_model::model::Model;
use archweave_model::value::Value;

use crate::Failure;

pub const REQUIREMENTS: usize = 20_000;
pub const ARTIFACTS: usize = 2_000;
/// Targets of each environment.
pub const TARGETS: usize = 4;
pub const INDICATORS: usize = 16;
pub const STAGES: [&str; 5] = ["development", "test", "acceptance", "pilot", "production"];
/// Elements in all.
const ELEMENTS: usize = 100_000;

pub fn requirement(n: usize) -> String {
    format!("req-{n}")
}

pub fn environment(n: usize) -> String {
    format!("env-{}", STAGES[n])
}

pub fn package(n: usize) -> String {
    format!("pkg:oci/service-{n}")
}

pub fn large() -> Result<Model, Failure> {
    let mut elements = Vec::new();
    for n in 0..REQUIREMENTS {
        let mut it = element(&requirement(n), "requirement")?;
        property(&mut it, "decision", "agreed");
        property(&mut it, "priority", ["1", "2", "3", "4"][n % 4]);
        property(&mut it, "statement", &format!("The service {n} shall answer within {} seconds.", n % 9));
        elements.push(it);
    }
    for n in 0..ARTIFACTS {
        let mut component = element(&format!("app-{n}"), "application-component")?;
        for at in (n..REQUIREMENTS).step_by(ARTIFACTS) {
            relate(&mut component, "realization", &requirement(at))?;
        }
        elements.push(component);
        let mut artifact = element(&format!("art-{n}"), "artifact")?;
        property(&mut artifact, "purl", &package(n));
        property(&mut artifact, "repository", &format!("https://git.example.org/service-{n}"));
        relate(&mut artifact, "realization", &format!("app-{n}"))?;
        elements.push(artifact);
    }
    for stage in STAGES {
        let mut place = element(&format!("env-{stage}"), "environment")?;
        property(&mut place, "stage", stage);
        for n in 0..TARGETS {
            relate(&mut place, "composition", &format!("target-{stage}-{n}"))?;
            elements.push(element(&format!("target-{stage}-{n}"), "deployment-target")?);
        }
        elements.push(place);
    }
    for n in 0..INDICATORS {
        let mut indicator = element(&format!("indicator-{n}"), "indicator")?;
        property(&mut indicator, "class", "business-outcome");
        property(&mut indicator, "direction", "higher");
        property(&mut indicator, "period", "P1D");
        // Each measures some components, and so what these realize.
        for measured in (n..ARTIFACTS).step_by(INDICATORS) {
            relate(&mut indicator, "association", &format!("app-{measured}"))?;
        }
        elements.push(indicator);
    }
    while elements.len() < ELEMENTS {
        let n = elements.len();
        let mut process = element(&format!("process-{n}"), "business-process")?;
        relate(&mut process, "triggering", &format!("process-{}", (n + 1).min(ELEMENTS - 1)))?;
        elements.push(process);
    }
    Ok(Model { elements: elements.into_iter().map(Arc::new).collect(), ..Model::default() })
}

fn element(id: &str, kind: &str) -> Result<Element, Failure> {
    let mut element = Element::new(ElementId::parse(id)?, KindId::parse(kind)?);
    element.name = id.into();
    Ok(element)
}

fn property(element: &mut Element, key: &str, value: &str) {
    element.properties.set(key, Value::from(value));
}

fn relate(element: &mut Element, kind: &str, to: &str) -> Result<(), Failure> {
    let id = RelationId::parse(&format!("{}-{to}", element.id))?;
    element.relations.push(Relation::new(id, KindId::parse(kind)?, EndId::parse(to)?));
    Ok(())
}
