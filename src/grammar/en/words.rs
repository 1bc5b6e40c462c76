//! Closed classes.

/// Whether a list, its words parted by spaces, has the word. A trailing `*` in the list stands for any ending.
pub fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|l| l.strip_suffix('*').map_or(word == l, |stem| word.starts_with(stem)))
}

pub const SINGULAR_DETERMINERS: &str = "a an each every one another this that either neither";
pub const PLURAL_DETERMINERS: &str = "\
    these those many few several both two three four five six all most numerous";

pub const MODALS: &str = "\
    will would can cannot could shall should may might must don't doesn't didn't won't can't couldn't wouldn't \
    shouldn't mustn't";

const PREPOSITIONS: &str = "\
    about above across after against along among around as at before behind below between beyond by despite during \
    except for from in including inside into like near of off on onto outside over per since than through to \
    towards toward under until up upon via with within without";

/// Auxiliaries, conjunctions, pronouns and adverbs that can follow a noun phrase and are no noun themselves.
const FOLLOWERS: &str = "\
    is are was were be been being has have had does do did isn't aren't wasn't weren't hasn't haven't hadn't \
    worldwide and or nor but because if so that though although when where whereas whether while who whom whose \
    which unless once yet he she it they we you i there here also often always never not only still then too today \
    now again alike alone together themselves himself herself itself each";

pub fn is_preposition(word: &str) -> bool {
    listed(PREPOSITIONS, word)
}

/// Whether the next word leaves no doubt that the noun phrase has ended.
pub fn ends_noun_phrase(word: &str) -> bool {
    listed(FOLLOWERS, word)
        || is_preposition(word)
        || listed(MODALS, word)
        || word.ends_with("ly")
        || (word.ends_with("ed") && word.len() > 4)
}

/// Determiners, prepositions and the like: what can directly precede a noun phrase that has no further modifier.
pub fn opens_noun_phrase(word: &str) -> bool {
    listed(FOLLOWERS, word)
        || is_preposition(word)
        || listed(SINGULAR_DETERMINERS, word)
        || listed(PLURAL_DETERMINERS, word)
        || listed("the my your his her its our their some any no other", word)
}

/// What begins the object of a verb.
pub fn opens_object(word: &str) -> bool {
    listed("the a an my your his her its our their this that these those him them us me", word)
        || listed("women girls boys children men people others", word)
        || is_reflexive(word)
}

pub fn is_reflexive(word: &str) -> bool {
    word.ends_with("self") && word.len() > 5 || word.ends_with("selves")
}

pub fn is_subject_pronoun(word: &str) -> bool {
    listed("i she he they we who", word)
}

/// Verbs with an object and what it is called or held to be: "calls prostitutes the victims".
pub fn names(word: &str) -> bool {
    listed("call* consider* deem* declar* label* make makes made think thinks thought find finds found name* see* saw", word)
}

/// Verbs with two objects: "gives prostitutes the right".
pub fn takes_two_objects(word: &str) -> bool {
    const VERBS: &str = "\
        give* giving gave offer* deny denies denied denying grant* allow* guarantee* cost* pay* paid send* sent teach* \
        taught tell* told show* promis* refus* lend* lent bring* brought ask* award*";
    listed(VERBS, word)
}
