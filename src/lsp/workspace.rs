//! Which configuration is in force where: the innermost `motjuste.toml`, for files outside every root too. One that has a
//! mistake, or whose lexicon has one, leaves the last good one in force.

use crate::check::{LanguageHints, RuleSet};
use crate::cli::options::Setup;
use crate::config::{Config, FILE_NAME};
use crate::lexicon::{LexiconFile, builtin_lexicon};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something wrong in a file of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub path: PathBuf,
    /// From 1; nothing where the place is not known.
    pub line: Option<usize>,
    pub message: String,
}

/// A configuration in force.
#[derive(Clone)]
pub struct Situation {
    pub setup: Arc<Setup>,
    /// Why the newest configuration is not in force.
    pub problems: Vec<Problem>,
    /// The writer's own lexicon files.
    pub lexicons: Vec<PathBuf>,
}

impl Situation {
    pub fn rules(&self, path: &Path) -> Option<Arc<RuleSet>> {
        // A style that an override names and no language has was found when the configuration was read.
        self.setup.rules_for(path).ok().or_else(|| self.setup.rules_for(Path::new("")).ok())
    }
}

/// The roots of the client, and the configurations of all folders that were asked for.
#[derive(Clone, Default)]
pub struct Workspaces {
    pub roots: Vec<PathBuf>,
    /// Another number after each reload.
    pub generation: u64,
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    /// By the path of the configuration; nothing for the default one.
    situations: HashMap<Option<PathBuf>, Situation>,
    /// The last good ones, through reloads.
    good: HashMap<Option<PathBuf>, Arc<Setup>>,
}

impl Workspaces {
    /// Forgets what was read from the disk; the last good configurations stay at hand.
    pub fn reload(&mut self) {
        self.generation += 1;
        self.nearest.clear();
        self.situations.clear();
    }

    /// What is in force for a file; for none (an untitled document) what is in force in the first root.
    pub fn situation(&mut self, path: Option<&Path>) -> &Situation {
        let folder = path.and_then(Path::parent).or(self.roots.first().map(PathBuf::as_path)).map(Path::to_path_buf);
        let config = folder.and_then(|f| self.config_of(&f));
        let good = &mut self.good;
        self.situations.entry(config).or_insert_with_key(|path| load(path.as_deref(), good))
    }

    /// The innermost configuration of a folder.
    fn config_of(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.nearest.get(folder) {
            return known.clone();
        }
        let found = folder.ancestors().map(|f| f.join(FILE_NAME)).find(|p| p.is_file());
        self.nearest.insert(folder.to_path_buf(), found.clone());
        found
    }

    /// The configuration file of a path, or where one would be written: the root it is in, else its own folder.
    pub fn config_path(&mut self, path: Option<&Path>) -> Option<PathBuf> {
        let folder = path.and_then(Path::parent).map(Path::to_path_buf).or_else(|| self.roots.first().cloned())?;
        self.config_of(&folder).or_else(|| {
            let root = self.roots.iter().filter(|r| folder.starts_with(r)).max_by_key(|r| r.components().count());
            Some(root.unwrap_or(&folder).join(FILE_NAME))
        })
    }

    /// What is wrong in all configurations in use.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all: Vec<Problem> = self.situations.values().flat_map(|s| s.problems.iter().cloned()).collect();
        all.sort_by(|a, b| (&a.path, a.line, &a.message).cmp(&(&b.path, b.line, &b.message)));
        all.dedup();
        all
    }

    /// Every lexicon file that a configuration in use names.
    pub fn lexicons(&self) -> BTreeSet<PathBuf> {
        self.situations.values().flat_map(|s| s.lexicons.iter().cloned()).collect()
    }

    /// What is known of a file's language from outside. Folders above the client's roots tell nothing.
    pub fn hints(&self, situation: &Situation, path: &Path) -> LanguageHints {
        if situation.setup.config.path.is_some() {
            return situation.setup.hints_for(path);
        }
        let root = self.roots.iter().filter(|r| path.starts_with(r)).max_by_key(|r| r.components().count());
        let inside = match root {
            Some(root) => path.strip_prefix(root).ok(),
            None => path.file_name().map(Path::new),
        };
        situation.setup.hints_for(inside.unwrap_or(path))
    }
}

fn load(path: Option<&Path>, good: &mut HashMap<Option<PathBuf>, Arc<Setup>>) -> Situation {
    let key = path.map(Path::to_path_buf);
    let mut lexicons = Vec::new();
    match read(path, &mut lexicons) {
        Ok(setup) => {
            let setup = Arc::new(setup);
            good.insert(key, setup.clone());
            Situation { setup, problems: Vec::new(), lexicons }
        }
        Err(problems) => {
            let last = good.get(&key).or_else(|| good.get(&None)).cloned();
            let setup = last.unwrap_or_else(|| {
                let setup = Setup::of(Config::default(), None, false);
                Arc::new(setup.unwrap_or_else(|e| unreachable!("default settings are right: {e}")))
            });
            Situation { setup, problems, lexicons }
        }
    }
}

fn read(path: Option<&Path>, lexicons: &mut Vec<PathBuf>) -> Result<Setup, Vec<Problem>> {
    let Some(path) = path else {
        return Setup::of(Config::default(), None, false).map_err(|_| Vec::new());
    };
    let text = std::fs::read_to_string(path)
        .map_err(|e| vec![Problem { path: path.to_path_buf(), line: None, message: format!("cannot be read: {e}") }])?;
    of_text(&text, path, lexicons, &|p| std::fs::read_to_string(p))
}

/// The setup that the text of a configuration makes, or everything that is wrong with it. `lexicons` becomes the lexicon
/// files that it names, `file` reads them.
pub fn of_text(
    text: &str,
    path: &Path,
    lexicons: &mut Vec<PathBuf>,
    file: &dyn Fn(&Path) -> std::io::Result<String>,
) -> Result<Setup, Vec<Problem>> {
    let here = |line: Option<usize>, message: String| Problem { path: path.to_path_buf(), line, message };
    let line_with = |needle: &str| text.lines().position(|l| l.contains(needle)).map(|l| l + 1);
    let config = Config::parse(text, path).map_err(|e| vec![here(e.line, e.message)])?;
    lexicons.clone_from(&config.lexicons);
    let mut problems = Vec::new();
    let mut files = Vec::new();
    for path in &config.lexicons {
        match file(path) {
            Ok(text) => files.push(LexiconFile { path: slashes(path), text: text.into() }),
            Err(e) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                problems.push(here(line_with(&name), format!("{}: cannot be read: {e}", path.display())));
            }
        }
    }
    let lexicon = if files.is_empty() {
        None
    } else {
        let mut lexicon = builtin_lexicon().clone();
        problems.extend(lexicon.add(&files).into_iter().map(|e| Problem {
            path: config.lexicons.iter().find(|p| slashes(p) == e.file).cloned().unwrap_or_else(|| PathBuf::from(&e.file)),
            line: Some(e.line),
            message: e.message,
        }));
        Some(lexicon)
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    Setup::of(config, lexicon, false).map_err(|e| {
        let quoted = e.to_string();
        let line = quoted.split('"').nth(1).and_then(line_with);
        vec![here(line, quoted)]
    })
}

pub fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
