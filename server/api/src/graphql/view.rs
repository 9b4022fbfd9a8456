//! Views with their nodes and connections.

use std::sync::Arc;

use archweave_app::DrawOptions;
use archweave_app::kept::Subject;
use archweave_model::view::{Bend, Connection, Layout, Node, NodeLayout, Shows, View};
use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::commit::{CommitConnection, commits};
use super::connection::{connection, page_size};
use super::diagram::DiagramObject;
use super::document::DocumentObject;
use super::drawing::{answered, options, svg};
use super::element::{ElementObject, page_cost};
use super::property::{LocalizedText, PropertyObject, languages, properties, read};
use super::relation::RelationObject;
use super::scope::Scope;
use super::table::ViewTableObject;
use super::{global_id, json};

/// A view of a model at a revision.
#[derive(Clone)]
pub(super) struct ViewObject {
    scope: Arc<Scope>,
    view: Arc<View>,
}

impl ViewObject {
    pub fn find(scope: &Arc<Scope>, id: &str) -> Option<Self> {
        let view = scope.snapshot().view(id)?.clone();
        Some(Self { scope: scope.clone(), view })
    }

    pub fn new(scope: &Arc<Scope>, view: &Arc<View>) -> Self {
        Self { scope: scope.clone(), view: view.clone() }
    }

    fn subject(&self) -> Subject<'_> {
        Subject::Saved(self.view.id.as_str())
    }

    fn layout(&self) -> Option<&Arc<Layout>> {
        self.scope.snapshot().layout(self.view.id.as_str())
    }
}

/// What one picture shows of the model.
#[Object(name = "View")]
impl ViewObject {
    /// Opaque; unique across types, models and revisions.
    pub async fn id(&self) -> ID {
        global_id::encode("View", &self.scope, self.view.id.as_str())
    }

    /// The id in the files.
    async fn view_id(&self) -> &str {
        self.view.id.as_str()
    }

    /// Title in a language, or in the first one written.
    async fn name(&self, language: Option<String>) -> String {
        read(&self.view.name, language.as_deref())
    }

    /// Title in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        languages(&self.view.name)
    }

    /// Prose.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.view.description, language.as_deref())
    }

    /// Id of the viewpoint it follows.
    async fn viewpoint(&self) -> Option<&str> {
        self.view.viewpoint.as_deref()
    }

    /// Path of its file.
    async fn file(&self) -> Option<&str> {
        self.scope.snapshot().view_file(self.view.id.as_str())
    }

    /// The text of its file, and where it stands there.
    #[graphql(complexity = "child_complexity + 20")]
    async fn source(&self) -> Result<Option<DocumentObject>> {
        let file = self.scope.snapshot().view_file(self.view.id.as_str());
        file.map(|file| DocumentObject::read(&self.scope, file, self.view.place.0)).transpose()
    }

    /// Free properties.
    async fn properties(&self) -> Vec<PropertyObject> {
        properties(&self.scope, &self.view.properties, &[])
    }

    /// Which elements it shows, as its file says it; none if it has content, or its viewpoint selects.
    async fn selector(&self) -> Option<json::AnyJson> {
        self.view.selector.as_ref().map(|selector| json::to_json(&**selector))
    }

    /// How it is shown where that differs from its viewpoint, as its file says it.
    async fn show(&self) -> Option<json::AnyJson> {
        self.view.show.as_ref().map(|show| json::to_json(&**show))
    }

    /// Whether places of its boxes are written down; otherwise it is laid out from the model.
    async fn has_layout(&self) -> bool {
        self.layout().is_some_and(|layout| !layout.nodes.is_empty())
    }

    /// All nodes of its content at every depth, parents before their children; a view that selects has none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn nodes(&self) -> Vec<NodeObject> {
        let mut found = Vec::new();
        let layout = self.layout();
        let mut open: Vec<(&Node, Option<&Node>)> =
            self.view.content.iter().rev().map(|n| (n, None)).collect();
        while let Some((node, parent)) = open.pop() {
            open.extend(node.nodes.iter().rev().map(|child| (child, Some(node))));
            found.push(NodeObject {
                scope: self.scope.clone(),
                node_id: node.id.to_string(),
                parent_id: parent.map(|p| p.id.to_string()),
                label: Shown::of(node),
                place: layout.and_then(|l| l.nodes.get(&node.id)).cloned(),
            });
        }
        found
    }

    /// All connections.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn connections(&self) -> Vec<ConnectionObject> {
        let layout = self.layout();
        let line = |connection: &Connection| {
            let place = layout.and_then(|l| l.connections.get(&connection.id));
            ConnectionObject {
                scope: self.scope.clone(),
                connection: connection.clone(),
                bends: place.map_or_else(Vec::new, |p| p.bends.clone()),
                label: place.and_then(|p| p.label),
            }
        };
        self.view.connections.iter().map(line).collect()
    }

    /// The picture as SVG. `audience` is the id of one of `metamodel { audiences }`; `relayout` leaves written places
    /// aside.
    #[graphql(complexity = "500")]
    async fn svg(
        &self,
        language: Option<String>,
        #[graphql(default)] dark: bool,
        audience: Option<String>,
        #[graphql(default)] relayout: bool,
    ) -> Result<String> {
        let options = options(&self.scope, language, audience, relayout);
        svg(&self.scope, self.subject(), &DrawOptions { is_dark: dark, ..options })
    }

    /// What the picture shows, with places.
    #[graphql(complexity = "child_complexity + 500")]
    async fn diagram(
        &self,
        language: Option<String>,
        audience: Option<String>,
        #[graphql(default)] relayout: bool,
    ) -> Result<DiagramObject> {
        let options = options(&self.scope, language, audience, relayout);
        Ok(DiagramObject::new(&self.scope, answered(&self.scope, self.subject(), &options)?))
    }

    /// Rows and columns; none of boxes and lines.
    #[graphql(complexity = "child_complexity + 500")]
    async fn table(
        &self,
        language: Option<String>,
        audience: Option<String>,
    ) -> Result<Option<ViewTableObject>> {
        let options = options(&self.scope, language, audience, false);
        Ok(ViewTableObject::new(&self.scope, answered(&self.scope, self.subject(), &options)?))
    }

    /// Commits that changed its file, newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 200")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CommitConnection> {
        let file = self.scope.snapshot().view_file(self.view.id.as_str()).map(str::to_owned);
        commits(ctx, &self.scope, file, page_size(first)?, after.as_deref())
    }
}

