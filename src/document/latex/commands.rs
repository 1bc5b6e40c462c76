//! What commands and environments of LaTeX mean to a reader of the text.

use crate::document::InlineKind;

/// What a command does to the text. Optional arguments are passed over wherever they stand; numbers count mandatory ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// It sets type or space, and says nothing.
    Silent(u8),
    /// It prints something that is not written here: a reference, a number, a picture.
    StandIn(u8),
    /// After so many arguments that say nothing, one of text that joins the words around it.
    Text(u8, Option<InlineKind>),
    /// The same as a block of its own.
    Heading(u8),
    Block(u8),
    /// The same at the foot of the page.
    Note(u8),
    /// A language, and an argument in it.
    Foreign,
    /// An argument in the language that the name says.
    In(&'static str),
    /// A language, up to the end of the group.
    Select,
    /// Characters.
    Symbol(&'static str),
    /// A combining mark for the letter behind it.
    Accent(char),
    Item,
    Paragraph,
    Begin,
    End,
    /// `\verb|x|`.
    Verbatim,
    /// A definition: everything up to and with its last group is code.
    Define,
    /// `\iffalse … \fi`.
    IfFalse,
    Unknown,
}

pub(super) fn command(name: &str) -> Command {
    use Command::*;
    match name {
        "emph" | "textit" | "textsl" | "underline" | "uline" | "alert" => Text(0, Some(InlineKind::Emphasis)),
        "textbf" | "strong" => Text(0, Some(InlineKind::Strong)),
        "enquote" | "textquote" | "blockquote" => Text(0, Some(InlineKind::Quote)),
        "foreignquote" | "hyphenquote" | "foreigntextquote" | "foreignblockquote" | "blockcquote" | "textcquote" => {
            Text(1, Some(InlineKind::Quote))
        }
        "href" => Text(1, Some(InlineKind::Link)),
        "hyperref" | "hyperlink" => Text(if name == "hyperlink" { 1 } else { 0 }, Some(InlineKind::Link)),
        "text" | "textrm" | "textsf" | "texttt" | "textsc" | "textup" | "textmd" | "textnormal" | "mbox" | "hbox" | "fbox"
        | "makebox" | "framebox" | "sout" | "uwave" | "hl" | "uppercase" | "MakeUppercase" | "MakeLowercase" | "lowercase"
        | "centerline" | "textsuperscript" | "textsubscript" | "ieme" | "up" | "shortstack" | "lettrine" => Text(0, None),
        "textcolor" | "colorbox" | "parbox" | "raisebox" | "adjustbox" | "scalebox" => Text(1, None),
        "multicolumn" | "fcolorbox" | "resizebox" | "multirow" => Text(2, None),
        "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" | "subparagraph" | "title" | "subtitle"
        | "frametitle" | "framesubtitle" | "addchap" | "addsec" | "minisec" => Heading(0),
        "caption" | "author" | "date" | "institute" | "dedication" | "epigraph" | "abstract" | "keywords" => Block(0),
        "captionof" => Block(1),
        "footnote" | "thanks" | "marginpar" | "marginnote" | "sidenote" | "endnote" | "footnotetext" | "todo" | "note"
        | "footcitetext" => Note(0),
        "foreignlanguage" | "textlang" => Foreign,
        "textenglish" => In("en"),
        "textfrench" => In("fr"),
        "textspanish" => In("es"),
        "textrussian" => In("ru"),
        "textchinese" => In("zh"),
        "selectlanguage" => Select,
        "oe" => Symbol("œ"),
        "OE" => Symbol("Œ"),
        "ae" => Symbol("æ"),
        "AE" => Symbol("Æ"),
        "aa" => Symbol("å"),
        "AA" => Symbol("Å"),
        "o" => Symbol("ø"),
        "O" => Symbol("Ø"),
        "l" => Symbol("ł"),
        "L" => Symbol("Ł"),
        "ss" => Symbol("ß"),
        "i" => Symbol("ı"),
        "j" => Symbol("ȷ"),
        "dh" => Symbol("ð"),
        "th" => Symbol("þ"),
        "no" | "No" | "textnumero" => Symbol("№"),
        "og" | "guillemotleft" | "guillemetleft" | "flqq" => Symbol("«"),
        "fg" | "guillemotright" | "guillemetright" | "frqq" => Symbol("»"),
        "guilsinglleft" | "flq" => Symbol("‹"),
        "guilsinglright" | "frq" => Symbol("›"),
        "textquoteleft" | "lq" => Symbol("‘"),
        "textquoteright" | "rq" => Symbol("’"),
        "textquotedblleft" => Symbol("“"),
        "textquotedblright" => Symbol("”"),
        "textquotedbl" => Symbol("\""),
        "quotedblbase" | "glqq" => Symbol("„"),
        "quotesinglbase" => Symbol("‚"),
        "ldots" | "dots" | "textellipsis" => Symbol("…"),
        "textendash" => Symbol("–"),
        "textemdash" => Symbol("—"),
        "textperiodcentered" => Symbol("·"),
        "textquestiondown" => Symbol("¿"),
        "textexclamdown" => Symbol("¡"),
        "textbackslash" => Symbol("\\"),
        "textasciitilde" => Symbol("~"),
        "textasciicircum" => Symbol("^"),
        "textunderscore" => Symbol("_"),
        "S" | "textsection" => Symbol("§"),
        "euro" | "texteuro" => Symbol("€"),
        "pounds" | "textsterling" => Symbol("£"),
        "copyright" | "textcopyright" => Symbol("©"),
        "textregistered" => Symbol("®"),
        "texttrademark" => Symbol("™"),
        "degres" | "textdegree" => Symbol("°"),
        "ier" | "ere" => Symbol("er"),
        "nobreakdash" | "hyp" => Symbol("-"),
        "quad" | "qquad" | "enspace" | "enskip" | "space" | "nobreakspace" | "thinspace" | "xspace" => Symbol(" "),
        "u" => Accent('\u{306}'),
        "v" => Accent('\u{30c}'),
        "H" => Accent('\u{30b}'),
        "c" => Accent('\u{327}'),
        "d" => Accent('\u{323}'),
        "b" => Accent('\u{331}'),
        "k" => Accent('\u{328}'),
        "r" => Accent('\u{30a}'),
        "item" | "bibitem" | "cventry" | "task" => Item,
        "par" | "newline" | "newpage" | "clearpage" | "cleardoublepage" | "pagebreak" | "hline" | "toprule" | "midrule"
        | "bottomrule" | "bigskip" | "medskip" | "smallskip" | "maketitle" | "tableofcontents" | "appendix" | "frontmatter"
        | "mainmatter" | "backmatter" | "listoffigures" | "listoftables" | "printbibliography" | "cr" | "tabularnewline" => {
            Paragraph
        }
        "begin" => Begin,
        "end" => End,
        "verb" | "lstinline" | "mintinline" | "Verb" => Verbatim,
        "def"
        | "edef"
        | "gdef"
        | "xdef"
        | "let"
        | "newcommand"
        | "renewcommand"
        | "providecommand"
        | "DeclareMathOperator"
        | "newenvironment"
        | "renewenvironment"
        | "newtheorem"
        | "DeclareRobustCommand"
        | "NewDocumentCommand"
        | "RenewDocumentCommand"
        | "newlength"
        | "setlength"
        | "addtolength"
        | "newcounter"
        | "setcounter"
        | "addtocounter"
        | "lstset"
        | "tikzset"
        | "pgfplotsset"
        | "hypersetup"
        | "sisetup"
        | "newglossaryentry"
        | "newacronym"
        | "definecolor"
        | "lstdefinestyle"
        | "titleformat"
        | "hyphenation"
        | "babelhyphenation"
        | "setkeys"
        | "geometry" => Define,
        "iffalse" => IfFalse,
        // Arguments that say nothing.
        "label" | "index" | "glsadd" | "nocite" | "vspace" | "hspace" | "vskip" | "hskip" | "pagestyle" | "thispagestyle"
        | "input" | "include" | "includeonly" | "subfile" | "import" | "bibliography" | "bibliographystyle"
        | "addbibresource" | "usepackage" | "RequirePackage" | "documentclass" | "color" | "pagecolor" | "phantom"
        | "hphantom" | "vphantom" | "pagenumbering" | "usetheme" | "usecolortheme" | "usefonttheme" | "graphicspath"
        | "setmainfont" | "setsansfont" | "setmonofont" | "setmainlanguage" | "setdefaultlanguage" | "setotherlanguage"
        | "setotherlanguages" | "linespread" | "enlargethispage" | "cline" | "cmidrule" | "cellcolor" | "rowcolor"
        | "columncolor" | "citestyle" | "tag" | "hfil" | "pdfbookmark" | "fontfamily" | "fontseries" | "fontshape" | "value"
        | "pause" | "balance" | "usetikzlibrary" | "newfontfamily" | "includecomment" | "excludecomment" | "tcbset"
        | "captionsetup" => Silent(if matches!(name, "pause" | "hfil" | "balance") { 0 } else { 1 }),
        "fontsize" | "addvspace" | "markboth" | "setlist" | "hypertarget" | "rule" => Silent(2),
        "addcontentsline" => Silent(3),
        "ref" | "pageref" | "eqref" | "autoref" | "nameref" | "vref" | "cref" | "Cref" | "labelcref" | "url" | "path"
        | "nolinkurl" | "includegraphics" | "gls" | "Gls" | "glspl" | "Glspl" | "acrshort" | "acrlong" | "acrfull" | "ac"
        | "acp" | "num" | "si" | "ensuremath" | "ce" | "email" | "tikz" | "lstinputlisting" | "verbatiminput" | "qrcode"
        | "doi" | "textipa" | "inputminted" | "arabic" | "roman" | "alph" => StandIn(1),
        "SI" | "qty" | "frac" => StandIn(2),
        "LaTeX" | "TeX" | "LaTeXe" | "XeLaTeX" | "today" | "thepage" | "footnotemark" | "BibTeX" => StandIn(0),
        // Switches, and what else has no argument.
        "noindent" | "indent" | "centering" | "raggedright" | "raggedleft" | "small" | "large" | "Large" | "LARGE" | "huge"
        | "Huge" | "tiny" | "footnotesize" | "scriptsize" | "normalsize" | "bfseries" | "itshape" | "slshape" | "scshape"
        | "upshape" | "mdseries" | "rmfamily" | "sffamily" | "ttfamily" | "normalfont" | "bf" | "it" | "em" | "sl" | "sc"
        | "rm" | "sf" | "tt" | "protect" | "relax" | "leavevmode" | "sloppy" | "fussy" | "vfill" | "hfill" | "dotfill"
        | "hrulefill" | "nopagebreak" | "linebreak" | "nolinebreak" | "onecolumn" | "twocolumn" | "columnbreak"
        | "doublespacing" | "onehalfspacing" | "singlespacing" | "selectfont" | "ignorespaces" | "unskip" | "null" | "strut"
        | "left" | "right" | "makeatletter" | "makeatother" | "fi" | "else" | "endhead" | "endfirsthead" | "endfoot"
        | "endlastfoot" | "boldmath" | "unboldmath" | "nonumber" | "allowbreak" | "break" | "nobreak" | "begingroup"
        | "endgroup" | "bgroup" | "egroup" | "frenchspacing" | "nonfrenchspacing" | "flushbottom" | "raggedbottom"
        | "twocolumnfalse" | "justifying" => Silent(0),
        "shorthandoff" | "shorthandon" => Silent(1),
        _ if is_citation(name) => StandIn(1),
        _ => Unknown,
    }
}

/// The commands of natbib and biblatex, and what others make after their pattern.
fn is_citation(name: &str) -> bool {
    name.to_ascii_lowercase().contains("cite")
}

/// What an environment holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Environment {
    /// Nothing to read: code, mathematics, drawings. Not even its braces count.
    Raw,
    Quote,
    /// `&` divides cells; after so many arguments.
    Table(u8),
    /// Other people's titles: read, never rewritten.
    Bibliography,
    /// Text in the language that its argument names (`otherlanguage`).
    Language,
    /// Text, after so many arguments that say nothing.
    Text(u8),
    Document,
}

