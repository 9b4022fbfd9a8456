//! Views as pictures.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_app::{DrawOptions, Hosted, Revision};
use archweave_model::yaml::slug;
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, GOOD, Progress, RESET, count};
use crate::failure::Failure;
use crate::open::Place;

/// Draw a view, or all of them, as SVG or PNG
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave render examples/customer-centre service-overview --out overview.svg
  archweave render model.git --all --format png --scale 2 --language zh --out pictures/")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Id of the view
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    view: Option<String>,
    /// Every view, one file each
    #[arg(long)]
    all: bool,
    /// SVG, or PNG
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,
    /// File to write (- for standard output); with --all a folder
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
    /// Language of names; the model's main one if not given
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Light lines on a dark ground
    #[arg(long)]
    dark: bool,
    /// Of a PNG: pixels for each unit of the view
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    scale: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Png,
}

fn scale(text: &str) -> Result<f32, String> {
    let number: Option<f32> = text.parse().ok();
    number.filter(|n| (0.05..=16.0).contains(n)).ok_or_else(|| "a number from 0.05 to 16".into())
}

/// A model and how its views are drawn.
struct Drawing<'a> {
    hosted: &'a Hosted,
    revision: &'a Revision,
    options: DrawOptions,
    args: &'a Args,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let language = args.language.clone();
    let language = language.unwrap_or_else(|| revision.snapshot().main_language().to_owned());
    let options = DrawOptions { language, is_dark: args.dark, has_links: false };
    let drawing = Drawing { hosted: &hosted, revision: &revision, options, args };
    match &args.view {
        Some(view) => drawing.one(view)?,
        None => drawing.all(&revision)?,
    }
    Ok(Outcome::Clean)
}

impl Drawing<'_> {
    fn one(&self, view: &str) -> Result<(), Failure> {
        let snapshot = self.revision.snapshot();
        if snapshot.view(view).is_none() {
            let mut ids: Vec<&str> = snapshot.views().take(11).map(|view| view.id.as_str()).collect();
            if ids.len() > 10 {
                ids[10] = "...";
            }
            let help = match ids.is_empty() {
                true => "the model has no views".to_owned(),
                false => format!("views are: {}", ids.join(", ")),
            };
            return Err(Failure::new(format!("there is no view `{view}`")).help(help));
        }
        let bytes = {
            let _progress = Progress::start("drawing");
            self.draw(view)?
        };
        let out = &self.args.out;
        if out == Path::new("-") {
            Console::raw().write(&bytes);
            return Ok(());
        }
        std::fs::write(out, &bytes).map_err(|error| Failure::write(out, &error))?;
        Console::text().line(format!("{GOOD}wrote{RESET} {}", out.display()));
        Ok(())
    }

    fn all(&self, revision: &Arc<Revision>) -> Result<(), Failure> {
        let folder = &self.args.out;
        std::fs::create_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        let extension = if self.args.format == Format::Svg { "svg" } else { "png" };
        let progress = Progress::of(revision.snapshot().views().len(), "drawing views");
        let mut taken = std::collections::HashSet::new();
        for view in revision.snapshot().views() {
            let name = Some(slug(view.id.as_str())).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| "view".into());
            let mut free = name.clone();
            let mut counter = 2;
            while !taken.insert(free.clone()) {
                free = format!("{name}-{counter}");
                counter += 1;
            }
            let path = folder.join(format!("{free}.{extension}"));
            let bytes = self.draw(view.id.as_str())?;
            std::fs::write(&path, bytes).map_err(|error| Failure::write(&path, &error))?;
            progress.step();
        }
        drop(progress);
        let what = count(taken.len(), "view");
        Console::text().line(format!("{GOOD}wrote{RESET} {what} to {}", folder.display()));
        Ok(())
    }

    fn draw(&self, view: &str) -> Result<Vec<u8>, Failure> {
        Ok(match self.args.format {
            Format::Svg => self.hosted.draw(self.revision, view, &self.options)?.svg.as_bytes().to_vec(),
            Format::Png => self.hosted.png(self.revision, view, &self.options, self.args.scale)?,
        })
    }
}
