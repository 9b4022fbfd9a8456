//! Diagrams made by hand, one of every sort.

use archweave_model::diagram::{
    Arrow, Content, Diagram, Edge, End, Feature, Figure, Form, Legend, LegendEntry, Line, Node, PartFigure,
    Point, Rect, Sample,
};
use archweave_model::element::{Access, Junction};
use archweave_model::id::{ElementId, KindId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::Layer;
use archweave_model::viewpoint::Notation;

/// A diagram being put together.
pub struct Scene(pub Diagram);

impl Scene {
    pub fn new(notation: Notation, title: &str) -> Self {
        Self(Diagram {
            view: ViewId::parse("view").unwrap(),
            language: "en".into(),
            notation,
            audience: None,
            title: title.to_owned(),
            description: "What it shows.\n\nAnd why.".to_owned(),
            bounds: Rect::new(0.0, 0.0, 800.0, 600.0),
            nodes: Vec::new(),
            edges: Vec::new(),
            legend: None,
            notes: Vec::new(),
        })
    }

    pub fn node(
        &mut self,
        id: &str,
        parent: Option<usize>,
        content: Content,
        label: &str,
        rect: [f64; 4],
    ) -> usize {
        let mut node = Node::bare(NodeId::parse(id).unwrap(), parent, content, label.to_owned());
        let [x, y, w, h] = rect;
        node.rect = Rect::new(x, y, w, h);
        if let Some(parent) = parent {
            self.0.nodes[parent].is_container = true;
        }
        self.0.nodes.push(node);
        self.0.nodes.len() - 1
    }

    /// An element in the next free place of a row of eight.
    pub fn element(&mut self, id: &str, shape: &str, label: &str, parent: Option<usize>) -> usize {
        let n = self.0.nodes.len() as f64;
        let rect = [(n % 8.0) * 160.0, (n / 8.0).floor() * 100.0, 120.0, 55.0];
        self.node(id, parent, element(id, shape), label, rect)
    }

    pub fn part(&mut self, id: &str, shape: &str, label: &str, parent: Option<usize>) -> usize {
        let n = self.0.nodes.len() as f64;
        self.node(id, parent, part(id, shape), label, [n * 130.0, 20.0, 100.0, 40.0])
    }

    pub fn features(&mut self, node: usize, lists: &[&[&str]]) {
        let feature =
            |text: &&str| Feature { part: "p".into(), text: (*text).to_owned(), ..Feature::default() };
        self.0.nodes[node].compartments =
            lists.iter().map(|list| list.iter().map(feature).collect()).collect();
        self.0.nodes[node].rect.h = 150.0;
    }

    pub fn edge(&mut self, line: Line, from: usize, to: usize, label: &str) -> usize {
        let at = |n: usize| self.0.nodes[n].rect.centre();
        let points = vec![at(from), Point::new(at(from).x, at(to).y + 7.0), at(to)];
        self.edge_at(line, Some((End::Node(from), End::Node(to))), points, label)
    }

    pub fn edge_at(
        &mut self,
        line: Line,
        joins: Option<(End, End)>,
        points: Vec<Point>,
        label: &str,
    ) -> usize {
        let id = format!("edge-{}", self.0.edges.len());
        let mut edge = Edge::bare(NodeId::parse(&id).unwrap(), line, points);
        edge.joins = joins;
        edge.label = label.to_owned();
        self.0.edges.push(edge);
        self.0.edges.len() - 1
    }

    fn ends(&mut self, edge: usize, from: &str, to: &str) {
        let at = Point::new(0.0, 0.0);
        self.0.edges[edge].ends = [Some((from.to_owned(), at)), Some((to.to_owned(), at))];
    }
}

pub fn element(id: &str, shape: &str) -> Content {
    let kind = if shape.starts_with("uml-") { "business-object" } else { "application-component" };
    Content::Element(Figure {
        element: ElementId::parse(id).unwrap(),
        kind: KindId::parse(kind).unwrap(),
        kind_label: "Kind".to_owned(),
        shape: shape.into(),
        layer: Layer::Application,
        specializations: Vec::new(),
        image: None,
        form: Form::Box,
        junction: Junction::And,
    })
}

pub fn part(id: &str, shape: &str) -> Content {
    Content::Part(figure(id, shape))
}

fn figure(id: &str, shape: &str) -> PartFigure {
    PartFigure {
        element: ElementId::parse("whole").unwrap(),
        part: id.into(),
        shape: shape.into(),
        kind_label: "Part".to_owned(),
    }
}

pub fn relation(shape: &str) -> Line {
    Line::Relation(Arrow {
        relation: RelationId::parse(&format!("r-{shape}")).unwrap(),
        kind: KindId::parse("association").unwrap(),
        kind_label: "Relation".to_owned(),
        shape: shape.into(),
        access: (shape == "access").then_some(Access::ReadWrite),
        directed: false,
    })
}

pub fn message(shape: &str) -> Line {
    Line::Part(figure("m", shape))
}

pub fn generic(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Archimate, word(0));
    let group = scene.node("group", None, Content::Group, word(1), [0.0, 0.0, 400.0, 300.0]);
    let outer =
        scene.node("crm", Some(group), element("crm", "component"), word(2), [20.0, 40.0, 300.0, 200.0]);
    let inner = scene.node(
        "crm-api",
        Some(outer),
        element("crm-api", "interface"),
        word(3),
        [40.0, 80.0, 120.0, 55.0],
    );
    let service = scene.node("end", None, element("end", "service"), word(4), [500.0, 40.0, 120.0, 55.0]);
    let note = scene.node("note", None, Content::Note, word(5), [500.0, 200.0, 120.0, 55.0]);
    let missing = Content::Missing(ElementId::parse("gone").unwrap());
    let missing = scene.node("gone", None, missing, "gone", [500.0, 300.0, 120.0, 55.0]);
    let junction = scene.node("j", None, element("j", "junction"), "", [440.0, 60.0, 15.0, 15.0]);
    let view = Content::View { id: ViewId::parse("other").unwrap(), found: true };
    scene.node("客户", None, view, word(6), [700.0, 40.0, 120.0, 55.0]);
    for (n, shape) in
        ["composition", "aggregation", "assignment", "realization", "serving", "access", "influence"]
            .into_iter()
            .enumerate()
    {
        scene.edge(relation(shape), [outer, inner][n % 2], service, if n % 3 == 0 { "" } else { word(n) });
    }
    scene.edge(relation("triggering"), inner, junction, "");
    let flow = scene.edge(relation("flow"), junction, service, word(7));
    scene.edge(Line::Plain, note, service, "");
    scene.edge(relation("association"), missing, group, "");
    // A line to the middle of another line, and one that nesting says.
    let points = vec![Point::new(560.0, 300.0), Point::new(480.0, 68.0)];
    scene.edge_at(relation("specialization"), Some((End::Node(missing), End::Edge(flow))), points, word(8));
    let implied = scene.edge(relation("composition"), outer, inner, "");
    scene.0.edges[implied].is_implied = true;
    scene.0.nodes[service].tone = Some("application".into());
    scene.0.legend = Some(Legend {
        title: word(9).to_owned(),
        entries: vec![
            LegendEntry { sample: Sample::Tone("business".into()), label: word(10).to_owned() },
            LegendEntry { sample: Sample::Letter("R".into()), label: word(11).to_owned() },
        ],
    });
    scene.0
}

