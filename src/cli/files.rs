//! From the paths on the command line to the files to read, in a stable order.

use super::check_large;
use super::large_file::LargeFile;
use super::options::{CommonOptions, Setup};
use crate::check::{Findings, Fingerprint, LanguageHints, RuleSet, check};
use crate::document::container::told;
use crate::document::{Container, Document, Format, Source, SourceError};
use crate::report::{ContainerText, FileReport, Prose};
use crate::text::LineIndex;
use ignore::WalkBuilder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of more than this is not read: its positions would not fit what editors and reports can say.
pub const LARGEST: u64 = 1 << 30;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

/// The files that were asked for, and what went wrong while looking.
pub struct Found {
    pub inputs: Vec<Input>,
    pub problems: Vec<String>,
    /// Files passed over because their format cannot be read.
    pub skipped: usize,
}

/// Walks folders (.gitignore honoured), keeps the order of the command line and sorts within a folder.
pub fn find(paths: &[PathBuf], options: &CommonOptions, setup: &Setup) -> Found {
    let mut found = Found { inputs: Vec::new(), problems: Vec::new(), skipped: 0 };
    for path in paths {
        if path.as_os_str() == "-" {
            found.inputs.push(Input::Stdin);
        } else if path.is_dir() {
            walk(path, options, setup, &mut found);
        } else if let Err(e) = fs::metadata(path) {
            found.problems.push(format!("{}: {}", path.display(), why_not(path, &e)));
        } else if setup.config.is_excluded(path, false) || options.skip_unknown && !is_read_in_a_folder(path) {
            found.skipped += 1;
        } else {
            found.inputs.push(Input::File(path.clone()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.inputs.retain(|i| match i {
        Input::Stdin => seen.insert(PathBuf::from("-")),
        Input::File(p) => seen.insert(p.clone()),
    });
    found
}

/// Whether a file is read although nobody named it.
fn is_read_in_a_folder(path: &Path) -> bool {
    Format::of(path).is_some_and(|f| f.is_likely(path))
}

pub fn why_not(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => "a link to something that is not there".to_string(),
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_string(),
        std::io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_string(),
        _ if error.to_string().contains("symbolic links") => "a link that leads back to itself".to_string(),
        _ => format!("cannot be read: {error}"),
    }
}

fn walk(folder: &Path, options: &CommonOptions, setup: &Setup, found: &mut Found) {
    let before = found.inputs.len();
    let (problems_before, skipped_before) = (found.problems.len(), found.skipped);
    let mut walker = WalkBuilder::new(folder);
    walker.standard_filters(!options.no_ignore).require_git(false).follow_links(true).sort_by_file_path(Path::cmp);
    for entry in walker.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                if !entry.file_type().is_some_and(|t| t.is_file()) || setup.config.is_excluded(path, false) {
                    continue;
                }
                if is_read_in_a_folder(path) {
                    found.inputs.push(Input::File(path.to_path_buf()));
                } else {
                    found.skipped += 1;
                }
            }
            Err(e) => {
                // A link that loops or leads nowhere is said; the walk goes on.
                found.problems.push(e.to_string());
            }
        }
    }
    if found.inputs.len() == before && found.problems.len() == problems_before {
        let skipped = found.skipped - skipped_before;
        let others = if skipped > 0 { format!("; {skipped} files of other formats were passed over") } else { String::new() };
        found.problems.push(format!("{}: nothing in this folder can be read{others}; name a file of one of the formats that `motjuste check --help` lists", folder.display()));
    }
}

/// A file that was read and checked.
pub struct Checked {
    pub report: FileReport,
    pub rules: Arc<RuleSet>,
    pub hints: LanguageHints,
    pub format: Format,
    /// The bytes as they were read.
    pub bytes: Vec<u8>,
}

/// About how many bytes a file holds while it waits to be reported.
pub fn held(result: &Result<Checked, String>) -> usize {
    let Ok(Checked { report, bytes, .. }) = result else { return 0 };
    report.source.text.len() + report.prose.as_ref().map_or(0, |p| p.text.len()) + bytes.len()
}

/// Reads and checks one input.
///
/// # Errors
/// A line for the user: which file, what is wrong, what to do.
pub fn read(input: &Input, setup: &Setup, options: &CommonOptions, keep_bytes: bool) -> Result<Checked, String> {
    if let Some(checked) = read_in_pieces(input, setup, keep_bytes)? {
        return Ok(checked);
    }
    let opened = Opened::new(input, setup, options, keep_bytes)?;
    let document = opened.document();
    let findings = check(&document, opened.text(), &opened.rules, &opened.hints);
    let told = Told::of(&document, findings, setup, keep_bytes);
    drop(document);
    Ok(opened.report(told, setup))
}

/// Reads a large file without keeping it; nothing where it has to be read as a whole.
fn read_in_pieces(input: &Input, setup: &Setup, keep_bytes: bool) -> Result<Option<Checked>, String> {
    if keep_bytes || setup.keep_prose || setup.keep_text {
        return Ok(None);
    }
    let Some(large) = LargeFile::of(input, setup)? else { return Ok(None) };
    check_large::check(&large, setup)
}

