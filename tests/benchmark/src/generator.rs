//! Makes realistic layered models of any size: the same seed gives the same model.
//!
//! About three relations an element, each allowed by the metamodel; degrees follow a power law,
//! because a new relation prefers an end that has many already. One view for a hundred elements.

use std::collections::BTreeSet;
use std::sync::Arc;

use archweave_model::element::{Access, Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::{End, KindIndex, Metamodel};
use archweave_model::model::{Filed, Manifest, Model};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, ConnectionLayout, Layout, Node, NodeLayout, Shows, View};

/// Relations for each element.
const RELATIONS: usize = 3;
/// Nodes of a view.
const NODES: usize = 30;

/// How many of a hundred elements are of a kind.
const KINDS: [(&str, u32); 25] = [
    ("capability", 3),
    ("value-stream", 1),
    ("business-actor", 3),
    ("business-role", 4),
    ("business-process", 12),
    ("business-function", 3),
    ("business-service", 6),
    ("business-object", 8),
    ("business-event", 2),
    ("product", 1),
    ("application-component", 12),
    ("application-service", 8),
    ("application-interface", 5),
    ("application-function", 4),
    ("data-object", 8),
    ("node", 3),
    ("system-software", 3),
    ("device", 2),
    ("technology-service", 3),
    ("artifact", 3),
    ("goal", 1),
    ("indicator", 1),
    ("requirement", 2),
    ("work-package", 1),
    ("location", 1),
];

const FIRST: [&str; 16] = [
    "Customer",
    "Outage",
    "Billing",
    "Meter",
    "Work order",
    "Payment",
    "Contract",
    "Field",
    "Grid",
    "Knowledge",
    "Quality",
    "Shift",
    "Voice",
    "Message",
    "Asset",
    "Report",
];
const SECOND: [&str; 12] = [
    "handling",
    "register",
    "platform",
    "planning",
    "analysis",
    "gateway",
    "archive",
    "portal",
    "dispatch",
    "inspection",
    "settlement",
    "master data",
];
const CHINESE: [&str; 12] =
    ["处理", "登记", "平台", "计划", "分析", "网关", "档案", "门户", "派发", "检查", "结算", "主数据"];

/// SplitMix64: small, fast and the same everywhere.
pub struct Random(u64);

