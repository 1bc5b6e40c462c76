use super::super::testing::blocks;
use super::*;

fn read(text: &str) -> Vec<String> {
    blocks(&FORMAT.read(text.as_bytes()).unwrap())
}

#[test]
fn text_is_read_without_its_controls() {
    let text = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fswiss Arial;}}{\\colortbl;\\red0;}{\\*\\generator x;}{\\info{\\title T}}\
        \\pard The {\\b wor}\r\nkers\\~\\{all\\} caf\\'e9\\emdash\\u8217? \\u20013\\'3f\\par Next\\line line{\\pict 0102}\\par}";
    assert_eq!(read(text), ["The workers {all} café—’ 中", "Next\nline\u{fffc}"]);
}

#[test]
fn code_pages_belong_to_fonts() {
    let text = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset134 C;}}\
        \\f1\\lang1049 \\'d0\\'e0\\'e1\\'ee\\'f2\\'e0\\par\\f2\\langfe2052 \\'d0\\'d4\\'b9\\'a4\\par\\plain end\\par}";
    let container = FORMAT.read(text.as_bytes()).unwrap();
    assert_eq!(blocks(&container), ["Работа", "性工", "end"]);
    let languages: Vec<_> =
        container.prose.segments.as_deref().unwrap().iter().map(|s| s.language.as_ref().map(|l| l.to_string())).collect();
    assert_eq!(languages, [Some("ru".to_string()), Some("zh-hans".to_string()), None]);
    // Bytes that are written as they are.
    let raw = [b"{\\rtf1\\ansi\\ansicpg1251 ".as_slice(), &[0xd0, 0xe0], b"\\par}"].concat();
    assert_eq!(blocks(&FORMAT.read(&raw).unwrap()), ["Ра"]);
}

#[test]
fn what_nobody_reads_is_left_out_and_notes_follow_their_paragraph() {
    let text = "{\\rtf1 One{\\footnote\\pard A note.} two {\\deleted gone}{\\v hidden}three\\par\
        {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt a link}}\\par{\\header Top\\par}\\trowd a\\cell b\\cell\\row}";
    assert_eq!(read(text), ["One\u{fffc} two three", "A note.", "a link", "Top", "a", "b"]);
}

#[test]
fn bad_files_are_named() {
    let error = |text: &str| FORMAT.read(text.as_bytes()).unwrap_err().to_string();
    assert!(error("hello").contains("begin"));
    assert!(error("{\\rtf1 hello").contains("middle"));
    assert!(error(&format!("{{\\rtf1{}", "{".repeat(100_000))).contains("deep"));
    assert_eq!(read("{\\rtf1 one\\\ntwo\\\r\nthree}"), ["one", "two", "three"]);
    assert_eq!(read("{\\rtf1 a\\bin4 }}}}b\\par}"), ["ab"]);
    // Half a character, a number beyond all, a sign at the end.
    for text in [
        "{\\rtf1 \\u-10179?x}",
        "{\\rtf1 \\u99999999999?x}",
        "{\\rtf1 \\'e}",
        "{\\rtf1 \\'}",
        "{\\rtf1 \\}",
        "{\\rtf1 \\bin9999 }",
    ] {
        let _ = FORMAT.read(text.as_bytes());
    }
}
