//! Options that several commands share, and what they make of a lexicon and a configuration.

use super::Failure;
use crate::check::{LanguageHints, RuleSet, Settings};
use crate::config::Config;
use crate::document::Format;
use crate::lexicon::{Lexicon, LexiconFile, Severity, builtin_lexicon};
use crate::text::{Language, LanguageTag};
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

#[derive(Debug, Clone, Default, Args)]
pub struct CommonOptions {
    /// Use this configuration instead of the nearest motjuste.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The language of text that does not say it: en, es, fr, ru, zh, zh-Hant, es-MX …
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub lang: Option<LanguageTag>,
    /// How words for people are written: fr=nswp, fr=median, es=persona …
    #[arg(long, value_name = "LANG=STYLE", value_parser = style)]
    pub style: Vec<(Language, String)>,
    /// Switch a pack off or on: key-populations=off
    #[arg(long, value_name = "PACK=on|off", value_parser = pack)]
    pub pack: Vec<(String, bool)>,
    /// Switch entries off: en/brothel
    #[arg(long, value_name = "ENTRY")]
    pub off: Vec<String>,
    /// The encoding of files that are not UTF-8: windows-1252, windows-1251, gb18030 …
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The name that standard input would have as a file; tells format and language
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Read hidden files and files that .gitignore excludes, too
    #[arg(long)]
    pub no_ignore: bool,
    /// Pass over named files whose format is not known, as in a folder: for hooks, which name every file
    #[arg(long)]
    pub skip_unknown: bool,
    /// With the entries that are still being tried out
    #[arg(long)]
    pub preview: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SeverityName {
    Info,
    Warning,
    Error,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Info => Severity::Info,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Error => Severity::Error,
        }
    }
}

pub fn tag(text: &str) -> Result<LanguageTag, String> {
    LanguageTag::parse(text).ok_or_else(|| "write a BCP 47 tag such as fr, zh-Hant or es-MX".to_string())
}

pub fn language(text: &str) -> Result<Language, String> {
    LanguageTag::parse(text).and_then(|t| t.language()).ok_or_else(|| "known are en, es, fr, ru, zh".to_string())
}

fn style(text: &str) -> Result<(Language, String), String> {
    let (code, style) = text.split_once('=').ok_or("write LANGUAGE=STYLE, such as fr=median")?;
    Ok((language(code)?, style.to_string()))
}

fn pack(text: &str) -> Result<(String, bool), String> {
    match text.split_once('=') {
        Some((pack, "on")) => Ok((pack.to_string(), true)),
        Some((pack, "off")) => Ok((pack.to_string(), false)),
        _ => Err("write PACK=on or PACK=off".to_string()),
    }
}

/// Lexicon, configuration and the rule sets made of them, one for each set of settings that the paths ask for.
pub struct Setup {
    pub config: Config,
    options: CommonOptions,
    /// Nothing: the built-in one.
    lexicon: Option<Lexicon>,
    large: bool,
    rule_sets: Mutex<HashMap<String, Arc<RuleSet>>>,
    /// The folder from which the project's paths are counted.
    root: PathBuf,
    /// Content to check instead of what is on the disk: the staged one of files that have changed since.
    pub instead: HashMap<PathBuf, Vec<u8>>,
    /// Whether reports keep the documents' prose.
    pub keep_prose: bool,
    /// Whether reports keep the documents' source text as a whole, even if it is large.
    pub keep_text: bool,
}

impl Setup {
    /// `near`: where the search for a configuration begins. `large`: much text is to be expected.
    pub fn new(options: &CommonOptions, near: &Path, large: bool) -> Result<Setup, Failure> {
        let config = match &options.config {
            Some(path) => Config::read(path)?,
            None => Config::find(near)?,
        };
        let lexicon = if config.lexicons.is_empty() { None } else { Some(lexicon(&config)?) };
        let setup = Setup { options: options.clone(), ..Setup::unchecked(config, lexicon, large) };
        // Wrong settings are found before the work begins.
        setup.rules_for_settings(setup.settings(setup.config.settings.clone()))?;
        Ok(setup)
    }

    /// A setup of what was read already. `lexicon`: nothing for the built-in one.
    ///
    /// # Errors
    /// Settings that name an entry, a pack or a style that does not exist.
    #[cfg(feature = "lsp")]
    pub fn of(config: Config, lexicon: Option<Lexicon>, large: bool) -> Result<Setup, crate::check::RuleSetError> {
        let setup = Setup::unchecked(config, lexicon, large);
        setup.rules_of(setup.config.settings.clone())?;
        Ok(setup)
    }

    fn unchecked(config: Config, lexicon: Option<Lexicon>, large: bool) -> Setup {
        let folder = config.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let root = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        Setup {
            config,
            options: CommonOptions::default(),
            lexicon,
            large,
            rule_sets: Mutex::default(),
            root,
            instead: HashMap::new(),
            keep_prose: false,
            keep_text: false,
        }
    }

    fn settings(&self, mut settings: Settings) -> Settings {
        settings.packs.extend(self.options.pack.iter().cloned());
        settings.severities.extend(self.options.off.iter().map(|id| (id.clone(), None)));
        settings.styles.extend(self.options.style.iter().cloned());
        settings.preview |= self.options.preview;
        settings
    }

    pub fn rules_for(&self, path: &Path) -> Result<Arc<RuleSet>, Failure> {
        let settings = if self.config.has_overrides() { self.config.settings_for(path) } else { self.config.settings.clone() };
        self.rules_for_settings(self.settings(settings))
    }

