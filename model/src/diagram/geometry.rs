//! Points, rectangles, and where lines meet borders.

/// A point of the view, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The point (x, y).
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point at `share` of the way to `other`: 0 is here, 1 is there.
    pub fn towards(self, other: Self, share: f64) -> Self {
        let along = |a: f64, b: f64| a + (b - a) * share;
        Self::new(along(self.x, other.x), along(self.y, other.y))
    }

    /// Distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A rectangle; width and height are not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// A rectangle by its top left corner and size.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// Centre.
    pub fn centre(self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(x, y, right - x, bottom - y)
    }

    /// Whether `other` lies inside, borders included.
    pub fn encloses(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Area of the part both share.
    pub fn overlap(self, other: Self) -> f64 {
        let w = self.right().min(other.right()) - self.x.max(other.x);
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y);
        w.max(0.0) * h.max(0.0)
    }
}

/// The border at which lines end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outline {
    /// All four sides.
    Rect(Rect),
    /// The ellipse that fills the rectangle.
    Ellipse(Rect),
    /// Nothing to stop at: the middle of another line.
    Point(Point),
}

impl Outline {
    /// Where lines aim at.
    pub fn centre(self) -> Point {
        match self {
            Self::Rect(rect) | Self::Ellipse(rect) => rect.centre(),
            Self::Point(point) => point,
        }
    }

    /// How far out `point` is as seen from the centre: below 1 inside, 1 on the border.
    fn reach(self, point: Point) -> f64 {
        let (Self::Rect(rect) | Self::Ellipse(rect)) = self else {
            return f64::INFINITY;
        };
        let centre = rect.centre();
        let x = (point.x - centre.x) / (rect.w / 2.0).max(f64::MIN_POSITIVE);
        let y = (point.y - centre.y) / (rect.h / 2.0).max(f64::MIN_POSITIVE);
        match self {
            Self::Ellipse(_) => x.hypot(y),
            _ => x.abs().max(y.abs()),
        }
    }

    /// Whether `point` lies inside the border.
    pub fn holds(self, point: Point) -> bool {
        self.reach(point) < 1.0
    }

    /// The point of the border on the ray from the centre through `point`; straight up if that
    /// is the centre itself.
    pub fn border_towards(self, point: Point) -> Point {
        let centre = self.centre();
        if let Self::Point(_) = self {
            return centre;
        }
        let reach = self.reach(point);
        if reach > 0.0 {
            return centre.towards(point, 1.0 / reach);
        }
        match self {
            Self::Rect(rect) | Self::Ellipse(rect) => Point::new(centre.x, rect.y),
            Self::Point(point) => point,
        }
    }

    /// Where the way from `inside` to `outside` crosses the border.
    fn crossing(self, inside: Point, outside: Point) -> Point {
        let (Self::Rect(rect) | Self::Ellipse(rect)) = self else {
            return self.centre();
        };
        let centre = rect.centre();
        // Measured in half widths and half heights, the border is at 1.
        let (half_w, half_h) = (rect.w / 2.0, rect.h / 2.0);
        let (px, py) = ((inside.x - centre.x) / half_w, (inside.y - centre.y) / half_h);
        let (dx, dy) = ((outside.x - inside.x) / half_w, (outside.y - inside.y) / half_h);
        let share = match self {
            Self::Ellipse(_) => {
                let (a, b, c) = (dx * dx + dy * dy, px * dx + py * dy, px * px + py * py - 1.0);
                ((b * b - a * c).max(0.0).sqrt() - b) / a
            }
            _ => {
                let side = |p: f64, d: f64| if d == 0.0 { 1.0 } else { (d.signum() - p) / d };
                side(px, dx).min(side(py, dy))
            }
        };
        inside.towards(outside, share.clamp(0.0, 1.0))
    }
}

/// Cuts a line from the centre of one outline through `bends` to the centre of another, so that it
/// starts and ends at their borders.
pub(crate) fn clip(from: Outline, bends: &[Point], to: Outline) -> Vec<Point> {
    let mut points = Vec::with_capacity(bends.len() + 2);
    points.push(from.centre());
    points.extend_from_slice(bends);
    points.push(to.centre());
    if bends.is_empty() && (from.holds(to.centre()) || to.holds(from.centre())) {
        return vec![inner(from, to), inner(to, from)];
    }
    cut_start(from, &mut points);
    points.reverse();
    cut_start(to, &mut points);
    points.reverse();
    points
}

/// End of a line between two overlapping boxes: on the way from the outer centre through the inner
/// one, so that the line runs from the inner box outwards.
fn inner(end: Outline, other: Outline) -> Point {
    let (this, that) = (end.centre(), other.centre());
    if end.holds(that) {
        return end.border_towards(that);
    }
    // Away from the other one's centre.
    end.border_towards(that.towards(this, 2.0))
}

fn cut_start(end: Outline, points: &mut Vec<Point>) {
    if let Outline::Point(_) = end {
        return;
    }
    match points.iter().position(|p| !end.holds(*p)) {
        Some(0) | None => {
            // A line that never leaves the box ends where it came nearest to leaving.
            if points.len() > 1 && end.holds(points[0]) {
                let last = points[1];
                points[0] = end.border_towards(last);
            }
        }
        Some(first) => {
            let border = end.crossing(points[first - 1], points[first]);
            points.drain(..first - 1);
            points[0] = border;
        }
    }
}

/// The loop of a line from a box to itself.
pub(crate) fn own_loop(rect: Rect) -> Vec<Point> {
    const OUT: f64 = 22.0;
    let centre = rect.centre();
    vec![
        Point::new(rect.right(), centre.y),
        Point::new(rect.right() + OUT, centre.y),
        Point::new(rect.right() + OUT, rect.bottom() + OUT),
        Point::new(centre.x, rect.bottom() + OUT),
        Point::new(centre.x, rect.bottom()),
    ]
}

/// The point at `share` of the length of a line; the default for an empty one.
pub(crate) fn along(points: &[Point], share: f64) -> Point {
    let total: f64 = points.windows(2).map(|p| p[0].distance(p[1])).sum();
    let mut rest = total * share;
    for pair in points.windows(2) {
        let step = pair[0].distance(pair[1]);
        if step >= rest && step > 0.0 {
            return pair[0].towards(pair[1], rest / step);
        }
        rest -= step;
    }
    points.last().copied().unwrap_or_default()
}

/// The point half way along a line.
pub fn middle(points: &[Point]) -> Point {
    along(points, 0.5)
}
