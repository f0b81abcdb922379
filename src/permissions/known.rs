//! The actions that policies may name: those that are emulated, and those that are published.

use std::{collections::BTreeMap, sync::OnceLock};

use actions::{Entry, PRODUCTS, Product};

use crate::catalog::{self, ProductVersion};

/// An action as policies name it.
#[derive(Clone, Debug)]
pub struct KnownAction {
    /// `ram:ListUsers`
    pub name: String,
    /// The actions of the API that ask for it and are emulated, each with its product.
    pub emulated: Vec<(&'static Product, &'static Entry)>,
}

/// All that are known, by their names in lower case.
pub fn all() -> &'static BTreeMap<String, KnownAction> {
    static ALL: OnceLock<BTreeMap<String, KnownAction>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = BTreeMap::new();
        let mut add = |name: String, row: Option<(&'static Product, &'static Entry)>| {
            let key = name.to_ascii_lowercase();
            let known = || KnownAction { name, emulated: Vec::new() };
            all.entry(key).or_insert_with(known).emulated.extend(row);
        };
        for product in PRODUCTS {
            for entry in product.actions {
                add(product.ram_action(entry), Some((product, entry)));
                if let Some(other) = product.other_ram_action(entry) {
                    add(other, Some((product, entry)));
                }
            }
        }
        // What is published and not emulated goes by the product's code, or by the service that the emulated
        // product of this code has in policies.
        for version in catalog::described().iter().chain(catalog::named()) {
            for service in services_of(version) {
                version.actions().for_each(|it| add(format!("{service}:{}", it.action), None));
            }
        }
        all
    })
}

/// The services by which policies may name the actions of a product.
fn services_of(version: &ProductVersion) -> Vec<String> {
    let emulated = PRODUCTS.iter().filter(|it| it.code.eq_ignore_ascii_case(version.code));
    let mut services: Vec<_> = emulated.map(|it| it.ram.to_owned()).collect();
    services.push(version.code.to_ascii_lowercase());
    services.dedup();
    services
}

/// The services that are known, in lower case.
pub fn services() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let services = all().keys().filter_map(|name| name.split_once(':'));
        let mut services: Vec<_> = services.map(|(service, _)| service.to_owned()).collect();
        services.dedup();
        services
    })
}

/// What ARNs call the service of an action, if its resources have ARNs: by the product where it is emulated, else as
/// the action does.
#[must_use]
pub fn service_in_arns(action: &str) -> Option<&str> {
    match all().get(&action.to_ascii_lowercase()).and_then(|it| it.emulated.first()) {
        Some((product, entry)) => product.arn_of(entry),
        None => action.split_once(':').map(|(service, _)| service),
    }
}

/// The nearest of some names, unless all are far from it.
pub fn nearest<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let far = 2 + name.chars().count() / 6;
    all.filter(|it| it.len().abs_diff(name.len()) <= far)
        .map(|it| (strsim::damerau_levenshtein(&name, &it.to_ascii_lowercase()), it))
        .filter(|(distance, _)| *distance <= far)
        .min()
        .map(|(_, it)| it)
}

/// The product of a code that policies do not know, since they call its service by another name.
#[must_use]
pub fn called_otherwise(service: &str) -> Option<&'static Product> {
    let of_policies = |it: &&Product| it.ram.eq_ignore_ascii_case(service);
    if PRODUCTS.iter().any(of_policies) {
        return None;
    }
    PRODUCTS.iter().copied().find(|it| it.code.eq_ignore_ascii_case(service))
}
