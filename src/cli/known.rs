//! The baseline in a run of `check`.

use super::options::Setup;
use super::{Failure, output};
use crate::baseline::{Baseline, Stale};
use crate::check::RuleSet;
use crate::fix::AtomicFile;
use crate::report::FileReport;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many stale lines are listed one by one.
const LISTED: usize = 20;

pub struct Known {
    path: PathBuf,
    baseline: Baseline,
    stale: Vec<Stale>,
}

impl Known {
    /// The baseline of the command line, or of the configuration.
    ///
    /// # Errors
    /// It is not there, or no baseline.
    pub fn read(path: Option<&Path>, setup: &Setup) -> Result<Option<Known>, Failure> {
        let Some(path) = path.or(setup.config.baseline.as_deref()) else { return Ok(None) };
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|e| {
            Failure::Message(format!("{shown}: the baseline cannot be read: {e}; `motjuste baseline PATH…` writes one"))
        })?;
        let baseline = Baseline::parse(&text).map_err(|e| Failure::Message(format!("{shown}: {e}")))?;
        Ok(Some(Known { path: path.to_path_buf(), baseline, stale: Vec::new() }))
    }

    /// Takes what is known out of a report; says how much that was.
    pub fn hide(&mut self, file: &mut FileReport, rules: &RuleSet) -> usize {
        self.stale.extend(self.baseline.stale_in(file, rules));
        self.baseline.hide(file, rules)
    }

    /// Says what of the baseline is no longer there, in the files that were read or that do not exist any more; takes it out
    /// if asked. Returns how many findings that were.
    pub fn finish(mut self, setup: &Setup, asked: &[PathBuf], prune: bool) -> Result<usize, Failure> {
        let asked: Vec<String> = asked.iter().map(|p| setup.project_path(p)).collect();
        let within = |path: &str| asked.iter().any(|a| a.is_empty() || a == "." || Path::new(path).starts_with(a));
        let gone: Vec<String> =
            self.baseline.paths().filter(|p| within(p) && !setup.in_project(p).exists()).map(str::to_string).collect();
        for path in gone {
            self.stale.extend(self.baseline.all_of(&path));
        }
        let count: usize = self.stale.iter().map(|s| s.count as usize).sum();
        if count == 0 {
            return Ok(0);
        }
        let shown = self.path.display();
        let what = if count == 1 { "1 finding is" } else { &format!("{count} findings are") };
        if prune {
            self.baseline.prune(&self.stale);
            let mut file =
                AtomicFile::create(&self.path).map_err(|e| Failure::Message(format!("{shown}: cannot be written: {e}")))?;
            file.write_all(self.baseline.to_toml().as_bytes())
                .and_then(|()| file.commit())
                .map_err(|e| Failure::Message(format!("{shown}: cannot be written: {e}")))?;
            output::say(format_args!("motjuste: {shown}: {what} no longer there and came out of the baseline"));
            return Ok(0);
        }
        output::say(format_args!("motjuste: {shown}: {what} no longer there; --prune takes them out:"));
        for line in self.stale.iter().take(LISTED) {
            output::say(format_args!("  {}: {} ({})", line.path, line.entry, line.count));
        }
        if self.stale.len() > LISTED {
            output::say(format_args!("  … and {} more", self.stale.len() - LISTED));
        }
        Ok(count)
    }
}
