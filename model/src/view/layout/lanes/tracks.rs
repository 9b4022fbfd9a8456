//! Lines side by side in a channel: those that would lie on each other get tracks of their own.

/// A piece of a line in a channel, by what it reaches from and to across the channel.
pub(super) struct Piece {
    pub link: usize,
    /// Where it comes from and goes to, in the order of rows or columns.
    pub from: f64,
    pub to: f64,
}

/// The track of each piece, and how many tracks there are.
pub(super) fn assign(pieces: &[Piece]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    // Of lines that go on, the one that starts last turns first, so that they do not cross.
    order.sort_by(|a, b| {
        let (a, b) = (&pieces[*a], &pieces[*b]);
        let is_down = |piece: &Piece| piece.to >= piece.from;
        let down = is_down(b).cmp(&is_down(a));
        let from = if is_down(a) { b.from.total_cmp(&a.from) } else { a.from.total_cmp(&b.from) };
        down.then(from).then(a.link.cmp(&b.link))
    });
    let mut tracks: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut of = vec![0; pieces.len()];
    for n in order {
        let (low, high) = (pieces[n].from.min(pieces[n].to), pieces[n].from.max(pieces[n].to));
        let free = |track: &Vec<(f64, f64)>| track.iter().all(|(a, b)| *b < low || high < *a);
        let track = tracks.iter().position(free).unwrap_or(tracks.len());
        if track == tracks.len() {
            tracks.push(Vec::new());
        }
        tracks[track].push((low, high));
        of[n] = track;
    }
    (of, tracks.len())
}
