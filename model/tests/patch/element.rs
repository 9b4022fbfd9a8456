//! Keys of an element: texts, owners, lifecycle, tags, properties, in the styles people write.

use archweave_model::element::{Junction, Lifecycle};
use archweave_model::id::{ElementId, KindId};
use archweave_model::text::Text;
use archweave_model::value::Value;
use archweave_model::yaml::patch::Why;

use crate::{element, refused};

fn languages(en: &str, zh: &str) -> Text {
    Text::languages([("en".into(), en.into()), ("zh".into(), zh.into())])
}

#[test]
fn a_scalar_keeps_its_style_and_its_comment() {
    for (old, new, expected) in [
        ("Call", "Answer", "Answer"),
        ("Call   # why", "Answer", "Answer   # why"),
        ("'Call'", "It's", "'It''s'"),
        ("\"Call\"  # q", "a \"b\"", "\"a \\\"b\\\"\"  # q"),
        ("Call", "1.10", "1.10"),
        ("Call", "null", "\"null\""),
        ("Call # c", "a: b", "\"a: b\" # c"),
        ("Call", "- x", "\"- x\""),
        ("Call", "x, [y] {z}", "x, [y] {z}"),
        ("'Call'", "tab\there", "\"tab\\there\""),
        ("   Call", "Answer", "   Answer"),
        ("Call\n  customers\n  twice", "Answer", "Answer"),
        ("'Call\n  customers' # c", "Answer", "'Answer' # c"),
        ("\n  Call # c", "Answer", "\n  Answer # c"),
        ("", "Answer", " Answer"),
        (" # c", "Answer", " Answer # c"),
        ("~", "Answer", "Answer"),
        ("null # c", "Answer", "Answer # c"),
        ("\"\"", "Answer", "\"Answer\""),
        ("Call # c", "two\nlines", "|- # c\n  two\n  lines"),
        ("'Call'", "two\nlines\n", "|\n  two\n  lines"),
    ] {
        let separator = if old.is_empty() || old.starts_with([' ', '\n']) { "" } else { " " };
        let space = if expected.starts_with([' ', '\n']) { "" } else { " " };
        element(
            &format!("id: a\nkind: goal\nname:{separator}{old}\ntags: [x]\n"),
            |e| e.name = new.into(),
            &format!("id: a\nkind: goal\nname:{space}{expected}\ntags: [x]\n"),
        );
    }
}

#[test]
fn block_scalars_stay_blocks_and_keep_lines_that_are_the_same() {
    for (old, new, expected) in [
        ("|\n  one\n  two\n  three\n", "one\n2\nthree\n", "|\n  one\n  2\n  three\n"),
        ("|  # c\n    one\n\n    two\n", "one\n\ntwo\nthree\n", "|  # c\n    one\n\n    two\n    three\n"),
        ("|\n  one\n  two\n", "one\ntwo", "|-\n  one\n  two\n"),
        ("|-\n  one\n", "one\n", "|\n  one\n"),
        ("|\n one\n two\n", "two\n", "|\n two\n"),
        ("|\n  one\n  two\n\n\n", "one\n", "|\n  one\n\n\n"),
        ("|+\n  one\n\n", "two\n", "|\n  two\n"),
        ("|2\n  one\n", "two\n", "|2\n  two\n"),
        ("|\n  one\n", "", ""),
        ("|\n  one\n", " one\n", "\" one\\n\"\n"),
        (
            ">\n  some words\n  and more\n  to read\n",
            "some words and less to read\n",
            ">\n  some words\n  and less\n  to read\n",
        ),
        (">-\n  some words\n  and more\n", "other words and more", ">-\n  other words\n  and more\n"),
        (">-\n  some words\n", "two\nlines", "|-\n  two\n  lines\n"),
        (">-\n  a b\n", "a b\n", ">\n  a b\n"),
    ] {
        let expected = if expected.is_empty() { String::new() } else { format!("description: {expected}") };
        element(
            &format!("id: a\nkind: goal\ndescription: {old}tags: [x]\n"),
            |e| e.description = new.into(),
            &format!("id: a\nkind: goal\n{expected}tags: [x]\n"),
        );
    }
}

