//! Templates and tables: bundled, or with an operator's overrides.
//!
//! A folder of overrides is laid out as `templates/` is: `svg/...` for pictures, `export/<name>.hbs` for
//! text formats. What is in neither belongs to pictures, so a folder laid out as `templates/svg/` is
//! read as well. The fingerprint covers all of it.
//!
//! Read once: a [`Templates`] is shared by all requests.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::colors::{Colors, Theme};
use crate::export::{Export, Format};
use crate::shape::{LineShape, Shape};
use crate::{RenderError, escape, helpers};

#[derive(RustEmbed)]
#[folder = "../../templates/svg"]
struct Bundled;

#[derive(RustEmbed)]
#[folder = "../../templates/export"]
struct BundledExports;

/// Where text formats are.
const EXPORTS: &str = "export/";

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

/// Everything pictures are made with.
pub struct Templates {
    registry: Handlebars<'static>,
    shapes: HashMap<String, Shape>,
    lines: HashMap<String, LineShape>,
    themes: HashMap<String, Colors>,
    formats: BTreeMap<String, Format>,
    exports: Vec<Export>,
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
            formats: BTreeMap::new(),
            exports: Vec::new(),
            fingerprint: 0,
        };
        let mut hash = DefaultHasher::new();
        for (name, text) in &files {
            (name, text).hash(&mut hash);
            let wrong = |reason: String| TemplateError::Wrong { name: name.clone(), reason };
            if let Some(export) = name.strip_prefix(EXPORTS) {
                let Some(export) = export.strip_suffix(".hbs") else { continue };
                built.formats.insert(export.to_owned(), Format::read(export, text).map_err(wrong)?);
            } else if let Some(template) = name.strip_suffix(".hbs") {
                let text = text.trim_end();
                built.registry.register_template_string(template, text).map_err(|e| wrong(e.to_string()))?;
            } else if let Some(theme) = name.strip_prefix("themes/").and_then(|n| n.strip_suffix(".json")) {
                built.themes.insert(theme.to_owned(), Colors::read(text).map_err(wrong)?);
            } else if let Some(notation) =
                name.strip_suffix("/shapes.json").and_then(|n| n.strip_prefix("shapes/"))
            {
                let table: HashMap<String, Shape> =
                    serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
                built.shapes.extend(table.into_iter().map(|(shape, entry)| {
                    // Names of decor are words that kinds use too, so they are kept apart.
                    let key = if notation == DECOR { format!("{DECOR}/{shape}") } else { shape };
                    (key, Shape { notation: notation.to_owned(), ..entry })
                }));
            } else if name.starts_with("shapes/") && name.ends_with("/lines.json") {
                let table: HashMap<String, LineShape> =
                    serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
                built.lines.extend(table);
            }
        }
        built.exports = built.formats.values().map(|format| format.export.clone()).collect();
        built.fingerprint = hash.finish();
        Ok(built)
    }

    /// Text formats, by name.
    pub(crate) fn exports(&self) -> &[Export] {
        &self.exports
    }

    /// The text format of this name.
    pub(crate) fn format(&self, name: &str) -> Option<&Format> {
        self.formats.get(name)
    }

    /// Fills a template.
    pub(crate) fn render(&self, name: &str, data: &impl Serialize) -> Result<String, RenderError> {
        Ok(self.registry.render(name, data)?)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.registry.has_template(name)
    }

    /// The shape of that name, of a notation or of what layouts add; else the one for unknown kinds.
    pub(crate) fn shape(&self, name: &str) -> Option<&Shape> {
        let known = self.shapes.get(name).or_else(|| self.decor(name));
        known.or_else(|| self.shapes.get("unknown"))
    }

    /// The shape of something that a layout adds: decor, or a shape of a notation.
    pub(crate) fn added(&self, name: &str) -> Option<&Shape> {
        self.decor(name).or_else(|| self.shapes.get(name)).or_else(|| self.decor("text"))
    }

    /// The shape of that name of what layouts add.
    pub(crate) fn decor(&self, name: &str) -> Option<&Shape> {
        self.shapes.get(&format!("{DECOR}/{name}"))
    }

    /// The line of a relation: `access-write` before `access`.
    pub(crate) fn line(&self, name: &str, mode: Option<&str>) -> LineShape {
        let exact = mode.and_then(|mode| self.lines.get(&format!("{name}-{mode}")));
        exact.or_else(|| self.lines.get(name)).cloned().unwrap_or_default()
    }

    /// Whether a line of that name belongs to a notation.
    pub(crate) fn is_line_of(&self, notation: &str, name: &str) -> bool {
        name.starts_with(notation) && self.lines.contains_key(name)
    }

    pub(crate) fn colors(&self, theme: Theme) -> &Colors {
        // Bundled themes cannot be removed by an override.
        &self.themes[theme.name()]
    }
}

/// Folder of the shapes that layouts add.
const DECOR: &str = "decor";

fn bundled_files() -> Vec<(String, String)> {
    let text = |name: &str| {
        let file = Bundled::get(name)?;
        Some(String::from_utf8_lossy(&file.data).into_owned())
    };
    let files = Bundled::iter().filter_map(|name| Some((name.to_string(), text(&name)?)));
    let exports = BundledExports::iter().filter_map(|name| {
        let file = BundledExports::get(&name)?;
        Some((format!("{EXPORTS}{name}"), String::from_utf8_lossy(&file.data).into_owned()))
    });
    let mut files: Vec<_> = files.chain(exports).collect();
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
            let name = parts.join("/");
            files.push((name.strip_prefix("svg/").map_or(name.clone(), str::to_owned), text));
        }
    }
    Ok(())
}
