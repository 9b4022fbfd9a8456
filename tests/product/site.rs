//! A model as pages without a server: every link leads somewhere, nothing of the model gets out of its
//! place, and only a site is ever replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::program::{archweave, succeed};
use crate::support::{example, files_below};

/// Writes a site of a model.
fn write(model: &Path, out: &Path, options: &[&str]) -> String {
    let mut arguments = vec!["site".as_ref(), model.as_os_str(), "--out".as_ref(), out.as_os_str()];
    arguments.extend(options.iter().map(std::ffi::OsStr::new));
    succeed(arguments)
}

/// Files of a folder by their path in it, with what is in them.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = files_below(folder).into_iter();
    files.map(|file| (file.strip_prefix(folder).unwrap().to_owned(), fs::read(&file).unwrap())).collect()
}

/// What stands between quotes after `before`.
fn values<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next())
}

/// Names of the places in a page.
fn anchors(html: &str) -> BTreeSet<&str> {
    values(html, " id=\"").collect()
}

/// A path without its `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part.as_os_str().to_str() {
            Some("..") => assert!(out.pop(), "{}", path.display()),
            Some(part) => out.push(part),
            None => panic!("{}", path.display()),
        }
    }
    out
}

/// Every link of every page leads to a file of the site, and to a place in it if it names one.
fn check_links(folder: &Path) -> usize {
    let files = content(folder);
    let pages: BTreeMap<&Path, &str> = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "html"))
        .map(|(path, bytes)| (path.as_path(), std::str::from_utf8(bytes).unwrap()))
        .collect();
    let places: BTreeMap<&Path, BTreeSet<&str>> =
        pages.iter().map(|(path, html)| (*path, anchors(html))).collect();
    let mut count = 0;
    for (path, html) in &pages {
        for address in values(html, " href=\"").chain(values(html, " src=\"")) {
            if address.starts_with("https://")
                || address.starts_with("http://")
                || address.starts_with("data:image/")
            {
                continue;
            }
            let (file, place) =
                address.split_once('#').map_or((address, None), |(file, place)| (file, Some(place)));
            assert!(
                !file.starts_with('/') && !file.contains(':') && !file.contains('%'),
                "{}: {address}",
                path.display()
            );
            let target = match file {
                "" => path.to_path_buf(),
                file => plain(&path.parent().unwrap().join(file)),
            };
            assert!(files.contains_key(&target), "{}: {address}", path.display());
            if let Some(place) = place {
                let known = places.get(target.as_path()).is_some_and(|known| known.contains(place));
                assert!(known, "{}: {address}", path.display());
            }
            count += 1;
        }
    }
    count
}

#[test]
fn the_example_has_a_page_for_everything_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let said = write(&example(), &out, &[]);
    assert!(said.contains("(en, zh)"), "{said}");
    let views = files_below(&example().join("views")).len();
    let elements = files_below(&example().join("elements")).len();
    for language in ["en", "zh"] {
        let pages = |part: &str| {
            let files = files_below(&out.join(language).join(part));
            files.into_iter().filter(|file| file.extension().unwrap() == "html").count() - 1
        };
        assert_eq!((pages("views"), pages("elements")), (views, elements));
    }
    assert!(check_links(&out) > 10_000);
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    for (page, expected) in [
        ("index.html", "data-choice=\"zh\""),
        ("en/index.html", "<h1><bdi>Customer centre</bdi></h1>"),
        ("en/views/landscape.html", "<svg "),
        ("en/views/crud.html", "<table class=\"list\">"),
        ("en/views/crud.html", "href=\"crud.csv\""),
        ("en/views/crud.csv", "Work order"),
        ("en/elements/req-102.html", "<bdi lang=\"zh\">工单自动分类</bdi>"),
        ("en/elements/req-102.html", "href=\"../views/trace-req-102.html\""),
        ("en/kinds/requirement.html", "href=\"../elements/req-102.html\""),
        ("zh/index.html", "<h1><bdi>客户服务中心</bdi></h1>"),
        ("zh/elements/req-102.html", "href=\"../../en/elements/req-102.html\""),
        ("zh/zachman.html", "href=\"cells/"),
        ("search/index.js", "archweaveSearch.kinds(1,[[\"views\",\"view\",\"View\",\"视图\"]"),
        ("search/1.js", "\\treq-102\\tClassify work orders automatically\\t工单自动分类\\n"),
    ] {
        assert!(read(page).contains(expected), "{page} has no {expected}");
    }
    assert!(read("zh/views/landscape.html").contains("lang=\"zh\""));
    // Dark colours stand beside light ones, and a style sheet says what they mean.
    assert!(read("en/views/landscape.html").contains("data-df=\""));
    assert!(read("assets/pictures.css").contains("[data-df='"));
    // A picture on its own leads nowhere.
    assert!(!read("en/views/landscape.svg").contains("<a "));
}

