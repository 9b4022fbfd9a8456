use proptest::prelude::*;

use super::*;

#[test]
fn addresses_have_one_form_a_package_and_a_version() {
    for (text, canonical, package, version) in [
        (
            "pkg:oci/message-gateway@3.4.1",
            "pkg:oci/message-gateway@3.4.1",
            "pkg:oci/message-gateway",
            Some("3.4.1"),
        ),
        ("  pkg:oci/message-gateway ", "pkg:oci/message-gateway", "pkg:oci/message-gateway", None),
        ("pkg://OCI/message-gateway@", "pkg:oci/message-gateway", "pkg:oci/message-gateway", None),
        (
            "pkg:oci/hub@sha256:2f0a?tag=1.2&repository_url=r.example.org/hub#bin",
            "pkg:oci/hub@sha256:2f0a?repository_url=r.example.org%2Fhub&tag=1.2#bin",
            "pkg:oci/hub",
            Some("sha256:2f0a"),
        ),
        (
            "pkg:npm/%40angular/animation@12.3.1",
            "pkg:npm/%40angular/animation@12.3.1",
            "pkg:npm/%40angular/animation",
            Some("12.3.1"),
        ),
        (
            "pkg:npm/@angular/animation@12.3.1",
            "pkg:npm/%40angular/animation@12.3.1",
            "pkg:npm/%40angular/animation",
            Some("12.3.1"),
        ),
        (
            "pkg:PYPI/Django_package@1.11.1.dev1",
            "pkg:pypi/django-package@1.11.1.dev1",
            "pkg:pypi/django-package",
            Some("1.11.1.dev1"),
        ),
        (
            "pkg:maven/org.apache/batik@1.9.1?classifier=sources",
            "pkg:maven/org.apache/batik@1.9.1?classifier=sources",
            "pkg:maven/org.apache/batik",
            Some("1.9.1"),
        ),
        (
            "pkg:generic/gateway@1.0+build.5",
            "pkg:generic/gateway@1.0%2Bbuild.5",
            "pkg:generic/gateway",
            Some("1.0+build.5"),
        ),
        (
            "pkg:generic/工单@1",
            "pkg:generic/%E5%B7%A5%E5%8D%95@1",
            "pkg:generic/%E5%B7%A5%E5%8D%95",
            Some("1"),
        ),
        ("pkg:generic/./gateway@1", "pkg:generic/gateway@1", "pkg:generic/gateway", Some("1")),
    ] {
        let purl = parse(text).expect(text);
        assert_eq!((purl.as_str(), purl.package(), purl.version()), (canonical, package, version), "{text}");
        assert_eq!(parse(canonical), Ok(purl));
    }
}

#[test]
fn other_texts_are_refused_with_a_way_out() {
    let long = format!("pkg:generic/{}", "a".repeat(500));
    for wrong in [
        "",
        "pkg:",
        "pkg:oci",
        "pkg:oci/",
        "oci/message-gateway@1",
        "https://example.org/a",
        "pkg:o_i/x@1",
        "pkg:oci/a b@1",
        "pkg:oci/a\n@1",
        "pkg:oci/%ff@1",
        "pkg:npm/@1",
        "pkg:oci/team/gateway@1",
        &long,
    ] {
        let error = parse(wrong).expect_err(wrong).to_string();
        assert!(error.contains("write one like pkg:oci/message-gateway@3.4.1"), "{error}");
        assert!(error.len() < 300 && !error.contains('\n'), "{error}");
    }
}

proptest! {
    #[test]
    fn the_canonical_form_stays_as_it_is(text in "pkg:(oci|npm|generic|golang|deb|type)/[a-bA-B%@/.2F?#=&:+ -]{0,20}(@[0-9a%/.:]{0,5})?(\\?[a-c=&%2/]{0,8})?(#[a./%]{0,6})?") {
        if let Ok(purl) = parse(&text) {
            prop_assert_eq!(parse(purl.as_str()), Ok(purl.clone()));
            let package = parse(purl.package()).expect("a package is an address");
            prop_assert_eq!(package.as_str(), purl.package());
            prop_assert_eq!(package.version(), None);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,40}|pkg:\\PC{0,40}") {
        drop(parse(&text));
    }
}
