//! Text made safe for XML.

use std::borrow::Cow;

/// Escapes text for content and attributes of XML and drops what XML forbids: control characters
/// and code points that are no characters.
pub(crate) fn xml(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '`') || is_forbidden(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| !is_forbidden(*c)) {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '`' => safe.push_str("&#96;"),
            other => safe.push(other),
        }
    }
    Cow::Owned(safe)
}

/// Not a character of XML 1.0, or one that only changes the direction of the text around it.
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(u32::from(c),
        0..=8 | 0xb | 0xc | 0xe..=0x1f | 0x7f..=0x9f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfffe | 0xffff)
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        let hostile = "<script>\"'`&]]>\u{0}\u{8}\u{b}\u{1f}\u{7f}\u{fffe}\u{202e}\u{1fffe}é客\t\n";
        assert_eq!(xml(hostile), "&lt;script&gt;&quot;&#39;&#96;&amp;]]&gt;é客\t\n");
        assert!(matches!(xml("plain"), Cow::Borrowed(_)));
    }
}