#[test]
fn the_same_model_gives_the_same_bytes_and_stale_pages_vanish() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    write(&example(), &one, &["--language", "en"]);
    write(&example(), &two, &["--language", "zh"]);
    assert!(two.join("index.html").is_file() && !two.join("zh").exists(), "one language needs no folder");
    write(&example(), &two, &["--language", "en"]);
    let (one, two) = (content(&one), content(&two));
    assert!(one.keys().eq(two.keys()));
    for (path, bytes) in &one {
        assert!(two[path] == *bytes, "{}", path.display());
    }
    check_links(&folder.path().join("one"));
    // Nothing is left beside the sites.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn only_a_site_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let model = model(folder.path(), &[]);
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("thesis.txt"), "years of work").unwrap();
    for out in [&mine, &model, &mine.join("thesis.txt"), folder.path()] {
        let output = archweave(["site".as_ref(), model.as_os_str(), "--out".as_ref(), out.as_os_str()]);
        assert_eq!(output.status.code(), Some(2), "{}: {output:?}", out.display());
    }
    assert_eq!(fs::read_to_string(mine.join("thesis.txt")).unwrap(), "years of work");
    assert!(model.join("archweave.yaml").is_file());
    let new = folder.path().join("new");
    for odd in [["--language", "../x"], ["--audience", "nobody"], ["--language", "aux"]] {
        let out = ["site".as_ref(), model.as_os_str(), "--out".as_ref(), new.as_os_str()];
        let output = archweave(out.into_iter().chain(odd.iter().map(AsRef::as_ref)));
        assert_eq!(output.status.code(), Some(2), "{odd:?}: {output:?}");
        assert!(!new.exists());
    }
}

/// A small model with these elements (id, name) and a view of all.
fn model(folder: &Path, elements: &[(&str, &str)]) -> PathBuf {
    let model = folder.join("model");
    for part in ["elements", "views"] {
        fs::create_dir_all(model.join(part)).unwrap();
    }
    fs::write(model.join("archweave.yaml"), "format: 1\nname: '<b>Bold</b>'\nlanguages: [en]\n").unwrap();
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let mut content = String::new();
    for (number, (id, name)) in elements.iter().enumerate() {
        let (id, name) = (quoted(id), quoted(name));
        let next = quoted(elements[(number + 1) % elements.len()].0);
        let text = format!(
            "id: {id}\nkind: application-component\nname: {name}\ndescription: {name}\nowner: {name}\ntags: [{name}]\n\
             properties: {{ site: 'javascript:alert(1)', page: 'https://example.org/?a=1&b=2' }}\nrelations:\n  - serving: {next}\n"
        );
        fs::write(model.join(format!("elements/{number}.yaml")), text).unwrap();
        content.push_str(&format!("  - {{ node: n{number}, element: {id} }}\n"));
    }
    let text = format!(
        "id: {}\nname: {}\ncontent:\n{content}",
        quoted("../../v"),
        quoted("<img src=x onerror=alert(1)>")
    );
    let text = if elements.is_empty() { "id: v\nname: V\n".to_owned() } else { text };
    fs::write(model.join("views/v.yaml"), text).unwrap();
    model
}

#[test]
fn hostile_ids_and_names_stay_in_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let long = "长".repeat(85);
    let elements = [
        ("../x", "<script>alert(1)</script>"),
        ("../../../etc/passwd", "\"><img src=x onerror=alert(1)>"),
        ("<script>alert(1)</script>", "' onload='alert(1)"),
        ("con", "javascript:alert(1)"),
        ("NUL.txt", "</script><script>alert(2)</script>"),
        ("index", "{{page.title}} {{{svg}}}"),
        ("Crm", "one\u{202e}two\u{2028}three"),
        ("crm", "\\\"+alert(1)+\\\""),
        ("a%2f..%2fb", "\t\n"),
        ("c:\\windows", "&lt;"),
        (&*long, &*long),
        ("-", ""),
    ];
    let model = model(folder.path(), &elements);
    let out = folder.path().join("site");
    write(&model, &out, &[]);
    check_links(&out);
    let pages = files_below(&out.join("elements"));
    assert_eq!(pages.len(), elements.len() + 1);
    let mut names = BTreeSet::new();
    for file in files_below(&out) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_safe = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
        assert!(name.bytes().all(is_safe) && name.len() <= 120, "{name}");
        assert!(!matches!(name.split('.').next(), Some("con" | "nul" | "NUL")), "{name}");
        assert!(names.insert(file.to_str().unwrap().to_lowercase()), "{name}");
        if name.ends_with(".html") {
            let html = fs::read_to_string(&file).unwrap();
            assert_eq!(html.matches("<script").count(), 1, "{name}: the site's own");
            assert!(!html.contains("<img src=x") && !html.contains("<b>Bold"), "{name}");
            assert!(!html.contains("href=\"javascript") && !html.contains(" onload='"), "{name}");
            assert!(html.contains("default-src 'none'; script-src 'self' file:;"), "{name}");
        }
        if name.ends_with(".js") {
            assert!(!fs::read_to_string(&file).unwrap().contains('\u{202e}'), "{name}");
        }
    }
    // What leads out is an address of the web.
    let all = content(&out.join("elements"));
    let page =
        all.values().map(|bytes| String::from_utf8_lossy(bytes)).find(|html| html.contains("example.org"));
    assert!(
        page.unwrap()
            .contains("href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer noopener nofollow\"")
    );
}
