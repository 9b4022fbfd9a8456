//! Every shape and line of UML, of the plain notation and of what layouts add.

use archweave_model::diagram::{Content, Sample, preferred_size};
use archweave_model::metamodel::Layer;
use archweave_model::viewpoint::Notation;

use crate::Failure;
use crate::scene::{Scene, features};

/// A shape with its label and size, none for what its texts need.
type Row = (&'static str, &'static str, [f64; 2]);

const SHAPES: [Row; 30] = [
    ("uml-class", "Order", [120.0, 55.0]),
    ("uml-interface", "Notifier", [120.0, 55.0]),
    ("uml-enumeration", "Severity", [120.0, 55.0]),
    ("uml-package", "billing", [120.0, 64.0]),
    ("uml-component", "Outage Portal", [130.0, 55.0]),
    ("uml-artifact", "portal-3.4.1.war", [130.0, 55.0]),
    ("uml-node", "app-cluster", [130.0, 64.0]),
    ("uml-device", "Rack server R740", [130.0, 70.0]),
    ("uml-environment", "Tomcat 10.1", [140.0, 70.0]),
    ("uml-actor", "Field technician", [100.0, 80.0]),
    ("uml-use-case", "Report an outage by voice", [140.0, 60.0]),
    ("uml-subject", "Self service", [140.0, 60.0]),
    ("uml-action", "Check line", [120.0, 45.0]),
    ("uml-initial", "start", [18.0, 18.0]),
    ("uml-final", "end", [22.0, 22.0]),
    ("uml-flow-final", "end of flow", [22.0, 22.0]),
    ("uml-decision", "Is it known?", [40.0, 32.0]),
    ("uml-decision", "Known?", [120.0, 60.0]),
    ("uml-fork", "", [90.0, 6.0]),
    ("uml-object", ":Ticket [open]", [120.0, 40.0]),
    ("uml-send", "Send notice", [130.0, 45.0]),
    ("uml-accept", "Storm warning", [130.0, 45.0]),
    ("uml-state", "Dispatched", [120.0, 45.0]),
    ("uml-choice", "", [30.0, 30.0]),
    ("uml-history", "", [22.0, 22.0]),
    ("uml-deep-history", "", [22.0, 22.0]),
    ("uml-lifeline", "crew : Crew", [120.0, 40.0]),
    ("uml-port", "api", [12.0, 12.0]),
    ("uml-provided", "IOutage", [18.0, 18.0]),
    ("uml-required", "INotice", [18.0, 18.0]),
];

/// Shapes of UML, each on its own.
pub fn uml_shapes() -> Result<Scene, Failure> {
    let mut scene = Scene::new("UML shapes", Notation::Uml)?;
    for (n, (shape, label, [w, h])) in SHAPES.into_iter().enumerate() {
        let (x, y) = ((n % 6) as f64 * 175.0, (n / 6) as f64 * 110.0);
        scene.element(shape, Layer::Application, label, [x, y, w, h])?;
        scene.decor("axis-label", shape, [x, y + 84.0, 140.0, 16.0])?;
    }
    let note = "Folded at the upper right, as the standard draws it.";
    scene.add(Content::Note, note, [0.0, 560.0, 150.0, 60.0])?;
    scene.element("uml-composite-state", Layer::Business, "Active", [175.0, 560.0, 290.0, 90.0])?;
    scene.part("uml-state", "Waiting", [190.0, 595.0, 110.0, 40.0])?;
    scene.part("uml-state", "Working", [340.0, 595.0, 110.0, 40.0])?;
    scene.element("uml-environment", Layer::Technology, "Kubernetes 1.31", [500.0, 550.0, 200.0, 110.0])?;
    scene.element("uml-artifact", Layer::Technology, "sms-gateway 3.4.0", [515.0, 605.0, 150.0, 42.0])?;
    scene.element("uml-package", Layer::Business, "orders", [720.0, 550.0, 210.0, 110.0])?;
    scene.element("uml-class", Layer::Business, "Order", [735.0, 590.0, 110.0, 45.0])?;
    Ok(scene)
}

const LINES: [(&str, &str); 24] = [
    ("uml-association", ""),
    ("uml-navigable", ""),
    ("uml-aggregation", ""),
    ("uml-composition", ""),
    ("uml-generalization", ""),
    ("uml-realization", ""),
    ("uml-dependency", "«use»"),
    ("uml-communication", "HTTPS"),
    ("uml-deploy", ""),
    ("uml-manifest", ""),
    ("uml-include", ""),
    ("uml-extend", "by voice"),
    ("uml-flow", "[known]"),
    ("uml-object-flow", ""),
    ("uml-transition", "assign [crew free] / notify"),
    ("uml-call", "report(place)"),
    ("uml-async", "notify"),
    ("uml-reply", "ticket"),
    ("uml-create", ""),
    ("uml-destroy", ""),
    ("uml-lost", "lost"),
    ("uml-found", "found"),
    ("uml-delegation", ""),
    ("uml-assembly", "IOutage"),
];

