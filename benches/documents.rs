//! A report of 300 pages, and a folder of a thousand: `cargo bench --bench documents`.

use motjuste::check::{LanguageHints, RuleSet, check};
use motjuste::document::{ContainerFormat, Document, Format};
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Instant;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A page holds about so many words, and a paragraph so many.
const WORDS_OF_PAGE: usize = 450;
const WORDS_OF_PARAGRAPH: usize = 45;

/// A Word document of so many pages, with the run properties that Word writes, a finding on every other page.
fn report(pages: usize) -> Vec<u8> {
    let run = |text: &str| {
        format!("<w:r w:rsidRPr=\"00A1\"><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let mut body = String::new();
    for paragraph in 0..pages * WORDS_OF_PAGE / WORDS_OF_PARAGRAPH {
        let person = if paragraph % 20 == 0 { "prostitutes" } else { "people" };
        let first = run(&format!("In the year {paragraph} the clinic was open on two evenings a week and 412 {person} came, "));
        let second = run(
            "most of them from the quarter by the market; one in three had never seen a doctor without being asked for papers, ",
        );
        let third = run("and those who came back said that nobody had asked them for any name.");
        body += &format!(
            "<w:p w:rsidR=\"00A1\"><w:pPr><w:jc w:val=\"both\"/></w:pPr>{first}<w:proofErr w:type=\"spellStart\"/>{second}{third}</w:p>"
        );
    }
    let main = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("_rels/.rels", root), ("word/document.xml", main)] {
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("a part");
    }
    out.finish().expect("an archive").into_inner()
}

fn findings(bytes: &[u8], format: &'static ContainerFormat, rules: &RuleSet) -> usize {
    let container = format.read(bytes).expect("a Word document");
    let document = Document::of_container(format, &container);
    check(&document, &container.text, rules, &LanguageHints::default()).items.len()
}

fn main() {
    let Some(Format::Container(word)) = Format::of(Path::new("a.docx")) else { return };
    let rules = RuleSet::builtin();
    let large = report(300);
    let mut best = f64::MAX;
    let mut found = 0;
    for _ in 0..10 {
        let start = Instant::now();
        found = findings(&large, word, rules);
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("300 pages ({} KB, {found} findings): {:.1} ms (best of 10)", large.len() / 1024, best * 1000.0);
    let small = report(10);
    let start = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let found: usize = std::thread::scope(|scope| {
        let (small, rules) = (&small, &rules);
        let share = move |n: usize| (n..1_000).step_by(threads).map(|_| findings(small, word, rules)).sum::<usize>();
        let workers: Vec<_> = (0..threads).map(|n| scope.spawn(move || share(n))).collect();
        workers.into_iter().map(|w| w.join().expect("a worker")).sum()
    });
    println!("1000 documents of 10 pages ({found} findings): {:.2} s on {} threads", start.elapsed().as_secs_f64(), threads);
}
