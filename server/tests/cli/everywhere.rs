//! Each command on a plain folder, an ordinary repository, a bare one, and a revision.

use crate::support::Bench;

/// A place, and how many elements a person sees there: the work tree of `clone` has one more than
/// its commit.
const PLACES: [(&str, u64); 6] = [
    ("folder", 2),
    ("clone", 3),
    ("bare.git", 2),
    ("clone --at v1", 2),
    ("bare.git --at main", 2),
    ("clone --at HEAD", 2),
];

#[test]
fn validate_finds_a_clean_model_clean() {
    let bench = Bench::with_models();
    for (place, elements) in PLACES {
        let summary = format!("0 errors, 0 warnings in {} files", elements + 2);
        bench.run(&format!("validate {place}")).ends(0).says(&summary);
        let report = bench.run(&format!("validate {place} --format json")).ends(0).json();
        assert_eq!(report["diagnostics"], serde_json::json!([]));
        assert_eq!(report["counts"]["error"], 0);
    }
}

#[test]
fn stats_counts() {
    let bench = Bench::with_models();
    for (place, elements) in PLACES {
        let counts = bench.run(&format!("stats {place} --format json")).ends(0).json();
        let expected = serde_json::json!({
            "elements": elements, "relationships": 1, "views": 1, "view_nodes": 2, "view_connections": 1,
            "properties": 0, "specializations": 0,
        });
        assert_eq!(counts, expected, "{place}");
        bench.run(&format!("stats {place}")).ends(0).says("view connections");
    }
}

#[test]
fn render_draws_one_view_and_all() {
    let bench = Bench::with_models();
    for (at, (place, _)) in PLACES.iter().enumerate() {
        bench.run(&format!("render {place} main --out v{at}.svg")).ends(0);
        let svg = bench.read(&format!("v{at}.svg"));
        assert!(svg.starts_with("<svg") && svg.contains("CRM"), "{svg}");
        bench
            .run(&format!("render {place} --all --format png --scale 0.5 --dark --language zh --out p{at}"))
            .ends(0);
        let png = std::fs::read(bench.path(&format!("p{at}/main.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG"));
    }
    bench.run("render folder main --language zh --out -").ends(0).says("处理来电");
    bench.run("render folder nope --out x.svg").ends(2).complains("views are: main");
    bench.run("render folder --out x.svg").ends(2);
    bench.run("render folder main --out folder").ends(2).complains("cannot write `folder`");
    bench.run("render folder main --out no/such/x.svg").ends(2).complains("make its folder first");
    bench.run("render folder main --scale 99 --out x.svg").ends(2);
}

#[test]
fn query_answers() {
    let bench = Bench::with_models();
    for (place, elements) in PLACES {
        let place: Vec<&str> = place.split(' ').collect();
        let (repo, at) = place.split_first().unwrap();
        let query = "query($kind: [String!]) { model { elements(filter: { kinds: $kind }) { totalCount } all: elements { totalCount } } }";
        let variables = r#"{ "kind": ["business-process"] }"#;
        let arguments = [&["query", *repo, query, "--variables", variables], at].concat();
        let answer = bench.run_with(&arguments).ends(0).json();
        assert_eq!(answer["data"]["model"]["elements"]["totalCount"], 1);
        assert_eq!(answer["data"]["model"]["all"]["totalCount"], elements);
    }
    let wrong = bench.run_with(&["query", "folder", "{ nope }"]).ends(1).json();
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    bench.run_with(&["query", "folder", "{ model"]).ends(1);
    bench.run_with(&["query", "folder", ""]).ends(1);
    bench
        .run_with(&["query", "folder", "{ model { name } }", "--variables", "[1]"])
        .ends(2)
        .complains("JSON object");
    let deep = format!("{{ model {} {}", "{ a ".repeat(5000), "}".repeat(5001));
    bench.run_with(&["query", "folder", &deep]).ends(1);
}

#[test]
fn export_writes_what_import_reads() {
    let bench = Bench::with_models();
    for (at, (place, elements)) in PLACES.iter().enumerate() {
        for format in ["archimate", "open-exchange", "json"] {
            let file = format!("out{at}.{format}");
            bench.run(&format!("export {place} --format {format} --out {file}")).ends(0);
            let counts = bench.run(&format!("stats {file} --format json")).ends(0).json();
            assert_eq!(counts["elements"], *elements, "{place} {format}");
            assert_eq!(counts["view_nodes"], 2, "{place} {format}");
        }
    }
    bench.run("export folder --format json --out -").ends(0).json();
    bench.run("export folder --format json --out folder").ends(2).complains("cannot write");
    bench.run("export folder --format word --out x").ends(2);
}

#[test]
fn fmt_checks_everywhere_and_rewrites_files_on_disk() {
    let bench = Bench::with_models();
    for (place, _) in PLACES {
        bench.run(&format!("fmt --check {place}")).ends(0).says("0 of");
    }
    bench.write("folder/elements/crm.yaml", "kind:   application-component\nid: crm\nname: \"CRM\"\n");
    bench.write("folder/elements/call.yaml", "# by hand\nkind:   business-process\nid: call\n");
    bench
        .run("fmt --check folder")
        .ends(1)
        .says("elements/crm.yaml:1: not in canonical form")
        .says("1 of 4 files");
    bench.run("fmt folder").ends(0).says("formatted elements/crm.yaml");
    assert_eq!(bench.read("folder/elements/crm.yaml"), "id: crm\nkind: application-component\nname: CRM\n");
    assert!(bench.read("folder/elements/call.yaml").starts_with("# by hand"));
    bench.run("fmt --check folder").ends(0);
    bench.write("clone/elements/more.yaml", "kind: driver\nid: more\n");
    bench.run("fmt clone").ends(0).says("formatted elements/more.yaml");
    assert_eq!(bench.read("clone/elements/more.yaml"), "id: more\nkind: driver\n");
    bench.run("fmt bare.git").ends(2).complains("only files on disk");
    bench.run("fmt clone --at v1").ends(2).complains("only files on disk");
}

#[test]
fn metamodel_and_schema_know_the_kinds_of_a_repository() {
    let bench = Bench::with_models();
    let own = "kinds:\n  - { id: \"acme:regulation\", parents: [requirement], label: Regulation }\n";
    bench.write("clone/metamodel/acme.yaml", own);
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-q", "-m", "Own kinds"]);
    bench.git("", &["clone", "-q", "--bare", "clone", "own.git"]);
    for place in ["clone", "own.git", "own.git --at main"] {
        bench.run(&format!("metamodel {place}")).ends(0).says("acme:regulation");
        bench.run(&format!("metamodel acme:regulation {place}")).ends(0).says("specializes   requirement");
        bench.run(&format!("schema {place}")).ends(0).says("acme:regulation");
    }
    let before = bench.run("metamodel clone --at v1").ends(0);
    assert!(!before.out.contains("acme:regulation"));
    bench.run("metamodel acme:regulation").ends(2).complains("need the REPO");
}

#[test]
fn a_revision_that_is_not_there_is_an_error() {
    let bench = Bench::with_models();
    for command in [
        "validate bare.git --at nope",
        "stats clone --at 1999-01-01",
        "validate bare.git --at main~1",
        "stats folder --at main",
    ] {
        bench.run(command).ends(2).complains("error: ");
    }
    bench.run("stats clone --at 2999-01-01").ends(0);
}
