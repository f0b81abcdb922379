//! The book of `docs/guide`: its chapters, its blocks, and what its pages list of the program. `tests/book` builds it.

use std::{collections::BTreeSet, fs};

use actions::PRODUCTS;
use localyun::gateway::faults::TABLE;

use super::{commands, files, help, root};

/// A page of the book, by its name.
fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs/guide").join(name)).unwrap()
}

#[test]
fn every_page_is_in_the_book_and_the_readme_leads_there() {
    let summary = page("SUMMARY.md");
    for (path, _) in files(&root().join("docs/guide"), "md") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let listed = summary.matches(&format!("]({name})")).count();
        let wanted = usize::from(name != "SUMMARY.md");
        assert_eq!(listed, wanted, "{name} in docs/guide/SUMMARY.md");
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("](docs/guide/SUMMARY.md)"), "README.md does not lead to the book");
}

/// A block with a title is run by `tests/sdk/readme`, which knows these languages, or is an excerpt of the file that the title
/// names. Any other says that it is only shown.
#[test]
fn every_block_of_the_book_is_run_or_marked_as_shown() {
    const RUN: [&str; 6] = ["console", "go", "java", "js", "python", "sh"];
    let mut run = 0;
    for (path, text) in files(&root().join("docs/guide"), "md") {
        let mut inside = false;
        for (number, line) in text.lines().enumerate() {
            let Some(info) = line.trim_start().strip_prefix("```") else {
                let indented = !inside && line.starts_with("    ") && !line.trim().is_empty();
                assert!(!indented, "{}:{}: a block needs a fence", path.display(), number + 1);
                continue;
            };
            inside = !inside;
            if !inside {
                continue;
            }
            let place = format!("{}:{}: {line}", path.display(), number + 1);
            match info.split(' ').collect::<Vec<_>>()[..] {
                [language, "shown"] => assert!(!language.is_empty(), "{place}"),
                [language, title] => {
                    let title = title.strip_prefix("title=").unwrap_or_else(|| panic!("{place}"));
                    let excerpt = root().join(title).is_file();
                    assert!(excerpt || RUN.contains(&language), "{place}");
                    run += 1;
                }
                _ => panic!("{place}: neither a title nor the word shown"),
            }
        }
    }
    assert!(run > 0, "no block is run");
}

#[test]
fn the_page_of_products_lists_each_with_its_page_and_number_of_actions() {
    let products = page("products.md");
    for product in PRODUCTS.iter().filter(|it| !it.actions.is_empty()) {
        let (code, version, count) = (product.code, product.version, product.actions.len());
        let row = format!(".md) ({code}) | {version} | {count} |");
        assert!(products.contains(&row), "docs/guide/products.md has no row with `{row}`");
    }
}

#[test]
fn the_page_of_the_command_line_has_every_command() {
    let text = page("command-line.md");
    let (_, table) = text.split_once("| Commands | Page |").unwrap();
    let table = table.split("\n\n").next().unwrap();
    for command in commands(&help(&[])).iter().filter(|it| *it != "help") {
        assert!(table.contains(&format!("`{command}`")), "docs/guide/command-line.md: {command}");
    }
}

/// The codes of Localyun's own that stand in the source: `NotEmulated.Localyun`.
fn own_codes() -> BTreeSet<String> {
    let sources = ["src", "actions"].into_iter().flat_map(|it| files(&root().join(it), "rs"));
    let is_code = |it: &&str| {
        it.strip_suffix(".Localyun").is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
        })
    };
    let mut found = BTreeSet::new();
    for (_, text) in sources {
        found.extend(text.split('"').filter(is_code).map(str::to_owned));
    }
    found
}

#[test]
fn the_page_of_error_codes_has_each_and_no_other() {
    let text = page("error-codes.md");
    let (codes, rest) = text.split_once("## What policies deny").unwrap();
    // A row begins with its codes, between backquotes.
    let cells = codes.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let mut listed = Vec::new();
    for cell in cells {
        listed.extend(cell.split('`').filter(|it| !it.trim().is_empty()).map(str::to_owned));
    }
    let found: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(found.len(), listed.len(), "a code stands there twice: {listed:?}");
    let of_gateway = TABLE.iter().map(|row| row.fault.code.replace("%s", "…"));
    let wanted: BTreeSet<_> = of_gateway.chain(own_codes()).collect();
    assert_eq!(found, wanted);

    for gateway in PRODUCTS.iter().filter_map(|it| it.own_gateway) {
        for (common, fault) in gateway.faults.iter().filter(|(common, it)| *common != it.code) {
            let (common, own) = (format!("`{common}`"), format!("| `{}` |", fault.code));
            let is_row = |line: &str| line.contains(&common) && line.ends_with(&own);
            assert!(rest.lines().any(is_row), "docs/guide/error-codes.md: {common} {own}");
        }
    }
}
