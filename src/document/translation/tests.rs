//! What holds for every format and every input.

use super::super::testing::{assert_promises, cases};
use super::super::{Document, Format};
use super::{FORMATS, FileFormat};
use proptest::prelude::*;

/// What the formats are made of, so that random texts go deeper than random bytes.
const PIECES: &[&str] = &[
    "msgid ",
    "msgstr ",
    "msgstr[1] ",
    "msgid_plural ",
    "msgctxt ",
    "#, fuzzy",
    "#~ ",
    "# motjuste: ignore x",
    "\"",
    "\\",
    "\\n",
    "\\u00e9",
    "\\ud83d",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "    ",
    "prostituées",
    "work",
    "性工作",
    "%s",
    "%(x)s",
    "{0}",
    "{",
    "}",
    "{n, plural, one {# x} other {y}}",
    "<",
    ">",
    "&",
    "&amp;",
    "&#233;",
    "&x;",
    "_",
    "'",
    "''",
    "|",
    ",",
    ";",
    ":",
    "=",
    "[",
    "]",
    "-->",
    "<!--",
    "<![CDATA[",
    "]]>",
    "<xliff srcLang='en' trgLang='fr'>",
    "<file source-language='en' target-language='fr'>",
    "<trans-unit id='1'>",
    "</trans-unit>",
    "<source>",
    "</source>",
    "<seg-source>",
    "</seg-source>",
    "<target>",
    "</target>",
    "<mrk mtype='seg' mid='1'>",
    "</mrk>",
    "<sdl:seg id='1' locked='true'/>",
    "<g>",
    "</g>",
    "<ph>",
    "</ph>",
    "<sub>",
    "</sub>",
    "<unit id='u'>",
    "</unit>",
    "<segment>",
    "</segment>",
    "<tu srclang='en'>",
    "</tu>",
    "<tuv xml:lang='fr'>",
    "</tuv>",
    "<seg>",
    "</seg>",
    "<tbx>",
    "<langSec xml:lang='fr'>",
    "<termSec>",
    "</termSec>",
    "<term>",
    "</term>",
    "<descrip type='context'>",
    "</descrip>",
    "<resources>",
    "<string name='a'>",
    "</string>",
    "<plurals name='p'>",
    "<item>",
    "</item>",
    "<dict>",
    "</dict>",
    "<key>one</key>",
    "1\n00:00:01,000 --> 00:00:02,000\n",
    "WEBVTT\n\n",
    "NOTE ",
    "fr: ",
    "- ",
    "|\n  ",
    ">\n  ",
    "? ",
    "&a ",
    "*a",
    "\"a\": ",
    "{\"a\": \"b\"}",
    "/*",
    "*/",
    "//",
    "source,target\n",
    "en\tfr\n",
    "!",
    "#",
];

#[track_caller]
fn holds(format: &'static FileFormat, text: &str) {
    let document = Document::parse(text, Format::Translation(format));
    for part in &document.parts {
        let prose = &part.prose;
        assert_promises(text, prose);
        for unit in &prose.units {
            for range in [&unit.source, &unit.target].into_iter().flatten() {
                assert!(prose.text.get(range.clone()).is_some_and(|t| !t.is_empty()), "{unit:?} of {text:?}");
                let segments = prose.segments_in(range.clone());
                assert_eq!(segments.first().map(|s| s.range.start), Some(range.start), "{unit:?} of {text:?}");
                assert_eq!(segments.last().map(|s| s.range.end), Some(range.end), "{unit:?} of {text:?}");
            }
        }
        assert!(prose.broken.is_none_or(|at| at.0 <= text.len()), "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn promises_hold(format in 0..FORMATS.len(), pieces in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.into_iter().map(|n| PIECES[n]).collect();
        holds(FORMATS[format], &text);
    }

    #[test]
    fn fixes_keep_the_promises(format in 0..FORMATS.len(), pieces in prop::collection::vec(0..PIECES.len() + 9, 0..40)) {
        let text: String = pieces.into_iter().map(|n| PIECES.get(n).copied().unwrap_or("The prostitutes organise. ")).collect();
        crate::fix::testing::assert_promises(&text, Format::Translation(FORMATS[format]));
    }

    #[test]
    fn promises_hold_for_any_text(format in 0..FORMATS.len(), text in ".{0,60}") {
        holds(FORMATS[format], &text);
    }
}

#[test]
fn hostile_input_ends_soon() {
    for format in FORMATS {
        for piece in PIECES {
            holds(format, &piece.repeat(3_000));
        }
        for deep in ["[", "{\"a\":", "- ", "<g>", "{a: ", "? ", "<group>", "<unit>"] {
            holds(format, &deep.repeat(20_000));
        }
    }
}

#[test]
fn every_format_is_told_by_its_endings() {
    for format in FORMATS {
        for ending in format.endings {
            let path = format!("values/x.{ending}");
            assert_eq!(FileFormat::of(path.as_ref()), Some(*format), "{path}");
        }
    }
    assert_eq!(FileFormat::of("pom.xml".as_ref()), None);
}

/// What a format writes for a replacement reads as the replacement.
#[test]
fn a_replacement_reads_as_it_was_meant() {
    // Neither a tag nor the key of a menu.
    let wanted = "l'\"a\" & \\ < é性👩";
    for (ending, before, after) in [
        ("po", "msgid \"x\"\nmsgstr \"", "\""),
        ("json", "{\"k\": \"", "\"}"),
        ("json", "{\"k\": \"\\u00e9 ", "\"}"),
        ("strings", "\"k\" = \"", "\";"),
        ("properties", "k=", "\n"),
        ("yml", "k: \"", "\""),
        ("yml", "k: '", "'"),
        ("csv", "id,fr\n1,\"", "\""),
        ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "\n"),
        ("xml", "<resources><string name=\"a\">", "</string></resources>"),
        ("xlf", "<trans-unit><target>", "</target></trans-unit>"),
        ("xlf", "<trans-unit><target><![CDATA[", "]]></target></trans-unit>"),
    ] {
        let format = Format::of(format!("values/x.{ending}").as_ref()).expect("a format");
        let source = format!("{before}aa word zz{after}");
        let document = Document::parse(&source, format);
        let prose = &document.parts[0].prose;
        let at = prose.text.rfind("word").unwrap_or_else(|| panic!("{source}: {:?}", prose.text));
        let edit = prose.map.edit(&source, &prose.text, at..at + 4, wanted, format).expect("an edit");
        let mut fixed = source.clone();
        fixed.replace_range(edit.span.range(), &edit.text);
        let document = Document::parse(&fixed, format);
        assert!(document.parts[0].prose.text.contains(&format!("aa {wanted} zz")), "{fixed}: {:?}", document.parts[0].prose.text);
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    for (ending, source, text) in [
        ("yml", "k: a word here", "word: b"),
        ("yml", "k: a word here", "word #b"),
        ("yml", "k: [a word, here]", "b, c"),
        ("csv", "id,fr\n1,a word here\n", "b, c"),
        ("tsv", "id\tfr\n1\ta word here\n", "b\tc"),
        ("xlf", "<trans-unit><target><![CDATA[a word]]></target></trans-unit>", "]]>"),
        ("properties", "k=a word {0}", "{b}"),
    ] {
        let format = Format::of(format!("x.{ending}").as_ref()).expect("a format");
        let document = Document::parse(source, format);
        let prose = &document.parts[0].prose;
        let at = prose.text.find("word").unwrap_or_else(|| panic!("{source}: {:?}", prose.text));
        assert!(prose.map.edit(source, &prose.text, at..at + 4, text, format).is_err(), "{source}");
    }
}
