//! Opening the database.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use sea_orm::DatabaseConnection;

use crate::authenticate::Recent;
use crate::{IndexError, migrations, postgres, sqlite};

/// The operations database of one server. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Index {
    pub(crate) db: DatabaseConnection,
    pub(crate) recent: Arc<Recent>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Index")
    }
}

impl Index {
    /// What the file is called beside the repositories.
    pub const FILE_NAME: &'static str = "archweave.db";

    /// Opens the database in the file `place`, makes it if there is none, and brings an older one up
    /// to date. What is damaged, newer or another program's is refused and left as it is.
    pub async fn open(place: &Path) -> Result<Self, IndexError> {
        // SQLite takes a relative path that begins with `file:` for an address.
        let place = std::path::absolute(place).map_err(|error| IndexError::Unavailable(error.to_string()))?;
        let opened = async {
            sqlite::create(&place)?;
            sqlite::inspect(&place).await?;
            Self::over(sqlite::connect(&place).await?).await
        };
        opened.await.map_err(|error: IndexError| error.at(place.display()))
    }

    /// Opens a database of a PostgreSQL server, `postgres://user@host/name`, and brings it up to date.
    /// What is newer or another program's is refused and left as it is. Several servers may share it.
    pub async fn connect(url: &str) -> Result<Self, IndexError> {
        let place = postgres::place(url)?;
        let opened = async { Self::over(postgres::connect(url).await?).await };
        opened.await.map_err(|error: IndexError| match error {
            IndexError::Foreign(_) => IndexError::Foreign(place),
            error => error.at(place),
        })
    }

    /// A database that lives as long as the value and its clones.
    pub async fn in_memory() -> Result<Self, IndexError> {
        Self::over(sqlite::connect_memory().await?).await
    }

    async fn over(db: DatabaseConnection) -> Result<Self, IndexError> {
        if let Err(error) = migrations::migrate(&db).await {
            // Otherwise threads would hold the file a little longer.
            db.close().await?;
            return Err(error);
        }
        Ok(Self { db, recent: Arc::default() })
    }

    /// Finishes what was begun and puts the log's content into the file. Later calls fail, also those
    /// of clones.
    pub async fn close(self) -> Result<(), IndexError> {
        Ok(self.db.close().await?)
    }
}
