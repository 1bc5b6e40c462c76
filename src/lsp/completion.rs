//! `textDocument/completion`: where a person begins a term that is avoided, the preferred one, in agreement.

use super::config_file::complete_config;
use super::desk::Desk;
use super::diagnostics::position;
use super::documents::{Kind, line_position};
use super::lexicon_file::complete_lexicon;
use super::positions::{byte_of, line_end};
use crate::check::rules::people::{Before, word_before};
use crate::check::{LanguageHints, RuleSet, detect};
use crate::grammar::{Number, Request, TextEdit as GrammarEdit};
use crate::lexicon::{FixClass, grammar_of};
use crate::text::fold::fold;
use crate::text::script::is_han;
use crate::text::{Language, LanguageTag};
use ropey::Rope;
use std::ops::Range;
use std::path::Path;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, Documentation,
    TextDocumentPositionParams, TextEdit, Uri,
};

/// Offers at most.
const MOST: usize = 12;
/// Letters that must stand there before anything is offered; ideographs say more.
const FEWEST: usize = 4;
const FEWEST_HAN: usize = 2;
/// How many words back a term may have begun.
const WORDS: usize = 4;

/// One offer: the replacement of what was typed, and what changes before it in the line.
#[derive(Debug, PartialEq, Eq)]
struct Offer {
    /// Bytes of the line, up to the cursor.
    range: Range<usize>,
    text: String,
    /// Before the range.
    others: Vec<GrammarEdit>,
    entry: usize,
}

impl Desk {
    pub fn completion(&mut self, params: &TextDocumentPositionParams) -> Option<CompletionResponse> {
        let uri = &params.text_document.uri;
        let encoding = self.profile.encoding;
        let document = self.documents.get(uri)?;
        let at = byte_of(&document.text, line_position(params.position), encoding);
        if matches!(document.kind, Kind::Configuration | Kind::Toml) {
            let (kind, path) = (document.kind, document.path.clone());
            let before = document.text.byte_slice(..at).to_string();
            let situation = self.workspaces.situation(path.as_deref());
            let items = match kind {
                Kind::Configuration => complete_config(&before, &*situation.rules(Path::new(""))?),
                _ if path.is_some_and(|p| situation.lexicons.contains(&p)) => complete_lexicon(&before),
                _ => return None,
            };
            return Some(CompletionResponse::Array(items));
        }
        document.format()?;
        // Whoever types on has to ask again: a client keeps to the first answer where another source of completions had some,
        // and after one letter there are none of ours.
        let items = self.terms_at(uri, at).unwrap_or_default();
        Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
    }

    /// The preferred terms for what was begun before a byte of a document.
    fn terms_at(&mut self, uri: &Uri, at: usize) -> Option<Vec<CompletionItem>> {
        let encoding = self.profile.encoding;
        let document = self.documents.get(uri)?;
        let line = document.text.byte_to_line(at);
        let first = document.text.line_to_byte(line);
        let text = document.text.byte_slice(first..line_end(&document.text, line)).to_string();
        let cursor = at - first;
        let tails = tails(&text[..cursor]);
        if tails.is_empty() {
            return None;
        }
        let rope = document.text.clone();
        let (_, rules) = self.analysed(uri)?;
        let hints = self.hints_of(uri)?;
        let marked = self.documents.get(uri)?.analysis.as_ref()?.language.clone();
        let language = language_at(&rope, at, marked, &hints)?;
        let locale = self.profile.locale.unwrap_or(language);
        let offers = offers(&text, cursor, &tails, language, &rules);
        let place = |r: &Range<usize>| tower_lsp::ls_types::Range {
            start: position(&rope, first + r.start, encoding),
            end: position(&rope, first + r.end, encoding),
        };
        let items = offers.into_iter().enumerate().map(|(n, offer)| {
            let entry = &rules.entries[offer.entry];
            let others: Vec<TextEdit> =
                offer.others.iter().map(|e| TextEdit { range: place(&e.range), new_text: e.text.clone() }).collect();
            CompletionItem {
                label: offer.text.trim().to_string(),
                kind: Some(CompletionItemKind::TEXT),
                detail: Some(entry.id.clone()),
                documentation: Some(Documentation::String(entry.why_in(locale).to_string())),
                // What stands there is what the client compares with; the offer itself may begin otherwise.
                filter_text: Some(text[offer.range.clone()].to_string()),
                sort_text: Some(format!("{n:02}")),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: place(&offer.range), new_text: offer.text })),
                additional_text_edits: (!others.is_empty()).then_some(others),
                ..CompletionItem::default()
            }
        });
        Some(items.collect())
    }
}

