//! Property lists: in the file a key may repeat, in the model it has several values.

use std::collections::HashMap;

use archweave_model::value::{Properties, Value};

/// Above this many keys a list is searched by hash.
const FEW: usize = 16;

/// Joins equal keys. The second result is the order of the keys, where equal keys were not side by
/// side: positions in the first, such as `0 1 0`.
pub fn group(list: Vec<(Box<str>, Box<str>)>) -> (Properties, Option<String>) {
    if list.is_empty() {
        return (Properties::default(), None);
    }
    let is_repeated =
        |n: usize| list.iter().take(n).any(|(key, _)| list.get(n).is_some_and(|(own, _)| own == key));
    if list.len() <= FEW && !(1..list.len()).any(is_repeated) {
        return (list.into_iter().map(|(key, text)| (key, Value::Text(text))).collect(), None);
    }
    let mut places: HashMap<Box<str>, usize> = HashMap::new();
    let is_long = list.len() > FEW;
    let mut groups: Vec<(Box<str>, Vec<Value>)> = Vec::with_capacity(list.len());
    let mut order = Vec::with_capacity(list.len());
    let mut is_sorted = true;
    for (key, text) in list {
        let known = if is_long {
            places.get(&key).copied()
        } else {
            groups.iter().position(|(known, _)| *known == key)
        };
        let place = known.unwrap_or_else(|| {
            if is_long {
                places.insert(key.clone(), groups.len());
            }
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        is_sorted &= order.last().is_none_or(|last| *last <= place);
        order.push(place);
        if let Some((_, values)) = groups.get_mut(place) {
            values.push(Value::Text(text));
        }
    }
    let joined = groups.into_iter().map(|(key, mut values)| {
        let value = match values.len() {
            1 => values.pop().unwrap_or(Value::List(Box::default())),
            _ => Value::List(values.into()),
        };
        (key, value)
    });
    let order = (!is_sorted).then(|| {
        let places: Vec<String> = order.iter().map(usize::to_string).collect();
        places.join(" ")
    });
    (joined.collect(), order)
}

/// The opposite of [`group`], for values that are text or several texts.
pub fn ungroup<'a>(properties: &'a Properties, order: Option<&str>) -> Vec<(&'a str, &'a Value)> {
    let natural = || {
        let all = properties.iter();
        all.flat_map(|(key, value)| items(value).iter().map(move |item| (key, item))).collect()
    };
    let Some(order) = order else { return natural() };
    let entries: Vec<(&str, &[Value])> = properties.iter().map(|(k, v)| (k, items(v))).collect();
    let mut used = vec![0_usize; entries.len()];
    let mut list = Vec::new();
    for place in order.split(' ') {
        let Some(place) = place.parse::<usize>().ok().filter(|p| *p < entries.len()) else {
            return natural();
        };
        let (Some((key, values)), Some(next)) = (entries.get(place), used.get_mut(place)) else {
            return natural();
        };
        let Some(value) = values.get(*next) else { return natural() };
        *next += 1;
        list.push((*key, value));
    }
    let is_complete = entries.iter().zip(&used).all(|((_, values), used)| values.len() == *used);
    if is_complete { list } else { natural() }
}

/// The values that stand for themselves in a file: several texts, or the value alone.
fn items(value: &Value) -> &[Value] {
    match value {
        Value::List(items) if is_plain(value) => items,
        other => std::slice::from_ref(other),
    }
}

/// Whether the value is what a file without any help can say: a text, or two and more.
pub fn is_plain(value: &Value) -> bool {
    match value {
        Value::Text(_) => true,
        Value::List(items) => items.len() > 1 && items.iter().all(|item| item.as_text().is_some()),
        Value::Record(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &[(&str, &str)]) {
        let owned = list.iter().map(|(k, v)| (Box::from(*k), Box::from(*v))).collect();
        let (properties, order) = group(owned);
        let back: Vec<(&str, &str)> = ungroup(&properties, order.as_deref())
            .into_iter()
            .map(|(k, v)| (k, v.as_text().unwrap()))
            .collect();
        assert_eq!(back, list);
    }

    #[test]
    fn lists_come_back_in_order() {
        check(&[]);
        check(&[("a", "1"), ("b", "2")]);
        check(&[("a", "1"), ("a", "2"), ("b", "3")]);
        check(&[("a", "1"), ("b", "2"), ("a", "3"), ("", "")]);
        let many: Vec<(String, String)> = (0..40).map(|n| (format!("k{}", n % 7), n.to_string())).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(k, v)| (&**k, &**v)).collect();
        check(&many);
    }
}
