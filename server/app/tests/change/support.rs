//! A repository with a small model, and people who may change it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use archweave_app::change::{ChangeSet, CommitOutcome, CommitRequest, Edit, Resolutions};
use archweave_app::{App, BranchName, Caller, Editor, Hosted, Identity, RevisionId, Role};

/// A server's models in a folder of their own.
pub struct World {
    pub folder: tempfile::TempDir,
    pub app: App,
}

/// The model: paths and texts.
pub const FILES: [(&str, &str); 4] = [
    ("archweave.yaml", "format: 1\nname: Centre # ours\nlanguages: [en, zh]\n"),
    (
        "elements/application/application-component/crm.yaml",
        "# who answers: Jane\nid: crm\nkind: application-component\nname: { en: CRM, zh: 客户系统 }\n\nproperties:\n  vendor: 'Acme' # since 2020\n  criticality: 2\nrelations:\n  - serving: calls\n",
    ),
    (
        "elements/business/business-process/calls.yaml",
        "id: calls\nkind: business-process\nname: Handle calls\ntags: [voice, front]\n",
    ),
    ("README.md", "# Centre\n\none\ntwo\nthree\n"),
];

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("work");
        for (path, text) in FILES {
            let path = work.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let bare = folder.path().join("centre.git");
        git(&work, &["init", "--quiet", "-b", "main"]);
        git(&work, &["add", "."]);
        git(&work, &["commit", "--quiet", "-m", "Start"]);
        git(folder.path(), &["clone", "--quiet", "--bare", "work", "centre.git"]);
        let app = App::open_to_serve(&[bare], None, None).unwrap();
        Self { folder, app }
    }

    pub fn model(&self) -> &Arc<Hosted> {
        &self.app.models()[0]
    }

    pub fn editor(&self, name: &str) -> Editor {
        let who = Identity {
            name: name.into(),
            email: format!("{name}@example.org"),
            token: None,
            from: "".into(),
        };
        self.app.editor("centre", &Caller { who, role: Role::Editor, models: None }).unwrap()
    }

    pub fn head(&self, branch: &str) -> RevisionId {
        self.model().branch_head(&BranchName::parse(branch).unwrap()).unwrap()
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.folder.path().join("centre.git"), arguments)
    }

    /// The text of a file on a branch.
    pub fn text(&self, branch: &str, path: &str) -> String {
        self.git(&["show", &format!("{branch}:{path}")])
    }
}

pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Jane", "-c", "user.email=jane@example.org"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub fn request(branch: &str, base: RevisionId, changes: ChangeSet) -> CommitRequest {
    CommitRequest {
        branch: BranchName::parse(branch).unwrap(),
        base,
        message: "Change".into(),
        changes,
        resolutions: Resolutions::new(),
        is_dry_run: false,
    }
}

/// Edits as JSON, as they come in.
pub fn edits(json: serde_json::Value) -> ChangeSet {
    let edits: Vec<Edit> = serde_json::from_value(json).unwrap();
    ChangeSet::new(edits)
}

/// What was committed.
pub fn committed(outcome: CommitOutcome) -> archweave_app::change::Committed {
    match outcome {
        CommitOutcome::Committed(committed) => *committed,
        other => panic!("{other:?}"),
    }
}
