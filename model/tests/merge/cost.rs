//! The cost of a merge follows the documents that differ.

use std::time::{Duration, Instant};

use archweave_model::change::Documents;
use archweave_model::change::merge::{ConflictKind, Resolutions, Side, merge};

use crate::support::{Files, check_laws, documents, options, with};

/// Elements of ten relations; those of `parity` have another name.
fn elements(count: usize, parity: Option<usize>) -> Documents {
    let mut files = Files::new();
    for n in 0..count {
        let name = if parity == Some(n % 2) { "客户" } else { "Customer" };
        let relations: Vec<String> = (0..10).map(|to| format!("{{ association: e{to} }}")).collect();
        let text = format!(
            "{{ id: e{n}, kind: goal, name: {name}, description: d, properties: {{ a: 1, b: 2 }}, relations: [{}] }}",
            relations.join(", ")
        );
        files.insert(format!("elements/e{n}.yaml"), serde_yaml::from_str(&text).unwrap());
    }
    documents(&files)
}

fn quickest(count: usize) -> Duration {
    let [base, ours, theirs] = [None, Some(0), Some(1)].map(|parity| elements(count, parity));
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let merged = merge(&base, &ours, &theirs, &options(Side::Ours), &Resolutions::new());
        times.push(start.elapsed());
        assert_eq!((merged.conflicts.len(), merged.changes.len()), (0, count / 2));
        assert_eq!(with(&ours, &merged.changes).len(), count);
    }
    times.into_iter().min().unwrap()
}

#[test]
fn cost_follows_the_documents() {
    let few = quickest(200);
    let many = quickest(1000);
    println!("100 changed elements on each side: {few:?}; 500: {many:?}");
    assert!(many < few * 20, "{few:?} {many:?}");
}

/// Hostile: everything in one view stands in or at something else.
#[test]
fn deep_chains_need_no_deep_stack() {
    let chain = |first: usize, count: usize| {
        let line = |n: usize| match n {
            0 => "{ id: c0, from: n, to: n }".to_owned(),
            n => format!("{{ id: c{n}, from: c{}, to: n }}", n - 1),
        };
        let lines: Vec<String> = (first..count).map(line).collect();
        let text =
            format!("{{ id: v, content: [{{ node: n, note: x }}], connections: [{}] }}", lines.join(", "));
        let files = Files::from([("views/v.yaml".to_owned(), serde_yaml::from_str(&text).unwrap())]);
        documents(&files)
    };
    // Ours deleted the first line, and theirs put thousands at it.
    let (base, ours, theirs) = (chain(0, 1), chain(0, 0), chain(0, 5000));
    let merged = merge(&base, &ours, &theirs, &options(Side::Ours), &Resolutions::new());
    let inside: Vec<usize> = merged.conflicts.iter().map(|conflict| conflict.inside.len()).collect();
    assert_eq!((inside, merged.changes.len()), (vec![4999], 0));
}

#[test]
fn nodes_that_only_both_together_nest_too_deep() {
    let nested = |names: &str, count: usize, inner: &str| {
        (0..count)
            .rev()
            .fold(inner.to_owned(), |inside, n| format!("{{ node: {names}{n}, note: x, nodes: [{inside}] }}"))
    };
    let view = |content: String| {
        let text = format!("{{ id: v, content: [{content}] }}");
        documents(&Files::from([("views/v.yaml".to_owned(), serde_yaml::from_str(&text).unwrap())]))
    };
    let base = view(format!("{}, {{ node: g, note: g }}", nested("d", 18, "")));
    // Ours moves g into the innermost node, theirs fills it.
    let ours = view(nested("d", 18, "{ node: g, note: g }"));
    let inside = format!("{{ node: g, note: g, nodes: [{}] }}", nested("t", 18, ""));
    let theirs = view(format!("{}, {inside}", nested("d", 18, "")));
    let merged = check_laws(&base, &ours, &theirs, Side::Ours);
    let kinds: Vec<ConflictKind> = merged.conflicts.iter().map(|conflict| conflict.kind).collect();
    assert_eq!((kinds, merged.changes.len()), (vec![ConflictKind::Invalid], 0));
}
