//! Which product and action a call is for, by its host, version, action, method and path.

mod hint;

use crate::{
    catalog::{self, Official, ProductVersion},
    sign,
    wire::Wire,
};
use actions::{Access, ApiError, Entry, Fault, PRODUCTS, Product, Style};

/// Host maps to no product.
pub const NO_PRODUCT: Fault = Fault {
    status: 404,
    code: "InvalidProduct.NotFound",
    message: "Cannot find product according to your specified domain.",
};
/// The product has no such version.
pub const NO_VERSION: Fault = Fault {
    status: 400,
    code: "InvalidVersion",
    message: "Specified parameter Version is not valid.",
};
/// There is no such action, or none was named.
pub const NO_ACTION: Fault = Fault {
    status: 404,
    code: "InvalidAction.NotFound",
    message: "Specified api is not found, please check your url and method.",
};
const MISSING_VERSION: Fault =
    Fault { status: 400, code: "MissingVersion", message: "Version is mandatory for this action." };

/// An emulated action.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its product.
    pub product: &'static Product,
    /// Its row.
    pub entry: &'static Entry,
}

/// Why there is no target: the error, and the product that it is about, as far as known.
pub struct NoTarget {
    /// What to answer.
    pub error: ApiError,
    /// The product's code.
    pub product: &'static str,
}

/// A published action that a call is for.
pub enum Found {
    /// One that is emulated.
    Emulated(Target),
    /// One that is known by name.
    Named(Named),
}

/// An action that is known by name only: who calls is checked all the same, before its error
/// is answered.
pub struct Named {
    /// The product's code.
    pub product: &'static str,
    /// Whether it was found by method and path.
    pub roa: bool,
    /// `NotEmulated.Localyun`.
    pub error: ApiError,
}

impl Found {
    /// The product's code.
    #[must_use]
    pub fn product(&self) -> &'static str {
        match self {
            Self::Emulated(target) => target.product.code,
            Self::Named(named) => named.product,
        }
    }

    /// Whether its calls have a method and a path of their own.
    #[must_use]
    pub fn is_roa(&self) -> bool {
        match self {
            Self::Emulated(target) => target.product.style == Style::Roa,
            Self::Named(named) => named.roa,
        }
    }

    /// Whether it is called without a key.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        matches!(self, Self::Emulated(target) if target.entry.access == Access::Anonymous)
    }
}

/// What a call says of the action that it is for.
struct Asked<'a> {
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

/// Finds the action that a call is for.
///
/// Product, then version, then action: the order in which the gateway complains. The host
/// decides the product only if it is one of the vendor's; at any other address, such as
/// `127.0.0.1:4800`, every product answers, and version and action decide.
pub fn find(wire: &Wire<'_>) -> Result<Found, NoTarget> {
    let label = catalog::vendor_label(wire.header("host").unwrap_or_default());
    let ours = label.and_then(catalog::product_of);
    let about = ours.unwrap_or_default();
    let refuse = |fault: Fault, hint: Option<String>| {
        let error = ApiError::from(fault);
        let error = match hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        };
        NoTarget { error, product: about }
    };
    if let Some(label) = label
        && ours.is_none()
        && !catalog::named().iter().any(|it| it.is_at(label))
    {
        return Err(refuse(NO_PRODUCT, Some(hint::no_product(label))));
    }
    let version = sign::steering(wire, "x-acs-version").or_else(|| wire.common("Version"));
    let action = wire.common("Action").or_else(|| sign::steering(wire, "x-acs-action"));
    if wire.path == "/" && action.is_none() && version.is_none() {
        return Err(refuse(NO_ACTION, Some(hint::nothing_named(wire))));
    }
    let version =
        version.ok_or_else(|| refuse(MISSING_VERSION, wire.given.why_missing("Version")))?;
    let name = action.filter(|_| wire.path == "/");
    let asked = Asked { label, ours, version, name, method: wire.method, path: wire.path };

    // The common case: an emulated action, by its name.
    if let Some(name) = name {
        let meant = |p: &&&Product| p.version == version && asked.may_mean(p.code);
        for product in PRODUCTS.iter().filter(meant) {
            if let Some(entry) = product.find(name) {
                return Ok(Found::Emulated(Target { product, entry }));
            }
        }
    }
    let mut about = about;
    let mut known_version = false;
    for list in [catalog::described, catalog::named] {
        let meant = list().iter().filter(|it| it.version == version && asked.may_mean_version(it));
        let mut best = Best::default();
        for it in meant {
            (known_version, about) = (true, it.code);
            for action in it.actions() {
                best.offer(asked.distance(&action), action);
            }
        }
        if let Some(target) = best.actions.iter().find_map(emulated) {
            return Ok(Found::Emulated(target));
        }
        if let Some(first) = best.actions.first() {
            return Ok(Found::Named(Named {
                product: first.code,
                roa: first.place.is_some(),
                error: not_emulated(&best.actions),
            }));
        }
    }
    let mut none = if known_version {
        refuse(NO_ACTION, hint::no_action(&asked, action, wire))
    } else {
        refuse(NO_VERSION, hint::no_version(&asked))
    };
    none.product = about;
    Err(none)
}