/// Lines of UML.
pub fn uml_lines() -> Result<Scene, Failure> {
    let mut scene = Scene::new("UML lines", Notation::Uml)?;
    for (n, (name, label)) in LINES.into_iter().enumerate() {
        let (x, y) = ((n % 3) as f64 * 380.0, (n / 3) as f64 * 75.0);
        scene.element("uml-class", Layer::Application, "From", [x, y, 70.0, 40.0])?;
        scene.element("uml-class", Layer::Application, "To", [x + 250.0, y, 70.0, 40.0])?;
        scene.decor("axis-label", name, [x, y + 44.0, 320.0, 16.0])?;
        let edge = scene.line(name, label, &[[x + 70.0, y + 20.0], [x + 250.0, y + 20.0]])?;
        if name == "uml-association" || name == "uml-composition" {
            let at = |x: f64| archweave_model::diagram::Point::new(x, y + 10.0);
            edge.ends =
                [Some(("1".to_owned(), at(x + 92.0))), Some(("places 0..*".to_owned(), at(x + 214.0)))];
        }
    }
    Ok(scene)
}

/// Boxes with compartments, keywords, lines below and badges, in the size they need and in too small ones.
pub fn boxes() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Boxes", Notation::Uml)?;
    let attributes = [
        "_+ number : text",
        "- placed : date",
        "- lines : OrderLine [1..*] {ordered, unique}",
        "/# total() : money",
    ];
    let operations = ["+ place(customer : Customer) : Order", "+ cancel(reason : text)"];
    for (n, (h, w)) in
        [(0.0, 0.0), (150.0, 180.0), (110.0, 180.0), (75.0, 120.0), (40.0, 120.0)].into_iter().enumerate()
    {
        let node =
            scene.element("uml-class", Layer::Business, "Work order", [n as f64 * 300.0 * 0.8, 0.0, w, h])?;
        node.compartments = vec![features(&attributes), features(&operations)];
        node.keyword = "entity".to_owned();
        node.badge = "v3.4".to_owned();
        node.style.italic = n == 1;
        if h == 0.0 {
            let (w, h) = preferred_size(node);
            (node.rect.w, node.rect.h) = (w.min(230.0), h);
        }
    }
    let cube = scene.element("uml-device", Layer::Technology, "db-01", [0.0, 200.0, 150.0, 110.0])?;
    cube.compartments = vec![features(&["cores = 32", "memory = 512 GB"])];
    let below = scene.element(
        "application-component",
        Layer::Application,
        "Outage Portal",
        [180.0, 200.0, 150.0, 76.0],
    )?;
    below.below = vec!["Customer IT".to_owned(), "Live since 2024".to_owned()];
    below.badge = "3.4.1".to_owned();
    let tight = scene.element(
        "application-component",
        Layer::Application,
        "Outage Portal",
        [350.0, 200.0, 120.0, 40.0],
    )?;
    tight.below = vec!["Customer IT".to_owned(), "Live since 2024".to_owned()];
    tight.keyword = "service".to_owned();
    let long = scene.element(
        "business-process",
        Layer::Business,
        "Handle customer call and route it",
        [490.0, 200.0, 130.0, 60.0],
    )?;
    long.badge = "12".to_owned();
    let plain =
        scene.element("uml-interface", Layer::Application, "接口：停电通知", [640.0, 200.0, 130.0, 60.0])?;
    plain.badge = "版本 2".to_owned();
    let actor = scene.element("uml-actor", Layer::Business, "Customer", [790.0, 200.0, 90.0, 90.0])?;
    actor.tone = Some("c2".into());
    let empty = scene.element("uml-class", Layer::Business, "Empty lists", [900.0, 200.0, 120.0, 60.0])?;
    empty.compartments = vec![Vec::new(), Vec::new()];
    scene.diagram.bounds.w = scene.diagram.bounds.w.max(1200.0);
    Ok(scene)
}

