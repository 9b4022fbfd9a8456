//! The same numbers apart for each component, capability, team or requirement.

use foldhash::HashMap;

use super::{Delivered, Flow, Window, flow};

/// Deployments that belong together. One deployment may be in several groups: it brings changes of
/// several requirements, and its component may support several capabilities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// What the group is: the id of an element, the name of a team.
    pub id: String,
    /// Keys of its deployments.
    pub keys: Vec<String>,
}

impl Group {
    /// Groups of what a function says of each deployment, in the order of their ids.
    pub fn of<I: IntoIterator<Item = String>>(
        delivered: &[Delivered],
        belongs_to: impl Fn(&Delivered) -> I,
    ) -> Vec<Self> {
        let mut groups: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for one in delivered {
            for id in belongs_to(one) {
                groups.entry(id).or_default().push(one.key.clone());
            }
        }
        groups.into_iter().map(|(id, keys)| Self { id, keys }).collect()
    }
}

/// The numbers of each group in the order given; keys without a row and keys said twice count once or
/// not at all.
pub fn by_group(delivered: &[Delivered], groups: &[Group], window: Window) -> Vec<(String, Flow)> {
    let by_key: HashMap<&str, usize> =
        delivered.iter().enumerate().map(|(at, one)| (one.key.as_str(), at)).collect();
    let of = |group: &Group| {
        let mut places: Vec<usize> =
            group.keys.iter().filter_map(|key| by_key.get(key.as_str()).copied()).collect();
        places.sort_unstable();
        places.dedup();
        let rows: Vec<Delivered> = places.iter().filter_map(|at| delivered.get(*at).cloned()).collect();
        (group.id.clone(), flow(&rows, window))
    };
    groups.iter().map(of).collect()
}
