//! What colours, columns and cells mean.

use serde::{Deserialize, Serialize};

use crate::select::Selector;
use crate::text::Text;
use crate::viewpoint::show::Way;

/// What the colour of a box means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Color {
    /// Of what.
    pub by: ColorBy,
    /// Key of a property.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub property: String,
    /// Of `difference`: key of the property that is taken away.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub minus: String,
    /// Of `count` and `related`: kinds of relation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// Of `count` and `related`: in which direction.
    pub way: Way,
    /// Of `count` and `related`: kinds at the other end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// How values become colours.
    pub scale: Scale,
    /// Of a number: where the scale begins; none: at the smallest value shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Of a number: where it ends; none: at the greatest value shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Of a word: names and colours of values; others follow in the order of the palette.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueColor>,
    /// Title of the legend; none: the name of the property.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub label: Text,
    /// Only elements of these kinds are coloured; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
}

/// What a colour is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorBy {
    /// Layer: the colours that ArchiMate readers know.
    #[default]
    Layer,
    /// Kind.
    Kind,
    /// State of the lifecycle on the day of the picture.
    Lifecycle,
    /// Owner.
    Owner,
    /// A property's value: a word or a number.
    Property,
    /// A number less another: `target_maturity` minus `maturity`.
    Difference,
    /// How many elements are joined.
    Count,
    /// A property of an element that is joined: the value of an indicator.
    Related,
    /// How many findings.
    Findings,
    /// No colour.
    None,
}

/// How values become colours. Every scale can be told apart by colour-blind readers and in grey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// One colour each.
    #[default]
    Category,
    /// Light to dark: more is darker.
    Sequential,
    /// Two hues around the middle.
    Diverging,
}

/// A value with its name and colour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ValueColor {
    /// The value as in files.
    pub value: String,
    /// Name in the legend; none: the value's own label.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub label: Text,
    /// A name of the theme: `good`, `bad`, `warning`, `neutral`, `c1` to `c8`.
    pub tone: String,
}

/// A column of a catalog.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Field {
    /// `name`, `id`, `kind`, `description`, `owner`, `lifecycle`, `tags`, `zachman`, the key of a
    /// property, or empty for `relations`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// Title; none: the name of the property or relation.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub label: Text,
    /// Names of the elements joined by these relations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// In which direction.
    pub way: Way,
    /// Kinds at the other end; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

/// Rows, columns and cells of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matrix {
    /// Elements at the left.
    pub rows: Axis,
    /// Elements at the top.
    pub columns: Axis,
    /// Kinds of relation that fill a cell, either way; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// Relations from a row over one element between to a column count too, through these kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// What a cell says.
    pub shows: CellShows,
    /// Of `property`: key of the relation's property; of `row`: key of a property of the row that
    /// names the column's element.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub property: String,
    /// Rows and columns without a mark are left out.
    pub hide_empty: bool,
    /// Rows stay although nothing is marked in them: what is not covered is the point.
    pub keep_rows: bool,
}

/// Elements of one side of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Axis {
    /// Kinds, with those that specialize them.
    pub kinds: Vec<String>,
    /// Which of them; none: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Selector>,
    /// Title; none: the name of the first kind.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub label: Text,
    /// Values of a property instead of elements: the key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub property: String,
}

/// What the cell of a matrix says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellShows {
    /// A dot.
    #[default]
    Mark,
    /// The kind of relation.
    Kind,
    /// R, A, C, I: from `raci` of the relation, or its kind.
    Raci,
    /// C, R, U, D: from `crud` of the relation, or its access.
    Crud,
    /// The value of a property of the relation.
    Property,
    /// How many.
    Count,
}
