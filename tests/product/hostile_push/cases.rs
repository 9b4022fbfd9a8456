//! Bad pushes: a name, how it is made, and what the pusher must be able to read.

use super::forge::{Forge, commit, nothing, tree};
use super::pack::{Entry, id_of, pack, repeat};
use super::wire::ZERO;
use crate::support::git;

/// How something is sent.
pub enum Sent {
    /// By `git push origin`, with these arguments.
    Git(Vec<String>),
    /// By hand: old, new and name of each reference, and a pack.
    Wire(Vec<(String, String, String)>, Vec<u8>),
}

/// A bad push.
pub struct Case {
    /// What is bad.
    pub name: &'static str,
    /// Makes it.
    pub make: fn(&Forge) -> Sent,
    /// What is said about it; all of these.
    pub says: &'static [&'static str],
}

/// A [`Case`] on a line.
type Line = (&'static str, fn(&Forge) -> Sent, &'static [&'static str]);

const CASES: &[Line] = &[
    // Modes.
    ("a link", |f| entry(f, "120000", b"link", "notes.md"), &["`link`", "symbolic link"]),
    ("a link out", |f| entry(f, "120000", b"passwd", "/etc/passwd"), &["`passwd`", "symbolic link"]),
    (
        "a link in place of a folder",
        |f| entry(f, "120000", b"elements", "/etc"),
        &["`elements`", "symbolic link"],
    ),
    ("a submodule", submodule, &["`other`", "submodule"]),
    ("mode 100664", |f| entry(f, "100664", b"a.md", "x"), &["`a.md`", "100664"]),
    ("mode 100777", |f| entry(f, "100777", b"a.md", "x"), &["`a.md`", "100777"]),
    (
        "mode 40777",
        |f| on_root(f, "40777", b"folder", &f.tree(&[("100644", b"a", &f.blob("x"))])),
        &["`folder`", "40777"],
    ),
    (
        "mode 040000",
        |f| on_root(f, "040000", b"folder", &f.tree(&[("100644", b"a", &f.blob("x"))])),
        &["`folder`", "040000"],
    ),
    ("mode 0", |f| by_hand(f, "0", b"a.md"), &["`a.md`", "mode 0"]),
    // Names.
    (".git", |f| entry(f, "100644", b".git", "x"), &["`.git`"]),
    (".GIT", |f| entry(f, "100644", b".GIT", "x"), &["`.GIT`"]),
    (".git with a space", |f| entry(f, "100644", b".git ", "x"), &["`.git `"]),
    (".git. .", |f| entry(f, "100644", b".git. .", "x"), &["`.git. .`"]),
    ("git~1", |f| entry(f, "100644", b"git~1", "x"), &["`git~1`"]),
    (".git::$DATA", |f| entry(f, "100644", b".git::$INDEX_ALLOCATION", "x"), &["`.git::$INDEX_ALLOCATION`"]),
    (".g\\u{200c}it", |f| entry(f, "100644", ".g\u{200c}it".as_bytes(), "x"), &["it`", "`.g"]),
    (
        "a folder .git",
        |f| on_root(f, "40000", b".git", &f.tree(&[("100644", b"config", &f.blob("x"))])),
        &["`.git`"],
    ),
    (".git within a folder", |f| within(f, "100644", b".git"), &["`folder/.git`"]),
    ("..", |f| entry(f, "100644", b"..", "x"), &["`..`"]),
    (".", |f| entry(f, "100644", b".", "x"), &["`.`"]),
    ("a folder ..", |f| on_root(f, "40000", b"..", &f.tree(&[("100644", b"a", &f.blob("x"))])), &["`..`"]),
    ("no name", |f| by_hand(f, "100644", b""), &["name"]),
    ("a name with a slash", |f| entry(f, "100644", b"a/b", "x"), &["`a/b`"]),
    ("a name with a backslash", |f| entry(f, "100644", b"a\\..\\b", "x"), &["`a\\..\\b`"]),
    (
        "a name with a line's end",
        |f| entry(f, "100644", b"a\nremote: all is well", "x"),
        &["`a\\nremote: all is well`"],
    ),
    ("a name with escape sequences", |f| entry(f, "100644", b"\x1b[2J\x1b]0;owned\x07.md", "x"), &["[2J"]),
    ("a name with C1 controls", |f| entry(f, "100644", "a\u{9b}31m.md".as_bytes(), "x"), &["control"]),
    ("a name of 256 bytes", |f| entry(f, "100644", "x".repeat(256).as_bytes(), "x"), &["255 bytes"]),
    (
        "a path of 4,100 bytes",
        |f| on_tree(f, &f.root_with_file(&["y".repeat(250).as_str(); 17].join("/"), "x")),
        &["4096 bytes"],
    ),
    ("a path that is no text", |f| within_elements(f, b"\xff\xfe.yaml"), &["elements/"]),
    // Trees.
    ("entries out of order", |f| on_folder(f, &[("100644", b"b"), ("100644", b"a")]), &["`folder`", "order"]),
    ("an entry twice", |f| on_folder(f, &[("100644", b"a"), ("100644", b"a")]), &["`folder`", "twice"]),
    ("a file and a folder of one name", file_and_folder, &["`folder`", "twice"]),
    ("a tree cut off", cut_off, &["cannot be parsed as a tree"]),
    ("a tree bomb", |f| on_root(f, "40000", b"bomb", &bomb(f, 10, 10)), &["files"]),
    (
        "200 folders within each other",
        |f| on_tree(f, &f.root_with_file(&["d"; 200].join("/"), "x")),
        &["64 folders"],
    ),
    // Files.
    (
        "a model's file over 1 MiB",
        |f| on_tree(f, &f.root_with_file("views/big.yaml", vec![b'#'; (1 << 20) + 1])),
        &["views/big.yaml", "1048576"],
    ),
    (
        "a file over 10 MiB",
        |f| entry(f, "100644", b"big.bin", vec![b'x'; (10 << 20) + 1]),
        &["`big.bin`", "10485760"],
    ),
    ("a delta bomb", |f| delta(f, 200, true), &["`a.bin`", "13107200 bytes"]),
    ("a delta bomb that no folder has", |f| delta(f, 3_000, false), &["bytes"]),
    ("a delta of a hundred gigabytes", |f| delta(f, 1_500_000, false), &["emory"]),
    ("a delta without end", delta_overflow, &["delta"]),
    ("a file that claims a terabyte", claims, &["inflate"]),
    (
        "an evil .gitmodules",
        |f| entry(f, "100644", b".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = -u./x\n"),
        &["gitmodules"],
    ),
    (
        "an evil .gitmodules path",
        |f| entry(f, "100644", b".gitmodules", "[submodule \"../x\"]\n\tpath = x\n\turl = https://x/\n"),
        &["gitmodules"],
    ),
    (
        ".gitattributes with a long line",
        |f| entry(f, "100644", b".gitattributes", "a ".repeat(4000)),
        &["gitattributes"],
    ),
    // Commits.
    (
        "a commit without its tree",
        |f| wire(f, &[commit_entry(&nothing(), &[&f.head], "x")]),
        &["did not receive expected object"],
    ),
    (
        "a commit without its parent",
        |f| without(f, |f| f.commit_of(&f.root_with_file("a.md", "x"), &[&nothing()], "x")),
        &["did not receive expected object"],
    ),
    (
        "a commit without its file",
        |f| wire_tree(f, vec![("100644", b"a.md".to_vec(), nothing())]),
        &["did not receive expected object"],
    ),
    ("a commit whose tree is a file", |f| sent(&f.commit(&f.blob("x"))), &["tree"]),
    ("a folder that is a file", |f| by_hand(f, "40000", b"folder"), &["not a blob"]),
    ("a file that is a folder", |f| on_root(f, "100644", b"file", &f.tree(&[])), &["not a blob"]),
    (
        "a commit with NUL in its head",
        |f| sent(&raw_commit(f, |text| text.replace("author Ada", "author A\0da"))),
        &["NUL"],
    ),
    (
        "a commit without author",
        |f| sent(&raw_commit(f, |text| text.replace("author Ada <ada@example.org>", "author"))),
        &["author"],
    ),
    (
        "a commit with a message of 10 MB",
        |f| sent(&f.commit_of(&f.root_with_file("a.md", "x"), &[&f.head], &"x".repeat(10 << 20))),
        &["1048576"],
    ),
    ("a tag of a file", |f| sent_as(&f.blob("x"), "refs/tags/file"), &["not a commit"]),
    ("a tag of a tree", |f| sent_as(&f.tree(&[]), "refs/tags/tree"), &["not a commit"]),
    ("a branch that is a tag", |f| tag_object(f, "refs/heads/tag"), &["refs/heads/tag"]),
    // References.
    ("refs/notes", |f| sent_as(&f.head, "refs/notes/commits"), &["`refs/notes/commits`"]),
    ("refs/pull", |f| sent_as(&f.head, "refs/pull/1/head"), &["`refs/pull/1/head`"]),
    ("refs/replace", |f| sent_as(&f.head, &format!("refs/replace/{}", f.head)), &["`refs/replace/"]),
    ("HEAD", |f| reference(f, "HEAD"), &["HEAD"]),
    ("refs/heads/HEAD", |f| reference(f, "refs/heads/HEAD"), &["`refs/heads/HEAD`"]),
    ("a way out of refs", |f| reference(f, "refs/heads/../../config"), &["refs/heads/../../config"]),
    ("a branch with a space", |f| reference(f, "refs/heads/a b"), &["refs/heads/a b"]),
    (
        "a branch with a dash first",
        |f| reference(f, "refs/heads/-upload-pack=x"),
        &["refs/heads/-upload-pack=x"],
    ),
    ("a branch with escape sequences", |f| reference(f, "refs/heads/\u{1b}[31mx"), &["refs/heads/"]),
    ("a branch that ends with .lock", |f| reference(f, "refs/heads/main.lock"), &["refs/heads/main.lock"]),
    ("a branch within a branch", |f| reference(f, "refs/heads/main/x"), &["refs/heads/main"]),
    ("1,001 branches", many, &["more than 1000"]),
    (
        "10,000 branches",
        |f| {
            Sent::Wire(
                (0..10_000).map(|n| (ZERO.into(), f.head.clone(), format!("refs/heads/b{n}"))).collect(),
                Vec::new(),
            )
        },
        &["too many"],
    ),
    (
        "a good branch and a bad one",
        |f| Sent::Git(vec![format!("{}:refs/heads/good", f.head), format!("{}:refs/notes/x", f.head)]),
        &["`refs/notes/x`"],
    ),
    (
        "history rewritten",
        |f| {
            Sent::Git(vec![
                "-f".into(),
                format!("{}:refs/heads/main", f.commit_of(&f.root_with_file("a.md", "x"), &[], "x")),
            ])
        },
        &["`main`", "protected"],
    ),
    ("the default branch deleted", |_| Sent::Git(vec![":refs/heads/main".into()]), &["main"]),
    (
        "a tag moved",
        |f| Sent::Git(vec!["-f".into(), format!("{}:refs/tags/v1", f.edit(&[("a.md", "x")]))]),
        &["`v1`"],
    ),
    ("a tag deleted", |_| Sent::Git(vec![":refs/tags/v1".into()]), &["`v1`"]),
    // Packs.
    ("a pack cut off", |f| damaged(f, |pack| pack.truncate(pack.len() - 30)), &["early EOF"]),
    ("a pack with a wrong checksum", |f| damaged(f, |pack| *pack.last_mut().unwrap() ^= 1), &["pack"]),
    (
        "a pack with a bit flipped",
        |f| {
            damaged(f, |pack| {
                let half = pack.len() / 2;
                pack[half] ^= 4;
            })
        },
        &["inflate"],
    ),
    ("no pack", |f| damaged(f, Vec::clear), &["pack"]),
    ("a pack of four billion", |f| damaged(f, |pack| pack[8..12].fill(0xff)), &["overflow"]),
    ("a thin pack without its base", |f| wire(f, &[Entry::Delta(nothing(), repeat(65_536, 1))]), &["delta"]),
    (
        "something else than a pack",
        |f| damaged(f, |pack| *pack = b"hello, this is not a pack at all".to_vec()),
        &["pack"],
    ),
    // Models.
    ("YAML that cannot be read", |f| model(f, "id: [x\nkind: goal\n"), &["elements/bad.yaml:", "syntax"]),
    (
        "a relation to nothing",
        |f| {
            model(
                f,
                "id: bad\nkind: application-component\nname: Bad\nowners: { business: org-ops }\nrelations:\n  - serving: nobody\n",
            )
        },
        &["elements/bad.yaml:6", "nobody", "dangling-relation"],
    ),
    (
        "an id twice",
        |f| model(f, "id: app-ticket\nkind: application-component\nname: Bad\n"),
        &["elements/", "app-ticket", "duplicate-id"],
    ),
    (
        "a relation that is not allowed",
        |f| model(f, "id: bad\nkind: goal\nname: Bad\nrelations:\n  - composition: app-ticket\n"),
        &["elements/bad.yaml:", "illegal-relation"],
    ),
    (
        "a kind that is none",
        |f| model(f, "id: bad\nkind: no-such-kind\nname: Bad\n"),
        &["elements/bad.yaml:2", "no-such-kind"],
    ),
    (
        "an anchor",
        |f| model(f, "id: bad\nkind: goal\nname: &a Bad\ndescription: *a\n"),
        &["elements/bad.yaml:3"],
    ),
    (
        "1,000 lists within each other",
        |f| {
            model(
                f,
                &format!(
                    "id: bad\nkind: goal\nname: Bad\nproperties: {}\n",
                    "[".repeat(1000) + &"]".repeat(1000)
                ),
            )
        },
        &["elements/bad.yaml:4"],
    ),
    (
        "a file that is no text",
        |f| on_tree(f, &f.root_with_file("views/bad.yaml", b"id: \xff\xfe\n")),
        &["views/bad.yaml"],
    ),
    (
        "an id with escape sequences",
        |f| model(f, "id: \"bad\\e[31m\"\nkind: goal\nname: Bad\n"),
        &["elements/bad.yaml:1"],
    ),
    ("the manifest removed", manifest_removed, &["archweave.yaml"]),
    ("a used element removed", element_removed, &["app-ticket"]),
];

/// All of them.
pub fn all() -> impl Iterator<Item = Case> {
    CASES.iter().map(|&(name, make, says)| Case { name, make, says })
}

fn sent(commit: &str) -> Sent {
    sent_as(commit, "refs/heads/bad")
}

fn sent_as(object: &str, reference: &str) -> Sent {
    Sent::Git(vec!["-f".into(), format!("{object}:{reference}")])
}

fn on_tree(forge: &Forge, tree: &str) -> Sent {
    sent(&forge.commit(tree))
}

fn on_root(forge: &Forge, mode: &str, name: &[u8], id: &str) -> Sent {
    on_tree(forge, &forge.root_with(mode, name, id))
}

fn entry(forge: &Forge, mode: &str, name: &[u8], content: impl AsRef<[u8]>) -> Sent {
    on_root(forge, mode, name, &forge.blob(content))
}

fn on_folder(forge: &Forge, entries: &[(&str, &[u8])]) -> Sent {
    let id = forge.blob("x");
    let entries: Vec<_> = entries.iter().map(|(mode, name)| (*mode, *name, id.as_str())).collect();
    on_root(forge, "40000", b"folder", &forge.tree(&entries))
}

fn within(forge: &Forge, mode: &str, name: &[u8]) -> Sent {
    on_folder(forge, &[("100644", b"!good"), (mode, name)])
}

fn within_elements(forge: &Forge, name: &[u8]) -> Sent {
    let folder = forge.tree(&[("100644", name, &forge.blob("id: bad\nkind: goal\nname: Bad\n"))]);
    on_root(forge, "40000", b"elements", &folder)
}

fn submodule(forge: &Forge) -> Sent {
    on_root(forge, "160000", b"other", &forge.head)
}

fn file_and_folder(forge: &Forge) -> Sent {
    let (file, folder) = (forge.blob("x"), forge.tree(&[("100644", b"b", &forge.blob("x"))]));
    let folder = forge.tree(&[("100644", b"a", &file), ("100644", b"a.md", &file), ("40000", b"a", &folder)]);
    on_root(forge, "40000", b"folder", &folder)
}

fn cut_off(forge: &Forge) -> Sent {
    let mut folder = tree(&[("100644", b"a", &forge.blob("x"))]);
    folder.truncate(folder.len() - 3);
    let root = forge.root_with("40000", b"folder", &id_of("tree", &folder));
    let root = forge.read("tree", &root);
    let commit = commit(&id_of("tree", &root), &[&forge.head], "x");
    let entries = [
        Entry::Whole(1, commit.clone().into()),
        Entry::Whole(2, root),
        Entry::Whole(2, folder),
        Entry::Whole(3, b"x".to_vec()),
    ];
    Sent::Wire(
        vec![(ZERO.into(), id_of("commit", commit.as_bytes()), "refs/heads/bad".into())],
        pack(&entries),
    )
}

/// A tree whose entries are all the same tree, and so on.
fn bomb(forge: &Forge, levels: usize, width: usize) -> String {
    let mut id = forge.blob("boom");
    let mut mode = "100644";
    for _ in 0..levels {
        let names: Vec<String> = (0..width).map(|n| format!("f{n}")).collect();
        let entries: Vec<_> = names.iter().map(|name| (mode, name.as_bytes(), id.as_str())).collect();
        id = forge.tree(&entries);
        mode = "40000";
    }
    id
}

/// Git's client cannot read such a tree, so the push is made by hand.
fn by_hand(forge: &Forge, mode: &'static str, name: &[u8]) -> Sent {
    wire_tree(forge, vec![(mode, name.to_vec(), forge.blob("x"))])
}

fn wire_tree(forge: &Forge, entries: Vec<(&str, Vec<u8>, String)>) -> Sent {
    let entries: Vec<_> =
        entries.iter().map(|(mode, name, id)| (*mode, name.as_slice(), id.as_str())).collect();
    let tree = tree(&entries);
    let entries = [
        commit_entry(&id_of("tree", &tree), &[&forge.head], "x"),
        Entry::Whole(2, tree),
        Entry::Whole(3, b"x".to_vec()),
    ];
    wire(forge, &entries)
}

fn commit_entry(tree: &str, parents: &[&str], message: &str) -> Entry {
    Entry::Whole(1, commit(tree, parents, message).into_bytes())
}

/// These objects, of which the first may be a commit that becomes a branch.
fn wire(forge: &Forge, entries: &[Entry]) -> Sent {
    let id = match entries.first() {
        Some(Entry::Whole(1, content)) => id_of("commit", content),
        _ => forge.head.clone(),
    };
    Sent::Wire(vec![(ZERO.into(), id, "refs/heads/bad".into())], pack(entries))
}

/// A commit alone, without anything it needs.
fn without(forge: &Forge, make: fn(&Forge) -> String) -> Sent {
    let id = make(forge);
    wire(forge, &[Entry::Whole(1, forge.read("commit", &id))])
}

fn raw_commit(forge: &Forge, change: impl Fn(String) -> String) -> String {
    let text = commit(&forge.root_with_file("a.md", "x"), &[&forge.head], "x");
    forge.object("commit", change(text).as_bytes())
}

fn tag_object(forge: &Forge, reference: &str) -> Sent {
    let tag = format!(
        "object {}\ntype commit\ntag x\ntagger Ada <ada@example.org> 1700000000 +0000\n\nx\n",
        forge.head
    );
    let id = forge.object("tag", tag.as_bytes());
    Sent::Wire(vec![(ZERO.into(), id, reference.into())], pack(&[Entry::Whole(4, tag.into_bytes())]))
}

/// A file of 65,536 bytes and a delta that repeats it; whether the folder has what comes of it.
fn delta(forge: &Forge, times: usize, is_named: bool) -> Sent {
    let base = vec![b'x'; 65_536];
    let base_id = id_of("blob", &base);
    let id = if is_named { id_of("blob", &base.repeat(times)) } else { base_id.clone() };
    let root = forge.root_with("100644", b"a.bin", &id);
    let commit = commit_entry(&root, &[&forge.head], "x");
    let root = Entry::Whole(2, forge.read("tree", &root));
    wire(forge, &[commit, root, Entry::Whole(3, base), Entry::Delta(base_id, repeat(65_536, times))])
}

/// A delta that says it makes less than it does.
fn delta_overflow(forge: &Forge) -> Sent {
    let base = vec![b'x'; 65_536];
    let id = id_of("blob", &base);
    let mut delta = repeat(65_536, 1);
    delta.resize(delta.len() + 500, 0x80);
    wire(
        forge,
        &[commit_entry(&nothing(), &[&forge.head], "x"), Entry::Whole(3, base), Entry::Delta(id, delta)],
    )
}

fn claims(forge: &Forge) -> Sent {
    wire(forge, &[commit_entry(&nothing(), &[&forge.head], "x"), Entry::Claims(3, 1 << 40, vec![b'x'; 100])])
}

/// The head of `main` under another name: what is wrong is the name.
fn reference(forge: &Forge, name: &str) -> Sent {
    Sent::Wire(vec![(ZERO.into(), forge.head.clone(), name.into())], pack(&[]))
}

fn many(forge: &Forge) -> Sent {
    let list: String = (0..1001).map(|n| format!("create refs/heads/many/b{n} {}\n", forge.head)).collect();
    git::feed(forge.folder(), &["update-ref", "--stdin"], list.as_bytes());
    Sent::Git(vec!["refs/heads/many/*:refs/heads/many/*".into()])
}

/// A good push, spoiled.
fn damaged(forge: &Forge, spoil: impl Fn(&mut Vec<u8>)) -> Sent {
    let tree = tree(&[("100644", b"a.md", &id_of("blob", b"x"))]);
    let commit = commit(&id_of("tree", &tree), &[&forge.head], "x");
    let noise: Vec<u8> = (0..5000_u32).flat_map(|n| n.wrapping_mul(0x9e37_79b9).to_le_bytes()).collect();
    let entries = [
        Entry::Whole(3, noise),
        Entry::Whole(1, commit.clone().into()),
        Entry::Whole(2, tree),
        Entry::Whole(3, b"x".to_vec()),
    ];
    let mut pack = pack(&entries);
    spoil(&mut pack);
    Sent::Wire(vec![(ZERO.into(), id_of("commit", commit.as_bytes()), "refs/heads/bad".into())], pack)
}

fn model(forge: &Forge, text: &str) -> Sent {
    sent(&forge.edit(&[("elements/bad.yaml", text)]))
}

fn manifest_removed(forge: &Forge) -> Sent {
    std::fs::remove_file(forge.folder().join("archweave.yaml")).unwrap();
    sent(&forge.edit_now())
}

fn element_removed(forge: &Forge) -> Sent {
    std::fs::remove_file(forge.folder().join("elements/application/application-component/app-ticket.yaml"))
        .unwrap();
    sent(&forge.edit_now())
}
