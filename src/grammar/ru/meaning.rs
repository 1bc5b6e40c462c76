//! Words in the clause that show that the term is not used for work: violence, minors, trafficking, or a stance against it.

use super::super::{Doubt, DoubtKind, Request, Token, Tokens};
use super::pronouns;

/// In the same clause, anywhere.
#[rustfmt::skip]
const ANYWHERE: &[&str] = &[
    "несовершеннолетн", "малолетн", "подростк", "подростков", "дети", "детей", "детьми", "детям", "детск", "девочк",
    "школьниц", "ребен", "ребён", "юных", "траффикинг", "трафикинг", "рабств", "рабын", "насильствен", "насильно",
    "принужд", "принуди", "вынужд", "заставля", "заставил", "эксплуатац", "эксплуатир", "вовлечен", "вовлека", "вовлечь",
    "вовлёк", "вовлек", "склонен", "склоня", "искорен", "борьб", "борют", "борот", "борет", "бороть", "притон", "порок",
    "аморальн", "изнасил", "похищ", "порабощ",
];

/// Directly before the term, perhaps with a preposition between.
const BEFORE: &[&str] = &["жертв", "спас", "выход", "профилактик", "предупрежд", "организац", "пресеч", "пресека", "преступ"];

/// Terms for which another sense is to be feared.
const TOPIC: &[&str] =
    &["простит", "секс", "сутен", "сутён", "сводн", "бордел", "притон", "публичн", "терпимости", "интим", "по вызову"];

pub(super) fn doubt(request: &Request, tokens: &Tokens) -> Option<Doubt> {
    let find = request.find.citation().to_lowercase();
    let say = request.say.citation().to_lowercase();
    // «Незащищённый секс» or «работник коммерческого секса» name no crime; prostitution and its neighbours may.
    if !TOPIC.iter().any(|t| find.contains(t))
        || !(say.contains("секс-работ") || say.contains("сторон") || find.contains("простит"))
    {
        return None;
    }
    let at = |t: &Token| Some(Doubt { kind: DoubtKind::Meaning, range: t.range.clone() });
    for side in [&tokens.before, &tokens.after] {
        for (i, token) in side.iter().enumerate() {
            if token.ends_sentence() || matches!(token.text, ";" | ":") {
                break;
            }
            let word = token.lower();
            // «содействие подросткам, но проституция…»: another clause begins.
            if token.text == "," && side.get(i + 1).is_some_and(|t| matches!(t.lower(), "но" | "а" | "однако" | "зато"))
            {
                break;
            }
            if ANYWHERE.iter().any(|s| word.starts_with(s)) {
                return at(token);
            }
            if word.starts_with("торговл") && side.iter().any(|t| matches!(t.lower(), "людьми" | "женщинами" | "телом"))
            {
                return at(token);
            }
        }
    }
    if let Some(token) = condemned(tokens) {
        return at(token);
    }
    let mut near = tokens.before.iter().take(3).filter(|t| t.is_word() && pronouns::preposition(t.lower()).is_none());
    near.find(|t| BEFORE.iter().any(|s| t.lower().starts_with(s))).and_then(at)
}

/// «Проституция — это насилие»; «не насилие» says the contrary.
fn condemned<'t>(tokens: &'t Tokens) -> Option<&'t Token<'t>> {
    const EVIL: &[&str] = &["насили", "зло", "позор", "унижен", "грех", "разврат", "деградац"];
    let mut rest = tokens.after.iter().take_while(|t| !t.ends_sentence()).take(7).peekable();
    let link = rest.next()?;
    let says = matches!(link.text, "—" | "–" | "-") || matches!(link.lower(), "это" | "является" | "есть");
    let negated = rest.peek().is_some_and(|t| t.lower() == "не");
    rest.find(|t| says && !negated && EVIL.iter().any(|s| t.lower().starts_with(s)))
}
