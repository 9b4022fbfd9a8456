//! Draws every shape and line of every notation, tones, legends, and a few whole pictures.
//!
//! `cargo run -p archweave-render --example gallery -- OUT_DIR` writes SVG and PNG, light and dark; look at them
//! after changing a shape.

mod notations;
mod pictures;
mod scene;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use archweave_model::diagram::{Diagram, Lookup, resolve};
use archweave_model::element::{Access, Element, Junction, Relation};
use archweave_model::id::{ElementId, EndId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::{Layer, Metamodel};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, ConnectionLayout, Layout, Node, NodeLayout, Shows, View};
use archweave_render::{Options, Theme, png, svg};

type Failure = Box<dyn std::error::Error>;

struct Gallery {
    elements: HashMap<String, Element>,
    relations: HashMap<String, Relation>,
    view: View,
    layout: Layout,
}

fn style(entries: &[(&str, &str)]) -> Properties {
    entries.iter().map(|(k, v)| (Box::from(*k), Value::from(*v))).collect()
}

impl Gallery {
    fn new() -> Result<Self, Failure> {
        let id = ViewId::parse("gallery")?;
        let mut view = View::new(id.clone());
        view.name = Text::from("Gallery");
        Ok(Self { elements: HashMap::new(), relations: HashMap::new(), view, layout: Layout::new(id) })
    }

    fn place(&mut self, node: &str, rect: [f64; 4], entries: &[(&str, &str)]) -> Result<(), Failure> {
        let [x, y, w, h] = rect;
        let place =
            NodeLayout { x, y, w: Some(w), h: Some(h), style: style(entries), ..NodeLayout::default() };
        self.layout.nodes.insert(NodeId::parse(node)?, place);
        Ok(())
    }

    fn element(&mut self, name: &str, kind: &str, label: Text) -> Result<Shows, Failure> {
        let id = ElementId::parse(name)?;
        let kind = archweave_model::id::KindId::parse(kind)?;
        let mut element = Element::new(id.clone(), kind);
        element.name = label;
        self.elements.insert(name.to_owned(), element);
        Ok(Shows::Element(id))
    }

    fn show(
        &mut self,
        node: &str,
        shows: Shows,
        rect: [f64; 4],
        entries: &[(&str, &str)],
    ) -> Result<(), Failure> {
        self.view.content.push(Node::new(NodeId::parse(node)?, shows));
        self.place(node, rect, entries)
    }

    fn relate(&mut self, id: &str, kind: &str, from: &str, to: &str) -> Result<&mut Relation, Failure> {
        let relation = RelationId::parse(id)?;
        let kind = archweave_model::id::KindId::parse(kind)?;
        let made = Relation::new(relation.clone(), kind, EndId::parse(to)?);
        let connection =
            Connection::new(NodeId::parse(id)?, Some(relation), NodeId::parse(from)?, NodeId::parse(to)?);
        self.view.connections.push(connection);
        Ok(self.relations.entry(id.to_owned()).or_insert(made))
    }

    fn bend(&mut self, id: &str, bends: &[Bend]) -> Result<(), Failure> {
        let place = ConnectionLayout { bends: bends.to_vec(), ..ConnectionLayout::default() };
        self.layout.connections.insert(NodeId::parse(id)?, place);
        Ok(())
    }

    fn diagram(&self, language: &str) -> Diagram {
        let metamodel = Metamodel::library();
        let lookup = Lookup {
            metamodel: &metamodel,
            element: &|id| self.elements.get(id),
            relation: &|id| self.relations.get(id),
            view_name: &|id| (id == "other").then(|| "Customer journey".to_owned()),
        };
        resolve(&self.view, Some(&self.layout), &lookup, language)
    }
}

