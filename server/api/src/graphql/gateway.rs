//! From the bytes of a question to the bytes of an answer.
//!
//! A query is parsed and validated once; the next time the same text comes it is only executed. An
//! answer is kept by its question ([`super::answers`]).

use std::sync::Arc;

use archweave_app::{App, AppError, Caller, Identity, Role};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Request, Response, Schema, ServerError, ValidationMode, Value, Variables};
use futures_util::stream::BoxStream;
use quick_cache::sync::Cache;
use serde::Deserialize;

use super::answers::{Answers, Day, Key};
use super::limits::{self, MAX_BODY};
use super::mutation::Mutation;
use super::query::Query;
use super::scope::Dependencies;
use super::subscription::Subscription;
use super::to_graphql;

type Root = Schema<Query, Mutation, Subscription>;

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
    /// 200; 400 if nothing was executed; 405 for a change by GET; 413 for what is too large.
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

/// Who asks, and how.
#[derive(Clone)]
pub(crate) struct Asker {
    caller: Arc<Caller>,
    /// Whether this way may change something: an address that is followed may not.
    may_change: bool,
    /// Whether the request is longer than one that changes nothing may be.
    is_large: bool,
}

impl Asker {
    /// Somebody who asks in a way in which something may be changed, or not.
    pub(crate) fn new(caller: Arc<Caller>, may_change: bool) -> Self {
        Self { caller, may_change, is_large: false }
    }

    /// A program that reads what it was given.
    fn command() -> Self {
        let (name, email) = ("this command".to_owned(), String::new());
        let who = Identity { name, email, token: None, from: String::new() };
        Self::new(Arc::new(Caller { who, role: Role::Reader, models: None }), false)
    }
}

/// A question that may be executed.
struct Ready {
    known: Arc<Known>,
    is_known: bool,
    kind: OperationType,
    request: Request,
}

fn schema(app: Option<Arc<App>>, mode: ValidationMode) -> Root {
    let builder = Schema::build(Query, Mutation::default(), Subscription::default())
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

    /// Answers the JSON of a request, `{"query": ..., "variables": ...}`, to a program that may read all
    /// and change nothing.
    pub async fn answer(&self, body: &[u8]) -> Answer {
        self.answer_to(&Asker::command(), body).await
    }

    /// Answers a question to such a program.
    pub async fn execute(&self, question: &Question) -> Answer {
        self.ask(&Asker::command(), question, &Dependencies::default()).await
    }

    /// Answers the JSON of a request.
    pub(crate) async fn answer_to(&self, asker: &Asker, body: &[u8]) -> Answer {
        let key = Key::new(body, &asker.caller, self.app.models().len());
        if let Some(answer) = self.answers.get(&key) {
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
        let is_large = body.len() > MAX_BODY;
        let answer = self.ask(&Asker { is_large, ..asker.clone() }, &question, &dependencies).await;
        if !is_large {
            self.answers.put(key, &answer, dependencies.take(), day);
        }
        answer
    }

    /// Answers a subscription, answer by answer; or a question, once.
    pub(crate) async fn stream(
        &self,
        asker: &Asker,
        question: &Question,
    ) -> Result<BoxStream<'static, Response>, Answer> {
        let dependencies = Dependencies::default();
        let ready = self.ready(asker, question, &dependencies)?;
        match ready.kind {
            OperationType::Subscription => Ok(self.strict.execute_stream(ready.request)),
            _ => Err(self.done(ready, question, &dependencies).await),
        }
    }

    async fn ask(&self, asker: &Asker, question: &Question, dependencies: &Dependencies) -> Answer {
        match self.ready(asker, question, dependencies) {
            Ok(ready) => self.done(ready, question, dependencies).await,
            Err(answer) => answer,
        }
    }

    /// Reads a question and checks what can be checked before anything is computed.
    fn ready(
        &self,
        asker: &Asker,
        question: &Question,
        dependencies: &Dependencies,
    ) -> Result<Ready, Answer> {
        if question.query.trim().is_empty() {
            return Err(refusal("BAD_REQUEST", "`query` is empty; send a GraphQL query"));
        }
        if question.query.len() > MAX_BODY {
            let message = format!("the query has more than {MAX_BODY} bytes; send values as `variables`");
            return Err(Answer { status: 413, ..refusal("LIMITED", &message) });
        }
        let known = self.documents.get(&*question.query);
        let is_known = known.is_some();
        let known = match known {
            Some(known) => known,
            None => match parse_query(&question.query) {
                Ok(document) => Arc::new(Known { is_quick: limits::is_quick(&document), document }),
                Err(error) => {
                    let error: ServerError = error.into();
                    return Err(finish(Response::from_errors(vec![error]), "GRAPHQL_PARSE_FAILED"));
                }
            },
        };
        if !is_known && let Err(message) = limits::check(&known.document) {
            return Err(refusal("LIMITED", &message));
        }
        let kind = kind(&known.document, question.operation_name.as_deref());
        if kind == OperationType::Mutation && !asker.may_change {
            let message = "a mutation is sent by POST, as application/json, to the server";
            return Err(Answer { status: 405, ..refusal("BAD_REQUEST", message) });
        }
        if kind != OperationType::Mutation && asker.is_large && !limits::is_reading(&known.document) {
            let message = format!("a request that changes nothing has at most {MAX_BODY} bytes");
            return Err(Answer { status: 413, ..refusal("LIMITED", &message) });
        }
        let variables = match &question.variables {
            None | Some(serde_json::Value::Null) => Variables::default(),
            Some(object @ serde_json::Value::Object(_)) => Variables::from_json(object.clone()),
            Some(_) => return Err(refusal("BAD_REQUEST", "`variables` is an object")),
        };
        let request = Request::new(String::new()).variables(variables);
        let mut request = request.data(dependencies.clone()).data(asker.caller.clone());
        request.operation_name = question.operation_name.clone();
        request.set_parsed_query(known.document.clone());
        Ok(Ready { known, is_known, kind, request })
    }

    async fn done(&self, ready: Ready, question: &Question, dependencies: &Dependencies) -> Answer {
        let Ready { known, is_known, kind, request } = ready;
        let schema = if is_known { &self.fast } else { &self.strict };
        let is_quick = known.is_quick && self.app.models().iter().all(|model| model.is_ready());
        let response = match kind {
            // It goes where it may wait by itself: see `act.rs`.
            OperationType::Mutation => {
                dependencies.never_keep();
                schema.execute(request).await
            }
            _ if is_quick => schema.execute(request).await,
            _ => run(schema.clone(), request).await,
        };
        let is_executed = response.data != Value::Null || response.errors.iter().any(|e| !e.path.is_empty());
        if is_executed && !is_known {
            self.documents.insert(question.query.as_str().into(), known);
        }
        finish(response, "GRAPHQL_VALIDATION_FAILED")
    }
}

/// What sort of operation is meant; a query where none is, which is then said to be missing.
fn kind(document: &ExecutableDocument, name: Option<&str>) -> OperationType {
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(only), _) => Some(only),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name),
        (DocumentOperations::Multiple(all), None) => all.values().next(),
    };
    operation.map_or(OperationType::Query, |operation| operation.node.ty)
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
pub(super) fn finish(mut response: Response, unexecuted: &'static str) -> Answer {
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
