use crate::document::testing::{comments, hold_fragments, inlines, parse};
use crate::document::{Format, PieceKind, Quoting};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    crate::document::testing::check(Format::HTML, source, expected);
}

#[test]
fn a_page() {
    let source = "<!doctype html><html lang=fr-CA><head><meta charset=utf-8><title>Le titre</title><meta name=\"description\" content=\"La page\">\
        <style>p{}</style></head>\r\n<body>\r\n<h1>Un</h1>\r\n  <p>Deux\r\n  trois\r\n</p><p>quatre</p></body></html>\n";
    check(source, &["# Le titre", "@ La page", "# Un", "Deux⏎trois", "quatre"]);
    assert_eq!(parse(Format::HTML, source).language.map(|l| l.to_string()), Some("fr-ca".to_string()));
}

#[test]
fn markup_inside_words_joins() {
    check("<p><b>pros</b>titute <b>commercial</b> sex <wbr>work&shy;ers", &["prostitute commercial sex work\u{ad}ers"]);
    check(
        "prostitu&eacute;e &eacute &notit; &#233;&#x2019; a & b &lt;i> &unknown;",
        &["prostituée é ¬it; é’ a & b <i> &unknown;"],
    );
    check("a < b <3 <> </> x", &["a < b <3 <> x"]);
}

#[test]
fn blocks_break_and_lines_do_not() {
    check("a<div>b</div>c<hr>d<br>e<table><tr><td>f<td>g<tr><th>h</table>", &["a", "b", "c", "d⏎e", "f", "g", "h"]);
    check("<ul><li>a<ul><li>b</ul><li>c</ul><dl><dt>d<dd>e</dl>", &["a", "b", "c", "d", "e"]);
    check("<select><option>a<option>b</select><button>c</button>d", &["a", "b", "c", "d"]);
    check("<p> a <b> b </b> \n c </p>", &["a b c"]);
}

#[test]
fn what_is_no_prose() {
    check("a <code>x</code> b <kbd>x</kbd><samp>x</samp><var>x</var>", &["a □ b □□□"]);
    check("a<pre>x</pre>b<script>if (a < b) '</p>'</script><template><p>x</template>c", &["a", "bc"]);
    check("a <span translate=no>x <b>y</b></span> b <i class='x notranslate'>x</i> <span hidden>x</span>c", &["a □ b □ c"]);
    check("<textarea>x</textarea> <svg><title>x</title></svg><math>x</math><iframe><p>x</iframe>a", &["□ □□□a"]);
    check("<a href='prostitute' data-x=\"prostitute\">a</a> {{ x }} {% y %}b", &["a □ □b"]);
    check("性<ruby>工<rp>(</rp><rt>gōng</rt></ruby>作", &["性工作"]);
    check("prostitutes<sup>1</sup>", &["prostitutes□1"]);
    check("<noscript><p>a</noscript>", &["a"]);
}

#[test]
fn attributes_follow_their_block() {
    check("<p>a <img alt=\"the &quot;alt&quot;\" src=x title='t'> b</p><p>c", &["a □ b", "@ the \"alt\"", "@ t", "c"]);
    check("<div title=t>a</div><input placeholder=\"p\"><a aria-label=\"l\"></a>", &["@ t", "a", "□", "@ p", "@ l"]);
    check("<p lang=fr title=\"t\">a <img alt=b lang=ru alt=c>", &["@ {fr}t", "{fr}a □", "@ {ru}b"]);
    check("<meta property=og:title content=a><meta name=keywords content=b><img alt><img alt=''>", &["@ a", "□□"]);
}

#[test]
fn languages_are_inherited() {
    check("<div lang=fr>a<p lang=en>b<p>c</div>d", &["{fr}a", "{en}b", "{fr}c", "d"]);
    check("a <i lang=\"fr\">b</i> <i xml:lang=fr>c</i> d", &["a ", "+{fr}b c ", "+d"]);
    check("<ul><li lang=fr>a<li>b</ul><table><tr lang=ru><td>c<tr><td>d</table>", &["{fr}a", "b", "{ru}c", "d"]);
    check("<p lang=''>a<p lang='{{ x }}'>b<p lang=de>c", &["{und}a", "b", "{de}c"]);
    check("<p><span lang=fr><b>a</span>b</b>c", &["{fr}a", "+bc"]);
    check("<td lang=fr>a</div>b</td>c", &["{fr}a", "{fr}b", "c"]);
    let prose = parse(Format::HTML, "<meta http-equiv=Content-Language content=es>a");
    assert_eq!(prose.language.map(|l| l.to_string()), Some("es".to_string()));
}

