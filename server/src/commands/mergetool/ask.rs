//! One line from a person for each conflict; from a terminal, a pipe or a file.

use std::io::{BufRead, IsTerminal, Write};

use archweave_app::change::{Choice, Conflict};
use archweave_model::value::Value;

use crate::commands::mergetool::editor;
use crate::failure::Failure;

/// What a person says.
pub(super) enum Answer {
    Choice(Choice),
    Skip,
    Quit,
}

/// Whoever answers.
pub(super) struct Person {
    is_at_terminal: bool,
}

impl Person {
    pub(super) fn new() -> Self {
        Self { is_at_terminal: std::io::stdin().is_terminal() }
    }

    /// Asks until the answer is one. Without a terminal a wrong line is an error: nobody could mend it.
    pub(super) fn answer(&mut self, conflict: &Conflict) -> Result<Answer, Failure> {
        loop {
            if self.is_at_terminal {
                prompt("[o]urs [t]heirs [b]ase [e]dit [r]emove [s]kip [q]uit? ");
            }
            let mut line = String::new();
            let read = std::io::stdin().lock().read_line(&mut line);
            let count = read.map_err(|error| Failure::new(format!("cannot read the answer: {error}")))?;
            if count == 0 {
                return Ok(Answer::Quit);
            }
            match self.meant(line.trim(), conflict)? {
                Some(answer) => return Ok(answer),
                None if self.is_at_terminal => {}
                None => {
                    let message = format!("`{}` is no answer for `{}`", line.trim(), conflict.id);
                    return Err(Failure::new(message).help("write o, t, b, e VALUE, r, s or q on each line"));
                }
            }
        }
    }

    fn meant(&self, line: &str, conflict: &Conflict) -> Result<Option<Answer>, Failure> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let choice = |choice| Ok(Some(Answer::Choice(choice)));
        match (word.to_lowercase().as_str(), rest.trim()) {
            ("o" | "ours", "") => choice(Choice::Ours),
            ("t" | "theirs", "") => choice(Choice::Theirs),
            ("b" | "base", "") => choice(Choice::Base),
            ("r" | "remove", "") => choice(Choice::Value(None)),
            ("s" | "skip", "") => Ok(Some(Answer::Skip)),
            ("q" | "quit", "") => Ok(Some(Answer::Quit)),
            ("e" | "edit", "") if self.is_at_terminal => {
                Ok(editor::value(conflict)?.map(|value| Answer::Choice(Choice::Value(Some(value)))))
            }
            ("e" | "edit", text) if !text.is_empty() => {
                let is_plain = [&conflict.ours, &conflict.theirs]
                    .into_iter()
                    .all(|side| side.as_ref().is_none_or(|value| value.as_text().is_some()));
                let value = match is_plain {
                    true => Some(Value::from(text)),
                    false => editor::parse(&format!("value: {text}\n")),
                };
                Ok(value.map(|value| Answer::Choice(Choice::Value(Some(value)))))
            }
            _ => Ok(None),
        }
    }
}

fn prompt(text: &str) {
    let mut out = anstream::stdout();
    // A terminal that is gone answers nothing either.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
