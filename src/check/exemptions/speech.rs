//! Reported speech with an attribution: what somebody else says is told, not rewritten.

use super::phrases::{any, ends_with, last, starts_with};
use super::{Exemption, Place};

pub fn find(place: &Place) -> Option<Exemption> {
    (source(place) || clause(place) || closing(place) || dialogue(place)).then_some(Exemption::ReportedSpeech)
}

/// "According to the police, …": the whole sentence is theirs.
fn source(place: &Place) -> bool {
    let rules = &place.context.speech;
    rules.sources.iter().any(|source| {
        let opens = last(&place.lead, source).is_some_and(|at| {
            let who = &place.lead[at.end..];
            // Somebody stands between the words and the hit, and it is not the writer ("according to our data").
            !any(who, &rules.own, starts_with) && separated(who)
        });
        let closes = || {
            last(&place.tail, source).is_some_and(|at| {
                place.tail[..at.start].trim_end().ends_with([',', '，', '—', '–'])
                    && !any(&place.tail[at.end..], &rules.own, starts_with)
            })
        };
        opens || closes()
    })
}

/// The name of who speaks ends before the hit: with a comma, or with enough words.
fn separated(who: &str) -> bool {
    who.contains([',', '，', ':', '：', '—']) || who.chars().any(crate::text::script::is_han)
}

/// "The minister said that …": the clause is theirs.
fn clause(place: &Place) -> bool {
    let rules = &place.context.speech;
    rules.verbs.iter().any(|verb| {
        last(&place.lead, verb).is_some_and(|at| {
            let who = place.lead[..at.start].trim_end();
            let between = &place.lead[at.end..];
            !who.is_empty() && !any(who, &rules.own, ends_with) && !between.contains([';', '；'])
        })
    })
}

/// "…, the police say."
fn closing(place: &Place) -> bool {
    let tail = place.tail.trim_end().trim_end_matches(['.', '!', '。', '…']);
    let Some((_, last)) = tail.rsplit_once([',', '，', '—', '–']) else { return false };
    let words = last.split_whitespace().count();
    words <= 8
        && place.context.speech.closing.iter().any(|c| super::phrases::contains(last, c))
        && !any(last, &place.context.speech.own, starts_with)
}

/// A line of dialogue ("— Здесь проститутки, — сказал он."): in French, Spanish and Russian a dash opens it.
fn dialogue(place: &Place) -> bool {
    let line = &place.text()[place.line()];
    let Some(rest) = line.trim_start().strip_prefix(['—', '―']) else { return false };
    let folded = crate::text::fold::fold(rest);
    let Some((_, said)) = folded.split_once(['—', '―']) else { return false };
    place.context.speech.closing.iter().any(|c| super::phrases::contains(said, c))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{all, none};

    #[test]
    fn attributed() {
        all(
            "reported-speech",
            &[
                ("en", "According to the police, prostitutes work in the port."),
                ("en", "The minister said that prostitutes must leave."),
                ("en", "Prostitutes work in the port, the police say."),
                ("fr", "Selon la police, des prostituées travaillent au port."),
                ("fr", "Le ministre a affirmé que les prostituées devaient partir."),
                ("es", "Según la policía, hay prostitutas en el puerto."),
                ("es", "El ministro afirmó que las prostitutas debían irse."),
                ("ru", "По словам полиции, в порту работают проститутки."),
                ("ru", "Министр заявил, что проститутки должны уйти."),
                ("ru", "— Здесь живут проститутки, — сказал он."),
                ("zh", "据警方称，港口有妓女。"),
                ("zh", "警方表示，港口有妓女。"),
            ],
        );
    }

    #[test]
    fn the_writers_own_words() {
        none(
            "reported-speech",
            &[
                ("en", "The police said nothing. Prostitutes work in the port."),
                ("en", "Prostitutes acted according to the law."),
                ("en", "We say that prostitutes deserve rights."),
                ("fr", "Les prostituées agissent selon la loi."),
                ("es", "Las prostitutas actúan según la ley."),
                ("ru", "Мы говорим, что проститутки имеют права."),
                ("zh", "妓女依据法律登记。"),
            ],
        );
    }
}
