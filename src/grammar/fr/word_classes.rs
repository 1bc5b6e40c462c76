//! The classes of words that syntax asks for: prepositions, copulas, adverbs, what opens a clause.

use std::collections::HashMap;
use std::sync::LazyLock;

const PREPOSITION: u16 = 1 << 0;
const COPULA: u16 = 1 << 1;
const REFLEXIVE_COPULA: u16 = 1 << 2;
const AVOIR: u16 = 1 << 3;
const ADVERB: u16 = 1 << 4;
const OPENS_CLAUSE: u16 = 1 << 5;
const PRONOUN_SUBJECT: u16 = 1 << 6;
const QUANTITY: u16 = 1 << 7;
const BARE_NOUN: u16 = 1 << 8;
const NUMERAL: u16 = 1 << 9;

/// The words of each class; a word may be in several.
#[rustfmt::skip]
const CLASSES: [(u16, &str); 10] = [
    (PREPOSITION,
        "de d' du des à au aux en dans sur sous pour par contre avec sans vers chez entre depuis pendant durant selon malgré envers \
         parmi outre hors sauf dès jusque jusqu' via devant derrière après avant concernant lez ès"),
    (COPULA,
        "est sont était étaient fut furent sera seront serait seraient soit soient fût fussent été être étant reste restent restait \
         restaient restera resteront resterait rester demeure demeurent demeurait demeuraient demeurera demeurer devient deviennent \
         devenait devint deviendra deviendront deviendrait devenir semble semblent semblait semblaient semblera sembler paraît \
         paraissent paraissait paraîtra paraître apparaît apparaissent apparaissait apparaître parait apparait \
         suis es sommes êtes serons serez vit vivent vivaient disent déclarent estiment sent sentent sentaient trouve trouvent trouvait \
         trouvaient retrouve retrouvent voit voient tient tiennent meurent arrivent repartent"),
    (REFLEXIVE_COPULA,
        "dit disait disaient dira diront diraient déclare déclarait déclaraient déclarèrent déclara estime estimait estimaient \
         montre montrent montrait montraient montra montrèrent montrer révèle révèlent révéla révélèrent avère avèrent avéra avérèrent \
         avéraient croit croient croyait croyaient considère considèrent considérait considéraient jugent jugeaient prétend \
         prétendent sentit sentirent sentait retrouvait retrouvaient retrouvèrent voyait voyaient rend rendent affirment proclament"),
    (AVOIR,
        "ai as a avons avez ont avait avaient avais avions aviez aura auront aurait auraient ait aient eut eurent avoir ayant"),
    (ADVERB,
        "pas plus jamais point guère très trop si aussi bien mal mieux peu moins encore toujours souvent parfois rarement déjà ainsi donc \
         alors désormais aujourd' hui aujourd'hui assez fort non tout presque quasi plutôt même également seulement elle-même \
         elles-mêmes lui-même eux-mêmes autrefois jadis longtemps naguère bientôt tantôt ensuite enfin certes hier maintenant \
         pourtant cependant toutefois néanmoins ici là surtout"),
    (OPENS_CLAUSE,
        "que qu' si s' quand lorsque lorsqu' où car mais et ou ni donc or comme puisque puisqu' pourquoi combien dont quoique quoiqu' \
         tandis voici voilà soit"),
    (PRONOUN_SUBJECT,
        "je j' tu il elle on nous vous ils elles ce c' cela ça ceci celui celle ceux celles iel iels chacun chacune certains"),
    (QUANTITY,
        "partie ensemble beaucoup trop peu plus moins nombre tant combien majorité plupart moitié tiers quart dizaine douzaine vingtaine trentaine \
         centaine cinquantaine millier milliers centaines dizaines part totalité infinité % pourcentage multitude foule quantité assez"),
    (BARE_NOUN,
        "victime victimes source cause objet mère mères partie membre membres synonyme signe affaire question matière chose"),
    (NUMERAL,
        "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent cents mille"),
];

/// All classes of a word at once: the words around every hit are asked for each class several times.
static TABLE: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut table: HashMap<&str, u16> = HashMap::new();
    for (class, words) in CLASSES {
        for word in words.split_ascii_whitespace() {
            *table.entry(word).or_default() |= class;
        }
    }
    table
});

fn is(word: &str, class: u16) -> bool {
    TABLE.get(word).is_some_and(|classes| classes & class != 0)
}

pub fn is_preposition(word: &str) -> bool {
    is(word, PREPOSITION)
}

/// Prepositions that cannot be a determiner at the same time.
pub fn is_plain_preposition(word: &str) -> bool {
    is_preposition(word) && word != "des"
}

pub fn is_copula(word: &str) -> bool {
    is(word, COPULA)
}

/// What takes a predicate when « se » or « s' » stands before it: « elles se disaient inquiètes ».
pub fn is_reflexive_copula(word: &str) -> bool {
    is(word, REFLEXIVE_COPULA)
}

pub fn is_avoir(word: &str) -> bool {
    is(word, AVOIR)
}

pub fn is_adverb(word: &str) -> bool {
    is(word, ADVERB) || word.ends_with("ment") && word.chars().count() > 6
}

/// Words that open a clause: what follows can be its subject.
pub fn opens_clause(word: &str) -> bool {
    is(word, OPENS_CLAUSE) || is_adverb(word)
}

pub fn is_pronoun_subject(word: &str) -> bool {
    is(word, PRONOUN_SUBJECT)
}

/// Nouns and adverbs of quantity: with « de », the complement agrees, not they.
pub fn is_quantity(word: &str) -> bool {
    is(word, QUANTITY)
}

/// Words in a predicate that look like feminine adjectives and are nouns.
pub fn is_bare_noun(word: &str) -> bool {
    is(word, BARE_NOUN)
}

/// Cardinal numbers that a plural follows.
pub fn is_numeral(word: &str) -> bool {
    is(word, NUMERAL)
}
