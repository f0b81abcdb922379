//! Which clients call an action in the tests: the vendor's SDKs by the scenarios of `tests/sdk`, and the programs that
//! are tests, or are run by some.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use actions::{PRODUCTS, Product};
use serde_json::Value;

/// The drivers of the scenarios, one for each SDK.
pub(super) const SDKS: [&str; 8] = [
    "python-new",
    "python-old",
    "node-new",
    "node-old",
    "go-new",
    "go-old",
    "java-new",
    "java-old",
];

/// The programs that call the cloud, by what they are called and where they are.
const PROGRAMS: [(&str, &str); 8] = [
    ("unchanged programs", "tests/sdk/unchanged"),
    ("signers", "tests/clients/signers"),
    ("the CLI's transport", "tests/clients/go/cli"),
    ("Terraform's transport", "tests/clients/go/terraform"),
    ("kit for Python", "kits/python"),
    ("kit for Node", "kits/node"),
    ("kit for Go", "kits/go"),
    ("kit for Java", "kits/java"),
];

/// An action, by its product's id and its name.
pub(super) type Called = (&'static str, &'static str);

/// Who calls an action.
#[derive(Default)]
pub(super) struct Callers {
    pub(super) sdks: BTreeSet<&'static str>,
    /// Those of [`PROGRAMS`], and the examples.
    pub(super) programs: Vec<String>,
    /// The errors that the SDKs show to their users.
    pub(super) codes: BTreeSet<String>,
}

/// The callers of every action that has some.
pub(super) fn all() -> BTreeMap<Called, Callers> {
    let mut all = BTreeMap::new();
    scenarios(&mut all);
    let mut programs: Vec<(String, PathBuf)> =
        PROGRAMS.map(|(name, place)| (name.to_owned(), root().join(place))).into();
    let examples = fs::read_dir(root().join("examples")).unwrap().map(|it| it.unwrap().path());
    let mut examples: Vec<PathBuf> = examples.filter(|it| it.is_dir()).collect();
    examples.sort();
    programs.extend(examples.into_iter().map(|it| (format!("`{}`", relative(&it)), it)));
    for (name, place) in programs {
        let mut found = BTreeSet::new();
        called(&place, &mut found);
        for action in found {
            let callers: &mut Callers = all.entry(action).or_default();
            callers.programs.push(name.clone());
        }
    }
    all
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()
}

/// An action as the vendor names it and its product.
fn action(product: &str, name: &str) -> Called {
    let named = PRODUCTS.iter().find(|it| it.code.eq_ignore_ascii_case(product));
    let product = named.unwrap_or_else(|| panic!("no product {product}"));
    let entry = product.find(name).unwrap_or_else(|| panic!("{} has no {name}", product.id));
    (product.id, entry.name)
}

/// What the scenarios of the SDKs call, and the errors that they expect.
fn scenarios(all: &mut BTreeMap<Called, Callers>) {
    let place = root().join("tests/sdk/scenarios");
    let mut files = Vec::new();
    visit(&place, &["json"], &mut |path, text| files.push((relative(path), text.to_owned())));
    assert!(files.len() > 20, "{} files of scenarios", files.len());
    for (name, text) in files {
        let file: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let product = file["product"].as_str().unwrap();
        if let Some(call) = file["call"].as_str() {
            let callers = all.entry(action(product, call)).or_default();
            callers.sdks.extend(SDKS);
        }
        for scenario in file["scenarios"].as_array().into_iter().flatten() {
            for step in scenario["steps"].as_array().into_iter().flatten() {
                let Some(call) = step["call"].as_str() else { continue };
                let skips =
                    |sdk: &str| [scenario, step].iter().any(|it| !it["skip"][sdk].is_null());
                let of = step["product"].as_str().unwrap_or(product);
                // A misspelt action is one of the cases.
                let known = PRODUCTS.iter().find(|it| it.code.eq_ignore_ascii_case(of));
                if known.and_then(|it| it.find(call)).is_none() {
                    continue;
                }
                let callers = all.entry(action(of, call)).or_default();
                callers.sdks.extend(SDKS.into_iter().filter(|sdk| !skips(sdk)));
                callers.codes.extend(step["error"]["code"].as_str().map(str::to_owned));
            }
        }
    }
}

/// Calls `each` with every file of these kinds in a folder, with its text.
fn visit(folder: &Path, kinds: &[&str], each: &mut impl FnMut(&Path, &str)) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with('.') || ["target", "node_modules"].contains(&name) {
            continue;
        }
        if path.is_dir() {
            visit(&path, kinds, each);
        } else if path.extension().is_some_and(|it| kinds.iter().any(|kind| it == *kind)) {
            each(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// The actions that the programs in a folder call: those that a file names, in any SDK's spelling, together with
/// their product. Of several products with an action of that name it is the one that the file names most often. Names
/// of one word, such as `Verify`, are words of any program, and left out.
fn called(folder: &Path, found: &mut BTreeSet<Called>) {
    const KINDS: [&str; 11] =
        ["py", "js", "cjs", "mjs", "ts", "mts", "go", "java", "sh", "php", "pl"];
    visit(folder, &KINDS, &mut |_, text| {
        let words = words(text);
        let known: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        let mut products: Vec<_> = PRODUCTS.iter().map(|it| (mentions(it, &words), it)).collect();
        products.retain(|(mentions, _)| *mentions > 0);
        products.sort_by_key(|(mentions, _)| Reverse(*mentions));
        let mut taken = BTreeSet::new();
        for (_, product) in products {
            let actions = product.actions.iter().map(|it| it.name);
            let named = actions.filter(|it| {
                it[1..].contains(|letter: char| letter.is_ascii_uppercase())
                    && known.contains(&*it.to_lowercase())
            });
            found.extend(named.filter(|it| taken.insert(*it)).map(|it| (product.id, it)));
        }
    });
}

/// How often words name a product: `cms`, `cms20190101`, `aliyunsdkcms`.
fn mentions(product: &Product, words: &[String]) -> usize {
    let names = BTreeSet::from([product.id.to_owned(), product.code.to_lowercase()]);
    let is_name = |word: &&String| {
        names.iter().any(|name| {
            let versioned = word.strip_prefix(name.as_str());
            versioned.is_some_and(|it| it.is_empty() || it.starts_with("20"))
                || word.strip_suffix(name.as_str()).is_some_and(|it| it.ends_with("sdk"))
        })
    };
    words.iter().filter(is_name).count()
}

/// The words of a program, in small letters and without what SDKs put around the name of an action:
/// `put_contact`, `PutContactRequest`, `CreatePutContactRequest`, `putContactWithOptions`.
fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_') {
        let word = word.replace('_', "").to_lowercase();
        if let Some(call) = word.strip_suffix("request") {
            all.push(call.to_owned());
            all.extend(call.strip_prefix("create").map(str::to_owned));
        }
        all.extend(
            ["withoptions", "async"]
                .iter()
                .filter_map(|it| word.strip_suffix(it))
                .map(str::to_owned),
        );
        all.push(word);
    }
    all
}

#[test]
fn a_program_calls_an_action_in_the_spelling_of_its_sdk() {
    let words = words(
        "cms.CreatePutContactRequest() client.describe_contact_list(x) deleteContactWithOptions",
    );
    for it in ["putcontact", "describecontactlist", "deletecontact", "cms"] {
        assert!(words.contains(&it.to_owned()), "{it}: {words:?}");
    }
    let product = |id| PRODUCTS.iter().find(|it| it.id == id).unwrap();
    assert_eq!((mentions(product("cms"), &words), mentions(product("ram"), &words)), (1, 0));
}
