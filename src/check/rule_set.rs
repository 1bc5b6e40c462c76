//! The rule set: a lexicon and what the writer chose to apply of it.

use super::bundle::{Entries, Head, TermBundle, approved};
use super::index::{Index, compile};
use super::pairs::Terms;
use super::rules::EpicenePlurals;
use super::tables::Tables;
use crate::grammar::Style;
use crate::lexicon::{Lexicon, Rule, Severity, Tables as RuleTables, grammar_of};
use crate::text::{Language, LanguageTag};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What to apply of a lexicon. The default applies all of it except preview entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Packs by name; what is not named is on.
    pub packs: BTreeMap<String, bool>,
    /// Entry, or `language/*`, or a pack's name, to severity; `None` switches off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Languages to look for; empty means all.
    pub languages: Vec<Language>,
    /// Style of words for people by language.
    pub styles: BTreeMap<Language, String>,
    pub preview: bool,
    /// Protected names of the writer's own.
    pub names: Vec<String>,
    /// What is to be let pass, for formats without comments.
    pub ignores: Vec<Ignore>,
}

/// Findings that the configuration lets pass (`[[ignore]]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// Which `[[ignore]]` of the configuration this is, from 0.
    pub index: usize,
    /// An entry, a pack or `language/*`; nothing: everything.
    pub entry: Option<String>,
    /// The words found; case and kinds of space make no difference. Nothing: whatever they are.
    pub text: Option<String>,
    pub reason: String,
}

/// A style that a language does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{style}\" is no style of {language}; known are {known}")]
pub struct StyleError {
    pub language: Language,
    pub style: String,
    pub known: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetError {
    #[error(transparent)]
    Style(#[from] StyleError),
    #[error("there is no entry or pack \"{name}\"{hint}")]
    UnknownEntry { name: String, hint: String },
}

/// Entries with their severities, protected names, and the index over all of it.
pub struct RuleSet {
    pub entries: Entries,
    /// Protected names, for messages.
    pub names: Vec<String>,
    pub(super) index: Index,
    severities: Vec<Option<Severity>>,
    styles: [Style; 5],
    /// Languages whose style the writer chose.
    chosen: [bool; 5],
    rule_tables: RuleTables,
    epicene_plurals: OnceLock<EpicenePlurals>,
    pub(super) ignores: Vec<Ignore>,
    terms: OnceLock<Terms>,
    /// The writer's own names, with their numbers.
    own_names: Vec<(u32, String)>,
}

impl RuleSet {
    /// The rules of a lexicon. `large`: much text is to be expected.
    ///
    /// # Errors
    /// Settings that name an entry, a pack or a style that does not exist.
    pub fn new(lexicon: &Lexicon, settings: &Settings, large: bool) -> Result<RuleSet, RuleSetError> {
        let tables = Tables::read(compile(&lexicon.entries, &lexicon.names, &approved(&lexicon.entries)).into());
        let names = lexicon.names.iter().map(|n| n.text.clone()).collect();
        let rules =
            RuleSet::with(Entries::from_vec(lexicon.entries.clone()), names, lexicon.tables.clone(), tables, settings, large)?;
        let terms = Terms::new(TermBundle::of(lexicon), &rules.own_names);
        Ok(RuleSet { terms: OnceLock::from(terms), ..rules })
    }

    /// The rules of the built-in lexicon.
    ///
    /// # Errors
    /// As [`RuleSet::new`].
    pub fn builtin_with(settings: &Settings, large: bool) -> Result<RuleSet, RuleSetError> {
        let bundle = super::builtin::builtin();
        let names = bundle.names().into_iter().map(|n| n.text).collect();
        RuleSet::with(bundle.entries(), names, bundle.rule_tables(), bundle.tables, settings, large)
    }

    fn with(
        entries: Entries,
        mut names: Vec<String>,
        rule_tables: RuleTables,
        tables: Tables,
        settings: &Settings,
        _large: bool,
    ) -> Result<RuleSet, RuleSetError> {
        let mut styles: [Style; 5] = Default::default();
        let mut chosen = [false; 5];
        for language in Language::ALL {
            let known = grammar_of(language).styles();
            let style = match settings.styles.get(&language) {
                Some(style) if known.contains(&style.as_str()) => style.clone(),
                Some(style) => {
                    let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
                    return Err(StyleError { language, style: style.clone(), known }.into());
                }
                None => known.first().copied().unwrap_or_default().to_string(),
            };
            chosen[language.index()] = settings.styles.contains_key(&language);
            styles[language.index()] = Style(style);
        }
        let ignored = settings.ignores.iter().filter_map(|i| i.entry.as_ref());
        for name in settings.severities.keys().chain(settings.packs.keys()).chain(ignored) {
            if !entries.is_empty() && !knows(&entries, name) {
                return Err(RuleSetError::UnknownEntry { name: name.clone(), hint: suggestion(&entries, name) });
            }
        }
        let severities: Vec<Option<Severity>> = entries.heads().iter().map(|e| severity_of(e, settings)).collect();
        let own: Vec<(u32, String)> =
            settings.names.iter().enumerate().map(|(n, text)| ((names.len() + n) as u32, text.clone())).collect();
        names.extend(settings.names.iter().cloned());
        let index = Index::new(tables, &own);
        Ok(RuleSet {
            entries,
            names,
            index,
            severities,
            styles,
            chosen,
            rule_tables,
            epicene_plurals: OnceLock::new(),
            ignores: settings.ignores.clone(),
            terms: OnceLock::new(),
            own_names: own,
        })
    }

    /// What a translation is held to.
    pub(super) fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| Terms::new(super::builtin::builtin().terms(), &self.own_names))
    }

