//! The pages keep to what there is: links, files, commands, options and variables.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use actions::{
    PRODUCTS,
    core::control::{ControlBody, Operation},
};
use localyun::control::operations;

mod book;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of this kind in a folder, with its text.
fn files(folder: &Path, kind: &str) -> Vec<(PathBuf, String)> {
    fn visit(folder: &Path, kind: &str, all: &mut Vec<(PathBuf, String)>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with('.') || ["target", "node_modules"].contains(&name) {
                continue;
            }
            if path.is_dir() {
                visit(&path, kind, all);
            } else if path.extension().is_some_and(|e| e == kind) {
                let text = fs::read_to_string(&path).unwrap();
                all.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    visit(folder, kind, &mut all);
    all
}

/// Every page, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let all = files(root(), "md");
    assert!(all.iter().any(|(path, _)| path.ends_with("docs/ARCHITECTURE.md")));
    all
}

/// What a page is made of.
#[derive(Default)]
struct Parts {
    /// The text, without what stands between backquotes.
    prose: String,
    /// What stands between backquotes.
    spans: Vec<String>,
    /// The lines of its code blocks.
    blocks: Vec<String>,
}

fn parts(text: &str) -> Parts {
    let (mut parts, mut rest, mut fenced) = (Parts::default(), String::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            parts.blocks.push(line.trim().to_owned());
        } else {
            rest.extend([line, "\n"]);
        }
    }
    for (at, piece) in rest.split('`').enumerate() {
        if at % 2 == 0 {
            parts.prose.push_str(piece);
        } else {
            // One that goes over the end of a line is one all the same.
            parts.spans.push(piece.replace('\n', " "));
        }
    }
    parts
}

/// The anchor of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_leads_somewhere() {
    for (page, text) in pages() {
        for link in parts(&text).prose.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            if link.contains("://") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => page.clone(),
                file => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !heading.is_empty() {
                let text = fs::read_to_string(target).unwrap();
                let mut headings = text.lines().filter(|l| l.starts_with('#'));
                let found = headings.any(|l| anchor(l.trim_start_matches('#')) == heading);
                assert!(found, "{}: {link}", page.display());
            }
        }
    }
}

/// A block without its end hides the next ones from those who read the page, and from `tests/sdk/readme`, which runs them.
#[test]
fn every_code_block_ends() {
    for (page, text) in pages() {
        let mut begun = None;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with("```")) {
            if let Some(begun) = begun.take() {
                assert_eq!(
                    line,
                    "```",
                    "{}:{}: in the block of line {begun}",
                    page.display(),
                    number + 1
                );
            } else {
                begun = Some(number + 1);
            }
        }
        assert_eq!(begun, None, "{}: the block of this line has no end", page.display());
    }
}

/// The control API's page has each route once, and each block has a title of its own.
#[test]
fn no_section_of_the_control_api_stands_twice() {
    let text = std::fs::read_to_string(root().join("docs/CONTROL.md")).unwrap();
    let marked = text.lines().filter(|line| line.starts_with("### `") || line.contains(" title="));
    let mut seen = std::collections::BTreeSet::new();
    for line in marked {
        assert!(seen.insert(line), "docs/CONTROL.md has this twice: {line}");
    }
}

#[test]
fn every_file_that_is_named_exists() {
    let folders = ["actions/", "benches/", "docs/", "fixtures/", "src/", "tests/"];
    for (page, text) in pages() {
        // What has parts to be filled in names no file.
        let whole = |span: &&String| !span.contains(['<', '*', '…', '{', ' ', '|']);
        for span in parts(&text).spans.iter().filter(whole) {
            if folders.iter().any(|folder| span.starts_with(folder)) {
                // A page of an example names files of its own.
                let beside = page.with_file_name(span);
                assert!(
                    root().join(span).exists() || beside.exists(),
                    "{}: {span}",
                    page.display()
                );
            }
        }
    }
}

