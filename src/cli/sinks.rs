//! Where reports go: standard output, and any number of files that appear whole or not at all.

use super::{Failure, output};
use crate::check::RuleSet;
use crate::fix::AtomicFile;
use crate::report::{self, FileReport, OUTPUTS, Options, Output, OutputKind, Summary};
use anstream::{AutoStream, adapter::StripBytes};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// `--output FORMAT=FILE`
#[derive(Debug, Clone)]
pub struct Destination {
    pub kind: &'static OutputKind,
    pub file: PathBuf,
}

/// The names of all outputs, as `--format` takes them.
pub fn output_kind() -> impl TypedValueParser<Value = &'static OutputKind> {
    PossibleValuesParser::new(OUTPUTS.iter().map(|o| PossibleValue::new(o.name).help(o.about)))
        .map(|name| report::output(&name).unwrap_or(&OUTPUTS[0]))
}

pub fn destination(text: &str) -> Result<Destination, String> {
    let names = || OUTPUTS.iter().map(|o| o.name).collect::<Vec<_>>().join(", ");
    let (name, file) = text.split_once('=').ok_or_else(|| format!("write FORMAT=FILE; formats are {}", names()))?;
    let kind = report::output(name).ok_or_else(|| format!("\"{name}\" is no format; formats are {}", names()))?;
    match file {
        "" => Err(format!("name a file: {name}=FILE")),
        "-" => Err(format!("standard output is for --format {name}; name a file here")),
        _ => Ok(Destination { kind, file: PathBuf::from(file) }),
    }
}

/// All outputs of a run.
pub struct Sinks {
    stdout: (Box<dyn Output>, BufWriter<AutoStream<StdoutLock<'static>>>),
    files: Vec<(Box<dyn Output>, Plain, PathBuf)>,
}

impl Sinks {
    /// # Errors
    /// A file that cannot be written: nothing is checked in vain.
    pub fn open(format: &'static OutputKind, files: &[Destination], options: Options) -> Result<Sinks, Failure> {
        let mut sinks = Sinks { stdout: ((format.new)(options), output::stdout()), files: Vec::new() };
        for (n, destination) in files.iter().enumerate() {
            if files[..n].iter().any(|d| same_place(&d.file, &destination.file)) {
                let shown = destination.file.display();
                return Err(Failure::Message(format!("{shown}: named for two reports; give each its own file")));
            }
            let file = AtomicFile::create(&destination.file).map_err(|e| cannot_write(&destination.file, &e))?;
            let strip = (destination.kind.name == "text").then(StripBytes::new);
            sinks.files.push(((destination.kind.new)(options), Plain { file, strip }, destination.file.clone()));
        }
        sinks.stdout.0.begin(&mut sinks.stdout.1)?;
        for (output, file, path) in &mut sinks.files {
            output.begin(file).map_err(|e| cannot_write(path, &e))?;
        }
        Ok(sinks)
    }

    pub fn file(&mut self, report: &FileReport, rules: &RuleSet) -> Result<(), Failure> {
        for (output, file, path) in &mut self.files {
            output.file(file, report, rules).map_err(|e| cannot_write(path, &e))?;
        }
        Ok(self.stdout.0.file(&mut self.stdout.1, report, rules)?)
    }

    pub fn end(mut self, summary: &Summary) -> Result<(), Failure> {
        // The files first: whoever reads standard output may have seen enough.
        for (mut output, mut file, path) in self.files {
            output.end(&mut file, summary).and_then(|()| file.file.commit()).map_err(|e| cannot_write(&path, &e))?;
        }
        self.stdout.0.end(&mut self.stdout.1, summary)?;
        Ok(self.stdout.1.flush()?)
    }
}

/// Whether two paths lead to the same file, which need not be there yet.
fn same_place(a: &Path, b: &Path) -> bool {
    let whole = |path: &Path| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
    };
    // A pipe or a device takes whatever comes.
    let is_special = |path: &Path| path.exists() && !path.is_file();
    !is_special(a) && whole(a).is_some_and(|a| whole(b) == Some(a))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Message(format!("{}: cannot be written: {error}", path.display()))
}

/// A file; what is coloured in a terminal is not coloured in it.
struct Plain {
    file: AtomicFile,
    strip: Option<StripBytes>,
}

impl Write for Plain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.strip {
            None => self.file.write(bytes),
            Some(strip) => {
                for printable in strip.strip_next(bytes) {
                    self.file.write_all(printable)?;
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
