//! One model: its repository and the revisions that are held ready.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use archweave_model::delivery::standing::EnvironmentInfo;
use archweave_model::folders::Folders;
use archweave_model::search::{Found, Query, SearchIndex};
use archweave_model::snapshot::Snapshot;
use archweave_render::Templates;
use archweave_store::{
    Branch, BranchName, Claim, Kind, Loaded, Repository, RevisionId, Tag, work_tree_around,
};

use crate::change::{Events, Lanes, Locks, RevisionAdded};
use crate::kept::Drawings;
use crate::ledger::LedgerState;
use crate::recent::Recent;
use crate::records::{Act, Records};
use crate::survey::Figures;
use crate::trend::Counted;
use crate::who::Identity;
use crate::{AppError, error};

/// How many revisions of a model are held ready; they share what they have in common.
const MAX_REVISIONS: usize = 8;

/// A model at one revision.
#[derive(Clone)]
pub struct Revision {
    pub(crate) loaded: Loaded,
    pub(crate) figures: OnceLock<Figures>,
    search: OnceLock<SearchIndex>,
    folders: OnceLock<Folders>,
    environments: OnceLock<Vec<EnvironmentInfo>>,
}

impl Revision {
    pub(crate) fn of(loaded: Loaded) -> Self {
        Self {
            loaded,
            figures: OnceLock::new(),
            search: OnceLock::new(),
            folders: OnceLock::new(),
            environments: OnceLock::new(),
        }
    }

    /// Which.
    pub fn id(&self) -> RevisionId {
        self.loaded.revision
    }

    /// The model.
    pub fn snapshot(&self) -> &Snapshot {
        &self.loaded.snapshot
    }

    /// The folders of its files; counted once.
    pub fn folders(&self) -> &Folders {
        self.folders.get_or_init(|| Folders::of(self.snapshot()))
    }

    /// The environments of the model, in order of stage; looked for once.
    pub fn environments(&self) -> &[EnvironmentInfo] {
        self.environments.get_or_init(|| EnvironmentInfo::all(self.snapshot()))
    }

    /// Paths of the pictures, below `images/`.
    pub fn images(&self) -> impl Iterator<Item = &str> {
        self.loaded.images.keys().map(|path| &**path)
    }
}

/// A model and where it lives.
pub struct Hosted {
    name: String,
    pub(crate) repository: Repository,
    /// The files of a working clone as they are on disk: what is meant where no revision is named.
    preview: Option<Repository>,
    /// Where the model lies in the clone around it: empty, or a path that ends with `/`.
    within: String,
    templates: Option<Arc<Templates>>,
    recent: Recent,
    /// What the default branch stands for, if not what it holds.
    pub(crate) pinned: Option<RevisionId>,
    /// Newest use last.
    ready: Mutex<Vec<Arc<Revision>>>,
    /// Held while a revision is read, so that it is read once.
    reading: Mutex<()>,
    pub(crate) drawings: Drawings,
    /// Commits that wait for a flush.
    pub(crate) lanes: Lanes,
    /// Which branches somebody moves now.
    pub(crate) locks: Locks,
    pub(crate) events: Events,
    /// Findings that were counted at revisions.
    pub(crate) counted: Counted,
    /// What questions to the ledger remember.
    pub(crate) ledger: LedgerState,
    /// Where it is written who did what; none for a command on its own.
    records: Option<Records>,
    /// The right to serve a bare repository, held as long as it is served.
    claim: Option<Claim>,
}

impl Hosted {
    /// Opens a bare repository, a plain folder, or a working clone: its files as they are on disk
    /// where no revision is named, its commits where one is.
    pub fn open(path: &Path, templates: Option<Arc<Templates>>) -> Result<Self, AppError> {
        let repository = Repository::open(path)?;
        let preview = match repository.kind() {
            Kind::WorkingClone => Some(Repository::open_files(path)?),
            Kind::Bare | Kind::Folder => None,
        };
        Ok(Self::of(path, repository, preview, templates))
    }

    /// A model whose files were opened, named after its folder.
    fn of(
        path: &Path,
        repository: Repository,
        preview: Option<Repository>,
        templates: Option<Arc<Templates>>,
    ) -> Self {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let file = full.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = file.unwrap_or_else(|| "model".into());
        let name = name.strip_suffix(".git").unwrap_or(&name);
        let slug = archweave_model::yaml::slug(name);
        Self {
            name: if slug.is_empty() { "model".into() } else { slug },
            repository,
            preview,
            within: String::new(),
            templates,
            recent: Recent::default(),
            pinned: None,
            ready: Mutex::default(),
            reading: Mutex::default(),
            drawings: Drawings::default(),
            lanes: Lanes::default(),
            locks: Locks::default(),
            events: Events::default(),
            counted: Counted::default(),
            ledger: LedgerState::default(),
            records: None,
            claim: None,
        }
    }

