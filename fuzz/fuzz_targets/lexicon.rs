#![no_main]

use libfuzzer_sys::fuzz_target;
use motjuste::lexicon::{LexiconFile, load};

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let languages = ["en", "es", "fr", "ru", "zh"];
    let path = format!("lexicons/{}/house/words.toml", languages[usize::from(*choice) % languages.len()]);
    let (lexicon, errors) = load(&[LexiconFile { path, text: text.to_string().into() }]);
    for error in errors {
        let _ = error.to_string();
    }
    drop(lexicon);
});
