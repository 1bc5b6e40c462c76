//! Adjectives and participles: reading a form back to its masculine and feminine.
//!
//! From a feminine alone the masculine cannot be told (fragile, but civile → civil), so the feminines of known masculines
//! are turned round; only endings that leave no choice (-ée, -ive, -elle …) are open.

use super::inclusive;
use super::inflection::{feminine, plural};
use crate::grammar::{Gender, Number};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Masculine and feminine singular of a word that agrees.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    pub masculine: String,
    pub feminine: String,
}

/// One reading of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub pair: Pair,
    /// `Common`: one form for both, or an inclusive spelling.
    pub gender: Gender,
    /// `None`: the form is singular and plural (nombreux).
    pub number: Option<Number>,
}

/// Adjectives with two forms, participles that the open rule for -é does not reach, words that stand before the noun.
const TWO_FORMS: &str = "\
    absent abstrait abusif accessoire accru actif actuel administratif adulte affectif affirmatif africain allemand amer \
    américain amical ancien anglais annuel anonyme antérieur apparent approfondi architectural arrogant artificiel assis \
    associatif astreignant attentif auditif autonome auxiliaire avoisinant banal bancal bas beau bel bénin besogneux bienveillant \
    blanc bleu bon bref brillant brun brutal canadien capital central certain charmant chaud cher chinois choquant chrétien \
    civil clair clandestin classique clinique clos coercitif cohérent collectif colonial commercial commun communal compétent \
    complet complexe concluant concret condescendant conflictuel confus congolais conjoint connu conscient consentant conséquent \
    constant constitutionnel contemporain content contingent continu contractuel contraignant contraint contradictoire contrefait \
    convaincant convenu conventionnel courant court couvert croissant cru cruel culturel curatif dangereux décent décisif \
    décoratif décrit déçu défavorable défenseur définitif définitoire défini défunt délicat délictuel délictueux déloyal démuni dense dépendant \
    départemental dérogatoire désastreux désuet détenu déviant différent digne direct discret discriminant disparu distant distinct \
    dit divers documentaire dominant doux dû dur durable économique écrit éducatif effectif effrayant égal élevé élu \
    éloquent émergent éminent employeur encourageant endurci enfantin entendu entier entretenu enthousiaste environnant équivalent errant essentiel \
    esseulé établi éternel étonnant étranger étroit étudiant européen événementiel évident éventuel exact excellent excessif exclu \
    exclusif exempt exigu existant expert explicatif explicite exploitant exprès expulsé exquis extérieur faible fait familial fatal \
    faux favori féminin fermé fervent festif fin final financier fini flagrant florissant fonctionnel fondamental forain forcé \
    formel fort fou frais franc français frauduleux fréquent froid frontalier furtif futur gai général génital gentil global \
    gouvernemental grand gras gratuit gros habituel handicapant haut hebdomadaire heureux historique hivernal honteux horizontal \
    hospitalier hostile humain humanitaire humiliant hygiénique idéal identitaire identique illégal illégitime illicite immigrant \
    imminent immoral impartial impliqué important impuni impuissant inactif inattendu incertain incident inclus incohérent incomplet \
    incompris inconnu inconscient inconstitutionnel incontestable incriminé indécent indépendant indien indiscret individuel induit \
    industriel inégal inexact inexistant inférieur infini informatif informel infructueux inhumain initial injuste innocent inquiet \
    inquiétant insoumis institutionnel instruit insuffisant intact intellectuel intelligent intense intensif intentionnel interdit \
    intéressant intérieur intermittent international interne intime intrusif inutile invisible isolé issu itinérant joint joli journalier \
    joyeux judicieux juridictionnel justifié laborieux laïc large latent légal législatif lent lesbien libéral licencieux licite lié \
    local logique lointain long loyal lucratif lyonnais majeur malade mal-logé malheureux malin malsain malveillant manifestant manuel marchand \
    marginal marocain masculin massif maternel mauvais méchant méconnu médian médical médicinal meilleur menaçant mensuel mental menteur \
    mexicain migrant militant mineur minoritaire minutieux mis misérable moindre mondial monoparental moral mort mou mouvant moyen \
    muet multiple municipal musulman mutuel naissant natal national naturel naval nécessaire négatif nigérian nocif nocturne noir \
    nombreux nommé non-déclaré normal normatif nouveau novateur nu nuisible nul objectif obligatoire obscur obtenu occasionnel occidental occupant \
    odieux offensant offensif officiel officieux oisif omis opérationnel opposant oppressant oppressif oral organisationnel oriental \
    originaire original ouvert ouvrier pandémique parent parental parfait parisien partial participant particulier partiel parvenu passant \
    passif patent paternel paternaliste pauvre pénal pénitentiaire perdu périodique permanent permis pernicieux perpétuel persistant \
    personnel pertinent perturbant perçu petit physique plaisant plein poli politique polyvalent ponctuel portuaire positif possessif postérieur \
    pourvu poursuivi précédent précieux précis précoce prédominant préférentiel préjudiciel prématuré premier prénatal présent préventif prêt \
    prévu primordial principal pris prisonnier privatif privé probant prochain productif professionnel profond progressif prohibitif promis promu \
    propre prospectif protecteur protestant provincial provisoire provocant psychosocial public puissant punitif puni quotidien racial radical rare \
    rassurant ravi récent réceptif reclus reconnu reçu réduit réel refait régional réglementaire regrettable régulier rejoint relatif religieux remarquable \
    remis rempli rémunérateur rendu renforçant rentable répandu répressif reproductif répugnant requis résiduel résistant résolu respectif respectueux responsable \
    ressortissant restant restreint restrictif résultant retardataire retenu retraité réuni révélateur révolu riverain romain roumain rival roux royal rural russe sacré \
    sain saisi saisonnier salarial sanglant sanitaire satisfaisant satisfait scientifique scolaire second secondaire secret seigneurial semblable sénégalais \
    sensationnel senti sérieux serein servi seul sévère sexiste sexué sexuel significatif silencieux simple sincère situé social soi-disant solidaire solitaire \
    sommaire sordide souffrant souhaitable soumis soupçonneux sourd soutenu souterrain souverain spécial spécifique spontané stable structurel structurant subalterne \
    subi subordonné subséquent substantiel subtil successif suffisant suisse suivant suivi supérieur suppléant surpris survenu suspect suspendu syndical systématique \
    tardif tel temporel tendu territorial thaïlandais théorique tiers titulaire tolérant total touchant toulousain tout traditionnel traduit transfrontalier transitoire transmis tunisien turc \
    ultérieur ultime unanime uni unique universel urbain urgent usager utile vacant vague vaillant vain vaincu valorisant variant vécu vendu venu verbal vertical vertueux \
    vide vif vieux vilain violent viril virtuel visible visiteur vital vivant voilé volontaire voulu voyant vrai vu vulnérable \
    abattu absolu abouti acquis admis agrandi agressif anéanti assaini assorti assoupli assujetti astreint atteint atterri averti banni bâti battu blanchi \
    bienvenu choisi compris compromis conçu conclu conduit confondu conquis construit contenu contredit converti convaincu couru craint cuit débattu décousu découvert déchu \
    démenti dénué descendu détruit détendu devenu dévêtu disjoint dissous distrait durci ébloui éclairci élargi embelli émis empreint enceint enfoui enfreint enfui englouti enrichi \
    enseveli entrepris entrevu envahi épanoui équipé étendu éteint exclusif extrait fleuri fondu fourni franchi garanti guéri imprévu inscrit interrompu investi joint lu \
    maintenu maudit mélangé mordu moulu muni né nourri nui obscurci offert omis paru peint pendu permis pourri prescrit prétendu produit proscrit racorni raffermi ralenti rebattu recueilli \
    redevenu réfléchi refroidi régi rejeté relu rempli repenti repris résolu ressaisi restreint rétabli rétréci retenu réussi revenu revêtu revu rompu rôti saisi souscrit sorti souffert soustrait \
    subvenu su surgi surpris survécu terni tenu tondu tordu traduit trahi transcrit travesti uni vêtu verdi vomi affaibli affranchi abruti alourdi amorti aplani approfondi arrondi \
    asservi assombri assourdi attendri avili bannis béni chéri défendu démuni déployé endolori enhardi étourdi explicite farci flétri investi mûri noirci pétri préétabli puni réparti \
    accueilli recueilli assailli senti ressenti consenti servi desservi menti dormi enfui bouilli jailli défailli suivi \
    averti prévenu détenu retenu couru accouru parcouru secouru recouru mort conclu inclus exclu reclus élu relu réélu estudiantin citadin parti reparti sorti ressorti endormi agi averti assagi abasourdi affermi aguerri alangui amaigri éconduit appris départi départi \
    inscrit prostitutionnel abolitionnel inclusif sédentaire transgenre trans incarcéral hétérosexuel homosexuel bisexuel transsexuel asexuel séropositif séronégatif toxique injecteur \
    consommateur dépénalisateur stigmatisant criminalisant pénalisant discriminatoire autodéterminé rémunéré tarifé vénal intracommunautaire extracommunautaire brésilien chilien colombien \
    camerounais ivoirien malien nigérien béninois togolais gabonais ghanéen guinéen haïtien algérien égyptien libanais syrien ukrainien bulgare albanais polonais hongrois portugais espagnol italien \
    belge bruxellois genevois vaudois bernois québécois montréalais marseillais bordelais lillois strasbourgeois nantais niçois rennais intervenant assistant dirigeant adhérent consultant surveillant \
    exposant mendiant débutant commerçant habitant résident président correspondant représentant demandeur travailleur chômeur fumeur buveur voyageur défendeur accusateur créateur directeur \
    apparu réapparu accouru advenu intervenu parvenu provenu survenu convaincu \
    insultant dégradant avilissant inhérent sous-jacent préexistant croyant pratiquant déchirant alarmant préoccupant frappant éclatant humiliant exigeant épuisant fatigant précarisant";