pub fn rules_of(setup: &Setup, path: &Path, name: &str) -> Result<Arc<RuleSet>, String> {
    setup.rules_for(path).map_err(|e| match e {
        super::Failure::Message(m) => format!("{name}: {m}"),
        super::Failure::ClosedPipe => name.to_string(),
    })
}

/// A file that was read.
pub struct Opened {
    pub name: String,
    path: PathBuf,
    pub format: Format,
    pub rules: Arc<RuleSet>,
    pub hints: LanguageHints,
    source: Source,
    container: Option<Container>,
    kept: Vec<u8>,
}

/// What a report needs of a document that was checked.
pub struct Told {
    findings: Findings,
    fingerprints: Vec<Fingerprint>,
    prose: Option<Prose>,
    container: Option<ContainerText>,
    is_clean: bool,
    is_incomplete: bool,
}

impl Told {
    /// `keep`: its text is needed also where nothing was found.
    pub fn of(document: &Document, findings: Findings, setup: &Setup, keep: bool) -> Told {
        let is_clean = !keep && findings.items.is_empty() && findings.other_languages.is_empty() && findings.problems.is_empty();
        Told {
            fingerprints: Fingerprint::of(document, &findings.items),
            prose: if setup.keep_prose && !findings.items.is_empty() { Prose::of(document) } else { None },
            container: if is_clean { None } else { ContainerText::of(document, &findings) },
            is_incomplete: document.parts.iter().filter_map(|p| p.prose.layout.as_ref()).any(|l| l.is_incomplete),
            findings,
            is_clean,
        }
    }
}

impl Opened {
    /// # Errors
    /// See [`read`].
    pub fn new(input: &Input, setup: &Setup, options: &CommonOptions, keep_bytes: bool) -> Result<Opened, String> {
        let (name, path) = match input {
            Input::Stdin => {
                let path = options.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
                (shown(&path), path)
            }
            Input::File(path) => (shown(path), path.clone()),
        };
        let bytes = bytes_of(input, &name, setup)?;
        let format = Format::of(&path).unwrap_or(Format::PLAIN);
        let kept = if keep_bytes { bytes.clone() } else { Vec::new() };
        let rules = rules_of(setup, &path, &name)?;
        let hints = setup.hints_for(&path);
        let mut container = None;
        let source = if let Format::Container(format) = format {
            let read = format.read(&bytes).map_err(|e| format!("{name}: {e}"))?;
            for remark in &read.remarks {
                super::output::say(format_args!("motjuste: {name}: {remark}"));
            }
            let text = Source::from_text(read.text.as_str());
            container = Some(read);
            text
        } else {
            if let Some(told) = told(&bytes) {
                return Err(format!("{name}: {told}"));
            }
            let encoding = setup.encoding_for(&path).or_else(|| format.declared_encoding(&bytes));
            Source::decode(bytes, encoding.as_deref()).map_err(|e| explain(&name, &path, &e))?
        };
        Ok(Opened { name, path, format, rules, hints, source, container, kept })
    }

    pub fn text(&self) -> &str {
        &self.source.text
    }

    pub fn document(&self) -> Document<'_> {
        match (&self.container, self.format) {
            (Some(read), Format::Container(format)) => Document::of_container(format, read),
            _ => Document::parse(&self.source.text, self.format),
        }
    }

    pub fn report(self, told: Told, setup: &Setup) -> Checked {
        let Opened { name, path, format, rules, hints, mut source, container: read, kept } = self;
        let Told { findings, fingerprints, prose, container, is_clean, is_incomplete } = told;
        let lines = LineIndex::new(if is_clean { "" } else { &source.text });
        // A clean file needs no text any more; a folder of a gigabyte must not stay in memory.
        if is_clean {
            source = Source::from_text("");
        }
        Checked {
            report: FileReport {
                path: name,
                project_path: setup.project_path(&path),
                source,
                lines,
                findings,
                fingerprints,
                container,
                excerpts: None,
                remarks: read.map_or_else(Vec::new, |r| r.remarks),
                is_incomplete,
                prose,
            },
            rules,
            hints,
            format,
            bytes: kept,
        }
    }
}

fn bytes_of(input: &Input, name: &str, setup: &Setup) -> Result<Vec<u8>, String> {
    let bytes = match input {
        Input::File(path) if setup.instead.contains_key(path) => setup.instead[path].clone(),
        Input::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
            bytes
        }
        Input::File(path) => {
            let size = fs::metadata(path).map_err(|e| format!("{name}: {}", why_not(path, &e)))?.len();
            if size > LARGEST {
                return Err(format!("{name}: {} MB are too large (1024 MB at most); split the file", size >> 20));
            }
            fs::read(path).map_err(|e| format!("{name}: {}", why_not(path, &e)))?
        }
    };
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{name}: too large (1024 MB at most); split it"));
    }
    Ok(bytes)
}

fn explain(name: &str, path: &Path, error: &SourceError) -> String {
    match error {
        SourceError::Binary if Format::of(path).is_none() => {
            format!("{name}: a binary file, or a format that cannot be read yet; `motjuste check --help` lists the formats")
        }
        _ => format!("{name}: {error}"),
    }
}

pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
    text.strip_prefix("./").map_or(text.clone(), str::to_string)
}