/// The language at a place: what document, path and settings say, else what the lines around it look like.
fn language_at(text: &Rope, at: usize, marked: Option<LanguageTag>, hints: &LanguageHints) -> Option<Language> {
    const REACH: usize = 1500;
    let marks = [&marked, &hints.path, &hints.option, &hints.configuration];
    if let Some(tag) = marks.into_iter().flatten().find(|t| !t.is_unknown()) {
        return tag.language();
    }
    let whole = |byte: usize| text.char_to_byte(text.byte_to_char(byte.min(text.len_bytes())));
    let near = text.byte_slice(whole(at.saturating_sub(REACH))..whole(at + REACH)).to_string();
    detect(&near).language
}

/// Where the term that is being written may have begun: the last word, the last two …; bytes of the text before the cursor.
fn tails(before: &str) -> Vec<usize> {
    let mut tails = Vec::new();
    let mut chars = before.char_indices().rev().peekable();
    let Some(&(_, last)) = chars.peek() else { return tails };
    if is_han(last) {
        let mut han = 0;
        for (at, c) in chars.take(6) {
            if !is_han(c) {
                break;
            }
            han += 1;
            if han >= FEWEST_HAN {
                tails.push(at);
            }
        }
        tails.reverse();
        return tails;
    }
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '·');
    if !joins(last) {
        return tails;
    }
    let mut start = before.len();
    for _ in 0..WORDS {
        let word = before[..start].trim_end_matches(joins).len();
        if word == start {
            break;
        }
        // After an elided article (l’, d’) a word of its own begins.
        let text = &before[word..start];
        if let Some(elided) = text.rfind(['\'', '’']).map(|i| word + i + text[i..].chars().next().map_or(1, char::len_utf8))
            && before[elided..].chars().count() >= FEWEST
        {
            tails.push(elided);
        }
        if before[word..].chars().count() >= FEWEST {
            tails.push(word);
        }
        start = before[..word].trim_end_matches(' ').len();
        if start + 1 != word {
            break;
        }
    }
    tails.sort_unstable();
    tails.dedup();
    tails
}

/// The longest beginning that a form has wins: "travailleurs du se" is no "se…".
fn offers(line: &str, cursor: usize, tails: &[usize], language: Language, rules: &RuleSet) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for &start in tails {
        let typed = fold(&line[start..cursor]);
        let mut forms: Vec<(usize, usize, usize)> =
            rules.forms_beginning(&typed).filter(|f| rules.entries.head(f.0).language == language).collect();
        // What goes with the word before it, then the nearest form.
        let number = number_before(line, start, language);
        forms.sort_by_key(|&(e, s, f)| {
            let form = &rules.entries[e].searches[s].forms[f];
            let fits = form.readings.iter().any(|r| number.is_none() || r.number.is_none() || r.number == number);
            (!fits, form.text.len(), e, s, f)
        });
        forms.truncate(48);
        for (entry, search, form) in forms {
            if offers.len() >= MOST {
                return offers;
            }
            if let Some(offer) = offer(line, start..cursor, (entry, search, form), rules)
                && !offers.iter().any(|o| o.text == offer.text)
            {
                offers.push(offer);
            }
        }
        if !offers.is_empty() {
            break;
        }
    }
    offers
}

