//! What makes a finding the same finding after the text around it has moved.
//!
//! The sentence counts, not the place: moving a paragraph, wrapping its lines anew, another kind of quotation mark's
//! neighbouring space, hyphen or apostrophe leave a fingerprint as it is; another word opens it. The same sentence may stand
//! in a document several times, so the occurrences are numbered.

use super::finding::Finding;
use super::sentence;
use crate::document::{Document, Prose};
use crate::text::fold::fold;
use std::collections::HashMap;
use std::fmt;

/// The part of a finding's identity that comes from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Hash of the normalised sentence.
    pub sentence: u64,
    /// From 1: which of the entry's findings in sentences like this one.
    pub occurrence: u32,
}

/// How often each entry was found in each sentence.
#[derive(Debug, Default)]
pub struct Occurrences(HashMap<(usize, u64), u32>);

impl Occurrences {
    /// The fingerprint of the next finding.
    pub fn number(&mut self, entry: usize, sentence: u64, is_reported: bool) -> Fingerprint {
        let occurrence = self.0.entry((entry, sentence)).or_default();
        // What was let pass is counted by nobody, and must not shift the numbers of what is reported.
        *occurrence += u32::from(is_reported);
        Fingerprint { sentence, occurrence: *occurrence }
    }
}

impl Fingerprint {
    /// The fingerprints of findings, in their order.
    pub fn of(document: &Document, findings: &[Finding]) -> Vec<Fingerprint> {
        let mut seen = Occurrences::default();
        let mut number = |finding: &Finding| {
            let sentence = document.parts.get(finding.part).map_or(0, |part| hash_of_sentence(&part.prose, finding));
            seen.number(finding.entry, sentence, finding.is_reported())
        };
        findings.iter().map(&mut number).collect()
    }

    /// One value for reports: the entry, the document's path and this, as 16 hexadecimal digits.
    pub fn in_document(&self, entry: &str, path: &str) -> String {
        let mut hash = Fnv::default();
        for piece in [entry.as_bytes(), b"\0", path.as_bytes(), b"\0"] {
            hash.write(piece);
        }
        hash.write(&self.sentence.to_be_bytes());
        hash.write(&self.occurrence.to_be_bytes());
        hash.to_string()
    }
}

fn hash_of_sentence(prose: &Prose, finding: &Finding) -> u64 {
    let segment = prose.segment_at(finding.prose.clone()).range;
    let Some(text) = prose.text.get(segment.clone()) else { return 0 };
    let local = finding.prose.start - segment.start..finding.prose.end - segment.start;
    let sentence = &text[sentence::around(text, local)];
    let mut hash = Fnv::default();
    // Chinese lines are wrapped without a space, so white space says nothing.
    for c in fold(sentence).chars().filter(|c| !c.is_whitespace()) {
        hash.write(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    hash.0
}

/// FNV-1a with 64 bits (RFC 9923): short, and the same on every machine and in every version of the compiler.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

impl fmt::Display for Fnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LanguageHints, RuleSet, check};
    use super::*;
    use crate::document::Format;

    fn prints(text: &str, lang: &str) -> Vec<Fingerprint> {
        let document = Document::parse(text, Format::PLAIN);
        let hints = LanguageHints { option: crate::text::LanguageTag::parse(lang), ..LanguageHints::default() };
        Fingerprint::of(&document, &check(&document, text, RuleSet::builtin(), &hints).items)
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let mut hash = Fnv::default();
        hash.write(b"foobar");
        assert_eq!(hash.to_string(), "85944171f73967e8", "RFC 9923, appendix C");
    }

    #[test]
    fn moving_and_wrapping_keep_it_and_editing_opens_it() {
        let before = prints("Nous avons écouté. Les prostituées de cette ville ont ouvert une clinique.", "fr");
        assert_eq!(before.len(), 1);
        assert_eq!(
            prints("Titre\r\n\r\nLes prostituées de cette\r\n  ville ont ouvert une clinique. Puis le silence.\r\n", "fr"),
            before
        );
        assert_ne!(prints("Les prostituées de notre ville ont ouvert une clinique.", "fr"), before);
        let before = prints("这些卖淫女需要医疗服务。", "zh");
        assert_eq!(before.len(), 1);
        assert_eq!(prints("他们来了。这些卖淫女需要\n医疗服务。", "zh"), before);
    }

    #[test]
    fn the_same_sentence_twice_is_two() {
        let twice = prints("Les prostituées sont venues.\n\nLes prostituées sont venues.", "fr");
        assert_eq!(twice.iter().map(|f| f.occurrence).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(twice[0].sentence, twice[1].sentence);
        assert_ne!(twice[0].in_document("fr/prostituee", "a.md"), twice[1].in_document("fr/prostituee", "a.md"));
    }
}
