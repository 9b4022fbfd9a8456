//! Trees as JSON text, keys in order.

use archweave_model::model::Model;
use archweave_model::yaml::encode::{self, Out};

use super::base64;

/// The whole document.
pub fn document(model: &Model) -> String {
    let mut out = String::from("{\n\"format\": 1,\n\"manifest\": ");
    push(&mut out, &encode::manifest(&model.manifest));
    list(&mut out, "elements", &model.elements, |out, element| push(out, &encode::element(element)));
    list(&mut out, "relations", &model.loose, |out, relation| push(out, &encode::relation(relation)));
    list(&mut out, "views", &model.views, |out, filed| {
        out.push_str("{\"path\": ");
        text(out, &filed.path);
        out.push_str(", \"view\": ");
        push(out, &encode::view(&filed.value));
        out.push('}');
    });
    list(&mut out, "layouts", &model.layouts, |out, layout| push(out, &encode::layout(layout)));
    list(&mut out, "metamodel", &model.extensions, |out, filed| {
        out.push_str("{\"path\": ");
        text(out, &filed.path);
        out.push_str(", \"content\": ");
        out.push_str(&serde_json::to_string(&*filed.value).unwrap_or_else(|_| "{}".into()));
        out.push('}');
    });
    list(&mut out, "images", &model.images, |out, image| {
        out.push_str("{\"path\": ");
        text(out, &image.path);
        out.push_str(", \"base64\": \"");
        base64::encode(out, &image.bytes);
        out.push_str("\"}");
    });
    list(&mut out, "extra", &model.extra, |out, (tool, value)| {
        out.push_str("{\"tool\": ");
        text(out, tool);
        out.push_str(", \"value\": ");
        push(out, &encode::value(value));
        out.push('}');
    });
    out.push_str("\n}\n");
    out
}

fn list<T>(out: &mut String, key: &str, items: &[T], write: impl Fn(&mut String, &T)) {
    if items.is_empty() {
        return;
    }
    out.push_str(",\n\"");
    out.push_str(key);
    out.push_str("\": [");
    for (n, item) in items.iter().enumerate() {
        out.push_str(if n == 0 { "\n  " } else { ",\n  " });
        write(out, item);
    }
    out.push_str("\n]");
}

fn push(out: &mut String, tree: &Out<'_>) {
    match tree {
        Out::Text(value) => text(out, value),
        Out::Plain(value) => out.push_str(value),
        Out::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                push(out, item);
            }
            out.push(']');
        }
        Out::Map(entries) => {
            out.push('{');
            for (n, (key, value)) in entries.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                text(out, key);
                out.push_str(": ");
                push(out, value);
            }
            out.push('}');
        }
    }
}

fn text(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}