pub(super) fn environment(name: &str) -> Environment {
    use Environment::*;
    match name.trim_end_matches('*') {
        "verbatim" | "Verbatim" | "BVerbatim" | "LVerbatim" | "lstlisting" | "minted" | "alltt" | "comment" | "filecontents"
        | "equation" | "align" | "aligned" | "alignat" | "flalign" | "gather" | "multline" | "math" | "displaymath"
        | "eqnarray" | "array" | "tikzpicture" | "pgfpicture" | "picture" | "asy" | "code" | "sagesilent" | "luacode"
        | "algorithmic" | "tcblisting" => Raw,
        "quote" | "quotation" | "displayquote" | "displaycquote" | "foreigndisplayquote" | "verse" | "chapquote" => Quote,
        "tabular" | "longtable" | "supertabular" | "tblr" | "longtblr" => Table(1),
        "tabularx" | "tabulary" | "tabu" => Table(2),
        "thebibliography" => Bibliography,
        "otherlanguage" | "hyphenrules" => Language,
        "document" => Document,
        "minipage" | "multicols" | "list" | "adjustwidth" | "spacing" | "column" | "wrapfigure" | "textblock" | "wraptable" => {
            Text(if matches!(name, "list" | "adjustwidth" | "wrapfigure" | "wraptable") { 2 } else { 1 })
        }
        _ => Text(0),
    }
}

