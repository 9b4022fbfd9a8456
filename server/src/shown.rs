//! Values of a model for people: short, on one line, without what a terminal would act on.

use archweave_model::value::Value;

use crate::console::clean;

/// A value on one line: longer ones are cut.
const MAX: usize = 100;

/// A value, or `(none)`.
pub(crate) fn value(value: Option<&Value>) -> String {
    value.map_or_else(|| "(none)".to_owned(), |value| cut(&written(value)))
}

/// Text in quotes.
pub(crate) fn text(text: &str) -> String {
    cut(&written(&Value::from(text)))
}

/// A value whole, on one line if it is short.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", clean(text)),
        Value::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Record(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", clean(key), written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn cut(text: &str) -> String {
    let plain = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    match plain.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}...", &plain[..end]),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_on_a_line() {
        let list = Value::List(Box::new(["a".into(), Value::record([("k", Value::from("v\x1b[31m"))])]));
        assert_eq!(value(Some(&list)), "[\"a\", { k: \"v\u{fffd}[31m\" }]");
        assert_eq!(value(None), "(none)");
        assert_eq!(text("a\nb"), "\"a b\"");
        assert_eq!(text(&"客".repeat(300)).chars().count(), MAX + 3);
    }
}
