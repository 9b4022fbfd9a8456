//! Which elements: the selector of files, as an input.

use archweave_model::folders::{folder_of, is_below};
use archweave_model::metamodel::{Layer, Metamodel, zachman};
use archweave_model::select::Selector;
use async_graphql::{InputObject, Result};

use super::invalid;

/// How deep filters may be nested.
const MAX_DEPTH: usize = 8;

/// Which elements. Fields are *and*, the values of a field are *or*.
#[derive(InputObject, Clone, Default)]
#[graphql(name = "ElementFilter")]
pub(super) struct ElementFilter {
    /// Elements by id.
    ids: Option<Vec<String>>,
    /// Kinds, with the kinds that specialize them: `application-component`.
    kinds: Option<Vec<String>>,
    /// Layers: `business`.
    layers: Option<Vec<String>>,
    /// Tags.
    tags: Option<Vec<String>>,
    /// Zachman cells `row.column`, confirmed or by default.
    cells: Option<Vec<String>>,
    /// Found in id, names, aliases or description, in any language; case is folded.
    text: Option<String>,
    /// Properties and the values they must have.
    properties: Option<Vec<PropertyFilter>>,
    /// Whose file is in this folder or below: `elements/crm`; with `/.` at the end, directly in it. Only where elements
    /// are listed, and not inside `any` and `not`.
    folder: Option<String>,
    /// At least one of these.
    any: Option<Vec<ElementFilter>>,
    /// None of this.
    not: Option<Box<ElementFilter>>,
}

/// A property and the value it must have; one of them, if it has several.
#[derive(InputObject, Clone)]
#[graphql(name = "PropertyFilter")]
pub(super) struct PropertyFilter {
    /// Key.
    key: String,
    /// Value as text.
    value: String,
}

/// Where the files of elements are.
pub(super) struct InFolder {
    path: String,
    is_direct: bool,
}

impl InFolder {
    fn parse(text: &str) -> Self {
        let (path, is_direct) =
            match text.strip_suffix('.').filter(|rest| rest.is_empty() || rest.ends_with('/')) {
                Some(path) => (path, true),
                None => (text, false),
            };
        Self { path: path.trim_matches('/').to_owned(), is_direct }
    }

    /// Whether a file is there.
    pub fn holds(&self, file: &str) -> bool {
        match self.is_direct {
            true => folder_of(file) == self.path,
            false => is_below(file, &self.path),
        }
    }
}

impl ElementFilter {
    /// The selector; names that the metamodel does not know are refused.
    pub fn selector(self, metamodel: &Metamodel) -> Result<Selector> {
        self.build(metamodel, 0)
    }

    /// The selector and the folder beside it, which is no matter of what an element says.
    pub fn with_folder(mut self, metamodel: &Metamodel) -> Result<(Selector, Option<InFolder>)> {
        let folder = self.folder.take().map(|folder| InFolder::parse(&folder));
        Ok((self.selector(metamodel)?, folder))
    }

    fn build(self, metamodel: &Metamodel, depth: usize) -> Result<Selector> {
        if depth == MAX_DEPTH {
            return Err(invalid(format!("a filter is nested at most {MAX_DEPTH} deep")));
        }
        if self.folder.is_some() {
            return Err(invalid(
                "`folder` stands in the filter of `elements`, and not inside `any` and `not`",
            ));
        }
        let kinds = self.kinds.unwrap_or_default();
        if let Some(unknown) = kinds.iter().find(|kind| metamodel.kind_index(kind).is_none()) {
            return Err(invalid(format!("`{unknown}` is no kind; see metamodel {{ kinds }}")));
        }
        let layers = self.layers.unwrap_or_default();
        if let Some(unknown) = layers.iter().find(|layer| Layer::parse(layer).is_none()) {
            let known: Vec<&str> = Layer::ALL.iter().map(|layer| layer.id()).collect();
            return Err(invalid(format!("`{unknown}` is no layer; there are {}", known.join(", "))));
        }
        let cells = self.cells.unwrap_or_default();
        if let Some(unknown) = cells.iter().find(|cell| !zachman().cells.iter().any(|c| c.id == **cell)) {
            return Err(invalid(format!("`{unknown}` is no Zachman cell; write `row.column`")));
        }
        let properties = self.properties.unwrap_or_default().into_iter();
        let any = self.any.unwrap_or_default().into_iter();
        Ok(Selector {
            ids: self.ids.unwrap_or_default(),
            kinds,
            layers,
            tags: self.tags.unwrap_or_default(),
            cells,
            text: self.text.filter(|text| !text.is_empty()),
            properties: properties.map(|p| (p.key, p.value)).collect(),
            any: any.map(|f| f.build(metamodel, depth + 1)).collect::<Result<_>>()?,
            not: self.not.map(|f| f.build(metamodel, depth + 1).map(Box::new)).transpose()?,
        })
    }
}