impl Asked<'_> {
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

    /// How far the call is from naming `it`: by how many variable parts of its path.
    fn distance(&self, it: &Official) -> Option<usize> {
        match it.place {
            None => (self.name == Some(it.action)).then_some(0),
            Some((method, path)) if self.method == method => captures(path, self.path),
            Some(_) => None,
        }
    }
}

/// The actions that a call fits best: `/apps/list` is nearer to itself than to `/apps/{Id}`.
/// Two products may publish one action in versions of one date.
#[derive(Default)]
struct Best {
    distance: usize,
    actions: Vec<Official>,
}

impl Best {
    fn offer(&mut self, distance: Option<usize>, action: Official) {
        let Some(distance) = distance else { return };
        if self.actions.is_empty() || distance < self.distance {
            (self.distance, self.actions) = (distance, vec![action]);
        } else if distance == self.distance {
            self.actions.push(action);
        }
    }
}

fn emulated(it: &Official) -> Option<Target> {
    let product = PRODUCTS.iter().find(|p| p.code == it.code && p.version == it.version)?;
    Some(Target { product, entry: product.find(it.action)? })
}

fn not_emulated(actions: &[Official]) -> ApiError {
    let named: Vec<String> = actions
        .iter()
        .map(|it| format!("{} is an action of {} {}", it.action, it.code, it.version))
        .collect();
    ApiError::new(
        400,
        "NotEmulated.Localyun",
        format!(
            "{} that Localyun does not emulate. docs/COVERAGE.md lists the ones that it does.",
            named.join(", or ")
        ),
    )
}

/// How many variable parts of a template such as `/pop/v1/sam/app/{AppId}` a path fills, if it
/// fits. An action without variable parts is plain text. The Go SDK writes `[AppId]`, and has
/// parts such as `[cat]:getCatalog`.
fn captures(template: &str, path: &str) -> Option<usize> {
    let mut count = 0;
    let (mut a, mut b) = (template.split('/'), path.split('/'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Some(count),
            (Some(t), Some(p)) if t == p => {}
            (Some(t), Some(p)) if t.starts_with(['{', '[']) => {
                let end = t.find(['}', ']']).map_or("", |at| &t[at + 1..]);
                p.strip_suffix(end).filter(|value| !value.is_empty())?;
                count += 1;
            }
            _ => return None,
        }
    }
}

/// The published actions that a call may mean: those of its name in whatever case, and those whose
/// path is that of the call, in whatever case, with a slash at its end or without.
#[must_use]
pub fn like(action: Option<&str>, path: &str) -> Vec<Official> {
    let bare = path.trim_end_matches('/').to_ascii_lowercase();
    let meant = |it: &Official| match it.place {
        Some((_, place)) => {
            !bare.is_empty() && captures(&place.to_ascii_lowercase(), &bare).is_some()
        }
        None => action.is_some_and(|action| it.action.eq_ignore_ascii_case(action)),
    };
    let find = |list: &[ProductVersion]| -> Vec<Official> {
        list.iter().flat_map(ProductVersion::actions).filter(meant).collect()
    };
    let found = find(catalog::described());
    if found.is_empty() { find(catalog::named()) } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_host_names_its_product() {
        assert_eq!(catalog::vendor_label("metrics.cn-hangzhou.aliyuncs.com"), Some("metrics"));
        assert_eq!(catalog::vendor_label("cas.aliyuncs.com:443"), Some("cas"));
        assert_eq!(catalog::vendor_label("sts-vpc.cn-beijing.aliyuncs.com"), Some("sts"));
        assert_eq!(catalog::vendor_label("cn-hangzhou.fnf.aliyuncs.com"), Some("fnf"));
        assert_eq!(catalog::vendor_label("cn-hangzhou.aliyuncs.com"), Some("cn-hangzhou"));
        assert_eq!(catalog::vendor_label("http://ram.aliyuncs.com"), Some("ram"));
        assert_eq!(catalog::vendor_label("127.0.0.1:4800"), None);
        assert_eq!(catalog::vendor_label("aliyuncs.com"), None);
        assert_eq!(catalog::vendor_label("http://127.0.0.1:4800"), None);
        assert_eq!(catalog::product_of("METRICS"), Some("Cms"));
        assert_eq!(catalog::product_of("nothing"), None);
    }

    #[test]
    fn a_path_fits_its_template_segment_by_segment() {
        assert_eq!(captures("/a/{Id}/b", "/a/x%20y/b"), Some(1));
        assert_eq!(captures("/a/[Id]/{Name}", "/a/x/y"), Some(2));
        assert_eq!(captures("/a/b", "/a/b"), Some(0));
        assert_eq!(captures("/a/{Id}", "/a/"), None);
        assert_eq!(captures("/a/{Id}", "/a/b/c"), None);
        assert_eq!(captures("/a", "/a/b"), None);
        assert_eq!(captures("/a/[cat]:get", "/a/x:get"), Some(1));
        assert_eq!(captures("/a/[cat]:get", "/a/x:put"), None);
        assert_eq!(captures("/a/[cat]:get", "/a/:get"), None);
    }

    #[test]
    fn every_described_product_has_a_host() {
        for it in catalog::described() {
            assert!(catalog::labels_of(it.code).next().is_some(), "{}", it.code);
        }
    }
}
