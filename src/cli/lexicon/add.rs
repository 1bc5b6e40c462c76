//! `motjuste lexicon add`

use super::super::options::read_lexicons;
use super::super::{CLEAN, Failure, output};
use super::new::language_of;
use crate::fix::AtomicFile;
use crate::lexicon::{LexiconFile, builtin_lexicon};
use crate::termbase::slug;
use crate::text::Language;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Adds an entry to the end of a lexicon file; what stands in it stays as it is.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file, in a folder of its language: words/fr/house.toml; begun if it is not there
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A word or phrase to avoid, what inflects in brackets; for Chinese SIMPLIFIED=TRADITIONAL
    #[arg(long, value_name = "PATTERN", required = true)]
    find: Vec<String>,
    /// What to say instead, the best first
    #[arg(long, value_name = "PATTERN", required = true)]
    say: Vec<String>,
    /// Why, in the language of the file
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Why, in English
    #[arg(long, value_name = "TEXT")]
    why_en: Option<String>,
    /// The idea it belongs to
    #[arg(long, value_name = "CONCEPT", default_value = "sex-work")]
    concept: String,
    /// The name of the entry; made from the first pattern where it is not given
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// A sentence that has the word, and after => how it should read; twice or more
    #[arg(long, value_name = "SENTENCE => SENTENCE")]
    change: Vec<String>,
    /// A sentence in which nothing may be found; twice or more
    #[arg(long, value_name = "SENTENCE")]
    silent: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let language = language_of(&arguments.file)?;
    let block = block(arguments, language)?;
    let path = &arguments.file;
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(Failure::Message(format!("{}: cannot be read: {e}", path.display()))),
    };
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    let text = format!("{before}{gap}{block}");
    let mut lexicon = builtin_lexicon().clone();
    let concepts = path.with_file_name("concepts.toml");
    let mut files = if concepts.is_file() { read_lexicons(&[concepts])? } else { Vec::new() };
    files.push(LexiconFile { path: path.display().to_string().replace('\\', "/"), text: text.clone().into() });
    let errors = lexicon.add(&files);
    if !errors.is_empty() {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        return Err(Failure::Message(format!("nothing was written:\n{}", lines.join("\n"))));
    }
    let cannot = |e: std::io::Error| Failure::Message(format!("{}: cannot be written: {e}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let mut file = AtomicFile::create(path).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    file.commit().map_err(cannot)?;
    let id = id(arguments, language)?;
    output::say(format_args!("added {id} to {}; `motjuste lexicon show {id}` shows its forms", path.display()));
    Ok(CLEAN)
}

fn id(arguments: &Arguments, language: Language) -> Result<String, Failure> {
    if let Some(id) = &arguments.id {
        return Ok(if id.contains('/') { id.clone() } else { format!("{language}/{id}") });
    }
    let first = arguments.find.first().map_or("", String::as_str);
    let plain: String = first.split(['|', ':', '=']).next().unwrap_or_default().replace(['[', ']'], "");
    slug(&plain)
        .map(|s| format!("{language}/{s}"))
        .ok_or_else(|| Failure::Message(format!("\"{first}\" makes no name of ASCII letters; give one with --id {language}/…")))
}

fn block(a: &Arguments, language: Language) -> Result<String, Failure> {
    // Written as TOML writes strings, whatever stands in them.
    let string = |s: &str| toml::Value::String(s.to_string()).to_string();
    let list = |all: &mut dyn Iterator<Item = String>| format!("[{}]", all.collect::<Vec<_>>().join(", "));
    let mut lines = vec![
        "[[entry]]".to_string(),
        format!("id = {}", string(&id(a, language)?)),
        format!("concept = {}", string(&a.concept)),
        "kind = \"style\"".into(),
        "severity = \"warning\"".into(),
        "confidence = \"general\"".into(),
    ];
    let both = |text: &str| -> (String, String) {
        let (hans, hant) = text.split_once('=').unwrap_or((text, text));
        (string(hans), string(hant))
    };
    if language == Language::Zh {
        lines.push(format!("hans = {}", list(&mut a.find.iter().map(|f| both(f).0))));
        lines.push(format!("hant = {}", list(&mut a.find.iter().map(|f| both(f).1))));
        let say =
            a.say.iter().map(|s| both(s)).map(|(hans, hant)| format!("{{ hans = {hans}, hant = {hant}, fix = \"review\" }}"));
        lines.push(format!("say = {}", list(&mut say.into_iter())));
    } else {
        lines.push(format!("find = {}", list(&mut a.find.iter().map(|f| string(f)))));
        lines.push(format!("say = {}", list(&mut a.say.iter().map(|s| format!("{{ text = {}, fix = \"review\" }}", string(s))))));
    }
    lines.push(format!("why = {}", string(&a.why)));
    let why_en = match (&a.why_en, language) {
        (Some(why), _) => why,
        (None, Language::En) => &a.why,
        (None, _) => return Err(Failure::Message("give the reason in English too: --why-en \"…\"".into())),
    };
    lines.push(format!("why_en = {}", string(why_en)));
    if a.change.len() < 2 || a.silent.len() < 2 {
        lines.push("untested = true".into());
    }
    for change in &a.change {
        let (from, to) = change.split_once("=>").ok_or_else(|| {
            Failure::Message(format!("\"{change}\": write the sentence, =>, and the sentence as it should read"))
        })?;
        lines.push(format!("\n[[entry.change]]\nfrom = {}\nto = {}", string(from.trim()), string(to.trim())));
    }
    lines.extend(a.silent.iter().map(|s| format!("\n[[entry.silent]]\ntext = {}", string(s))));
    Ok(lines.join("\n") + "\n")
}
