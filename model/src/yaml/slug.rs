//! File names and new ids from names.

/// A slug of `name`: lower case, letters and digits of any script, words joined by `-`, at most
/// 60 characters; empty if nothing of the name remains.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut pending = false;
    let mut count = 0;
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if pending && !out.is_empty() {
                out.push('-');
                count += 1;
            }
            pending = false;
            out.push(c);
            count += 1;
        } else {
            pending = true;
        }
        if count >= 60 {
            break;
        }
    }
    let is_reserved = matches!(&*out, "con" | "prn" | "aux" | "nul")
        || out.len() == 4 && (out.starts_with("com") || out.starts_with("lpt"));
    if is_reserved {
        out.push('_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_keep_letters_of_every_script() {
        for (name, expected) in [
            ("Handle customer call", "handle-customer-call"),
            ("  R&D / Ops — 2026  ", "r-d-ops-2026"),
            ("处理客户来电", "处理客户来电"),
            ("İstanbul", "i-stanbul"),
            ("../../etc/passwd", "etc-passwd"),
            ("CON", "con_"),
            ("COM1", "com1_"),
            ("***", ""),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
        assert!(slug(&"word ".repeat(100)).chars().count() <= 61);
    }
}
