//! One record by its fields: an option for each, from the table of fields.

use archweave_app::sending::fields::{self, Form};
use archweave_app::sending::{check, digest};
use archweave_model::delivery::{Moment, RecordKind};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use serde_json::{Map, Value, json};

use super::send::{self, Destination};
use crate::Outcome;
use crate::failure::Failure;

/// A record on the command line.
#[derive(Debug)]
pub(super) struct One {
    kind: RecordKind,
    fields: Map<String, Value>,
    key: Option<String>,
    id: Option<String>,
    at: Option<String>,
    destination: Destination,
}

/// The sort of record of a subcommand.
pub(super) fn kind(name: &str) -> Option<RecordKind> {
    RecordKind::ALL.iter().copied().find(|kind| fields::word(*kind) == name)
}

/// A subcommand for each sort of record.
pub(super) fn commands() -> Vec<Command> {
    RecordKind::ALL.iter().map(|kind| command(*kind)).collect()
}

fn about(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Need => "What a person asked for, in its own words",
        RecordKind::Ticket => "An entry of an issue tracker",
        RecordKind::Change => "A change of source code; `changes` reads them from git",
        RecordKind::Build => "A run of a pipeline",
        RecordKind::ArtifactVersion => "A built version of an artifact",
        RecordKind::Verification => "A test, review, scan or acceptance",
        RecordKind::Release => "What was given out together",
        RecordKind::Deployment => "A version put to a place, or taken from it",
        RecordKind::Incident => "Something that went wrong while it ran",
        RecordKind::Defect => "A fault of what was built",
        RecordKind::IndicatorValue => "A measured value of an indicator",
        RecordKind::Assessment => "An answer of a self-assessment",
    }
}

fn command(kind: RecordKind) -> Command {
    let word = fields::word(kind);
    let mut command = Command::new(word).about(about(kind)).arg_required_else_help(true);
    for field in fields::of(kind) {
        let arg = Arg::new(field.name)
            .long(flag(field.name))
            .value_name(value_name(field.form))
            .help(help(field.form));
        command = command.arg(match field.form {
            Form::Choice(words) => arg.value_parser(PossibleValuesParser::new(words)),
            Form::Flag => arg.value_parser(PossibleValuesParser::new(["true", "false"])),
            Form::Texts | Form::Purls => arg.action(ArgAction::Append).value_delimiter(','),
            _ => arg.allow_hyphen_values(matches!(field.form, Form::Number)),
        });
    }
    if fields::has_mentions(kind) {
        for (name, sort, _) in fields::MENTIONS {
            let is_free = fields::of(kind).iter().all(|field| field.name != sort);
            let arg =
                Arg::new(name).long(name).value_name("ID").action(ArgAction::Append).value_delimiter(',');
            let arg =
                arg.help(format!("{sort} of the model that it is about, by id or name; may be repeated"));
            command = command.arg(if is_free { arg.visible_alias(sort) } else { arg });
        }
    }
    if fields::of(kind).iter().all(|field| field.name != "at") {
        command = command.arg(
            Arg::new("at").long("at").value_name("TIME").help("When it happened; now if no field says it"),
        );
    }
    let command = command
        .arg(Arg::new("key").long("key").value_name("KEY").help(
            "Which record it is, if its fields do not say it: what is told later of the same key adds to it",
        ))
        .arg(
            Arg::new("id").long("id").value_name("ID").help(
                "Id of this event: the same id again changes nothing; made from the content if not given",
            ),
        );
    let command = <Destination as clap::Args>::augment_args(command);
    command.after_help(format!(
        "Times are like 2026-07-14T20:10:00+08:00. Fields: docs/guide/delivery-events.md, `{word}`."
    ))
}

fn flag(name: &str) -> String {
    name.replace('_', "-")
}

fn value_name(form: Form) -> &'static str {
    match form {
        Form::Time => "TIME",
        Form::Day => "DAY",
        Form::Count | Form::Rank | Form::Number => "NUMBER",
        Form::Share => "SHARE",
        Form::Purl | Form::Purls => "PURL",
        Form::Repository => "REPOSITORY",
        Form::Choice(_) | Form::Flag => "WORD",
        Form::Text | Form::Texts => "TEXT",
    }
}

fn help(form: Form) -> &'static str {
    match form {
        Form::Rank => "1, the highest, to 4",
        Form::Share => "Part of all users, 0 to 1",
        Form::Purl => "Package address with version, such as pkg:oci/message-gateway@3.4.1",
        Form::Purls => "Package addresses; may be repeated",
        Form::Texts => "May be repeated, or separated by commas",
        Form::Repository => "Host and path, or any address of it",
        _ => "",
    }
}

