//! Patterns of the lexicon: words that inflect stand in brackets, the rest is frozen.
//!
//! `[travail] du sexe` · `[prostitué|prostituée]` · `[коммерческий:adj] [секс:n,m,inan]` · `{male|female} [prostitute]`

use super::{Animacy, Case, Features, Gender, Grammar, Number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PartOfSpeech {
    #[default]
    Noun,
    Adjective,
    Verb,
}

/// Corrections to what the tables would guess about a word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tags {
    pub part_of_speech: PartOfSpeech,
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    pub animacy: Option<Animacy>,
    /// The word has one form only.
    pub invariable: bool,
    /// Spellings that are left out, because another word has them too: `[lutter:v,-lutte,-luttes]` is not the noun.
    pub without: Vec<String>,
}

/// A bracketed word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Word {
    /// Dictionary form; for a word with two genders the masculine one.
    pub lemma: String,
    /// The feminine of a word for people: `[travailleur|travailleuse]`.
    pub feminine: Option<String>,
    pub tags: Tags,
    /// Cells that the rules get wrong, from `[entry.forms."word"]`: `pl`, `fem`, `fem-pl`, `sg-gen` … to spelling.
    pub irregular: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    Frozen(String),
    Word(Word),
}

/// A pattern after its braces were multiplied out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Phrase {
    pub pieces: Vec<Piece>,
}

/// A spelling of a whole phrase, with every reading it can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub text: String,
    /// At least one; a frozen phrase has one reading without features.
    pub readings: Vec<Features>,
}

/// A pattern that cannot be read, or a word that cannot be inflected. The message says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PhraseError(pub String);

impl Phrase {
    /// Reads a pattern; braces give several phrases.
    ///
    /// # Errors
    /// Brackets or braces that do not close, nest or are empty; unknown tags.
    pub fn parse(pattern: &str, irregular: &BTreeMap<String, BTreeMap<String, String>>) -> Result<Vec<Phrase>, PhraseError> {
        expand_braces(pattern)?.iter().map(|p| Phrase::parse_one(p, irregular)).collect()
    }

