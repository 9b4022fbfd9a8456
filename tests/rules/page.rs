//! Reads the examples of a rule's page.
//!
//! An example is a fenced block with `bad` or `good` after its language. What follows is read too:
//!
//! - `file=model.archimate`: the block is imported under this name, and is not a model's folder
//! - `export=csv`: the model is exported, and what is said then is looked at
//! - `rest=above`: files of the block before that are not shown again stay as they are
//! - `also=code,code`: other findings that the example has, and that are not its point
//! - `repeat=5x20000`: line 5 of the block stands for 20,000 such lines
//! - `encoding=latin-1`: paths and texts are written in that encoding instead of UTF-8
//! - `setup=name`: how the files get into a repository; see `run.rs`
//!
//! A line `# file: elements/crm.yaml` (in XML `<!-- file: model.xml -->`) starts each file; one file that is
//! imported needs none. A manifest is added to a model's folder that shows none; `manifest=none` leaves it out.

/// A block that is tried.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Whether the rule has something to say about it.
    pub is_bad: bool,
    /// The line of the page on which it starts.
    pub line: usize,
    /// Other codes that are found.
    pub also: Vec<String>,
    /// What is imported, if that is its point.
    pub import: Option<String>,
    /// The format to which the model is exported, if that is its point.
    pub export: String,
    /// Whether texts and paths are Latin-1.
    pub is_latin: bool,
    /// How the files get into a repository; empty for a plain folder.
    pub setup: String,
    /// Paths and texts, in the order of the page.
    pub files: Vec<(String, String)>,
}

/// The examples of a page, in order.
pub fn examples(page: &str) -> Vec<Example> {
    let lines: Vec<&str> = page.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines[at..].iter().copied().take_while(|line| *line != "```").collect();
        let words: Vec<&str> = info.split(' ').skip(1).collect();
        if let Some((which @ ("bad" | "good"), attributes)) = words.split_first().map(|(w, a)| (*w, a)) {
            let above = found.last().map(|example: &Example| &example.files[..]);
            let next = example(which == "bad", at, attributes, &body, above.unwrap_or_default());
            found.push(next);
        } else {
            assert!(words.is_empty(), "```{info}: an example is `bad` or `good`");
        }
        at += body.len() + 1;
    }
    found
}

fn example(
    is_bad: bool,
    line: usize,
    attributes: &[&str],
    body: &[&str],
    above: &[(String, String)],
) -> Example {
    let mut example = Example { is_bad, line, ..Example::default() };
    let mut has_manifest = true;
    let mut keeps_rest = false;
    let mut repeated = None;
    for attribute in attributes {
        let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        match (key, value) {
            ("file", path) => example.import = Some(path.to_owned()),
            ("export", format) => format.clone_into(&mut example.export),
            ("also", codes) => example.also = codes.split(',').map(str::to_owned).collect(),
            ("repeat", value) => {
                let (line, times) = value.split_once('x').unwrap();
                repeated = Some((line.parse::<usize>().unwrap(), times.parse().unwrap()));
            }
            ("encoding", "latin-1") => example.is_latin = true,
            ("rest", "above") => keeps_rest = true,
            ("manifest", "none") => has_manifest = false,
            ("setup", name) => name.clone_into(&mut example.setup),
            _ => panic!("an example has no attribute `{attribute}`"),
        }
    }
    for (number, text) in body.iter().enumerate() {
        let xml = || text.strip_prefix("<!-- file: ")?.strip_suffix(" -->");
        if let Some(path) = text.strip_prefix("# file: ").or_else(xml) {
            example.files.push((path.to_owned(), String::new()));
            continue;
        }
        if let (Some(path), true) = (&example.import, example.files.is_empty()) {
            example.files.push((path.clone(), String::new()));
        }
        let times = repeated.map_or(1, |(line, times)| if line == number + 1 { times } else { 1 });
        let (_, file) = example.files.last_mut().expect("an example starts with a line `# file: path`");
        (0..times).for_each(|_| *file += &format!("{text}\n"));
    }
    if keeps_rest {
        let is_shown = |path: &str| example.files.iter().any(|(shown, _)| shown == path);
        let rest: Vec<_> = above.iter().filter(|(path, _)| !is_shown(path)).cloned().collect();
        example.files.extend(rest);
    }
    let is_shown = example.files.iter().any(|(path, _)| path == "archweave.yaml");
    if has_manifest && !is_shown && example.import.is_none() {
        example.files.push(("archweave.yaml".to_owned(), "format: 1\nname: Customer centre\n".to_owned()));
    }
    example
}
