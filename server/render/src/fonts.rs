//! The embedded font, and where other letters come from.
//!
//! Open Sans (Apache License 2.0, see `fonts/README.md`) draws and measures Latin, Greek and Cyrillic. Chinese,
//! Japanese and Korean letters come from the reader's machine in SVG and from this machine's fonts in PNG
//! and PDF (Debian: `fonts-noto-cjk`).

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::Database;

/// The family of the embedded font.
pub const FONT_FAMILY: &str = "Open Sans";

/// Families in the order in which a browser tries them.
pub(crate) const FONT_STACK: &str =
    "'Open Sans', system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

const FILES: [(&str, &[u8]); 4] = [
    ("OpenSans-Regular.ttf", include_bytes!("../fonts/OpenSans-Regular.ttf")),
    ("OpenSans-Bold.ttf", include_bytes!("../fonts/OpenSans-Bold.ttf")),
    ("OpenSans-Italic.ttf", include_bytes!("../fonts/OpenSans-Italic.ttf")),
    ("OpenSans-BoldItalic.ttf", include_bytes!("../fonts/OpenSans-BoldItalic.ttf")),
];

/// Name and content of the embedded font files, for a server that offers them to browsers.
pub fn font_files() -> &'static [(&'static str, &'static [u8])] {
    &FILES
}

/// The stack with a family of the author's choice in front; none if it is the usual stack.
pub(crate) fn stack(family: Option<&str>) -> Option<String> {
    let family = family?.trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let is_usual = family.is_empty() || family == FONT_FAMILY;
    if is_usual || family.len() > 100 || !family.chars().all(is_name) {
        return None;
    }
    Some(format!("'{family}', {FONT_STACK}"))
}

/// Embedded fonts and those of this machine; read once.
pub(crate) fn database() -> Arc<Database> {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        for (_, file) in FILES {
            fonts.load_font_data(file.to_vec());
        }
        fonts.set_sans_serif_family(FONT_FAMILY);
        Arc::new(fonts)
    });
    Arc::clone(&FONTS)
}