    /// Whether a rule is on in any language.
    pub(super) fn has_rule(&self, rule: Rule) -> bool {
        self.entries.heads().iter().zip(&self.severities).any(|(head, severity)| head.rule == Some(rule) && severity.is_some())
    }

    /// The entry of a rule in a language.
    pub(super) fn rule_entry(&self, rule: Rule, language: Language) -> Option<usize> {
        self.entries.heads().iter().position(|h| h.rule == Some(rule) && h.language == language)
    }

    /// Everything built in, in the default settings.
    pub fn builtin() -> &'static RuleSet {
        static RULES: OnceLock<RuleSet> = OnceLock::new();
        RULES.get_or_init(|| {
            RuleSet::builtin_with(&Settings::default(), true).unwrap_or_else(|e| unreachable!("default settings are right: {e}"))
        })
    }

    /// The forms that begin with a text (folded), with entry, search and form as in a finding, of entries that are on.
    pub fn forms_beginning<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
        let forms = self.index.forms_beginning(folded).filter(|f| !f.capitals_only);
        let forms = forms.map(|f| (f.entry as usize, f.search as usize, f.form as usize));
        forms.filter(|f| self.severities[f.0].is_some())
    }

    /// The severity of an entry in a region; nothing where it is off.
    pub fn severity(&self, entry: usize, tag: Option<&LanguageTag>) -> Option<Severity> {
        let severity = self.severities[entry]?;
        let region = tag.and_then(|t| self.entries.head(entry).regions.iter().find(|r| t.matches_region(&r.tag)));
        match region {
            Some(region) => region.severity,
            None => Some(severity),
        }
    }

    pub fn style(&self, language: Language) -> &Style {
        &self.styles[language.index()]
    }

    /// The beginnings of forms that the one pass looks for.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.index.stems()
    }

    /// Whether the writer chose the style, rather than leaving the default.
    pub fn style_is_chosen(&self, language: Language) -> bool {
        self.chosen[language.index()]
    }

    /// Role nouns and agencies.
    pub fn tables(&self) -> &RuleTables {
        &self.rule_tables
    }

    /// The French nouns for people with one form for both genders.
    pub(super) fn epicene_plurals(&self) -> &EpicenePlurals {
        self.epicene_plurals
            .get_or_init(|| EpicenePlurals::new(self.rule_tables.role_nouns.get(&Language::Fr).map_or(&[][..], Vec::as_slice)))
    }

    /// Whether there is an entry, a pack or a language (`fr/*`) of this name.
    pub fn knows(&self, name: &str) -> bool {
        knows(&self.entries, name)
    }

    /// "; did you mean …?", for a name that is not known.
    pub fn suggestion(&self, name: &str) -> String {
        suggestion(&self.entries, name)
    }

    /// Whether a name (an entry, a pack, `language/*`) means this entry.
    pub fn is_named(&self, entry: usize, name: &str) -> bool {
        let head = self.entries.head(entry);
        head.id == name || head.pack == name || name.strip_suffix("/*") == Some(head.language.code())
    }

    pub fn entry_index(&self, id: &str) -> Option<usize> {
        self.entries.heads().iter().position(|e| e.id == id)
    }
}

fn knows(entries: &Entries, name: &str) -> bool {
    entries.heads().iter().any(|e| e.id == name || e.pack == name || name.strip_suffix("/*") == Some(e.language.code()))
}

fn suggestion(entries: &Entries, name: &str) -> String {
    let known = entries.heads().iter().flat_map(|e| [&*e.id, &*e.pack]);
    let nearest = known.map(|k| (strsim::damerau_levenshtein(name, k), k)).min();
    nearest.map(|(_, k)| format!("; did you mean \"{k}\"?")).unwrap_or_default()
}

fn severity_of(entry: &Head, settings: &Settings) -> Option<Severity> {
    if !settings.languages.is_empty() && !settings.languages.contains(&entry.language) {
        return None;
    }
    if entry.preview && !settings.preview && !settings.severities.contains_key(&*entry.id) {
        return None;
    }
    if settings.packs.get(&*entry.pack) == Some(&false) {
        return None;
    }
    let language = format!("{}/*", entry.language);
    for key in [&*entry.id, language.as_str(), &*entry.pack] {
        if let Some(severity) = settings.severities.get(key) {
            return *severity;
        }
    }
    Some(entry.severity)
}
