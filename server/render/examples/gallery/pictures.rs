//! Whole pictures as layouts make them.

use archweave_model::diagram::{Point, Sample};
use archweave_model::metamodel::Layer;
use archweave_model::viewpoint::Notation;

use crate::Failure;
use crate::scene::Scene;

/// A sequence: lifelines, messages, a fragment.
pub fn sequence() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Report an outage by voice", Notation::Uml)?;
    let heads = ["caller : Customer", "voice : Voice assistant", "sms : Notice service"];
    for (n, head) in heads.into_iter().enumerate() {
        let x = n as f64 * 190.0;
        scene.part("uml-lifeline", head, [x, 0.0, 140.0, 36.0])?;
        scene.guide("stem", "", &[[x + 70.0, 36.0], [x + 70.0, 330.0]])?;
    }
    scene.decor("execution", "", [255.0, 70.0, 10.0, 230.0])?;
    scene.decor("execution", "", [445.0, 190.0, 10.0, 30.0])?;
    scene.decor("frame", "alt", [30.0, 140.0, 470.0, 150.0])?;
    let messages = [
        ("uml-call", "reportOutage(place)", 70.0, 255.0, 80.0),
        ("uml-async", "notify(number)", 265.0, 445.0, 195.0),
        ("uml-reply", "accepted", 445.0, 265.0, 220.0),
        ("uml-reply", "please call the desk", 255.0, 70.0, 265.0),
    ];
    for (name, label, from, to, y) in messages {
        let edge = scene.line(name, label, &[[from, y], [to, y]])?;
        edge.label_at = Point::new((from + to) / 2.0, y - 9.0);
    }
    scene.guide("divider", "[else]", &[[30.0, 240.0], [500.0, 240.0]])?.label_at = Point::new(52.0, 250.0);
    scene.diagram.bounds.h = 335.0;
    Ok(scene)
}

/// An activity with lanes.
pub fn lanes() -> Result<Scene, Failure> {
    let mut scene = Scene::new("From call to repair", Notation::Uml)?;
    for (n, lane) in ["Customer", "Call centre", "Field crew"].into_iter().enumerate() {
        scene.decor("lane", lane, [0.0, n as f64 * 110.0, 760.0, 110.0])?;
    }
    scene.part("uml-initial", "", [50.0, 46.0, 18.0, 18.0])?;
    scene.part("uml-action", "Report the outage", [100.0, 32.0, 120.0, 46.0])?;
    scene.part("uml-action", "Check the place", [100.0, 142.0, 120.0, 46.0])?;
    scene.part("uml-decision", "Known already?", [270.0, 149.0, 40.0, 32.0])?;
    scene.part("uml-action", "Dispatch a crew", [370.0, 142.0, 120.0, 46.0])?.tone = Some("warning".into());
    scene.part("uml-action", "Repair the line", [370.0, 252.0, 120.0, 46.0])?;
    scene.part("uml-final", "", [660.0, 154.0, 22.0, 22.0])?;
    scene.line("uml-flow", "", &[[68.0, 55.0], [100.0, 55.0]])?;
    scene.line("uml-flow", "", &[[160.0, 78.0], [160.0, 142.0]])?;
    scene.line("uml-flow", "", &[[220.0, 165.0], [270.0, 165.0]])?;
    scene.line("uml-flow", "[no]", &[[310.0, 165.0], [370.0, 165.0]])?;
    scene.line("uml-flow", "[yes]", &[[290.0, 149.0], [290.0, 125.0], [671.0, 125.0], [671.0, 154.0]])?;
    scene.line("uml-flow", "", &[[430.0, 188.0], [430.0, 252.0]])?;
    scene.line("uml-flow", "", &[[490.0, 275.0], [671.0, 275.0], [671.0, 176.0]])?;
    Ok(scene)
}

/// A roadmap: time across, one row for each plan.
pub fn roadmap() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Roadmap", Notation::Archimate)?;
    for (n, quarter) in ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4"].into_iter().enumerate() {
        scene.decor("column", quarter, [140.0 + n as f64 * 160.0, 0.0, 160.0, 230.0])?;
    }
    let rows = [
        ("Platform", [150.0, 300.0], "Move to the new gateway", "good"),
        ("Portal", [320.0, 260.0], "Self service for outages", "warning"),
        ("Field", [420.0, 340.0], "Crew tablets with maps, phase two of the programme", "bad"),
        ("Data", [200.0, 90.0], "One meter register", "neutral"),
    ];
    for (n, (name, [x, w], label, tone)) in rows.into_iter().enumerate() {
        let y = 40.0 + n as f64 * 46.0;
        scene.decor("title", name, [0.0, y, 130.0, 26.0])?;
        scene.element("bar", Layer::Implementation, label, [x, y, w, 26.0])?.tone = Some(tone.into());
    }
    scene.guide("today", "today", &[[455.0, 26.0], [455.0, 230.0]])?.label_at = Point::new(455.0, 238.0);
    scene.diagram.bounds.h = 245.0;
    let entry = |tone: &str, label| (Sample::Tone(tone.into()), label);
    scene.legend(
        "State",
        vec![
            entry("good", "On time"),
            entry("warning", "At risk"),
            entry("bad", "Late"),
            entry("neutral", "No value"),
        ],
    );
    Ok(scene)
}

/// A matrix with rotated heads, and a scale.
pub fn matrix() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Who is responsible", Notation::Archimate)?;
    let roles = ["Call agent", "Dispatcher", "Field technician", "Grid operator", "Service owner"];
    let rows = ["Take the call", "Find the fault", "Dispatch a crew", "Repair the line", "Tell the customer"];
    scene.decor("head", "", [0.0, 0.0, 150.0, 110.0])?;
    for (n, role) in roles.into_iter().enumerate() {
        scene.decor("head-rotated", role, [150.0 + n as f64 * 34.0, 0.0, 34.0, 110.0])?;
    }
    for (r, row) in rows.into_iter().enumerate() {
        let y = 110.0 + r as f64 * 28.0;
        scene.decor("head", row, [0.0, y, 150.0, 28.0])?.style.text_align =
            Some(archweave_model::diagram::Align::Left);
        for c in 0..5 {
            let at = [150.0 + c as f64 * 34.0, y, 34.0, 28.0];
            match (r * 7 + c * 3) % 5 {
                0 => scene.decor("cell-mark", "R", at)?.tone = Some("s4".into()),
                1 => scene.decor("cell-mark", "A", at)?.tone = Some("s6".into()),
                2 => scene.decor("cell-mark", "C", at)?.tone = Some("s2".into()),
                3 => drop(scene.decor("cell-empty", "", at)?),
                _ => drop(scene.decor("cell", "", at)?),
            }
        }
    }
    let letter = |letter: &str, label| (Sample::Letter(letter.into()), label);
    scene.legend("", vec![letter("R", "Responsible"), letter("A", "Accountable"), letter("C", "Consulted")]);
    Ok(scene)
}
