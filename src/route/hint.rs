//! Why a call is for no action, in a sentence: the vendor's texts do not say.

use super::{Lookup, paths};
use crate::{
    catalog::{self, Official, ProductVersion},
    wire::Wire,
};

/// How many of several answers are named.
const LIMIT: usize = 5;

pub(super) fn no_product(label: &str) -> String {
    format!(
        "No product is known by a host that starts with {label}. At a host that is not the \
         vendor's, such as 127.0.0.1, Version and Action decide."
    )
}

pub(super) fn nothing_named(wire: &Wire<'_>) -> String {
    wire.parameters.why_missing("Action").unwrap_or_else(|| {
        "The call has neither a parameter Action nor a header x-acs-action.".into()
    })
}

pub(super) fn no_version(asked: &Lookup<'_>) -> Option<String> {
    if asked.label.is_some() {
        let all = || catalog::described().iter().chain(catalog::named());
        let here: Vec<String> =
            all().filter(|it| asked.may_mean_version(it)).map(name_of).collect();
        let here = format!("This host is that of {}.", list(here)?);
        // A call for another product, sent to the wrong host.
        let meant = asked.name.and_then(elsewhere);
        return Some([Some(here), meant].into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    elsewhere(asked.name?)
}

pub(super) fn no_action(
    asked: &Lookup<'_>,
    action: Option<&str>,
    wire: &Wire<'_>,
) -> Option<String> {
    let here = || {
        let all = catalog::described().iter().chain(catalog::named());
        let meant =
            |it: &&ProductVersion| it.version == asked.version && asked.may_mean_version(it);
        all.filter(meant).flat_map(ProductVersion::actions)
    };
    let Some(name) = asked.name else {
        let methods: Vec<String> = here()
            .filter_map(|it| it.place)
            .filter(|(_, path)| paths::is_of(path, asked.path))
            .map(|(method, _)| method.to_owned())
            .collect();
        if let Some(methods) = list(methods) {
            return Some(format!("This path is there for {methods}, not for {}.", asked.method));
        }
        let Some(action) = action else { return Some(nothing_named(wire)) };
        let rpc = here().any(|it| it.place.is_none() && it.action == action);
        return rpc.then(|| format!("{action} is called at the path /."));
    };
    if let Some(it) = here().find(|it| it.action.eq_ignore_ascii_case(name)) {
        return Some(match it.place {
            None => format!("Names of actions are case-sensitive: it is {}.", it.action),
            Some((method, path)) => format!("{} is called by {method} {path}.", it.action),
        });
    }
    elsewhere(name)
}

/// Which products have an action of this name.
fn elsewhere(name: &str) -> Option<String> {
    let named = |it: &Official| format!("{} {}", it.code, it.version);
    let known = list(catalog::published(name, None).iter().map(named).collect())?;
    Some(format!("{name} is an action of {known}."))
}

fn name_of(it: &ProductVersion) -> String {
    format!("{} {}", it.code, it.version)
}

/// `a, b and more`; `None` for an empty list.
fn list(mut all: Vec<String>) -> Option<String> {
    all.sort_unstable();
    all.dedup();
    let more = if all.len() > LIMIT { " and more" } else { "" };
    all.truncate(LIMIT);
    (!all.is_empty()).then(|| all.join(", ") + more)
}
