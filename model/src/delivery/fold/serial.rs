//! What is known of a record as compact JSON: each stamp once, and fields and entries with the number
//! of theirs.
//!
//! ```json
//! {"stamps":[[1784059800000,"github.com/acme","e-1"]],"fields":{"title":[0,"Push"]},"lists":{"commits":[[0,"9f2c"]]}}
//! ```

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Folded, Moment, Stamp};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Compact {
    stamps: Vec<(i64, String, String)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, (usize, Value)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    lists: BTreeMap<String, Vec<(usize, Value)>>,
}

impl Serialize for Folded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.lists.values().flat_map(BTreeMap::values);
        let mut stamps: Vec<&Stamp> = self.fields.values().map(|(stamp, _)| stamp).chain(entries).collect();
        stamps.sort_unstable();
        stamps.dedup();
        // Each of them is there.
        let number = |stamp: &Stamp| stamps.partition_point(|other| *other < stamp);
        let entry = |(text, stamp): (&String, &Stamp)| {
            serde_json::from_str(text).map(|value: Value| (number(stamp), value)).ok()
        };
        let fields = self.fields.iter();
        let lists = self.lists.iter();
        let compact = Compact {
            fields: fields.map(|(name, (by, value))| (name.clone(), (number(by), value.clone()))).collect(),
            lists: lists.map(|(n, all)| (n.clone(), all.iter().filter_map(entry).collect())).collect(),
            stamps: stamps.iter().map(|s| (s.at.0, s.source.clone(), s.id.clone())).collect(),
        };
        compact.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Folded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let compact = Compact::deserialize(deserializer)?;
        let stamps = compact.stamps.into_iter();
        let stamps: Vec<Stamp> =
            stamps.map(|(at, source, id)| Stamp { at: Moment(at), source, id }).collect();
        let stamp = |number: usize| {
            let found = stamps.get(number).cloned();
            found.ok_or_else(|| D::Error::custom(format!("there is no stamp {number}")))
        };
        let mut folded = Self::default();
        for (name, (by, value)) in compact.fields {
            folded.fields.insert(name, (stamp(by)?, value));
        }
        for (name, entries) in compact.lists {
            let entries = entries.into_iter().map(|(by, value)| Ok((value.to_string(), stamp(by)?)));
            folded.lists.insert(name, entries.collect::<Result<_, D::Error>>()?);
        }
        Ok(folded)
    }
}