#[test]
fn new_keys_come_behind_their_predecessor_and_old_ones_go_with_their_line() {
    element(
        "# head\nid: a\n# the kind\nkind: goal # k\n\n# r\nrelations:\n  - serving: b\n# tail\n",
        |e| e.tags = ["x".into()].into(),
        "# head\nid: a\n# the kind\nkind: goal # k\ntags: [x]\n\n# r\nrelations:\n  - serving: b\n# tail\n",
    );
    element(
        "tags: [x]\nkind: goal\nid: a\n",
        |e| e.name = "N".into(),
        "tags: [x]\nkind: goal\nname: N\nid: a\n",
    );
    element(
        "id: a\nkind: goal\n# about the name\nname: N # gone\n# about tags\ntags: [x]\n",
        |e| e.name = Text::default(),
        "id: a\nkind: goal\n# about the name\n# about tags\ntags: [x]\n",
    );
    element("id: a\nkind: goal", |e| e.name = "N".into(), "id: a\nkind: goal\nname: N");
    element("id: a\nkind: goal\nname: N", |e| e.name = Text::default(), "id: a\nkind: goal");
    element("id: a\nkind: goal\n\nname: N # x", |e| e.name = Text::default(), "id: a\nkind: goal\n");
    element("id: a\nkind: goal", |e| e.kind = KindId::from("driver"), "id: a\nkind: driver");
    element("{id: a, kind: goal}", |e| e.name = "N, M".into(), "{id: a, kind: goal, name: \"N, M\"}");
    element("{ id: a, name: N, kind: goal }\n", |e| e.name = Text::default(), "{ id: a, kind: goal }\n");
    element("{ name: N, id: a, kind: goal, }\n", |e| e.name = Text::default(), "{ id: a, kind: goal, }\n");
    element("{ id: a, kind: goal, name: N }\n", |e| e.name = Text::default(), "{ id: a, kind: goal }\n");
    element(
        "{\n  id: a, # i\n  kind: goal, # k\n  # about tags\n  tags: [x] # t\n}\n",
        |e| e.name = "N".into(),
        "{\n  id: a, # i\n  kind: goal, # k\n  name: N,\n  # about tags\n  tags: [x] # t\n}\n",
    );
    element(
        "{\n  id: a,\n  kind: goal # k\n}\n",
        |e| e.name = "N".into(),
        "{\n  id: a,\n  kind: goal, # k\n  name: N\n}\n",
    );
}

#[test]
fn line_ends_and_marks_of_the_file_are_kept() {
    element(
        "id: a\r\nkind: goal\r\ntags: [x]\r\n",
        |e| e.description = "one\ntwo\n".into(),
        "id: a\r\nkind: goal\r\ndescription: |\r\n  one\r\n  two\r\ntags: [x]\r\n",
    );
    element(
        "id: a\r\nkind: goal\r\ndescription: |\r\n  one\r\n  two\r\n",
        |e| e.description = "one\ntwo\nthree\n".into(),
        "id: a\r\nkind: goal\r\ndescription: |\r\n  one\r\n  two\r\n  three\r\n",
    );
    element("id: a\r\nkind: goal", |e| e.name = "N".into(), "id: a\r\nkind: goal\r\nname: N");
    element("\u{feff}id: a\nkind: goal\n", |e| e.name = "N".into(), "\u{feff}id: a\nkind: goal\nname: N\n");
    element("\u{feff}name: N\nid: a\nkind: goal\n", |e| e.name = "".into(), "\u{feff}id: a\nkind: goal\n");
    element(
        "id: a\nkind: goal\nproperties:\n      k: 1\n      l: 2\n",
        |e| e.properties.set("m", "3".into()),
        "id: a\nkind: goal\nproperties:\n      k: 1\n      l: 2\n      m: 3\n",
    );
    element("id: a\rkind: goal\r", |e| e.name = "N".into(), "id: a\rkind: goal\rname: N\r");
    element("id:\ta\nkind: goal\t# c\n", |e| e.kind = KindId::from("driver"), "id:\ta\nkind: driver\t# c\n");
}