/// The language that babel and polyglossia mean by a name (BCP 47).
pub(super) fn language(name: &str) -> Option<&'static str> {
    Some(match name.trim().trim_end_matches('*') {
        "english" | "american" | "USenglish" | "en" => "en",
        "british" | "UKenglish" => "en-GB",
        "australian" | "canadian" | "newzealand" => "en",
        "french" | "francais" | "acadian" | "frenchb" | "fr" => "fr",
        "canadien" => "fr-CA",
        "spanish" | "es" => "es",
        "spanishmx" | "mexican" => "es-MX",
        "russian" | "ru" => "ru",
        "chinese" | "zh" => "zh",
        "chinese-simplified" | "chinese-hans" => "zh-Hans",
        "chinese-traditional" | "chinese-hant" => "zh-Hant",
        "german" | "ngerman" | "austrian" | "naustrian" | "swissgerman" | "germanb" => "de",
        "italian" => "it",
        "portuguese" | "portuges" | "brazilian" | "brazil" => "pt",
        "dutch" => "nl",
        "ukrainian" => "uk",
        "polish" => "pl",
        "catalan" => "ca",
        "swedish" => "sv",
        "danish" => "da",
        "norsk" | "nynorsk" | "norwegian" => "no",
        "finnish" => "fi",
        "czech" => "cs",
        "hungarian" | "magyar" => "hu",
        "romanian" => "ro",
        "greek" | "polutonikogreek" => "el",
        "turkish" => "tr",
        "arabic" => "ar",
        "hebrew" => "he",
        "japanese" => "ja",
        "korean" => "ko",
        "thai" => "th",
        "vietnamese" => "vi",
        "latin" => "la",
        "bulgarian" => "bg",
        "serbian" | "serbianc" => "sr",
        "croatian" => "hr",
        "basque" => "eu",
        "galician" => "gl",
        _ => return None,
    })
}

/// Languages in which babel gives `"` a meaning of its own.
pub(super) fn has_shorthands(tag: &str) -> bool {
    matches!(tag, "ru" | "uk" | "de" | "nl" | "bg")
}
