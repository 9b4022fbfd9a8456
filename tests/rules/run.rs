//! Tries an example the way people do: writes its files to a folder and opens or imports that.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::Command;

use archweave_app::{Hosted, Import};
use archweave_interchange::csv;
use archweave_model::diagnostic::Diagnostic;

use super::page::Example;
use super::zip;

/// What is done with the files of an example, and which revision is meant then.
type Setup = fn(&Path, &Example) -> &'static str;

/// The names that `setup=` knows.
const SETUPS: &[(&str, Setup)] = &[("", |_, _| ""), ("lost-object", lost_object), ("zip", packed)];

/// Everything that is found in an example, with lines.
pub fn findings(example: &Example) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customer-centre");
    for (name, text) in &example.files {
        let encoded = |text: &str| match example.is_latin {
            true => text.chars().map(|c| u8::try_from(c).expect("a character of Latin-1")).collect(),
            false => text.as_bytes().to_vec(),
        };
        let file = path.join(OsString::from_vec(encoded(name)));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, encoded(text)).unwrap();
    }
    let setup = SETUPS.iter().find(|(name, _)| *name == example.setup);
    let (_, prepare) = setup.unwrap_or_else(|| panic!("there is no set-up `{}`", example.setup));
    let at = prepare(&path, example);
    if let Some(name) = &example.import {
        return Import::read(&path.join(name), at).unwrap().diagnostics().to_vec();
    }
    let hosted = Hosted::open(&path, None).unwrap();
    let revision = hosted.at(at).unwrap();
    match example.export.as_str() {
        "" => hosted.report(&revision).diagnostics,
        "csv" => csv::export(&hosted.model(&revision).unwrap(), false).1,
        other => panic!("there is no export to `{other}`"),
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Mei Lin", "-c", "user.email=mei@example.com"]);
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Commits the files; then the repository loses the content of the first, as after a damaged disk or in a
/// clone that was made with `--filter=blob:none`.
fn lost_object(folder: &Path, example: &Example) -> &'static str {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", "Describe the customer desk"]);
    let object = git(folder, &["rev-parse", &format!("HEAD:{}", example.files[0].0)]);
    let (start, rest) = object.split_at(2);
    fs::remove_file(folder.join(".git/objects").join(start).join(rest)).unwrap();
    "HEAD"
}

/// Packs the files into the container that is imported.
fn packed(folder: &Path, example: &Example) -> &'static str {
    let name = example.import.as_deref().expect("what is packed is imported");
    let files = example.files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
    fs::write(folder.join(name), zip::write(files)).unwrap();
    ""
}
