//! Values of any table, read from one database and written to the other, and the checksum of rows.

use sea_orm::{DbBackend, DbErr, QueryResult, Value};
use sha2::{Digest as _, Sha256};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Integer,
    Real,
    Text,
    Bytes,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Integer(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) sort: Sort,
    /// PostgreSQL's own name of its type; empty in SQLite.
    pub(super) own: String,
}

impl Sort {
    /// Of a column of SQLite, by the type with which it was declared.
    pub(super) fn of_sqlite(declared: &str) -> Self {
        let declared = declared.to_ascii_lowercase();
        let has = |part: &str| declared.contains(part);
        match () {
            () if has("int") || has("bool") => Self::Integer,
            () if has("blob") || has("binary") => Self::Bytes,
            () if has("real") || has("double") || has("float") => Self::Real,
            () => Self::Text,
        }
    }

    /// Of a column of PostgreSQL; none of a type that no table of ours has.
    pub(super) fn of_postgres(own: &str) -> Option<Self> {
        Some(match own {
            "bigint" | "integer" | "smallint" | "boolean" => Self::Integer,
            "double precision" | "real" => Self::Real,
            "text" | "character varying" | "json" | "jsonb" => Self::Text,
            "bytea" => Self::Bytes,
            _ => return None,
        })
    }
}

impl Column {
    /// How it is read.
    pub(super) fn read(&self, backend: DbBackend) -> String {
        let name = &self.name;
        let sort = match (backend, self.sort) {
            (DbBackend::Postgres, Sort::Integer) if self.own == "boolean" => {
                return format!("CAST(CAST(\"{name}\" AS integer) AS bigint)");
            }
            (DbBackend::Postgres, Sort::Integer) => "bigint",
            (DbBackend::Postgres, Sort::Real) => "double precision",
            (DbBackend::Postgres, Sort::Text) => "text",
            (DbBackend::Postgres, Sort::Bytes) => "bytea",
            (_, Sort::Integer) => "INTEGER",
            (_, Sort::Real) => "REAL",
            (_, Sort::Text) => "TEXT",
            (_, Sort::Bytes) => "BLOB",
        };
        format!("CAST(\"{name}\" AS {sort})")
    }

    /// How a parameter is written to it.
    pub(super) fn write(&self, parameter: usize) -> String {
        match &*self.own {
            "boolean" => format!("(${parameter} <> 0)"),
            own @ ("integer" | "smallint" | "real" | "json" | "jsonb") => {
                format!("CAST(${parameter} AS {own})")
            }
            _ => format!("${parameter}"),
        }
    }

    /// Its value in a row, where it is at `place`.
    pub(super) fn cell(&self, row: &QueryResult, place: usize) -> Result<Cell, DbErr> {
        Ok(match self.sort {
            Sort::Integer => Cell::Integer(row.try_get_by_index(place)?),
            Sort::Real => Cell::Real(row.try_get_by_index(place)?),
            Sort::Text => Cell::Text(row.try_get_by_index(place)?),
            Sort::Bytes => Cell::Bytes(row.try_get_by_index(place)?),
        })
    }
}

impl Cell {
    /// Its size in a statement, about.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.as_ref().map_or(4, String::len),
            Self::Bytes(bytes) => bytes.as_ref().map_or(4, Vec::len),
            _ => 8,
        }
    }
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Integer(number) => number.into(),
            Cell::Real(number) => number.into(),
            Cell::Text(text) => text.into(),
            Cell::Bytes(bytes) => bytes.into(),
        }
    }
}

/// A checksum of rows that does not depend on their order: the databases sort differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Checksum {
    pub(super) rows: u64,
    sum: u128,
}

impl Checksum {
    /// Adds a row.
    pub(super) fn add(&mut self, columns: &[Column], cells: &[Cell]) {
        let mut hash = Sha256::new();
        let mut part = |tag: u8, bytes: &[u8]| {
            hash.update([tag]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        for (column, cell) in columns.iter().zip(cells) {
            part(0, column.name.as_bytes());
            match cell {
                Cell::Integer(Some(number)) => part(1, &number.to_le_bytes()),
                Cell::Real(Some(number)) => part(2, &number.to_bits().to_le_bytes()),
                Cell::Text(Some(text)) => part(3, text.as_bytes()),
                Cell::Bytes(Some(bytes)) => part(4, bytes),
                Cell::Integer(None) | Cell::Real(None) | Cell::Text(None) | Cell::Bytes(None) => part(5, &[]),
            }
        }
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize()[..16]);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(u128::from_le_bytes(first));
    }

    /// As it is stored.
    pub(super) fn text(&self) -> String {
        format!("{:032x}", self.sum)
    }
}