pub fn class(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let package = scene.element("orders", "uml-package", word(1), None);
    let order = scene.element("bo-order", "uml-class", word(2), Some(package));
    let account = scene.element("bo-account", "uml-class", word(3), Some(package));
    let printable = scene.element("printable", "uml-interface", word(4), None);
    let kind = scene.element("en-kind", "uml-enumeration", word(5), None);
    scene.features(
        order,
        &[
            &["+ number : text [0..1]", word(6), "- lines : Order line [1..*] {ordered}"],
            &["+ assign(crew : Crew) : bool", word(7)],
        ],
    );
    scene.0.nodes[order].compartments[0][0].underline = true;
    scene.0.nodes[order].compartments[1][0].italic = true;
    scene.features(kind, &[&["fault", "end", word(8)]]);
    scene.features(account, &[&[], &[]]);
    let owns = scene.edge(relation("uml-composition"), account, order, word(9));
    scene.ends(owns, "account 1", "0..*");
    scene.edge(relation("uml-generalization"), order, account, "");
    scene.edge(relation("uml-realization"), order, printable, "");
    let plain = scene.edge(relation("uml-aggregation"), order, kind, word(10));
    scene.ends(plain, word(11), "");
    scene.edge(relation("uml-dependency"), printable, kind, "");
    scene.edge(relation("uml-navigable"), account, kind, "");
    scene.node("note", None, Content::Note, word(12), [0.0, 400.0, 120.0, 55.0]);
    scene.0
}

