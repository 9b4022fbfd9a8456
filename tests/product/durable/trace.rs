//! What `strace -f -yy` wrote, as calls in the order in which they began and ended.

/// A system call that succeeded.
#[derive(Debug)]
pub struct Call {
    /// Line at which it began.
    pub start: usize,
    /// Line at which it ended; the same where nothing came in between.
    pub end: usize,
    /// Its name.
    pub name: String,
    /// What stands between the brackets.
    pub arguments: String,
    /// What it gave.
    pub result: String,
}

impl Call {
    /// Whether what it writes to is a connection of HTTP.
    pub fn is_to_network(&self) -> bool {
        self.arguments.split_once('<').is_some_and(|(_, rest)| rest.starts_with("TCP"))
    }

    /// The path of the file that the first argument stands for.
    pub fn file(&self) -> Option<&str> {
        path_of(&self.arguments)
    }

    /// The path of the file that it opened.
    pub fn opened(&self) -> Option<&str> {
        path_of(&self.result)
    }

    /// The texts among the arguments, which are paths, each with the folder it is relative to.
    pub fn paths(&self, folder: &str) -> Vec<String> {
        let texts = self.arguments.split('"').skip(1).step_by(2);
        let full = |text: &str| match text.strip_prefix("./").unwrap_or(text) {
            path if path.starts_with('/') => path.replace("/./", "/"),
            path => format!("{folder}/{path}"),
        };
        texts.map(full).collect()
    }
}

/// `12</path>` at the start of a text.
fn path_of(text: &str) -> Option<&str> {
    let (number, rest) = text.split_once('<')?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| rest.split('>').next()).flatten().filter(|path| path.starts_with('/'))
}

/// All calls that succeeded, by when they ended.
pub fn parse(trace: &str) -> Vec<Call> {
    let mut open: Vec<(String, usize, String)> = Vec::new();
    let mut calls = Vec::new();
    for (at, line) in trace.lines().enumerate() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let (start, text) = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let Some(place) = open.iter().position(|(other, ..)| other == process) else { continue };
                let (_, start, begun) = open.remove(place);
                (start, begun + resumed.split_once(" resumed>").map_or("", |(_, rest)| rest))
            }
            None => (at, rest.to_owned()),
        };
        if let Some(begun) = text.strip_suffix("<unfinished ...>") {
            open.push((process.to_owned(), start, begun.to_owned()));
            continue;
        }
        let Some((name, rest)) = text.split_once('(') else { continue };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else { continue };
        if !result.starts_with('-') {
            let arguments = arguments.trim_end().trim_end_matches(')').to_owned();
            let (name, result) = (name.to_owned(), result.to_owned());
            calls.push(Call { start, end: at, name, arguments, result });
        }
    }
    calls
}
