//! How long it takes until the first text can be checked.

use motjuste::check::{RuleSet, Settings};
use std::time::Instant;

fn main() {
    for (what, large) in [("small texts", false), ("much text", true)] {
        let mut best = f64::MAX;
        for _ in 0..20 {
            let start = Instant::now();
            let rules = RuleSet::builtin_with(&Settings::default(), large);
            std::hint::black_box(&rules);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("rules ready for {what}: {:.2} ms (best of 20)", best * 1000.0);
    }
}
