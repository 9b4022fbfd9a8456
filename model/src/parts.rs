//! Parts: attributes, operations, states, messages and the like, which are records with an id inside
//! their element. The address of a part is `element#part`.

use crate::element::Element;
use crate::value::{Properties, Value};

/// Ids of the parts in a list of the element.
pub(crate) fn ids<'a>(element: &'a Element, list: &str) -> impl Iterator<Item = &'a str> {
    let items = element.properties.get(list).map_or(&[][..], Value::items);
    items.iter().filter_map(|item| item.as_record()?.text("id"))
}

/// Element and part of an address; none if it is not one. An id of an element may itself have `#`.
pub fn split(address: &str) -> Option<(&str, &str)> {
    let (element, part) = address.rsplit_once('#')?;
    (!element.is_empty() && !part.is_empty()).then_some((element, part))
}

/// The list and the record of a part, by its id.
pub fn find<'a>(element: &'a Element, id: &str) -> Option<(&'a str, &'a Properties)> {
    element.properties.iter().find_map(|(list, value)| {
        let parts = value.items().iter().filter_map(Value::as_record);
        let part = parts.into_iter().find(|part| part.text("id") == Some(id))?;
        Some((list, part))
    })
}
