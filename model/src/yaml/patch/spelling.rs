//! Values before and after an edit, spelled as the file spells them.
//!
//! A person may write `owner: x` or `owners: { business: x }`, a relation short or long, one tag
//! without brackets. What is canonical is brought into the shape that stands there, so that only
//! what differs in meaning is seen to differ.

use std::borrow::Cow;

use crate::yaml::encode::{Out, RELATION_KEYS};
use crate::yaml::patch::role::Role;
use crate::yaml::tree::{Data, Node};

/// Keys and values of a map.
pub(super) type Entries<'o> = Vec<(Cow<'o, str>, Out<'o>)>;

/// A map before and after, with the keys that the file has.
pub(super) struct Spelled<'s, 'o> {
    pub before: Cow<'s, [(Cow<'o, str>, Out<'o>)]>,
    pub after: Cow<'s, [(Cow<'o, str>, Out<'o>)]>,
    /// A key of the file that is to be written as another.
    pub rename: Option<(String, String)>,
}

/// Ids of the element that holds the relations, before and after.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    pub before: String,
    pub after: String,
}

impl Owner {
    pub fn is_renamed(&self) -> bool {
        self.before != self.after
    }
}

/// Value and list of one value where the file has the one and the canonical form the other.
pub(super) fn value<'s, 'o>(role: Role, node: &Node<'_>, out: &'s Out<'o>) -> Cow<'s, Out<'o>> {
    match (role, &node.data, out) {
        (Role::Texts, Data::Sequence(_), Out::Text(_)) => Cow::Owned(Out::List(vec![out.clone()])),
        (Role::Texts, Data::Scalar(_), Out::List(items)) => match &items[..] {
            [one] => Cow::Borrowed(one),
            _ => Cow::Borrowed(out),
        },
        (Role::Lifecycle, Data::Scalar(_), Out::Map(entries)) => match &entries[..] {
            [(key, state)] if key == "state" => Cow::Borrowed(state),
            _ => Cow::Borrowed(out),
        },
        (Role::Relation, Data::Mapping(_), Out::Map(_)) => Cow::Owned(long(out)),
        _ => Cow::Borrowed(out),
    }
}

/// A relation with `kind` and `to`.
pub(super) fn long<'o>(relation: &Out<'o>) -> Out<'o> {
    match relation {
        Out::Map(entries) => match &entries[..] {
            [(kind, to)] => {
                Out::Map(vec![("kind".into(), Out::Text(kind.clone())), ("to".into(), to.clone())])
            }
            _ => relation.clone(),
        },
        other => other.clone(),
    }
}

/// A map with the keys that stand in the file; none if it has to be written anew in canonical form.
pub(super) fn map<'s, 'o>(
    role: Role,
    node: &Node<'_>,
    before: &'s [(Cow<'o, str>, Out<'o>)],
    after: &'s [(Cow<'o, str>, Out<'o>)],
    owner: &Owner,
) -> Option<Spelled<'s, 'o>> {
    match role {
        Role::Element => Some(element(node, before, after)),
        Role::Relation => relation(node, before, after, owner),
        Role::RelationKind => Some(relation_kind(node, before, after)),
        _ => Some(same(before, after)),
    }
}

fn same<'s, 'o>(
    before: &'s [(Cow<'o, str>, Out<'o>)],
    after: &'s [(Cow<'o, str>, Out<'o>)],
) -> Spelled<'s, 'o> {
    Spelled { before: Cow::Borrowed(before), after: Cow::Borrowed(after), rename: None }
}

/// The value of `key`.
pub(super) fn find<'s, 'o>(entries: &'s [(Cow<'o, str>, Out<'o>)], key: &str) -> Option<&'s Out<'o>> {
    entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
}

/// Puts `new` where the first of `keys` stands, else where the writer would put it.
fn replace<'o>(entries: &mut Entries<'o>, keys: &[&str], new: Entries<'o>) {
    const BEFORE: [&str; 6] = ["id", "kind", "specialization", "junction", "name", "description"];
    let own = entries.iter().position(|(key, _)| keys.contains(&&**key));
    let behind = || entries.iter().rposition(|(key, _)| BEFORE.contains(&&**key)).map(|at| at + 1);
    let at = own.or_else(behind).unwrap_or_default();
    entries.retain(|(key, _)| !keys.contains(&&**key));
    let at = at.min(entries.len());
    entries.splice(at..at, new);
}

