//! A drawing made fit to stand inside a page.
//!
//! Drawings come from this server's templates, with every text of the model escaped. So `<a href="` and
//! ` id="aw-` are never text of a model, and may be looked for as they are.

/// The same drawing with `query` at the end of every address it links to: `?at=main`.
pub(crate) fn with_query(svg: &str, query: &str) -> String {
    if query.is_empty() {
        return svg.to_owned();
    }
    let query = query.replace('&', "&amp;");
    let mut parts = svg.split("<a href=\"");
    let mut out = String::with_capacity(svg.len() + svg.len() / 8);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        out.push_str("<a href=\"");
        out.push_str(address);
        out.push_str(&query);
        out.push('"');
        out.push_str(rest);
    }
    out
}

/// The same drawing with ids of its own, so that two may stand in one page.
pub(crate) fn with_other_ids(svg: &str) -> String {
    svg.replace(" id=\"aw-", " id=\"awd-")
        .replace("href=\"#aw-", "href=\"#awd-")
        .replace("url(#aw-", "url(#awd-")
        .replace("aria-labelledby=\"aw-", "aria-labelledby=\"awd-")
        .replace("-title aw-", "-title awd-")
}

/// The same drawing at `percent` of its size.
pub(crate) fn with_zoom(svg: &str, percent: usize) -> String {
    let Some(end) = svg.find('>') else { return svg.to_owned() };
    let (head, rest) = svg.split_at(end);
    let mut head = head.to_owned();
    for name in [" width=\"", " height=\""] {
        let Some(start) = head.find(name).map(|at| at + name.len()) else { continue };
        let Some(length) = head[start..].find('"') else { continue };
        if let Ok(size) = head[start..start + length].parse::<f64>() {
            let size = (size * percent as f64 / 100.0).round();
            head.replace_range(start..start + length, &size.to_string());
        }
    }
    head + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg width="100" height="50" viewBox="0 0 100 50" aria-labelledby="aw-v-title aw-v-desc"><title id="aw-v-title">a</title><a href="/m/x/elements/y"><use href="#aw-icon"/></a></svg>"##;

    #[test]
    fn links_keep_the_revision() {
        let svg = with_query(SVG, "?at=v1&lang=zh");
        assert!(svg.contains(r#"<a href="/m/x/elements/y?at=v1&amp;lang=zh"><use href="#), "{svg}");
        assert_eq!(with_query(SVG, ""), SVG);
    }

    #[test]
    fn two_may_stand_in_one_page() {
        let svg = with_other_ids(SVG);
        assert!(!svg.contains("\"aw-") && !svg.contains("#aw-") && !svg.contains(" aw-"), "{svg}");
    }

    #[test]
    fn zoom_changes_the_outer_size_only() {
        let svg = with_zoom(SVG, 150);
        assert!(svg.starts_with(r#"<svg width="150" height="75" viewBox="0 0 100 50""#), "{svg}");
    }
}
