//! GraphQL without a server.

use std::io::Read;
use std::sync::Arc;

use archweave_api::graphql::{Gateway, Question};
use archweave_app::App;
use serde_json::Value;

use crate::Outcome;
use crate::console::{Console, Progress, pretty};
use crate::failure::Failure;
use crate::open::{self, Place};

/// Ask a model in GraphQL, without a server
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave query examples/customer-centre '{ model { name elements(first: 3) { nodes { elementId } } } }'
  archweave query model.git --at v1.0 - --variables '{ \"id\": \"crm\" }' < question.graphql

Where a query names no model and no revision, this model at the revision of --at is meant. Exit
code 1 means that the answer has errors.")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// The query; - to read it from standard input
    #[arg(value_name = "GRAPHQL")]
    query: String,
    /// Values of the query's variables, a JSON object
    #[arg(long, value_name = "JSON", value_parser = variables)]
    variables: Option<Value>,
    /// Which operation to run, if the query has several
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
}

fn variables(text: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    value.is_object().then_some(value).ok_or_else(|| "write a JSON object: { \"id\": \"crm\" }".into())
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut query = args.query.clone();
    if query == "-" {
        query.clear();
        let read = std::io::stdin().take(1 << 20).read_to_string(&mut query);
        read.map_err(|error| Failure::new(format!("cannot read the query: {error}")))?;
    }
    let mut hosted = open::hosted(&args.place.repo, &args.place.at)?;
    hosted.pin(args.place.at.text())?;
    let gateway = Gateway::new(Arc::new(App::of(hosted)));
    let question =
        Question { query, operation_name: args.operation.clone(), variables: args.variables.clone() };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    let answer = {
        let _progress = Progress::start("asking");
        runtime.block_on(gateway.execute(&question))
    };
    let body = String::from_utf8_lossy(&answer.body);
    Console::raw().line(pretty(&body));
    let answer: Value = serde_json::from_str(&body).unwrap_or_default();
    Ok(match answer.get("errors") {
        Some(_) => Outcome::Findings,
        None => Outcome::Clean,
    })
}
