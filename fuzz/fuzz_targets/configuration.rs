#![no_main]

use libfuzzer_sys::fuzz_target;
use motjuste::baseline::Baseline;
use motjuste::config::Config;
use std::path::Path;

fuzz_target!(|text: &str| {
    if let Ok(config) = Config::parse(text, Path::new("/project/motjuste.toml")) {
        let path = Path::new("/project/docs/a.fr.md");
        let _ = (config.settings_for(path), config.language_for(path), config.encoding_for(path), config.is_excluded(path, false));
    }
    if let Ok(baseline) = Baseline::parse(text) {
        assert_eq!(Baseline::parse(&baseline.to_toml()).as_ref(), Ok(&baseline), "what is written is read back");
    }
});
