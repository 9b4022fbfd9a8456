//! What is promised of every PDF: the picture's size, text as text, the same bytes each time.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::process::{Command, Stdio};

use archweave_render::{RenderError, pdf};
use proptest::prelude::*;

fn drawn(width: u32, height: u32, inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"6 6 {width} {height}\" font-family=\"'Open Sans', sans-serif\" font-size=\"12\">\
         {inner}</svg>"
    )
}

fn page(inner: &str) -> Vec<u8> {
    pdf(&drawn(400, 200, inner), "Landscape", "en").unwrap()
}

/// The file with everything unpacked that can be.
fn unpacked(pdf: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = pdf;
    while let Some(start) = find(rest, b"stream\n") {
        let (head, tail) = rest.split_at(start + 7);
        out.push_str(&String::from_utf8_lossy(head));
        let end = find(tail, b"endstream").unwrap();
        let mut content = Vec::new();
        if flate2::read::ZlibDecoder::new(&tail[..end]).read_to_end(&mut content).is_err() {
            content = tail[..end].to_vec();
        }
        out.push_str(&String::from_utf8_lossy(&content));
        rest = &tail[end + 9..];
    }
    out + &String::from_utf8_lossy(rest)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// Width and height of the only page, in points.
fn size(pdf: &[u8]) -> [f32; 2] {
    let text = String::from_utf8_lossy(pdf);
    let [_, boxed] = text.split("/MediaBox[0 0 ").collect::<Vec<_>>()[..] else { panic!("one page") };
    let sides = boxed.split(']').next().unwrap().split(' ').map(|side| side.parse().unwrap());
    sides.collect::<Vec<_>>().try_into().unwrap()
}

/// The text of the page as a reader copies it; none where there is no reader.
fn copied(pdf: &[u8]) -> Option<String> {
    let reader = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut reader) = reader else {
        println!("skipped: reading the text back, pdftotext is not installed");
        return None;
    };
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_page_is_as_large_as_the_picture() {
    let small = page("<rect width=\"9\" height=\"9\"/>");
    assert!(small.starts_with(b"%PDF-1.7"));
    assert!(small.trim_ascii_end().ends_with(b"%%EOF"));
    assert_eq!(size(&small), [300.0, 150.0]);
}

#[test]
fn a_large_picture_is_made_to_fit_a_page() {
    let mut inner = String::new();
    for n in 0..1_000 {
        let (x, y) = (n % 40 * 1_500, n / 40 * 1_200);
        let _ = write!(
            inner,
            "<g transform=\"translate({x} {y})\"><rect width=\"300\" height=\"90\" rx=\"9\" fill=\"#f7e1b5\" \
             stroke=\"#333\"/><text x=\"9\" y=\"40\" font-size=\"24\">Service {n}</text></g>"
        );
    }
    let file = pdf(&drawn(60_000, 30_000, &inner), "Large", "en").unwrap();
    assert_eq!(size(&file), [14_400.0, 7_200.0]);
    assert!(file.len() < 200_000, "{}", file.len());
    let Some(text) = copied(&file) else { return };
    assert!(text.contains("Service 999"));
}

#[test]
fn title_and_language_are_told_and_no_date() {
    let title = "Übersicht 客户 <&>\u{0}\u{1b}";
    let file = pdf(&drawn(10, 10, "<rect width=\"5\" height=\"5\"/>"), title, "zh-Hans").unwrap();
    let text = unpacked(&file);
    assert!(text.contains("/Lang(zh-Hans)"), "{text}");
    assert!(text.contains("Übersicht 客户 &lt;&amp;"), "{text}");
    for absent in ["CreationDate", "ModDate", "CreateDate", "ModifyDate"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    let unknown = pdf(&drawn(10, 10, "<rect width=\"5\" height=\"5\"/>"), "", "en) /X (").unwrap();
    assert!(!unpacked(&unknown).contains("/Lang"));
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let inner = "<g opacity=\"0.5\"><rect width=\"90\" height=\"90\" fill=\"#123456\"/></g>\
        <text x=\"20\" y=\"30\">Service <tspan font-weight=\"700\">bold</tspan> 客户中心</text>";
    let first = page(inner);
    for _ in 0..3 {
        assert!(first == page(inner));
    }
    let ids = |file: &[u8]| unpacked(file).split("/ID").nth(1).unwrap().to_owned();
    assert_ne!(ids(&first), ids(&page("<rect width=\"90\" height=\"90\"/>")));
}

#[test]
fn text_stays_text() {
    let file = page(
        "<text x=\"20\" y=\"30\" text-anchor=\"start\">Claims &amp; offices: Übersicht</text>\
         <text x=\"20\" y=\"60\" textLength=\"110\" lengthAdjust=\"spacingAndGlyphs\">told its length</text>\
         <g stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"><text x=\"20\" y=\"90\">on a line</text></g>",
    );
    let text = unpacked(&file);
    assert!(text.contains("+OpenSans") && text.contains("/FontFile2"), "{text}");
    // Each letter is told what it means: here `C` and `Ü`.
    assert!(text.contains("<0043>") && text.contains("<00DC>"), "{text}");
    // The whole font has 130 kB.
    assert!(file.len() < 20_000, "{}", file.len());
    let Some(text) = copied(&file) else { return };
    let lines: Vec<_> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Claims & offices: Übersicht", "told its length", "on a line"]);
}

#[test]
fn chinese_is_text_where_a_font_has_it_and_never_fails() {
    let file =
        page("<text x=\"20\" y=\"30\">客户服务中心</text><text x=\"20\" y=\"60\">\u{10ffff}\u{e000}</text>");
    let text = unpacked(&file);
    let has_font =
        text.match_indices("/BaseFont/").any(|(at, _)| !text[at..].starts_with("/BaseFont/OpenSans"))
            && text.contains("<5BA2>");
    if !has_font {
        println!("skipped: reading Chinese back, no font here has it");
        return;
    }
    assert!(file.len() < 50_000, "{}", file.len());
    let Some(text) = copied(&file) else { return };
    assert!(text.contains("客户服务中心"), "{text}");
}

#[test]
fn links_lead_where_the_picture_does() {
    let text = unpacked(&page(
        "<a href=\"https://a.example/?x=1&amp;y=é\"><g transform=\"translate(26 46)\"><title>Desk</title>\
         <rect width=\"40\" height=\"20\"/></g></a>\
         <a href=\"/m/one\"><rect width=\"40\" height=\"20\"/></a>\
         <a href=\"javascript:alert(1)\"><rect width=\"40\" height=\"20\"/></a>",
    ));
    assert_eq!(text.matches("/Subtype/Link").count(), 1, "{text}");
    assert!(text.contains("/URI(https://a.example/?x=1&y=%C3%A9)"), "{text}");
    // From 20 to 60 and 40 to 60 units, counted from below: 150 - 45 to 150 - 30 points.
    assert!(text.contains("/Rect[15 105 45 120]"), "{text}");
    assert!(text.contains("/Contents(Desk)"), "{text}");
}

#[test]
fn what_a_page_cannot_say_is_drawn_as_pixels_and_its_text_found() {
    let file = page(
        "<defs><filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter><linearGradient id=\"g\">\
         <stop stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\"/></linearGradient></defs>\
         <g filter=\"url(#f)\" transform=\"translate(20 20)\"><text x=\"5\" y=\"20\">soft</text></g>\
         <rect x=\"200\" y=\"20\" width=\"50\" height=\"50\" fill=\"url(#g)\"/>",
    );
    // One that is seen through, which is two in the file, and one that is not.
    assert_eq!(unpacked(&file).matches("/Subtype/Image").count(), 3);
    let Some(text) = copied(&file) else { return };
    assert_eq!(text.trim(), "soft");
}

#[test]
fn no_bundled_template_needs_pixels() {
    let mut folders = vec![std::path::PathBuf::from("../../templates/svg")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "hbs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for costly in ["<filter", "<mask", "Gradient", "<pattern", "mix-blend"] {
                    assert!(!text.contains(costly), "{costly} in {}", path.display());
                }
            }
        }
    }
}

