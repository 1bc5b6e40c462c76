//! `motjuste lexicon new`

use super::super::{CLEAN, Failure, output};
use crate::text::Language;
use clap::Args;
use std::fs::{OpenOptions, create_dir_all};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

/// Writes a commented lexicon file to fill in.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A folder named after the language, and in it the file: words/fr/house.toml
    #[arg(value_name = "FOLDER/LANGUAGE/PACK.toml")]
    file: PathBuf,
}

/// The language of a lexicon file: that of its folder.
///
/// # Errors
/// A path that says no language.
pub fn language_of(file: &std::path::Path) -> Result<Language, Failure> {
    let folders = file.parent().into_iter().flat_map(|p| p.iter()).rev().filter_map(|f| f.to_str());
    folders.take(2).find_map(Language::from_code).ok_or_else(|| {
        Failure::Message(format!(
            "{}: a lexicon file stands in a folder of its language (en, es, fr, ru or zh); name it words/fr/house.toml",
            file.display()
        ))
    })
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let file = &arguments.file;
    let language = language_of(file)?;
    if file.extension().is_none_or(|e| e != "toml") {
        return Err(Failure::Message(format!("{}: a lexicon file ends in .toml", file.display())));
    }
    if let Some(folder) = file.parent() {
        create_dir_all(folder).map_err(|e| Failure::Message(format!("{}: cannot be made: {e}", folder.display())))?;
    }
    let mut opened = OpenOptions::new().write(true).create_new(true).open(file).map_err(|e| {
        Failure::Message(match e.kind() {
            ErrorKind::AlreadyExists => format!("{}: is there already; nothing was written", file.display()),
            _ => format!("{}: cannot be written: {e}", file.display()),
        })
    })?;
    opened.write_all(skeleton(language).as_bytes())?;
    let name = file.display();
    output::say(format_args!(
        "wrote {name}\nput it into motjuste.toml:  lexicons = [\"{name}\"]\nand look at it:            motjuste lexicon check {name}"
    ));
    Ok(CLEAN)
}

/// What a file begins with: nothing in force, everything explained.
fn skeleton(language: Language) -> String {
    let find = match language {
        Language::Zh => "hans = [\"\"]                 # simplified, and in the same order traditional\nhant = [\"\"]",
        _ => "find = [\"\"]                 # the word that inflects in brackets: \"[word] of two\"",
    };
    let say = match language {
        Language::Zh => "say = [{ hans = \"\", hant = \"\", fix = \"review\" }]",
        _ => "say = [{ text = \"\", fix = \"review\" }]   # auto: same meaning, no person needed; never: advice only",
    };
    let body = format!(
        "[[entry]]\nid = \"{language}/\"                  # lower-case letters, digits, hyphens; never changes\n\
         concept = \"sex-work\"          # motjuste lexicon show sex-work\n\
         kind = \"style\"                # slur stigma conflation criminalising inaccurate framing style\n\
         severity = \"warning\"          # error warning info\n\
         confidence = \"general\"        # attested wants sources\n{find}\n{say}\n\
         why = \"\"                      # one or two sentences in the language of the file\n\
         why_en = \"\"                   # the same in English\n\n\
         [[entry.change]]              # at least two\nfrom = \"\"\nto = \"\"\n\n\
         [[entry.silent]]              # at least two: another sense, a name, the preferred word\ntext = \"\"\n"
    );
    let commented: String = body.lines().map(|l| if l.is_empty() { "#\n".to_string() } else { format!("# {l}\n") }).collect();
    format!(
        "#:schema ./schema.json\n# Words of a house. `motjuste lexicon schema > schema.json` beside this file lets an editor complete the keys;\n\
         # `motjuste lexicon add FILE --find … --say … --why …` writes an entry, or take the signs away here.\n\n{commented}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without its comment signs, and with words in it, the skeleton is an entry that loads.
    #[test]
    fn the_skeleton_loads_when_it_is_filled_in() {
        for language in Language::ALL {
            let text = skeleton(language);
            assert!(text.parse::<toml::Table>().is_ok_and(|t| t.is_empty()), "nothing is in force");
            let entry = text.lines().skip_while(|l| !l.contains("[[entry]]"));
            let mut filled: String = entry.map(|l| format!("{}\n", l.trim_start_matches('#').trim_start())).collect();
            filled = filled.replace(&format!("\"{language}/\""), &format!("\"{language}/new\""));
            for (n, word) in ["xa", "xb", "why", "why", "a xa", "a xb", "silent"].iter().enumerate() {
                let _ = n;
                filled = filled.replacen("\"\"", &format!("\"{word}\""), 1);
            }
            let parsed = toml::from_str::<crate::lexicon::EntryFile>(&filled);
            assert!(parsed.is_ok(), "{language}: {parsed:?}\n{filled}");
        }
    }
}
