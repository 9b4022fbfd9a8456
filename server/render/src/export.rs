//! A laid-out diagram in, the text of another tool out: PlantUML, Mermaid, DOT, draw.io, Markdown.
//!
//! A format is one template, `templates/export/<name>.hbs`, with a header that says what it is
//! ([`header`]). What templates are given is [`data`], the same for every format and documented in
//! `templates/export/README.md`; how texts are made harmless is [`escape`]. An operator overrides a
//! format, or adds one, as `export/<name>.hbs` in the folder of
//! [`Templates::with_overrides`].
//!
//! Start at [`export`].

mod data;
mod ends;
mod escape;
mod header;
mod helpers;
mod nodes;
mod scene;
mod sort;
mod steps;

pub(crate) use ends::of as ends_of;
pub(crate) use escape::Language;

use archweave_model::diagram::Diagram;
use handlebars::Handlebars;

use crate::{Options, RenderError, Templates};

/// A text format that diagrams are written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name in addresses and commands: that of its template.
    pub name: String,
    /// Of its files, without the dot.
    pub extension: String,
    /// For HTTP.
    pub media_type: String,
    /// For readers.
    pub label: String,
}

/// A format with its template, read.
pub(crate) struct Format {
    pub export: Export,
    registry: Handlebars<'static>,
}

impl Format {
    /// Reads a template with its header.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let (header, body) = header::read(text)?;
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        let language = Language::parse(&header.escape)
            .ok_or_else(|| format!("no texts are escaped as `{}`", header.escape))?;
        registry.register_escape_fn(move |text| language.escape(text));
        helpers::register(&mut registry);
        registry.register_template_string(name, body).map_err(|e| e.to_string())?;
        let export = Export {
            name: name.to_owned(),
            extension: header.extension,
            media_type: header.media_type,
            label: header.label,
        };
        Ok(Self { export, registry })
    }
}

/// The formats there are, by name.
pub fn exports(templates: &Templates) -> &[Export] {
    templates.exports()
}

/// Writes `diagram` in the format of this name.
pub fn export(name: &str, diagram: &Diagram, options: &Options<'_>) -> Result<String, RenderError> {
    let unknown = || RenderError::UnknownExport(name.to_owned());
    let format = options.templates.format(name).ok_or_else(unknown)?;
    let data = data::Data::of(diagram, options);
    Ok(format.registry.render(name, &data)?)
}