    fn parse_one(pattern: &str, irregular: &BTreeMap<String, BTreeMap<String, String>>) -> Result<Phrase, PhraseError> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some(open) = rest.find('[') {
            if open > 0 {
                pieces.push(frozen(&rest[..open], pattern)?);
            }
            let inner = &rest[open + 1..];
            let close = inner
                .find(']')
                .ok_or_else(|| PhraseError(format!("\"{pattern}\": the bracket opened by \"[\" is never closed; add \"]\"")))?;
            pieces.push(Piece::Word(Word::parse(&inner[..close], pattern, irregular)?));
            rest = &inner[close + 1..];
        }
        if !rest.is_empty() {
            pieces.push(frozen(rest, pattern)?);
        }
        if pieces.is_empty() {
            return Err(PhraseError("the pattern is empty; write the term".into()));
        }
        Ok(Phrase { pieces })
    }

    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.pieces.iter().filter_map(|p| if let Piece::Word(w) = p { Some(w) } else { None })
    }

    /// The word that decides gender and number: the first noun, else the first bracketed word.
    pub fn head(&self) -> Option<&Word> {
        self.words().find(|w| w.tags.part_of_speech == PartOfSpeech::Noun).or_else(|| self.words().next())
    }

    /// The first verb that inflects.
    pub fn verb(&self) -> Option<&Word> {
        self.words().find(|w| w.tags.part_of_speech == PartOfSpeech::Verb)
    }

    pub fn has_verb(&self) -> bool {
        self.verb().is_some()
    }

    /// The phrase with its verb in this form, all other words in dictionary form.
    pub fn with_verb(&self, form: &str) -> String {
        let verb = self.verb();
        let piece = |p: &Piece| match p {
            Piece::Frozen(text) => text.clone(),
            Piece::Word(word) if verb.is_some_and(|v| std::ptr::eq(v, word)) => form.to_string(),
            Piece::Word(word) => word.lemma.clone(),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// The phrase in dictionary form, brackets taken away.
    pub fn citation(&self) -> String {
        self.pieces
            .iter()
            .map(|p| match p {
                Piece::Frozen(t) => t.as_str(),
                Piece::Word(w) => w.lemma.as_str(),
            })
            .collect()
    }
}

fn frozen(text: &str, pattern: &str) -> Result<Piece, PhraseError> {
    if text.contains(']') {
        return Err(PhraseError(format!("\"{pattern}\": a \"]\" without its \"[\"")));
    }
    Ok(Piece::Frozen(text.to_string()))
}

impl Word {
    fn parse(inner: &str, pattern: &str, irregular: &BTreeMap<String, BTreeMap<String, String>>) -> Result<Word, PhraseError> {
        let (word, tags) = inner.split_once(':').unwrap_or((inner, ""));
        let (lemma, feminine) = match word.split_once('|') {
            Some((m, f)) => (m.trim(), Some(f.trim().to_string())),
            None => (word.trim(), None),
        };
        if lemma.is_empty() || feminine.as_deref() == Some("") {
            return Err(PhraseError(format!("\"{pattern}\": empty brackets; write the word that inflects between them")));
        }
        let mut parsed = Tags::default();
        for tag in tags.split(',').map(str::trim).filter(|t| !t.is_empty()) {
            match tag {
                "n" => parsed.part_of_speech = PartOfSpeech::Noun,
                "adj" => parsed.part_of_speech = PartOfSpeech::Adjective,
                "v" => parsed.part_of_speech = PartOfSpeech::Verb,
                "m" => parsed.gender = Some(Gender::Masculine),
                "f" => parsed.gender = Some(Gender::Feminine),
                "neut" => parsed.gender = Some(Gender::Neuter),
                "anim" => parsed.animacy = Some(Animacy::Animate),
                "inan" => parsed.animacy = Some(Animacy::Inanimate),
                "sg" => parsed.number = Some(Number::Singular),
                "pl" => parsed.number = Some(Number::Plural),
                "inv" => parsed.invariable = true,
                form if form.len() > 1 && form.starts_with('-') => parsed.without.push(form[1..].to_string()),
                other => {
                    return Err(PhraseError(format!(
                        "\"{pattern}\": unknown class \"{other}\"; known are n adj v, m f neut, anim inan, sg pl, inv, and -form for a form \
                         that is left out"
                    )));
                }
            }
        }
        let irregular = irregular.get(lemma).cloned().unwrap_or_default();
        Ok(Word { lemma: lemma.to_string(), feminine, tags: parsed, irregular })
    }
}

/// Braces multiply; a pattern that stands for more wordings than this is a mistake.
const MOST_ALTERNATIVES: usize = 1000;

/// `{a|b} c` → `a c`, `b c`. Braces do not nest; white space left over by an empty alternative is closed up.
fn expand_braces(pattern: &str) -> Result<Vec<String>, PhraseError> {
    let mut done = vec![String::new()];
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        let close = after
            .find('}')
            .ok_or_else(|| PhraseError(format!("\"{pattern}\": the brace opened by \"{{\" is never closed; add \"}}\"")))?;
        let inner = &after[..close];
        if inner.contains('{') {
            return Err(PhraseError(format!("\"{pattern}\": braces inside braces; write the alternatives out")));
        }
        // A pipe inside brackets belongs to the word ([m|f]), not to the brace.
        let alternatives = split_outside_brackets(inner);
        done = done.iter().flat_map(|prefix| alternatives.iter().map(move |a| format!("{prefix}{}{a}", &rest[..open]))).collect();
        if done.len() > MOST_ALTERNATIVES {
            return Err(PhraseError(format!("\"{pattern}\": more than {MOST_ALTERNATIVES} alternatives; split the entry")));
        }
        rest = &after[close + 1..];
    }
    if rest.contains('}') {
        return Err(PhraseError(format!("\"{pattern}\": a \"}}\" without its \"{{\"")));
    }
    Ok(done.into_iter().map(|s| (s + rest).split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")).collect())
}

fn split_outside_brackets(inner: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0usize, 0usize);
    for (i, c) in inner.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&inner[from..i]);
                from = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    parts
}

/// All forms of a phrase: the head's paradigm, the other nouns likewise, adjectives in agreement with the head.
/// With `variants`, also the spellings that are searched and never written.
///
/// # Errors
/// A word that the language cannot inflect.
pub fn forms(phrase: &Phrase, grammar: &dyn Grammar, variants: bool) -> Result<Vec<Form>, PhraseError> {
    let head = phrase.head();
    let mut partial: Vec<(String, Features)> = Vec::new();
    let Some(head) = head else {
        let text = phrase.citation();
        return Ok(vec![Form { text, readings: vec![Features::default()] }]);
    };
    let cells = |word: &Word| -> Result<Vec<(String, Features)>, PhraseError> {
        let mut cells = grammar.paradigm(word)?;
        if variants {
            cells.extend(grammar.variants(word).into_iter().map(|(t, f)| (t, Features { variant: true, ..f })));
        }
        cells.retain(|(form, _)| !word.tags.without.contains(form));
        if let Some(number) = word.tags.number {
            cells.retain(|(_, f)| f.number.is_none_or(|n| n == number));
        }
        Ok(cells)
    };
    let head_cells = cells(head)?;
    let mut others: Vec<Vec<(String, Features)>> = Vec::new();
    for word in phrase.words() {
        others.push(if std::ptr::eq(word, head) { Vec::new() } else { cells(word)? });
    }
    for (head_text, features) in &head_cells {
        let mut texts: Vec<(String, Features)> = vec![(String::new(), *features)];
        let mut nth = 0;
        for piece in &phrase.pieces {
            match piece {
                Piece::Frozen(t) => texts.iter_mut().for_each(|(s, _)| s.push_str(t)),
                Piece::Word(word) if std::ptr::eq(word, head) => {
                    texts.iter_mut().for_each(|(s, _)| s.push_str(head_text));
                    nth += 1;
                }
                Piece::Word(word) => {
                    let agreeing: Vec<&(String, Features)> = others[nth]
                        .iter()
                        .filter(|(t, f)| !f.variant || (features.variant && notation(t) == notation(head_text)))
                        .filter(|(_, f)| match word.tags.part_of_speech {
                            PartOfSpeech::Verb => true,
                            // Another noun shares number and case with the head, not gender.
                            PartOfSpeech::Noun => Features { gender: None, animacy: None, ..*f }.agrees(features),
                            PartOfSpeech::Adjective => f.agrees(features),
                        })
                        .collect();
                    let mut next: Vec<(String, Features)> = Vec::new();
                    for (s, f) in &texts {
                        for (t, g) in &agreeing {
                            let candidate =
                                (format!("{s}{t}"), Features { variant: f.variant || g.variant, verb: f.verb || g.verb, ..*f });
                            if !next.contains(&candidate) {
                                next.push(candidate);
                            }
                        }
                    }
                    texts = next;
                    nth += 1;
                }
            }
        }
        partial.extend(texts);
    }
    let mut forms: Vec<Form> = Vec::new();
    for (text, reading) in partial {
        match forms.iter_mut().find(|f| f.text == text) {
            Some(f) => {
                // A spelling that is also written is no mere variant.
                if let Some(same) =
                    f.readings.iter_mut().find(|r| Features { variant: false, ..**r } == Features { variant: false, ..reading })
                {
                    same.variant &= reading.variant;
                } else {
                    f.readings.push(reading);
                }
            }
            None => forms.push(Form { text, readings: vec![reading] }),
        }
    }
    Ok(forms)
}