/// The number that the word before a noun asks for.
fn number_before(line: &str, at: usize, language: Language) -> Option<Number> {
    let word = word_before(line, at);
    let before = match language {
        Language::Fr => Before::french(&word),
        Language::Es => Before::spanish(&word),
        Language::En | Language::Ru | Language::Zh => return None,
    };
    match before {
        Before::PluralDeterminer => Some(Number::Plural),
        Before::SingularDeterminer => Some(Number::Singular),
        Before::Adjective | Before::Link | Before::Mark | Before::Other => None,
    }
}

/// What the entry says, put into the line as if the form had been written to its end.
fn offer(line: &str, typed: Range<usize>, (entry, search, form): (usize, usize, usize), rules: &RuleSet) -> Option<Offer> {
    let found = &rules.entries[entry];
    // A role noun is its own pattern, with its inclusive form to say.
    let say = found.says(search).iter().find(|s| s.class != FixClass::Never)?;
    let search = &found.searches[search];
    let form = &search.forms[form];
    let phrase = say.traditional.as_ref().filter(|_| search.traditional == Some(true)).unwrap_or(&say.phrase);
    // A capital that was typed is kept.
    let mut full = form.text.clone();
    if line[typed.clone()].chars().next().is_some_and(char::is_uppercase) {
        let mut chars = form.text.chars();
        full = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default() + chars.as_str();
    }
    let text = format!("{}{full}", &line[..typed.start]);
    let hit = typed.start..text.len();
    let style = rules.style(found.language);
    let request =
        Request { text: &text, hit: hit.clone(), found: form, find: &search.phrase, say: phrase, denotes: found.denotes, style };
    let rewrite = grammar_of(found.language).rewrite(&request).into_iter().next()?;
    let mut others = Vec::new();
    let mut main = None;
    for edit in rewrite.edits {
        if edit.range.end > typed.start {
            main = Some(edit);
        } else if text[edit.range.clone()] != edit.text {
            others.push(edit);
        }
    }
    let main = main?;
    // It begins before the cursor and covers the whole form.
    if main.range.start > typed.start || main.range.end != hit.end || others.iter().any(|o| o.range.end > main.range.start) {
        return None;
    }
    Some(Offer { range: main.range.start..typed.end, text: main.text, others, entry })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line as it would read with each offer.
    fn all(line: &str, language: Language) -> Vec<String> {
        let offers = offers(line, line.len(), &tails(line), language, RuleSet::builtin());
        let read = |offer: Offer| {
            let mut out = line.to_string();
            out.replace_range(offer.range, &offer.text);
            for edit in offer.others.iter().rev() {
                out.replace_range(edit.range.clone(), &edit.text);
            }
            out
        };
        offers.into_iter().map(read).collect()
    }

    #[test]
    fn the_preferred_term_in_agreement() {
        // A person or the activity: what was written so far does not tell.
        let offers = all("Contre la prostitu", Language::Fr);
        assert!(offers.contains(&"Contre le travail du sexe".to_string()), "{offers:?}");
        assert_eq!(all("Contre la prostitution", Language::Fr)[0], "Contre le travail du sexe");
        assert_eq!(all("La prostituci", Language::Es)[0], "El trabajo sexual");
        assert!(all("Prostitut", Language::En).iter().any(|t| t.starts_with("Sex work")));
    }

    #[test]
    fn nswp_s_spelling_is_easy_to_type() {
        assert_eq!(all("les travailleurs du s", Language::Fr)[0], "les travailleurSEs du sexe");
    }

    #[test]
    fn nothing_is_offered_for_other_words() {
        for line in ["The weather", "pro", "", "prostitut "] {
            assert!(all(line, Language::En).is_empty(), "{line}");
        }
    }

    #[test]
    fn tails_begin_at_words() {
        let line = "de l’ex-prosti";
        let words: Vec<&str> = tails(line).into_iter().map(|t| &line[t..]).collect();
        assert_eq!(words, ["de l’ex-prosti", "l’ex-prosti", "ex-prosti"]);
        assert_eq!(tails("，性工").len(), 1);
    }
}
