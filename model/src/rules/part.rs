//! Rules about parts: records with an id inside their element.

use foldhash::HashSet;

use crate::element::Element;
use crate::metamodel::PropertyDefinition;
use crate::parts::ids;
use crate::rules::Report;
use crate::value::Value;

/// Checks one list of parts of an element; `all` are the definitions of its kind.
pub(super) fn check(
    report: &mut Report<'_>,
    element: &Element,
    definition: &PropertyDefinition,
    value: &Value,
    all: &[PropertyDefinition],
) {
    let key = format!("properties.{}", definition.key);
    let fields = definition.items.as_ref().map_or(&[][..], |item| &item.fields);
    for part in value.items().iter().filter_map(Value::as_record) {
        let id = part.text("id").unwrap_or_default();
        if id.is_empty() {
            let message = format!("a part of `{}` has no id", definition.key);
            let help = "give it an `id` that no other part of the element has";
            report.about_element(element, &key, "bad-part", message, help);
        }
        for field in fields.iter().filter(|field| !field.part_of.is_empty()) {
            let named = part.get(&field.key).map_or(&[][..], Value::items);
            for name in named.iter().filter_map(Value::as_text) {
                if !name.is_empty()
                    && !field.part_of.iter().any(|list| ids(element, list).any(|id| id == name))
                {
                    let message = format!(
                        "`{}` of part `{id}` names `{name}`, which is no part of `{}`",
                        field.key, element.id
                    );
                    let help = format!("name the id of a part in {}", field.part_of.join(" or "));
                    report.about_element(element, &key, "bad-part", message, &help);
                }
            }
        }
    }
    // An address `element#part` has no list in it, so ids are unique in the whole element. Twins are
    // reported where the later list stands.
    let mut seen: HashSet<&str> = HashSet::default();
    let before = all.iter().take_while(|other| other.key != definition.key).filter(|other| other.parts);
    before.for_each(|other| seen.extend(ids(element, &other.key)));
    for id in ids(element, &definition.key) {
        if !seen.insert(id) {
            let message = format!("part id `{id}` is used twice in `{}`", element.id);
            report.about_element(element, &key, "duplicate-part", message, "give one of them another id");
        }
    }
}