#[test]
fn pictures_are_embedded_once_and_broken_ones_left_out() {
    let image = |data: &str, x: u32| {
        format!("<image x=\"{x}\" y=\"9\" width=\"20\" height=\"10\" href=\"data:image/png;base64,{data}\"/>")
    };
    let whole =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==";
    let pictures = |file: &[u8]| unpacked(file).matches("/Subtype/Image").count();
    assert_eq!(pictures(&page(&(image(whole, 9) + &image(whole, 99)))), 1);
    // Its head is right, its content is not.
    let broken =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAACklEQVR4eHh4eHh4eHh4TZTwcwAAAABJRU5ErkJggg==";
    let text = "<text x=\"20\" y=\"60\">still here</text>";
    let file = page(&(image(broken, 9) + &image("AAAA", 99) + text));
    assert!(copied(&file).is_none_or(|t| t.contains("still here")));
}

#[test]
fn what_is_no_svg_is_an_error() {
    for bad in ["", "<svg", "<html/>", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>"]
    {
        assert!(matches!(pdf(bad, "", ""), Err(RenderError::Svg(_))), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_place_is_too_much(
        text in "\\PC{0,12}",
        title in ".{0,9}",
        places in proptest::collection::vec(prop_oneof![
            -2000.0..2000.0_f64, Just(0.0), -1e39..1e39_f64, -1e9..1e9_f64, -1e-9..1e-9_f64, Just(1e38)
        ], 8),
    ) {
        let text: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let [a, b, c, d, e, f, g, h] = places[..] else { unreachable!() };
        let inner = format!(
            "<a href=\"https://a.example/{text}\"><g transform=\"matrix({a} 0 {b} 1 {c} {d})\">\
             <rect x=\"{e}\" y=\"{f}\" width=\"{g}\" height=\"{h}\" rx=\"{a}\" stroke=\"red\" stroke-width=\"{b}\"/>\
             <text x=\"{g}\" y=\"{h}\" font-size=\"{f}\" textLength=\"{c}\" lengthAdjust=\"spacingAndGlyphs\">\
             {text}</text></g></a><g opacity=\"0.5\" transform=\"translate({e} {f}) scale({g})\">\
             <path d=\"M{a} {b} C{c} {d} {e} {f} {g} {h}\" stroke=\"#000\" stroke-dasharray=\"{d} 3\"/></g>\
             <text x=\"9\" y=\"40\">{text}</text>"
        );
        let file = pdf(&drawn(400, 200, &inner), &title, "en");
        prop_assert!(file.is_ok() || matches!(file, Err(RenderError::Svg(_) | RenderError::Pdf(_))));
    }
}