/// The word as a pattern writes it, with its brackets and tags: `[тест:n,m,inan]`.
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "[{}", self.lemma)?;
        if let Some(feminine) = &self.feminine {
            write!(f, "|{feminine}")?;
        }
        let Tags { part_of_speech, gender, number, animacy, invariable, without } = &self.tags;
        let tags = [
            match part_of_speech {
                PartOfSpeech::Noun => None,
                PartOfSpeech::Adjective => Some("adj"),
                PartOfSpeech::Verb => Some("v"),
            },
            gender.and_then(|g| match g {
                Gender::Masculine => Some("m"),
                Gender::Feminine => Some("f"),
                Gender::Neuter => Some("neut"),
                Gender::Common => None,
            }),
            animacy.map(|a| if a == Animacy::Animate { "anim" } else { "inan" }),
            number.map(|n| if n == Number::Singular { "sg" } else { "pl" }),
            invariable.then_some("inv"),
        ];
        let left_out = without.iter().map(|form| format!("-{form}"));
        for (n, tag) in tags.into_iter().flatten().map(str::to_string).chain(left_out).enumerate() {
            write!(f, "{}{tag}", if n == 0 { ':' } else { ',' })?;
        }
        f.write_str("]")
    }
}

/// The pattern that [`Phrase::parse`] would read as this phrase.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Frozen(text) => f.write_str(text),
            Piece::Word(word) => word.fmt(f),
        })
    }
}

/// The sign of an inclusive spelling: words of one phrase are written in the same notation.
fn notation(text: &str) -> Option<char> {
    text.chars().find(|c| !c.is_alphanumeric() && *c != ' ' && *c != '\'')
}

impl Form {
    /// The one value all readings agree on, if they do.
    pub fn number(&self) -> Option<Number> {
        let first = self.readings.first()?.number?;
        self.readings.iter().all(|r| r.number == Some(first)).then_some(first)
    }

    pub fn has_case(&self, case: Case) -> bool {
        self.readings.iter().any(|r| r.case == Some(case))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(p: &str) -> Vec<Phrase> {
        Phrase::parse(p, &BTreeMap::new()).unwrap()
    }

    #[test]
    fn braces_multiply_out_and_close_up() {
        let all: Vec<String> = parse("{male|female|} [prostitute]").iter().map(Phrase::citation).collect();
        assert_eq!(all, ["male prostitute", "female prostitute", "prostitute"]);
    }

    #[test]
    fn a_pipe_in_brackets_is_not_an_alternative() {
        let p = &parse("{l'ancien |}[prostitué|prostituée]")[1];
        assert_eq!(p.head().unwrap().feminine.as_deref(), Some("prostituée"));
    }

    #[test]
    fn a_phrase_is_written_as_it_was_read() {
        for pattern in [
            "[travail] du sexe",
            "[prostitué|prostituée]",
            "[тест:inan] на ВИЧ",
            "[sida:m,sg,inv]",
            "se [prostituer:v]",
            "[lutter:v,-lutte,-luttes]",
        ] {
            assert_eq!(parse(pattern)[0].to_string(), pattern);
        }
        assert_eq!(parse("[коммерческий:adj] [секс:n,inan,m]")[0].to_string(), "[коммерческий:adj] [секс:m,inan]");
    }

    #[test]
    fn errors_say_what_to_write() {
        for (bad, says) in
            [("[prostitution", "add \"]\""), ("[a:x]", "unknown class"), ("{a|b", "add \"}\""), ("[]", "empty brackets")]
        {
            let e = Phrase::parse(bad, &BTreeMap::new()).unwrap_err();
            assert!(e.0.contains(says), "{bad}: {e}");
        }
    }
}
