//! Tokens: who may do what. Checking one is in [`crate::authenticate`].

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};

use crate::rows::token::{Column, Entity, Model};
use crate::{Index, IndexError, Millis, Role, Secret, secret, text};

/// A token to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// The person or machine it is for: the author in git and the audit. At most 100 bytes, without
    /// `<` and `>`. Several tokens may have one name.
    pub name: String,
    /// Its address, the author's in git too.
    pub email: String,
    /// What it allows.
    pub role: Role,
    /// The models it is for; none: all, also those of later.
    pub models: Option<Vec<String>>,
    /// When it stops; none: never.
    pub expires: Option<Millis>,
}

/// What is known of a token: everything but its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// 16 characters, the middle part of its secret.
    pub id: String,
    /// See [`NewToken::name`].
    pub name: String,
    /// See [`NewToken::email`].
    pub email: String,
    /// See [`NewToken::role`].
    pub role: Role,
    /// See [`NewToken::models`].
    pub models: Option<Vec<String>>,
    /// When it was made.
    pub created: Millis,
    /// When it stops.
    pub expires: Option<Millis>,
    /// When it was taken back.
    pub revoked: Option<Millis>,
    /// When it was last used, to the minute.
    pub last_used: Option<Millis>,
    /// From which address.
    pub last_used_from: Option<String>,
}

/// Names of models that one token may list.
const MOST_MODELS: usize = 1000;

impl TokenInfo {
    /// Whether it opens anything: neither taken back nor expired.
    pub fn is_valid(&self, now: Millis) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }

    /// Whether it is for this model.
    pub fn covers(&self, model: &str) -> bool {
        self.models.as_ref().is_none_or(|models| models.iter().any(|name| name == model))
    }
}

impl Index {
    /// Makes a token. Its secret is in the answer and nowhere else.
    pub async fn add_token(&self, new: NewToken, now: Millis) -> Result<(TokenInfo, Secret), IndexError> {
        check(&new, now)?;
        let secret = Secret::new()?;
        let row = Model {
            id: secret.id().to_owned(),
            hash: secret::hash(secret.reveal()).to_vec(),
            name: new.name,
            email: new.email,
            role: new.role.name().to_owned(),
            models: new.models.map(Into::into),
            created: now.0,
            expires: new.expires.map(|expires| expires.0),
            revoked: None,
            last_used: None,
            last_used_from: None,
        };
        let row = row.into_active_model().insert(&self.db).await?;
        Ok((info(row)?, secret))
    }

    /// All tokens, also those that are revoked or expired, by name and age.
    pub async fn tokens(&self) -> Result<Vec<TokenInfo>, IndexError> {
        let by_name = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Created);
        by_name.order_by_asc(Column::Id).all(&self.db).await?.into_iter().map(info).collect()
    }

    /// Whether any token opens anything.
    pub async fn has_tokens(&self, now: Millis) -> Result<bool, IndexError> {
        let lasting = Condition::any().add(Column::Expires.is_null()).add(Column::Expires.gt(now.0));
        let valid = Entity::find().filter(Column::Revoked.is_null()).filter(lasting);
        Ok(valid.count(&self.db).await? > 0)
    }

    /// Takes back the token with this id, or all with this name, and says which; none if they were
    /// taken back before. This process refuses them at once, others within two seconds.
    pub async fn revoke_token(&self, name_or_id: &str, now: Millis) -> Result<Vec<TokenInfo>, IndexError> {
        let meant = Condition::any().add(Column::Id.eq(name_or_id)).add(Column::Name.eq(name_or_id));
        let revoked = Entity::update_many()
            .col_expr(Column::Revoked, Expr::value(now.0))
            .filter(meant.clone())
            .filter(Column::Revoked.is_null())
            .exec_with_returning(&self.db)
            .await?;
        self.recent.forget();
        if revoked.is_empty() && Entity::find().filter(meant).count(&self.db).await? == 0 {
            return Err(IndexError::NotFound { what: "token", name: text::clean(name_or_id, 100) });
        }
        revoked.into_iter().map(info).collect()
    }
}

/// Refuses what could not stand in a commit, and what would never open anything.
fn check(new: &NewToken, now: Millis) -> Result<(), IndexError> {
    let invalid = |reason: String| Err(IndexError::Invalid(reason));
    text::check("the name", &new.name, 100)?;
    text::check("the address", &new.email, 254)?;
    if new.name.contains(['<', '>']) {
        return invalid("the name must not contain `<` or `>`".to_owned());
    }
    let is_address =
        new.email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty());
    if !is_address || new.email.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>')) {
        return invalid(format!("`{}` is not an address like jane@example.org", new.email));
    }
    for model in new.models.iter().flatten() {
        text::check("a model's name", model, 255)?;
    }
    match new.models.as_ref().map(Vec::len) {
        Some(0) => {
            return invalid("a token for no model opens nothing; leave the models out for all".to_owned());
        }
        Some(count) if count > MOST_MODELS => {
            return invalid(format!("more than {MOST_MODELS} models; leave them out for all"));
        }
        _ => {}
    }
    match new.expires {
        Some(expires) if expires <= now => invalid("the token would have expired already".to_owned()),
        _ => Ok(()),
    }
}

/// Reads a row.
pub(crate) fn info(row: Model) -> Result<TokenInfo, IndexError> {
    let damaged =
        |reason: String| IndexError::Corrupt(format!("token `{}`: {reason}", text::clean(&row.id, 32)));
    let role = Role::parse(&row.role).map_err(|error| damaged(error.to_string()))?;
    let models = match row.models {
        None => None,
        Some(models) => {
            let names = sea_orm::JsonValue::as_array(&models).and_then(|names| {
                names.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
            });
            Some(names.ok_or_else(|| damaged("its models are not a list of names".to_owned()))?)
        }
    };
    Ok(TokenInfo {
        id: row.id,
        name: row.name,
        email: row.email,
        role,
        models,
        created: Millis(row.created),
        expires: row.expires.map(Millis),
        revoked: row.revoked.map(Millis),
        last_used: row.last_used.map(Millis),
        last_used_from: row.last_used_from,
    })
}
