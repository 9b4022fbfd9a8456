//! How far along in a flow each thing is.

/// For each thing how many steps it is from a start at most, and where it leads to without the lines
/// that lead back. `out` says where each leads to. A line leads back if it closes a circle as seen
/// from the first thing that nothing leads to, or else from the first of all.
pub(in crate::view) fn steps(out: &[Vec<usize>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let count = out.len();
    let mut before = vec![0_usize; count];
    for to in out.iter().enumerate().flat_map(|(n, to)| to.iter().filter(move |to| **to != n)) {
        before[*to] += 1;
    }
    let starts = (0..count).filter(|n| before[*n] == 0);
    let order: Vec<usize> = starts.chain(0..count).collect();
    let forward = without_circles(out, &order);
    before.fill(0);
    for to in forward.iter().flatten() {
        before[*to] += 1;
    }
    let mut step = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|n| before[*n] == 0).collect();
    let mut next = 0;
    while let Some(n) = ready.get(next).copied() {
        next += 1;
        for &to in &forward[n] {
            step[to] = step[to].max(step[n] + 1);
            before[to] -= 1;
            if before[to] == 0 {
                ready.push(to);
            }
        }
    }
    (step, forward)
}

/// Where each leads to, without the lines that a search in this order finds to lead back.
fn without_circles(out: &[Vec<usize>], order: &[usize]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; out.len()];
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); out.len()];
    for &start in order {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::Open;
        let mut stack = vec![(start, 0)];
        while let Some((n, next)) = stack.last_mut() {
            let from = *n;
            let Some(to) = out[from].get(*next).copied() else {
                seen[from] = Seen::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            if seen[to] == Seen::Open {
                continue;
            }
            forward[from].push(to);
            if seen[to] == Seen::No {
                seen[to] = Seen::Open;
                stack.push((to, 0));
            }
        }
    }
    forward
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn the_longest_way_counts_and_circles_do_not() {
        let check = |out: &[&[usize]], expected: &[usize]| {
            let out: Vec<Vec<usize>> = out.iter().map(|to| to.to_vec()).collect();
            assert_eq!(steps(&out).0, expected, "{out:?}");
        };
        check(&[], &[]);
        check(&[&[0]], &[0]);
        check(&[&[1, 2], &[2], &[]], &[0, 1, 2]);
        check(&[&[1], &[2], &[0]], &[0, 1, 2]);
        // The circle of 1 and 2 is entered at 2, so 1 comes after it.
        check(&[&[2], &[2], &[1]], &[0, 2, 1]);
    }
}
