//! Elements of one kind as a table, both ways: a catalog to take along, and a table that somebody changed and
//! brings back.
//!
//! - [`catalog`]: the table, with the id in its first column and keys as heads
//! - [`Hosted::read_table`]: what a table would change, row by row, and the edits that do it

mod catalog;
mod column;
mod names;
mod reading;
mod value;

pub use catalog::catalog;
pub use reading::{RowState, TableColumn, TableProblem, TableReading, TableRow};