fn shapes() -> Result<Gallery, Failure> {
    let mut gallery = Gallery::new()?;
    let metamodel = Metamodel::library();
    let mut y = 0.0;
    for layer in Layer::ALL {
        let mut column = 0;
        for (_, kind) in metamodel.kinds().filter(|(_, k)| k.layer == *layer && &*k.namespace == "archimate")
        {
            if column == 6 {
                (column, y) = (0, y + 86.0);
            }
            let name = kind.id.as_str();
            let label = kind.label.clone();
            let x = f64::from(column) * 270.0;
            let size = if name == "junction" { [15.0, 15.0] } else { [120.0, 60.0] };
            let shows = gallery.element(name, name, label)?;
            gallery.show(name, shows.clone(), [x, y, size[0], size[1]], &[])?;
            gallery.show(
                &format!("{name}-icon"),
                shows,
                [x + 130.0, y, size[0], size[1]],
                &[("form", "icon")],
            )?;
            column += 1;
        }
        y += 100.0;
    }
    Ok(gallery)
}

fn lines() -> Result<Gallery, Failure> {
    let mut gallery = Gallery::new()?;
    let metamodel = Metamodel::library();
    let mut names: Vec<(String, Option<Access>, bool)> = Vec::new();
    for (_, kind) in metamodel.relations().filter(|(_, k)| &*k.namespace == "archimate") {
        let id = kind.id.to_string();
        match id.as_str() {
            "access" => names.extend(Access::ALL.map(|(mode, _)| (id.clone(), Some(mode), false))),
            "association" => names.extend([(id.clone(), None, false), (id, None, true)]),
            _ => names.push((id, None, false)),
        }
    }
    for (n, (kind, access, directed)) in names.iter().enumerate() {
        let (column, row) = (n % 3, n / 3);
        let (x, y) = (column as f64 * 420.0, row as f64 * 110.0);
        let (a, b) = (format!("a{n}"), format!("b{n}"));
        for (id, at) in [(&a, x), (&b, x + 260.0)] {
            let shows = gallery.element(id, "application-component", Text::from("Component"))?;
            gallery.show(id, shows, [at, y, 100.0, 50.0], &[])?;
        }
        let made = gallery.relate(&format!("r{n}"), kind, &a, &b)?;
        made.access = *access;
        made.directed = *directed;
        made.name =
            Text::from(access.map_or_else(|| kind.clone(), |a| format!("{kind} {}", a.name())).as_str());
        if kind == "influence" {
            made.strength = Some("++".into());
        }
        if n % 3 == 1 {
            let (x, y) = (x + 50.0, y + 88.0);
            gallery.bend(&format!("r{n}"), &[Bend::At([x, y]), Bend::At([x + 260.0, y])])?;
        }
    }
    Ok(gallery)
}