    /// Opens a model like [`Self::open`]; a folder in the work tree of a clone has the clone's
    /// revisions too.
    pub fn open_within(path: &Path) -> Result<Self, AppError> {
        let mut hosted = Self::open(path, None)?;
        if hosted.kind() != Kind::Folder {
            return Ok(hosted);
        }
        if let Some((clone, within)) = work_tree_around(path).filter(|(_, within)| !within.is_empty()) {
            hosted.within = format!("{within}/");
            // A clone that git does not trust or know how to read leaves a plain folder.
            if let Ok(part) = Repository::open_part(clone, &within) {
                hosted.preview = Some(std::mem::replace(&mut hosted.repository, part));
            }
        }
        Ok(hosted)
    }

    /// Opens the model in a folder of a clone (empty for its root) as git has it, whether or not the
    /// folder is in the work tree now.
    pub fn open_part(clone: &Path, within: &str) -> Result<Self, AppError> {
        let repository = Repository::open_part(clone, within)?;
        let mut hosted = Self::of(&clone.join(within), repository, None, None);
        if !within.is_empty() {
            hosted.within = format!("{within}/");
        }
        Ok(hosted)
    }

    /// The folders of a revision that hold a model: the root alone if it does (empty), else others.
    pub fn models(&self, revision: RevisionId) -> Result<Vec<String>, AppError> {
        Ok(self.repository.models(revision)?)
    }

    /// Where the model lies in the work tree of a clone: empty, or a path that ends with `/`. Known
    /// only of what [`Self::open_within`] opened.
    pub fn within(&self) -> &str {
        &self.within
    }

    /// What would be committed in this clone now.
    pub fn staged(&self) -> Result<RevisionId, AppError> {
        Ok(self.repository.staged()?)
    }

    /// The repository that has a revision.
    pub(crate) fn holder(&self, revision: RevisionId) -> &Repository {
        match &self.preview {
            Some(files) if revision.is_files() => files,
            _ => &self.repository,
        }
    }

    /// Shapes and colours.
    pub(crate) fn templates(&self) -> &Templates {
        self.templates.as_deref().unwrap_or_else(|| Templates::bundled())
    }

    pub(crate) fn rename(&mut self, name: String) {
        self.name = name;
    }

    /// Name in addresses and queries.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is on disk.
    pub fn kind(&self) -> Kind {
        self.repository.kind()
    }

    /// The revision that `at` names: a branch, tag, commit or date; `HEAD` for the default branch.
    /// Empty is the default branch too; of a working clone, the files on disk.
    pub fn resolve(&self, at: &str) -> Result<RevisionId, AppError> {
        match (self.pinned, &self.preview, at) {
            (Some(revision), _, "" | "HEAD") => Ok(revision),
            (_, Some(files), "") => self.recent.resolve(files, at),
            _ => self.recent.resolve(&self.repository, at),
        }
    }

    /// The model at a revision.
    pub fn at(&self, at: &str) -> Result<Arc<Revision>, AppError> {
        let revision = self.resolve(at)?;
        self.revision(revision)
    }

    /// The model at a revision that was resolved.
    pub fn revision(&self, revision: RevisionId) -> Result<Arc<Revision>, AppError> {
        if let Some(found) = self.find(revision) {
            return Ok(found);
        }
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read it while this request waited.
        if let Some(found) = self.find(revision) {
            return Ok(found);
        }
        let holder = self.holder(revision);
        let last = {
            let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            ready.iter().rev().find(|held| held.id().is_files() == revision.is_files()).cloned()
        };
        let loaded = match last {
            Some(last) => holder.advance(&last.loaded, revision)?,
            None => holder.load(revision)?,
        };
        Ok(self.keep(loaded))
    }

    fn keep(&self, loaded: Loaded) -> Arc<Revision> {
        let found = Arc::new(Revision::of(loaded));
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() == MAX_REVISIONS {
            ready.remove(0);
        }
        ready.push(found.clone());
        found
    }