/// `owner` and `owners`: both may stand there, each for one side, or one shadowing the other.
fn element<'s, 'o>(
    node: &Node<'_>,
    before: &'s [(Cow<'o, str>, Out<'o>)],
    after: &'s [(Cow<'o, str>, Out<'o>)],
) -> Spelled<'s, 'o> {
    const KEYS: [&str; 2] = ["owner", "owners"];
    let sides = |entries: &[(Cow<'o, str>, Out<'o>)]| {
        let both = match find(entries, "owners") {
            Some(Out::Map(both)) => &both[..],
            _ => &[],
        };
        let business = find(entries, "owner").or(find(both, "business")).cloned();
        (business, find(both, "technology").cloned())
    };
    let (was, is) = (sides(before), sides(after));
    let in_file = (node.get("owner"), node.get("owners"));
    if was == is || matches!(in_file, (None, None)) {
        return same(before, after);
    }
    if let (Some(_), None) = in_file {
        // One line stays one line: `owner` becomes `owners` with its second side.
        let mut spelled = same(before, after);
        if let Some(owners) = find(after, "owners") {
            let mut entries = after.to_vec();
            replace(&mut entries, &KEYS, vec![("owner".into(), owners.clone())]);
            spelled.after = Cow::Owned(entries);
            spelled.rename = Some(("owner".into(), "owners".into()));
        }
        return spelled;
    }
    let text = |node: Option<&Node<'_>>| node.and_then(Node::text).map(|t| Out::Text(t.to_owned().into()));
    let written = |node: Option<&Node<'_>>, key: &str| text(node.and_then(|both| both.get(key)));
    let plain = (text(in_file.0), written(in_file.1, "business"), written(in_file.1, "technology"));
    let spell = |owner: Option<Out<'o>>, business: Option<Out<'o>>, technology: Option<Out<'o>>| {
        let both = [("business", business), ("technology", technology)];
        let both = both.into_iter().filter_map(|(key, side)| Some((key.into(), side?)));
        let both: Entries<'o> = both.collect();
        let mut new: Entries<'o> = owner.into_iter().map(|owner| ("owner".into(), owner)).collect();
        if !both.is_empty() {
            new.push(("owners".into(), Out::Map(both)));
        }
        new
    };
    let (mut old_entries, mut new_entries) = (before.to_vec(), after.to_vec());
    let (business, technology) = is.clone();
    let keeps_business = was.0 == is.0;
    let is_in_owners = in_file.0.is_none() || plain.1.is_some();
    let new = spell(
        if keeps_business { plain.0.clone() } else { business.clone().filter(|_| in_file.0.is_some()) },
        if keeps_business { plain.1.clone() } else { business.filter(|_| is_in_owners) },
        technology,
    );
    replace(&mut old_entries, &KEYS, spell(plain.0, plain.1, plain.2));
    replace(&mut new_entries, &KEYS, new);
    Spelled { before: Cow::Owned(old_entries), after: Cow::Owned(new_entries), rename: None }
}

/// A relation whose first key is its kind, or one whose `from` is left out in reading because it
/// names the element that holds it.
fn relation<'s, 'o>(
    node: &Node<'_>,
    before: &'s [(Cow<'o, str>, Out<'o>)],
    after: &'s [(Cow<'o, str>, Out<'o>)],
    owner: &Owner,
) -> Option<Spelled<'s, 'o>> {
    let pairs = node.pairs().unwrap_or_default();
    let mut spelled = same(before, after);
    if let Some(from) = node.get("from").and_then(Node::text)
        && find(before, "from").is_none()
        && from == owner.before
    {
        let from: (Cow<'o, str>, Out<'o>) = ("from".into(), Out::Text(from.to_owned().into()));
        if find(after, "from").is_none() && !owner.is_renamed() {
            spelled.after.to_mut().push(from.clone());
        }
        spelled.before.to_mut().push(from);
    }
    let short = match (node.get("kind"), node.get("to"), pairs.first()) {
        (None, None, Some(first)) if !RELATION_KEYS.contains(&&*first.key) => first,
        _ => return Some(spelled),
    };
    let (kind_before, kind) = (find(before, "kind")?, find(after, "kind")?);
    let (Out::Text(kind_name), Some(to)) = (kind, find(after, "to")) else { return None };
    let is_long_now = |key: &str| find(&spelled.after, key).is_some() && node.get(key).is_none();
    let is_alone = pairs.len() == 1;
    let can_be_short = !RELATION_KEYS.contains(&&**kind_name) && !is_long_now("id") && !is_long_now("from");
    if is_alone && (!can_be_short || after.len() > 2) {
        return None;
    }
    let old_key = short.key.to_string();
    let shorten = |entries: &[(Cow<'o, str>, Out<'o>)], to: Out<'o>| -> Entries<'o> {
        let first = [(Cow::Owned(old_key.clone()), to)];
        let rest = entries.iter().filter(|(key, _)| key != "kind" && key != "to");
        first.into_iter().chain(rest.cloned()).collect()
    };
    let to_before = find(before, "to")?.clone();
    spelled.before = Cow::Owned(shorten(&spelled.before, to_before));
    if can_be_short {
        spelled.after = Cow::Owned(shorten(&spelled.after, to.clone()));
        spelled.rename = (kind_before != kind).then(|| (old_key, kind_name.to_string()));
    }
    Some(spelled)
}

/// `inverse` is another name of `backward`.
fn relation_kind<'s, 'o>(
    node: &Node<'_>,
    before: &'s [(Cow<'o, str>, Out<'o>)],
    after: &'s [(Cow<'o, str>, Out<'o>)],
) -> Spelled<'s, 'o> {
    if node.get("inverse").is_none() {
        return same(before, after);
    }
    let renamed = |entries: &[(Cow<'o, str>, Out<'o>)]| -> Entries<'o> {
        let mut entries = entries.to_vec();
        for (key, _) in entries.iter_mut().filter(|(key, _)| key == "backward") {
            *key = "inverse".into();
        }
        entries
    };
    Spelled { before: Cow::Owned(renamed(before)), after: Cow::Owned(renamed(after)), rename: None }
}
