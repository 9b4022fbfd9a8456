//! Models made while a server runs: a bare repository in the folder that it serves, shown at once.

mod example;

use std::path::Path;
use std::sync::Arc;

use archweave_model::metamodel::Metamodel;
use archweave_model::model::{Filed, Manifest, Model};
use archweave_model::text::Text;
use archweave_model::view::View;
use archweave_model::viewpoint::{Form, Standard, Viewpoint};
use archweave_store::{BranchName, Repository};

use crate::records::Act;
use crate::{App, AppError, Caller, Hosted, Role, error};

/// What a new model begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Nothing but its title.
    Empty,
    /// A view of the Zachman framework.
    Zachman,
    /// The catalogs of TOGAF.
    Togaf,
    /// Views from demand to what runs, for business and technology together.
    BizDevOps,
    /// The customer centre, with its own title and languages.
    Example,
}

/// Views of [`Template::BizDevOps`], by viewpoint.
const BIZDEVOPS: [&str; 8] = [
    "capability-map",
    "value-stream-map",
    "goal-tree",
    "requirement-trace",
    "application-portfolio",
    "landscape",
    "environments",
    "roadmap",
];

/// A model that somebody wants.
#[derive(Clone, Debug)]
pub struct NewModel {
    /// In addresses: `customer-centre`.
    pub name: String,
    /// For people.
    pub title: String,
    /// Language codes; the first is the main one.
    pub languages: Vec<String>,
    /// What it begins with.
    pub template: Template,
}

/// The longest name of a model.
const MAX_NAME: usize = 64;
/// The longest title.
const MAX_TITLE: usize = 200;
/// The most languages of a model.
const MAX_LANGUAGES: usize = 20;

impl App {
    /// Whether the caller may make models: where a folder of models is served, an admin of all of them.
    pub fn may_make_models(&self, caller: &Caller) -> bool {
        self.folder.is_some() && caller.role == Role::Admin && caller.models.is_none()
    }

    /// Makes a model and shows it.
    pub fn make_model(&self, caller: &Caller, wanted: &NewModel) -> Result<Arc<Hosted>, AppError> {
        let Some(folder) = &self.folder else {
            let message = "this server shows the models that it was started with; start it with `archweave serve --models FOLDER` to make more";
            return Err(AppError::Denied(message.into()));
        };
        if !self.may_make_models(caller) {
            let message =
                format!("{} is no admin of all models; only such a person makes new ones", caller.who.name);
            return Err(AppError::Denied(message));
        }
        check(wanted)?;
        let _one_at_a_time = self.making.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let path = folder.join(format!("{}.git", wanted.name));
        if self.model(&wanted.name).is_ok() || path.exists() {
            let message = format!("there is a model `{}` already; choose another name", wanted.name);
            return Err(AppError::Invalid(message));
        }
        write(folder, &path, caller, wanted)?;
        let mut hosted = Hosted::open(&path, self.templates.clone())?;
        hosted.prepare(self.records())?;
        let hosted = Arc::new(hosted);
        let detail = wanted.title.clone();
        let act =
            Act { action: "model.create", outcome: "done", reference: String::new(), revision: None, detail };
        hosted.note(vec![(caller.who.clone(), act)]);
        self.add(hosted.clone())?;
        Ok(hosted)
    }
}

