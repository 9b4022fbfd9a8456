//! Diagrams: everything a drawing shows, with its place.

use std::sync::Arc;

use archweave_model::diagram::{
    Content, Diagram, Edge, End, Feature, Line, Node, Point, Rect, Sample, Style,
};
use archweave_model::view;
use archweave_model::view::table::Of;
use async_graphql::{Object, SimpleObject};

use super::element::ElementObject;
use super::relation::RelationObject;
use super::scope::Scope;
use super::view::ViewObject;

/// A view that was laid out.
pub(super) struct DiagramObject {
    scope: Arc<Scope>,
    picture: Arc<view::Picture>,
}

impl DiagramObject {
    pub fn new(scope: &Arc<Scope>, picture: Arc<view::Picture>) -> Self {
        Self { scope: scope.clone(), picture }
    }

    fn diagram(&self) -> &Diagram {
        &self.picture.diagram
    }
}

/// A point of a diagram.
#[derive(SimpleObject)]
#[graphql(name = "Point")]
pub(super) struct PointObject {
    /// Pixels to the right.
    x: f64,
    /// Pixels down.
    y: f64,
}

impl From<Point> for PointObject {
    fn from(point: Point) -> Self {
        Self { x: point.x, y: point.y }
    }
}

/// A rectangle of a diagram.
#[derive(SimpleObject)]
#[graphql(name = "Rectangle")]
pub(super) struct RectangleObject {
    /// Left edge.
    x: f64,
    /// Top edge.
    y: f64,
    /// Width.
    width: f64,
    /// Height.
    height: f64,
}

impl From<Rect> for RectangleObject {
    fn from(rect: Rect) -> Self {
        Self { x: rect.x, y: rect.y, width: rect.w, height: rect.h }
    }
}

/// What the colours of a diagram mean.
#[derive(SimpleObject)]
#[graphql(name = "Legend")]
pub(super) struct LegendObject {
    /// Of what.
    title: String,
    /// In the order of the scale.
    entries: Vec<LegendEntryObject>,
}

/// A sample and its meaning.
#[derive(SimpleObject)]
#[graphql(name = "LegendEntry")]
pub(super) struct LegendEntryObject {
    /// What the sample is: tone, shape, line or letter.
    sample: &'static str,
    /// Name of the tone, shape or line; the letter.
    value: String,
    /// What it means.
    label: String,
}

/// A line of text in a box: an attribute, an operation.
#[derive(SimpleObject)]
#[graphql(name = "DiagramFeature")]
pub(super) struct FeatureObject {
    /// Id of the part within its element.
    part: String,
    /// `+ number : text [0..1]`.
    text: String,
    /// Abstract.
    italic: bool,
    /// Static, or a key.
    underline: bool,
}

impl From<&Feature> for FeatureObject {
    fn from(feature: &Feature) -> Self {
        Self {
            part: feature.part.to_string(),
            text: feature.text.clone(),
            italic: feature.italic,
            underline: feature.underline,
        }
    }
}

/// A view that was laid out: what its drawing shows, for programs that draw themselves. All coordinates are pixels
/// of the view.
#[Object(name = "Diagram")]
impl DiagramObject {
    /// Its name.
    async fn title(&self) -> &str {
        &self.diagram().title
    }

    /// Its prose.
    async fn description(&self) -> &str {
        &self.diagram().description
    }

    /// Language that its texts were asked in.
    async fn language(&self) -> &str {
        &self.diagram().language
    }

    /// Whose shapes and lines they are: archimate, uml or plain.
    async fn notation(&self) -> &str {
        self.diagram().notation.name()
    }

    /// For whom it is drawn, if for somebody: the audience's id.
    async fn audience(&self) -> Option<&str> {
        self.diagram().audience.as_deref()
    }

    /// Encloses everything drawn.
    async fn bounds(&self) -> RectangleObject {
        self.diagram().bounds.into()
    }

    /// Boxes, back to front; a box comes before those inside it.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn nodes(&self) -> Vec<DiagramNodeObject> {
        let all = 0..self.diagram().nodes.len();
        let node = |at| DiagramNodeObject { scope: self.scope.clone(), picture: self.picture.clone(), at };
        all.map(node).collect()
    }

    /// Lines, back to front, in front of the boxes.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn edges(&self) -> Vec<DiagramEdgeObject> {
        let all = 0..self.diagram().edges.len();
        let edge = |at| DiagramEdgeObject { scope: self.scope.clone(), picture: self.picture.clone(), at };
        all.map(edge).collect()
    }

    /// What its colours mean.
    async fn legend(&self) -> Option<LegendObject> {
        let legend = self.diagram().legend.as_ref()?;
        let entries = legend.entries.iter().map(|entry| {
            let (sample, value) = match &entry.sample {
                Sample::Tone(name) => ("tone", name),
                Sample::Shape(name) => ("shape", name),
                Sample::Line(name) => ("line", name),
                Sample::Letter(letter) => ("letter", letter),
            };
            LegendEntryObject { sample, value: value.to_string(), label: entry.label.clone() }
        });
        Some(LegendObject { title: legend.title.clone(), entries: entries.collect() })
    }

    /// What could not be drawn as the view says, and what was left out.
    async fn notes(&self) -> &[String] {
        &self.diagram().notes
    }
}

