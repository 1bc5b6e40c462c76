//! The state of one rewriting: what agreed with the old noun, what has to agree with the new one, edits and doubts so far.

use super::adjectives::{Pair, readings};
use super::realise::{Target, inflect};
use super::sequence::Row;
use super::word_classes::is_preposition;
use crate::grammar::{Doubt, DoubtKind, Gender, Number, Rewrite, TextEdit};
use std::ops::Range;

pub struct Change<'r, 'a> {
    pub row: &'r Row<'a>,
    /// `None`: not known, everything agrees (an epicene noun in the plural).
    pub gender: Option<Gender>,
    pub number: Number,
    pub target: Target,
    pub new_number: Number,
    /// First index of the noun phrase; the hit itself at first.
    pub start: usize,
    pub upper: bool,
    pub edits: Vec<TextEdit>,
    pub doubts: Vec<Doubt>,
}

impl Change<'_, '_> {
    /// Whether gender and number stay, so that only the left edge of the phrase can change.
    pub fn keeps_agreement(&self) -> bool {
        self.number == self.new_number && self.gender.is_some_and(|g| self.target.is(g))
    }

    pub fn edit(&mut self, range: Range<usize>, text: String) {
        if self.row.text[range.clone()] != text && !self.edits.iter().any(|e| e.range == range) {
            self.edits.push(TextEdit { range, text });
        }
    }

    pub fn doubt(&mut self, kind: DoubtKind, index: usize) {
        let range = self.row.items.get(index).map_or_else(|| self.row.items[self.row.hit].range.clone(), |i| i.range.clone());
        if !self.doubts.iter().any(|d| d.kind == kind && d.range == range) {
            self.doubts.push(Doubt { kind, range });
        }
    }

    /// The reading of the word at `index` as an adjective or participle that agrees with the old noun.
    pub fn agreeing(&self, index: usize) -> Option<Pair> {
        self.agreeing_in(index, self.number)
    }

    pub fn agreeing_in(&self, index: usize, number: Number) -> Option<Pair> {
        if !self.row.is_word(index) || index == self.row.hit || is_preposition(self.row.word(index)) {
            return None;
        }
        readings(self.row.items[index].text)
            .into_iter()
            .find(|r| {
                let gender = r.gender == Gender::Common || self.gender.is_none_or(|g| g == r.gender || g == Gender::Common);
                gender && r.number.is_none_or(|n| n == number)
            })
            .map(|r| r.pair)
    }

    /// Puts the word at `index` into agreement with the new noun.
    pub fn turn(&mut self, index: usize, pair: &Pair) {
        self.turn_to(index, pair, self.target, self.new_number);
    }

    pub fn turn_to(&mut self, index: usize, pair: &Pair, target: Target, number: Number) {
        let (form, settled) = inflect(pair, target, number);
        let (old, range) = (self.row.items[index].text, self.row.items[index].range.clone());
        if old.to_lowercase() == form {
            return;
        }
        if !settled {
            self.doubt(DoubtKind::Determiner, index);
        }
        let text = self.cased(old, &form);
        self.edit(range, text);
    }

    /// Another word at `index`, with its capitals.
    pub fn edit_word(&mut self, index: usize, new: &str) {
        let (old, range) = (self.row.items[index].text, self.row.items[index].range.clone());
        let text = self.cased(old, new);
        self.edit(range, text);
    }

    /// `new` with the capitals of `old`.
    pub fn cased(&self, old: &str, new: &str) -> String {
        let letters = old.chars().filter(|c| c.is_alphabetic()).count();
        let small = old.chars().any(char::is_lowercase);
        if !small && (letters > 1 || self.upper) {
            return new.to_uppercase();
        }
        let mut chars = new.chars();
        match chars.next() {
            Some(first) if old.chars().next().is_some_and(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
            _ => new.to_string(),
        }
    }

    /// The apostrophe the text uses, as far as the row reaches (a long paragraph must not be read for every hit).
    pub fn apostrophe(&self) -> char {
        let items = &self.row.items;
        let near = items.first().zip(items.last()).map_or("", |(a, b)| &self.row.text[a.range.start..b.range.end]);
        if near.contains('\'') && !near.contains('’') { '\'' } else { '’' }
    }

    pub fn finish(mut self) -> Rewrite {
        self.edits.sort_by_key(|e| (e.range.start, e.range.end));
        // Two rules must never write the same place: the first in the text wins, and a person looks.
        let mut edits: Vec<TextEdit> = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            if edits.last().is_some_and(|last| edit.range.start < last.range.end) {
                self.doubts.push(Doubt { kind: DoubtKind::UnknownWord, range: edit.range });
            } else {
                edits.push(edit);
            }
        }
        Rewrite { edits, doubts: self.doubts }
    }
}
