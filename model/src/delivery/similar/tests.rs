#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

/// Keys of the groups, each in order.
fn grouped(texts: &[&str]) -> Vec<Vec<usize>> {
    let keyed: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(at, text)| (format!("{at:04}"), *text)).collect();
    let mut groups: Vec<Vec<usize>> = group(&keyed)
        .iter()
        .map(|group| {
            let mut keys: Vec<usize> = group.members.iter().map(|one| one.key.parse().unwrap()).collect();
            keys.sort_unstable();
            keys
        })
        .collect();
    groups.sort_unstable();
    groups
}

#[test]
fn callers_who_ask_the_same_are_grouped_in_both_languages() {
    let texts = [
        "When is the power back?",
        "when will power be back",
        "WHEN WILL ELECTRICITY BE BACK??",
        "What time will the power return?",
        "什么时候来电",
        "几点能来电？",
        "请问什么时候能来电啊",
        "我们小区什么时候恢复供电",
        "我家小区啥时候有电",
        "My bill is too high",
        "the bill is much too high",
        "电费为什么这么高",
        "为啥电费这么高呢",
        "How do I move my account to a new flat?",
        "怎么办理过户",
        "如何办理过户",
    ];
    assert_eq!(
        grouped(&texts),
        [vec![0, 1, 2, 3], vec![4, 5, 6, 7, 8], vec![9, 10], vec![11, 12], vec![14, 15]]
    );
}

#[test]
fn what_only_sounds_alike_stays_apart() {
    for (a, b) in [
        ("When is the power back?", "When is the office open?"),
        ("什么时候来电", "什么时候停电"),
        ("电费怎么交", "电费为什么高"),
        ("No power in Oak Street", "No invoice in Oak Street yet, and the meter was read twice"),
        ("", "when"),
        ("?!", "。。。"),
    ] {
        assert!(similarity(a, b) < THRESHOLD, "{a} | {b}: {}", similarity(a, b));
    }
}

#[test]
fn width_case_and_punctuation_do_not_matter() {
    for (a, b) in [
        ("ＡＰＰ登录不了！", "app 登录不了"),
        ("App’s login doesn’t work", "APP LOGIN DOESNT WORK"),
        ("３号楼停电", "3号楼，停电。"),
    ] {
        assert!((similarity(a, b) - 1.0).abs() < 1e-9, "{a} | {b}: {:?} {:?}", marks(a), marks(b));
    }
    let kept: Vec<String> = marks("Can you please?").into_iter().collect();
    assert_eq!(kept, ["can", "please", "you"], "a text of common words keeps them");
    assert_eq!(marks("电").len(), 1);
}

#[test]
fn the_representative_is_the_one_that_the_others_resemble_most() {
    let texts = [
        ("edge-a", "power back north street tonight"),
        ("middle", "power back north street"),
        ("edge-b", "power back north"),
    ];
    let groups = group(&texts);
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].representative, "middle");
    let shown: Vec<(&str, f64)> = groups[0].members.iter().map(|one| (one.key.as_str(), one.score)).collect();
    assert_eq!(shown, [("middle", 1.0), ("edge-a", 0.8), ("edge-b", 0.75)]);
}

#[test]
fn a_chain_of_small_differences_is_not_one_group() {
    // Neighbours share two of four words, the ends nothing.
    let words = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay"];
    let texts: Vec<(String, String)> =
        words.windows(3).enumerate().map(|(at, three)| (at.to_string(), three.join(" "))).collect();
    for group in group(&texts) {
        let text = |key: &str| texts.iter().find(|(k, _)| k == key).unwrap().1.clone();
        let middle = text(&group.representative);
        for member in &group.members {
            assert!(similarity(&middle, &text(&member.key)) >= THRESHOLD);
        }
        assert!(group.members.len() <= 3);
    }
}

proptest! {
    #[test]
    fn groups_do_not_depend_on_order_and_hold_what_they_say(
        said in prop::collection::vec(prop::collection::vec(0_usize..7, 1..5), 0..20),
        seed in any::<u64>(),
    ) {
        let words = ["power", "bill", "meter", "street", "停电通知", "来电", "账单"];
        let texts: Vec<(String, String)> = said.iter().enumerate().map(|(at, picks)| {
            let text: Vec<&str> = picks.iter().map(|pick| words[*pick]).collect();
            (format!("n{at:02}"), text.join(" "))
        }).collect();
        let found = group(&texts);
        let mut mixed = texts.clone();
        mixed.sort_by_key(|(key, _)| key.bytes().fold(seed | 1, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211)));
        prop_assert_eq!(&found, &group(&mixed));
        let text = |key: &str| &texts.iter().find(|(k, _)| k == key).unwrap().1;
        let mut seen = Vec::new();
        for group in &found {
            prop_assert!(group.members.len() >= 2);
            for member in &group.members {
                prop_assert!((member.score - similarity(text(&group.representative), text(&member.key))).abs() < 1e-12);
                prop_assert!(member.score >= THRESHOLD);
                seen.push(member.key.clone());
            }
        }
        // In one group at most; and of those in none, no two belong together.
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), all);
        let alone: Vec<&(String, String)> = texts.iter().filter(|(key, _)| !seen.contains(key)).collect();
        for (at, a) in alone.iter().enumerate() {
            for b in &alone[at + 1..] {
                prop_assert!(similarity(&a.1, &b.1) < THRESHOLD);
            }
        }
    }
}