/// A colour as `#b5ffff`.
fn css(color: Option<archweave_model::diagram::Color>) -> Option<String> {
    color.map(|color| format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b))
}

/// Colours that an author chose; none where the theme decides.
#[derive(SimpleObject)]
#[graphql(name = "DiagramStyle")]
pub(super) struct StyleObject {
    /// Inside: `#b5ffff`.
    fill: Option<String>,
    /// Border or line.
    line: Option<String>,
    /// Text.
    font: Option<String>,
}

impl From<&Style> for StyleObject {
    fn from(style: &Style) -> Self {
        Self { fill: css(style.fill), line: css(style.line), font: css(style.font_color) }
    }
}

/// A box of a diagram.
pub(super) struct DiagramNodeObject {
    scope: Arc<Scope>,
    picture: Arc<view::Picture>,
    at: usize,
}

impl DiagramNodeObject {
    fn node(&self) -> &Node {
        &self.picture.diagram.nodes[self.at]
    }
}

#[Object(name = "DiagramNode")]
impl DiagramNodeObject {
    /// Unique in its diagram.
    async fn node_id(&self) -> &str {
        self.node().id.as_str()
    }

    /// The box it is inside.
    async fn parent_id(&self) -> Option<&str> {
        let parent = self.picture.diagram.nodes.get(self.node().parent?)?;
        Some(parent.id.as_str())
    }

    /// Left edge, in the view.
    async fn x(&self) -> f64 {
        self.node().rect.x
    }

    /// Top edge, in the view.
    async fn y(&self) -> f64 {
        self.node().rect.y
    }

    /// Width.
    async fn width(&self) -> f64 {
        self.node().rect.w
    }

    /// Height.
    async fn height(&self) -> f64 {
        self.node().rect.h
    }

    /// Name, note text or title.
    async fn label(&self) -> &str {
        &self.node().label
    }

    /// What it stands for: element, missing, note, group, view, image, part; decor is what the layout adds for the
    /// reader.
    async fn shows(&self) -> &str {
        match &self.node().content {
            Content::Element(_) => "element",
            Content::Missing(_) => "missing",
            Content::Note => "note",
            Content::Group => "group",
            Content::View { .. } => "view",
            Content::Image(_) => "image",
            Content::Part(_) => "part",
            Content::Decor(_) => "decor",
        }
    }

    /// Kind of the element.
    async fn kind(&self) -> Option<&str> {
        match &self.node().content {
            Content::Element(figure) => Some(figure.kind.as_str()),
            _ => None,
        }
    }

    /// What it is, for readers: the kind's name, or that of the list of parts.
    async fn kind_label(&self) -> Option<&str> {
        match &self.node().content {
            Content::Element(figure) => Some(&figure.kind_label),
            Content::Part(part) => Some(&part.kind_label),
            _ => None,
        }
    }

    /// Name of its shape; of an image its path.
    async fn shape(&self) -> Option<&str> {
        match &self.node().content {
            Content::Element(figure) => Some(&figure.shape),
            Content::Part(part) => Some(&part.shape),
            Content::Decor(shape) => Some(shape),
            Content::Image(path) => Some(path),
            Content::Missing(_) | Content::Note | Content::Group | Content::View { .. } => None,
        }
    }

    /// The element it stands for, is a part of, or leads to.
    async fn element(&self) -> Option<ElementObject> {
        let id = match &self.node().content {
            Content::Element(figure) => &figure.element,
            Content::Part(part) => &part.element,
            _ => match &self.node().link {
                Of::Element(id) => id,
                _ => return None,
            },
        };
        ElementObject::find(&self.scope, id.as_str())
    }

    /// Of a part, its address: `order#open`.
    async fn part(&self) -> Option<String> {
        match &self.node().content {
            Content::Part(part) => Some(format!("{}#{}", part.element, part.part)),
            _ => None,
        }
    }

    /// The view it refers to.
    async fn view(&self) -> Option<ViewObject> {
        let id = match &self.node().content {
            Content::View { id, .. } => id,
            _ => match &self.node().link {
                Of::View(id) => id,
                _ => return None,
            },
        };
        ViewObject::find(&self.scope, id.as_str())
    }

