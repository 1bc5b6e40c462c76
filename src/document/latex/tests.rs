use crate::document::testing::{comments, hold_fragments, inlines, parse, read_repeated};
use crate::document::{Format, PieceKind};

const LATEX: Format = Format::Text(&super::FORMAT);

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(LATEX, source, expected);
}

fn language(source: &str) -> Option<String> {
    parse(LATEX, source).language.map(|l| l.to_string())
}

#[test]
fn markup_inside_words_joins() {
    check("the \\emph{prosti}tute, {\\bf pros}titutes and \\textbf{\\textit{x}}y", &["the prostitute, prostitutes and xy"]);
    check("prosti%\n  tute and\nmore % x\nend", &["prostitute and⏎more end"]);
    check("\\textcolor{red}{word} \\href{https://prostitute.org}{the site} \\mycommand{a}{b}c", &["word the site a□bc"]);
}

#[test]
fn accents_and_signs_are_letters() {
    check(
        "prostitu\\'ee, prostitu\\'{e}e, \\c cela, \\c{c}a, na\\\"\\i ve, \\'{\\i}, Se\\~nor",
        &["prostituée, prostituée, çela, ça, naïve, í, Señor"],
    );
    check("s\\oe ur, \\OE{}uvre, \\og mot\\fg{} fin", &["sœur, Œuvre, «mot» fin"]);
    check("R\\&D 50\\,\\% a\\_b \\#1 \\$5 \\{x\\}", &["R&D 50\u{202f}% a_b #1 $5 {x}"]);
    check("``sex work'' --- it's 1--2, pros\\-ti\\-tute, M.~X", &["“sex work” — it's 1–2, pros\u{ad}ti\u{ad}tute, M.\u{a0}X"]);
    check("?`Qui\\'en? !`Hola!", &["¿Quién? ¡Hola!"]);
}

#[test]
fn shorthands_of_babel() {
    check("\\usepackage[russian]{babel}\nсекс\"=работница \"--- да", &["секс-работница — да"]);
    check("a \"= b", &["a \"= b"]);
}

#[test]
fn what_is_no_text() {
    check("a $prostitute$ b \\(x\\) c \\verb|prostitute| d", &["a □ b □ c □ d"]);
    check("It costs $5 a day.", &["It costs $5 a day."]);
    check(
        "one\n\\begin{equation}\n prostitute \\label{x}\n\\end{equation}\ntwo\n\\begin{lstlisting}[language=C]\nprostitute }\n\\end{lstlisting}\nthree",
        &["one", "two", "three"],
    );
    check(
        "see~\\ref{sec:prostitute}, \\cite[p.~3]{prostitute99} and \\url{https://prostitute.org}\\label{prostitute}",
        &["see\u{a0}□, □ and □"],
    );
    check("\\includegraphics[width=3cm]{prostitute.png} \\vspace{2cm}\\newcommand{\\x}[1]{prostitute #1} text", &["□ text"]);
    check("\\iffalse prostitute \\fi a \\begin{comment}\nprostitute\n\\end{comment} b", &["a b"]);
}

#[test]
fn the_preamble_is_no_text() {
    let source = "\\documentclass[french]{article}\n\\usepackage{babel}\n\\title{Le titre}\n\\newcommand{\\x}{prostitute}\n\\begin{document}\n\\maketitle\nTexte.\n\\end{document}\nprostitute";
    check(source, &["# Le titre", "Texte."]);
    assert_eq!(language(source).as_deref(), Some("fr"));
}

#[test]
fn languages() {
    assert_eq!(language("\\usepackage[french,main=spanish]{babel}").as_deref(), Some("es"));
    assert_eq!(language("\\usepackage[english,french]{babel}").as_deref(), Some("fr"));
    assert_eq!(language("\\setmainlanguage[variant=british]{english}").as_deref(), Some("en"));
    assert_eq!(language("% !TeX spellcheck = fr_CA\n").as_deref(), Some("fr-ca"));
    assert_eq!(language("\\documentclass{ctexart}\n").as_deref(), Some("zh"));
    check("a \\foreignlanguage{french}{mot \\emph{b}} c", &["a ", "+{fr}mot b ", "+c"]);
    check(
        "\\begin{otherlanguage*}{russian}\nслово\n\\end{otherlanguage*}\nword {\\selectlanguage{spanish} palabra} word",
        &["{ru}слово", "word ", "+{es}palabra ", "+word"],
    );
    check("\\begin{french}\nmot\n\\end{french}", &["{fr}mot"]);
}

