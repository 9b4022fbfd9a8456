//! GraphQL over WebSockets: the protocol `graphql-transport-ws`, at the same address as over HTTP.
//!
//! A client says who it is in the header of the handshake or in the first message, `connection_init`, as
//! `{ "token": ... }`; a browser can do the latter only. Queries and mutations are answered too.

mod protocol;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseReason, Session};
use archweave_app::Caller;
use futures_util::future::Either;
use futures_util::stream::{AbortHandle, BoxStream, SelectAll, StreamExt, abortable, once};
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use self::protocol::{FromClient, PROTOCOL, close, complete, data, error, is_refusal, refused, token};
use super::gateway::{Answer, Asker, Question, finish};
use super::limits::MAX_BODY;
use crate::State;
use crate::who::{Credentials, caller, is_recognised};

/// Connections at a time.
const MAX_CONNECTIONS: usize = 1_000;
/// Operations of one connection at a time.
const MAX_OPERATIONS: usize = 50;
/// How long a client may take to say who it is.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is asked whether it is there, and whether its token still holds.
const BEAT: Duration = Duration::from_secs(15);
/// How long it may be silent, or not read what it is sent.
const SILENCE: Duration = Duration::from_secs(45);

/// Open connections, and when they must end.
#[derive(Clone)]
pub(crate) struct Sockets {
    places: Arc<Semaphore>,
    end: Arc<watch::Sender<bool>>,
}

impl Default for Sockets {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(MAX_CONNECTIONS)), end: Arc::new(watch::Sender::new(false)) }
    }
}

impl Sockets {
    /// Ends all connections: the server stops.
    pub(crate) fn end(&self) {
        self.end.send_replace(true);
    }
}

/// `GET /graphql` with `Upgrade: websocket`
pub(super) async fn open(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<State>,
) -> Result<HttpResponse, actix_web::Error> {
    let Ok(place) = state.sockets.places.clone().try_acquire_owned() else {
        return Ok(HttpResponse::ServiceUnavailable().body("too many connections; try again later"));
    };
    let (response, session, messages) = actix_ws::handle_with_protocols(&request, payload, &[PROTOCOL])?;
    if !response.headers().contains_key("sec-websocket-protocol") {
        return Ok(HttpResponse::BadRequest().body(format!("speak the sub-protocol {PROTOCOL}")));
    }
    let messages =
        messages.max_frame_size(MAX_BODY).aggregate_continuations().max_continuation_size(MAX_BODY);
    let connection = Connection {
        credentials: Credentials::of(&request),
        recognised: is_recognised(&request).then(|| caller(&request)),
        caller: None,
        session,
        running: HashMap::new(),
        answers: SelectAll::new(),
        state: state.get_ref().clone(),
        _place: place,
    };
    actix_web::rt::spawn(connection.serve(messages));
    Ok(response)
}

/// What an operation gives.
enum Told {
    Answer(Answer),
    /// It is over.
    End,
}

/// One client.
struct Connection {
    state: State,
    session: Session,
    credentials: Credentials,
    /// Whom the handshake made known.
    recognised: Option<Arc<Caller>>,
    /// Who it is, once it has begun.
    caller: Option<Arc<Caller>>,
    running: HashMap<String, AbortHandle>,
    answers: SelectAll<BoxStream<'static, (String, Told)>>,
    _place: OwnedSemaphorePermit,
}

/// Why a connection ends; none if the client is gone.
type End = Option<CloseReason>;

impl Connection {
    async fn serve(mut self, messages: AggregatedMessageStream) {
        let end = self.talk(messages).await;
        self.running.drain().for_each(|(_, handle)| handle.abort());
        // A client that does not read does not hear it.
        let _ = timeout(PATIENCE, self.session.close(end)).await;
    }

