//! Matrices of PDF: row vectors times a matrix of six numbers (ISO 32000-1, 8.3.3 and 8.3.4).

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f32; 6]);

pub(super) type Point = (f32, f32);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn translation(x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `other`.
    pub(super) fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    pub(super) fn apply(self, (x, y): Point) -> Point {
        let [a, b, c, d, e, f] = self.0;
        (x * a + y * c + e, x * b + y * d + f)
    }

    /// Where a distance leads, without the shift.
    pub(super) fn distance(self, (x, y): Point) -> Point {
        let [a, b, c, d, ..] = self.0;
        (x * a + y * c, x * b + y * d)
    }

    /// The area that a square of one unit has afterwards.
    pub(super) fn area(self) -> f32 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs()
    }

    pub(super) fn is_finite(self) -> bool {
        self.0.iter().all(|n| n.is_finite())
    }
}

pub(super) fn length((x, y): Point) -> f32 {
    x.hypot(y)
}

/// A rectangle whose sides are in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) right: f32,
    pub(super) top: f32,
}

impl Rectangle {
    pub(super) fn of([a, b, c, d]: [f32; 4]) -> Rectangle {
        Rectangle { left: a.min(c), bottom: b.min(d), right: a.max(c), top: b.max(d) }
    }

    pub(super) fn within(self, other: Rectangle) -> Rectangle {
        Rectangle {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn contains(self, (x, y): Point) -> bool {
        (self.left..=self.right).contains(&x) && (self.bottom..=self.top).contains(&y)
    }

    pub(super) fn area(self) -> f32 {
        (self.right - self.left).max(0.0) * (self.top - self.bottom).max(0.0)
    }
}
