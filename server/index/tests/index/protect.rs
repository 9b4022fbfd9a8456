//! Protected branches.

use archweave_index::{Index, IndexError};

use crate::{NOON, after, run};

#[test]
fn a_branch_is_protected_by_name_or_pattern_in_its_own_model() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        index.protect("grid", "main", "Jane", NOON).await.unwrap();
        index.protect("grid", "release/*", "Joe", NOON).await.unwrap();
        index.protect("water", "*", "Joe", NOON).await.unwrap();
        for (model, branch, expected) in [
            ("grid", "main", true),
            ("grid", "main2", false),
            ("grid", "release/1", true),
            ("grid", "proposal", false),
            ("water", "proposal", true),
            ("gas", "main", false),
        ] {
            assert_eq!(index.is_protected(model, branch).await.unwrap(), expected, "{model} {branch}");
        }
        index.unprotect("grid", "release/*").await.unwrap();
        assert!(!index.is_protected("grid", "release/1").await.unwrap());
        let error = index.unprotect("grid", "release/*").await.unwrap_err();
        assert_eq!(error.to_string(), "protected branch `release/*` does not exist");
    });
}

#[test]
fn protecting_again_changes_nothing() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        index.protect("grid", "main", "Jane", NOON).await.unwrap();
        index.protect("grid", "main", "Joe", after(1)).await.unwrap();
        let protected = index.protected("grid").await.unwrap();
        assert_eq!(protected.len(), 1);
        assert_eq!((protected[0].created_by.as_str(), protected[0].created), ("Jane", NOON));
        for bad in ["", "a\nb", " main"] {
            assert!(matches!(index.protect("grid", bad, "Jane", NOON).await, Err(IndexError::Invalid(_))));
        }
    });
}
