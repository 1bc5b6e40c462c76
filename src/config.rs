//! `motjuste.toml`: the nearest one up the tree.

use crate::check::{Ignore, Settings};
use crate::lexicon::Severity;
use crate::text::{Language, LanguageTag};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub const FILE_NAME: &str = "motjuste.toml";

/// A configuration as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    #[serde(default)]
    packs: BTreeMap<String, bool>,
    #[serde(default)]
    severity: BTreeMap<String, RawSeverity>,
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    languages: Vec<Language>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    style: BTreeMap<String, String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    lexicons: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    preview: bool,
    #[serde(default)]
    fail_on: Option<RawSeverity>,
    #[serde(default)]
    baseline: Option<String>,
    #[serde(default)]
    paths: Vec<RawPaths>,
    #[serde(default)]
    ignore: Vec<RawIgnore>,
}

/// `[[ignore]]`: findings that are right and stay, with the reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawIgnore {
    #[serde(default, rename = "match", alias = "path", deserialize_with = "one_or_more")]
    patterns: Vec<String>,
    #[serde(default)]
    entry: Option<String>,
    #[serde(default)]
    text: Option<String>,
    reason: String,
}

/// A pattern, or a list of them.
fn one_or_more<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a pattern, or a list of patterns")]
    enum Patterns {
        One(String),
        More(Vec<String>),
    }
    Ok(match Patterns::deserialize(input)? {
        Patterns::One(one) => vec![one],
        Patterns::More(more) => more,
    })
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPaths {
    #[serde(rename = "match")]
    patterns: Vec<String>,
    #[serde(default)]
    packs: BTreeMap<String, bool>,
    #[serde(default)]
    severity: BTreeMap<String, RawSeverity>,
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    style: BTreeMap<String, String>,
    #[serde(default)]
    encoding: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawSeverity {
    Off,
    Info,
    Warning,
    Error,
}

impl From<RawSeverity> for Option<Severity> {
    fn from(raw: RawSeverity) -> Self {
        match raw {
            RawSeverity::Off => None,
            RawSeverity::Info => Some(Severity::Info),
            RawSeverity::Warning => Some(Severity::Warning),
            RawSeverity::Error => Some(Severity::Error),
        }
    }
}

/// A configuration that was read, or the default one.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Where it stands; nothing for the default.
    pub path: Option<PathBuf>,
    pub settings: Settings,
    /// Own lexicon files, as absolute or current-folder paths.
    pub lexicons: Vec<PathBuf>,
    pub fail_on: Option<Severity>,
    /// Findings that are known.
    pub baseline: Option<PathBuf>,
    language: Option<LanguageTag>,
    encoding: Option<String>,
    exclude: Option<Gitignore>,
    overrides: Vec<Override>,
    ignores: Vec<IgnoreRule>,
}

#[derive(Debug, Clone)]
struct IgnoreRule {
    /// Nothing: every path.
    matcher: Option<Gitignore>,
    ignore: Ignore,
}

impl IgnoreRule {
    fn said(&self) -> (usize, String) {
        let said = [&self.ignore.entry, &self.ignore.text].into_iter().flatten().map(|s| format!("\"{s}\"")).collect::<Vec<_>>();
        (self.ignore.index, said.join(" "))
    }
}

#[derive(Debug, Clone)]
struct Override {
    matcher: Gitignore,
    packs: BTreeMap<String, bool>,
    severities: BTreeMap<String, Option<Severity>>,
    styles: BTreeMap<Language, String>,
    language: Option<LanguageTag>,
    encoding: Option<String>,
}

/// A configuration that cannot be used: where and what was meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {message}", .line.map_or(String::new(), |l| format!(":{l}")))]
pub struct ConfigError {
    pub path: String,
    /// From 1.
    pub line: Option<usize>,
    pub message: String,
}

