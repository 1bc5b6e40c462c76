//! PDF files before a publication.

use super::{code, folder, motjuste, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A file with a page for each of these contents.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>",
            pages.len(),
            kids.join(" ")
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_string(),
    ];
    for (i, content) in pages.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + 2 * i));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.7\n".to_string();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let start = file.len();
    file += &format!("{table}trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

const CLEAN: &str = "BT /F 12 Tf 50 700 Td (Le centre de cette ville a ouvert une clinique.) Tj ET";
const FOUND: &str =
    "BT /F 12 Tf 14 TL 50 700 Td (Dans cette ville, les prosti-) Tj T* (tu\\351es ont ouvert une clinique.) Tj ET";
const SCAN: &str = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";

/// A list of pages that is in itself.
const LOOP: &[u8] =
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n\
    trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n";

fn check(folder: &Path, arguments: &[&str]) -> std::process::Output {
    motjuste(folder, &[&["check", "--lang", "fr"], arguments].concat())
}

#[test]
fn a_finding_tells_its_page_and_its_rectangles() {
    let folder = folder(&[]);
    let path = folder.path();
    fs::write(path.join("plan.pdf"), pdf(&[CLEAN, FOUND])).unwrap();
    let output = check(path, &["plan.pdf"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stdout(&output).starts_with("plan.pdf:1:23 (page 2): error[fr/prostituee]"), "{}", stdout(&output));

    let report: Value = serde_json::from_slice(&check(path, &["--format", "json", "plan.pdf"]).stdout).unwrap();
    let finding = &report["files"][0]["findings"][0];
    assert_eq!((&finding["part"], &finding["areas"][0]["page"]), (&Value::from("page 2"), &Value::from(2)));
    let quads = finding["areas"][0]["quads"].as_array().unwrap();
    assert_eq!(quads.len(), 2, "a word over a line end stands in two rectangles");
    let x = |quad: usize, i: usize| quads[quad][i].as_f64().unwrap();
    // "tuées" begins where its line begins, and its base line is 14 points lower.
    assert_eq!(x(1, 0), 50.0);
    assert_eq!(x(0, 1) - x(1, 1), 14.0);
    assert!(x(0, 0) > 150.0 && x(0, 2) > x(0, 0) + 30.0, "{quads:?}");

    let sarif: Value = serde_json::from_slice(&check(path, &["--format", "sarif", "plan.pdf"]).stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["properties"]["areas"], finding["areas"]);
    assert!(stdout(&check(path, &["--format", "html", "plan.pdf"])).contains("page 2"));
}

#[test]
fn a_folder_is_gated() {
    let folder = folder(&[]);
    let path = folder.path();
    fs::write(path.join("clean.pdf"), pdf(&[CLEAN])).unwrap();
    assert_eq!(code(&check(path, &["."])), 0);
    fs::write(path.join("found.PDF"), pdf(&[FOUND])).unwrap();
    assert_eq!(code(&check(path, &["."])), 1);
    assert_eq!(code(&motjuste(path, &["baseline", "--lang", "fr", "."])), 0);
    let known = check(path, &["--baseline", "motjuste-baseline.toml", "."]);
    assert_eq!((code(&known), stdout(&known).contains("1 more in the baseline")), (0, true), "{}", stdout(&known));
}

#[test]
fn what_cannot_be_read_is_never_clean() {
    let folder = folder(&[]);
    let path = folder.path();
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("scan.pdf", pdf(&[SCAN]), "its pages are pictures"),
        ("half.pdf", pdf(&[CLEAN, SCAN]), "page 2 (of 2) is a picture without text"),
        ("text.pdf", b"no PDF".to_vec(), "this is no PDF file, or it is damaged"),
        ("cut.pdf", pdf(&[CLEAN])[..60].to_vec(), "damaged"),
        ("none.pdf", pdf(&[]), "it has no pages"),
        ("loop.pdf", LOOP.to_vec(), "it has no pages"),
    ];
    for (name, bytes, said) in cases {
        fs::write(path.join(name), &bytes).unwrap();
        for arguments in [&["check", "--lang", "fr", name][..], &["fix", name], &["check", "--annotate", "notes.pdf", name]] {
            let output = motjuste(path, arguments);
            // A page of text has been read, and has nothing to note.
            let is_half = name == "half.pdf" && arguments[0] == "fix";
            assert_eq!(code(&output), if is_half { 0 } else { 2 }, "{arguments:?}: {}", stderr(&output));
            assert!(stderr(&output).contains(name) && stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
            assert_eq!(fs::read(path.join(name)).unwrap(), bytes);
        }
        fs::remove_file(path.join(name)).unwrap();
        assert_eq!(fs::read_dir(path).unwrap().count(), 0, "{name}: something was written");
    }
    // A picture among pages of text is said, and no more than that.
    fs::write(path.join("cover.pdf"), pdf(&[SCAN, CLEAN, CLEAN])).unwrap();
    let output = check(path, &["cover.pdf"]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("page 1 (of 3) is a picture"), "{}", stderr(&output));
    let json = check(path, &["--format", "json", "cover.pdf"]);
    assert!(stdout(&json).contains("\"remarks\""));
}

/// The file, encrypted for its owner; with `user` a password is asked of readers, too.
fn encrypted(bytes: &[u8], user: &str) -> Vec<u8> {
    use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};
    let mut document = Document::load_mem(bytes).unwrap();
    document.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"); 2]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn an_encrypted_file_is_gated_and_never_written() {
    let folder = folder(&[]);
    let path = folder.path();
    let (open, closed) = (encrypted(&pdf(&[FOUND]), ""), encrypted(&pdf(&[FOUND]), "secret"));
    fs::write(path.join("open.pdf"), &open).unwrap();
    fs::write(path.join("closed.pdf"), &closed).unwrap();
    let output = check(path, &["open.pdf"]);
    assert!(code(&output) == 1 && stdout(&output).contains("fr/prostituee"), "{}", stderr(&output));
    for (name, said) in [("open.pdf", "encrypted"), ("closed.pdf", "password")] {
        for arguments in [&["check", "--lang", "fr", "--annotate", "notes.pdf", name][..], &["fix", "--lang", "fr", name]] {
            let output = motjuste(path, arguments);
            assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
            assert!(stderr(&output).contains(name) && stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        }
    }
    assert_eq!(fs::read(path.join("open.pdf")).unwrap(), open);
    assert_eq!(fs::read(path.join("closed.pdf")).unwrap(), closed);
    assert_eq!(fs::read_dir(path).unwrap().count(), 2, "something was written");
}

#[test]
fn a_copy_gets_notes_and_the_file_stays() {
    let folder = folder(&[]);
    let path = folder.path();
    let bytes = pdf(&[CLEAN, FOUND]);
    fs::write(path.join("plan.pdf"), &bytes).unwrap();
    let output = check(path, &["--annotate", "notes.pdf", "plan.pdf"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("1 comment in notes.pdf"), "{}", stderr(&output));
    let copy = fs::read(path.join("notes.pdf")).unwrap();
    assert!(copy.starts_with(&bytes) && copy.len() > bytes.len());
    assert_eq!(fs::read(path.join("plan.pdf")).unwrap(), bytes);

    // A second time there is nothing to add; other findings than before are not found.
    let again = check(path, &["--annotate", "again.pdf", "notes.pdf"]);
    assert!(stderr(&again).contains("nothing to suggest") && !path.join("again.pdf").exists(), "{}", stderr(&again));
    assert_eq!(stdout(&again).replace("notes.pdf", "plan.pdf"), stdout(&output));

    // What a baseline hides gets no note.
    motjuste(path, &["baseline", "--lang", "fr", "plan.pdf"]);
    check(path, &["--baseline", "motjuste-baseline.toml", "--annotate", "hidden.pdf", "plan.pdf"]);
    assert!(!path.join("hidden.pdf").exists());

    for arguments in [
        &["--annotate", "plan.pdf", "./plan.pdf"][..],
        &["--annotate", "x.pdf", "plan.pdf", "notes.pdf"],
        &["--annotate", "x.docx", "plan.pdf"],
    ] {
        let output = check(path, arguments);
        assert_eq!(code(&output), 2, "{}", stderr(&output));
    }
    assert!(!path.join("x.pdf").exists() && !path.join("x.docx").exists());
    let accepted = motjuste(path, &["fix", "--lang", "fr", "--accept", "plan.pdf"]);
    assert!(code(&accepted) == 2 && stderr(&accepted).contains("without --accept a copy gets notes"), "{}", stderr(&accepted));
    assert_eq!(fs::read(path.join("plan.pdf")).unwrap(), bytes);

    // `fix` names the copy itself.
    let fixed = motjuste(path, &["fix", "--lang", "fr", "plan.pdf"]);
    assert!(stderr(&fixed).contains("1 comment in plan.motjuste.pdf"), "{}", stderr(&fixed));
    assert!(path.join("plan.motjuste.pdf").exists());
    assert_eq!(fs::read(path.join("plan.pdf")).unwrap(), bytes);
}
