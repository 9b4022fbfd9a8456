//! What is promised of every picture: complete notation, harmless text, text inside its box.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use archweave_model::diagram::{Diagram, Font, Lookup, fit, resolve, width};
use archweave_model::element::{Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::Metamodel;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Connection, Layout, Node, NodeLayout, Shows, View};
use archweave_render::{Options, RenderError, Target, Templates, Theme, png, svg};
use proptest::prelude::*;
use resvg::usvg;

/// A view being put together; ids are the names.
struct Scene {
    elements: HashMap<String, Element>,
    relations: HashMap<String, Relation>,
    view: View,
    layout: Layout,
}

impl Scene {
    fn new() -> Self {
        let id = ViewId::parse("v").unwrap();
        let (view, layout) = (View::new(id.clone()), Layout::new(id));
        Self { elements: HashMap::new(), relations: HashMap::new(), view, layout }
    }

    fn element(mut self, id: &str, kind: &str, name: &str, rect: [f64; 4], style: &[(&str, &str)]) -> Self {
        let element = ElementId::parse(id).unwrap();
        let mut made = Element::new(element.clone(), KindId::parse(kind).unwrap());
        made.name = name.into();
        self.elements.insert(id.to_owned(), made);
        self.node(id, Shows::Element(element), rect, style)
    }

    fn node(mut self, id: &str, shows: Shows, rect: [f64; 4], style: &[(&str, &str)]) -> Self {
        self.view.content.push(Node::new(NodeId::parse(id).unwrap(), shows));
        let style: Properties = style.iter().map(|(k, v)| (Box::from(*k), Value::from(*v))).collect();
        let [x, y, w, h] = rect;
        let place = NodeLayout { x, y, w: Some(w), h: Some(h), style, ..NodeLayout::default() };
        self.layout.nodes.insert(NodeId::parse(id).unwrap(), place);
        self
    }

    fn line(mut self, id: &str, kind: Option<&str>, from: &str, to: &str, name: &str) -> Self {
        let relation = RelationId::parse(id).unwrap();
        let shown = kind.map(|kind| {
            let to = EndId::parse(to).unwrap();
            let mut made = Relation::new(relation.clone(), KindId::parse(kind).unwrap(), to);
            made.name = name.into();
            self.relations.insert(id.to_owned(), made);
            relation
        });
        let [id, from, to] = [id, from, to].map(|id| NodeId::parse(id).unwrap());
        self.view.connections.push(Connection::new(id, shown, from, to));
        self
    }

    fn resolve(&self) -> Diagram {
        let metamodel = Metamodel::library();
        let lookup = Lookup {
            metamodel: &metamodel,
            element: &|id| self.elements.get(id),
            relation: &|id| self.relations.get(id),
            view_name: &|id| (id == "other").then(|| "Other".to_owned()),
        };
        resolve(&self.view, Some(&self.layout), &lookup, "en")
    }

    fn draw(&self) -> String {
        svg(&self.resolve(), &Options::default()).unwrap()
    }
}

/// Reads an SVG as PNGs are made from it; it holds nothing that runs or refers to elsewhere.
#[track_caller]
fn parse(text: &str) -> usvg::Tree {
    let lower = text.to_lowercase();
    for bad in ["<script", "<foreignobject", "javascript:", " onload", "@import", "<!entity", "<style"] {
        assert!(!lower.contains(bad), "{bad} in {text}");
    }
    for (at, _) in text.match_indices("href=\"") {
        let target = &text[at + 6..];
        assert!(target.starts_with(['#', '/']) || target.starts_with("data:image/"), "{}", &target[..40]);
    }
    static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for (_, file) in archweave_render::font_files() {
            fonts.load_font_data(file.to_vec());
        }
        Arc::new(fonts)
    });
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    usvg::Tree::from_str(text, &options).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn every_kind_has_a_shape_and_an_icon() {
    let table = include_str!("../../../templates/svg/shapes/archimate/shapes.json");
    let table: HashMap<String, serde_json::Value> = serde_json::from_str(table).unwrap();
    for (_, kind) in Metamodel::library().kinds() {
        let shape = table.get(&*kind.shape).unwrap_or_else(|| panic!("no shape `{}`", kind.shape));
        let name = kind.id.as_str();
        let corner = match (kind.layer.id(), kind.aspect.id()) {
            ("motivation", _) => "cut",
            (_, "behavior") => "round",
            _ => "square",
        };
        assert_eq!(shape["corner"], corner, "{name}");
        let boxed = Scene::new().element("e", name, "Name", [0.0, 0.0, 120.0, 60.0], &[]);
        let figure = Scene::new().element("e", name, "Name", [0.0, 0.0, 120.0, 60.0], &[("form", "icon")]);
        let (boxed, figure) = (boxed.draw(), figure.draw());
        parse(&boxed);
        parse(&figure);
        if !["grouping", "junction"].contains(&&*kind.shape) {
            let icon = shape["icon"].as_str().unwrap();
            assert!(boxed.contains(&format!("<use href=\"#aw-v-archimate-{icon}\"")), "{boxed}");
            assert_ne!(boxed, figure, "{name}");
        }
        assert!(boxed.contains(&format!("data-element=\"e\" data-kind=\"{name}\"")), "{boxed}");
    }
}