/// A name is part of a path and of addresses: nothing in it may mean anything there.
fn check(wanted: &NewModel) -> Result<(), AppError> {
    let NewModel { name, title, languages, .. } = wanted;
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if name.len() > MAX_NAME || !name.split('-').all(is_word) {
        let message = format!(
            "`name` has small letters, digits and single hyphens between them, at most {MAX_NAME}: `customer-centre`"
        );
        return Err(AppError::Invalid(message));
    }
    if title.trim().is_empty() || title.chars().count() > MAX_TITLE || title.chars().any(char::is_control) {
        return Err(AppError::Invalid(format!("`title` is one line of 1 to {MAX_TITLE} characters")));
    }
    let is_code = |code: &String| {
        (2..=35).contains(&code.len())
            && code.starts_with(|c: char| c.is_ascii_alphabetic())
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if languages.is_empty() || languages.len() > MAX_LANGUAGES || !languages.iter().all(is_code) {
        return Err(AppError::Invalid(
            "`languages` has codes such as en, zh or pt-BR, the main one first".into(),
        ));
    }
    Ok(())
}

/// Makes the repository beside its place and moves it there when it is whole: a crash leaves no half model.
fn write(folder: &Path, path: &Path, caller: &Caller, wanted: &NewModel) -> Result<(), AppError> {
    let draft = folder.join(format!(".{}.new", wanted.name));
    if draft.exists() {
        std::fs::remove_dir_all(&draft).map_err(|e| error::io("remove", &draft, &e))?;
    }
    let repository = Repository::init_bare(&draft)?;
    let main = BranchName::parse("main").map_err(|error| AppError::Internal(error.to_string()))?;
    let (message, author) = (format!("Begin {}", wanted.title.trim()), caller.who.signature());
    match wanted.template {
        Template::Example => repository.commit(&main, None, example::files(), &author, &message)?,
        _ => repository.commit_model(&main, None, &model(wanted), &author, &message)?,
    };
    drop(repository);
    std::fs::rename(&draft, path).map_err(|e| error::io("make", path, &e))
}

fn model(wanted: &NewModel) -> Model {
    let library = Metamodel::library();
    let viewpoints = library.viewpoints().iter();
    let is_wanted = |viewpoint: &&Viewpoint| match wanted.template {
        Template::Empty | Template::Example => false,
        Template::Zachman => viewpoint.standard == Standard::Zachman,
        Template::Togaf => viewpoint.standard == Standard::Togaf && viewpoint.form == Form::Catalog,
        Template::BizDevOps => BIZDEVOPS.contains(&&*viewpoint.id),
    };
    Model {
        manifest: Manifest {
            name: Text::from(wanted.title.trim()),
            languages: wanted.languages.iter().map(|code| code.as_str().into()).collect(),
            ..Manifest::default()
        },
        views: viewpoints
            .filter(is_wanted)
            .filter_map(|viewpoint| view(viewpoint, &wanted.languages))
            .collect(),
        ..Model::default()
    }
}

/// A view that shows what its viewpoint selects, as the model grows.
fn view(viewpoint: &Viewpoint, languages: &[String]) -> Option<Filed<View>> {
    let id = archweave_model::id::ViewId::parse(&viewpoint.id).ok()?;
    let mut view = View::new(id);
    view.name = in_languages(&viewpoint.label, languages);
    view.description = in_languages(&viewpoint.description, languages);
    view.viewpoint = Some(viewpoint.id.to_string().into());
    Some(Filed { path: "".into(), value: Arc::new(view) })
}

/// The languages of the model alone; plain text if it has one.
fn in_languages(text: &Text, languages: &[String]) -> Text {
    match languages {
        [only] => Text::from(text.get(only)),
        many => {
            let known = many.iter().filter(|code| text.exact(code).is_some());
            let entries: Vec<(Box<str>, Box<str>)> =
                known.map(|code| (code.as_str().into(), text.get(code).into())).collect();
            if entries.is_empty() { Text::from(text.main()) } else { Text::languages(entries) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_no_path() {
        let wanted = |name: &str| NewModel {
            name: name.into(),
            title: "T".into(),
            languages: vec!["en".into()],
            template: Template::Empty,
        };
        for good in ["centre", "customer-centre-2", "a", "0"] {
            assert!(check(&wanted(good)).is_ok(), "{good}");
        }
        let long = "a".repeat(MAX_NAME + 1);
        for bad in
            ["", "-", "a-", "-a", "a--b", "A", "..", "../x", "a/b", "a\\b", "a.git", "a b", "é", "a\0", &long]
        {
            assert!(check(&wanted(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn every_template_is_a_model_without_errors() {
        for (template, views) in [
            (Template::Empty, 0..1),
            (Template::Zachman, 1..2),
            (Template::Togaf, 5..40),
            (Template::BizDevOps, 8..9),
        ] {
            let wanted = NewModel {
                name: "m".into(),
                title: "M".into(),
                languages: vec!["zh".into(), "en".into()],
                template,
            };
            let model = model(&wanted);
            assert!(views.contains(&model.views.len()), "{template:?} {}", model.views.len());
            let found = archweave_model::snapshot::Snapshot::from_model(&model, "m").diagnostics();
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}
