//! Which module may use which: read from the `use` trees and the paths of the code itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use actions::PRODUCTS;
use syn::{UseTree, visit::Visit};

/// The module below the root of the crate that each path of a file leads to: `sign` of
/// `crate::sign::verify`, also where it is written `super::super::sign`.
struct Uses<'a> {
    /// The module path of the file, from the root of the crate: `["gateway", "encode"]`.
    at: &'a [String],
    found: BTreeSet<Vec<String>>,
    /// The paths into other crates, as they are written.
    outside: BTreeSet<Vec<String>>,
    /// The texts that the code has.
    texts: BTreeSet<String>,
}

impl Uses<'_> {
    /// Notes a path, once it is known from where it counts.
    fn note(&mut self, path: &[String]) {
        let whole = match path.first().map(String::as_str) {
            Some("crate") => path[1..].to_vec(),
            Some("self") => [self.at, &path[1..]].concat(),
            Some("super") => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let Some(left) = self.at.len().checked_sub(up) else { return };
                [&self.at[..left], &path[up..]].concat()
            }
            _ => {
                self.outside.insert(path.to_vec());
                return;
            }
        };
        if !whole.is_empty() {
            self.found.insert(whole);
        }
    }
}

/// What an import brings, with its path: under which name it is known here, or `None` for all that a module has.
pub(crate) fn imports(tree: &UseTree) -> Vec<(Option<String>, Vec<String>)> {
    fn collect(before: &[String], tree: &UseTree, all: &mut Vec<(Option<String>, Vec<String>)>) {
        let joined = |name: &syn::Ident| {
            if name == "self" { before.to_vec() } else { [before, &[name.to_string()]].concat() }
        };
        match tree {
            UseTree::Path(path) => collect(&joined(&path.ident), &path.tree, all),
            UseTree::Group(group) => group.items.iter().for_each(|it| collect(before, it, all)),
            UseTree::Glob(_) => all.push((None, before.to_vec())),
            UseTree::Name(name) => {
                let path = joined(&name.ident);
                all.push((path.last().cloned(), path));
            }
            UseTree::Rename(name) => {
                all.push((Some(name.rename.to_string()), joined(&name.ident)));
            }
        }
    }
    let mut all = Vec::new();
    collect(&[], tree, &mut all);
    all
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (_, path) in imports(&item.tree) {
            self.note(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.note(&parts);
        syn::visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.texts.insert(text.value());
    }

    /// What a comment says is no text of the code.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    /// Tests may use what they like.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// What the code of a file uses.
fn read<'a>(at: &'a [String], text: &str) -> Uses<'a> {
    let (found, outside) = (BTreeSet::new(), BTreeSet::new());
    let mut uses = Uses { at, found, outside, texts: BTreeSet::new() };
    uses.visit_file(&syn::parse_file(text).unwrap());
    uses
}

/// What the code of a file uses of its crate.
fn uses(at: &[String], text: &str) -> BTreeSet<Vec<String>> {
    read(at, text).found
}