#[test]
fn every_relation_has_line_and_heads() {
    let library = Metamodel::library();
    for (_, kind) in library.relations() {
        let name = kind.id.as_str();
        let is_association = library.relation(kind.archimate).id.as_str() == "association";
        let scene = Scene::new()
            .element("a", "business-role", "A", [0.0, 0.0, 100.0, 50.0], &[])
            .element("b", "business-role", "B", [300.0, 0.0, 100.0, 50.0], &[])
            .line("r", Some(name), "a", "b", "label");
        let text = scene.draw();
        parse(&text);
        let edge = text.split("<g class=\"aw-edges\">").nth(1).unwrap();
        assert_eq!(edge.contains("rotate("), !is_association, "{edge}");
        assert!(edge.contains("data-relation=\"r\""), "{edge}");
    }
}

#[test]
fn line_and_head_follow_the_notation() {
    let line = |kind: &str| {
        let scene = Scene::new()
            .element("a", "node", "A", [0.0, 0.0, 100.0, 50.0], &[])
            .element("b", "node", "B", [300.0, 0.0, 100.0, 50.0], &[])
            .line("r", Some(kind), "a", "b", "");
        scene.draw().split("<g class=\"aw-edges\">").nth(1).unwrap().to_owned()
    };
    // The diamond of a composition is at its source, filled.
    let composition = line("composition");
    assert!(composition.contains("translate(100 25) rotate(180)"), "{composition}");
    assert!(composition.contains("fill=\"currentColor\"") && !composition.contains("dasharray"));
    // A realization is dashed with a hollow triangle at its target.
    let realization = line("realization");
    assert!(realization.contains("translate(300 25) rotate(0)") && realization.contains("dasharray"));
    assert!(!realization.contains("currentColor"));
    // Access without a mode writes: one head, at the target.
    let access = line("access");
    assert_eq!((access.matches("rotate(").count(), access.matches("translate(300 25)").count()), (1, 1));
}

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]></text><script>",
    "a & b < c > d ' \" `",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{fffe}\u{ffff}",
    "&lt;already&amp;escaped&#x41;",
    "{{title}} {{{nodes}}} {{#each}}",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "\u{202e}gnp.exe\u{2066}",
];

#[test]
fn text_of_a_model_stays_text() {
    for name in HOSTILE {
        let mut scene = Scene::new()
            .element(
                "a\"'<>&",
                "business-actor",
                name,
                [0.0, 0.0, 300.0, 80.0],
                &[("font", "x'; }\"><script>")],
            )
            .element("b", "<script>", name, [0.0, 100.0, 300.0, 80.0], &[("image", "../../etc/passwd")])
            .node("n", Shows::Note(name.into()), [0.0, 200.0, 300.0, 80.0], &[("fill", "red\" onload=\"x")])
            .node("g", Shows::Group(name.into()), [0.0, 300.0, 300.0, 80.0], &[])
            .node(
                "lost\"><script>",
                Shows::Element(ElementId::parse("<script>").unwrap()),
                [0.0, 400.0, 90.0, 50.0],
                &[],
            )
            .line("r<script>", Some("flow"), "a\"'<>&", "b", name)
            .line("p", None, "n", "g", name);
        scene.view.name = name.into();
        scene.view.description = name.into();
        let link = |_: Target<'_>| Some("/m/x?\"><script>&".to_owned());
        let options = Options { link: Some(&link), ..Options::default() };
        let text = svg(&scene.resolve(), &options).unwrap();
        parse(&text);
        let shown = name.replace(['\u{202e}', '\u{2066}'], "");
        if !shown.contains(char::is_control) {
            let escaped = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let escaped = escaped.replace('"', "&quot;").replace('\'', "&#39;").replace('`', "&#96;");
            assert!(text.contains(&format!("<title>{escaped}</title>")), "{escaped} in {text}");
        }
    }
}