    async fn talk(&mut self, mut messages: AggregatedMessageStream) -> End {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let late = sleep(PATIENCE);
        tokio::pin!(late);
        let mut end = self.state.sockets.end.subscribe();
        let mut heard = Instant::now();
        loop {
            let done = tokio::select! {
                message = messages.recv() => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(AggregatedMessage::Text(text))) => self.take(&text).await,
                        Some(Ok(AggregatedMessage::Ping(bytes))) => self.session.pong(&bytes).await.map_err(|_| None),
                        Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
                        Some(Ok(AggregatedMessage::Binary(_))) => Err(close(4400, "messages are text")),
                        Some(Ok(AggregatedMessage::Close(reason))) => Err(reason),
                        Some(Err(_)) => Err(close(4400, "this is no message, or one that is too large")),
                        None => Err(None),
                    }
                }
                Some((id, told)) = self.answers.next(), if !self.answers.is_empty() => self.tell(id, told).await,
                () = &mut late, if self.caller.is_none() => Err(close(4408, "Connection initialisation timeout")),
                _ = beat.tick() => match heard.elapsed() > SILENCE {
                    true => Err(None),
                    false => self.check().await,
                },
                _ = end.wait_for(|end| *end) => Err(close(1001, "the server stops")),
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    async fn take(&mut self, text: &str) -> Result<(), End> {
        let message: FromClient = serde_json::from_str(text)
            .map_err(|_| close(4400, "this is no message of graphql-transport-ws"))?;
        match message {
            FromClient::ConnectionInit { payload } => self.begin(token(payload.as_ref())).await,
            FromClient::Ping {} => self.send(json!({ "type": "pong" })).await,
            FromClient::Pong {} => Ok(()),
            FromClient::Complete { id } => {
                if let Some(handle) = self.running.remove(&id) {
                    handle.abort();
                }
                Ok(())
            }
            FromClient::Subscribe { id, payload } => self.subscribe(id, payload).await,
        }
    }

    /// A token that is said counts; without one, who the handshake made known.
    async fn begin(&mut self, token: Option<String>) -> Result<(), End> {
        if self.caller.is_some() {
            return Err(close(4429, "Too many initialisation requests"));
        }
        let found = match token {
            Some(token) => {
                self.credentials.set_token(token);
                let found = self.state.door.recognise(&self.credentials).await;
                Some(found.map_err(|refusal| close(4403, &refusal.to_string()))?.caller)
            }
            None => self.recognised.clone(),
        };
        self.caller =
            Some(found.ok_or_else(|| close(4403, "Forbidden: send { \"token\": ... } as payload"))?);
        self.send(json!({ "type": "connection_ack" })).await
    }

    /// Asks whether somebody is there, and whether they still may listen.
    async fn check(&mut self) -> Result<(), End> {
        if self.caller.is_some() {
            match self.state.door.recognise(&self.credentials).await {
                Err(refusal) if !refusal.is_failure() => return Err(close(4403, &refusal.to_string())),
                _ => {}
            }
        }
        timeout(SILENCE, self.session.ping(b"")).await.map_or(Err(None), |sent| sent.map_err(|_| None))
    }

    async fn subscribe(&mut self, id: String, question: Question) -> Result<(), End> {
        let Some(caller) = self.caller.clone() else { return Err(close(4401, "Unauthorized")) };
        if self.running.contains_key(&id) {
            let id: String = id.chars().take(50).collect();
            return Err(close(4409, &format!("Subscriber for {id} already exists")));
        }
        if self.running.len() >= MAX_OPERATIONS {
            let message = format!("more than {MAX_OPERATIONS} operations on one connection; end some first");
            return self.send(error(&id, refused("LIMITED", &message))).await;
        }
        let gateway = self.state.gateway.clone();
        let asker = Asker::new(caller, true);
        let answers = once(async move {
            match gateway.stream(&asker, &question).await {
                Ok(answers) => {
                    Either::Left(answers.map(|answer| finish(answer, "GRAPHQL_VALIDATION_FAILED")))
                }
                Err(answer) => Either::Right(once(async { answer })),
            }
        });
        let (answers, handle) = abortable(answers.flatten().map(Told::Answer));
        let own = id.clone();
        let answers = answers.chain(once(async { Told::End })).map(move |told| (own.clone(), told));
        self.answers.push(answers.boxed());
        self.running.insert(id, handle);
        Ok(())
    }

    /// Passes on what an operation gave, unless the client has ended it.
    async fn tell(&mut self, id: String, told: Told) -> Result<(), End> {
        match told {
            Told::End => match self.running.remove(&id) {
                Some(_) => self.send(complete(&id)).await,
                None => Ok(()),
            },
            Told::Answer(_) if !self.running.contains_key(&id) => Ok(()),
            Told::Answer(answer) if is_refusal(&answer) => {
                if let Some(handle) = self.running.remove(&id) {
                    handle.abort();
                }
                self.send(error(&id, protocol::errors(&answer))).await
            }
            Told::Answer(answer) => self.send(data(&id, &answer)).await,
        }
    }

    async fn send(&mut self, message: serde_json::Value) -> Result<(), End> {
        let sent = timeout(SILENCE, self.session.text(message.to_string())).await;
        sent.map_or(Err(None), |sent| sent.map_err(|_| None))
    }
}
