//! Formats of several files: folders of one file per object, tables, and what an import would change.

use crate::support::{Bench, example};

/// A repository with two elements and a relation.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("t/elements.csv", "ID,Type,Name,Documentation\nm,ArchimateModel,Shop,\na,ApplicationComponent,CRM,Knows\nb,BusinessProcess,Call,\n");
    bench.write("t/relations.csv", "ID,Type,Source,Target\nr,Serving,a,b\n");
    bench.run("import t --into model.git").ends(0).says("3 objects created");
    bench
}

#[test]
fn a_preview_says_what_tables_would_change_and_writes_nothing() {
    let bench = bench();
    bench.write(
        "u/elements.csv",
        "ID,Type,Name\na,ApplicationComponent,Customer hub\nc,Goal,Calm\nb,BusinessProcess,Call\n",
    );
    let before = bench.run("export model.git --format json --out -").ends(0).out;
    bench
        .run("import u --into model.git --preview")
        .ends(0)
        .says("~ element a")
        .says("name: \"CRM\" -> \"Customer hub\"")
        .says("+ element c \"Calm\"")
        .says("1 created, 1 changed, 0 removed, 3 left alone; nothing was written");
    assert_eq!(bench.run("export model.git --format json --out -").ends(0).out, before);
    bench.run("import u --into model.git").ends(0).says("1 object created, 1 changed");
    bench.run("import u --into model.git --preview").ends(0).says("0 created, 0 changed");
    bench.run("export model.git --format json --out -").ends(0).says("Knows").says("Customer hub");
    bench.run("import u --into new.git --preview").ends(0).says("holds no model yet");
    assert!(!bench.path("new.git").exists());
}

#[test]
fn a_preview_of_a_whole_model_counts() {
    let bench = bench();
    bench.write("u/elements.csv", "ID,Type,Name\nx,Goal,Calm\n");
    bench.run("import u --into other.git").ends(0);
    bench.run("export other.git --format json --out other.json").ends(0);
    bench
        .run("import other.json --into model.git --preview")
        .ends(0)
        .says("element: 1 created, 0 changed, 2 removed")
        .says("relation: 0 created, 0 changed, 1 removed");
}

#[test]
fn tables_change_the_files_of_a_folder_where_they_are() {
    let bench = Bench::new();
    bench.run("init plain").ends(0);
    bench.write(
        "plain/elements/mine/two.yaml",
        "id: a\nkind: goal\nname: A\n---\nid: b\nkind: goal\nname: B\n",
    );
    bench.write("t/elements.csv", "ID,Type,Name\nb,Goal,Better\nc,Goal,New\n");
    bench.run("import t --into plain").ends(0).says("wrote 2 files");
    let text = bench.read("plain/elements/mine/two.yaml");
    let text = String::from_utf8_lossy(text.as_ref()).into_owned();
    assert!(text.contains("name: A") && text.contains("name: Better"), "{text}");
    bench.run("validate plain").ends(0);
}

#[test]
fn the_example_comes_back_from_a_folder_and_a_zip() {
    let bench = Bench::new();
    let example = example();
    bench.run_with(&["import", example.to_str().unwrap(), "--into", "model.git"]).ends(0);
    let expected = bench.run("stats model.git --format json").ends(0).json();
    for out in ["folder", "folder.zip"] {
        bench.run(&format!("export model.git --format coarchi --out {out}")).ends(0).says("wrote");
        bench.run(&format!("import {out} --into {out}.git")).ends(0);
        assert_eq!(bench.run(&format!("stats {out}.git --format json")).ends(0).json(), expected, "{out}");
    }
    bench.run("import folder/model --into inner.git").ends(0);
    bench.run("import folder --at v1 --into x.git").ends(2).complains("no revisions");
    for out in ["tables", "tables.zip"] {
        bench.run(&format!("export model.git --format csv --out {out}")).ends(0).complains("views");
        bench.run(&format!("import {out} --into model.git")).ends(0).says("0 objects created, 0 changed");
    }
    bench.run("import tables/elements.csv --into x.git").ends(2).complains("name the folder");
}

#[test]
fn an_export_overwrites_nothing_but_an_export() {
    let bench = bench();
    bench.write("full/notes.txt", "mine");
    bench.run("export model.git --format coarchi --out full").ends(2).complains("--force");
    bench.run("export model.git --format csv --out full").ends(2).complains("--force");
    bench.run("export model.git --format csv --out full --force").ends(0);
    bench.run("export model.git --format csv --out full").ends(0);
    bench.run("export model.git --format csv --out -").ends(2).complains("several files");
    bench.run("export model.git --format json --safe-for-spreadsheets --out x").ends(2);
    bench.run("export model.git --format coarchi --out folder").ends(0);
    bench.write("folder/model/other/Goal_gone.xml", "<x/>");
    bench.write("folder/README.md", "mine");
    bench.run("export model.git --format coarchi --out folder").ends(0);
    assert!(!bench.path("folder/model/other/Goal_gone.xml").exists());
    assert!(bench.path("folder/README.md").exists() && bench.path("full/notes.txt").exists());
    #[cfg(unix)]
    {
        std::fs::remove_dir_all(bench.path("folder/model/business")).unwrap();
        std::os::unix::fs::symlink(bench.path("full"), bench.path("folder/model/business")).unwrap();
        bench.run("export model.git --format coarchi --out folder").ends(2).complains("is a link");
    }
}