#[test]
fn pictures_are_accessible_and_linked() {
    let scene = Scene::new()
        .element("crm", "application-component", "CRM", [0.0, 0.0, 120.0, 55.0], &[])
        .node("ref", Shows::View(ViewId::parse("other").unwrap()), [200.0, 0.0, 120.0, 55.0], &[]);
    let plain = scene.draw();
    assert!(
        plain.contains("role=\"img\"") && plain.contains("<title id=\"aw-v-title\">v</title>"),
        "{plain}"
    );
    assert!(plain.contains("<desc id=\"aw-v-desc\">CRM</desc>"), "{plain}");
    assert!(
        plain.contains("<title>CRM (Application Component)</title>") && !plain.contains("<a "),
        "{plain}"
    );
    let link = |target: Target<'_>| match target {
        Target::Element(id) => Some(format!("/e/{id}")),
        Target::View(id) => Some(format!("/v/{id}")),
        Target::Relation(_) => None,
    };
    let linked = svg(&scene.resolve(), &Options { link: Some(&link), ..Options::default() }).unwrap();
    assert!(linked.contains("<a href=\"/e/crm\">") && linked.contains("<a href=\"/v/other\">"), "{linked}");
    assert!(linked.contains("data-id=\"ref\" data-view=\"other\""), "{linked}");
}

#[test]
fn broken_views_are_drawn() {
    for theme in [Theme::Light, Theme::Dark] {
        let options = Options { theme, ..Options::default() };
        let empty = svg(&Scene::new().resolve(), &options).unwrap();
        parse(&empty);
        assert!(!png(&empty, 1.0).unwrap().is_empty());
        let broken = Scene::new()
            .element("a", "goal", "", [f64::NAN, 1e300, 0.0, -5.0], &[])
            .node("lost", Shows::Element(ElementId::parse("gone").unwrap()), [0.0, 0.0, 0.1, 0.1], &[])
            .node("image", Shows::Image("images/no.png".into()), [1e9, -1e9, 1e9, 1e9], &[])
            .line("c1", None, "c2", "a", "")
            .line("c2", None, "c1", "a", "")
            .line("c3", None, "a", "lost", "x")
            .line("c4", Some("acme:unknown"), "lost", "lost", "x");
        let text = svg(&broken.resolve(), &options).unwrap();
        assert!(text.contains("gone"));
        parse(&text);
        assert!(parse(&text).size().width() > 30_000.0);
    }
}

#[test]
fn pictures_of_the_model_are_embedded_once() {
    let png_bytes: Arc<[u8]> = png(&Scene::new().draw(), 0.1).unwrap().into();
    let scene = Scene::new()
        .node("one", Shows::Image("images/a.png".into()), [0.0, 0.0, 60.0, 40.0], &[])
        .node("two", Shows::Image("images/a.png".into()), [100.0, 0.0, 60.0, 40.0], &[])
        .element("e", "node", "N", [0.0, 100.0, 120.0, 60.0], &[("image", "images/a.png")])
        .node("bad", Shows::Image("images/evil.svg".into()), [200.0, 0.0, 60.0, 40.0], &[]);
    let image = |path: &str| match path {
        "images/a.png" => Some(Arc::clone(&png_bytes)),
        _ => Some(Arc::from(
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script><use href='#x'/></svg>"[..],
        )),
    };
    let text = svg(&scene.resolve(), &Options { image: Some(&image), ..Options::default() }).unwrap();
    parse(&text);
    assert_eq!(text.matches("data:image/png;base64,").count(), 1);
    assert_eq!(text.matches("<use href=\"#aw-v-picture-0\"").count(), 3);
    assert!(!text.contains("svg+xml"));
}

