//! Feminine, plural, gender and elision, by rule and closed lists.
//!
//! The rules are those of the school grammars (Grevisse, *Le bon usage*, « le féminin des adjectifs », « le pluriel des
//! noms »); what they get wrong in a single word belongs to that word's entry.

use crate::grammar::Gender;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Masculines whose feminine no rule gives.
const FEMININES: &[(&str, &str)] = &[
    ("beau", "belle"),
    ("nouveau", "nouvelle"),
    ("jumeau", "jumelle"),
    ("vieux", "vieille"),
    ("fou", "folle"),
    ("mou", "molle"),
    ("doux", "douce"),
    ("faux", "fausse"),
    ("roux", "rousse"),
    ("blanc", "blanche"),
    ("franc", "franche"),
    ("frais", "fraîche"),
    ("sec", "sèche"),
    ("public", "publique"),
    ("laïc", "laïque"),
    ("turc", "turque"),
    ("grec", "grecque"),
    ("caduc", "caduque"),
    ("long", "longue"),
    ("favori", "favorite"),
    ("gentil", "gentille"),
    ("nul", "nulle"),
    ("bref", "brève"),
    ("épais", "épaisse"),
    ("gros", "grosse"),
    ("gras", "grasse"),
    ("bas", "basse"),
    ("las", "lasse"),
    ("exprès", "expresse"),
    ("métis", "métisse"),
    ("tiers", "tierce"),
    ("bénin", "bénigne"),
    ("malin", "maligne"),
    ("complet", "complète"),
    ("incomplet", "incomplète"),
    ("concret", "concrète"),
    ("discret", "discrète"),
    ("indiscret", "indiscrète"),
    ("secret", "secrète"),
    ("inquiet", "inquiète"),
    ("désuet", "désuète"),
    ("paysan", "paysanne"),
    ("sot", "sotte"),
    ("dû", "due"),
    ("aigu", "aiguë"),
    ("ambigu", "ambiguë"),
    ("contigu", "contiguë"),
    ("exigu", "exiguë"),
    ("tout", "toute"),
    ("auteur", "autrice"),
    ("coauteur", "coautrice"),
    ("héros", "héroïne"),
    ("copain", "copine"),
    ("maître", "maîtresse"),
    ("hôte", "hôtesse"),
];

/// Words in -eur that only add -e (comparatives and some names of professions).
const EURE: &[&str] = &[
    "meilleur",
    "supérieur",
    "inférieur",
    "antérieur",
    "postérieur",
    "ultérieur",
    "extérieur",
    "intérieur",
    "majeur",
    "mineur",
    "professeur",
    "ingénieur",
    "docteur",
    "gouverneur",
    "prieur",
];

/// Words in -teur with a feminine in -teuse: those made from a verb whose stem ends in -t.
const TEUSE: &[&str] = &[
    "acheteur",
    "chanteur",
    "menteur",
    "porteur",
    "transporteur",
    "flatteur",
    "visiteur",
    "prêteur",
    "emprunteur",
    "rabatteur",
    "entremetteur",
    "conteur",
    "dompteur",
    "exploiteur",
    "profiteur",
    "racketteur",
    "recruteur",
    "complimenteur",
    "solliciteur",
    "quêteur",
    "sauteur",
    "décapiteur",
];

/// The feminine of a masculine singular.
pub fn feminine(m: &str) -> String {
    if let Some((_, f)) = FEMININES.iter().find(|(word, _)| *word == m) {
        return (*f).to_string();
    }
    let cut = |suffix: &str, new: &str| m.strip_suffix(suffix).map(|stem| format!("{stem}{new}"));
    if m.ends_with('e') {
        return m.to_string();
    }
    if m.ends_with("eur") {
        return if EURE.contains(&m) {
            format!("{m}e")
        } else if m.ends_with("teur") && !m.ends_with("tteur") && !TEUSE.contains(&m) {
            cut("teur", "trice").unwrap_or_default()
        } else {
            cut("eur", "euse").unwrap_or_default()
        };
    }
    let rules: [(&str, &str); 10] = [
        ("eux", "euse"),
        ("oux", "ouse"),
        ("er", "ère"),
        ("en", "enne"),
        ("on", "onne"),
        ("el", "elle"),
        ("eil", "eille"),
        ("et", "ette"),
        ("f", "ve"),
        ("gu", "guë"),
    ];
    rules.iter().find_map(|(m, f)| cut(m, f)).unwrap_or_else(|| format!("{m}e"))
}

