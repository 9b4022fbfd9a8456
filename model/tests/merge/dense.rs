//! Small models in which two people often meet: few elements, one view, its layout.

use std::collections::BTreeMap;

use archweave_model::change::{DocumentId, Documents, Placed};
use archweave_model::yaml::{FileClass, read};
use serde_json::{Value, json};

use crate::generator::Choices;

/// A relation or a line: ends and a name.
type Edge = (String, String, String);
type Fields = BTreeMap<&'static str, Value>;

#[derive(Clone, Default)]
pub struct Small {
    /// By number: fields, and relations by id.
    elements: BTreeMap<usize, (Fields, Vec<(String, Edge)>)>,
    /// In order: number, the node around it, fields.
    nodes: Vec<(usize, Option<usize>, Fields)>,
    lines: Vec<(String, Edge)>,
    places: BTreeMap<String, usize>,
    has_view: bool,
}

/// Which of the things a person may touch.
#[derive(Clone, Copy)]
pub enum Part {
    All,
    Even,
    Odd,
}

impl Part {
    fn number(self, c: &mut Choices<'_>) -> usize {
        match self {
            Self::All => c.below(6),
            Self::Even => c.below(3) * 2,
            Self::Odd => c.below(3) * 2 + 1,
        }
    }
}

const NAMES: [&str; 5] = ["one", "two", "客户", "订单", "five"];

impl Small {
    pub fn new(c: &mut Choices<'_>) -> Self {
        let mut small = Self { has_view: true, ..Self::default() };
        for _ in 0..30 {
            small.change(c, Part::Even);
            small.change(c, Part::Odd);
        }
        small
    }

    /// Some changes of a person.
    pub fn changed(&self, c: &mut Choices<'_>, part: Part) -> Self {
        let mut small = self.clone();
        for _ in 0..1 + c.below(5) {
            small.change(c, part);
        }
        if matches!(part, Part::All) && c.once_in(15) {
            small.has_view = false;
            small.places.clear();
        }
        if matches!(part, Part::All) && c.once_in(4) {
            c.shuffle(&mut small.nodes);
        }
        small
    }

    fn change(&mut self, c: &mut Choices<'_>, part: Part) {
        match c.below(4) {
            0 => self.change_element(c, part),
            1 | 2 => self.change_node(c, part),
            _ => self.change_line(c, part),
        }
    }

    fn change_element(&mut self, c: &mut Choices<'_>, part: Part) {
        let n = part.number(c);
        let what = c.below(9);
        if what == 0 {
            self.elements.remove(&n);
            return;
        }
        let id = format!("r{}", part.number(c));
        let to = format!("e{}", c.below(6));
        // A relation stands in one element.
        let held = self.elements.iter().find(|(_, e)| e.1.iter().any(|(known, _)| *known == id));
        let holder = held.map(|(n, _)| *n);
        let (fields, relations) = self.elements.entry(n).or_default();
        match what {
            1 => drop(fields.insert("name", field(c))),
            2 => drop(fields.insert("description", c.of(&NAMES).into())),
            3 => drop(fields.remove("name")),
            4 => drop(fields.insert("tags", Value::from_iter([c.of(&NAMES)]))),
            5 => drop(fields.insert("extra", json!({ "tool": c.of(&NAMES) }))),
            _ => match holder {
                None => relations.push((id, ("".into(), to, c.of(&NAMES).into()))),
                Some(holder) => {
                    let relations = &mut self.elements.get_mut(&holder).unwrap().1;
                    let at = relations.iter().position(|(known, _)| *known == id).unwrap();
                    let mut taken = relations.remove(at);
                    match what {
                        6 => return,
                        7 => taken.1.2 = c.of(&NAMES).into(),
                        _ => taken.1.1 = to,
                    }
                    // Now and then it moves.
                    let into = if c.once_in(2) { n } else { holder };
                    self.elements.get_mut(&into).unwrap().1.push(taken);
                }
            },
        }
    }

    fn change_node(&mut self, c: &mut Choices<'_>, part: Part) {
        let n = part.number(c);
        let what = c.below(9);
        let around =
            self.nodes.iter().map(|node| node.0).filter(|other| part.has(*other)).collect::<Vec<_>>();
        let around = (c.once_in(2) && !around.is_empty()).then(|| c.of(&around));
        match self.nodes.iter().position(|node| node.0 == n) {
            None => {
                let fields = BTreeMap::from([("element", Value::from(format!("e{n}")))]);
                self.nodes.push((n, around.filter(|around| *around != n), fields));
                self.places.insert(format!("n{n}"), c.below(9));
            }
            Some(at) => match what {
                0 | 1 => {
                    let around = self.nodes[at].1;
                    let lifts = c.once_in(2);
                    let mut gone = vec![n];
                    while let Some(n) = gone.pop() {
                        self.nodes.retain(|node| node.0 != n);
                        self.remove_end(&format!("n{n}"));
                        for node in self.nodes.iter_mut().filter(|node| node.1 == Some(n)) {
                            match lifts {
                                true => node.1 = around,
                                false => gone.push(node.0),
                            }
                        }
                    }
                }
                2..5 if !self.is_in(around, n) => {
                    let mut node = self.nodes.remove(at);
                    node.1 = around;
                    self.nodes.push(node);
                }
                5 => {
                    let fields = &mut self.nodes[at].2;
                    let name = fields.remove("name");
                    *fields = BTreeMap::from([(c.of(&["note", "group"]), field(c))]);
                    fields.extend(name.map(|name| ("name", name)));
                }
                6 | 7 => drop(self.places.insert(format!("n{n}"), c.below(9))),
                _ => drop(self.nodes[at].2.insert("name", field(c))),
            },
        }
    }

