//! The catalogs, matrices and diagrams of TOGAF as viewpoints: one for each artifact of
//! `library/togaf/adm.yaml`, and a page for each phase.

use crate::report::{Artifact, ArtifactKind, adm_artifacts, adm_phases};
use crate::text::Text;
use crate::viewpoint::{Arrangement, Axis, Engine, Field, Form, Matrix, Show, Standard, Viewpoint, Way};

/// Prefix of the ids.
const PREFIX: &str = "togaf-";

pub(super) fn viewpoints() -> impl Iterator<Item = Viewpoint> {
    let phases = adm_phases().iter().map(|phase| Viewpoint {
        id: format!("{PREFIX}phase-{}", phase.id.to_lowercase()),
        label: phase.label.clone(),
        description: bilingual(
            "The deliverables of the phase, which of them the model can give, and what is missing.",
            "该阶段的交付物、模型已能提供的部分与缺口。",
        ),
        standard: Standard::Togaf,
        form: Form::Phase,
        show: Show { phase: Some(phase.id.clone()), ..Show::default() },
        ..Viewpoint::default()
    });
    adm_artifacts().iter().map(viewpoint).chain(phases)
}

fn viewpoint(artifact: &Artifact) -> Viewpoint {
    let kinds: Vec<String> = artifact.elements.iter().flatten().cloned().collect();
    let (form, show) = match artifact.kind {
        ArtifactKind::Catalog => (Form::Catalog, catalog(artifact)),
        ArtifactKind::Matrix => (Form::Matrix, matrix(artifact)),
        ArtifactKind::Diagram => (Form::Diagram, diagram(artifact)),
    };
    Viewpoint {
        id: format!("{PREFIX}{}", artifact.id),
        label: artifact.name.clone(),
        description: description(artifact),
        standard: Standard::Togaf,
        form,
        kinds,
        show,
        ..Viewpoint::default()
    }
}

/// Which phase it belongs to.
fn description(artifact: &Artifact) -> Text {
    let phase = adm_phases().iter().find(|phase| phase.id == artifact.phase);
    let name = |language| phase.map_or("", |phase| phase.label.get(language));
    let (english, chinese) = match artifact.kind {
        ArtifactKind::Catalog => ("Catalog", "目录"),
        ArtifactKind::Matrix => ("Matrix", "矩阵"),
        ArtifactKind::Diagram => ("Diagram", "图"),
    };
    let id = &artifact.phase;
    bilingual(
        &format!("{english} of the ADM, phase {id}: {}.", name("en")),
        &format!("ADM {id} 阶段（{}）的{chinese}。", name("zh")),
    )
}

fn bilingual(english: &str, chinese: &str) -> Text {
    Text::languages([("en".into(), english.into()), ("zh".into(), chinese.into())])
}

fn catalog(artifact: &Artifact) -> Show {
    let mut fields: Vec<Field> = ["name", "kind", "description", "owner", "lifecycle"]
        .map(|of| Field { of: of.into(), ..Field::default() })
        .into();
    if artifact.elements.len() < 2 {
        fields.retain(|field| field.of != "kind");
    }
    if !artifact.relations.is_empty() {
        fields.push(Field {
            relations: artifact.relations.clone(),
            way: Way::Both,
            label: bilingual("Related", "相关"),
            ..Field::default()
        });
    }
    Show { fields: Some(fields), ..Show::default() }
}

fn matrix(artifact: &Artifact) -> Show {
    let axis =
        |n: usize| Axis { kinds: artifact.elements.get(n).cloned().unwrap_or_default(), ..Axis::default() };
    let matrix = Matrix {
        rows: axis(0),
        columns: axis(1),
        relations: artifact.relations.clone(),
        hide_empty: true,
        ..Matrix::default()
    };
    Show { matrix: Some(matrix), ..Show::default() }
}

fn diagram(artifact: &Artifact) -> Show {
    let relations = Some(artifact.relations.clone()).filter(|relations| !relations.is_empty());
    let layout = Arrangement { engine: Engine::Layered, layers: Some(true), ..Arrangement::default() };
    Show { relations, layout: Some(layout), ..Show::default() }
}
