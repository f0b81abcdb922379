//! Which errors of an action are shown by a transcript.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use actions::PRODUCTS;

use super::clients::Called;

/// The codes of the errors that transcripts show, by action.
pub(super) fn codes() -> BTreeMap<Called, BTreeSet<String>> {
    let mut all = BTreeMap::<Called, BTreeSet<String>>::new();
    for product in PRODUCTS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(product.id);
        for file in fs::read_dir(folder).into_iter().flatten() {
            let Ok(text) = fs::read_to_string(file.unwrap().path()) else { continue };
            let mut called = None;
            for line in text.lines() {
                if let Some(call) = line.strip_prefix("> ") {
                    let name = call.split(' ').next().unwrap();
                    let (of, name) = name.split_once(':').unwrap_or((product.id, name));
                    let of = PRODUCTS.iter().find(|it| it.id == of).unwrap();
                    let entry = of.find(name);
                    called = entry.map(|it| (it.owner.unwrap_or(of).id, it.name));
                } else if let (Some(answer), Some(action)) = (line.strip_prefix("< "), called) {
                    if answer.starts_with(['4', '5']) {
                        all.entry(action).or_default().extend(code(answer));
                    }
                    called = None;
                }
            }
        }
    }
    all
}

/// The code of an error, as JSON or as XML.
fn code(answer: &str) -> Option<String> {
    let between = |begin: &str, end: &str| {
        let (_, rest) = answer.split_once(begin)?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    between("\"Code\":\"", "\"").or_else(|| between("<Code>", "</Code>"))
}