impl Config {
    /// Reads one file.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, or has a key or value that does not exist.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError {
            path: shown.clone(),
            line: None,
            message: format!("cannot be read: {e}"),
        })?;
        Config::parse(&text, path)
    }

    /// Reads the text of a configuration that stands at `path`.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let shown = path.display().to_string();
        let raw: Raw = toml::from_str(text).map_err(|e| {
            let line = e.span().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            ConfigError { path: shown.clone(), line, message: with_suggestion(e.message()) }
        })?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let error = |needle: &str, message: String| {
            let line = text.lines().position(|l| l.contains(needle)).map(|l| l + 1);
            ConfigError { path: shown.clone(), line, message }
        };
        let tag = |tag: &Option<String>| match tag {
            None => Ok(None),
            Some(t) => match LanguageTag::parse(t) {
                Some(tag) => Ok(Some(tag)),
                None => Err(error(t, format!("\"{t}\" is no language tag; write a BCP 47 tag such as fr, zh-Hant or es-MX"))),
            },
        };
        let globs = |patterns: &[String]| {
            let mut builder = GitignoreBuilder::new(folder);
            for pattern in patterns {
                builder.add_line(None, pattern).map_err(|e| error(pattern, format!("\"{pattern}\" is no path pattern: {e}")))?;
            }
            builder.build().map_err(|e| error("", e.to_string()))
        };
        let mut overrides = Vec::new();
        for p in &raw.paths {
            overrides.push(Override {
                matcher: globs(&p.patterns)?,
                packs: p.packs.clone(),
                severities: severities(&p.severity, &p.off),
                styles: styles(&p.style).map_err(|(key, message)| error(&key, message))?,
                language: tag(&p.language)?,
                encoding: p.encoding.clone(),
            });
        }
        let mut ignores = Vec::new();
        for (index, i) in raw.ignore.iter().enumerate() {
            if i.entry.is_none() && i.text.is_none() && i.patterns.is_empty() {
                return Err(error("[[ignore]]", "an [[ignore]] says what it means: match, entry or text".into()));
            }
            ignores.push(IgnoreRule {
                matcher: if i.patterns.is_empty() { None } else { Some(globs(&i.patterns)?) },
                ignore: Ignore { index, entry: i.entry.clone(), text: i.text.clone(), reason: i.reason.clone() },
            });
        }
        Ok(Config {
            path: Some(path.to_path_buf()),
            settings: Settings {
                packs: raw.packs,
                severities: severities(&raw.severity, &raw.off),
                languages: raw.languages,
                styles: styles(&raw.style).map_err(|(key, message)| error(&key, message))?,
                preview: raw.preview,
                names: raw.names,
                ignores: ignores.iter().filter(|i| i.matcher.is_none()).map(|i| i.ignore.clone()).collect(),
            },
            lexicons: raw.lexicons.iter().map(|l| folder.join(l)).collect(),
            fail_on: match raw.fail_on {
                Some(RawSeverity::Off) => {
                    return Err(error("fail-on", "fail-on is one of \"info\", \"warning\", \"error\"".into()));
                }
                Some(severity) => severity.into(),
                None => None,
            },
            baseline: raw.baseline.as_ref().map(|b| folder.join(b)),
            language: tag(&raw.language)?,
            encoding: raw.encoding,
            exclude: if raw.exclude.is_empty() { None } else { Some(globs(&raw.exclude)?) },
            overrides,
            ignores,
        })
    }

    /// The nearest configuration in `start` or a folder above it.
    ///
    /// # Errors
    /// There is one and it cannot be used.
    pub fn find(start: &Path) -> Result<Config, ConfigError> {
        let start = std::path::absolute(start).unwrap_or_else(|_| start.to_path_buf());
        for folder in start.ancestors() {
            let path = folder.join(FILE_NAME);
            if path.is_file() {
                return Config::read(&path);
            }
        }
        Ok(Config::default())
    }

    fn covering(&self, path: &Path) -> impl Iterator<Item = &Override> {
        self.overrides.iter().filter(move |o| covers(&o.matcher, path))
    }

    /// The `[[ignore]]` that speak of a path, by their place in the configuration, with what they say for messages.
    pub fn ignores_for(&self, path: &Path) -> impl Iterator<Item = (usize, String)> {
        self.ignores.iter().filter(|i| i.matcher.as_ref().is_none_or(|m| covers(m, path))).map(IgnoreRule::said)
    }

    /// Every `[[ignore]]`: its place and what it says.
    pub fn ignores(&self) -> impl Iterator<Item = (usize, String)> {
        self.ignores.iter().map(IgnoreRule::said)
    }

    /// Whether a path is excluded, also when it is named on the command line.
    pub fn is_excluded(&self, path: &Path, is_folder: bool) -> bool {
        let Some(exclude) = &self.exclude else { return false };
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let root = std::path::absolute(exclude.path()).unwrap_or_else(|_| exclude.path().to_path_buf());
        absolute
            .strip_prefix(&root)
            .is_ok_and(|p| !p.as_os_str().is_empty() && exclude.matched_path_or_any_parents(p, is_folder).is_ignore())
    }

    /// The settings for a file: the general ones, then every override that covers it, in the order written.
    pub fn settings_for(&self, path: &Path) -> Settings {
        let mut settings = self.settings.clone();
        for o in self.covering(path) {
            settings.packs.extend(o.packs.clone());
            settings.severities.extend(o.severities.clone());
            settings.styles.extend(o.styles.clone());
        }
        let ignores = self.ignores.iter().filter(|i| i.matcher.as_ref().is_none_or(|m| covers(m, path)));
        settings.ignores = ignores.map(|i| i.ignore.clone()).collect();
        settings
    }

    pub fn language_for(&self, path: &Path) -> Option<LanguageTag> {
        self.covering(path).filter_map(|o| o.language.clone()).last().or_else(|| self.language.clone())
    }

    pub fn encoding_for(&self, path: &Path) -> Option<String> {
        self.covering(path).filter_map(|o| o.encoding.clone()).last().or_else(|| self.encoding.clone())
    }

    pub fn has_overrides(&self) -> bool {
        !self.overrides.is_empty() || self.ignores.iter().any(|i| i.matcher.is_some())
    }
}

