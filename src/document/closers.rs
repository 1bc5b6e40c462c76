//! Closing signs, looked for in linear time.

/// Remembers where a sign does not stand any more, so that a text full of opening signs is not searched again for each.
#[derive(Debug, Default)]
pub(super) struct Closers {
    /// A sign, and the stretch of the source in which it was looked for in vain.
    none: Vec<(&'static str, usize, usize)>,
}

impl Closers {
    /// Where `sign` stands first in `from..end` such that it `closes`.
    pub(super) fn find(
        &mut self,
        source: &str,
        sign: &'static str,
        from: usize,
        end: usize,
        closes: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let known = self.none.iter_mut().find(|n| n.0 == sign);
        if known.as_ref().is_some_and(|n| n.1 <= from && end <= n.2) {
            return None;
        }
        let mut at = from;
        while let Some(found) = source.get(at..end).and_then(|rest| rest.find(sign)).map(|i| at + i) {
            if closes(found) {
                return Some(found);
            }
            at = found + sign.len();
        }
        match known {
            Some(known) => (known.1, known.2) = (from, end),
            None => self.none.push((sign, from, end)),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_is_not_there_is_looked_for_once() {
        let source = "`".to_string() + &"*a ".repeat(200_000);
        let mut closers = Closers::default();
        for at in (0..source.len()).step_by(3) {
            assert_eq!(closers.find(&source, "]", at, source.len(), |_| true), None);
            assert_eq!(closers.find(&source, "a", at, source.len(), |_| false), None);
        }
        // What is remembered is of one source.
        let mut closers = Closers::default();
        assert_eq!(closers.find("a] b]", "]", 0, 5, |at| at > 2), Some(4));
        // A longer stretch is another matter.
        assert_eq!(closers.find("a b]", "}", 0, 3, |_| true), None);
        assert_eq!(closers.find("a b}", "}", 0, 4, |_| true), Some(3));
    }
}
