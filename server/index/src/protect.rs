//! Branches that are not rewritten or deleted: names, or patterns with `*`.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::rows::protected_branch::{ActiveModel, Column, Entity, Model};
use crate::{Index, IndexError, Millis, text};

/// A protected branch, or a pattern of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// The model.
    pub model: String,
    /// A branch without `refs/heads/`; `*` stands for any characters, `/` too: `main`, `release/*`.
    pub pattern: String,
    /// Who protected it.
    pub created_by: String,
    /// When.
    pub created: Millis,
}

impl Protected {
    /// Whether it protects this branch.
    pub fn covers(&self, branch: &str) -> bool {
        matches(self.pattern.as_bytes(), branch.as_bytes())
    }
}

impl Index {
    /// Protects a branch, or all that a pattern stands for. Doing so again changes nothing.
    pub async fn protect(&self, model: &str, pattern: &str, by: &str, now: Millis) -> Result<(), IndexError> {
        text::check("the model's name", model, 255)?;
        text::check("the branch", pattern, 255)?;
        let row = Model {
            model: model.to_owned(),
            pattern: pattern.to_owned(),
            created_by: text::clean(by, 255),
            created: now.0,
        };
        let once = OnConflict::columns([Column::Model, Column::Pattern]).do_nothing().to_owned();
        let row: ActiveModel = row.into_active_model();
        match Entity::insert(row).on_conflict(once).exec_without_returning(&self.db).await {
            Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes the protection of exactly this branch or pattern away.
    pub async fn unprotect(&self, model: &str, pattern: &str) -> Result<(), IndexError> {
        let one = Entity::delete_by_id((model.to_owned(), pattern.to_owned()));
        match one.exec(&self.db).await?.rows_affected {
            0 => Err(IndexError::NotFound { what: "protected branch", name: text::clean(pattern, 255) }),
            _ => Ok(()),
        }
    }

    /// What is protected in a model, by name.
    pub async fn protected(&self, model: &str) -> Result<Vec<Protected>, IndexError> {
        let rows = Entity::find().filter(Column::Model.eq(model)).order_by_asc(Column::Pattern);
        Ok(rows.all(&self.db).await?.into_iter().map(protected).collect())
    }

    /// Whether anything protects this branch.
    pub async fn is_protected(&self, model: &str, branch: &str) -> Result<bool, IndexError> {
        Ok(self.protected(model).await?.iter().any(|protected| protected.covers(branch)))
    }
}

fn protected(row: Model) -> Protected {
    let Model { model, pattern, created_by, created } = row;
    Protected { model, pattern, created_by, created: Millis(created) }
}

/// `*` stands for any bytes. When what follows a star does not fit, only the last star is tried
/// again one byte later: the time is at most the product of both lengths, for any pattern.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(byte) if *byte == text[place] => {
                at += 1;
                place += 1;
            }
            _ => match star {
                Some((begin, from)) => {
                    star = Some((begin, from + 1));
                    at = begin + 1;
                    place = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, fits, others) in [
            ("main", &["main"][..], &["mai", "main2", "release/main", ""][..]),
            ("release/*", &["release/1", "release/1/2", "release/"], &["release", "my/release/1"]),
            ("*", &["main", "a/b", "*", "主干"], &[]),
            ("*-stable", &["1-stable", "-stable", "a-stable-stable"], &["stable", "1-stable2"]),
            ("a*b*c", &["abc", "axxbxxc", "abbcc", "abcbc"], &["ab", "acb", "abcd"]),
            ("**", &["x", ""], &[]),
        ] {
            for text in fits {
                assert!(matches(pattern.as_bytes(), text.as_bytes()), "{pattern} {text}");
            }
            for text in others {
                assert!(!matches(pattern.as_bytes(), text.as_bytes()), "{pattern} {text}");
            }
        }
        let (stars, text) = ("*a".repeat(120) + "b", "a".repeat(255));
        assert!(!matches(stars.as_bytes(), text.as_bytes()));
    }
}