#[test]
fn texts_in_several_languages_change_by_language() {
    element(
        "id: a\nkind: goal\nname: { en: Call, zh: 来电 } # n\n",
        |e| e.name = languages("Answer", "来电"),
        "id: a\nkind: goal\nname: { en: Answer, zh: 来电 } # n\n",
    );
    element(
        "id: a\nkind: goal\nname: Call # n\n",
        |e| e.name = languages("Call", "来电"),
        "id: a\nkind: goal\nname: { en: Call, zh: 来电 } # n\n",
    );
    element(
        "id: a\nkind: goal\nname: {en: Call,zh: 来电}\n",
        |e| e.name = "Call".into(),
        "id: a\nkind: goal\nname: Call\n",
    );
    element(
        "id: a\nkind: goal\nname: # both\n  en: Call\n  zh: 来电\ntags: [x]\n",
        |e| e.name = "Call".into(),
        "id: a\nkind: goal\nname: Call # both\ntags: [x]\n",
    );
    element(
        "id: a\nkind: goal\nname:\n  # English\n  en: Call # e\n  # Chinese\n  zh: 来电\n",
        |e| e.name = languages("Answer", "接听"),
        "id: a\nkind: goal\nname:\n  # English\n  en: Answer # e\n  # Chinese\n  zh: 接听\n",
    );
    element(
        "id: a\nkind: goal\nname:\n  # English\n  en: Call # e\n  # Chinese\n  zh: 来电\n",
        |e| e.name = languages_of(&[("zh", "来电"), ("en", "Call")]),
        "id: a\nkind: goal\nname:\n  # Chinese\n  zh: 来电\n  # English\n  en: Call # e\n",
    );
    element(
        "id: a\nkind: goal\nname: {en: Call, de: , zh: 来电}\n",
        |e| e.name = languages_of(&[("en", "Call"), ("de", "Anruf"), ("zh", "来电")]),
        "id: a\nkind: goal\nname: {en: Call, de: Anruf, zh: 来电}\n",
    );
    refused(
        "id: a\nkind: goal\nname:\n  en: Call # e\n  zh: 来电\n",
        |e| e.name = "Call".into(),
        Why::Comment,
    );
}

fn languages_of(all: &[(&str, &str)]) -> Text {
    Text::languages(all.iter().map(|(code, text)| ((*code).into(), (*text).into())))
}

#[test]
fn owners_change_in_the_form_that_stands_there() {
    let set = |business: Option<&'static str>, technology: Option<&'static str>| {
        move |e: &mut archweave_model::element::Element| {
            e.owners.business = business.map(Into::into);
            e.owners.technology = technology.map(Into::into);
        }
    };
    for (old, business, technology, expected) in [
        ("owner: x # o\n", Some("y"), None, "owner: y # o\n"),
        ("owner: x # o\n", Some("x"), Some("t"), "owners: { business: x, technology: t } # o\n"),
        ("owner: x # o\n", None, None, ""),
        ("", Some("x"), None, "owner: x\n"),
        ("owners: { business: x } # o\n", Some("y"), None, "owners: { business: y } # o\n"),
        (
            "owners:\n  business: x # b\n",
            Some("x"),
            Some("t"),
            "owners:\n  business: x # b\n  technology: t\n",
        ),
        ("owners: { business: x, technology: t }\n", Some("x"), None, "owners: { business: x }\n"),
        ("owners: { business: x, technology: t }\n", None, None, ""),
        (
            "owner: x\nowners: { technology: t }\n",
            Some("y"),
            Some("t"),
            "owner: y\nowners: { technology: t }\n",
        ),
        ("owner: x\nowners: { technology: t }\n", Some("x"), None, "owner: x\n"),
        ("owner: z\nowners: { business: x }\n", Some("y"), None, "owner: y\nowners: { business: y }\n"),
        ("owner:\n", Some("x"), Some("t"), "owners: { business: x, technology: t }\n"),
        ("owner:\n", Some("x"), None, "owner: x\n"),
    ] {
        element(
            &format!("id: a\nkind: goal\n{old}tags: [x]\n"),
            set(business, technology),
            &format!("id: a\nkind: goal\n{expected}tags: [x]\n"),
        );
    }
}