/// Adjectives with one form for both genders; whatever ends like them below is open too.
const ONE_FORM_ENDINGS: &[&str] = &[
    "ique", "able", "ible", "aire", "iste", "oire", "esque", "phile", "phobe", "cide", "uple", "forme", "vore", "fère", "graphe",
    "logue",
];
const ONE_FORM: &str = "clé clef autre jeune même propre pauvre rare riche libre illicite licite légitime illégitime mixte moderne multiple \
    étrange faible fiable honnête vaste large lâche malade mince moindre morne noble pire proche sale sage sobre souple \
    simple sincère sombre stérile tendre terrible timide triste unique utile inutile vague vide digne indigne efficace fragile \
    facile difficile fidèle grave immense incroyable infirme informe injuste juste intense interne externe intime jaune rouge \
    rose russe suisse belge slave serbe croate bulgare tchèque arabe perse kurde adulte anonyme autonome célèbre commode complexe conforme \
    connexe contraire dense double énorme esclave extrême ferme fixe fourbe habile hostile humble identique immobile infâme \
    indigène insolite inverse invisible leste maigre maussade médiocre minime morbide nomade nocturne optimiste oblique opaque \
    perplexe pénible perfide précaire précoce probe prospère prude quelconque rapide rebelle rigide robuste rude sauvage sévère solide sordide \
    splendide stable stupide suave subalterne sublime superbe tiède trouble transgenre cisgenre intersexe tranquille triple ultime unanime \
    vulnérable vierge terne cynique chaste bénévole épidermique trans queer cis séropo pro anti ex super chic hors-la-loi";

