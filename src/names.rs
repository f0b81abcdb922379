//! The names of products, actions and parameters as people write them: which ones are meant, and which are nearest to those
//! that there are not.

use actions::{Entry, PRODUCTS, Product};

use crate::{
    catalog::{self, Official, ProductVersion},
    spelling,
};

/// All versions of all products: first those that are described in full.
fn versions() -> impl Iterator<Item = &'static ProductVersion> {
    catalog::described().iter().chain(catalog::named())
}

/// The code of a product that is called by its code in any case, or as its host names begin: `cms`, `metrics`; or as the control API
/// calls one of its versions: `pca`.
pub(crate) fn product(name: &str) -> Result<&'static str, String> {
    let by_code = || versions().map(|it| it.code).find(|code| code.eq_ignore_ascii_case(name));
    let by_id = || PRODUCTS.iter().find(|it| it.id.eq_ignore_ascii_case(name)).map(|it| it.code);
    by_code().or_else(|| catalog::product_of(name)).or_else(by_id).ok_or_else(|| {
        let near = spelling::closest(name, versions().map(|it| it.code));
        let mut emulated: Vec<&str> = Vec::new();
        for it in PRODUCTS.iter().filter(|it| !it.actions.is_empty()) {
            if !emulated.contains(&it.code) {
                emulated.push(it.code);
            }
        }
        format!(
            "there is no product {name}{}; emulated are {}",
            did_you_mean(near),
            emulated.join(", ")
        )
    })
}

/// ` (did you mean X?)`, if there is something near.
pub(crate) fn did_you_mean(near: Option<&str>) -> String {
    near.map(|it| format!(" (did you mean {it}?)")).unwrap_or_default()
}

/// Why an action is not found.
pub(crate) enum NoAction {
    /// There is none of this name.
    Unknown(String),
    /// There are several.
    Several(String),
}

/// The action of this name: of the product with this code, and in this version, if they are given. Where several versions
/// have it, the one that is emulated; the main one of several.
pub(crate) fn action(
    code: Option<&str>,
    name: &str,
    version: Option<&str>,
) -> Result<Official, NoAction> {
    let mut found = catalog::published(name, version);
    if let Some(code) = code {
        found.retain(|it| it.code == code);
        if found.is_empty() {
            // The list of those that are described in full may have the name, of another product.
            let named =
                versions().filter(|it| it.code == code && version.is_none_or(|v| v == it.version));
            found = named.filter_map(|it| it.actions().find(|a| a.action == name)).collect();
        }
        if found.len() > 1 {
            // The main version of a product stands before its others.
            let place = |it: &Official| {
                let (product, _) = emulated(it)?;
                PRODUCTS.iter().position(|other| other.id == product.id)
            };
            let first = found.iter().copied().filter(|it| place(it).is_some()).min_by_key(place);
            found = first.map_or(found, |it| vec![it]);
        }
    }
    found.dedup_by_key(|it| (it.code, it.version));
    match &found[..] {
        [one] => Ok(*one),
        [] => Err(NoAction::Unknown(unknown(code, name, version))),
        several => {
            let which: Vec<_> =
                several.iter().map(|it| format!("{} ({})", it.version, it.code)).collect();
            let text = format!("several products or versions have {name}: {}", which.join(", "));
            Err(NoAction::Several(text))
        }
    }
}

fn unknown(code: Option<&str>, name: &str, version: Option<&str>) -> String {
    let here = versions().filter(|it| {
        code.is_none_or(|code| code == it.code)
            && version.is_none_or(|version| version == it.version)
    });
    let near = spelling::closest(name, here.flat_map(|it| it.actions().map(|it| it.action)));
    let Some(code) = code else {
        return format!("{name} is not a published action{}", did_you_mean(near));
    };
    let mut others: Vec<_> = catalog::published(name, None).iter().map(|it| it.code).collect();
    others.dedup();
    let elsewhere = match &others[..] {
        [] => String::new(),
        others => format!("; {name} is an action of {}", others.join(", ")),
    };
    let version = version.map(|it| format!(" {it}")).unwrap_or_default();
    format!("{code}{version} has no action {name}{}{elsewhere}", did_you_mean(near))
}

/// The product of an action that is emulated, and its row there.
pub(crate) fn emulated(it: &Official) -> Option<(&'static Product, &'static Entry)> {
    let mut products =
        PRODUCTS.iter().filter(|product| product.code == it.code && product.version == it.version);
    products.find_map(|product| Some((*product, product.find(it.action)?)))
}