pub fn component(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let whole = scene.element("crm", "uml-component", word(1), None);
    let inner = scene.element("core", "uml-component", word(2), Some(whole));
    let port = scene.element("port", "uml-port", word(3), Some(whole));
    let ball = scene.element("api", "uml-provided", word(4), None);
    let socket = scene.element("needs", "uml-required", word(5), None);
    scene.edge(relation("uml-assembly"), port, ball, "");
    scene.edge(relation("uml-dependency"), inner, socket, word(6));
    scene.0
}

pub fn deployment(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let device = scene.element("server", "uml-device", word(1), None);
    let environment = scene.element("jvm", "uml-environment", word(2), Some(device));
    let artifact = scene.element("jar", "uml-artifact", word(3), Some(environment));
    let node = scene.element("db", "uml-node", word(4), None);
    scene.edge(relation("uml-communication"), device, node, word(5));
    scene.edge(relation("uml-deploy"), artifact, node, "");
    scene.0
}

pub fn use_case(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let subject = scene.element("portal", "uml-subject", word(1), None);
    let report = scene.element("report", "uml-use-case", word(2), Some(subject));
    let login = scene.element("login", "uml-use-case", word(3), Some(subject));
    let actor = scene.element("customer", "uml-actor", word(4), None);
    scene.edge(relation("uml-association"), actor, report, "");
    scene.edge(relation("uml-include"), report, login, word(5));
    scene.edge(relation("uml-extend"), login, report, "");
    scene.0
}

pub fn activity(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let lane = Content::Decor("lane".into());
    scene.node("lane-1", None, lane.clone(), word(1), [0.0, 0.0, 700.0, 100.0]);
    scene.node("lane-2", None, lane, word(2), [0.0, 100.0, 700.0, 100.0]);
    let start = scene.node("start", None, part("start", "uml-initial"), "", [20.0, 40.0, 20.0, 20.0]);
    let call = scene.node("call", None, element("call", "uml-action"), word(3), [80.0, 20.0, 120.0, 55.0]);
    let choice = scene.node("same", None, element("same", "uml-decision"), "", [240.0, 30.0, 40.0, 40.0]);
    let fork = scene.node("both", None, part("both", "uml-fork"), "", [300.0, 120.0, 6.0, 60.0]);
    let close =
        scene.node("close", None, element("close", "uml-action"), word(4), [340.0, 120.0, 120.0, 55.0]);
    let done = scene.node("done", None, part("done", "uml-final"), "", [600.0, 130.0, 20.0, 20.0]);
    for (from, to, label) in [
        (start, call, ""),
        (call, choice, ""),
        (choice, fork, word(5)),
        (choice, call, "[else]"),
        (fork, close, ""),
        (close, done, ""),
    ] {
        scene.edge(relation("uml-flow"), from, to, label);
    }
    scene.0
}

