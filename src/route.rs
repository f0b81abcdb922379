//! Which product and action a call is for, by its host, version, action, method and path.

use std::sync::OnceLock;

use actions::{ApiError, Entry, Fault, PRODUCTS, Product};

use crate::api::decode::Wire;

/// Every action of every product that the vendor publishes: `fixtures/official/` in short.
///
/// A line `Cms 2019-01-01 RPC` starts a product, and a line for each action follows. An action
/// of a ROA product carries its method and path. A registry test keeps it.
const OFFICIAL: &str = include_str!("../fixtures/official/index.txt");
/// The first labels of host names, and the product each belongs to.
const HOSTS: &str = include_str!("../fixtures/official/hosts.txt");

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

/// A published action, emulated or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Official {
    /// The product's code.
    pub code: &'static str,
    /// The product's version.
    pub version: &'static str,
    /// The action.
    pub action: &'static str,
    /// Method and path of a ROA action.
    pub place: Option<(&'static str, &'static str)>,
}

/// The published actions of this name, in any version or in the one that is named.
#[must_use]
pub fn published(action: &str, version: Option<&str>) -> Vec<Official> {
    let meant = |it: &&Official| it.action == action && version.is_none_or(|v| v == it.version);
    official().iter().filter(meant).copied().collect()
}

/// Why there is no target: the error, and the product that it is about, as far as known.
pub struct NoTarget {
    /// What to answer.
    pub error: ApiError,
    /// The product's code.
    pub product: &'static str,
}

/// Finds the action that a call is for.
///
/// Product, then version, then action: the order in which the gateway complains. The host
/// decides the product only if it is one of the vendor's; at any other address, such as
/// `127.0.0.1:4800`, every product answers, and version and action decide.
pub fn find(wire: &Wire<'_>) -> Result<Target, NoTarget> {
    let refuse = |fault: Fault, product| NoTarget { error: fault.into(), product };
    let code = match vendor_label(wire.header("host").unwrap_or_default()) {
        None => None,
        Some(label) => Some(product_of(label).ok_or_else(|| refuse(NO_PRODUCT, ""))?),
    };
    let about = code.unwrap_or_default();
    let version = wire.header("x-acs-version").or_else(|| wire.given.filled("Version"));
    let action = wire.given.filled("Action").or_else(|| wire.header("x-acs-action"));
    if wire.path == "/" && action.is_none() && version.is_none() {
        return Err(refuse(NO_ACTION, about));
    }
    let version = version.ok_or_else(|| refuse(MISSING_VERSION, about))?;
    let of_version = |c: &str, v: &str| v == version && code.is_none_or(|code| code == c);

    // The common case: an emulated action, by its name.
    let named = action.filter(|_| wire.path == "/");
    if let Some(name) = named {
        for product in PRODUCTS.iter().filter(|p| of_version(p.code, p.version)) {
            if let Some(entry) = product.find(name) {
                return Ok(Target { product, entry });
            }
        }
    }
    let mut about = about;
    let mut known_version = false;
    for it in official().iter().filter(|it| of_version(it.code, it.version)) {
        (known_version, about) = (true, it.code);
        let meant = match it.place {
            None => named == Some(it.action),
            Some((method, path)) => wire.method == method && fits(path, wire.path),
        };
        if meant {
            return match emulated(it) {
                Some(target) => Ok(target),
                None => Err(NoTarget { error: not_emulated(it), product: it.code }),
            };
        }
    }
    Err(refuse(if known_version { NO_ACTION } else { NO_VERSION }, about))
}

fn emulated(it: &Official) -> Option<Target> {
    let product = PRODUCTS.iter().find(|p| p.code == it.code && p.version == it.version)?;
    Some(Target { product, entry: product.find(it.action)? })
}

fn not_emulated(it: &Official) -> ApiError {
    ApiError::new(
        400,
        "NotEmulated.Localyun",
        format!(
            "{} is an action of {} {} that Localyun does not emulate. \
             docs/COVERAGE.md lists the ones that it does.",
            it.action, it.code, it.version
        ),
    )
}