fn help(of: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_localyun")).args(of).arg("--help").output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    let list = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let names = list.split("\n\n").next().unwrap().lines();
    let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The options that a help text names.
fn options(help: &str) -> BTreeSet<String> {
    let name = |word: &str| -> String {
        word.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect()
    };
    help.split([' ', '\n', '`', '[']).filter(|w| w.starts_with("--")).map(name).collect()
}

#[test]
fn every_command_and_option_is_in_the_help() {
    let top = help(&[]);
    let commands = commands(&top);
    assert!(commands.iter().any(|c| c == "serve"), "{commands:?}");
    // With the options of its own commands: those of `policy suggest` are among those of `policy`.
    let options_of = |command: &str| {
        let text = help(&[command]);
        let inner = self::commands(&text).into_iter().filter(|inner| inner != "help");
        inner.fold(options(&text), |all, inner| &all | &options(&help(&[command, &inner])))
    };
    let of_command: BTreeMap<&str, BTreeSet<String>> =
        commands.iter().filter(|c| *c != "help").map(|c| (&**c, options_of(c))).collect();
    let of_none = options(&top);
    let every: BTreeSet<&String> = of_command.values().flatten().chain(&of_none).collect();

    for (page, text) in pages() {
        let page = page.display();
        let Parts { spans, blocks, .. } = parts(&text);
        for span in spans.iter().filter(|span| span.starts_with("--")) {
            let option = span.split([' ', '=']).next().unwrap();
            assert!(every.contains(&option.to_owned()), "{page}: `{span}`");
        }
        for code in spans.iter().chain(&blocks) {
            for part in code.trim_start_matches("$ ").split(['|', '&', ';']) {
                let words = match part.split_once("cargo run --release -- ") {
                    Some((_, rest)) => rest,
                    None => match part.trim().strip_prefix("localyun ") {
                        Some(rest) => rest,
                        None => continue,
                    },
                };
                let mut words = words.split(' ').take_while(|word| *word != "#").peekable();
                let known = match words.next_if(|word| !word.starts_with('-')) {
                    Some(command) => of_command
                        .get(command)
                        .unwrap_or_else(|| panic!("{page}: no command {command} for `{code}`")),
                    None => &of_none,
                };
                for option in words.filter(|word| word.starts_with("--")) {
                    assert!(known.contains(option), "{page}: {option} in `{code}`");
                }
            }
        }
    }
}

#[test]
fn the_readme_is_a_page() {
    let lines = fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(lines <= 180, "README.md has {lines} lines; what is more belongs in docs/guide");
}

#[test]
fn the_page_of_options_has_every_option_of_serve_once() {
    let page = fs::read_to_string(root().join("docs/guide/options.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `--")?.split('`').next());
    let mut rows: Vec<_> = rows.map(|name| format!("--{name}")).collect();
    rows.sort();
    let mut known: Vec<_> = options(&help(&["serve"])).into_iter().collect();
    known.retain(|it| it != "--help" && it != "--version");
    assert_eq!(rows, known);
}

#[test]
fn the_page_of_options_has_every_variable_and_no_other() {
    let named = |text: &str| -> BTreeSet<String> {
        let name = |rest: &str| -> String {
            rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect()
        };
        text.split("LOCALYUN_").skip(1).map(name).filter(|name| !name.is_empty()).collect()
    };
    let source: String =
        files(&root().join("src"), "rs").into_iter().map(|(_, text)| text).collect();
    let page = fs::read_to_string(root().join("docs/guide/options.md")).unwrap();
    assert_eq!(named(&page), named(&source));
}

/// `POST /_localyun/cas/orders/{id}`.
fn call(operation: &Operation) -> String {
    format!("{} /_localyun/{}", operation.method.name(), operation.path)
}

/// What the page of the control API says of an operation: all that its row in the table does.
fn described(it: &Operation) -> String {
    let mut out = format!("- `{}` ({}): {}\n", call(it), it.access.word(), it.doc);
    for (name, doc) in it.names() {
        let _ = writeln!(out, "  - query `{name}`: {doc}");
    }
    let (kind, members, examples) = match it.body {
        ControlBody::Nothing => return out,
        ControlBody::Text(what) | ControlBody::Binary(what) => {
            let _ = writeln!(out, "  - body: {what}");
            return out;
        }
        ControlBody::Object { members, examples } => ("an object", members, examples),
        ControlBody::Objects { members, examples } => {
            ("an object, or a list of these", members, examples)
        }
    };
    let one_line = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
    let examples: Vec<_> = examples.iter().map(|it| format!("`{}`", one_line(it))).collect();
    let _ = writeln!(out, "  - body: {kind}, such as {}", examples.join(", "));
    for (name, doc) in members {
        let _ = writeln!(out, "  - member `{name}`: {doc}");
    }
    out
}

/// The operations of the server, then those of each product.
fn every_call() -> String {
    let of_product = |it: &Operation| {
        PRODUCTS.iter().find(|product| it.path.split('/').next() == Some(product.id))
    };
    let (mut out, mut title) = (String::new(), "");
    for it in operations() {
        let of = of_product(&it).map_or("The server", |product| product.code);
        if of != title {
            title = of;
            let _ = write!(out, "\n### {title}\n\n");
        }
        out.push_str(&described(&it));
    }
    out
}

#[test]
fn the_page_of_the_control_api_has_every_call() {
    const MARK: &str = "`UPDATE=1 cargo test docs` writes this list.\n";
    let path = root().join("docs/CONTROL.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, _) = page.split_once(MARK).unwrap();
    let want = format!("{head}{MARK}{}", every_call());
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &want).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap();
    assert!(found == want, "docs/CONTROL.md is not current: run `UPDATE=1 cargo test docs`");
}

#[test]
fn a_call_of_the_control_api_that_is_named_exists() {
    let calls: BTreeSet<String> = operations().map(|it| call(&it)).collect();
    for (page, text) in pages() {
        let named = |span: &&String| {
            let method = ["GET ", "POST ", "DELETE ", "PUT "].iter().any(|it| span.starts_with(it));
            method && span.contains(" /_localyun/") && !span.contains("/_localyun/link/")
        };
        for span in parts(&text).spans.iter().filter(named) {
            let call = span.split('?').next().unwrap();
            assert!(calls.contains(call), "{}: `{span}`", page.display());
        }
    }
}

#[test]
fn the_command_control_lists_every_call_of_the_control_api() {
    let output = Command::new(env!("CARGO_BIN_EXE_localyun")).arg("control").output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = words(&list);
    for it in operations() {
        let line = words(it.doc);
        assert!(list.contains(&line), "{line}");
    }
}