connection!(ViewConnection, ViewEdge, ViewObject, "ViewConnection", "ViewEdge");

/// What a node stands for, in short.
struct Shown {
    kind: &'static str,
    element: Option<String>,
    view: Option<String>,
    text: archweave_model::text::Text,
}

impl Shown {
    fn of(node: &Node) -> Self {
        let nothing = Self { kind: "", element: None, view: None, text: node.name.clone() };
        match &node.shows {
            Shows::Element(id) => Self { kind: "element", element: Some(id.to_string()), ..nothing },
            Shows::View(id) => Self { kind: "view", view: Some(id.to_string()), ..nothing },
            Shows::Note(text) => Self { kind: "note", text: text.clone(), ..nothing },
            Shows::Group(text) => Self { kind: "group", text: text.clone(), ..nothing },
            Shows::Image(path) => Self { kind: "image", text: (&**path).into(), ..nothing },
        }
    }
}

/// A box of a view.
pub(super) struct NodeObject {
    scope: Arc<Scope>,
    node_id: String,
    parent_id: Option<String>,
    label: Shown,
    place: Option<NodeLayout>,
}

#[Object(name = "ViewNode")]
impl NodeObject {
    /// Unique in its view.
    async fn node_id(&self) -> &str {
        &self.node_id
    }

    /// The node it is nested in.
    async fn parent_id(&self) -> Option<&str> {
        self.parent_id.as_deref()
    }

    /// element, note, group, view or image.
    async fn shows(&self) -> &str {
        self.label.kind
    }

    /// The element it stands for; none if it shows something else, or something that is missing.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::find(&self.scope, self.label.element.as_deref()?)
    }

    /// The view it refers to.
    async fn view(&self) -> Option<ViewObject> {
        ViewObject::find(&self.scope, self.label.view.as_deref()?)
    }

    /// A note's text, a group's title, an image's path, or a label of its own.
    async fn text(&self, language: Option<String>) -> String {
        read(&self.label.text, language.as_deref())
    }

    /// Pixels from the parent's left edge; none where the view is not laid out.
    async fn x(&self) -> Option<f64> {
        self.place.as_ref().map(|p| p.x)
    }

    /// Pixels from the parent's top edge.
    async fn y(&self) -> Option<f64> {
        self.place.as_ref().map(|p| p.y)
    }

    /// Width in pixels; none for the default of its kind.
    async fn width(&self) -> Option<f64> {
        self.place.as_ref()?.w
    }

    /// Height in pixels; none for the default of its kind.
    async fn height(&self) -> Option<f64> {
        self.place.as_ref()?.h
    }
}

/// A point where a line turns.
#[derive(SimpleObject)]
#[graphql(name = "Bend")]
pub(super) struct BendObject {
    /// Two numbers: a point of the view. Four: offsets from the centres of source and target.
    numbers: Vec<f64>,
}

/// A line of a view.
pub(super) struct ConnectionObject {
    scope: Arc<Scope>,
    connection: Connection,
    bends: Vec<Bend>,
    label: Option<[f64; 2]>,
}

#[Object(name = "ViewConnectionLine")]
impl ConnectionObject {
    /// Unique in its view.
    async fn connection_id(&self) -> &str {
        self.connection.id.as_str()
    }

    /// The relation it shows; none for a plain line, or for a relation that is missing.
    async fn relation(&self) -> Option<RelationObject> {
        RelationObject::find(&self.scope, self.connection.relation.as_ref()?.as_str())
    }

    /// The node or connection at which it starts.
    async fn from(&self) -> &str {
        self.connection.from.as_str()
    }

    /// The node or connection at which it ends.
    async fn to(&self) -> &str {
        self.connection.to.as_str()
    }

    /// A label of its own.
    async fn text(&self, language: Option<String>) -> String {
        read(&self.connection.name, language.as_deref())
    }

    /// Where it turns, from source to target.
    async fn bends(&self) -> Vec<BendObject> {
        let bends = self.bends.iter().map(|bend| match bend {
            Bend::At(point) => BendObject { numbers: point.to_vec() },
            Bend::Between(offsets) => BendObject { numbers: offsets.to_vec() },
        });
        bends.collect()
    }

    /// Centre of its label, in coordinates of the view; none is where the drawing puts it.
    async fn label_position(&self) -> Option<Vec<f64>> {
        self.label.map(Vec::from)
    }
}
