//! A token from its making to its end.

use std::time::Duration;

use archweave_index::{Index, IndexError, Millis, NewToken, Role, TokenInfo};

use crate::{NOON, after, editor, place, run, sqlite3};

const DAY: i64 = 86_400_000;

async fn who(index: &Index, secret: &str, now: Millis) -> Option<String> {
    index.authenticate(secret, now, None).await.unwrap().map(|token| token.name.clone())
}

#[test]
fn a_token_opens_what_it_was_made_for() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let new = NewToken {
            name: "张伟".to_owned(),
            email: "zhang@example.org".to_owned(),
            role: Role::Reader,
            models: Some(vec!["grid".to_owned(), "customer".to_owned()]),
            expires: Some(after(DAY)),
        };
        let (made, secret) = index.add_token(new.clone(), NOON).await.unwrap();
        let found = index.authenticate(secret.reveal(), after(1), None).await.unwrap().unwrap();
        assert_eq!(*found, made);
        let TokenInfo { id, name, email, role, models, created, expires, revoked, last_used, last_used_from } =
            made;
        assert_eq!(id.len(), 16);
        assert_eq!(NewToken { name, email, role, models, expires }, new);
        assert_eq!((created, revoked, last_used, last_used_from), (NOON, None, None, None));
        for (model, covered) in
            [("grid", true), ("customer", true), ("gri", false), ("Grid", false), ("", false)]
        {
            assert_eq!(found.covers(model), covered, "{model}");
        }
        let (all, _) = index.add_token(editor("Jane"), NOON).await.unwrap();
        assert!(all.covers("grid") && all.covers("one made later"));
    });
}

#[test]
fn roles_are_ordered_and_named() {
    assert!(Role::Reader < Role::Editor && Role::Editor < Role::Admin);
    for (text, role) in [("reader", Role::Reader), ("editor", Role::Editor), ("admin", Role::Admin)] {
        assert_eq!(Role::parse(text).unwrap(), role);
        assert_eq!(text.parse(), Ok(role));
        assert_eq!(role.to_string(), text);
    }
    for bad in ["", "Admin", "root", "admin "] {
        assert!(Role::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_token_ends_at_its_moment() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let new = NewToken { expires: Some(after(1000)), ..editor("Jane") };
        let (_, secret) = index.add_token(new, NOON).await.unwrap();
        for (now, opens) in [(999, true), (1000, false), (1001, false), (DAY, false), (0, true)] {
            assert_eq!(who(&index, secret.reveal(), after(now)).await.is_some(), opens, "after {now} ms");
            assert_eq!(index.has_tokens(after(now)).await.unwrap(), opens, "after {now} ms");
        }
    });
}

#[test]
fn a_revoked_token_is_refused_at_once_here_and_within_two_seconds_elsewhere() {
    run(async {
        let (_folder, place) = place();
        let (here, there) = (Index::open(&place).await.unwrap(), Index::open(&place).await.unwrap());
        let (made, secret) = here.add_token(editor("Jane"), NOON).await.unwrap();
        for index in [&here, &there] {
            assert!(who(index, secret.reveal(), NOON).await.is_some());
        }
        let revoked = here.revoke_token(&made.id, after(10)).await.unwrap();
        assert_eq!(revoked[0].revoked, Some(after(10)));
        assert!(who(&here, secret.reveal(), after(10)).await.is_none());
        assert!(who(&there, secret.reveal(), after(1_999)).await.is_some());
        assert!(who(&there, secret.reveal(), after(2_000)).await.is_none());
        // Also not with the clock set back to when it was good.
        assert!(who(&there, secret.reveal(), after(-5)).await.is_none());
        assert!(!here.has_tokens(after(10)).await.unwrap());
    });
}

#[test]
fn a_name_takes_back_all_its_tokens_an_id_one() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let (old, _) = index.add_token(editor("Jane"), NOON).await.unwrap();
        let (_, kept) = index.add_token(editor("Jane"), after(1)).await.unwrap();
        let (_, other) = index.add_token(editor("Joe"), NOON).await.unwrap();
        let ids = |tokens: Vec<TokenInfo>| tokens.into_iter().map(|token| token.id).collect::<Vec<_>>();
        assert_eq!(ids(index.revoke_token(&old.id, NOON).await.unwrap()).concat(), old.id);
        assert!(who(&index, kept.reveal(), NOON).await.is_some());
        assert_eq!(index.revoke_token("Jane", NOON).await.unwrap().len(), 1);
        assert!(who(&index, kept.reveal(), NOON).await.is_none());
        assert_eq!(index.revoke_token("Jane", after(9)).await.unwrap(), []);
        assert!(who(&index, other.reveal(), NOON).await.is_some());
        for nobody in ["jane", "", "%", "Jane' OR 1=1 --"] {
            let error = index.revoke_token(nobody, NOON).await.unwrap_err();
            assert!(matches!(error, IndexError::NotFound { what: "token", .. }), "{nobody}: {error:?}");
        }
        let all = index.tokens().await.unwrap();
        let shown: Vec<_> = all.iter().map(|token| (token.name.as_str(), token.is_valid(NOON))).collect();
        assert_eq!(shown, [("Jane", false), ("Jane", false), ("Joe", true)]);
    });
}

