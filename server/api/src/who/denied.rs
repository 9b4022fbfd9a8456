//! What somebody may not do is written down.

use archweave_app::records::{Entry, Millis};
use archweave_app::{App, Caller};

/// Writes down that a caller was not allowed to do something to a model.
pub(crate) async fn write_denied(app: &App, caller: &Caller, action: &str, model: &str, why: &str) {
    let Some(records) = app.records() else { return };
    let who = caller.who.clone();
    let entry = Entry {
        at: Millis::now(),
        who: who.name,
        email: who.email,
        token: who.token,
        action: action.to_owned(),
        outcome: "refused".into(),
        model: Some(model.to_owned()),
        reference: None,
        revision: None,
        from: Some(who.from).filter(|from| !from.is_empty()),
        detail: why.to_owned(),
    };
    if let Err(error) = records.index().record(entry).await {
        tracing::error!(%error, model, "the audit was not written");
    }
}
