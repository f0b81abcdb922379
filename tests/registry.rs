//! Files = list = transcripts = documentation = official and modelled names.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use actions::{Entry, PRODUCTS, ParameterDoc, Parameters, Params, Product, Style};
use serde_json::Value;

use crate::names;

mod fidelity;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn updating() -> bool {
    env::var_os("UPDATE").is_some()
}

/// Compares a generated file with what it should be; with `UPDATE=1` writes it first.
fn current(path: &Path, want: &str) {
    if updating() {
        fs::write(path, want).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == want, "{} is not current: run `UPDATE=1 cargo test registry`", path.display());
}

/// Products that offer actions of another one, on its state: all that both lists of names have, and that it has no file of.
const SHARED: [(&str, &str); 3] =
    [("resourcemanager", "resourcedirectory"), ("cas20180713", "cas"), ("ecs", "vpc")];

/// The transcript of an action.
pub(crate) fn transcript(product: &Product, entry: &Entry) -> PathBuf {
    let owner = entry.owner.unwrap_or(product);
    root().join(format!("fixtures/{}/{}.txt", owner.id, snake(entry.name)))
}

fn described(product: &Product, entry: &Entry) -> Vec<ParameterDoc> {
    let nothing = Parameters::default();
    let mut p = Params::describing(&nothing, product.wording);
    (entry.describe)(&mut p);
    p.described()
}

/// The actions of the files in a folder: the name of each, and the name of its file.
fn actions_in(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if let Some((_, rest)) = text.split_once("impl Action for ") {
            let action = rest.split(' ').next().unwrap();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            assert_eq!(stem, snake(action), "a file is named after its action");
            found.insert(action.to_owned(), stem.to_owned());
        }
    }
    found
}

/// A product's folder holds its actions, or folders by subject that do. Each folder lists its
/// modules, and the product all rows.
#[test]
fn every_action_file_is_in_the_list() {
    const SUBJECT: &str = "// The actions. `UPDATE=1 cargo test registry` keeps the list.\n";
    for product in PRODUCTS {
        let folder = root().join("actions").join(product.id);
        let own = actions_in(&folder);
        let mut rows: BTreeMap<String, String> = own
            .iter()
            .map(|(action, file)| (action.clone(), format!("{file}::{action}")))
            .collect();
        for subject in fs::read_dir(&folder).unwrap() {
            let path = subject.unwrap().path();
            let found = if path.is_dir() { actions_in(&path) } else { BTreeMap::new() };
            if found.is_empty() {
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            let list: BTreeSet<String> =
                found.values().map(|file| format!("pub(super) mod {file};\n")).collect();
            let file = path.join("mod.rs");
            let text = fs::read_to_string(&file).unwrap();
            let (head, _) = text.split_once(SUBJECT).unwrap();
            current(&file, &format!("{head}{SUBJECT}{}", String::from_iter(list)));
            rows.extend(
                found
                    .into_iter()
                    .map(|(act, file)| (act.clone(), format!("{name}::{file}::{act}"))),
            );
        }
        let mods: BTreeSet<String> = own.values().map(|file| format!("mod {file};\n")).collect();
        let row = |path: &String| {
            // As rustfmt breaks a line of more than a hundred characters.
            match path.len() + "    Entry::of::<>(".len() {
                ..=98 => format!("    Entry::of::<{path}>(),\n"),
                99..=102 => format!("    Entry::of::<{path}>(\n    ),\n"),
                _ => format!("    Entry::of::<\n        {path},\n    >(),\n"),
            }
        };
        let mut rows: BTreeMap<_, _> = rows.iter().map(|(act, path)| (act, row(path))).collect();
        let names = names::actions_of(product);
        if let Some((_, owner)) = SHARED.iter().find(|(of, _)| *of == product.id) {
            let owner = PRODUCTS.iter().find(|it| it.id == *owner).unwrap();
            let both = owner.actions.iter().filter_map(|it| names.get_key_value(it.name));
            let both: Vec<_> = both.filter(|(act, _)| !rows.contains_key(act)).collect();
            rows.extend(
                both.into_iter().map(|(act, _)| (act, format!("    shared(\"{act}\"),\n"))),
            );
        }
        let rows: Vec<_> = rows.into_values().collect();
        let rows = match &rows[..] {
            [] => String::new(),
            // As rustfmt writes one row that fits on a line.
            [one] if one.len() + "const ACTIONS: &[Entry] = &[".len() <= 100 => {
                one.trim().trim_end_matches(',').to_owned()
            }
            more => format!("\n{}", more.concat()),
        };
        let mods = String::from_iter(mods);
        let list = format!("{mods}\nconst ACTIONS: &[Entry] = &[{rows}];\n");
        let path = folder.join("mod.rs");
        let text = fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once("keeps it.\n").unwrap();
        let (_, tail) = rest.split_once("// The end of the list.\n").unwrap();
        current(&path, &format!("{head}keeps it.\n{list}// The end of the list.\n{tail}"));
    }
}

#[test]
fn every_action_has_a_transcript_that_shows_each_of_its_faults() {
    for product in PRODUCTS {
        for entry in product.actions {
            let path = transcript(product, entry);
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|_| panic!("{} has no transcript {}", entry.name, path.display()));
            assert!(
                text.contains(&format!("\n> {}", entry.name)),
                "{} never calls it",
                path.display()
            );
            for fault in entry.faults {
                let status = format!("< {} ", fault.status);
                // `Code`, or `ResponseCode` of products whose answers have that.
                let json = format!("Code\":\"{}\"", fault.code);
                let xml = format!("<Code>{}</Code>", fault.code);
                let is = |line: &str| {
                    line.starts_with(&status) && (line.contains(&json) || line.contains(&xml))
                };
                let (file, status, code) = (path.display(), fault.status, fault.code);
                assert!(text.lines().any(is), "{file} never answers {status} {code}");
            }
        }
    }
}

