//! Templates and tables: bundled, or with an operator's overrides.
//!
//! Read once: a [`Templates`] is shared by all requests.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

use crate::colors::{Colors, Theme};
use crate::{RenderError, escape, helpers};

#[derive(RustEmbed)]
#[folder = "../../templates/svg"]
struct Bundled;

/// Why templates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A file or folder cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("`{name}` is wrong: {reason}")]
    Wrong {
        /// Path below the folder.
        name: String,
        /// Why.
        reason: String,
    },
}

/// How a shape is drawn; an entry of `shapes/<notation>/shapes.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    /// Small icon: `icons/<icon>.hbs`, in a square of 16.
    pub icon: Option<String>,
    /// Figure of the box form: square, round, cut.
    pub corner: String,
    /// Figure of the icon form that holds the label; without one the icon is drawn large above it.
    pub figure: Option<String>,
    /// Room between figure and label: left, top, right, bottom, in units, or in shares below 1.
    #[serde(default)]
    pub inset: [f64; 4],
    /// Figure of both forms, with a tab for the label.
    pub frame: Option<String>,
    /// Name in the palette of the theme, if it is not the layer.
    pub palette: Option<String>,
    /// Which folder below `shapes/`.
    #[serde(skip)]
    pub notation: String,
}

/// How a relation is drawn; an entry of `shapes/<notation>/lines.json`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LineShape {
    /// Lengths of dashes and gaps.
    pub dash: Option<String>,
    /// Marker at the source: `markers/<start>.hbs`.
    pub start: Option<String>,
    /// Marker at the target.
    pub end: Option<String>,
}

/// Everything pictures are made with.
pub struct Templates {
    registry: Handlebars<'static>,
    shapes: HashMap<String, Shape>,
    lines: HashMap<String, LineShape>,
    themes: HashMap<String, Colors>,
    fingerprint: u64,
}

impl Templates {
    /// Those in the program.
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Templates> = LazyLock::new(|| {
            #[expect(clippy::panic, reason = "bundled data, read by every test")]
            Templates::build(bundled_files()).unwrap_or_else(|e| panic!("bundled template {e}"))
        });
        &BUNDLED
    }

    /// Those in the program, with files below `folder` taking the place of those of the same name
    /// or coming on top. Tables are merged entry by entry.
    pub fn with_overrides(folder: &Path) -> Result<Self, TemplateError> {
        let mut overrides = Vec::new();
        read_folder(folder, folder, 0, &mut overrides)?;
        overrides.sort();
        let mut files = bundled_files();
        files.append(&mut overrides);
        Self::build(files)
    }

    /// Changes when any template does; part of the key of cached pictures.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Later files win over earlier ones.
    fn build(files: Vec<(String, String)>) -> Result<Self, TemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        registry.register_escape_fn(|text| escape::xml(text).into_owned());
        helpers::register(&mut registry);
        let mut built = Self {
            registry,
            shapes: HashMap::new(),
            lines: HashMap::new(),
            themes: HashMap::new(),
            fingerprint: 0,
        };
        let mut hash = DefaultHasher::new();
        for (name, text) in &files {
            (name, text).hash(&mut hash);
            let wrong = |reason: String| TemplateError::Wrong { name: name.clone(), reason };
            if let Some(template) = name.strip_suffix(".hbs") {
                let text = text.trim_end();
                built.registry.register_template_string(template, text).map_err(|e| wrong(e.to_string()))?;
            } else if let Some(theme) = name.strip_prefix("themes/").and_then(|n| n.strip_suffix(".json")) {
                built.themes.insert(theme.to_owned(), Colors::read(text).map_err(wrong)?);
            } else if let Some(notation) =
                name.strip_suffix("/shapes.json").and_then(|n| n.strip_prefix("shapes/"))
            {
                let table: HashMap<String, Shape> =
                    serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
                built.shapes.extend(
                    table
                        .into_iter()
                        .map(|(shape, entry)| (shape, Shape { notation: notation.to_owned(), ..entry })),
                );
            } else if name.starts_with("shapes/") && name.ends_with("/lines.json") {
                let table: HashMap<String, LineShape> =
                    serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
                built.lines.extend(table);
            }
        }
        built.fingerprint = hash.finish();
        Ok(built)
    }

    /// Fills a template.
    pub(crate) fn render(&self, name: &str, data: &impl Serialize) -> Result<String, RenderError> {
        Ok(self.registry.render(name, data)?)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.registry.has_template(name)
    }

    /// The shape of that name, else the one for unknown kinds.
    pub(crate) fn shape(&self, name: &str) -> Option<&Shape> {
        self.shapes.get(name).or_else(|| self.shapes.get("unknown"))
    }

    /// The line of a relation: `access-write` before `access`.
    pub(crate) fn line(&self, name: &str, mode: Option<&str>) -> LineShape {
        let exact = mode.and_then(|mode| self.lines.get(&format!("{name}-{mode}")));
        exact.or_else(|| self.lines.get(name)).cloned().unwrap_or_default()
    }

    pub(crate) fn colors(&self, theme: Theme) -> &Colors {
        // Bundled themes cannot be removed by an override.
        &self.themes[theme.name()]
    }
}

fn bundled_files() -> Vec<(String, String)> {
    let text = |name: &str| {
        let file = Bundled::get(name)?;
        Some(String::from_utf8_lossy(&file.data).into_owned())
    };
    let files = Bundled::iter().filter_map(|name| Some((name.to_string(), text(&name)?)));
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

/// Deepest folder below that of the overrides.
const MAX_DEPTH: usize = 6;

fn read_folder(
    root: &Path,
    folder: &Path,
    depth: usize,
    files: &mut Vec<(String, String)>,
) -> Result<(), TemplateError> {
    let failed = |path: &Path, reason| TemplateError::Read { path: path.to_owned(), reason };
    for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let path = entry.map_err(|e| failed(folder, e))?.path();
        if path.is_dir() {
            if depth < MAX_DEPTH {
                read_folder(root, &path, depth + 1, files)?;
            }
        } else if path.extension().is_some_and(|e| e == "hbs" || e == "json") {
            let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, e))?;
            let name = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), text));
        }
    }
    Ok(())
}