pub fn states(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let start = scene.part("start", "uml-initial", "", None);
    let created = scene.part("created", "uml-state", word(1), None);
    scene.features(created, &[&["entry / notify()", word(2)]]);
    let work = scene.part("at-work", "uml-composite-state", word(3), None);
    let inner = scene.part("begin", "uml-initial", "", Some(work));
    let site = scene.part("on-site", "uml-state", word(4), Some(work));
    let end = scene.part("finish", "uml-final", "", Some(work));
    let history = scene.part("history", "uml-history", "", Some(work));
    let choice = scene.part("choice", "uml-choice", "", None);
    let closed = scene.part("closed", "uml-final", "", None);
    for (from, to, label) in [
        (start, created, ""),
        (created, work, "dispatch [crew free] / inform(crew)"),
        (inner, site, word(5)),
        (site, end, ""),
        (site, site, word(6)),
        (work, choice, ""),
        (choice, closed, "[done]"),
        (choice, history, "[not yet]"),
    ] {
        scene.edge(message("uml-transition"), from, to, label);
    }
    scene.0
}

pub fn sequence(words: &[&str]) -> Diagram {
    let word = |n: usize| words[n % words.len()];
    let mut scene = Scene::new(Notation::Uml, word(0));
    let heads = [1, 2, 3, 4].map(|n| {
        let id = format!("line-{n}");
        let rect = [150.0 * f64::from(n), 0.0, 100.0, 40.0];
        scene.node(&id, None, element(&id, "uml-lifeline"), word(n as usize), rect)
    });
    let nobody = scene.node("nobody", None, part("nobody", "uml-initial"), "", [0.0, 60.0, 8.0, 8.0]);
    let mut y = 60.0;
    let mut send = |scene: &mut Scene, shape: &str, from: usize, to: usize, label: &str| {
        let at = |n: usize| Point::new(scene.0.nodes[n].rect.centre().x, y);
        let points = vec![at(from), at(to)];
        scene.edge_at(message(shape), Some((End::Node(from), End::Node(to))), points, label);
        y += 40.0;
    };
    send(&mut scene, "uml-async", nobody, heads[0], "");
    send(&mut scene, "uml-async", heads[0], heads[1], word(5));
    send(&mut scene, "uml-call", heads[1], heads[2], word(6));
    send(&mut scene, "uml-reply", heads[2], heads[1], "");
    send(&mut scene, "uml-call", heads[1], heads[1], word(7));
    send(&mut scene, "uml-create", heads[1], heads[3], "new");
    send(&mut scene, "uml-call", heads[1], heads[2], "end");
    send(&mut scene, "uml-destroy", heads[1], heads[3], "");
    // Around the third to the fifth message, parted after the third; inside it one around the fifth.
    let alt = scene.node("alt", None, part("alt", "frame"), "alt", [100.0, 125.0, 600.0, 120.0]);
    let text = Content::Decor("text".into());
    scene.node("alt:0", Some(alt), text.clone(), word(8), [140.0, 126.0, 80.0, 12.0]);
    scene.node("alt:1", Some(alt), text, "[else]", [140.0, 162.0, 80.0, 12.0]);
    let divider = vec![Point::new(100.0, 160.0), Point::new(700.0, 160.0)];
    scene.edge_at(Line::Decor("divider".into()), Some((End::Node(alt), End::Node(alt))), divider, "");
    scene.node("loop", Some(alt), part("loop", "frame"), "loop", [120.0, 205.0, 400.0, 30.0]);
    scene.node("ref", None, part("ref", "frame"), &format!("ref {}", word(9)), [150.0, 400.0, 300.0, 40.0]);
    scene.node("note", None, Content::Note, word(10), [700.0, 300.0, 100.0, 40.0]);
    scene.0
}

/// A diagram of every sort, with these texts in all its places.
pub fn all(words: &[&str]) -> Vec<(&'static str, Diagram)> {
    vec![
        ("generic", generic(words)),
        ("class", class(words)),
        ("component", component(words)),
        ("deployment", deployment(words)),
        ("use-case", use_case(words)),
        ("activity", activity(words)),
        ("states", states(words)),
        ("sequence", sequence(words)),
    ]
}

/// Ordinary names, as models have them.
pub const PLAIN: &[&str] = &[
    "Order to cash",
    "Customer centre (north)",
    "Work order",
    "客户中心",
    "Restoration time",
    "Known outage",
    "wrong crew / 50% done",
    "R&D",
    "[same fault]",
    "Case: 1.2",
];