/// A house whose recommendation can be chosen by its name: `rules/fr/authorities.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    pub id: String,
    /// The style of French that it means.
    pub style: String,
    pub name: String,
    /// What it recommends, in English.
    pub position: String,
    /// Keys of the bibliography.
    pub sources: Vec<String>,
}

/// Every authority that `[style] authority` knows.
pub fn authorities() -> &'static [Authority] {
    #[derive(Deserialize)]
    struct File {
        authority: Vec<Authority>,
    }
    static ALL: OnceLock<Vec<Authority>> = OnceLock::new();
    // A test reads the file, so what is built in is right.
    let read = || toml::from_str::<File>(include_str!("../rules/fr/authorities.toml")).expect("read by a test").authority;
    ALL.get_or_init(read)
}

/// `[style]`: languages, and an authority, whose style is that of French unless French has one of its own.
///
/// # Errors
/// A key or an authority that does not exist, with what is known.
fn styles(raw: &BTreeMap<String, String>) -> Result<BTreeMap<Language, String>, (String, String)> {
    let mut styles = BTreeMap::new();
    for (key, value) in raw {
        if key == "authority" {
            let Some(house) = authorities().iter().find(|a| a.id == *value) else {
                let known: Vec<&str> = authorities().iter().map(|a| a.id.as_str()).collect();
                return Err((key.clone(), format!("there is no authority \"{value}\"; known are {}", known.join(", "))));
            };
            styles.entry(Language::Fr).or_insert_with(|| house.style.clone());
        } else if let Some(language) = Language::from_code(key) {
            styles.insert(language, value.clone());
        } else {
            return Err((
                key.clone(),
                format!("[style] has a key for each language (en, es, fr, ru, zh) and \"authority\", no \"{key}\""),
            ));
        }
    }
    Ok(styles)
}

