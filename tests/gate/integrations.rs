//! Where the program is run: each file is parsed, and the command line in it is run.

use super::*;
use std::process::Stdio;
use yaml_rust2::{Yaml, YamlLoader};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(file: &str) -> Yaml {
    let text = std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    YamlLoader::load_from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}")).remove(0)
}

/// A folder in which `motjuste` is the program under test.
fn bin() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_motjuste"), folder.path().join("motjuste")).unwrap();
    folder
}

fn bash(folder: &Path, bin: &Path, script: &str, environment: &[(&str, &str)]) -> Output {
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(folder).env("PATH", path).envs(environment.iter().copied());
    command.stdin(Stdio::null()).output().expect("bash is there")
}

#[test]
fn the_action_checks_and_annotates() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let step = &steps[1];
    // Every input reaches the script, by way of the environment only.
    let environment = step["env"].as_hash().unwrap();
    let inputs = action["inputs"].as_hash().unwrap();
    for (name, input) in inputs {
        let name = name.as_str().unwrap();
        assert!(!input["description"].is_badvalue(), "{name}");
        assert!(environment.values().any(|v| v.as_str() == Some(&format!("${{{{ inputs.{name} }}}}"))), "{name} is passed on");
    }
    for step in steps {
        assert_eq!(step["shell"].as_str(), Some("bash"));
        assert!(!step["run"].as_str().unwrap().contains("${{"), "nothing of an input is read as a command");
    }
    let temp = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(temp.path().join("motjuste/bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_motjuste"), temp.path().join("motjuste/bin/motjuste")).unwrap();
    let docs = folder(&[("fr/mes docs/a.md", FINDING), ("fr/b.md", "Rien.\n")]);
    let runner = temp.path().to_string_lossy().into_owned();
    let run = |extra: &[(&str, &str)]| {
        // Defaults of the inputs, as the runner sets them.
        let defaults: Vec<(String, String)> = environment
            .iter()
            .map(|(key, value)| {
                let input = value.as_str().unwrap().trim_start_matches("${{ inputs.").trim_end_matches(" }}");
                (key.as_str().unwrap().to_string(), action["inputs"][input]["default"].as_str().unwrap_or_default().to_string())
            })
            .collect();
        let mut all: Vec<(&str, &str)> = defaults.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        all.push(("RUNNER_TEMP", &runner));
        all.extend(extra);
        bash(docs.path(), temp.path(), step["run"].as_str().unwrap(), &all)
    };
    let output = run(&[]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stdout(&output).contains("::error file=fr/mes docs/a.md,line=1"), "{}", stdout(&output));
    let output = run(&[
        ("PATHS", "fr/mes docs\nfr/b.md\n"),
        ("MAX", "1"),
        ("SARIF", "out.sarif"),
        ("HTML", "page.html"),
        ("FAIL_ON", "warning"),
    ]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(docs.path().join("out.sarif").is_file() && docs.path().join("page.html").is_file());
    let output = run(&[("PATHS", "$(touch owned)")]);
    assert_eq!(code(&output), 2);
    assert!(!docs.path().join("owned").exists());
}

#[test]
fn the_hooks_run_and_what_is_excluded_stays_so() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_vec().unwrap();
    let bin = bin();
    let docs = folder(&[
        ("fr/a.md", FINDING),
        ("fr/archive/b.md", FINDING),
        ("fr/main.rs", &format!("// {FINDING}")),
        ("package.json", "{\"description\": \"Les prostituées de cette ville.\"}\n"),
        ("motjuste.toml", "exclude = [\"archive/\"]\n"),
    ]);
    for command in ["git init -q", "git add -A"] {
        assert!(bash(docs.path(), bin.path(), command, &[]).status.success(), "{command}");
    }
    for hook in hooks {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].as_str().is_some(), "{key}");
        }
    }
    // The hook names every staged file: the excluded one, and those that are no documents, too.
    let run = |id: &str| {
        let entry = hooks.iter().find(|h| h["id"].as_str() == Some(id)).and_then(|h| h["entry"].as_str()).unwrap();
        let all = "fr/a.md fr/archive/b.md fr/main.rs package.json motjuste.toml";
        bash(docs.path(), bin.path(), &format!("{entry} {all}"), &[])
    };
    for id in ["motjuste", "motjuste-files"] {
        let output = run(id);
        assert_eq!(code(&output), 1, "{id}: {}", stderr(&output));
        let said = stdout(&output);
        assert!(said.contains("fr/a.md:1:5") && said.contains("1 finding (1 error"), "{id}: {said}");
    }
    assert_eq!(code(&run("motjuste-fix")), 0);
    let read = |name: &str| std::fs::read_to_string(docs.path().join(name)).unwrap();
    assert_ne!(read("fr/a.md"), FINDING);
    assert_eq!(read("fr/archive/b.md"), FINDING, "an excluded file is not fixed");
    assert!(read("fr/main.rs").contains("prostituées"));
    // What is staged is the old text still; the files are right.
    assert_eq!((code(&run("motjuste")), code(&run("motjuste-files"))), (1, 0));
}