/// Whether a path fits a template such as `/pop/v1/sam/app/{AppId}`. An action without variable parts is plain text.
fn fits(template: &str, path: &str) -> bool {
    let (mut a, mut b) = (template.split('/'), path.split('/'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(t), Some(p)) if t == p || (t.starts_with(['{', '[']) && !p.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The first label of a host name of the vendor's, as `metrics` of `metrics.cn-hangzhou.aliyuncs.com:80`.
fn vendor_label(host: &str) -> Option<&str> {
    let host = host.rfind('/').map_or(host, |at| &host[at + 1..]);
    let name = host.split(':').next().unwrap_or(host);
    let (label, rest) = name.split_once('.')?;
    let at = rest.len().checked_sub("aliyuncs.com".len())?;
    rest.get(at..)?.eq_ignore_ascii_case("aliyuncs.com").then_some(label)
}

fn product_of(label: &str) -> Option<&'static str> {
    let mut lines = HOSTS.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(known, _)| known.eq_ignore_ascii_case(label)).map(|(_, code)| code)
}

/// The first labels of the host names of a product.
pub fn labels_of(code: &str) -> impl Iterator<Item = &'static str> {
    let lines = HOSTS.lines().filter_map(|line| line.split_once(' '));
    lines.filter(move |(_, of)| *of == code).map(|(label, _)| label)
}

/// The published actions that a call may mean: those of its name in whatever case, and those whose
/// path is that of the call, in whatever case, with a slash at its end or without.
#[must_use]
pub fn like(action: Option<&str>, path: &str) -> Vec<Official> {
    let bare = path.trim_end_matches('/').to_ascii_lowercase();
    let meant = |it: &&Official| match it.place {
        Some((_, place)) => !bare.is_empty() && fits(&place.to_ascii_lowercase(), &bare),
        None => action.is_some_and(|action| it.action.eq_ignore_ascii_case(action)),
    };
    official().iter().filter(meant).copied().collect()
}

/// The region that a call names, or `cn-hangzhou`.
#[must_use]
pub fn region<'a>(wire: &Wire<'a>) -> &'a str {
    let host = || {
        let host = wire.header("host")?;
        vendor_label(host)?;
        let mut labels = host.split('.').skip(1);
        labels.next().filter(|label| label.contains('-'))
    };
    let scope = || {
        // ACS4-HMAC-SHA256 Credential=id/20261121/cn-hangzhou/cms/aliyun_v4_request,…
        let credential =
            wire.header("authorization")?.strip_prefix("ACS4-")?.split_once("Credential=")?.1;
        credential.split([',', ' ']).next()?.split('/').nth(2).filter(|r| r.contains('-'))
    };
    wire.given
        .filled("RegionId")
        .or_else(|| wire.header("x-acs-region-id").filter(|r| !r.is_empty()))
        .or_else(|| wire.header("regionid").filter(|r| !r.is_empty()))
        .or_else(host)
        .or_else(scope)
        .unwrap_or("cn-hangzhou")
}

fn official() -> &'static [Official] {
    static PARSED: OnceLock<Vec<Official>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let (mut code, mut version) = ("", "");
        let mut all = Vec::new();
        for line in OFFICIAL.lines() {
            let words: Vec<&'static str> = line.split(' ').collect();
            match words[..] {
                [c, v, "RPC" | "ROA"] => (code, version) = (c, v),
                [action] => all.push(Official { code, version, action, place: None }),
                [action, method, path] => {
                    all.push(Official { code, version, action, place: Some((method, path)) });
                }
                _ => {}
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_host_names_its_product() {
        assert_eq!(vendor_label("metrics.cn-hangzhou.aliyuncs.com"), Some("metrics"));
        assert_eq!(vendor_label("cas.aliyuncs.com:443"), Some("cas"));
        assert_eq!(vendor_label("http://ram.aliyuncs.com"), Some("ram"));
        assert_eq!(vendor_label("127.0.0.1:4800"), None);
        assert_eq!(vendor_label("aliyuncs.com"), None);
        assert_eq!(vendor_label("http://127.0.0.1:4800"), None);
        assert_eq!(product_of("METRICS"), Some("Cms"));
        assert_eq!(product_of("nothing"), None);
    }

    #[test]
    fn a_path_fits_its_template_segment_by_segment() {
        assert!(fits("/a/{Id}/b", "/a/x%20y/b"));
        assert!(fits("/a/b", "/a/b"));
        assert!(!fits("/a/{Id}", "/a/"));
        assert!(!fits("/a/{Id}", "/a/b/c"));
        assert!(!fits("/a", "/a/b"));
    }

    #[test]
    fn every_product_of_the_list_has_a_host() {
        for it in official() {
            assert!(HOSTS.lines().any(|l| l.ends_with(&format!(" {}", it.code))), "{}", it.code);
        }
    }
}