/// Every file of a crate that is no test, with its module path and its text.
pub(crate) fn files(root: &str) -> Vec<(Vec<String>, String)> {
    fn visit(folder: &Path, at: &[String], all: &mut Vec<(Vec<String>, String)>) {
        for file in fs::read_dir(folder).unwrap() {
            let path: PathBuf = file.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if stem == "tests" {
                continue;
            }
            if path.is_dir() {
                visit(&path, &[at, &[stem]].concat(), all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let own = ["mod", "lib", "main"].contains(&stem.as_str());
                let module = if own { at.to_vec() } else { [at, &[stem]].concat() };
                all.push((module, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root), &[], &mut all);
    assert!(all.len() > 20);
    all
}

/// For each module below the root of a crate, those that it uses.
fn graph(files: &[(Vec<String>, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<&String> =
        files.iter().filter_map(|(module, _)| module.first()).collect();
    let mut graph = BTreeMap::<String, BTreeSet<String>>::new();
    for (module, text) in files {
        let Some(from) = module.first() else { continue };
        let to = graph.entry(from.clone()).or_default();
        to.extend(
            uses(module, text)
                .into_iter()
                .filter_map(|path| path.into_iter().next())
                .filter(|name| name != from && modules.contains(name)),
        );
    }
    graph
}

/// What each module of the program may use. A module that is not named here is a fault, so that
/// whoever adds one decides.
const ALLOWED: [(&str, &str); 44] = [
    ("app", "config control_token dns proxy tls wire world"),
    ("catalog", ""),
    (
        "cli",
        "app catalog clients clock config console control control_token coverage delivery dns embedded files gateway hermetic keys log metadata names permissions printable proxy random report request_text serve sign smtp spelling store tls version wire world",
    ),
    ("clients", "files random tls"),
    ("clock", ""),
    ("config", "keys proxy store tls wire"),
    ("console", "app catalog control wire"),
    (
        "control",
        "app catalog clock config control_token coverage dns exchange gateway keys log metrics names permissions random report request_text route sign spelling store version wire world",
    ),
    ("control_token", "config"),
    ("coverage", "gateway"),
    ("delivery", "app config version wire world"),
    ("dns", "world"),
    ("embedded", "app clients config control keys metadata proxy serve sign tls wire world"),
    ("exchange", "route sign wire"),
    ("federation", "sign"),
    ("files", ""),
    ("gateway", "catalog clock config exchange keys permissions route sign wire world"),
    ("hermetic", "config dns wire"),
    ("keys", "sign"),
    ("log", "clock config"),
    ("mailbox", ""),
    ("metadata", "app gateway wire world"),
    ("metrics", "clock exchange shards"),
    ("names", "catalog spelling"),
    ("permissions", "catalog"),
    ("printable", ""),
    ("proxy", "catalog wire"),
    ("random", ""),
    ("report", ""),
    ("request_text", "sign wire"),
    ("route", "catalog sign wire"),
    ("seal", ""),
    ("secrets", ""),
    (
        "serve",
        "app config console control gateway log mailbox metadata proxy random tls web wire world",
    ),
    ("shards", ""),
    ("sign", "catalog secrets spelling wire"),
    ("smtp", "app world"),
    ("spelling", ""),
    ("store", "files mailbox random seal secrets"),
    ("tls", "catalog clock files"),
    ("version", ""),
    ("web", "app console wire world"),
    ("wire", ""),
    (
        "world",
        "clock config exchange federation files keys metrics printable random seal secrets shards sign spelling store wire",
    ),
];

/// The modules that break the rules, each with what it may not use.
fn broken(files: &[(Vec<String>, String)]) -> Vec<String> {
    let mut broken = Vec::new();
    for (from, to) in graph(files) {
        match ALLOWED.iter().find(|(name, _)| *name == from) {
            None => broken.push(format!("{from} has no row in ALLOWED")),
            Some((_, allowed)) => {
                let is_allowed = |name: &String| allowed.split(' ').any(|it| it == name);
                let wrong = to.into_iter().filter(|name| !is_allowed(name));
                broken.extend(wrong.map(|name| format!("{from} uses {name}")));
            }
        }
    }
    broken
}

#[test]
fn a_module_uses_only_those_below_it() {
    let files = files("src");
    assert_eq!(broken(&files), Vec::<String>::new());
}

/// Broken on purpose: the rules are found broken.
#[test]
fn a_module_that_uses_one_above_it_is_found() {
    let mut files = files("src");
    let file = |module: &str, text: &str| (vec![module.to_owned()], text.to_owned());
    files.push(file("wire", "fn f(call: &crate::sign::Signed) {}"));
    files.push(file("store", "use crate::{serve, world::World};"));
    files.push(file("novelty", "use crate::wire;"));
    let want =
        ["novelty has no row in ALLOWED", "store uses serve", "store uses world", "wire uses sign"];
    assert_eq!(broken(&files), want);
}

/// The actions that use another action, or something in its file.
fn actions_that_use_actions(files: &[(Vec<String>, String)]) -> Vec<String> {
    let actions: Vec<_> =
        files.iter().filter(|(_, text)| text.contains("impl Action for ")).collect();
    let mut found = Vec::new();
    for (module, text) in &actions {
        for path in uses(module, text) {
            let used = actions.iter().find(|(it, _)| it != module && path.starts_with(it));
            found.extend(
                used.map(|(it, _)| format!("{} uses {}", module.join("::"), it.join("::"))),
            );
        }
    }
    found
}

#[test]
fn an_action_uses_no_other_action() {
    assert_eq!(actions_that_use_actions(&files("actions")), Vec::<String>::new());
}

/// Broken on purpose: an action that is used is found, wherever it stands.
#[test]
fn an_action_that_uses_another_is_found() {
    let file = |module: &str, text: &str| {
        let module = module.split("::").map(str::to_owned).collect();
        (module, format!("{text} impl Action for It {{}}"))
    };
    let files = [
        file("cms::put", "use super::get::FAULT;"),
        file("cms::get", "use crate::cms::tables;"),
        file("cas::tags::tag", "use crate::cas::{tables, tags::{rules, untag::{self, LIMIT}}};"),
        file("cas::tags::untag", "fn f() { crate::cms::get::f() }"),
        (vec!["cas".to_owned()], "use tags::tag::Tag;".to_owned()),
    ];
    let want = [
        "cms::put uses cms::get",
        "cas::tags::tag uses cas::tags::untag",
        "cas::tags::tag uses cas::tags::untag",
        "cas::tags::untag uses cms::get",
    ];
    assert_eq!(actions_that_use_actions(&files), want);
}

/// The framework files that no product may be named in, so that one is added without a change to them.
const WITHOUT_PRODUCTS: [&str; 1] = ["control"];

/// The products that the code of a file names, as a path or in a text. What is said in comments counts not.
fn products_in(text: &str) -> BTreeSet<&'static str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words = code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let words: BTreeSet<&str> = words.collect();
    let products = actions::PRODUCTS.iter().map(|product| product.id);
    products.filter(|id| words.contains(id)).collect()
}

#[test]
fn no_framework_file_names_a_product() {
    let all = files("src");
    for folder in WITHOUT_PRODUCTS {
        let own = all.iter().filter(|(module, _)| module.first().is_some_and(|it| it == folder));
        let own: Vec<_> = own.collect();
        assert!(!own.is_empty(), "{folder}");
        for (module, text) in own {
            assert_eq!(products_in(text), BTreeSet::new(), "{}", module.join("::"));
        }
    }
}

/// Broken on purpose: a product is found, however it is named.
#[test]
fn a_product_that_is_named_is_found() {
    for text in [
        "use actions::{PRODUCTS, cas::orders};",
        "fn f() { actions::cas::f() }",
        "const PATH: &str = \"cas/orders/{id}\";",
        "    format!(\"/_localyun/cas/{id}\")",
        "use actions::cas::CAS;",
    ] {
        assert_eq!(products_in(text), BTreeSet::from(["cas"]), "{text}");
    }
    for text in ["/// Such as those of cas.", "let cascade = castle(\"case\");"] {
        assert_eq!(products_in(text), BTreeSet::new(), "{text}");
    }
}

#[test]
fn a_path_is_followed_to_its_module() {
    let at = ["gateway".to_owned(), "encode".to_owned()];
    let text = "use crate::{sign::{verify, Claim as C}, wire::*}; use super::super::store;
                fn f() { crate::world::now(); self::g(); std::mem::drop(super::h()); }
                mod tests { use crate::server; }";
    let found: Vec<String> = uses(&at, text).iter().map(|path| path.join("::")).collect();
    let want = [
        "gateway::encode::g",
        "gateway::h",
        "sign::Claim",
        "sign::verify",
        "store",
        "wire",
        "world::now",
    ];
    assert_eq!(found, want);
}

/// Where the framework still names a product, and why.
const NAMES_A_PRODUCT: [(&str, &str); 2] = [
    // The kind of network that an instance is in: `vpc` is a word of the metadata service.
    ("metadata::instance", "vpc"),
    // How ARNs of users, groups and roles are compared: `ram` is a word of the policy language.
    ("policy::matching", "ram"),
];

/// The framework files that name a product, each with the product's id: by a path into its folder,
/// or by a text that is its id or its code.
fn naming_products(files: &[(Vec<String>, String)]) -> Vec<(String, String)> {
    let mut naming = Vec::new();
    for (module, text) in files {
        let is_own = PRODUCTS.iter().any(|it| module.first().is_some_and(|first| first == it.id));
        // `actions/lib.rs` has no module path; nor have `src/lib.rs` and `src/main.rs`.
        if is_own || module.is_empty() {
            continue;
        }
        let used = read(module, text);
        for product in PRODUCTS {
            let is_named = |path: &Vec<String>, at: usize| {
                path.get(at)
                    .is_some_and(|part| part == product.id || part == &product.id.to_uppercase())
            };
            let by_path = used.found.iter().any(|path| is_named(path, 0))
                || used.outside.iter().any(|path| path[0] == "actions" && is_named(path, 1));
            let by_text = used.texts.iter().any(|text| text == product.id || text == product.code);
            if by_path || by_text {
                naming.push((module.join("::"), product.id.to_owned()));
            }
        }
    }
    naming.sort();
    naming
}

#[test]
fn framework_files_name_no_product() {
    let mut naming = naming_products(&files("actions"));
    naming.extend(naming_products(&files("src")));
    naming.sort();
    let want = NAMES_A_PRODUCT.map(|(module, product)| (module.to_owned(), product.to_owned()));
    assert_eq!(naming, want, "a file that names one no more leaves the list");
}

/// Broken on purpose: each way to name a product is found, and what tests and comments say is not.
#[test]
fn a_framework_file_that_names_a_product_is_found() {
    let file = |module: &str, text: &str| (vec![module.to_owned()], text.to_owned());
    let files = [
        file("a", "use actions::{Entry, cas::{self, orders}};"),
        file("b", "fn f() { actions::ram::identity::key() }"),
        file("c", "use crate::sts::token::Token;"),
        file("d", "const PRODUCT: &str = \"Cms\";"),
        file("e", "fn f(it: &str) -> bool { it == \"ims\" }"),
        file("f", "use actions::CAS;"),
        file("g", "/// As in `crate::cms`.\nfn f() {} mod tests { use crate::cms; }"),
        file("cms", "use crate::cms::tables;"),
    ];
    let want = [("a", "cas"), ("b", "ram"), ("c", "sts"), ("d", "cms"), ("e", "ims"), ("f", "cas")];
    assert_eq!(naming_products(&files), want.map(|(a, b)| (a.to_owned(), b.to_owned())));
}
