//! From a secret to what it allows, on every request: microseconds from memory, a look into the
//! database every other second.
//!
//! What is remembered is kept by the SHA-256 of the whole secret, so it answers only those who have
//! it. Unknown secrets are not remembered: they would fill the memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use quick_cache::sync::Cache;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter};

use crate::rows::token::{Column, Entity};
use crate::secret::{self, Hash};
use crate::{Index, IndexError, Millis, TokenInfo, text, token};

/// How long what was read is believed. A token that another process revokes is refused within this.
const FRESH: i64 = 2_000;

/// How much later a use must be to be written down, so that reading does not become writing.
const NOTED_EVERY: i64 = 60_000;

/// Tokens used lately.
pub(crate) struct Recent(Cache<Hash, Arc<Held>>);

struct Held {
    token: Arc<TokenInfo>,
    read: Millis,
    /// When the last use that is, or is being, written down was.
    noted: AtomicI64,
}

impl Default for Recent {
    fn default() -> Self {
        Self(Cache::new(1024))
    }
}

impl Recent {
    /// Reads all tokens again.
    pub(crate) fn forget(&self) {
        self.0.clear();
    }
}

impl Index {
    /// Who presents this secret; none if it is unknown, mistyped, revoked or expired. `from` is the
    /// caller's address, to be shown as the place of the last use.
    ///
    /// A token that another process revoked may be taken for two more seconds. The last use is
    /// written at most once a minute, by a task of its own: needs a runtime of tokio.
    pub async fn authenticate(
        &self,
        secret: &str,
        now: Millis,
        from: Option<&str>,
    ) -> Result<Option<Arc<TokenInfo>>, IndexError> {
        // Without reading long texts.
        if secret.len() > 255 {
            return Ok(None);
        }
        let hash = secret::hash(secret);
        let held = match self.recent.0.get(&hash) {
            Some(held) if (0..FRESH).contains(&now.since(held.read)) => held,
            _ => match self.read(secret, &hash, now).await? {
                Some(held) => held,
                None => return Ok(None),
            },
        };
        if !held.token.is_valid(now) {
            return Ok(None);
        }
        self.note(&held, now, from);
        Ok(Some(held.token.clone()))
    }

    async fn read(&self, secret: &str, hash: &Hash, now: Millis) -> Result<Option<Arc<Held>>, IndexError> {
        let Some(id) = secret::id_in(secret) else { return Ok(None) };
        let row = Entity::find_by_id(id).one(&self.db).await?;
        let Some(row) = row.filter(|row| secret::is_same(&row.hash, hash)) else { return Ok(None) };
        let noted = AtomicI64::new(row.last_used.unwrap_or(i64::MIN));
        let held = Arc::new(Held { token: Arc::new(token::info(row)?), read: now, noted });
        if held.token.is_valid(now) {
            self.recent.0.insert(*hash, held.clone());
        }
        Ok(Some(held))
    }

    fn note(&self, held: &Held, now: Millis, from: Option<&str>) {
        let noted = held.noted.load(Ordering::Relaxed);
        if now.since(Millis(noted)) < NOTED_EVERY
            || held.noted.compare_exchange(noted, now.0, Ordering::Relaxed, Ordering::Relaxed).is_err()
        {
            return;
        }
        let (db, id, from) =
            (self.db.clone(), held.token.id.clone(), from.map(|from| text::clean(from, 100)));
        tokio::spawn(async move {
            if let Err(error) = write_use(&db, &id, now, from).await {
                tracing::warn!(token = id, %error, "the last use of a token was not written down");
            }
        });
    }
}

/// Never moves the last use back, whoever else writes it.
async fn write_use(
    db: &DatabaseConnection,
    id: &str,
    now: Millis,
    from: Option<String>,
) -> Result<(), DbErr> {
    let earlier = Condition::any().add(Column::LastUsed.is_null()).add(Column::LastUsed.lt(now.0));
    Entity::update_many()
        .col_expr(Column::LastUsed, Expr::value(now.0))
        .col_expr(Column::LastUsedFrom, Expr::value(from))
        .filter(Column::Id.eq(id))
        .filter(earlier)
        .exec(db)
        .await?;
    Ok(())
}
