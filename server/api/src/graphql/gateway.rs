//! From the bytes of a question to the bytes of an answer.
//!
//! A query is parsed and validated once; the next time the same text comes it is only executed. An
//! answer is kept by its question ([`super::answers`]).

use std::sync::Arc;

use archweave_app::{App, AppError};
use async_graphql::parser::{parse_query, types::ExecutableDocument};
use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, Schema, ServerError, ValidationMode, Value,
    Variables,
};
use quick_cache::sync::Cache;
use serde::Deserialize;

use super::answers::{Answers, Day};
use super::limits;
use super::query::Query;
use super::scope::Dependencies;
use super::to_graphql;

type Root = Schema<Query, EmptyMutation, EmptySubscription>;

/// What a client asks.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// GraphQL.
    #[serde(default)]
    pub query: String,
    /// Which of several operations.
    #[serde(default)]
    pub operation_name: Option<String>,
    /// An object, or nothing.
    #[serde(default)]
    pub variables: Option<serde_json::Value>,
}

/// What the client gets.
#[derive(Clone, Debug)]
pub struct Answer {
    /// JSON with `data` and `errors`.
    pub body: actix_web::web::Bytes,
    /// 200; 400 if nothing was executed.
    pub status: u16,
    /// Whether the request was a GraphQL question at all.
    pub is_question: bool,
    /// Whether it has errors; what was not found today may be there tomorrow.
    pub has_errors: bool,
}

/// Answers GraphQL.
pub struct Gateway {
    strict: Root,
    /// The same schema for queries that were validated before.
    fast: Root,
    app: Arc<App>,
    documents: Cache<Box<str>, Arc<Known>>,
    answers: Answers,
}

/// A query that was parsed.
struct Known {
    document: ExecutableDocument,
    is_quick: bool,
}

fn schema(app: Option<Arc<App>>, mode: ValidationMode) -> Root {
    let builder = Schema::build(Query, EmptyMutation, EmptySubscription)
        .limit_depth(limits::MAX_DEPTH)
        .limit_complexity(limits::MAX_COMPLEXITY)
        .limit_directives(limits::MAX_DIRECTIVES)
        .validation_mode(mode);
    match app {
        Some(app) => builder.data(app).finish(),
        None => builder.finish(),
    }
}

/// The schema as text.
pub fn sdl() -> String {
    schema(None, ValidationMode::Strict).sdl()
}

impl Gateway {
    /// Answers questions about these models.
    pub fn new(app: Arc<App>) -> Self {
        Self {
            strict: schema(Some(app.clone()), ValidationMode::Strict),
            fast: schema(Some(app.clone()), ValidationMode::Fast),
            app,
            documents: Cache::new(1_000),
            answers: Answers::default(),
        }
    }

    /// Answers the JSON of a request, `{"query": ..., "variables": ...}`.
    pub async fn answer(&self, body: &[u8]) -> Answer {
        if let Some(answer) = self.answers.get(body) {
            return answer;
        }
        let question = match serde_json::from_slice::<Question>(body) {
            Ok(question) => question,
            Err(error) => {
                let message = format!("the request is not JSON with a `query`: {error}");
                return refusal("BAD_REQUEST", &message);
            }
        };
        let (dependencies, day) = (Dependencies::default(), Day::today());
        let answer = self.ask(&question, &dependencies).await;
        self.answers.put(body, &answer, dependencies.take(), day);
        answer
    }

    /// Answers a question.
    pub async fn execute(&self, question: &Question) -> Answer {
        self.ask(question, &Dependencies::default()).await
    }

    async fn ask(&self, question: &Question, dependencies: &Dependencies) -> Answer {
        if question.query.trim().is_empty() {
            return refusal("BAD_REQUEST", "`query` is empty; send a GraphQL query");
        }
        let known = self.documents.get(&*question.query);
        let is_known = known.is_some();
        let known = match known {
            Some(known) => known,
            None => match parse_query(&question.query) {
                Ok(document) => Arc::new(Known { is_quick: limits::is_quick(&document), document }),
                Err(error) => {
                    let error: ServerError = error.into();
                    return finish(Response::from_errors(vec![error]), "GRAPHQL_PARSE_FAILED");
                }
            },
        };
        if !is_known && let Err(message) = limits::check(&known.document) {
            return refusal("LIMITED", &message);
        }
        let variables = match &question.variables {
            None | Some(serde_json::Value::Null) => Variables::default(),
            Some(object @ serde_json::Value::Object(_)) => Variables::from_json(object.clone()),
            Some(_) => return refusal("BAD_REQUEST", "`variables` is an object"),
        };
        let mut request = Request::new(String::new()).variables(variables).data(dependencies.clone());
        request.operation_name = question.operation_name.clone();
        request.set_parsed_query(known.document.clone());
        let schema = if is_known { &self.fast } else { &self.strict };
        let is_quick = known.is_quick && self.app.models().iter().all(|model| model.is_ready());
        let response = match is_quick {
            true => schema.execute(request).await,
            false => run(schema.clone(), request).await,
        };
        let is_executed = response.data != Value::Null || response.errors.iter().any(|e| !e.path.is_empty());
        if is_executed && !is_known {
            self.documents.insert(question.query.as_str().into(), known);
        }
        finish(response, "GRAPHQL_VALIDATION_FAILED")
    }
}

/// Executes a request on a thread where it may take its time: reading a revision or a history takes
/// long, and other requests go on. There each field is done when it is asked for; a field that waited would
/// come later in the answer than the query has it.
async fn run(schema: Root, request: Request) -> Response {
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(schema.execute(request))).await;
    done.unwrap_or_else(|error| {
        tracing::error!(%error, "a query stopped");
        let error =
            to_graphql(AppError::Internal("the query stopped; this is a mistake of the server".into()));
        Response::from_errors(vec![error.into_server_error(Default::default())])
    })
}

/// Gives every error a code, and the answer its status.
fn finish(mut response: Response, unexecuted: &'static str) -> Answer {
    let is_refused = response.data == Value::Null && response.errors.iter().all(|e| e.path.is_empty());
    for error in &mut response.errors {
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_none() {
            let is_limit = matches!(&*error.message, "Query is too complex." | "Query is nested too deep.");
            let code = match (is_limit, is_refused) {
                (true, _) => "LIMITED",
                (_, true) => unexecuted,
                _ => "INVALID",
            };
            extensions.set("code", code);
            extensions.set("retryable", false);
        }
    }
    let has_errors = !response.errors.is_empty();
    let is_failure = is_refused && has_errors;
    let body = serde_json::to_vec(&response).unwrap_or_default();
    Answer { body: body.into(), status: if is_failure { 400 } else { 200 }, is_question: true, has_errors }
}

/// An answer to something that is no GraphQL question.
pub(super) fn refusal(code: &str, message: &str) -> Answer {
    let body = serde_json::json!({
        "errors": [{ "message": message, "extensions": { "code": code, "retryable": false } }]
    });
    Answer {
        body: body.to_string().into(),
        status: 400,
        is_question: code != "BAD_REQUEST",
        has_errors: true,
    }
}
