//! Which product and action a call is for, by its host, version, action, method and path.

mod hint;
mod paths;

use std::{collections::BTreeMap, sync::OnceLock};

use crate::{
    catalog::{self, Official, ProductVersion},
    sign,
    wire::Wire,
};
use actions::{Access, Entry, PRODUCTS, Product, Style};

pub use paths::Captures;
use paths::Paths;

/// An emulated action.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its product.
    pub product: &'static Product,
    /// Its row.
    pub entry: &'static Entry,
}

impl Target {
    /// The product whose state it is: another one, where two offer the same action.
    #[must_use]
    pub fn owner(self) -> &'static Product {
        self.entry.owner.unwrap_or(self.product)
    }
}

/// What of a call leads to no action, in the order in which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// No product has its host.
    Product,
    /// It names no version.
    MissingVersion,
    /// The product has no such version.
    Version,
    /// The version has no such action, or none was named.
    Action,
}

/// Why there is no target.
#[derive(Debug)]
pub struct NoTarget {
    /// What leads nowhere.
    pub unknown: Unknown,
    /// What is wrong, in a sentence.
    pub hint: Option<String>,
    /// The code of the product that the call is about, as far as known.
    pub product: &'static str,
}

/// A published action that a call is for.
#[derive(Debug)]
pub enum Found<'a> {
    /// One that is emulated, and the variable segments of the path that led to it.
    Emulated(Target, Captures<'a>),
    /// Those that are known by name only: who calls is checked all the same, before that is answered. At least
    /// one; two products may publish an action of one name in versions of one date.
    Named(Vec<Official>),
}

impl Found<'_> {
    fn first(&self) -> Option<&Official> {
        match self {
            Self::Emulated(..) => None,
            Self::Named(actions) => actions.first(),
        }
    }

    /// The product's code.
    #[must_use]
    pub fn product(&self) -> &'static str {
        match self {
            Self::Emulated(target, _) => target.product.code,
            Self::Named(_) => self.first().map_or("", |it| it.code),
        }
    }

    /// The action's name.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self {
            Self::Emulated(target, _) => target.entry.name,
            Self::Named(_) => self.first().map_or("", |it| it.action),
        }
    }

    /// How its calls are named on the wire.
    #[must_use]
    pub fn style(&self) -> Style {
        match self {
            Self::Emulated(target, _) => target.product.style,
            Self::Named(_) if self.first().is_some_and(|it| it.place.is_some()) => Style::Roa,
            Self::Named(_) => Style::Rpc,
        }
    }

    /// Whether it is called without a key.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        matches!(self, Self::Emulated(target, _) if target.entry.access == Access::Anonymous)
    }
}

/// What a call says of the action that it is for.
struct Lookup<'a> {
    /// The first label of the host, if it is one of the vendor's.
    label: Option<&'a str>,
    /// The product that `hosts.txt` has for it.
    ours: Option<&'static str>,
    version: &'a str,
    /// The action, where it is called by its name.
    name: Option<&'a str>,
    method: &'a str,
    path: &'a str,
}

/// An action with a path of its own.
struct Place {
    official: Official,
    /// The version of a product that is published with it.
    published: Option<&'static ProductVersion>,
    target: Option<Target>,
}

/// Actions with paths of their own, by the version of their product.
type Places = BTreeMap<&'static str, Paths<Place>>;

/// The published actions of a list that have paths, and `products`' own that are not among them.
fn places(list: &'static [ProductVersion], products: &[&'static Product]) -> Places {
    let mut places = Places::new();
    let mut add = |official: Official, published, target| {
        let Some((method, path)) = official.place else { return };
        let place = Place { official, published, target };
        places.entry(official.version).or_default().add(method, path, place);
    };
    let is_published = |it: &Official| {
        let of = list.iter().find(|of| of.code == it.code && of.version == it.version);
        of.is_some_and(|of| of.actions().any(|action| action == *it))
    };
    for of in list {
        for official in of.actions() {
            add(official, Some(of), emulated(products, &official));
        }
    }
    for product in products.iter().filter(|product| product.style == Style::Roa) {
        for entry in product.actions {
            let official = Official {
                code: product.code,
                version: product.version,
                action: entry.name,
                place: entry.method.zip(entry.path),
            };
            if !is_published(&official) {
                add(official, None, Some(Target { product, entry }));
            }
        }
    }
    places
}

/// What leads to actions: products know theirs by name, and this those that have paths.
struct Routes {
    products: &'static [&'static Product],
    /// Made when the first call asks.
    places: OnceLock<Places>,
}

static ROUTES: Routes = Routes::of(PRODUCTS);

/// The places of the actions that are known by name only: they are looked at last.
static NAMED: OnceLock<Places> = OnceLock::new();

/// Finds the action that a call is for.
///
/// Product, then version, then action: the order in which the gateway complains. The host
/// decides the product only if it is one of the vendor's; at any other address, such as
/// `127.0.0.1:4800`, every product answers, and version and action decide.
///
/// At another path than `/`, method and path decide, and nothing in the body has a say, so it need not have been
/// decoded.
pub fn find<'a>(wire: &Wire<'a>) -> Result<Found<'a>, NoTarget> {
    ROUTES.find(wire)
}