/// The names of the parameters of an action that is emulated, with `N` for the index of a list.
pub(crate) fn parameters(it: &Official) -> Option<Vec<String>> {
    let (product, entry) = emulated(it)?;
    Some(entry.described(product).into_iter().map(|it| it.name).collect())
}

/// What any call may have besides the parameters of its action.
const COMMON: [&str; 3] = ["Format", "RegionId", "ClientToken"];

/// The parameter that is meant by a name that an action does not have, if it has one that is near.
pub(crate) fn misspelt<'k>(name: &str, known: &'k [String]) -> Option<&'k str> {
    let general = general(name);
    let is_known = |known: &str| {
        // A list or a structure may come whole, as JSON.
        let rest = known.strip_prefix(&*general);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if COMMON.contains(&name) || known.iter().any(|it| is_known(it)) {
        return None;
    }
    spelling::closest(&general, known.iter().map(String::as_str))
}

/// A name with `N` for each index: `Tag.N.Key` of `Tag.1.Key`.
fn general(name: &str) -> String {
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<_> =
        name.split('.').map(|part| if is_index(part) { "N" } else { part }).collect();
    parts.join(".")
}

/// The codes of all products, the emulated ones first, each once.
pub(crate) fn products() -> Vec<&'static str> {
    let emulated = PRODUCTS.iter().filter(|it| !it.actions.is_empty()).map(|it| it.code);
    let mut all: Vec<&str> = Vec::new();
    for code in emulated.chain(versions().map(|it| it.code)) {
        if !all.contains(&code) {
            all.push(code);
        }
    }
    all
}

/// The names of all actions of a product, or of all that are emulated, in order.
pub(crate) fn actions(code: Option<&str>) -> Vec<&'static str> {
    let mut all: Vec<_> = match code {
        Some(code) => versions()
            .filter(|it| it.code == code)
            .flat_map(|it| it.actions().map(|it| it.action))
            .collect(),
        None => PRODUCTS.iter().flat_map(|it| it.actions).map(|it| it.name).collect(),
    };
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(outcome: Result<Official, NoAction>) -> String {
        match outcome {
            Ok(it) => format!("{} {} {}", it.code, it.version, it.action),
            Err(NoAction::Unknown(text) | NoAction::Several(text)) => text,
        }
    }

    #[test]
    fn a_product_is_known_by_its_code_and_by_its_host() {
        for (name, code) in [
            ("cms", "Cms"),
            ("CMS", "Cms"),
            ("metrics", "Cms"),
            ("dysmsapi", "Dysmsapi"),
            ("pca", "cas"),
        ] {
            assert_eq!(product(name), Ok(code), "{name}");
        }
        let why = product("dysmsap").unwrap_err();
        assert!(why.contains("did you mean Dysmsapi?") && why.contains("emulated are "), "{why}");
    }

    #[test]
    fn an_action_is_that_of_its_product() {
        assert_eq!(text(action(Some("Cms"), "PutContact", None)), "Cms 2019-01-01 PutContact");
        assert!(text(action(Some("Cms"), "PutContcat", None)).contains("did you mean PutContact?"));
        let other = text(action(Some("Cms"), "GetCallerIdentity", None));
        assert!(other.contains("Cms has no action GetCallerIdentity"), "{other}");
        assert!(other.contains("is an action of Sts"), "{other}");
        // Of several products without one.
        let several = text(action(None, "TagResources", None));
        assert!(several.starts_with("several products or versions have "), "{several}");
        for product in PRODUCTS {
            for entry in product.actions {
                let found = action(Some(product.code), entry.name, Some(product.version));
                assert_eq!(
                    text(found),
                    format!("{} {} {}", product.code, product.version, entry.name)
                );
            }
        }
    }

    #[test]
    fn a_parameter_may_be_nested_indexed_or_whole() {
        let known =
            ["ContactName", "Channels.Mail", "ContactNames.N", "Tag.N.Key"].map(str::to_owned);
        for name in [
            "ContactName",
            "Channels.Mail",
            "ContactNames.1",
            "Tag.12.Key",
            "Tag",
            "Channels",
            "RegionId",
        ] {
            assert_eq!(misspelt(name, &known), None, "{name}");
        }
        for (name, meant) in [
            ("ContactNane", "ContactName"),
            ("Chanels.Mail", "Channels.Mail"),
            ("Tag.1.key2", "Tag.N.Key"),
        ] {
            assert_eq!(misspelt(name, &known), Some(meant), "{name}");
        }
        assert_eq!(misspelt("Something", &known), None);
    }
}