#[test]
fn a_lifecycle_may_be_a_word_or_a_map() {
    let since = |state: &str, since: Option<&str>| {
        let (state, since) = (Some(state.into()), since.map(Into::into));
        Some(Box::new(Lifecycle { state, since, until: None }))
    };
    for (old, new, expected) in [
        ("lifecycle: active # l\n", since("retired", None), "lifecycle: retired # l\n"),
        (
            "lifecycle: active # l\n",
            since("active", Some("2024-01-01")),
            "lifecycle: { state: active, since: 2024-01-01 } # l\n",
        ),
        ("lifecycle: {state: active}\n", since("retired", None), "lifecycle: {state: retired}\n"),
        (
            "lifecycle:\n    state: active\n",
            since("active", Some("2024")),
            "lifecycle:\n    state: active\n    since: 2024\n",
        ),
        ("lifecycle: active\n", None, ""),
        (
            "lifecycle: {since: \"2024\", state: active}\n",
            since("active", None),
            "lifecycle: {state: active}\n",
        ),
    ] {
        element(
            &format!("id: a\nkind: goal\n{old}tags: [x]\n"),
            |e| e.lifecycle = new,
            &format!("id: a\nkind: goal\n{expected}tags: [x]\n"),
        );
    }
}

#[test]
fn one_text_or_several() {
    for (old, new, expected) in [
        ("tags: x # t\n", &["y"][..], "tags: y # t\n"),
        ("tags: x # t\n", &["x", "y"], "tags: [x, y] # t\n"),
        ("tags: [x] # t\n", &["x", "y"], "tags: [x, y] # t\n"),
        ("tags: [ x, y, z ]\n", &["x", "z"], "tags: [ x, z ]\n"),
        ("tags: ['x', y]\n", &["y", "x"], "tags: [y, 'x']\n"),
        ("tags: ['x', y, \"z\"]\n", &["q", "y", "r"], "tags: ['q', y, \"r\"]\n"),
        ("tags:\n- x # 1\n# about y\n- y\n", &["x", "w", "y"], "tags:\n- x # 1\n- w\n# about y\n- y\n"),
        (
            "tags:\n  - x # 1\n  # about y\n  - y # 2\n",
            &["y", "x"],
            "tags:\n  # about y\n  - y # 2\n  - x # 1\n",
        ),
        ("tags:\n  - x\n  - y\n", &[], ""),
        ("tags: [x, [broken]]\n", &["x", "y"], "tags: [x, y, [broken]]\n"),
        ("tags: [x, ~, y]\n", &["y"], "tags: [~, y]\n"),
        ("tags: [x, [broken]]\n", &[], "tags: [[broken]]\n"),
        ("tags: []\n", &["x"], "tags: [x]\n"),
        ("tags: # t\n", &["x"], "tags: [x] # t\n"),
        ("tags: {}\n", &["x"], "tags: [x]\n"),
        ("tags: [\n  x, # 1\n  y, # 2\n]\n", &["x", "y", "z"], "tags: [\n  x, # 1\n  y, # 2\n  z,\n]\n"),
        ("tags: [\n  x, # 1\n  y # 2\n]\n", &["x"], "tags: [\n  x, # 1\n]\n"),
    ] {
        element(
            &format!("id: a\nkind: goal\n{old}properties: {{ k: v }}\n"),
            |e| e.tags = new.iter().map(|tag| (*tag).into()).collect(),
            &format!("id: a\nkind: goal\n{expected}properties: {{ k: v }}\n"),
        );
    }
    element(
        "id: a\nkind: goal\nspecialization: [s]\nzachman: x.y\n",
        |e| {
            e.specializations = ["s".into(), "t".into()].into();
            e.zachman = ["q.r".into()].into();
        },
        "id: a\nkind: goal\nspecialization: [s, t]\nzachman: q.r\n",
    );
}