#[test]
fn a_secret_that_is_not_exactly_the_one_given_opens_nothing() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let (_, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        // Same form, never stored here: another server's.
        let (_, foreign) = Index::in_memory().await.unwrap().add_token(editor("Jane"), NOON).await.unwrap();
        let text = secret.reveal();
        let mut bad = vec![
            String::new(),
            "awt_".to_owned(),
            text.to_uppercase(),
            format!("{text} "),
            format!("{text}\0"),
            format!("Bearer {text}"),
            foreign.reveal().to_owned(),
            // The id of one and the secret of another.
            format!("{}{}", &text[..21], &foreign.reveal()[21..]),
            "a".repeat(1 << 20),
            "' OR 1=1 --".to_owned(),
        ];
        for place in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place] ^= 1;
            bad.push(String::from_utf8(bytes).unwrap());
        }
        for bad in bad {
            assert_eq!(who(&index, &bad, NOON).await, None, "{:.80}", bad);
        }
        assert!(who(&index, text, NOON).await.is_some());
    });
}

#[test]
fn the_secret_is_nowhere_in_the_file() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let (made, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        index.close().await.unwrap();
        let file = std::fs::read(&place).unwrap();
        let holds = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(holds(&made.id));
        assert!(!holds(&secret.reveal()[21..41]));
        // Its hash is that of the whole, as another program computes it.
        let Some(stored) = sqlite3(&place, "SELECT lower(hex(hash)) FROM token") else { return };
        let mut sum = std::process::Command::new("sha256sum");
        sum.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut sum = sum.spawn().unwrap();
        std::io::Write::write_all(&mut sum.stdin.take().unwrap(), secret.reveal().as_bytes()).unwrap();
        let expected = String::from_utf8(sum.wait_with_output().unwrap().stdout).unwrap();
        assert_eq!(stored, expected.split(' ').next().unwrap());
    });
}

#[test]
fn tokens_that_make_no_sense_are_refused_with_a_reason() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let with = |change: fn(&mut NewToken)| {
            let mut new = editor("Jane");
            change(&mut new);
            new
        };
        for (new, reason) in [
            (editor(""), "the name must not be empty"),
            (editor("a\nb"), "the name must not contain '\\n'"),
            (editor("Jane <x>"), "the name must not contain `<` or `>`"),
            (editor(&"a".repeat(101)), "the name is longer than 100 bytes"),
            (editor("evil\u{202e}"), "the name must not contain '\\u{202e}'"),
            (with(|new| new.email = String::new()), "the address must not be empty"),
            (with(|new| new.email = "jane".into()), "`jane` is not an address like jane@example.org"),
            (with(|new| new.email = "j a@b".into()), "`j a@b` is not an address like jane@example.org"),
            (with(|new| new.email = "<j@b>".into()), "`<j@b>` is not an address like jane@example.org"),
            (
                with(|new| new.models = Some(Vec::new())),
                "a token for no model opens nothing; leave the models out for all",
            ),
            (with(|new| new.models = Some(vec![String::new()])), "a model's name must not be empty"),
            (
                with(|new| new.models = Some(vec!["m".into(); 1001])),
                "more than 1000 models; leave them out for all",
            ),
            (with(|new| new.expires = Some(NOON)), "the token would have expired already"),
        ] {
            match index.add_token(new, NOON).await {
                Err(IndexError::Invalid(found)) => assert_eq!(found, reason),
                other => panic!("{reason}: {other:?}"),
            }
        }
        assert_eq!(index.tokens().await.unwrap(), []);
        assert!(!index.has_tokens(NOON).await.unwrap());
    });
}

/// The last use, once it has been written: it is written beside the answer.
async fn last_use(index: &Index, expected: Millis) -> (Option<Millis>, Option<String>) {
    let mut found = (None, None);
    for _ in 0..200 {
        let token = index.tokens().await.unwrap().remove(0);
        found = (token.last_used, token.last_used_from);
        if found.0 == Some(expected) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    found
}

#[test]
fn the_last_use_is_written_once_a_minute() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let (_, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        let from = async |now, from| {
            index.authenticate(secret.reveal(), now, Some(from)).await.unwrap().unwrap();
        };
        from(NOON, "10.0.0.1\u{1b}[0m").await;
        assert_eq!(last_use(&index, NOON).await, (Some(NOON), Some("10.0.0.1[0m".to_owned())));
        for later in [1, 1_999, 2_000, 59_999] {
            from(after(later), "10.0.0.2").await;
        }
        from(after(60_000), "10.0.0.3").await;
        assert_eq!(last_use(&index, after(60_000)).await, (Some(after(60_000)), Some("10.0.0.3".to_owned())));
        // A clock that was set back does not move it back.
        from(NOON, "10.0.0.4").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(last_use(&index, after(60_000)).await.0, Some(after(60_000)));
    });
}

#[test]
fn a_failed_attempt_is_no_use() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        let (made, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        index.revoke_token(&made.id, NOON).await.unwrap();
        assert!(index.authenticate(secret.reveal(), NOON, Some("10.0.0.1")).await.unwrap().is_none());
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(index.tokens().await.unwrap()[0].last_used, None);
    });
}

#[test]
fn answers_come_from_memory_even_while_the_database_is_gone() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let (_, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        assert!(who(&index, secret.reveal(), NOON).await.is_some());
        last_use(&index, NOON).await;
        index.clone().close().await.unwrap();
        assert!(who(&index, secret.reveal(), after(1_999)).await.is_some());
        let error = index.authenticate(secret.reveal(), after(2_000), None).await.unwrap_err();
        assert!(matches!(error, IndexError::Unavailable(_)), "{error:?}");
    });
}