impl Routes {
    const fn of(products: &'static [&'static Product]) -> Self {
        Self { products, places: OnceLock::new() }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| places(catalog::described(), self.products))
    }

    fn find<'a>(&self, wire: &Wire<'a>) -> Result<Found<'a>, NoTarget> {
        let label = catalog::vendor_label(wire.header("host").unwrap_or_default());
        let ours = label.and_then(catalog::product_of);
        let about = ours.unwrap_or_default();
        let none = |unknown, hint, product| NoTarget { unknown, hint, product };
        if let Some(label) = label
            && ours.is_none()
            && !catalog::named().iter().any(|it| it.is_at(label))
        {
            return Err(none(Unknown::Product, Some(hint::no_product(label)), about));
        }
        let version = sign::steering(wire, "x-acs-version").or_else(|| wire.common("Version"));
        let action = wire.common("Action").or_else(|| sign::steering(wire, "x-acs-action"));
        if wire.path == "/" && action.is_none() && version.is_none() {
            return Err(none(Unknown::Action, Some(hint::nothing_named(wire)), about));
        }
        let version = version.ok_or_else(|| {
            none(Unknown::MissingVersion, wire.parameters.why_missing("Version"), about)
        })?;
        let name = action.filter(|_| wire.path == "/");
        let asked = Lookup { label, ours, version, name, method: wire.method, path: wire.path };

        // The common case: an emulated action, by its name.
        if let Some(target) = name.and_then(|name| self.by_name(&asked, name)) {
            return Ok(Found::Emulated(target, Captures::new()));
        }
        if let Some(found) = self.published(&asked, catalog::described(), self.places()) {
            return Ok(found);
        }
        let named = NAMED.get_or_init(|| places(catalog::named(), &[]));
        if let Some(found) = self.published(&asked, catalog::named(), named) {
            return Ok(found);
        }
        match self.known_version(&asked) {
            Some(code) => Err(none(Unknown::Action, hint::no_action(&asked, action, wire), code)),
            None => Err(none(Unknown::Version, hint::no_version(&asked), about)),
        }
    }

    /// An emulated action, by its name.
    fn by_name(&self, asked: &Lookup<'_>, name: &str) -> Option<Target> {
        let meant = |p: &&&Product| p.version == asked.version && asked.may_mean(p.code);
        self.products.iter().filter(meant).find_map(|product| {
            let entry = product.find(name)?;
            Some(Target { product, entry })
        })
    }

    /// What a list of published actions has for a call: by its name, or by its method and path.
    fn published<'a>(
        &self,
        asked: &Lookup<'a>,
        list: &'static [ProductVersion],
        places: &Places,
    ) -> Option<Found<'a>> {
        let mut named: Vec<Official> = list
            .iter()
            .filter(|it| it.version == asked.version && asked.may_mean_version(it))
            .filter_map(|it| {
                it.actions().find(|it| it.place.is_none() && Some(it.action) == asked.name)
            })
            .collect();
        if let Some(target) = named.iter().find_map(|it| emulated(self.products, it)) {
            return Some(Found::Emulated(target, Captures::new()));
        }
        let fits = |method: &str, it: &Place| method == asked.method && asked.may_mean_place(it);
        let paths = places.get(asked.version);
        let mut at = paths.map(|paths| paths.find(asked.path, fits)).unwrap_or_default();
        if let Some(best) = at.iter().position(|it| it.value.target.is_some()) {
            let best = at.swap_remove(best);
            return best.value.target.map(|target| Found::Emulated(target, best.captures));
        }
        named.extend(at.iter().map(|it| it.value.official));
        (!named.is_empty()).then_some(Found::Named(named))
    }

    /// The code of a product that has the version and may be meant.
    fn known_version(&self, asked: &Lookup<'_>) -> Option<&'static str> {
        let meant =
            |it: &&ProductVersion| it.version == asked.version && asked.may_mean_version(it);
        let published = [catalog::named(), catalog::described()];
        let known = published.into_iter().find_map(|list| list.iter().rfind(meant));
        known.map(|it| it.code).or_else(|| {
            let meant = |p: &&&Product| p.version == asked.version && asked.may_mean(p.code);
            self.products.iter().find(meant).map(|p| p.code)
        })
    }
}

impl Lookup<'_> {
    /// Whether the host leaves a call to the product `code`.
    fn may_mean(&self, code: &str) -> bool {
        match (self.label, self.ours) {
            (None, _) => true,
            (_, Some(ours)) => ours == code,
            (Some(label), None) => {
                catalog::named().iter().any(|it| it.code == code && it.is_at(label))
            }
        }
    }

    /// The same, for a version of a product. Several products may have a host.
    fn may_mean_version(&self, it: &ProductVersion) -> bool {
        self.may_mean(it.code) || self.label.is_some_and(|label| it.is_at(label))
    }

    /// The same, for an action with a path.
    fn may_mean_place(&self, it: &Place) -> bool {
        match it.published {
            Some(published) => self.may_mean_version(published),
            None => self.may_mean(it.official.code),
        }
    }
}

fn emulated(products: &[&'static Product], it: &Official) -> Option<Target> {
    let product = *products.iter().find(|p| p.code == it.code && p.version == it.version)?;
    Some(Target { product, entry: product.find(it.action)? })
}

/// The published actions that a call may mean: those of its name in whatever case, and those whose
/// path is that of the call, in whatever case, with a slash at its end or without.
#[must_use]
pub fn like(action: Option<&str>, path: &str) -> Vec<Official> {
    let bare = path.trim_end_matches('/').to_ascii_lowercase();
    let meant = |it: &Official| match it.place {
        Some((_, place)) => !bare.is_empty() && paths::is_of(&place.to_ascii_lowercase(), &bare),
        None => action.is_some_and(|action| it.action.eq_ignore_ascii_case(action)),
    };
    let find = |list: &[ProductVersion]| -> Vec<Official> {
        list.iter().flat_map(ProductVersion::actions).filter(meant).collect()
    };
    let found = find(catalog::described());
    if found.is_empty() { find(catalog::named()) } else { found }
}

#[cfg(test)]
mod tests;
