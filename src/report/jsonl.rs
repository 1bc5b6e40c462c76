//! `--format jsonl`: a line a finding, with the keys of `--format json` and the path; the first line has the version, the
//! last one the summary. Lines can be read as they come.

use super::json::{Item, VERSION};
use super::{FileReport, Options, Output, Summary};
use crate::check::RuleSet;
use serde::Serialize;
use std::io::{self, Write};

pub struct JsonLines(pub Options);

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Begin {
        version: u32,
    },
    Finding {
        path: &'a str,
        #[serde(flatten)]
        item: Box<Item<'a>>,
    },
    Summary(&'a Summary),
}

fn line(out: &mut dyn Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

impl Output for JsonLines {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        line(out, &Line::Begin { version: VERSION })
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport, rules: &RuleSet) -> io::Result<()> {
        for (finding, print) in file.shown(self.0.show_exempt) {
            line(
                out,
                &Line::Finding { path: &file.path, item: Box::new(Item::new(file, finding, print, rules, self.0.locale)) },
            )?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        line(out, &Line::Summary(summary))
    }
}