#[test]
fn every_transcript_is_of_an_action_or_a_named_scenario() {
    for product in PRODUCTS {
        for file in fs::read_dir(root().join("fixtures").join(product.id)).into_iter().flatten() {
            let path = file.unwrap().path();
            if path.is_dir() {
                continue; // what its transcripts send: `Cert=@pem/leaf.pem`
            }
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let known = product.actions.iter().any(|e| snake(e.name) == stem);
            assert!(known || stem.starts_with("scenario_"), "{} is of no action", path.display());
        }
    }
}

#[test]
fn every_parameter_is_documented_as_a_sentence() {
    for product in PRODUCTS {
        for entry in product.actions {
            assert!(entry.doc.ends_with('.'), "{}: {:?}", entry.name, entry.doc);
            for d in described(product, entry) {
                assert!(d.doc.ends_with('.'), "{} {}: {:?}", entry.name, d.name, d.doc);
            }
        }
    }
}

/// The names of a parameter's parts, flattened as the wire has them: `Tag.N.Key`.
fn flatten(name: &str, kind: &Value, out: &mut BTreeMap<String, String>) {
    match kind {
        Value::String(kind) => drop(out.insert(name.to_owned(), kind.clone())),
        Value::Array(items) => flatten(&format!("{name}.N"), &items[0], out),
        Value::Object(fields) => {
            for (part, kind) in fields {
                flatten(&format!("{name}.{part}"), kind, out);
            }
        }
        _ => {}
    }
}

/// Method and path belong to the actions of ROA products, and are those of their list.
#[test]
fn every_action_is_called_as_its_product_is() {
    for product in PRODUCTS {
        for entry in product.actions {
            let known = names::of(product, entry);
            let action = &known[entry.name];
            let roa = (product.style == Style::Roa).then_some("ROA");
            assert_eq!(action["style"].as_str().filter(|it| *it == "ROA"), roa, "{}", entry.name);
            let place = |name: &str| roa.and_then(|_| action[name].as_str());
            let listed = (place("method"), place("path"));
            assert_eq!((entry.method, entry.path), listed, "{}", entry.name);
        }
    }
}

#[test]
fn every_parameter_has_the_name_and_the_type_of_its_list() {
    for product in PRODUCTS {
        for entry in product.actions {
            let known = names::of(product, entry);
            let Some(action) = known.get(entry.name) else {
                panic!("no list of {} has {}", product.code, entry.name)
            };
            let mut names = BTreeMap::new();
            for param in action["params"].as_array().unwrap() {
                let name = param["name"].as_str().unwrap();
                flatten(name, &param["type"], &mut names);
                // A list or an object that clients send as one JSON text may be read as that.
                if param["encoding"] == "json" {
                    names.insert(name.to_owned(), "string".to_owned());
                }
            }
            for d in described(product, entry) {
                let kind = names
                    .get(&d.name)
                    .unwrap_or_else(|| panic!("{} has no parameter {}", entry.name, d.name));
                let fits = match d.kind {
                    "Integer" => ["integer", "long", "number"].contains(&&**kind),
                    "Boolean" => kind == "boolean",
                    // A value of any type is read as its text, and so is a number with a fraction.
                    _ => ["string", "any", "number"].contains(&&**kind),
                };
                assert!(fits, "{} {}: {} is {kind} in its list", entry.name, d.name, d.kind);
            }
        }
    }
}

/// A list in short: its product, and a line for each action.
fn in_short(list: &Value) -> String {
    let actions: BTreeMap<&String, &Value> = list["actions"].as_object().unwrap().iter().collect();
    let roa = actions.values().any(|a| a["style"] == "ROA");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let style = if roa { "ROA" } else { "RPC" };
    let mut out = format!("{} {} {style}\n", text(&list["product"]), text(&list["version"]));
    for (name, action) in actions {
        out += name;
        if action["style"] == "ROA" {
            write!(out, " {} {}", text(&action["method"]), text(&action["path"])).unwrap();
        }
        out += "\n";
    }
    out
}

#[test]
fn the_indexes_of_names_are_current() {
    for name in names::FOLDERS {
        let folder = names::folder(name);
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap()
            .map(|f| f.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        let list = |file| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let want: String = files.iter().map(list).map(|list| in_short(&list)).collect();
        current(&folder.join("index.txt"), &want);
    }
}

#[test]
fn coverage_is_current() {
    let answers = crate::shapes::answers();
    let answer = |product: &Product, entry: &Entry| answers[&(product.id, entry.name)].clone();
    current(&root().join("docs/COVERAGE.md"), &localyun::coverage::table(answer));
}

/// `BindMFADevice` is `bind_mfa_device`: capitals in a row are one word.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, c) in letters.iter().enumerate() {
        let next_is_small = letters.get(i + 1).is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase()
            && i > 0
            && (!letters[i - 1].is_ascii_uppercase() || next_is_small)
        {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
