//! The bundled viewpoints and audiences.

use std::sync::LazyLock;

use crate::metamodel::read_library;
use crate::viewpoint::{Audience, Viewpoint, togaf};

/// Files of `model/library/viewpoints/`, a viewpoint each, with their content.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/viewpoints.rs"));

/// The bundled viewpoints: one for each file, then one for each artifact of TOGAF that no file
/// answers.
pub fn viewpoints() -> &'static [Viewpoint] {
    static VIEWPOINTS: LazyLock<Vec<Viewpoint>> = LazyLock::new(|| {
        let mut all: Vec<Viewpoint> = FILES.iter().map(|(name, text)| read_library(name, text)).collect();
        all.extend(togaf::viewpoints());
        all
    });
    &VIEWPOINTS
}

/// The bundled audiences.
pub fn audiences() -> &'static [Audience] {
    static AUDIENCES: LazyLock<Vec<Audience>> =
        LazyLock::new(|| read_library("audiences.yaml", include_str!("../../library/audiences.yaml")));
    &AUDIENCES
}