impl One {
    pub(super) fn read(kind: RecordKind, matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut said = Map::new();
        for field in fields::of(kind) {
            if let Some(texts) = matches.get_many::<String>(field.name) {
                let texts: Vec<&String> = texts.collect();
                said.insert(field.name.to_owned(), value(field.form, field.name, &texts)?);
            }
        }
        if fields::has_mentions(kind) {
            for (name, ..) in fields::MENTIONS {
                if let Some(texts) = matches.get_many::<String>(name) {
                    said.insert(name.to_owned(), texts.cloned().collect::<Vec<_>>().into());
                }
            }
        }
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        Ok(Self {
            kind,
            fields: said,
            key: text("key"),
            id: text("id"),
            at: text("at"),
            destination: Destination::from_arg_matches(matches)?,
        })
    }

    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let now = Moment(archweave_app::records::Millis::now().0);
        let event = self.event(now, send::run_of_pipeline().as_deref());
        check(std::slice::from_ref(&event))?;
        send::send(&self.destination, &[event])
    }

    /// The event in the plain form.
    fn event(&self, now: Moment, run: Option<&str>) -> Value {
        let word = fields::word(self.kind);
        let sender = self.destination.sender();
        let mut fields = self.fields.clone();
        let said = fields::time_of(self.kind).iter().find_map(|name| fields.get(*name)).cloned();
        let at = said.or_else(|| self.at.clone().map(Value::from));
        // What names the record must not depend on the time of a job's second try.
        let named =
            json!([word, fields, at, run, if at.is_none() && run.is_none() { Some(now) } else { None }]);
        let key = self.key.clone().or_else(|| {
            let has_own = !matches!(
                self.kind,
                RecordKind::Need
                    | RecordKind::Verification
                    | RecordKind::Deployment
                    | RecordKind::Incident
                    | RecordKind::Defect
            );
            (!has_own).then(|| format!("{sender}#{}", short(&named)))
        });
        if let Some(key) = key {
            fields.insert("key".to_owned(), key.into());
        }
        let at = at.unwrap_or_else(|| now.to_string().into());
        let mut event = json!({ "source": sender, "at": at, word: fields });
        let id = self.id.clone().unwrap_or_else(|| format!("{word}-{}", short(&event)));
        event["id"] = id.into();
        event
    }
}

fn short(value: &Value) -> String {
    digest(value).chars().take(32).collect()
}

/// The value of a field from what was written.
fn value(form: Form, name: &str, texts: &[&String]) -> Result<Value, clap::Error> {
    let first = texts.first().map(|text| text.trim()).unwrap_or_default();
    let wrong = |what: &str| {
        let message = format!("`{first}` is no {what} for --{}\n", flag(name));
        clap::Error::raw(clap::error::ErrorKind::ValueValidation, message)
    };
    Ok(match form {
        Form::Count | Form::Rank => json!(first.parse::<u64>().map_err(|_| wrong("whole number"))?),
        Form::Number | Form::Share => {
            let number: f64 = first.parse().map_err(|_| wrong("number"))?;
            json!(Some(number).filter(|number| number.is_finite()).ok_or_else(|| wrong("number"))?)
        }
        Form::Flag => (first == "true").into(),
        Form::Texts | Form::Purls => {
            texts.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>().into()
        }
        _ => first.into(),
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::commands::record::{Action, Args};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn one(words: &[&str]) -> One {
        let line = Line::try_parse_from(["record"].iter().chain(words)).unwrap();
        match line.args.action {
            Action::One(one) => *one,
            other => panic!("{other:?}"),
        }
    }

    const DEPLOYMENT: [&str; 9] = [
        "deployment",
        "--environment",
        "production",
        "--purl",
        "pkg:oci/a@1",
        "--requirement",
        "REQ-1,REQ-2",
        "--share",
        "0.3",
    ];

    #[test]
    fn a_job_that_is_run_again_tells_of_the_same_record() {
        let one = one(&DEPLOYMENT);
        let first = one.event(Moment(1_000), Some("run-7"));
        let second = one.event(Moment(2_000), Some("run-7"));
        assert_eq!(first["deployment"], second["deployment"]);
        assert_ne!(first["id"], second["id"]);
        assert_eq!(first, one.event(Moment(1_000), Some("run-7")));
        let later = one.event(Moment(2_000), Some("run-8"));
        assert_ne!(first["deployment"]["key"], later["deployment"]["key"]);
        check(&[first.clone(), later]).unwrap();
        assert_eq!(first["deployment"]["requirements"], json!(["REQ-1", "REQ-2"]));
        assert_eq!(first["deployment"]["share"], json!(0.3));
    }

    #[test]
    fn with_a_time_the_same_command_is_the_same_event() {
        let words: Vec<&str> = DEPLOYMENT.into_iter().chain(["--at", "2026-07-14"]).collect();
        let one = one(&words);
        assert_eq!(one.event(Moment(1_000), None), one.event(Moment(2_000), None));
    }

    #[test]
    fn every_sort_has_a_command_that_clap_accepts() {
        for command in commands() {
            command.debug_assert();
        }
        for words in [
            &["metric", "--indicator", "i-notify", "--value", "-4.5", "--at", "2026-07-14"][..],
            &["release", "--name", "2026.07", "--purls", "pkg:oci/a@1", "--purls", "pkg:oci/b@2"],
            &["ticket", "--system", "jira.example.org", "--number", "CSC-103", "--release", "2026.07"],
            &["need", "--text", "No power", "--priority", "1", "--source", "call"],
            &["defect", "--escaped", "true", "--ticket", "CSC-1"],
            &["assessment", "--dimension", "talent", "--stage", "construction", "--at", "2026-07-14"],
        ] {
            check(&[one(words).event(Moment(1_000), None)])
                .unwrap_or_else(|error| panic!("{words:?}: {error}"));
        }
        for wrong in [
            &["deployment", "--share", "much"][..],
            &["deployment", "--kind", "canary"],
            &["need", "--requirement", "REQ-1"],
            &["shipment"],
        ] {
            assert!(Line::try_parse_from(["record"].iter().chain(wrong)).is_err(), "{wrong:?}");
        }
    }
}
