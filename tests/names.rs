//! The names and shapes of actions: those that the vendor publishes, in `fixtures/official`, and
//! those that are modelled, in `fixtures/modelled`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use actions::{Entry, Product};
use serde_json::{Value, json};

/// Where the lists are.
pub(crate) const FOLDERS: [&str; 2] = ["official", "modelled"];

/// A folder of lists.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The actions of the lists of one product. An error if there is none, if one does not say where
/// it comes from, or if an action is in two.
fn merged(lists: &[Value]) -> Result<BTreeMap<String, Value>, String> {
    let mut all = BTreeMap::new();
    for list in lists {
        if list["source"].as_str().is_none_or(str::is_empty) {
            return Err("a list does not say where it comes from".into());
        }
        for (name, action) in list["actions"].as_object().ok_or("a list has no actions")? {
            if all.insert(name.clone(), action.clone()).is_some() {
                return Err(format!("{name} is both published and modelled"));
            }
        }
    }
    if lists.is_empty() { Err("there is no list".into()) } else { Ok(all) }
}

/// The actions of a product, published or modelled, each as its list has it.
pub(crate) fn actions_of(product: &Product) -> BTreeMap<String, Value> {
    let file = format!("{}-{}.json", product.code, product.version);
    let lists: Vec<Value> = FOLDERS
        .iter()
        .filter_map(|name| fs::read_to_string(folder(name).join(&file)).ok())
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect();
    merged(&lists).unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// The actions of the list that an action is held to: its owner's, which is the newer one, where two
/// products offer it.
pub(crate) fn of(product: &Product, entry: &Entry) -> BTreeMap<String, Value> {
    actions_of(entry.owner.unwrap_or(product))
}

#[test]
fn an_action_is_published_or_modelled_and_its_list_says_where_it_comes_from() {
    let list = |source: &str, name: &str| json!({ "source": source, "actions": { name: {} } });
    let names = |lists: &[Value]| merged(lists).map(|all| all.into_keys().collect::<Vec<_>>());
    let official = list("a package", "Get");
    assert_eq!(names(std::slice::from_ref(&official)).unwrap(), ["Get"]);
    let modelled = list("a guide", "Put");
    assert_eq!(names(&[official.clone(), modelled.clone()]).unwrap(), ["Get", "Put"]);
    assert_eq!(names(&[modelled]).unwrap(), ["Put"]);
    assert!(
        names(&[official.clone(), list("a guide", "Get")]).unwrap_err().starts_with("Get is both")
    );
    assert!(names(&[official, list("", "Put")]).unwrap_err().contains("where it comes from"));
    assert!(names(&[]).is_err());
}
