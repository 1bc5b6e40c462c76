//! The whole check in MB/s, one core: by language and for all five at once, on text made here, and on real prose where
//! `MOTJUSTE_CORPUS` names a folder with `en.txt`, `fr.txt` …; beside it `rg -F -i -c` with the same stems, where installed.
//!
//! Machines are noisy: compare within one run, and read the ratios.

use motjuste::check::{LanguageHints, RuleSet, Settings, check};
use motjuste::document::{Document, Format};
use motjuste::text::Language;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SIZE: usize = 16 << 20;

/// Plain sentences with a term about every four kilobytes.
fn made(language: Language) -> String {
    let (plain, term): (&[&str], &str) = match language {
        Language::En => (
            &[
                "The committee met on Tuesday and agreed on the budget for the coming year. ",
                "Outreach teams visit the harbour twice a week with condoms, tea and information.\n",
                "Nobody knows how long the repairs to the northern line are going to take. ",
            ],
            "The report counts forty prostitutes in the district.\n\n",
        ),
        Language::Es => (
            &[
                "La comisión se reunió el martes y aprobó el presupuesto del próximo año. ",
                "Los equipos visitan el puerto dos veces por semana con preservativos e información.\n",
                "Nadie sabe cuánto tiempo van a durar las obras de la línea del norte. ",
            ],
            "El informe habla de la prostitución en el barrio.\n\n",
        ),
        Language::Fr => (
            &[
                "Le comité s’est réuni mardi et a approuvé le budget de l’année prochaine. ",
                "Les équipes passent au port deux fois par semaine avec des préservatifs et du thé.\n",
                "Personne ne sait combien de temps dureront les travaux de la ligne du nord. ",
            ],
            "Le rapport évoque la prostitution dans le quartier.\n\n",
        ),
        Language::Ru => (
            &[
                "Комитет собрался во вторник и утвердил бюджет на следующий год. ",
                "Сотрудники дважды в неделю приходят в порт с презервативами и чаем.\n",
                "Никто не знает, сколько времени займёт ремонт северной линии. ",
            ],
            "В отчёте говорится о проституции в этом районе.\n\n",
        ),
        Language::Zh => (
            &[
                "委员会星期二开会，通过了明年的预算。",
                "外展人员每周两次到港口派发安全套和资料。\n",
                "没有人知道北线的维修需要多长时间。",
            ],
            "报告提到该区的卖淫问题。\n\n",
        ),
    };
    let mut text = String::with_capacity(SIZE + 8192);
    let mut next = 4096;
    for sentence in plain.iter().cycle() {
        text.push_str(sentence);
        if text.len() > next {
            text.push_str(term);
            next += 4096;
        }
        if text.len() > SIZE {
            break;
        }
    }
    text
}

fn best_of(times: usize, mut work: impl FnMut()) -> Duration {
    let run = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..times).map(|_| run(&mut work)).min().unwrap_or_default()
}

fn megabytes(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn rules(languages: &[Language]) -> RuleSet {
    let settings = Settings { languages: languages.to_vec(), ..Settings::default() };
    RuleSet::builtin_with(&settings, true).unwrap_or_else(|e| panic!("{e}"))
}

/// `rg -F -i -c` with the rule set's stems over the text, one thread.
fn ripgrep(text: &str, rules: &RuleSet) -> Option<Duration> {
    let folder = tempfile::tempdir().ok()?;
    let (patterns, file) = (folder.path().join("stems"), folder.path().join("text.txt"));
    let mut stems = std::fs::File::create(&patterns).ok()?;
    for stem in rules.stems() {
        writeln!(stems, "{stem}").ok()?;
    }
    std::fs::write(&file, text).ok()?;
    let run = || {
        let status = Command::new("rg")
            .args(["-F", "-i", "-c", "-j", "1", "--no-config", "-f"])
            .args([&patterns, &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|s| s.code().is_some_and(|c| c < 2))
    };
    run().then(|| {
        best_of(3, || {
            run();
        })
    })
}

fn measure(name: &str, text: &str, rules: &RuleSet, hints: &LanguageHints) {
    let mut findings = 0;
    let time = best_of(5, || {
        let document = Document::parse(text, Format::PLAIN);
        findings = check(&document, text, rules, hints).items.len();
    });
    let ours = megabytes(text.len(), time);
    let grep = match ripgrep(text, rules) {
        Some(time) => {
            let theirs = megabytes(text.len(), time);
            format!("{theirs:7.1} MB/s   {:5.1}", ours / theirs)
        }
        None => "(not installed)".into(),
    };
    println!("{name:24} {:6.1} MB   {findings:7} hits   {ours:7.1} MB/s   {grep}", text.len() as f64 / 1e6);
}

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    println!("{:24} {:>9}   {:>12}   {:>12}   {:>12}   ratio", "text", "size", "", "check", "rg -F -i -c");
    let all = rules(&Language::ALL);
    for language in Language::ALL {
        let hints = LanguageHints { option: Some(language.into()), ..LanguageHints::default() };
        measure(&format!("made {language}"), &made(language), &all, &hints);
    }
    let mixed: String = Language::ALL.iter().map(|l| made(*l)).collect();
    measure("made, all five", &mixed, &all, &LanguageHints::default());
    let Some(folder) = std::env::var_os("MOTJUSTE_CORPUS") else {
        return println!("MOTJUSTE_CORPUS names no folder: no real prose measured");
    };
    let mut together = String::new();
    for language in Language::ALL {
        let path = std::path::Path::new(&folder).join(format!("{language}.txt"));
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("{} cannot be read: skipped", path.display());
            continue;
        };
        let hints = LanguageHints { option: Some(language.into()), ..LanguageHints::default() };
        measure(&format!("prose {language}"), &text, &all, &hints);
        together.push_str(&text);
        together.push_str("\n\n");
    }
    measure("prose, all five", &together, &all, &LanguageHints::default());
}