/// Plain boxes, in each layer and each tone.
pub fn plain() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Plain", Notation::Plain)?;
    let mut y = 40.0;
    scene.add(Content::Group, "Who does what when the power is out", [0.0, 0.0, 800.0, 320.0])?;
    for (n, layer) in Layer::ALL.iter().enumerate() {
        let x = 20.0 + (n % 4) as f64 * 210.0;
        y = 40.0 + (n / 4) as f64 * 85.0;
        let node = scene.element("business-process", *layer, layer.id(), [x, y, 130.0, 60.0])?;
        if n % 3 == 0 {
            node.below = vec!["Customer service".to_owned()];
        }
        if n % 4 == 1 {
            node.keyword = "application".to_owned();
            node.badge = "7".to_owned();
        }
    }
    y += 85.0;
    for (n, tone) in ["good", "warning", "bad", "neutral"].into_iter().enumerate() {
        let node =
            scene.element("plain", Layer::Business, tone, [20.0 + n as f64 * 210.0, y, 130.0, 55.0])?;
        node.tone = Some(tone.into());
    }
    scene.line("plain", "hands over", &[[150.0, 70.0], [230.0, 70.0]])?;
    scene.line("plain", "reports", &[[85.0, 100.0], [85.0, 112.0], [295.0, 112.0], [295.0, 125.0]])?;
    scene.line("plain-part", "", &[[360.0, 70.0], [440.0, 70.0]])?;
    Ok(scene)
}

const DECOR: [&str; 18] = [
    "lane",
    "band",
    "column",
    "head",
    "head-rotated",
    "cell",
    "cell-empty",
    "cell-mark",
    "text",
    "title",
    "axis-label",
    "bar",
    "frame",
    "execution",
    "stage",
    "gap",
    "axis",
    "head",
];

/// What layouts add, each on its own, and its lines.
pub fn decor() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Decor", Notation::Archimate)?;
    for (n, shape) in DECOR.into_iter().enumerate() {
        let (x, y) = ((n % 6) as f64 * 160.0, (n / 6) as f64 * 110.0);
        let size = match shape {
            "execution" => [10.0, 80.0],
            "head-rotated" => [40.0, 90.0],
            "cell-mark" => [32.0, 28.0],
            "axis-label" | "text" | "title" | "axis" => [140.0, 20.0],
            "bar" => [140.0, 24.0],
            "stage" => [140.0, 44.0],
            _ => [140.0, 80.0],
        };
        let label = if shape == "cell-mark" { "R" } else { shape };
        scene.decor(shape, label, [x, y, size[0], size[1]])?;
    }
    for (n, line) in ["guide", "stem", "today", "ring", "divider"].into_iter().enumerate() {
        let y = 340.0 + n as f64 * 24.0;
        scene.guide(line, line, &[[0.0, y], [300.0, y]])?;
    }
    scene.diagram.bounds.h += 130.0;
    Ok(scene)
}

/// Every name of the palette that means something, with a legend of each kind of sample.
pub fn tones() -> Result<Scene, Failure> {
    let mut scene = Scene::new("Tones", Notation::Archimate)?;
    let groups: [(&str, usize); 4] = [("c", 8), ("s", 7), ("d", 7), ("", 4)];
    let states = ["good", "warning", "bad", "neutral"];
    let mut samples = Vec::new();
    for (row, (prefix, count)) in groups.into_iter().enumerate() {
        for n in 0..count {
            let tone = if prefix.is_empty() { states[n].to_owned() } else { format!("{prefix}{}", n + 1) };
            let at = [n as f64 * 130.0, row as f64 * 75.0, 115.0, 55.0];
            let node = scene.element("capability", Layer::Strategy, "Manage outages", at)?;
            node.tone = Some(tone.as_str().into());
            node.keyword = tone.clone();
            node.below = vec!["Operations".to_owned()];
            if row == 0 {
                samples.push((
                    Sample::Tone(tone.into()),
                    ["Customer", "Network", "Metering and data", "Finance"][n % 4],
                ));
            }
        }
    }
    for n in 0..8 {
        let y = 320.0 + 14.0 * f64::from(n);
        let edge = scene.line("uml-navigable", "", &[[0.0, y], [400.0, y]])?;
        edge.tone = Some(format!("c{}", n + 1).into());
    }
    scene.diagram.bounds.h += 120.0;
    samples.push((Sample::Shape("application-component".into()), "Application"));
    samples.push((Sample::Shape("business-process".into()), "Process"));
    samples.push((Sample::Shape("uml-actor".into()), "Actor"));
    samples.push((Sample::Line("flow".into()), "Flow"));
    samples.push((Sample::Line("uml-composition".into()), "Composition"));
    samples.push((Sample::Line("stem".into()), "Lifeline"));
    samples.push((Sample::Letter("R".into()), "Responsible"));
    samples.push((Sample::Letter("A".into()), "Accountable"));
    scene.legend("Department", samples);
    Ok(scene)
}