#[test]
fn operators_may_override_templates_and_are_told_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let shapes = folder.path().join("shapes/acme");
    std::fs::create_dir_all(shapes.join("icons")).unwrap();
    std::fs::write(shapes.join("icons/law.hbs"), "<circle cx=\"8\" cy=\"8\" r=\"7\"/>").unwrap();
    std::fs::write(shapes.join("square.hbs"), "<rect width=\"{{w}}\" height=\"{{h}}\" rx=\"1\"/>").unwrap();
    let table = r#"{"goal": {"icon": "law", "corner": "square"}}"#;
    std::fs::write(shapes.join("shapes.json"), table).unwrap();
    let templates = Templates::with_overrides(folder.path()).unwrap();
    assert_ne!(templates.fingerprint(), Templates::bundled().fingerprint());
    let scene = Scene::new().element("g", "goal", "Goal", [0.0, 0.0, 120.0, 55.0], &[]);
    let options = Options { templates: &templates, ..Options::default() };
    let text = svg(&scene.resolve(), &options).unwrap();
    assert!(text.contains("#aw-v-acme-law") && text.contains("rx=\"1\""), "{text}");

    // Templates may ask for fields and for the class; escaping stays theirs to choose.
    let node = "{{#if href}}linked{{/if}}<g class=\"{{class}}\"><title>{{title}}|{{{figure}}}</title></g>";
    std::fs::create_dir_all(folder.path().join("nodes")).unwrap();
    std::fs::write(folder.path().join("nodes/node.hbs"), node).unwrap();
    let templates = Templates::with_overrides(folder.path()).unwrap();
    let scene = Scene::new().element("g", "goal", "<Goal>", [0.0, 0.0, 120.0, 55.0], &[]);
    let text = svg(&scene.resolve(), &Options { templates: &templates, ..Options::default() }).unwrap();
    assert!(text.contains("<g class=\"motivation\"><title>&lt;Goal&gt; (Goal)|<rect"), "{text}");
    assert!(!text.contains("linked"));

    // Strict: a field that there is not is an error, not empty text.
    std::fs::write(folder.path().join("label.hbs"), "{{colour}}").unwrap();
    let templates = Templates::with_overrides(folder.path()).unwrap();
    let options = Options { templates: &templates, ..Options::default() };
    assert!(matches!(svg(&scene.resolve(), &options), Err(RenderError::Template(_))));
    for (name, text) in
        [("label.hbs", "{{#if"), ("themes/dark.json", "{}"), ("shapes/acme/shapes.json", "[]")]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        let error = Templates::with_overrides(folder.path()).err().unwrap().to_string();
        assert!(error.contains(name), "{error}");
    }
    assert!(Templates::with_overrides(&folder.path().join("none")).is_err());
}

/// Words as models have them: Latin, Chinese, identifiers, marks.
fn words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[A-Za-z]{1,14}",
        "[\\u{4e00}-\\u{4fff}]{1,12}",
        "[a-z]{2,6}_[a-z]{2,9}\\.[A-Z][a-z]{3,9}",
        "[，。（）、《》]",
        "[-/&(),.;!?]",
        "[À-ſ]{1,8}",
        "\\PC{1,6}",
        Just("\n".to_owned()),
    ];
    proptest::collection::vec(part, 0..14).prop_map(|parts| parts.join(" "))
}

fn texts(group: &usvg::Group, found: &mut Vec<resvg::tiny_skia::Rect>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => texts(inner, found),
            usvg::Node::Text(text) => found.push(text.abs_bounding_box()),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fitted_text_is_never_larger_than_its_box(text in words(), wide in 0.0..300.0, high in 0.0..120.0, size in 6.0..30.0, bold: bool) {
        let fitted = fit(&text, Font { size, bold }, wide, high);
        for line in &fitted.lines {
            prop_assert!(width(line, fitted.font) <= wide, "{line:?} in {wide}");
        }
        let rows = fitted.lines.len() as f64;
        let used = if rows == 0.0 { 0.0 } else { fitted.font.size * (1.0 + (rows - 1.0) * 1.25) };
        prop_assert!(used <= high + 1e-9, "{used} in {high}");
        if !fitted.is_cut {
            let visible = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&fitted.lines.concat()), visible(&text));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Measured by resvg with the real font, not by our table. Letters that the embedded font does
    /// not have are left to the other test: they depend on the fonts of the machine.
    #[test]
    fn drawn_text_stays_inside_its_box(
        parts in proptest::collection::vec("[A-Za-z]{1,12}|[À-ž]{1,5}|[Α-Ω]{1,4}|[0-9]{1,4}", 0..9),
        kind in 0_usize..61,
        wide in 20.0..260.0_f64,
        high in 15.0..140.0_f64,
        icon: bool,
    ) {
        let metamodel = Metamodel::library();
        let kind = metamodel.kinds().nth(kind).map_or("node", |(_, k)| k.id.as_str()).to_owned();
        let form = if icon { "icon" } else { "box" };
        let scene = Scene::new().element("e", &kind, &parts.join(" "), [0.0, 0.0, wide, high], &[("form", form)]);
        let diagram = scene.resolve();
        let text = svg(&diagram, &Options::default()).unwrap();
        let tree = parse(&text);
        let mut found = Vec::new();
        texts(tree.root(), &mut found);
        // The picture starts 14 pixels left of and above the box.
        let (left, top) = (14.0 - 1.0, 14.0 - 3.0);
        for rect in found {
            prop_assert!(rect.left() >= left && f64::from(rect.right()) <= wide + 14.0 + 1.0, "{kind} {rect:?} in {wide} x {high}: {text}");
            prop_assert!(rect.top() >= top && f64::from(rect.bottom()) <= high + 14.0 + 3.0, "{kind} {rect:?} in {wide} x {high}: {text}");
        }
    }
}
