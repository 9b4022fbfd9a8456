//! The tables as they are now, for sea-orm; how they came to be is in [`crate::migrations`]. What
//! each column means is in `docs/reference/database.md`.

/// One row of `token`.
pub(crate) mod token {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub hash: Vec<u8>,
        pub name: String,
        pub email: String,
        pub role: String,
        pub models: Option<Json>,
        pub created: i64,
        pub expires: Option<i64>,
        pub revoked: Option<i64>,
        pub last_used: Option<i64>,
        pub last_used_from: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One row of `audit`.
pub(crate) mod audit {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub at: i64,
        pub who: String,
        pub email: String,
        pub token: Option<String>,
        pub action: String,
        pub outcome: String,
        pub model: Option<String>,
        pub reference: Option<String>,
        pub revision: Option<String>,
        pub origin: Option<String>,
        pub detail: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One row of `merge_session`.
pub(crate) mod merge_session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "merge_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub model: String,
        pub into_branch: String,
        pub from_branch: String,
        pub base: String,
        pub ours: String,
        pub theirs: String,
        pub resolutions: Json,
        pub version: i64,
        pub state: String,
        pub created_by: String,
        pub created: i64,
        pub updated: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One row of `protected_branch`.
pub(crate) mod protected_branch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "protected_branch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub model: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub pattern: String,
        pub created_by: String,
        pub created: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
