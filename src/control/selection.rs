//! The product and the action that a rule names: what is there, in words for who names what is not.

use actions::{Entry, PRODUCTS, Product, policy::Glob};
use serde_json::{Map, Value};

use crate::{
    catalog, control::Problem, spelling::closest, wire::shortened::shortened,
    world::faults::Selection,
};

/// The actions that a rule is about.
pub(super) struct Selected {
    /// As the world keeps it.
    pub(super) selection: Selection,
    /// The rows of the actions, each with its product.
    pub(super) entries: Vec<(&'static Product, &'static Entry)>,
}

/// Reads the members `product` and `action`. What is not there, or not emulated, is refused.
pub(super) fn read(members: &Map<String, Value>) -> Result<Selected, Problem> {
    let product = text(members, "product")?.map(product).transpose()?;
    let pattern = text(members, "action")?;
    let glob = pattern.map(Glob::with_stars);
    let of_product = |it: &&&'static Product| product.is_none_or(|product| product.code == it.code);
    let rows = || {
        let products = PRODUCTS.iter().filter(of_product);
        products.flat_map(|&product| product.actions.iter().map(move |entry| (product, entry)))
    };
    let entries: Vec<_> = rows()
        .filter(|(_, entry)| glob.as_ref().is_none_or(|glob| glob.matches(entry.name)))
        .collect();
    if let (Some(name), true) = (pattern, entries.is_empty()) {
        let names = rows().map(|(_, entry)| entry.name);
        return Err(Problem::of_member("action", no_action(name, product, names)));
    }
    let product = product.map(|it| it.code);
    Ok(Selected { selection: Selection { product, action: glob }, entries })
}

/// The product of this code, in any case, or of this id.
pub(super) fn product(name: &str) -> Result<&'static Product, Problem> {
    let is = |it: &&&'static Product| it.code.eq_ignore_ascii_case(name) || it.id == name;
    if let Some(found) = PRODUCTS.iter().find(is) {
        return Ok(found);
    }
    let published = catalog::described().iter().chain(catalog::named());
    let text = match published.into_iter().find(|it| it.code.eq_ignore_ascii_case(name)) {
        Some(it) => {
            format!("the product {} is published, but Localyun does not emulate it", it.code)
        }
        None => format!(
            "there is no product `{}`{}",
            shortened(name),
            meant(name, PRODUCTS.iter().map(|it| it.code))
        ),
    };
    Err(Problem::of_member("product", text))
}

fn no_action<'a>(
    name: &str,
    product: Option<&Product>,
    names: impl Iterator<Item = &'a str>,
) -> String {
    let of = product.map_or_else(|| "any product".to_owned(), |it| it.code.to_owned());
    let published = catalog::published(name, None);
    if let Some(it) = published.iter().find(|it| product.is_none_or(|known| known.code == it.code))
    {
        return format!(
            "{} of {} is published, but Localyun does not emulate it",
            it.action, it.code
        );
    }
    format!("there is no action `{}` of {of}{}", shortened(name), meant(name, names))
}

/// Refuses the name of an action or a product that the cloud does not have: no call is of it, so a test that expects
/// none would always pass.
pub(super) fn known(member: &str, value: &str) -> Result<(), String> {
    if value.contains('*') {
        return Ok(());
    }
    let products = || catalog::described().iter().chain(catalog::named());
    let emulated = || PRODUCTS.iter().flat_map(|it| it.actions).map(|it| it.name);
    match member {
        "action"
            if emulated().all(|it| it != value) && catalog::published(value, None).is_empty() =>
        {
            let meant = meant(value, emulated());
            Err(format!("there is no action `{}` of any product{meant}", shortened(value)))
        }
        "product" if products().all(|it| !it.code.eq_ignore_ascii_case(value)) => {
            let meant = meant(value, PRODUCTS.iter().map(|it| it.code));
            Err(format!("there is no product `{}`{meant}", shortened(value)))
        }
        _ => Ok(()),
    }
}

/// `; did you mean PutContact?`, of the known name that is most like an unknown one.
pub(super) fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    closest(name, known).map_or_else(String::new, |it| format!("; did you mean {it}?"))
}

/// A text among the members; none if it is absent, an error if it is empty or no text.
pub(super) fn text<'a>(
    members: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a str>, Problem> {
    Ok(actions::core::control::text(members, name)?)
}

/// A whole number from 1 on among the members.
pub(super) fn positive(members: &Map<String, Value>, name: &str) -> Result<Option<u64>, Problem> {
    let Some(value) = members.get(name) else { return Ok(None) };
    let number = value.as_u64().filter(|it| *it > 0);
    let why = || Problem::of_member(name, format!("`{name}` is a whole number from 1 on"));
    number.map(Some).ok_or_else(why)
}
