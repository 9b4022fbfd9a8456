//! A whole model as pages that need no server.

use std::path::PathBuf;

use archweave_app::SiteOptions;

use crate::Outcome;
use crate::console::{Console, GOOD, Progress, RESET, count, number};
use crate::failure::Failure;
use crate::open::Place;

/// Write the whole model as web pages that need no server: every view, every element, a search
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave site examples/customer-centre --out site/
  archweave site model.git --at v1.0 --language en --out site-1.0/
  archweave site . --language en --language zh --audience business --out public/

Open index.html of the folder in a browser, or put the folder on any web server. It is replaced as a
whole; a folder that holds anything else is left alone.")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Folder to write: new, empty or a site
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Language of the pages; several have a folder each and a switch between them. All languages of
    /// the model if not given
    #[arg(long, value_name = "CODE")]
    language: Vec<String>,
    /// For whom: id of an audience, as `business` or `it`
    #[arg(long, value_name = "ID")]
    audience: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let options = SiteOptions { languages: args.language.clone(), audience: args.audience.clone() };
    let progress = Progress::of(hosted.site_steps(&revision, &options), "writing pages");
    let site = hosted.write_site(&revision, &options, &args.out, &|| progress.step())?;
    drop(progress);
    let out = args.out.display();
    let (pages, files) = (count(site.pages, "page"), count(site.files, "file"));
    let size = number((site.bytes as usize).div_ceil(1024));
    let languages = site.languages.join(", ");
    Console::text().line(format!("{GOOD}wrote{RESET} {pages} ({languages}) to {out}: {files}, {size} KiB"));
    Ok(Outcome::Clean)
}