    fn rules_for_settings(&self, settings: Settings) -> Result<Arc<RuleSet>, Failure> {
        Ok(self.rules_of(settings)?)
    }

    fn rules_of(&self, settings: Settings) -> Result<Arc<RuleSet>, crate::check::RuleSetError> {
        let key = format!("{settings:?}");
        let mut sets = self.rule_sets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(rules) = sets.get(&key) {
            return Ok(rules.clone());
        }
        let rules = Arc::new(match &self.lexicon {
            Some(lexicon) => RuleSet::new(lexicon, &settings, self.large)?,
            None => RuleSet::builtin_with(&settings, self.large)?,
        });
        sets.insert(key, rules.clone());
        Ok(rules)
    }

    /// A path from the project's folder on (that of the configuration, or else the current one), the same wherever the
    /// command is run; with forward slashes.
    pub fn project_path(&self, path: &Path) -> String {
        let absolute = clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
        let inside = absolute.strip_prefix(clean(&self.root)).map(Path::to_path_buf).ok();
        // The folder may have been named through a link.
        let inside = inside
            .or_else(|| Some(absolute.canonicalize().ok()?.strip_prefix(self.root.canonicalize().ok()?).ok()?.to_path_buf()));
        super::files::shown(&inside.unwrap_or_else(|| path.to_path_buf()))
    }

    /// Where a path of the project stands.
    pub fn in_project(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn encoding_for(&self, path: &Path) -> Option<String> {
        self.options.encoding.clone().or_else(|| self.config.encoding_for(path))
    }

    pub fn hints_for(&self, path: &Path) -> LanguageHints {
        LanguageHints {
            path: language_of_path(path, &self.config),
            option: self.options.lang.clone(),
            configuration: self.config.language_for(path),
            elsewhere: Vec::new(),
        }
    }
}

/// The built-in lexicon with the writer's own on top.
pub fn lexicon(config: &Config) -> Result<Lexicon, Failure> {
    let mut lexicon = builtin_lexicon().clone();
    if config.lexicons.is_empty() {
        return Ok(lexicon);
    }
    let errors = lexicon.add(&read_lexicons(&config.lexicons)?);
    if errors.is_empty() {
        return Ok(lexicon);
    }
    Err(Failure::Message(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// Reads lexicon files from the disk.
pub fn read_lexicons(paths: &[PathBuf]) -> Result<Vec<LexiconFile>, Failure> {
    let read = |path: &PathBuf| {
        let text =
            std::fs::read_to_string(path).map_err(|e| Failure::Message(format!("{}: cannot be read: {e}", path.display())))?;
        Ok(LexiconFile { path: path.display().to_string().replace('\\', "/"), text: text.into() })
    };
    let mut files = Vec::new();
    for path in paths {
        let from = files.len();
        collect(path, &mut files).map_err(|e| Failure::Message(format!("{}: cannot be read: {e}", path.display())))?;
        files[from..].sort();
        if files.len() == from {
            return Err(Failure::Message(format!("{}: no .toml file is in it", path.display())));
        }
    }
    files.iter().map(read).collect()
}

/// A file, or every `.toml` file in a folder.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        // A link may lead back here.
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() || path.extension().is_some_and(|e| e == "toml") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// `guide.fr.md`, `fr/guide.md`: the file's name first, then the nearest folder, not above the configuration's own.
pub fn language_of_path(path: &Path, config: &Config) -> Option<LanguageTag> {
    if let Some(tag) = Format::of(path).and_then(|f| f.language_of(path)) {
        return Some(tag);
    }
    let stem = path.file_stem()?.to_str()?;
    let marked =
        |text: &str| LanguageTag::parse(text).filter(|t| t.language().is_some() && t.as_str().len() <= 10 && is_code(text));
    // guide.fr.md and guide_fr.md; a name of one word is no mark.
    if let Some((_, ending)) = stem.rsplit_once(['.', '_'])
        && let Some(tag) = marked(ending)
    {
        return Some(tag);
    }
    let root = config.path.as_ref().and_then(|p| p.parent()).map(Path::to_path_buf);
    let absolute = std::path::absolute(path).ok();
    let inside = match (&root, &absolute) {
        (Some(root), Some(path)) => std::path::absolute(root).ok().and_then(|r| path.strip_prefix(r).ok().map(Path::to_path_buf)),
        _ => None,
    };
    let folders = inside.unwrap_or_else(|| path.to_path_buf());
    folders.parent()?.iter().rev().find_map(|f| marked(f.to_str()?))
}

/// Without `.` and `..`, as they read.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

/// A code, not a word that happens to be a language's name: `fr`, `zh-Hant`, `pt_BR`.
pub fn is_code(text: &str) -> bool {
    let primary = text.split(['-', '_']).next().unwrap_or_default();
    primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_tell_the_language() {
        let config = Config::default();
        for (path, tag) in [
            ("guide.fr.md", Some("fr")),
            ("docs/fr/guide.md", Some("fr")),
            ("docs/fr/guide.es.md", Some("es")),
            ("docs/zh-Hant/x.html", Some("zh-hant")),
            ("plan_ru.txt", Some("ru")),
            ("docs/guide.md", None),
            ("release.v2.md", None),
            ("French/x.md", None),
        ] {
            assert_eq!(language_of_path(Path::new(path), &config).as_ref().map(LanguageTag::as_str), tag, "{path}");
        }
    }
}