#[test]
fn quotations_and_headings() {
    check("<blockquote><h2>a</h2><p>b</blockquote><h3>c</h3>d", &["> a", "> b", "# c", "d"]);
}

#[test]
fn inlines_have_their_ranges() {
    let prose = parse(Format::HTML, "<p><em> a <b>b</b></em> <q>c</q><cite>d</cite> <a href=x>e</a><a name=y>f</a><a href>g");
    assert_eq!(inlines(&prose), ["em a b", "strong b", "q c", "q d", "a e", "a g"]);
}

#[test]
fn comments_are_found() {
    let source = "<!-- one --><p>a <!--two--> b</p><!DOCTYPE x><!-- three -->\n<p>c<!---->";
    let prose = parse(Format::HTML, source);
    let expected =
        ["one | a b\u{2029}c | <!-- one -->", "two |  b\u{2029}c | <!--two-->", "three | c | <!-- three -->", " |  | <!---->"];
    assert_eq!(comments(source, &prose), expected);
}

#[test]
fn xhtml_closes_empty_elements() {
    check("<?xml version=\"1.0\"?><html xml:lang=\"fr\"><script src=\"x\"/><p/><p>a<br/>b</p></html>", &["a⏎b"]);
}

#[test]
fn every_piece_has_its_place() {
    let source = "<p>a&amp;b\r\n  c<i>d</i></p><img alt=\"e&eacute;\" title=f>";
    let prose = parse(Format::HTML, source);
    let pieces: Vec<(&str, &str, PieceKind, Quoting)> =
        prose.map.pieces().iter().map(|p| (&prose.text[p.prose.clone()], &source[p.source.range()], p.kind, p.quoting)).collect();
    use PieceKind::*;
    use Quoting::*;
    let expected = [
        ("a", "a", Verbatim, Bare),
        ("&", "&amp;", Escaped, Bare),
        ("b", "b", Verbatim, Bare),
        ("\n", "\r\n  ", LineBreak, Bare),
        ("c", "c", Verbatim, Bare),
        ("d", "d", Verbatim, Bare),
        ("\u{2029}", "", Synthetic, Bare),
        ("\u{fffc}", "<img alt=\"e&eacute;\" title=f>", Synthetic, Bare),
        ("\u{2029}", "", Synthetic, Bare),
        ("e", "e", Verbatim, Attribute),
        ("é", "&eacute;", Escaped, Attribute),
        ("\u{2029}", "", Synthetic, Bare),
        ("f", "f", Synthetic, Attribute),
    ];
    assert_eq!(pieces, expected);
}

#[test]
fn hostile_input_ends_soon() {
    for (piece, times) in [
        ("<div>", 10_000),
        ("<div><span lang=fr>", 50_000),
        ("<p><b><table><td>", 30_000),
        ("</div>", 100_000),
        ("<i><p></i>", 30_000),
        ("&", 100_000),
        ("&amp", 50_000),
        ("&#99999999999;\0", 20_000),
        ("<", 100_000),
        ("<a b=", 50_000),
        ("<!--", 50_000),
        ("<img alt='a&lt;\r\n'>", 20_000),
        ("<title>a\0&lt;", 20_000),
        ("\r\n \r", 50_000),
        ("{{ <b> ", 50_000),
        ("a ", 500_000),
    ] {
        parse(Format::HTML, &piece.repeat(times));
    }
}

const FRAGMENTS: &[&str] = &[
    "prostitute",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "<p>",
    "</p>",
    "<div lang=fr>",
    "</div>",
    "<b>",
    "</b>",
    "<i lang='ru'>",
    "</i>",
    "<span>",
    "</span>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<option>",
    "<br>",
    "<br/>",
    "<img alt=\"a &eacute;\r\n b\" title='c'>",
    "<img alt=d&amp;e>",
    "<a href=x title=\"",
    "\">",
    "<!--",
    "-->",
    "<!",
    "<?",
    "</",
    "<",
    ">",
    "/>",
    "&",
    "&amp;",
    "&eacute",
    "&#233;",
    "&#x",
    "&#0;",
    "&nbsp;",
    "\0",
    "{{",
    "}}",
    "{%",
    "%}",
    "性工作者",
    "👩🏽‍🦱",
    "é",
    "<q>",
    "</q>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "</h1>",
    "<html lang=en>",
    "<p hidden>",
    "<span translate=no>",
    "<sup>",
    "<rt>",
    "<svg>",
    "</svg>",
    "<meta name=description content='x'>",
    "<p lang>",
    "<svg><title/>",
    "<template>",
    "</template>",
    "<plaintext>",
    "<a>",
    "</a>",
    "<object>",
];

#[test]
fn any_markup_keeps_the_promises() {
    hold_fragments(Format::HTML, FRAGMENTS);
}
