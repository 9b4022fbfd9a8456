//! The gallery of the documentation: every bundled viewpoint over the example, light and dark, English
//! and Chinese. It is made here and compared here, so a picture that changes is looked at before it is
//! accepted (`make docs`).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use archweave_model::viewpoint::{Standard, Viewpoint};
use archweave_render::{Options, Theme};

use crate::support::root;
use crate::views::{answer, example, part};

const FOLDER: &str = "docs/gallery";

/// Standards in the order of the page, with their titles.
const STANDARDS: [(Standard, &str, &str); 5] = [
    (Standard::Archweave, "Maps, chains and matrices", "地图、链条与矩阵"),
    (Standard::Uml, "UML", "UML"),
    (Standard::Archimate, "ArchiMate", "ArchiMate"),
    (Standard::Zachman, "Zachman", "扎克曼"),
    (Standard::Togaf, "TOGAF", "TOGAF"),
];

/// Folder of a picture and how it is drawn; TOGAF's many tables stand there in one variant only.
fn variants(viewpoint: &Viewpoint) -> &'static [(&'static str, &'static str, Theme)] {
    const ALL: [(&str, &str, Theme); 4] = [
        ("en", "en", Theme::Light),
        ("en-dark", "en", Theme::Dark),
        ("zh", "zh", Theme::Light),
        ("zh-dark", "zh", Theme::Dark),
    ];
    if viewpoint.standard == Standard::Togaf { &ALL[..1] } else { &ALL }
}

/// The files of the gallery by path.
fn files() -> BTreeMap<String, String> {
    let snapshot = example();
    let mut files = BTreeMap::new();
    let library = archweave_model::viewpoint::viewpoints();
    for viewpoint in library {
        let view = part(&snapshot, viewpoint);
        for (folder, language, theme) in variants(viewpoint) {
            let diagram = answer(&snapshot, &view, language).diagram;
            let options = Options { theme: *theme, ..Options::default() };
            let svg = archweave_render::svg(&diagram, &options).unwrap();
            files.insert(format!("{folder}/{}.svg", viewpoint.id), svg);
        }
    }
    files.insert("README.md".into(), page(library, "en"));
    files.insert("zh.md".into(), page(library, "zh"));
    files
}

fn page(library: &[Viewpoint], language: &str) -> String {
    let is_chinese = language == "zh";
    let mut out = match is_chinese {
        true => String::from(
            "# 视图图库\n\n所有内置视角在示例模型上的效果。[English](README.md)\n\n自定义视图见 [views](../guide/views.md)（英文）。\n",
        ),
        false => String::from(
            "# Gallery\n\nEvery bundled viewpoint over the example. [中文](zh.md)\n\nHow to make a view of your own: [views](../guide/views.md).\n",
        ),
    };
    for (standard, english, chinese) in STANDARDS {
        let title = if is_chinese { chinese } else { english };
        writeln!(out, "\n## {title}").unwrap();
        for viewpoint in library.iter().filter(|viewpoint| viewpoint.standard == standard) {
            let name = viewpoint.label.get(language);
            let id = &viewpoint.id;
            writeln!(out, "\n### {name}\n\n`{id}`. {}\n", viewpoint.description.get(language)).unwrap();
            let folder = if variants(viewpoint).len() == 1 { "en" } else { language };
            match variants(viewpoint).len() {
                1 => writeln!(out, "[{name}]({folder}/{id}.svg)").unwrap(),
                _ => writeln!(
                    out,
                    "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{folder}-dark/{id}.svg\"><img alt=\"{name}\" src=\"{folder}/{id}.svg\"></picture>"
                )
                .unwrap(),
            }
        }
    }
    out
}

#[test]
fn the_gallery_shows_what_is_drawn() {
    let folder = root().join(FOLDER);
    let files = files();
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in &files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        return;
    }
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_default();
    let differs: Vec<&str> = files
        .iter()
        .filter(|(path, text)| read(&folder.join(path)) != **text)
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(
        differs.is_empty(),
        "{} files of {FOLDER} differ; `make docs` writes them anew, then look at them:\n{}",
        differs.len(),
        differs.iter().take(20).copied().collect::<Vec<_>>().join("\n")
    );
}