const AL_S: &[&str] = &[
    "bal",
    "carnaval",
    "festival",
    "régal",
    "récital",
    "chacal",
    "banal",
    "fatal",
    "final",
    "natal",
    "prénatal",
    "postnatal",
    "naval",
    "glacial",
    "bancal",
    "tonal",
];
const AIL_AUX: &[&str] = &["travail", "bail", "corail", "émail", "vitrail", "soupirail"];
const OU_X: &[&str] = &["bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"];

/// The plural of a singular.
pub fn plural(word: &str) -> String {
    if word.ends_with(['s', 'x', 'z']) {
        return word.to_string();
    }
    if let Some(stem) = word.strip_suffix("al").filter(|_| !AL_S.contains(&word)) {
        return format!("{stem}aux");
    }
    if let Some(stem) = word.strip_suffix("ail").filter(|_| AIL_AUX.contains(&word)) {
        return format!("{stem}aux");
    }
    let x = word.ends_with("au") || (word.ends_with("eu") && !["bleu", "pneu"].contains(&word)) || OU_X.contains(&word);
    format!("{word}{}", if x { "x" } else { "s" })
}

/// Words in h that do not elide (h aspiré), as far as this field has them, and vowels that do not elide either.
const NO_ELISION: &[&str] = &[
    "hachis",
    "haine",
    "hall",
    "halte",
    "hameau",
    "hanche",
    "handicap",
    "hangar",
    "harcèlement",
    "harceleur",
    "hardi",
    "hasard",
    "hausse",
    "haut",
    "hauteur",
    "héros",
    "heurt",
    "hiérarchie",
    "hiérarchique",
    "homard",
    "honte",
    "honteux",
    "honteuse",
    "hors",
    "huit",
    "huitième",
    "hurlement",
    "onze",
    "onzième",
    "oui",
    "yaourt",
    "yacht",
];
const NO_ELISION_STEMS: &[&str] = &["handicap", "harc", "hard", "haut", "honte", "hiérarch", "hurl", "hauss", "haï", "halt"];

/// Whether le, la, de, que … elide before `word`.
pub fn elides_before(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_start_matches(['«', '"', '“', '\u{a0}', '\u{202f}', ' ']);
    let Some(first) = word.chars().next() else { return false };
    let whole: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
    if NO_ELISION.contains(&whole.as_str()) || NO_ELISION_STEMS.iter().any(|s| whole.starts_with(s)) {
        return false;
    }
    if first == 'y' {
        return whole == "y" || whole.starts_with("yeux") || whole.starts_with("yé");
    }
    matches!(
        first,
        'a' | 'à' | 'â' | 'e' | 'é' | 'è' | 'ê' | 'ë' | 'i' | 'î' | 'ï' | 'o' | 'ô' | 'ö' | 'u' | 'ù' | 'û' | 'h' | 'œ' | 'æ'
    )
}