fn severities(severity: &BTreeMap<String, RawSeverity>, off: &[String]) -> BTreeMap<String, Option<Severity>> {
    let mut all: BTreeMap<String, Option<Severity>> = severity.iter().map(|(k, v)| (k.clone(), (*v).into())).collect();
    all.extend(off.iter().map(|k| (k.clone(), None)));
    all
}

/// "unknown field `severitys`, expected one of …" with what was probably meant in front.
fn with_suggestion(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(wrong) = quoted.next() else { return message.to_string() };
    let best = quoted.map(|k| (strsim::damerau_levenshtein(wrong, k), k)).min();
    match best {
        Some((distance, known)) if distance <= 3 => format!("{message}; did you mean \"{known}\"?"),
        _ => message.to_string(),
    }
}

/// Whether path patterns mean a path.
fn covers(matcher: &Gitignore, path: &Path) -> bool {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.starts_with(matcher.path()) && matcher.matched_path_or_any_parents(&path, false).is_ignore()
        || std::path::absolute(matcher.path())
            .is_ok_and(|root| path.strip_prefix(&root).is_ok_and(|p| matcher.matched_path_or_any_parents(p, false).is_ignore()))
}

/// What `motjuste init` writes.
pub const TEMPLATE: &str = r##"# motjuste: which words, where. Every line is optional; what starts with "#" shows the default or an example.

# Packs of entries. `motjuste lexicon list` shows them.
[packs]
# sex-work = true
# key-populations = true
# inclusive = true     # agreement and notation of inclusive writing
# consistency = true   # one word for one thing
# "names" = true       # official names of agencies and treaties
# pairs = true         # a translation held against its source

# Another severity for an entry, a language ("fr/*") or a pack: "error", "warning", "info" or "off".
[severity]
# "en/brothel" = "off"
# key-populations = "info"

# How words for people are written.
[style]
# fr = "nswp"          # travailleurSEs; or median, median-short, paren, doublet, feminine, epicene
# authority = "oqlf"   # the style of a house: nswp, oqlf, hce, un, ch (rules/fr/authorities.toml has their sources)
# es = "trabajadora"   # or persona, doblete
# ru = "worker"        # or people

# The keys below stand above the first [section] when you use them:
# language = "fr"                  # where neither the text nor its path says it
# languages = ["fr", "en"]         # look for these only
# names = ["Les Putes"]            # protected names of your own
# lexicons = ["our-words/fr/house.toml"]
# exclude = ["archive/"]
# fail-on = "warning"              # exit status 1 from this severity on; the default is "error"
# baseline = "motjuste-baseline.toml"   # known findings, which `check` hides; `motjuste baseline` writes it
# preview = true                   # with entries that are still being tried out
# encoding = "windows-1251"        # for files that are not UTF-8

# For some paths only; later ones win.
# [[paths]]
# match = ["history/**"]
# severity = { "sex-work" = "info" }
# language = "fr"