impl Random {
    /// Numbers that follow from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// A model of this many elements.
pub fn model(count: usize, seed: u64) -> Model {
    let metamodel = Metamodel::library();
    let mut random = Random::new(seed);
    let mut elements: Vec<Element> = (0..count).map(|n| element(n, &mut random)).collect();
    let kinds: Vec<KindIndex> =
        elements.iter().filter_map(|e| metamodel.kind_index(e.kind.as_str())).collect();
    connect(&mut elements, &kinds, &metamodel, &mut random);
    let (views, layouts) = (0..count / 100).map(|n| view(n, &elements, &mut random)).unzip();
    Model {
        manifest: Manifest {
            name: Text::from("Generated model"),
            languages: Box::new(["en".into(), "zh".into()]),
            ..Manifest::default()
        },
        elements: elements.into_iter().map(Arc::new).collect(),
        views,
        layouts,
        ..Model::default()
    }
}

fn id<T>(parsed: Result<T, archweave_model::id::ParseIdError>) -> T {
    #[expect(clippy::expect_used, reason = "ids of this generator have no spaces")]
    parsed.expect("a valid id")
}

fn element(n: usize, random: &mut Random) -> Element {
    let mut share = random.below(100) as u32;
    let mut kind = KINDS[0].0;
    for (name, weight) in KINDS {
        kind = name;
        if share < weight {
            break;
        }
        share -= weight;
    }
    let mut element =
        Element::new(id(ElementId::parse(&format!("id-{:08x}-{n:06}", random.next() as u32))), kind.into());
    let (first, second) = (random.pick(&FIRST), random.below(SECOND.len()));
    let english = format!("{first} {} {n}", SECOND[second]);
    element.name = match random.one_in(4) {
        true => Text::languages([
            ("en".into(), english.into()),
            ("zh".into(), format!("{}{n}", CHINESE[second]).into()),
        ]),
        false => Text::from(&*english),
    };
    if random.one_in(3) {
        element.description = Text::from(
            "Keeps what the service promised to the customer,\nand tells the crew what to do next.\n",
        );
    }
    required(&mut element);
    if element.properties.is_empty() && random.one_in(2) {
        let entries = [
            ("criticality", Value::from(["1", "2", "3", "4"][random.below(4)])),
            ("vendor", Value::from(*random.pick(&FIRST))),
        ];
        element.properties = entries.into_iter().map(|(k, v)| (k.into(), v)).collect::<Properties>();
    }
    element
}

/// What the kind asks for: a model that people keep is complete.
fn required(element: &mut Element) {
    let keys: &[(&str, &str)] = match element.kind.as_str() {
        "artifact" => &[("purl", "pkg:oci/archweave/part")],
        "requirement" => &[
            ("statement", "When a report comes in, the system shall show the expected end."),
            ("level", "system"),
            ("rationale", "People call twice because nobody can tell them."),
            ("acceptance", "Shown within two seconds."),
        ],
        "indicator" => &[
            ("class", "business-outcome"),
            ("unit", "%"),
            ("formula", "solved at first contact / all contacts"),
            ("direction", "higher"),
            ("period", "P1M"),
            ("data_source", "Work-order system"),
        ],
        _ => return,
    };
    element.properties = keys.iter().map(|(key, text)| ((*key).into(), Value::from(*text))).collect();
    if element.kind.as_str() == "indicator" {
        element.owners.business = Some("Operations".into());
        element.owners.technology = Some("Data office".into());
    }
}

/// Somebody is accountable for every process, and a number shows whether a goal is reached.
fn answer_for(elements: &mut [Element], random: &mut Random) {
    let of_kind = |elements: &[Element], kind: &str| -> Vec<usize> {
        (0..elements.len()).filter(|n| elements[*n].kind.as_str() == kind).collect()
    };
    let pairs = [("business-role", "assignment", "business-process"), ("indicator", "association", "goal")];
    for (from, relation, to) in pairs {
        let sources = of_kind(elements, from);
        if sources.is_empty() {
            continue;
        }
        for target in of_kind(elements, to) {
            let source = *random.pick(&sources);
            let relation_id = id(RelationId::parse(&format!("id-{relation}-{target:06}")));
            let end: EndId = elements[target].id.clone().into();
            let mut made = Relation::new(relation_id, relation.into(), end);
            if relation == "assignment" {
                made.properties.set("responsibility", Value::List(["R", "A"].map(Value::from).into()));
            }
            elements[source].relations.push(made);
        }
    }
}

fn connect(elements: &mut [Element], kinds: &[KindIndex], metamodel: &Metamodel, random: &mut Random) {
    let count = elements.len();
    // Every end of a relation so far, so that a pick from it prefers ends that have many.
    let mut ends: Vec<u32> = Vec::with_capacity(count * RELATIONS * 2);
    let mut known: BTreeSet<(u32, u32, u16)> = BTreeSet::new();
    answer_for(elements, random);
    let mut made: usize = elements.iter().map(|element| element.relations.len()).sum();
    let mut tries = 0;
    while made < count * RELATIONS && tries < count * RELATIONS * 20 {
        tries += 1;
        let source = random.below(count);
        let target = match ends.is_empty() || random.one_in(3) {
            true => random.below(count),
            false => *random.pick(&ends) as usize,
        };
        if source == target {
            continue;
        }
        let allowed = metamodel.allowed(End::Element(kinds[source]), End::Element(kinds[target]));
        let mut choices: Vec<_> = allowed.iter().collect();
        // Association and derived relations are allowed nearly everywhere, and rare in good models.
        choices.retain(|r| metamodel.relation(*r).id.as_str() != "association" || random.0.is_multiple_of(8));
        if choices.is_empty() {
            continue;
        }
        let kind = *random.pick(&choices);
        if !known.insert((source as u32, target as u32, kind.position() as u16)) {
            continue;
        }
        let to: EndId = elements[target].id.clone().into();
        let name: KindId = metamodel.relation(kind).id.clone();
        let relation_id = id(RelationId::parse(&format!("id-{:08x}-r{made:06}", random.next() as u32)));
        let mut relation = Relation::new(relation_id, name, to);
        if relation.kind.as_str() == "access" && random.one_in(2) {
            relation.access = Some(Access::Read);
        }
        if relation.kind.as_str() == "flow" && random.one_in(2) {
            relation.name = Text::from(*random.pick(&FIRST));
        }
        elements[source].relations.push(relation);
        ends.extend([source as u32, target as u32]);
        made += 1;
    }
}

fn view(n: usize, elements: &[Element], random: &mut Random) -> (Filed<View>, Arc<Layout>) {
    let view_id = id(ViewId::parse(&format!("view-{n:05}")));
    let mut view = View::new(view_id.clone());
    view.name = Text::from(&*format!("{} {} view {n}", random.pick(&FIRST), random.pick(&SECOND)));
    view.viewpoint = Some("layered".into());
    let mut layout = Layout::new(view_id);
    let start = random.below(elements.len());
    let shown: Vec<&Element> = (0..NODES).map(|k| &elements[(start + k * 7) % elements.len()]).collect();
    let mut places: std::collections::BTreeMap<&str, NodeId> = Default::default();
    for (k, element) in shown.iter().enumerate() {
        let node = id(NodeId::parse(&format!("n{k}")));
        if places.insert(element.id.as_str(), node.clone()).is_some() {
            continue;
        }
        let (x, y) = ((k % 6 * 160) as f64, (k / 6 * 110) as f64);
        layout.nodes.insert(
            node.clone(),
            NodeLayout { x, y, w: Some(120.0), h: Some(55.0), ..NodeLayout::default() },
        );
        view.content.push(Node::new(node, Shows::Element(element.id.clone())));
    }
    for element in &shown {
        for relation in &element.relations {
            if let (Some(from), Some(to)) =
                (places.get(element.id.as_str()), places.get(relation.to.as_str()))
            {
                let line = id(NodeId::parse(&format!("c{}", view.connections.len())));
                let bends =
                    if random.one_in(3) { vec![Bend::Between([0.0, 40.0, 0.0, -40.0])] } else { Vec::new() };
                layout
                    .connections
                    .insert(line.clone(), ConnectionLayout { bends, ..ConnectionLayout::default() });
                view.connections.push(Connection::new(
                    line,
                    Some(relation.id.clone()),
                    from.clone(),
                    to.clone(),
                ));
            }
        }
    }
    let path = format!("area-{:02}", n % 40);
    (Filed { path: path.into(), value: Arc::new(view) }, Arc::new(layout))
}
