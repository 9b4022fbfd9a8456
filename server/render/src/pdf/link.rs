//! Links: where the SVG has `<a href>`, the page gets a place that leads there.
//!
//! The SVG reader forgets links but keeps the ids of groups, so each link is read first and made a
//! group with an id ([`mark`]); after reading, its place is that of the group ([`places`]).

use std::borrow::Cow;
use std::fmt::Write;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::Rect;
use resvg::usvg::roxmltree::{Document, Node};
use resvg::usvg::{self, Group};

/// Front of the id of a group that was a link.
const MARK: &str = "archweave-link-";
/// Longest address.
const MAX_ADDRESS: usize = 2_000;

/// Where a link leads, and what it says.
#[derive(Debug, PartialEq)]
pub(super) struct Link {
    address: String,
    title: Option<String>,
}

/// The SVG with each link that can be followed from a file made a group, named by its place in the list.
pub(super) fn mark(svg: &str) -> (Cow<'_, str>, Vec<Link>) {
    let mut links = Vec::new();
    let mut edits = Vec::new();
    // What cannot be read has no links; the reader of the picture says why.
    let Ok(document) = Document::parse(svg) else { return (svg.into(), links) };
    for node in document.descendants().filter(|n| n.has_tag_name((SVG, "a"))) {
        let Some((link, range)) = link(node).zip(tags(node, svg)) else { continue };
        let [start, end] = range;
        edits.push((start, format!("g id=\"{MARK}{}\"", links.len())));
        edits.push((end, "g".to_owned()));
        links.push(link);
    }
    if links.is_empty() {
        return (svg.into(), links);
    }
    edits.sort_by_key(|(at, _)| *at);
    let mut marked = String::with_capacity(svg.len() + 32 * links.len());
    let mut copied = 0;
    for (at, name) in edits {
        marked.push_str(svg.get(copied..at).unwrap_or_default());
        marked.push_str(&name);
        copied = at + 1;
    }
    marked.push_str(svg.get(copied..).unwrap_or_default());
    (marked.into(), links)
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Where an `<a>` leads; none if it leads nowhere from a file, or is a part of a text.
fn link(node: Node<'_, '_>) -> Option<Link> {
    let is_plain = !node.has_attribute("id") && !node.ancestors().any(|n| n.has_tag_name((SVG, "text")));
    let address = node.attribute("href").or_else(|| node.attribute((XLINK, "href")))?;
    let title = node.descendants().find(|n| n.has_tag_name((SVG, "title")));
    let title = title.and_then(|t| t.text()).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    is_plain.then_some(Link { address: encode(address)?, title })
}

/// Where the names in the start tag and end tag of an `<a>` stand.
fn tags(node: Node<'_, '_>, svg: &str) -> Option<[usize; 2]> {
    let range = node.range();
    let text = svg.get(range.clone())?;
    let is_named = text.strip_prefix("<a")?.starts_with(|c: char| c.is_whitespace() || c == '>');
    let end = text.rfind("</a").filter(|end| !text.get(end + 1..).is_some_and(|t| t.contains('<')))?;
    is_named.then_some([range.start + 1, range.start + end + 2])
}

/// An absolute address in ASCII; none if it is another kind of address.
fn encode(address: &str) -> Option<String> {
    let is_absolute = ["https://", "http://", "mailto:"].iter().any(|s| address.starts_with(s));
    if !is_absolute || address.len() > MAX_ADDRESS {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
}

/// Places on the page that lead somewhere.
pub(super) fn places(root: &Group, links: &[Link], scale: f32) -> Vec<Annotation> {
    let mut found = Vec::new();
    collect(root, links, scale, &mut found);
    found
}

fn collect(group: &Group, links: &[Link], scale: f32, found: &mut Vec<Annotation>) {
    let number = group.id().strip_prefix(MARK).and_then(|n| n.parse::<usize>().ok());
    if let Some((link, place)) = number.and_then(|n| links.get(n)).zip(place(group, scale)) {
        let target = Target::Action(Action::Link(LinkAction::new(link.address.clone())));
        found.push(Annotation::new_link(LinkAnnotation::new(place, target), link.title.clone()));
    }
    for child in group.children() {
        if let usvg::Node::Group(group) = child {
            collect(group, links, scale, found);
        }
    }
}

fn place(group: &Group, scale: f32) -> Option<Rect> {
    let rect = group.abs_layer_bounding_box();
    let [left, top, right, bottom] =
        [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|side| side * scale);
    let is_near = [left, top, right, bottom].iter().all(|side| side.abs() <= 2.0 * super::MAX_SIDE);
    Rect::from_ltrb(left, top, right, bottom).filter(|_| is_near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_that_lead_somewhere_from_a_file_are_marked() {
        let drawn = |inner: &str| format!("<svg xmlns=\"{SVG}\">{inner}</svg>");
        for kept in [
            "<a href=\"/m/one\"><g/></a>",
            "<a href=\"#x\"><g/></a>",
            "<a href=\"javascript:alert(1)\"><g/></a>",
            "<a href=\"file:///etc/passwd\"><g/></a>",
            "<a><g/></a>",
            "<a href=\"https://a.example/\"/>",
            "<text><a href=\"https://a.example/\">a</a></text>",
        ] {
            let svg = drawn(kept);
            assert_eq!(mark(&svg), (Cow::from(&svg), vec![]), "{kept}");
        }
        let svg = drawn(
            "<a href=\"https://a.example/ä\"><title> A </title><a href=\"mailto:b@b.example\">b</a ></a>",
        );
        let (marked, links) = mark(&svg);
        let link = |address: &str, title: Option<&str>| Link {
            address: address.to_owned(),
            title: title.map(str::to_owned),
        };
        assert_eq!(links, [link("https://a.example/%C3%A4", Some("A")), link("mailto:b@b.example", None),]);
        assert_eq!(
            marked,
            drawn(
                "<g id=\"archweave-link-0\" href=\"https://a.example/ä\"><title> A </title>\
                 <g id=\"archweave-link-1\" href=\"mailto:b@b.example\">b</g ></g>"
            )
        );
    }
}