#[test]
fn properties_of_any_shape() {
    let record = |text: &str| Value::record([("k", Value::from(text))]);
    for (old, key, new, expected) in [
        ("{ k: v }", "l", Some("w".into()), "{ k: v, l: w }"),
        ("{ k: v, l: w }", "k", None, "{ l: w }"),
        ("{ k: 1.10 }", "k", Some("1.20".into()), "{ k: 1.20 }"),
        ("\n  k: v\n", "k", Some(Value::List(Box::new(["a".into(), "b".into()]))), "\n  k: [a, b]\n"),
        ("\n  k: [a, b] # c\n", "k", Some("a".into()), "\n  k: a # c\n"),
        ("\n  k:\n    - a\n    - b\n  l: 1\n", "k", Some("a".into()), "\n  k: a\n  l: 1\n"),
        ("\n  k: v # c\n  l: 1\n", "k", Some(record("v")), "\n  k: { k: v } # c\n  l: 1\n"),
        (
            "\n  k: v # c\n  l: 1\n",
            "k",
            Some(Value::List(Box::new([record("v")]))),
            "\n  k: # c\n    - k: v\n  l: 1\n",
        ),
        (
            "\n  l: 1\n  k: # c\n",
            "k",
            Some(Value::List(Box::new([record("v")]))),
            "\n  l: 1\n  k: # c\n    - k: v\n",
        ),
        ("\n  k: { k: v }\n", "k", Some(Value::record::<&str>([])), "\n  k: {}\n"),
        (
            "\n  k: # c\n    - a # 1\n    # keep\n    - b\n  l: 1\n",
            "k",
            Some(Value::List(Box::new([]))),
            "\n  k: [] # c\n    # keep\n  l: 1\n",
        ),
        ("\n  k: |\n    text\n  l: 1\n", "k", Some("v".into()), "\n  k: |-\n    v\n  l: 1\n"),
        ("\n  k: | # c\n    text\n\n  l: 1\n", "k", Some(record("v")), "\n  k: { k: v } # c\n\n  l: 1\n"),
        ("\n  ? k\n  : v\n  ? l\n  : w\n", "k", Some("x".into()), "\n  ? k\n  : x\n  ? l\n  : w\n"),
        ("\n  ? k\n  : v\n  ? l\n  : w\n", "l", None, "\n  ? k\n  : v\n"),
        ("{ \"k\":1, \"l\":2 }", "k", Some("v".into()), "{ \"k\":v, \"l\":2 }"),
        ("{ l: 1, k }", "k", Some("v".into()), "{ l: 1, k: v }"),
        ("{ ? k : 1, l: 1 }", "k", Some("v".into()), "{ ? k : v, l: 1 }"),
        ("\n  l: 1\n  k:\n  m: 2\n", "k", Some("v".into()), "\n  l: 1\n  m: 2\n  k: v\n"),
    ] {
        let separator = if old.starts_with('\n') { "" } else { " " };
        let end = if old.ends_with('\n') { "" } else { "\n" };
        element(
            &format!("id: a\nkind: goal\nproperties:{separator}{old}{end}relations: []\n"),
            |e| match new {
                Some(value) => e.properties.set(key, value),
                None => drop(e.properties.remove(key)),
            },
            &format!("id: a\nkind: goal\nproperties:{separator}{expected}{end}relations: []\n"),
        );
    }
}

#[test]
fn other_spellings_of_the_same_are_left_alone() {
    element(
        "kind: archimate:goal\nid: a\njunction: and\nname: ~\ncolour: red\nsteward:\n",
        |e| e.tags = ["t".into()].into(),
        "kind: archimate:goal\ntags: [t]\nid: a\njunction: and\nname: ~\ncolour: red\nsteward:\n",
    );
    element(
        "id: a\nkind: archimate:goal # k\n",
        |e| e.kind = KindId::from("driver"),
        "id: a\nkind: driver # k\n",
    );
    element(
        "id: a\nkind: junction\njunction: and # j\n",
        |e| e.junction = Junction::Or,
        "id: a\nkind: junction\njunction: or # j\n",
    );
    element(
        "id: a\nkind: junction\njunction: or\n",
        |e| e.junction = Junction::And,
        "id: a\nkind: junction\n",
    );
    element(
        "zz: 1\nid: a\nkind: goal\naa: 2 # c\n",
        |e| e.attributes.set("mm", "3".into()),
        "zz: 1\nid: a\nkind: goal\naa: 2 # c\nmm: 3\n",
    );
    element(
        "zz: 1\nid: a\nkind: goal\naa: 2 # c\n",
        |e| {
            let zz = e.attributes.remove("zz").unwrap();
            e.attributes.set("zz", zz);
        },
        "aa: 2 # c\nzz: 1\nid: a\nkind: goal\n",
    );
    element(
        "id: a\nkind: goal\nname: [broken]\naccess: x\n",
        |e| e.name = "N".into(),
        "id: a\nkind: goal\nname: N\naccess: x\n",
    );
    element(
        "id: a\nkind: goal\nrelations:\n  - { kind: serving, from: a, to: b } # r\n",
        |e| {
            e.id = ElementId::parse("z").unwrap();
            e.relations[0].id = archweave_model::id::RelationId::derived("z", "serving", "b");
        },
        "id: z\nkind: goal\nrelations:\n  - { kind: serving, to: b } # r\n",
    );
}