    /// Word in guillemets above the name; may be empty.
    async fn keyword(&self) -> &str {
        &self.node().keyword
    }

    /// Smaller lines below the name.
    async fn below(&self) -> &[String] {
        &self.node().below
    }

    /// Lists below the name.
    async fn compartments(&self) -> Vec<Vec<FeatureObject>> {
        let features = |list: &Vec<Feature>| list.iter().map(FeatureObject::from).collect();
        self.node().compartments.iter().map(features).collect()
    }

    /// Colour that means something: a name in the palette of the theme.
    async fn tone(&self) -> Option<&str> {
        self.node().tone.as_deref()
    }

    /// A word in the lower right corner; may be empty.
    async fn badge(&self) -> &str {
        &self.node().badge
    }

    /// Colours that its author chose.
    async fn style(&self) -> StyleObject {
        (&self.node().style).into()
    }
}

/// Text near an end of a line.
#[derive(SimpleObject)]
#[graphql(name = "EndLabel")]
pub(super) struct EndLabelObject {
    /// Role and multiplicity.
    text: String,
    /// Centre of the text.
    at: PointObject,
}

/// A line of a diagram.
pub(super) struct DiagramEdgeObject {
    scope: Arc<Scope>,
    picture: Arc<view::Picture>,
    at: usize,
}

impl DiagramEdgeObject {
    fn edge(&self) -> &Edge {
        &self.picture.diagram.edges[self.at]
    }

    fn end(&self, end: End) -> Option<&str> {
        let diagram = &self.picture.diagram;
        match end {
            End::Node(at) => diagram.nodes.get(at).map(|node| node.id.as_str()),
            End::Edge(at) => diagram.edges.get(at).map(|edge| edge.id.as_str()),
        }
    }

    fn text_at(&self, side: usize) -> Option<EndLabelObject> {
        let (text, at) = self.edge().ends[side].as_ref()?;
        Some(EndLabelObject { text: text.clone(), at: (*at).into() })
    }
}

#[Object(name = "DiagramEdge")]
impl DiagramEdgeObject {
    /// Unique in its diagram.
    async fn id(&self) -> &str {
        self.edge().id.as_str()
    }

    /// What it stands for: relation, missing, part, plain; decor is what the layout adds for the reader.
    async fn shows(&self) -> &str {
        match &self.edge().line {
            Line::Relation(_) => "relation",
            Line::Missing(_) => "missing",
            Line::Part(_) => "part",
            Line::Decor(_) => "decor",
            Line::Plain => "plain",
        }
    }

    /// The relation it shows.
    async fn relation(&self) -> Option<RelationObject> {
        match &self.edge().line {
            Line::Relation(arrow) => RelationObject::find(&self.scope, arrow.relation.as_str()),
            _ => None,
        }
    }

    /// Kind of the relation.
    async fn kind(&self) -> Option<&str> {
        match &self.edge().line {
            Line::Relation(arrow) => Some(arrow.kind.as_str()),
            _ => None,
        }
    }

    /// Name of its line and heads.
    async fn shape(&self) -> Option<&str> {
        match &self.edge().line {
            Line::Relation(arrow) => Some(&arrow.shape),
            Line::Part(part) => Some(&part.shape),
            Line::Decor(line) => Some(line),
            Line::Missing(_) | Line::Plain => None,
        }
    }

    /// Id of the box or line at which it starts.
    async fn from(&self) -> Option<&str> {
        self.end(self.edge().joins?.0)
    }

    /// Id of the box or line at which it ends.
    async fn to(&self) -> Option<&str> {
        self.end(self.edge().joins?.1)
    }

    /// At least two, from source to target, ending at their borders.
    async fn points(&self) -> Vec<PointObject> {
        self.edge().points.iter().map(|point| (*point).into()).collect()
    }

    /// What it says; may be empty.
    async fn label(&self) -> &str {
        &self.edge().label
    }

    /// Centre of the label.
    async fn label_at(&self) -> PointObject {
        self.edge().label_at.into()
    }

    /// Near the first point.
    async fn start_label(&self) -> Option<EndLabelObject> {
        self.text_at(0)
    }

    /// Near the last point.
    async fn end_label(&self) -> Option<EndLabelObject> {
        self.text_at(1)
    }

    /// Colour that means something: a name in the palette of the theme.
    async fn tone(&self) -> Option<&str> {
        self.edge().tone.as_deref()
    }

    /// Whether the nesting of its ends says it already, so that it is not drawn.
    async fn is_implied(&self) -> bool {
        self.edge().is_implied
    }

    /// Colours that its author chose.
    async fn style(&self) -> StyleObject {
        (&self.edge().style).into()
    }
}
