//! Signatures: vectors that the authors of each scheme have published, and what must not pass.

use archweave_interchange::events::signature::{SignatureError, TOLERANCE, check, sign};
use archweave_interchange::events::{Headers, Hook};
use archweave_model::delivery::Moment;

const NOW: Moment = Moment(1_614_265_330_000);

fn hub(hook: Hook, header: &str, secret: &str, value: &str, body: &[u8]) -> Result<(), SignatureError> {
    check(hook, secret, &Headers::new([(header, value)]), body, NOW)
}

#[test]
fn the_published_vector_of_github_passes() {
    // From «Validating webhook deliveries» of GitHub's documentation.
    let (secret, body) = ("It's a Secret to Everybody", b"Hello, World!");
    let right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    for (hook, header) in [(Hook::Github, "X-Hub-Signature-256"), (Hook::Jira, "X-Hub-Signature")] {
        assert_eq!(hub(hook, header, secret, right, body), Ok(()));
        assert_eq!(hub(hook, header, secret, &right.to_uppercase().replace("SHA", "sha"), body), Ok(()));
        for wrong in [
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18",
            "sha256=757107",
            "sha256=",
            "sha1=757107ea0eb2509fc211221cce984b8a37570b6d",
            "sha256=éé7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e",
        ] {
            assert_eq!(hub(hook, header, secret, wrong, body), Err(SignatureError::Wrong), "{wrong}");
        }
        assert_eq!(hub(hook, header, secret, right, b"Hello, World?"), Err(SignatureError::Wrong));
        assert_eq!(hub(hook, header, "another", right, body), Err(SignatureError::Wrong));
    }
    let none = check(Hook::Github, secret, &Headers::default(), body, NOW);
    assert!(matches!(none, Err(SignatureError::Missing(_))));
}

#[test]
fn the_vectors_of_rfc_4231_pass() {
    // Cases 2 and 6: a short key, and one longer than a block; as text, since secrets are.
    let case = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(
        hub(Hook::Github, "X-Hub-Signature-256", "Jefe", case, b"what do ya want for nothing?"),
        Ok(())
    );
}

#[test]
fn a_token_of_gitlab_is_the_secret() {
    assert_eq!(hub(Hook::Gitlab, "X-Gitlab-Token", "s3cret", "s3cret", b"{}"), Ok(()));
    for wrong in ["s3cre", "s3crett", "S3cret", "sha256=s3cret"] {
        assert_eq!(hub(Hook::Gitlab, "X-Gitlab-Token", "s3cret", wrong, b"{}"), Err(SignatureError::Wrong));
    }
}

fn standard(id: &str, time: &str, signature: &str, body: &[u8], now: Moment) -> Result<(), SignatureError> {
    let headers =
        Headers::new([("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signature)]);
    check(Hook::Events, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &headers, body, now)
}

#[test]
fn the_published_vector_of_standard_webhooks_passes() {
    // From the documentation and the libraries of Standard Webhooks.
    let (id, time, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", br#"{"test": 2432232314}"#);
    let right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assert_eq!(sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id, 1_614_265_330, body), right);
    assert_eq!(standard(id, time, right, body, NOW), Ok(()));
    // While a secret is replaced, there are two.
    assert_eq!(standard(id, time, &format!("v1,AAAA v1a,xx {right}"), body, NOW), Ok(()));
    for (id, time, signature, body) in [
        ("msg_other", time, right, &body[..]),
        (id, "1614265331", right, body),
        (id, time, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=", body),
        (id, time, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", body),
        (id, time, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", body),
        (id, time, right, b"{\"test\":2432232314}"),
        (id, "soon", right, body),
    ] {
        assert_eq!(standard(id, time, signature, body, NOW), Err(SignatureError::Wrong), "{id} {time}");
    }
}

#[test]
fn an_old_signature_is_not_believed() {
    let (id, body) = ("msg_1", b"{}");
    for (ahead, expected) in [
        (-TOLERANCE, Ok(())),
        (TOLERANCE, Ok(())),
        (-TOLERANCE - 1000, Err(SignatureError::Stale)),
        (TOLERANCE + 1000, Err(SignatureError::Stale)),
        (i64::MIN / 2, Err(SignatureError::Stale)),
    ] {
        let seconds = (NOW.0 + ahead) / 1000;
        let signature = sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id, seconds, body);
        assert_eq!(standard(id, &seconds.to_string(), &signature, body, NOW), expected, "{ahead}");
    }
    let missing = Headers::new([("webhook-signature", "v1,AAAA")]);
    let missing = check(Hook::Cdevents, "secret", &missing, b"{}", NOW);
    assert!(matches!(missing, Err(SignatureError::Missing(_))));
}
