//! Rules about the shape of the code that the compiler does not hold.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every Rust file of a folder and those in it, with its text.
pub(crate) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn visit(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                visit(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    assert!(!all.is_empty());
    all
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn sql_stays_in_tables() {
    for (path, text) in sources("actions") {
        let tables = path.components().any(|part| part.as_os_str() == "tables");
        if !tables
            && ![
                "tables.rs",
                "store.rs",
                "outbox.rs",
                "delivery.rs",
                "client_tokens.rs",
                "message_details.rs",
                "due.rs",
                "accounts.rs",
                "verification.rs",
                "filters.rs",
            ]
            .contains(&name(&path))
        {
            for verb in ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM"] {
                assert!(!text.contains(verb), "{}: SQL belongs in tables.rs", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for (path, text) in sources("actions").into_iter().chain(sources("src")) {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
        assert!(text.starts_with("//!"), "{}: say what it is for", path.display());
        for vague in ["helpers.rs", "utils.rs", "util.rs", "misc.rs", "common.rs"] {
            assert_ne!(name(&path), vague, "{}", path.display());
        }
    }
}

#[test]
fn actions_do_no_io() {
    for (path, text) in sources("actions") {
        for outside in
            ["std::net", "std::fs", "std::env", "std::time", "std::thread", "tokio", "hyper"]
        {
            assert!(!text.contains(&format!("{outside}::")), "{}: {outside}", path.display());
        }
    }
}

#[test]
fn only_config_reads_the_environment_only_clock_the_time_and_only_random_makes_randomness() {
    for (path, text) in sources("src") {
        for (only, forbidden) in
            [("config.rs", "env::var"), ("clock.rs", "SystemTime::now"), ("random.rs", "rand::")]
        {
            assert!(name(&path) == only || !text.contains(forbidden), "{}", path.display());
        }
    }
}

/// The text between two marks in a file, from the first `begin` on.
fn between(path: &str, begin: &str, end: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("{path} has no {begin}"));
    rest.split_once(end).unwrap().0.to_owned()
}

#[test]
fn kits_have_the_version_of_the_program() {
    for (path, begin, end) in [
        ("kits/python/pyproject.toml", "\nversion = \"", "\""),
        ("kits/node/package.json", "\n  \"version\": \"", "\""),
        ("kits/go/localyuntest/version.go", "const Version = \"", "\""),
        ("kits/java/pom.xml", "<version>", "</version>"),
        ("kits/java/consumer/pom.xml", "<localyun.version>", "</localyun.version>"),
        ("kits/java/README.md", "<version>", "</version>"),
    ] {
        assert_eq!(between(path, begin, end), env!("CARGO_PKG_VERSION"), "{path}");
    }
    let programs = between("kits/node/package.json", "\"optionalDependencies\": {", "}");
    let versions: Vec<_> = programs.lines().filter_map(|line| line.split_once("\": \"")).collect();
    assert_eq!(versions.len(), 4, "{programs}");
    for (name, version) in versions {
        assert_eq!(version.trim_end_matches(['"', ',']), env!("CARGO_PKG_VERSION"), "{name}");
    }
}
