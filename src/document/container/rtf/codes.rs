//! Numbers that RTF has for code pages, character sets, languages and signs.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The encoding of a code page of Windows; that of Western Europe where it is unknown.
pub(super) fn of_code_page(number: i32) -> &'static Encoding {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gb18030",
        949 => "euc-kr",
        950 => "big5",
        866 => "ibm866",
        1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(WINDOWS_1252),
        10_000 => "macintosh",
        10_007 => "x-mac-cyrillic",
        20_866 => "koi8-r",
        65_001 => "utf-8",
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// The code page of a font's character set (`\fcharset`); nothing for those that are no code pages.
pub(super) fn of_charset(number: i32) -> Option<i32> {
    Some(match number {
        0 => 1252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// The language of a number of Windows (MS-LCID), as a tag (BCP 47); empty for none, and for those we know nothing of.
pub(super) fn of_language(number: i32) -> &'static str {
    match number {
        0x0804 | 0x1004 => "zh-Hans",
        0x0404 | 0x0c04 | 0x1404 => "zh-Hant",
        0x0809 => "en-GB",
        0x0409 => "en-US",
        0x0c0c => "fr-CA",
        0x0400 => "",
        _ => match number & 0x3ff {
            0x04 => "zh",
            0x07 => "de",
            0x09 => "en",
            0x0a => "es",
            0x0c => "fr",
            0x10 => "it",
            0x13 => "nl",
            0x15 => "pl",
            0x16 => "pt",
            0x19 => "ru",
            0x22 => "uk",
            _ => "",
        },
    }
}

/// The character that a control word stands for.
pub(super) fn sign(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        _ => return None,
    })
}

/// Destinations whose text is none of the document's.
pub(super) fn is_no_text(word: &str) -> bool {
    matches!(
        word,
        "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "fldinst"
            | "xe"
            | "tc"
            | "rxe"
            | "nonshppict"
            | "listtext"
            | "pntext"
            | "bkmkstart"
            | "bkmkend"
            | "upr"
            | "sp"
            | "atnid"
            | "atnauthor"
    )
}