#[test]
fn the_gitlab_template_writes_the_reports_that_it_names() {
    let template = yaml("ci/gitlab.yml");
    let job = &template["motjuste"];
    let bin = bin();
    let docs = folder(&[("fr/a.md", FINDING)]);
    let variables: Vec<(&str, &str)> =
        job["variables"].as_hash().unwrap().iter().map(|(k, v)| (k.as_str().unwrap(), v.as_str().unwrap())).collect();
    let script: Vec<&str> =
        ["before_script", "script"].iter().flat_map(|k| job[*k].as_vec().unwrap()).map(|l| l.as_str().unwrap()).collect();
    let output = bash(docs.path(), bin.path(), &script.join("\n"), &variables);
    assert_eq!(code(&output), 1, "{}{}", stdout(&output), stderr(&output));
    let reports = &job["artifacts"]["reports"];
    for file in [reports["codequality"].as_str(), reports["junit"].as_str(), job["artifacts"]["paths"][0].as_str()] {
        let file = file.unwrap();
        assert!(std::fs::metadata(docs.path().join(file)).is_ok_and(|m| m.len() > 100), "{file}");
    }
    assert_eq!(job["artifacts"]["when"].as_str(), Some("always"));
}

#[test]
fn the_make_recipes_run() {
    if Command::new("make").arg("--version").output().is_err() {
        eprintln!("skipped: there is no make here");
        return;
    }
    let bin = bin();
    let recipes = root().join("ci/motjuste.mk");
    let docs = folder(&[("fr/a.md", FINDING), ("Makefile", &format!("MOTJUSTE_PATHS = fr\ninclude {}\n", recipes.display()))]);
    let output = bash(docs.path(), bin.path(), "make -s wording", &[]);
    assert_eq!(code(&output), 2, "make fails where the check does");
    assert!(stdout(&output).contains("fr/a.md:1:5"), "{}", stdout(&output));
    assert_eq!(code(&bash(docs.path(), bin.path(), "make -s wording.html", &[])), 0);
    assert!(docs.path().join("wording.html").is_file());
    assert_eq!(code(&bash(docs.path(), bin.path(), "make -s wording-fix", &[])), 0);
    assert_eq!(code(&bash(docs.path(), bin.path(), "make -s wording", &[])), 0, "nothing is left");
}

#[test]
fn completions_and_manual_come_from_the_table_of_flags() {
    let here = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&motjuste(here.path(), &["completions", shell]));
        assert!(script.contains("show-exempt") && script.contains("sarif"), "{shell}");
    }
    let script = stdout(&motjuste(here.path(), &["completions", "bash"]));
    write(here.path(), "completions.bash", &script);
    let bin = bin();
    let complete = "source completions.bash; COMP_WORDS=(motjuste check --format s); COMP_CWORD=3; _motjuste motjuste s --format; echo \"${COMPREPLY[@]}\"";
    assert_eq!(stdout(&bash(here.path(), bin.path(), complete, &[])).trim(), "sarif");
    let program = stdout(&motjuste(here.path(), &["man"]));
    assert!(program.contains(".TH motjuste") && program.contains("baseline"));
    let command = stdout(&motjuste(here.path(), &["man", "check"]));
    assert!(command.contains("\\-\\-since"), "{command}");
    assert_eq!(code(&motjuste(here.path(), &["man", "nothing"])), 2);
}
