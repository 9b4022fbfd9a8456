//! Pages of a site without a server: the templates of `templates/site/`, and what they share with the
//! pages of `templates/pages/`.
//!
//! Names of the former begin with `site-`: `site-view`. Start at [`Pages::of_sites`].

use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::Pages;

#[derive(RustEmbed)]
#[folder = "../../templates/site"]
struct Bundled;

impl Pages {
    /// The templates of sites in the program.
    pub fn of_sites() -> &'static Self {
        static BUNDLED: LazyLock<Pages> = LazyLock::new(|| {
            #[expect(clippy::panic, reason = "bundled data, read by every test")]
            read().unwrap_or_else(|e| panic!("bundled page of a site: {e}"))
        });
        &BUNDLED
    }
}

fn read() -> Result<Pages, Box<handlebars::TemplateError>> {
    let mut pages = Pages::read()?;
    pages.add::<Bundled>("site-")?;
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_template_is_read() {
        let _ = Pages::of_sites();
    }
}