/// Nouns in -e, -on, -eur … whose gender the ending does not tell.
const FEMININE_NOUNS: &str = "personne partie clientèle riposte maison chambre annonce caravane cave gare plage cage rage page femme dame demoiselle madame fille passe drogue réponse clé clef cible victime \
    demande offre santé main fin loi foi voix part mort mère sœur belle-de-nuit putain pute catin morue grue poule traînée \
    cocotte courtisane gagneuse michetonneuse rue vie mœurs force forme règle peine norme zone base cause classe \
    couche débauche démarche dette épreuve équipe étude fraude garde grâce guerre honte injure insulte langue ligne liste \
    lutte lutteuse marche méthode misère mode norme œuvre offense ordonnance parole perte peste place plainte police porte \
    pratique preuve prime ressource route scène série somme source tâche taxe traite tutelle vente voie violence zone \
    chose aide affaire arme attaque bande campagne charge chute crise droite faute fête figure fuite gauche grève haine \
    histoire image issue ivresse minute mesure note page panne planète présence recherche reine roue salle \
    scène semaine seringue trace vague ville vue main-d’œuvre main-d'œuvre nuit mineure chair fleur peur douleur couleur \
    valeur erreur terreur faveur horreur chaleur longueur largeur hauteur vigueur ampleur rumeur humeur liqueur stupeur \
    odeur pudeur lueur rigueur candeur tumeur sueur ardeur maladie infection IST MST dot soif faim paix croix noix \
    toux façon rançon leçon boisson prison chanson raison saison liaison escorte call-girl escort-girl strip-teaseuse \
    marchandise servitude poursuite conduite visite réussite amende contravention infraction alternative initiative \
    perspective prérogative directive tentative défensive offensive tierce industrie structure sphère filière carrière \
    manière matière prière rivière frontière lumière";
const MASCULINE_NOUNS: &str = "groupe système virus sexe homme commerce service centre modèle monde terme acte cadre crime \
    programme problème régime organisme vice esclavage lieu établissement travail métier corps bordel claque boxon lupanar \
    trottoir tapin réseau lobby sida VIH VHC dépistage test risque mac souteneur maquereau micheton julot hôtel salon genre \
    règlement statut droit délit titre nombre ordre principe procès public secteur siècle signe stade \
    stigmate style symbole texte théâtre trouble type usage volume territoire salaire dispensaire domaine horaire inventaire \
    commentaire commissariat contraire exemplaire formulaire itinéraire ministère caractère critère mystère univers \
    masque contrôle rôle pôle parcours discours recours concours secours cours cas choix prix tour bâtiment \
    squelette équilibre exercice bénéfice préjudice indice office édifice sacrifice supplice manque risque disque \
    kiosque cirque chèque pique-nique pronostic diagnostic trafic pognon patron comportement proxénétisme ménage mariage \
    dimanche congé marché café péché pré été comité côté traité arrêté  musée lycée trophée mausolée incendie génie \
    foie parapluie sosie zombie interrogatoire laboratoire réquisitoire auditoire répertoire accessoire pourboire chantage \
    viol quartier échange mélange portique plastique cantique portable cartable câble sable diable \
    fleuve peuple exemple temple couple article siège piège cortège privilège sortilège collège manège";

/// Endings of nouns for people with one form for both genders, then of feminines and masculines.
const EPICENE_ENDINGS: &[&str] =
    &["iste", "ïque", "mane", "phile", "phobe", "logue", "crate", "pathe", "iatre", "thérapeute", "ophage", "graphe", "dophile"];
const EPICENE_NOUNS: &str = "proxénète membre partenaire bénéficiaire responsable leader bénévole propriétaire locataire \
    réceptionniste prestataire universitaire collègue adulte jeune esclave escort activiste artiste mannequin \
    complice camarade collègue interprète secrétaire gestionnaire fonctionnaire porte-parole trans transgenre \
    malade pauvre otage toxico séropo intermédiaire ministre maire juge guide garde peer pair élève athlète célibataire \
    volontaire stagiaire titulaire signataire mandataire destinataire milliardaire notaire libraire vétérinaire \
    autochtone nomade alcoolique";