# Findings that are right and stay, for formats without comments: all that is said must hold.
# [[ignore]]
# match = ["laws/*.txt"]
# entry = "fr/prostitution"
# text = "prostitution"
# reason = "the law's title"
"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_configuration() {
        let config = Config::parse(TEMPLATE, Path::new("motjuste.toml")).unwrap();
        assert_eq!(config.settings, Settings::default());
        // Every commented example must be right too.
        let (mut sections, mut top) = (String::new(), String::new());
        for line in TEMPLATE.lines() {
            match line.strip_prefix("# ") {
                Some(l)
                    if l.starts_with("[[")
                        || l.contains(" = ") && l.starts_with(|c: char| c.is_ascii_lowercase() || c == '"') =>
                {
                    let is_top =
                        ["language", "languages", "names", "lexicons", "exclude", "fail-on", "baseline", "preview", "encoding"]
                            .iter()
                            .any(|k| l.starts_with(&format!("{k} =")));
                    let place = if is_top && !sections.contains("[[paths]]") { &mut top } else { &mut sections };
                    place.push_str(l);
                    place.push('\n');
                }
                _ if line.starts_with('[') => sections.push_str(&format!("{line}\n")),
                _ => {}
            }
        }
        Config::parse(&format!("{top}{sections}"), Path::new("motjuste.toml")).unwrap();
    }

    #[test]
    fn a_misspelt_key_says_what_was_meant() {
        let error = Config::parse("[pack]\nsex-work = true\n", Path::new("motjuste.toml")).unwrap_err();
        assert_eq!(error.line, Some(1));
        assert!(error.message.contains("did you mean \"packs\"?"), "{error}");
        let error = Config::parse("\n[severity]\n\"en/brothel\" = \"wrning\"\n", Path::new("motjuste.toml")).unwrap_err();
        assert_eq!(error.line, Some(3));
        assert!(error.message.contains("did you mean \"warning\"?"), "{error}");
        assert!(Config::parse("language = \"{{x}}\"", Path::new("motjuste.toml")).is_err());
    }

    #[test]
    fn an_authority_gives_its_style() {
        for (text, style) in [
            ("[style]\nauthority = \"oqlf\"\n", "doublet"),
            ("[style]\nauthority = \"hce\"\n", "median"),
            ("[style]\nauthority = \"un\"\nfr = \"paren\"\n", "paren"),
        ] {
            let config = Config::parse(text, Path::new("motjuste.toml")).unwrap();
            assert_eq!(config.settings.styles.get(&Language::Fr).map(String::as_str), Some(style));
        }
        let error = Config::parse("[style]\nauthority = \"oqfl\"\n", Path::new("motjuste.toml")).unwrap_err();
        assert!(error.line == Some(2) && error.message.contains("oqlf"), "{error}");
        let known = crate::grammar::of(Language::Fr).styles();
        for house in authorities() {
            assert!(known.contains(&house.style.as_str()), "{}", house.id);
            assert!(
                !house.sources.is_empty() && house.sources.iter().all(|s| crate::lexicon::sources().contains_key(s)),
                "{}",
                house.id
            );
        }
    }

    #[test]
    fn what_stays_is_told_by_path_entry_and_text() {
        let text = "[[ignore]]\nmatch = [\"laws/*.txt\"]\nentry = \"fr/prostitution\"\nreason = \"title\"\n[[ignore]]\ntext = \"Pute\"\nreason = \"our name\"\n";
        let config = Config::parse(text, Path::new("/x/motjuste.toml")).unwrap();
        let indexes = |path: &str| config.settings_for(Path::new(path)).ignores.iter().map(|i| i.index).collect::<Vec<_>>();
        assert_eq!(indexes("/x/laws/a.txt"), [0, 1]);
        assert_eq!(indexes("/x/news/a.txt"), [1]);
        assert!(Config::parse("[[ignore]]\nentry = \"fr/pute\"\n", Path::new("motjuste.toml")).is_err(), "a reason is asked for");
        assert!(Config::parse("[[ignore]]\nreason = \"x\"\n", Path::new("motjuste.toml")).is_err(), "everything is too much");
    }

    #[test]
    fn overrides_apply_by_path() {
        let text = "exclude = [\"old/\"]\n[style]\nfr = \"median\"\n[[paths]]\nmatch = [\"hist/**\"]\nlanguage = \"ru\"\noff = [\"sex-work\"]\n";
        let config = Config::parse(text, Path::new("/x/motjuste.toml")).unwrap();
        assert_eq!(config.language_for(Path::new("/x/hist/a.md")).unwrap().as_str(), "ru");
        assert!(config.language_for(Path::new("/x/a.md")).is_none());
        assert_eq!(config.settings_for(Path::new("/x/hist/a.md")).severities.get("sex-work"), Some(&None));
        assert!(config.is_excluded(Path::new("/x/old/a.md"), false));
        assert!(!config.is_excluded(Path::new("/x/a.md"), false));
    }
}
