//! A series as a small line, drawn inside the line of text that says the same.

use std::fmt::Write;

use archweave_model::delivery::effect::Reading;

/// Size in pixels.
const SIZE: (f64, f64) = (120.0, 28.0);
/// Room around the line.
const MARGIN: f64 = 3.0;
/// Points drawn; more are thinned evenly.
const MAX_POINTS: usize = 120;

/// The series as SVG, with a dashed line at the target. Hidden from those who do not see it: the words
/// beside it are for them. None for fewer than two values.
pub(super) fn line(series: &[Reading], target: Option<f64>) -> Option<String> {
    let finite: Vec<&Reading> = series.iter().filter(|reading| reading.value.is_finite()).collect();
    let (first, last) = (finite.first()?, finite.last()?);
    let span = last.at.since(first.at);
    if finite.len() < 2 || span <= 0 {
        return None;
    }
    let values = finite.iter().map(|reading| reading.value).chain(target.filter(|target| target.is_finite()));
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let height = SIZE.1 - 2.0 * MARGIN;
    let y = |value: f64| match high > low {
        true => MARGIN + height * (1.0 - (value - low) / (high - low)),
        false => SIZE.1 / 2.0,
    };
    let x = |reading: &Reading| {
        MARGIN + (SIZE.0 - 2.0 * MARGIN) * reading.at.since(first.at) as f64 / span as f64
    };
    let step = finite.len().div_ceil(MAX_POINTS);
    let drawn = finite.iter().enumerate().filter(|(n, _)| n % step == 0 || *n + 1 == finite.len());
    let mut path = String::new();
    for (n, (_, reading)) in drawn.enumerate() {
        let _ = write!(path, "{}{:.1} {:.1}", if n == 0 { "M" } else { " L" }, x(reading), y(reading.value));
    }
    let mut out = format!(
        r#"<svg class="spark" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true" focusable="false">"#,
        w = SIZE.0,
        h = SIZE.1,
    );
    if let Some(target) = target.filter(|target| target.is_finite()) {
        let at = y(target);
        let _ = write!(out, r#"<path class="target" d="M{MARGIN} {at:.1} H{}"/>"#, SIZE.0 - MARGIN);
    }
    let _ = write!(
        out,
        r#"<path class="series" d="{path}"/><circle cx="{:.1}" cy="{:.1}" r="2.2"/></svg>"#,
        x(last),
        y(last.value)
    );
    Some(out)
}

#[cfg(test)]
mod tests {
    use archweave_model::delivery::Moment;

    use super::*;

    fn series(values: &[f64]) -> Vec<Reading> {
        let day = |(n, value): (usize, &f64)| Reading {
            at: Moment(n as i64 * 86_400_000),
            value: *value,
            sample: 1,
        };
        values.iter().enumerate().map(day).collect()
    }

    #[test]
    fn the_line_goes_from_left_to_right_and_higher_values_stand_higher() {
        let svg = line(&series(&[1.0, 3.0]), None).unwrap();
        assert!(svg.contains(r#"d="M3.0 25.0 L117.0 3.0""#), "{svg}");
        let level = line(&series(&[2.0, 2.0, 2.0]), Some(2.0)).unwrap();
        assert!(level.contains("14.0 L60.0 14.0") && level.contains("M3 14.0 H117"), "{level}");
    }

    #[test]
    fn what_is_no_line_is_not_drawn_and_long_ones_are_thinned() {
        assert_eq!(line(&series(&[1.0]), None), None);
        assert_eq!(line(&series(&[f64::NAN, 1.0]), None), None);
        let long = line(&series(&vec![1.0; 2_000]), None).unwrap();
        assert!(long.matches(" L").count() <= MAX_POINTS + 1, "{}", long.len());
    }
}