    /// Shows readers where a branch is now: a model that was just committed there.
    pub(crate) fn adopt(&self, branch: &BranchName, loaded: Loaded) {
        let revision = loaded.revision;
        if self.find(revision).is_none() {
            self.keep(loaded);
        }
        self.recent.forget();
        tracing::debug!(model = self.name, branch = branch.as_str(), %revision, "branch moved");
    }

    /// Looks the names of branches up again.
    pub(crate) fn forget_names(&self) {
        self.recent.forget();
    }

    /// Where it is on disk.
    pub(crate) fn place(&self) -> &Path {
        self.repository.path()
    }

    /// Gets ready for a server: nobody else serves it, what a crash left is cleared, and who does what is
    /// written down. Anything but a bare repository is only shown.
    pub(crate) fn prepare(&mut self, records: Option<&Records>) -> Result<(), AppError> {
        self.records = records.cloned();
        if self.kind() != Kind::Bare {
            return Ok(());
        }
        let claim = self.repository.claim()?;
        let recovered = self.repository.recover(&claim);
        let recovered = recovered.map_err(|error| error::io("clear", self.place(), &error))?;
        for gone in &recovered.removed {
            tracing::info!(model = self.name, file = %gone.display(), "removed what a dead process left");
        }
        self.claim = Some(claim);
        Ok(())
    }

    /// The same with a database that is only asked, beside the server that writes it.
    pub fn asking(mut self, records: Records) -> Self {
        self.records = Some(records);
        self
    }

    /// Tokens, audit and what else is not in git; none for a command on its own.
    pub fn records(&self) -> Option<&Records> {
        self.records.as_ref()
    }

    pub(crate) fn note(&self, acts: Vec<(Identity, Act)>) {
        if let Some(records) = self.records.as_ref().filter(|_| !acts.is_empty()) {
            records.note(&self.name, acts);
        }
    }

    /// Listens to what happens to branches from now on.
    pub fn listen(&self) -> tokio::sync::broadcast::Receiver<RevisionAdded> {
        self.events.listen()
    }

    /// Elements that fit what somebody typed, from the `skip`th on, best first.
    pub fn search(&self, revision: &Revision, query: &Query, skip: usize, take: usize) -> Found {
        let snapshot = revision.snapshot();
        let index = revision.search.get_or_init(|| {
            // Of a revision that was searched, what did not change since is not read again.
            let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            let known = ready.iter().rev().find(|held| held.search.get().is_some()).cloned();
            drop(ready);
            SearchIndex::of(snapshot, known.as_ref().and_then(|known| known.search.get()))
        });
        index.find(snapshot, query, skip, take)
    }

    fn find(&self, revision: RevisionId) -> Option<Arc<Revision>> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let at = ready.iter().position(|held| held.id() == revision)?;
        let last = ready.len() - 1;
        if at != last {
            ready[at..].rotate_left(1);
        }
        ready.last().cloned()
    }

    /// Whether the revision that is meant where none is named is in memory.
    pub fn is_ready(&self) -> bool {
        self.resolve("").is_ok_and(|revision| self.find(revision).is_some())
    }

    /// All branches, by name. A plain folder has none.
    pub fn branches(&self) -> Result<Vec<Branch>, AppError> {
        Ok(self.repository.branches()?)
    }

    /// All tags, by name.
    pub fn tags(&self) -> Result<Vec<Tag>, AppError> {
        Ok(self.repository.tags()?)
    }

    /// Name of the branch that stands for the model where none is named.
    pub fn default_branch(&self) -> Result<Option<String>, AppError> {
        Ok(self.repository.default_branch()?.map(|name| name.as_str().to_owned()))
    }

    /// Whether both read one repository.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        self.repository.path() == other.repository.path() && self.within == other.within
    }

    /// The bytes of a file at a revision; also of a plain folder.
    pub fn file(&self, revision: &Revision, path: &str) -> Result<Vec<u8>, AppError> {
        Ok(self.holder(revision.id()).blob(revision.id(), path)?)
    }

    /// A picture of the model.
    pub fn image(&self, revision: &Revision, path: &str) -> Option<Arc<[u8]>> {
        let blob = revision.loaded.images.get(path)?;
        let holder = self.holder(revision.id());
        match holder.kind() {
            Kind::Folder => holder.blob(revision.id(), path).ok().map(Into::into),
            _ => holder.blob_by_id(*blob).ok().map(Into::into),
        }
    }
}

/// Reads a file of the command line.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, AppError> {
    std::fs::read(path).map_err(|e| error::io("read", path, &e))
}
