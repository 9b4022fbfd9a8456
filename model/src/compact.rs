//! Values whose form in files leaves out what is not said, in caches that must not leave out anything:
//! there they are their text in JSON.

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) fn serialize<T: Serialize, S: Serializer>(
    value: &Option<Box<T>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return value.serialize(serializer);
    }
    let text = value.as_ref().map(serde_json::to_string).transpose().map_err(S::Error::custom)?;
    text.serialize(serializer)
}

pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Box<T>>, D::Error> {
    if deserializer.is_human_readable() {
        return Option::deserialize(deserializer);
    }
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(D::Error::custom)
}