const FEMININE_ENDINGS: &[&str] = &[
    "tion", "sion", "ante", "ente", "xion", "ison", "té", "tié", "ance", "ence", "anse", "ense", "esse", "ure", "ade", "ée",
    "ette", "ise", "itude", "ie", "ière", "ine", "elle", "ille", "euse", "trice", "enne", "onne", "aine", "ude", "ique", "otte",
    "ouille", "ule", "ace", "ole", "aille", "ande", "ende", "onde", "ève", "ive", "ienne", "eille", "ite", "ose", "iche",
    "ouche", "ache", "oche", "orque", "ère", "gion",
];
const MASCULINE_ENDINGS: &[&str] =
    &["age", "isme", "exte", "ège", "gramme", "cide", "aire", "oire", "scope", "phone", "mètre", "ème", "tère", "stère"];

/// The nouns of the lists; the first list that has a word counts.
static NOUNS: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let lists = [(FEMININE_NOUNS, Gender::Feminine), (MASCULINE_NOUNS, Gender::Masculine), (EPICENE_NOUNS, Gender::Common)];
    let mut nouns = HashMap::new();
    for (list, gender) in lists {
        for word in list.split_whitespace() {
            nouns.entry(word).or_insert(gender);
        }
    }
    nouns
});

/// The gender of a noun, guessed from the lists and its ending. `None`: the ending tells nothing.
pub fn noun_gender(lemma: &str) -> Option<Gender> {
    // Of a compound, the first part is the head (maison-mère), save for borrowed compounds (escort-girl).
    if let Some(gender) = NOUNS.get(lemma) {
        return Some(*gender);
    }
    let word = lemma.to_lowercase();
    if let Some(gender) = NOUNS.get(word.as_str()) {
        return Some(*gender);
    }
    if word.contains('-') && word.ends_with("girl") {
        return Some(Gender::Feminine);
    }
    let ends = |list: &[&str]| list.iter().any(|e| word.ends_with(e) && word.len() > e.len());
    if ends(EPICENE_ENDINGS) {
        return Some(Gender::Common);
    }
    if ends(MASCULINE_ENDINGS) {
        return Some(Gender::Masculine);
    }
    if ends(FEMININE_ENDINGS) {
        return Some(Gender::Feminine);
    }
    (!word.ends_with('e')).then_some(Gender::Masculine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feminines() {
        for (m, f) in [
            ("travailleur", "travailleuse"),
            ("acteur", "actrice"),
            ("acheteur", "acheteuse"),
            ("usager", "usagère"),
            ("citoyen", "citoyenne"),
            ("criminel", "criminelle"),
            ("actif", "active"),
            ("nombreux", "nombreuse"),
            ("supérieur", "supérieure"),
            ("public", "publique"),
            ("seul", "seule"),
            ("clandestin", "clandestine"),
            ("précaire", "précaire"),
            ("exposé", "exposée"),
            ("complet", "complète"),
            ("occasionnel", "occasionnelle"),
        ] {
            assert_eq!(feminine(m), f);
        }
    }

    #[test]
    fn plurals() {
        for (sg, pl) in [
            ("travail", "travaux"),
            ("lieu", "lieux"),
            ("social", "sociaux"),
            ("banal", "banals"),
            ("maquereau", "maquereaux"),
            ("souteneur", "souteneurs"),
            ("corps", "corps"),
        ] {
            assert_eq!(plural(sg), pl);
        }
    }

    #[test]
    fn genders() {
        for (word, gender) in [
            ("prostitution", Some(Gender::Feminine)),
            ("racolage", Some(Gender::Masculine)),
            ("toxicomane", Some(Gender::Common)),
            ("abolitionniste", Some(Gender::Common)),
            ("industrie", Some(Gender::Feminine)),
            ("établissement", Some(Gender::Masculine)),
            ("schtroumpfe", None),
        ] {
            assert_eq!(noun_gender(word), gender, "{word}");
        }
    }

    #[test]
    fn elision() {
        assert!(elides_before("industrie") && elides_before("homme") && elides_before("Établissement"));
        assert!(!elides_before("travail") && !elides_before("handicap") && !elides_before("onze"));
    }
}
