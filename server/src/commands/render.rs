//! Views as files: pictures, tables, the text of other tools.

use std::path::{Path, PathBuf};

use archweave_app::{DrawOptions, Hosted, PictureFormat, Revision, ad_hoc_view, percent};

use crate::Outcome;
use crate::console::{Console, GOOD, Progress, RESET, count};
use crate::failure::Failure;
use crate::open::Place;

/// Draw a view, or all of them, as SVG, PNG, PDF, a table or the text of another tool
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave render examples/customer-centre landscape --out landscape.svg
  archweave render examples/customer-centre capability-map --audience business --out map.pdf
  archweave render examples/customer-centre raci --out raci.xlsx
  archweave render examples/customer-centre data-domain --format plantuml --out -
  archweave render examples/customer-centre --viewpoint impact --element app-sms --out impact.svg
  archweave render model.git --all --format png --scale 2 --language zh --out pictures/")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Id of the view
    #[arg(group = "what", required_unless_present_any = ["all", "viewpoint", "viewpoints"])]
    view: Option<String>,
    /// Every view, one file each, named by its id
    #[arg(long, group = "what")]
    all: bool,
    /// No saved view: this viewpoint over the whole model, or about the elements of --element
    #[arg(long, value_name = "ID", group = "what")]
    viewpoint: Option<String>,
    /// Every viewpoint over the whole model, one file each
    #[arg(long, group = "what")]
    viewpoints: bool,
    /// With --viewpoint: the element it is about; may be given several times
    #[arg(long, value_name = "ID", requires = "viewpoint")]
    element: Vec<String>,
    /// svg, png, pdf, csv, xlsx, plantuml, mermaid, dot, drawio or markdown; by default the
    /// extension of the file to write, else svg
    #[arg(long)]
    format: Option<String>,
    /// File to write (- for standard output); with --all and --viewpoints a folder
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
    /// Language of names; the model's main one if not given
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// For whom: id of an audience, as `business` or `it`; the same elements in their words and
    /// notation
    #[arg(long, value_name = "ID")]
    audience: Option<String>,
    /// Lay out anew, whatever places are stored
    #[arg(long)]
    relayout: bool,
    /// Light lines on a dark ground
    #[arg(long)]
    dark: bool,
    /// Of a PNG: pixels for each unit of the view
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    scale: f32,
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
    format: PictureFormat,
    args: &'a Args,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let language = args.language.clone();
    let language = language.unwrap_or_else(|| revision.snapshot().main_language().to_owned());
    let options = DrawOptions {
        language,
        audience: args.audience.clone(),
        is_dark: args.dark,
        has_links: false,
        is_relaid: args.relayout,
    };
    let format = format(&hosted, args)?;
    let drawing = Drawing { hosted: &hosted, revision: &revision, options, format, args };
    match (&args.view, &args.viewpoint) {
        (Some(view), _) => drawing.one(view)?,
        (None, Some(viewpoint)) => {
            let (bytes, _) = drawing.ad_hoc(viewpoint, &args.element)?;
            drawing.write(&bytes)?;
        }
        (None, None) if args.viewpoints => {
            let all = revision.snapshot().metamodel().viewpoints();
            let ids: Vec<&str> = all.iter().map(|viewpoint| viewpoint.id.as_str()).collect();
            drawing.many(&ids, "viewpoint", |id| drawing.ad_hoc(id, &[]))?;
        }
        (None, None) => {
            let ids: Vec<&str> = revision.snapshot().views().map(|view| view.id.as_str()).collect();
            drawing.many(&ids, "view", |id| drawing.draw(id))?;
        }
    }
    Ok(Outcome::Clean)
}

/// The format that was asked for: by name, or by the extension of the file.
fn format(hosted: &Hosted, args: &Args) -> Result<PictureFormat, Failure> {
    let extension = args.out.extension().and_then(|extension| extension.to_str());
    let by_name =
        extension.filter(|_| !args.all && !args.viewpoints).and_then(|name| hosted.picture_format(name));
    let Some(name) = &args.format else { return Ok(by_name.unwrap_or(PictureFormat::Svg)) };
    hosted.picture_format(name).ok_or_else(|| {
        let names: Vec<String> = hosted.picture_formats().into_iter().map(|(name, _)| name).collect();
        Failure::new(format!("there is no format `{name}`"))
            .help(format!("formats are: {}", names.join(", ")))
    })
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
        let (bytes, _) = {
            let _progress = Progress::start("drawing");
            self.draw(view)?
        };
        self.write(&bytes)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let out = &self.args.out;
        if out == Path::new("-") {
            Console::raw().write(bytes);
            return Ok(());
        }
        std::fs::write(out, bytes).map_err(|error| Failure::write(out, &error))?;
        Console::text().line(format!("{GOOD}wrote{RESET} {}", out.display()));
        Ok(())
    }

    /// One file each.
    fn many(
        &self,
        ids: &[&str],
        what: &str,
        draw: impl Fn(&str) -> Result<(Vec<u8>, String), Failure>,
    ) -> Result<(), Failure> {
        let folder = &self.args.out;
        std::fs::create_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        let progress = Progress::of(ids.len(), "drawing");
        let mut taken = std::collections::HashSet::new();
        for id in ids {
            let (bytes, extension) = draw(id)?;
            let name = percent(id);
            let mut free = name.clone();
            let mut counter = 2;
            // Ids that differ only in case are one file on some systems.
            while !taken.insert(free.to_lowercase()) {
                free = format!("{name}~{counter}");
                counter += 1;
            }
            let path = folder.join(format!("{free}.{extension}"));
            std::fs::write(&path, bytes).map_err(|error| Failure::write(&path, &error))?;
            progress.step();
        }
        drop(progress);
        let what = count(taken.len(), what);
        Console::text().line(format!("{GOOD}wrote{RESET} {what} to {}", folder.display()));
        Ok(())
    }

    /// Content and extension of a view's file.
    fn draw(&self, view: &str) -> Result<(Vec<u8>, String), Failure> {
        let file = self.hosted.picture(self.revision, view, &self.format, &self.options, self.args.scale)?;
        Ok((file.bytes, file.extension))
    }

    /// The same of a view that nobody saved.
    fn ad_hoc(&self, viewpoint: &str, elements: &[String]) -> Result<(Vec<u8>, String), Failure> {
        let view = ad_hoc_view(self.revision, viewpoint, elements)?;
        let answer = self.hosted.answer_unsaved(self.revision, &view, None, &self.options)?;
        let file = self.hosted.written(self.revision, &answer, &self.format, &self.options)?;
        Ok((file.bytes, file.extension))
    }
}
