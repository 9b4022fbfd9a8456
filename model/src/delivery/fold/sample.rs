//! Facts of every kind for tests, made from the fields that the records really have.

use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::{Map, Value, json};

use crate::delivery::record::*;
use crate::delivery::{Fact, Moment, Record, RecordKind};

/// What a field can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Holds {
    Text,
    Time,
    Whole,
    Decimal,
    Yes,
    Texts,
    Mentions,
}

/// Names of the fields of a kind of record, from the code that reads it.
pub(crate) fn names(kind: RecordKind) -> &'static [&'static str] {
    let mut fields: &'static [&'static str] = &[];
    let capture = Capture(&mut fields);
    let failed = match kind {
        RecordKind::Need => Need::deserialize(capture).err(),
        RecordKind::Ticket => Ticket::deserialize(capture).err(),
        RecordKind::Change => Change::deserialize(capture).err(),
        RecordKind::Build => Build::deserialize(capture).err(),
        RecordKind::ArtifactVersion => ArtifactVersion::deserialize(capture).err(),
        RecordKind::Verification => Verification::deserialize(capture).err(),
        RecordKind::Release => Release::deserialize(capture).err(),
        RecordKind::Deployment => Deployment::deserialize(capture).err(),
        RecordKind::Incident => Incident::deserialize(capture).err(),
        RecordKind::Defect => Defect::deserialize(capture).err(),
        RecordKind::IndicatorValue => IndicatorValue::deserialize(capture).err(),
        RecordKind::Assessment => Assessment::deserialize(capture).err(),
    };
    assert!(failed.is_some(), "it only tells its fields");
    fields
}

/// Takes the names of the fields and reads nothing.
struct Capture<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Capture<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        unreachable!("records are structs")
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        Err(serde::de::Error::custom("nothing to read"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The fields of a kind of record and what they hold, found out by trying.
pub(crate) fn fields(kind: RecordKind) -> Vec<(&'static str, Holds)> {
    let tries = [
        (Holds::Time, json!("2026-07-14T20:10:00Z")),
        (Holds::Text, json!("no time")),
        (Holds::Whole, json!(2)),
        (Holds::Decimal, json!(0.25)),
        (Holds::Yes, json!(true)),
        (Holds::Texts, json!(["a"])),
        (Holds::Mentions, json!([mention(1)])),
    ];
    let holds = |name: &'static str| {
        let mut fitting = tries.iter().filter(|(_, value)| {
            let mut fields = Map::new();
            fields.insert(name.into(), value.clone());
            read(kind, fields).is_ok()
        });
        // A text takes times too, and a decimal whole numbers.
        fitting.next_back().map(|(holds, _)| (name, *holds))
    };
    names(kind).iter().map(|name| holds(name).unwrap_or_else(|| panic!("what does `{name}` hold?"))).collect()
}

pub(crate) fn read(kind: RecordKind, fields: Map<String, Value>) -> serde_json::Result<Record> {
    serde_json::from_value(json!({ kind.name(): fields }))
}

fn mention(number: u8) -> Mention {
    let basis = if number.is_multiple_of(2) { Basis::Trailer } else { Basis::Declared };
    Mention { sort: Sort::Requirement, text: format!("REQ-{number}"), basis }
}

fn value(holds: Holds) -> BoxedStrategy<Value> {
    // Years before 1000 and after 9999 and parts of a second, which sort otherwise as text.
    let time = (-100_i64..100).prop_map(|n| json!(Moment(n * 86_400_000 * 400 + n.abs() % 3)));
    match holds {
        Holds::Text => "[a-c]{1,2}|\"|💥|实现".prop_map(Value::from).boxed(),
        Holds::Time => time.boxed(),
        Holds::Whole => (0_u8..5).prop_map(Value::from).boxed(),
        Holds::Decimal => prop_oneof![
            (-5_i32..5).prop_map(|n| json!(f64::from(n) / 3.0)),
            any::<f64>().prop_filter("JSON has no others", |n| n.is_finite()).prop_map(Value::from),
        ]
        .boxed(),
        Holds::Yes => any::<bool>().prop_map(Value::from).boxed(),
        Holds::Texts => proptest::collection::btree_set("[a-d]", 1..4).prop_map(|all| json!(all)).boxed(),
        Holds::Mentions => proptest::collection::btree_set(0_u8..6, 1..4)
            .prop_map(|all| json!(all.into_iter().map(mention).collect::<Vec<_>>()))
            .boxed(),
    }
}

/// A record of a kind with some of its fields.
pub(crate) fn record(kind: RecordKind) -> BoxedStrategy<Record> {
    let some = fields(kind).into_iter().map(|(name, holds)| {
        proptest::option::of(value(holds)).prop_map(move |value| Some((name.to_owned(), value?)))
    });
    let some: Vec<_> = some.collect();
    some.prop_map(move |fields| read(kind, fields.into_iter().flatten().collect()).expect("it fits")).boxed()
}

pub(crate) fn kind() -> impl Strategy<Value = RecordKind> {
    proptest::sample::select(RecordKind::ALL)
}

/// Facts about one record, some of which have equal stamps.
pub(crate) fn facts(kind: RecordKind) -> impl Strategy<Value = Vec<Fact>> {
    let stamp = (0_i64..3, "[ab]", "[12]");
    let fact = (stamp, record(kind)).prop_map(|((at, source, id), record)| Fact {
        source,
        id,
        at: Moment(at),
        key: "k".into(),
        record,
    });
    proptest::collection::vec(fact, 0..8)
}
