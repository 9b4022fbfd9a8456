//! Boxes that nothing joins, side by side in little room.
//!
//! Each goes as high as it fits, then as far left: boxes of one size become a grid in their order.

/// Width to height of a picture that suits a screen.
const ASPECT: f64 = 1.6;
/// How many widths are tried.
const TRIES: usize = 24;

/// Where boxes of these sizes go, with `gap` between them, and the size of it all. The order is kept among
/// boxes of one height; larger ones go first.
pub fn pack(sizes: &[[f64; 2]], gap: f64, upright: bool) -> (Vec<[f64; 2]>, [f64; 2]) {
    let aspect = if upright { ASPECT.recip() } else { ASPECT };
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| sizes[b][1].total_cmp(&sizes[a][1]));
    let least = sizes.iter().map(|size| size[0]).fold(0.0, f64::max) + gap;
    let area: f64 = sizes.iter().map(|[w, h]| (w + gap) * (h + gap)).sum();
    let ideal = (area * aspect).sqrt();
    let widths = (0..TRIES).map(|at| (ideal * (0.7 + at as f64 / TRIES as f64)).max(least));
    let tries = widths.map(|width| {
        let places = fill(sizes, &order, gap, width);
        let end = |axis: usize| {
            let ends = places.iter().zip(sizes).map(|(place, size)| place[axis] + size[axis]);
            ends.fold(0.0, f64::max)
        };
        let size = [end(0), end(1)];
        (places, size)
    });
    // As large as possible on a screen of that shape.
    let scale = |[w, h]: [f64; 2]| (w / aspect).max(h) + (w + h) * 0.01;
    tries.min_by(|(_, a), (_, b)| scale(*a).total_cmp(&scale(*b))).unwrap_or_default()
}

/// Fills a strip of a width from the top; the skyline is the lower edge of what is filled.
fn fill(sizes: &[[f64; 2]], order: &[usize], gap: f64, width: f64) -> Vec<[f64; 2]> {
    let mut places = vec![[0.0; 2]; sizes.len()];
    // Left edge and depth of each step; the last ends at the width.
    let mut skyline = vec![[0.0, 0.0]];
    for &at in order {
        let [w, h] = [sizes[at][0] + gap, sizes[at][1] + gap];
        let depth_at = |first: usize| {
            let right = skyline[first][0] + w;
            let under = skyline[first..].iter().take_while(|step| step[0] < right - 1e-6);
            under.map(|step: &[f64; 2]| step[1]).fold(0.0, f64::max)
        };
        let fits = (0..skyline.len()).filter(|&first| first == 0 || skyline[first][0] + w <= width + 1e-6);
        let best = fits.map(|first| (first, depth_at(first)));
        let (first, depth) = best.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
        let left = skyline[first][0];
        places[at] = [left, depth];
        let last = skyline.iter().rposition(|step| step[0] <= left + w + 1e-6).unwrap_or(first);
        let rest = (left + w + 1e-6 < width).then_some([(left + w).max(skyline[last][0]), skyline[last][1]]);
        skyline.splice(first..=last, std::iter::once([left, depth + h]).chain(rest));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_one_size_become_a_grid_in_their_order() {
        let (places, size) = pack(&[[100.0, 50.0]; 6], 10.0, false);
        let expected = [[0.0, 0.0], [110.0, 0.0], [0.0, 60.0], [110.0, 60.0], [0.0, 120.0], [110.0, 120.0]];
        assert_eq!(places, expected);
        assert_eq!(size, [210.0, 170.0]);
    }

    #[test]
    fn small_boxes_fill_the_room_beside_a_large_one() {
        let mut sizes = vec![[40.0, 20.0]; 4];
        sizes.insert(0, [100.0, 110.0]);
        let (places, size) = pack(&sizes, 10.0, false);
        assert_eq!(places, [[0.0, 0.0], [110.0, 0.0], [110.0, 30.0], [110.0, 60.0], [110.0, 90.0]]);
        assert_eq!(size, [150.0, 110.0]);
    }

    #[test]
    fn nothing_takes_no_room() {
        assert_eq!(pack(&[], 10.0, false), (vec![], [0.0, 0.0]));
    }
}
