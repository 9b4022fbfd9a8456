//! What of a model stands in tables: one type a table, one field a column.

use serde_json::Value as Json;

/// A row of a table of the projection.
pub trait Row {
    /// The table.
    const TABLE: &'static str;
    /// The column by which rows are replaced together.
    const KEY: &'static str;
    /// Columns and their sorts (`text`, `int`, `real`), in the order of [`Self::cells`].
    const COLUMNS: &'static [(&'static str, &'static str)];

    /// The values.
    fn cells(&self) -> Vec<Json>;
}

/// A column's sort, by the type of its field, and its value.
trait Field {
    const SORT: &'static str;

    fn cell(&self) -> Json;
}

impl Field for String {
    const SORT: &'static str = "text";

    fn cell(&self) -> Json {
        // PostgreSQL has no NUL in texts.
        match self.contains('\0') {
            true => self.replace('\0', "\u{fffd}").into(),
            false => self.as_str().into(),
        }
    }
}

impl Field for i64 {
    const SORT: &'static str = "int";

    fn cell(&self) -> Json {
        (*self).into()
    }
}

impl Field for f64 {
    const SORT: &'static str = "real";

    fn cell(&self) -> Json {
        (*self).into()
    }
}

impl<T: Field> Field for Option<T> {
    const SORT: &'static str = T::SORT;

    fn cell(&self) -> Json {
        self.as_ref().map_or(Json::Null, Field::cell)
    }
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident in $table:literal by $key:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl Row for $name {
            const TABLE: &'static str = $table;
            const KEY: &'static str = $key;
            const COLUMNS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($field), <$type as Field>::SORT)),*];

            fn cells(&self) -> Vec<Json> {
                vec![$(Field::cell(&self.$field)),*]
            }
        }
    )*};
}

rows! {
    /// An element.
    ElementRow in "element" by "id" {
        /// Its id.
        id: String,
        /// Its kind, in shortest form.
        kind: String,
        /// The layer of its kind.
        layer: Option<String>,
        /// The aspect of its kind.
        aspect: Option<String>,
        /// Its name in the language in which it was written first.
        name: String,
        /// In English, where it is written in several languages or English is the model's.
        name_en: Option<String>,
        /// In Chinese, likewise.
        name_zh: Option<String>,
        /// Prose.
        description: Option<String>,
        /// Row of its first Zachman cell.
        zachman_row: Option<String>,
        /// Column of its first Zachman cell.
        zachman_column: Option<String>,
        /// `confirmed` by a person, or the kind's `default`.
        zachman_basis: Option<String>,
        /// Who answers for it on the business side.
        business_owner: Option<String>,
        /// Who does on the technology side.
        technology_owner: Option<String>,
        /// State of its life.
        lifecycle: Option<String>,
        /// First day of its life.
        since: Option<String>,
        /// Last day of its life.
        until: Option<String>,
        /// How much its kind asks for.
        asked: i64,
        /// How much of that is there.
        present: i64,
    }

    /// A relation.
    RelationRow in "relation" by "holder" {
        /// The element whose file holds it; empty for one whose source is not in the model.
        holder: String,
        /// Its place there, from 0.
        position: i64,
        /// Its id.
        id: String,
        /// Its kind, in shortest form.
        kind: String,
        /// Id of the element or relation where it starts.
        source: String,
        /// Id of the element or relation where it ends.
        target: String,
        /// Its label; mostly empty.
        name: String,
        /// Of an access relation: write, read, access or read-write.
        access: Option<String>,
    }

    /// One value of an attribute of an element.
    PropertyRow in "property" by "element" {
        /// The element.
        element: String,
        /// Among the values of the element, from 0.
        position: i64,
        /// The key; of a value inside a record its path, `decided.by`.
        key: String,
        /// The text that was written.
        value: String,
        /// The same as a number, if it is one.
        number: Option<f64>,
    }

    /// A view.
    ViewRow in "model_view" by "id" {
        /// Its id.
        id: String,
        /// Its title in the language in which it was written first.
        name: String,
        /// In English.
        name_en: Option<String>,
        /// In Chinese.
        name_zh: Option<String>,
        /// The viewpoint that it follows.
        viewpoint: Option<String>,
    }

    /// A finding.
    FindingRow in "finding" by "holder" {
        /// What is replaced together: `element/<id>`, `view/<id>`, `file/<path>`, or empty.
        holder: String,
        /// Among those of the holder, from 0.
        position: i64,
        /// The rule.
        code: String,
        /// error, warning or info.
        severity: String,
        /// element, relation or view.
        sort: Option<String>,
        /// Its id.
        subject: Option<String>,
        /// One line.
        message: String,
        /// The file.
        file: Option<String>,
    }

    /// From when on an element had this fingerprint and this decision.
    HistoryRow in "element_history" by "element" {
        /// The element.
        element: String,
        /// Grows along the branch.
        ordinal: i64,
        /// When the commit was made; never before the one before it on the branch.
        from_at: i64,
        /// The commit.
        revision: String,
        /// Of the fields that matter; none where the element is gone.
        fingerprint: Option<String>,
        /// The decision about it.
        decision: Option<String>,
    }
}
