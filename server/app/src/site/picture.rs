//! A picture in light and dark at once.
//!
//! The two are drawn by the same templates, so they differ only in colours. A page gets the light one,
//! and beside each colour that differs an attribute that names the dark one; a style sheet says what
//! these mean where the reader wants it dark. So a page holds one picture, not two.

use std::collections::BTreeSet;

/// Attributes that hold a colour, and the short ones beside them.
const COLOURS: [(&str, &str); 4] =
    [("fill", "data-df"), ("stroke", "data-ds"), ("color", "data-dc"), ("stop-color", "data-dp")];

/// The dark colours that pictures of a site have.
#[derive(Default)]
pub(super) struct DarkColors(BTreeSet<(usize, String)>);

impl DarkColors {
    /// The light picture that knows its dark colours; none if they differ in more than colours.
    pub(super) fn merge(&mut self, light: &str, dark: &str) -> Option<String> {
        let (one, other) = (light.as_bytes(), dark.as_bytes());
        let mut out = String::with_capacity(light.len() + light.len() / 4);
        let mut found = Vec::new();
        // Up to where both were compared, and up to where the light one was copied.
        let (mut i, mut j, mut copied) = (0, 0, 0);
        loop {
            let same = one[i..].iter().zip(&other[j..]).take_while(|(a, b)| a == b).count();
            (i, j) = (i + same, j + same);
            if i == one.len() && j == other.len() {
                break;
            }
            let start = one[..i].iter().rposition(|b| *b == b'"')? + 1;
            // Both have the same before the difference, so the value starts as far before it.
            let before = i - start;
            let (name, _) = value_name(one, start)?;
            let end = i + one[i..].iter().position(|b| *b == b'"')?;
            let dark_end = j + other[j..].iter().position(|b| *b == b'"')?;
            let value = dark.get(j - before..dark_end)?;
            out.push_str(light.get(copied..=end)?);
            if name != "data-theme" {
                let kind = COLOURS.iter().position(|(known, _)| *known == name)?;
                let color =
                    value.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
                let color = color.or_else(|| (value == "none").then_some(value))?;
                out.push_str(&format!(" {}=\"{color}\"", COLOURS[kind].1));
                found.push((kind, color.to_owned()));
            }
            (i, j, copied) = (end + 1, dark_end + 1, end + 1);
        }
        out.push_str(light.get(copied..)?);
        self.0.extend(found);
        Some(out)
    }

    /// The style sheet for those who want it dark.
    pub(super) fn css(&self) -> String {
        let mut out = "@media screen and (prefers-color-scheme: dark) {\n".to_owned();
        for (kind, color) in &self.0 {
            let (name, short) = COLOURS[*kind];
            let mark = if color == "none" { "" } else { "#" };
            out.push_str(&format!("[{short}='{color}']{{{name}:{mark}{color}}}\n"));
        }
        out + "}\n"
    }
}

/// Name of the attribute whose value starts at a place, and where the name starts.
fn value_name(text: &[u8], start: usize) -> Option<(&str, usize)> {
    let end = start.checked_sub(2).filter(|at| text.get(*at) == Some(&b'='))?;
    let first = text[..end].iter().rposition(|b| !(b.is_ascii_alphanumeric() || *b == b'-'))? + 1;
    Some((std::str::from_utf8(&text[first..end]).ok()?, first))
}

/// A picture on its own: the same without links, which lead nowhere outside of the site.
///
/// Texts of a model are escaped in it, so `<a ` and `</a>` are never one of them.
pub(super) fn without_links(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut parts = svg.split("<a ");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    // What has links is a group to a screen reader; what has none is an image.
    out.replace("</a>", "").replacen("role=\"group\"", "role=\"img\"", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: &str = r##"<svg role="group" data-theme="light"><a href="x.html"><g fill="#ffffff" stroke="#111111"><text fill="#1b1f26">fill="#ffffff" é客</text></g></a><path fill="none" stroke="#222222"/></svg>"##;

    fn dark() -> String {
        LIGHT
            .replace("data-theme=\"light\"", "data-theme=\"dark\"")
            .replacen("fill=\"#ffffff\"", "fill=\"#f0f0f0\"", 1)
            .replace("#1b1f26", "#e9edf2")
    }

    #[test]
    fn dark_colours_stand_beside_light_ones() {
        let mut colors = DarkColors::default();
        let merged = colors.merge(LIGHT, &dark()).unwrap();
        assert!(merged.contains(r##"fill="#ffffff" data-df="f0f0f0" stroke="#111111">"##), "{merged}");
        assert!(merged.contains(r##"<text fill="#1b1f26" data-df="e9edf2">fill="#ffffff" é客"##), "{merged}");
        assert!(merged.contains(r#"data-theme="light""#), "{merged}");
        assert_eq!(
            colors.css(),
            "@media screen and (prefers-color-scheme: dark) {\n[data-df='e9edf2']{fill:#e9edf2}\n[data-df='f0f0f0']{fill:#f0f0f0}\n}\n"
        );
        assert_eq!(DarkColors::default().merge(LIGHT, LIGHT).as_deref(), Some(LIGHT));
    }

    #[test]
    fn what_differs_in_more_than_colours_stays_light() {
        let mut colors = DarkColors::default();
        for other in [
            dark().replace("客", "户"),
            dark().replace("x.html", "y.html"),
            dark().replace("#e9edf2", "url(//evil)"),
            dark().replace("</svg>", ""),
        ] {
            assert_eq!(colors.merge(LIGHT, &other), None, "{other}");
        }
        assert!(colors.0.is_empty());
    }

    #[test]
    fn a_picture_on_its_own_has_no_links() {
        let plain = without_links(LIGHT);
        assert!(
            !plain.contains("<a") && !plain.contains("</a>") && plain.contains("role=\"img\""),
            "{plain}"
        );
        assert!(plain.contains("<g fill=") && plain.ends_with("</svg>"), "{plain}");
    }
}