/// Feminines that are also finite forms of frequent verbs.
pub const VERB_TOO: &[&str] = &[
    "inquiète",
    "active",
    "complète",
    "précise",
    "présente",
    "violente",
    "contente",
    "fréquente",
    "apparente",
    "motive",
    "sèche",
    "déserte",
    "suspecte",
    "exempte",
    "inquiètes",
    "actives",
    "complètes",
    "précises",
    "présentes",
    "violentes",
    "suspectes",
    "fait",
    "dit",
    "écrit",
    "décrit",
    "réduit",
    "conduit",
    "produit",
    "construit",
    "détruit",
    "traduit",
    "interdit",
    "court",
    "prescrit",
    "inscrit",
    "souscrit",
    "craint",
    "contraint",
    "atteint",
    "peint",
    "joint",
    "restreint",
    "suspect",
];

type Index = HashMap<String, Vec<Reading>>;

fn put(index: &mut Index, m: &str, f: &str) {
    let pair = Pair { masculine: m.to_string(), feminine: f.to_string() };
    let mut cell = |form: String, gender, number| {
        let readings = index.entry(form).or_default();
        let reading = Reading { pair: pair.clone(), gender, number };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    if m == f {
        cell(m.to_string(), Gender::Common, Some(Number::Singular));
        cell(plural(m), Gender::Common, Some(Number::Plural));
        return;
    }
    let masculine_plural = masculine_plural(m);
    if masculine_plural == m {
        cell(m.to_string(), Gender::Masculine, None);
    } else {
        cell(m.to_string(), Gender::Masculine, Some(Number::Singular));
        cell(masculine_plural, Gender::Masculine, Some(Number::Plural));
    }
    cell(f.to_string(), Gender::Feminine, Some(Number::Singular));
    cell(plural(f), Gender::Feminine, Some(Number::Plural));
}

/// The plural of a masculine adjective.
pub fn masculine_plural(m: &str) -> String {
    match m {
        "tout" => "tous".into(),
        "Tout" => "Tous".into(),
        "bel" => "beaux".into(),
        "nouvel" => "nouveaux".into(),
        "vieil" => "vieux".into(),
        "dû" => "dus".into(),
        _ => plural(m),
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    for m in ONE_FORM.split_whitespace() {
        if ["trans", "queer", "cis", "séropo", "pro", "anti", "ex", "super", "chic", "hors-la-loi"].contains(&m) {
            let pair = Pair { masculine: m.to_string(), feminine: m.to_string() };
            index.entry(m.to_string()).or_default().push(Reading { pair, gender: Gender::Common, number: None });
        } else {
            put(&mut index, m, m);
        }
    }
    for m in TWO_FORMS.split_whitespace().filter(|m| !["bel", "soi-disant"].contains(m)) {
        put(&mut index, m, &feminine(m));
    }
    // Before a vowel three masculines look like their feminines.
    for (form, m, f) in [("bel", "beau", "belle"), ("nouvel", "nouveau", "nouvelle"), ("vieil", "vieux", "vieille")] {
        let pair = Pair { masculine: m.into(), feminine: f.into() };
        index.entry(form.into()).or_default().push(Reading { pair, gender: Gender::Masculine, number: Some(Number::Singular) });
    }
    index
});

/// Endings that leave no choice, feminine to masculine; the plural adds -s to both but for -aux and -x.
const OPEN: [(&str, &str); 15] = [
    ("ée", "é"),
    ("nelle", "nel"),
    ("uelle", "uel"),
    ("ielle", "iel"),
    ("ienne", "ien"),
    ("tive", "tif"),
    ("sive", "sif"),
    ("euse", "eux"),
    ("trice", "teur"),
    ("tale", "tal"),
    ("nale", "nal"),
    ("iale", "ial"),
    ("rale", "ral"),
    ("ière", "ier"),
    ("oise", "ois"),
];

/// Every reading of a form as an adjective or a participle; none if it is not known as one.
pub fn readings(form: &str) -> Vec<Reading> {
    if let Some(r) = inclusive::recognise(form) {
        let pair = Pair { masculine: r.masculine.to_lowercase(), feminine: r.feminine.to_lowercase() };
        return vec![Reading { pair, gender: Gender::Common, number: Some(r.number) }];
    }
    let form = form.to_lowercase();
    if let Some(found) = INDEX.get(&form) {
        return found.clone();
    }
    open_readings(&form)
}

fn open_readings(form: &str) -> Vec<Reading> {
    if form.chars().count() < 4 {
        return Vec::new();
    }
    let (singular, number) = match form.strip_suffix('s') {
        Some(s) if !form.ends_with("ois") && !form.ends_with("ais") => (s, Number::Plural),
        _ => (form, Number::Singular),
    };
    let reading =
        |m: String, f: String, gender| Reading { pair: Pair { masculine: m, feminine: f }, gender, number: Some(number) };
    if ONE_FORM_ENDINGS.iter().any(|e| singular.ends_with(e) && singular.len() > e.len() + 2) {
        return vec![reading(singular.into(), singular.into(), Gender::Common)];
    }
    for (f, m) in OPEN {
        if let Some(stem) = singular.strip_suffix(f) {
            return vec![reading(format!("{stem}{m}"), singular.into(), Gender::Feminine)];
        }
    }
    // Masculines: only the endings that are hardly ever a noun's or an adverb's.
    for (f, m) in OPEN {
        let open = ["é", "nel", "uel", "iel", "tif", "sif", "eux", "ien"].contains(&m);
        if let Some(stem) = singular.strip_suffix(m).filter(|_| open) {
            let number = if m == "eux" { None } else { Some(number) };
            return vec![Reading { number, ..reading(singular.into(), format!("{stem}{f}"), Gender::Masculine) }];
        }
    }
    if let Some(stem) = form.strip_suffix("aux").filter(|s| s.len() > 3) {
        let pair = Pair { masculine: format!("{stem}al"), feminine: format!("{stem}ale") };
        return vec![Reading { pair, gender: Gender::Masculine, number: Some(Number::Plural) }];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masculine(form: &str) -> Vec<String> {
        readings(form).into_iter().map(|r| r.pair.masculine).collect()
    }

    #[test]
    fn forms_are_read_back() {
        for (form, m) in [
            ("interdite", "interdit"),
            ("clandestines", "clandestin"),
            ("exposées", "exposé"),
            ("soumise", "soumis"),
            ("nombreuses", "nombreux"),
            ("sociaux", "social"),
            ("définie", "défini"),
            ("nouvelle", "nouveau"),
            ("exposéEs", "exposé"),
            ("étrangères", "étranger"),
            ("publique", "public"),
            ("vulnérables", "vulnérable"),
            ("illégale", "illégal"),
        ] {
            assert_eq!(masculine(form), [m], "{form}");
        }
    }

    #[test]
    fn verbs_and_prepositions_are_no_adjectives() {
        for word in ["augmente", "existe", "dans", "touche", "mais", "concernent", "depuis", ""] {
            assert!(readings(word).is_empty(), "{word}");
        }
    }
}