#[test]
fn blocks() {
    check("\\section*{One}\ntext\n\n\\subsection[s]{Two \\emph{x}}\nmore\\par end", &["# One", "text", "# Two x", "more", "end"]);
    check("\\begin{itemize}\n\\item a\n\\item b\n\\end{itemize}\nc", &["a", "b", "c"]);
    check("\\begin{quote}\nquoted\n\nmore\n\\end{quote}\nnot", &["> quoted", "> more", "not"]);
    check("\\begin{tabular}{l|r}\n a & b \\\\ \\hline\n \\multicolumn{2}{c}{d} \\\\\n\\end{tabular}", &["a", "b", "d"]);
    check("\\begin{figure}[ht]\n\\centering\n\\caption{A caption}\\label{x}\n\\end{figure}", &["A caption"]);
    check("\\begin{frame}{The title}\n text\n\\end{frame}", &["The title", "text"]);
    check("one\\\\[2pt]two", &["one⏎two"]);
}

#[test]
fn notes_stand_apart() {
    check(
        "A word\\footnote{The \\emph{note}.\\footnote{Deeper.}} goes on.\n\nNext",
        &["A word goes on.", "The note.", "Deeper.", "Next"],
    );
    check("\\section{T\\footnote{n}}", &["# T", "n"]);
}

#[test]
fn inlines_have_their_ranges() {
    let prose = parse(LATEX, "\\emph{a} \\textbf{b} \\enquote{c d} \\href{x}{e}");
    assert_eq!(inlines(&prose), ["em a", "strong b", "q c d", "a e"]);
}

#[test]
fn comments_are_heard() {
    let source = "% motjuste: ignore x\na b % two\nc\\%d";
    let expected = ["motjuste: ignore x | a b c%d | % motjuste: ignore x", "two |  c%d | % two"];
    let found: Vec<String> = comments(source, &parse(LATEX, source));
    assert_eq!(found[0], expected[0]);
    assert!(found[1].starts_with("two |"), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn an_accent_behind_a_command_is_not_edited() {
    let prose = parse(LATEX, "\\foo\\'etat \\'etat");
    let kinds: Vec<PieceKind> =
        prose.map.pieces().iter().filter(|p| prose.text[p.prose.clone()] == *"é").map(|p| p.kind).collect();
    assert_eq!(kinds, [PieceKind::Synthetic, PieceKind::Escaped]);
}

#[test]
fn broken_input_is_text() {
    check("a } b \\end{x} c", &["a b", "c"]);
    check("\\emph{never closed", &["never closed"]);
    check("\\begin{verbatim} never", &["never"]);
    check("\\footnote{never", &["never"]);
    check("a \\( b \\", &["a b \\"]);
    check("", &[]);
}

#[test]
fn hostile_input_ends_soon() {
    read_repeated(
        LATEX,
        &[
            ("{", 100_000),
            ("}", 100_000),
            ("\\emph{", 50_000),
            ("\\footnote{", 20_000),
            ("\\footnote{a}", 20_000),
            ("\\begin{quote}", 20_000),
            ("\\end{quote}", 20_000),
            ("\\begin{verbatim}", 20_000),
            ("\\a[", 20_000),
            ("\\verb|", 20_000),
            ("$", 100_001),
            ("\\(", 50_000),
            ("% x\n", 50_000),
            ("\\newcommand{\\x}", 20_000),
            ("\\'", 50_000),
        ],
    );
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\\emph{",
    "\\textbf{",
    "}",
    "{",
    "[",
    "]",
    "$",
    "$$",
    "%",
    "% motjuste: ignore x\n",
    "\\'e",
    "\\'",
    "\\oe ",
    "~",
    "\\-",
    "``",
    "''",
    "--",
    "\\\\",
    "&",
    "\\&",
    "\\begin{quote}",
    "\\end{quote}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\begin{tabular}{l}",
    "\\end{tabular}",
    "\\begin{document}",
    "\\end{document}",
    "\\usepackage[french]{babel}",
    "\\foreignlanguage{russian}{",
    "\\selectlanguage{spanish}",
    "\\footnote{",
    "\\section{",
    "\\item ",
    "\\cite{x}",
    "\\verb|",
    "|",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\newcommand{\\x}",
    "\\unknown",
    "\\unknown{",
    "\\iffalse",
    "\\fi",
    "é",
    "性工作者",
    "\"=",
    "\\",
    "\\ ",
    "\\c c",
    "\u{a0}",
    "\\caption{",
    "\\begin{x}{",
    "\\title{",
];

#[test]
fn code_at_the_beginning_of_an_environment_is_not_its_whole_text() {
    check("\\begin{quote}\\verb|x| is a sign of respect\\end{quote}", &["> □ is a sign of respect"]);
    check("\\begin{quote}\\verb|x|性工作者", &["> □性工作者"]);
}

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(LATEX, FRAGMENTS);
}

#[test]
fn code_behind_an_environment_that_nothing_ends_is_not_its_code() {
    check("\\begin{verbatim}\\iffalse\\fi性工作者", &["性工作者"]);
}