    fn change_line(&mut self, c: &mut Choices<'_>, part: Part) {
        let id = format!("c{}", part.number(c));
        let mut ends: Vec<String> =
            self.nodes.iter().filter(|node| part.has(node.0)).map(|node| format!("n{}", node.0)).collect();
        let lines = self.lines.iter().filter(|(other, _)| *other < id && part.has_line(other));
        ends.extend(lines.map(|(id, _)| id.clone()));
        if ends.is_empty() {
            return;
        }
        let (from, to) = (c.of(&ends), c.of(&ends));
        match self.lines.iter_mut().find(|(known, _)| *known == id) {
            None => {
                self.lines.push((id.clone(), (from, to, "".into())));
                self.places.insert(id, c.below(9));
            }
            Some((_, line)) => match c.below(4) {
                0 => {
                    self.lines.retain(|(known, _)| *known != id);
                    self.remove_end(&id);
                }
                1 => line.0 = from,
                2 => line.1 = to,
                _ => line.2 = c.of(&NAMES).into(),
            },
        }
    }

    /// Lines at what is gone go, and so do places.
    fn remove_end(&mut self, id: &str) {
        let mut gone = vec![id.to_owned()];
        while let Some(id) = gone.pop() {
            self.places.remove(&id);
            self.lines.retain(|(line, (from, to, _))| {
                let is_at = *from == id || *to == id;
                if is_at {
                    gone.push(line.clone());
                }
                !is_at
            });
        }
    }

    /// Whether a node stands, at any depth, in another.
    fn is_in(&self, mut node: Option<usize>, other: usize) -> bool {
        while let Some(n) = node {
            if n == other {
                return true;
            }
            node = self.nodes.iter().find(|node| node.0 == n).and_then(|node| node.1);
        }
        false
    }

    pub fn documents(&self) -> Documents {
        let mut found = Documents::new();
        let mut add = |path: &str, content: Value| {
            let parsed =
                read(FileClass::of(path).unwrap(), serde_json::to_string(&content).unwrap().as_bytes());
            assert_eq!(parsed.findings, Vec::new(), "{content}");
            let document = parsed.documents[0].clone();
            found.insert(DocumentId::of(&document, path), Placed { file: path.into(), document });
        };
        for (n, (fields, relations)) in &self.elements {
            let mut element = json!({ "id": format!("e{n}"), "kind": "goal" });
            element.as_object_mut().unwrap().extend(fields.iter().map(|(k, v)| ((*k).into(), v.clone())));
            let relations = relations.iter().map(
                |(id, (_, to, name))| json!({ "id": id, "kind": "association", "to": to, "name": name }),
            );
            element["relations"] = relations.collect();
            add(&format!("elements/e{n}.yaml"), element);
        }
        if self.has_view {
            let lines = self
                .lines
                .iter()
                .map(|(id, (from, to, name))| json!({ "id": id, "from": from, "to": to, "name": name }));
            let lines: Vec<Value> = lines.collect();
            add("views/v.yaml", json!({ "id": "v", "content": self.nodes_in(None), "connections": lines }));
        }
        if self.has_view {
            let place = |(id, x): (&String, &usize)| (id.clone(), json!({ "x": x, "y": 0 }));
            let line = |(id, x): (&String, &usize)| (id.clone(), json!({ "bends": [[x, 0]] }));
            let of = |first: char| self.places.iter().filter(move |(id, _)| id.starts_with(first));
            let nodes: serde_json::Map<String, Value> = of('n').map(place).collect();
            let lines: serde_json::Map<String, Value> = of('c').map(line).collect();
            add("layouts/v.yaml", json!({ "view": "v", "nodes": nodes, "connections": lines }));
        }
        found
    }

    fn nodes_in(&self, around: Option<usize>) -> Vec<Value> {
        let inside = self.nodes.iter().filter(|node| node.1 == around);
        let nodes = inside.map(|(n, _, fields)| {
            let mut node = json!({ "node": format!("n{n}"), "nodes": self.nodes_in(Some(*n)) });
            node.as_object_mut().unwrap().extend(fields.iter().map(|(k, v)| ((*k).into(), v.clone())));
            node
        });
        nodes.collect()
    }
}

impl Part {
    fn has(self, n: usize) -> bool {
        match self {
            Self::All => true,
            Self::Even => n.is_multiple_of(2),
            Self::Odd => !n.is_multiple_of(2),
        }
    }

    fn has_line(self, id: &str) -> bool {
        self.has(id[1..].parse().unwrap())
    }
}

fn field(c: &mut Choices<'_>) -> Value {
    match c.below(3) {
        0 => c.of(&NAMES).into(),
        _ => json!({ "en": c.of(&NAMES), "zh": c.of(&NAMES) }),
    }
}