fn others() -> Result<Gallery, Failure> {
    let mut gallery = Gallery::new()?;
    let note = "Replaced in 2027 by the new platform, when all customers have moved.\n呼叫中心将于二〇二七年更换平台。";
    gallery.show("note", Shows::Note(note.into()), [0.0, 0.0, 185.0, 90.0], &[])?;
    gallery.show("group", Shows::Group("Front office".into()), [220.0, 0.0, 330.0, 200.0], &[])?;
    gallery.show("view", Shows::View(ViewId::parse("other")?), [0.0, 110.0, 140.0, 60.0], &[])?;
    gallery.show("lost", Shows::Element(ElementId::parse("crm-2019")?), [0.0, 190.0, 140.0, 55.0], &[])?;
    gallery.show("image", Shows::Image("images/none.png".into()), [150.0, 190.0, 55.0, 55.0], &[])?;
    let shows = gallery.element("grouping", "grouping", "Customer domain".into())?;
    gallery.show("grouping", shows, [580.0, 0.0, 300.0, 200.0], &[])?;
    let inner = |gallery: &mut Gallery,
                 parent: usize,
                 id: &str,
                 kind: &str,
                 label: Text,
                 rect,
                 style: &[(&str, &str)]| {
        let shows = gallery.element(id, kind, label)?;
        gallery.view.content[parent].nodes.push(Node::new(NodeId::parse(id)?, shows));
        gallery.place(id, rect, style)
    };
    inner(
        &mut gallery,
        1,
        "call",
        "business-process",
        "Handle customer call and route it to the right team".into(),
        [15.0, 40.0, 140.0, 60.0],
        &[],
    )?;
    inner(
        &mut gallery,
        1,
        "clerk",
        "business-role",
        "客户服务中心的呼叫处理人员与坐席主管".into(),
        [175.0, 40.0, 140.0, 60.0],
        &[],
    )?;
    inner(
        &mut gallery,
        1,
        "crm",
        "application-component",
        "CustomerRelationshipManagementService".into(),
        [15.0, 120.0, 140.0, 60.0],
        &[("fill", "#1d3557")],
    )?;
    inner(&mut gallery, 1, "small", "application-service", "Tiny".into(), [175.0, 120.0, 40.0, 20.0], &[])?;
    inner(
        &mut gallery,
        1,
        "small2",
        "application-service",
        "Tiny box with far too much text".into(),
        [225.0, 120.0, 60.0, 30.0],
        &[],
    )?;
    inner(&mut gallery, 5, "or", "junction", "x".into(), [140.0, 90.0, 15.0, 15.0], &[])?;
    inner(
        &mut gallery,
        5,
        "goal",
        "goal",
        "Happy customers".into(),
        [20.0, 60.0, 90.0, 70.0],
        &[("font_style", "bold"), ("form", "icon")],
    )?;
    inner(
        &mut gallery,
        5,
        "node1",
        "node",
        "Cluster".into(),
        [180.0, 40.0, 110.0, 150.0],
        &[("form", "icon"), ("text_position", "top")],
    )?;
    if let Some(element) = gallery.elements.get_mut("or") {
        element.junction = Junction::Or;
    }
    if let Some(element) = gallery.elements.get_mut("call") {
        element.specializations = Box::new(["Customer process".into()]);
    }
    gallery.relate("r1", "triggering", "clerk", "crm")?.name = "hands over".into();
    gallery.relate("r2", "association", "note", "r1")?;
    gallery.relate("r3", "flow", "goal", "or")?;
    gallery.relate("r4", "flow", "or", "node1")?;
    gallery.relate("r5", "serving", "crm", "crm")?;
    gallery.view.connections.push(Connection::new(
        NodeId::parse("c9")?,
        Some(RelationId::parse("gone")?),
        NodeId::parse("lost")?,
        NodeId::parse("crm")?,
    ));
    Ok(gallery)
}

fn main() -> Result<(), Failure> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into()));
    std::fs::create_dir_all(&folder)?;
    for (name, gallery) in [("shapes", shapes()?), ("lines", lines()?), ("others", others()?)] {
        for language in ["en", "zh"] {
            write(&folder.join(format!("{name}-{language}")), &gallery.diagram(language))?;
        }
    }
    let scenes = [
        ("uml-shapes", notations::uml_shapes()?),
        ("uml-lines", notations::uml_lines()?),
        ("boxes", notations::boxes()?),
        ("plain", notations::plain()?),
        ("decor", notations::decor()?),
        ("tones", notations::tones()?),
        ("sequence", pictures::sequence()?),
        ("lanes", pictures::lanes()?),
        ("roadmap", pictures::roadmap()?),
        ("matrix", pictures::matrix()?),
    ];
    for (name, scene) in scenes {
        write(&folder.join(name), &scene.diagram)?;
    }
    Ok(())
}

fn write(path: &Path, diagram: &Diagram) -> Result<(), Failure> {
    for theme in [Theme::Light, Theme::Dark] {
        let text = svg(diagram, &Options { theme, ..Options::default() })?;
        let file = format!("{}-{}", path.display(), theme.name());
        std::fs::write(format!("{file}.svg"), &text)?;
        std::fs::write(format!("{file}.png"), png(&text, 1.25)?)?;
    }
    Ok(())
}
