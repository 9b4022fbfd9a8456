//! Text from outside: what is recorded is cleaned, what names something is checked.

use crate::IndexError;

/// Marks that turn the direction of writing or break a line without being control characters, so
/// that what a terminal shows is what was stored.
fn deceives(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `text` on one line of at most `most` characters; a cut is shown by an ellipsis. For the audit,
/// which must never fail because of what it tells about.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let on_one_line = text.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c });
    let mut kept = on_one_line.filter(|c| !c.is_control() && !deceives(*c));
    let mut cleaned: String = kept.by_ref().take(most).collect();
    if kept.next().is_some() {
        cleaned.pop();
        cleaned.push('…');
    }
    cleaned
}

/// Refuses what is empty, longer than `most` bytes or would not be shown as it is.
pub(crate) fn check(what: &str, text: &str, most: usize) -> Result<(), IndexError> {
    let problem = match text.chars().find(|c| c.is_control() || deceives(*c)) {
        Some(bad) => format!("must not contain {bad:?}"),
        None if text.trim().is_empty() => "must not be empty".to_owned(),
        None if text.trim() != text => "must not begin or end with white space".to_owned(),
        None if text.len() > most => format!("is longer than {most} bytes"),
        None => return Ok(()),
    };
    Err(IndexError::Invalid(format!("{what} {problem}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_recorded_stays_on_its_line() {
        for (text, expected) in [
            ("pushed to main", "pushed to main"),
            ("two\nlines\r\n", "two lines  "),
            ("\u{1b}[2Jcleared", "[2Jcleared"),
            ("nul\0 bell\u{7} c1\u{9b}31m", "nul bell c131m"),
            ("evil\u{202e}gpj.exe\u{2066}", "evilgpj.exe"),
            ("处理客户来电", "处理客户来电"),
            ("a\u{2028}b", "ab"),
        ] {
            assert_eq!(clean(text, 100), expected);
        }
        assert_eq!(clean("abcdef", 6), "abcdef");
        assert_eq!(clean("abcdefg", 6), "abcde…");
    }

    #[test]
    fn names_that_would_mislead_are_refused() {
        for good in ["Jane Doe", "张伟", "release/*"] {
            assert!(check("name", good, 20).is_ok(), "{good}");
        }
        for bad in ["", "  ", " a", "a ", "a\nb", "a\0b", "a\u{202e}b", "\u{1b}[0m", "aaaaaaaaaaaaaaaaaaaaa"]
        {
            assert!(matches!(check("name", bad, 20), Err(IndexError::Invalid(_))), "{bad:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn cleaned_text_is_bounded_and_shows_as_it_is(text in any::<String>(), most in 1_usize..40) {
            let cleaned = clean(&text, most);
            prop_assert!(cleaned.chars().count() <= most);
            prop_assert!(!cleaned.chars().any(|c| c.is_control() || deceives(c)));
            prop_assert_eq!(clean(&cleaned, most), cleaned.clone());
        }
    }
}
