//! Every action that is known by name, of any product of the vendor's.
//!
//! There are lists of one form. Two called `index.txt` have the products that are described in full, as
//! published and as modelled; `names.txt.gz` has what the vendor's Go SDK names, some 16,800 actions, and is unpacked when
//! a call is for none of the former. `fixtures/official/README.md` says where they come from.

use std::{io::Read, sync::OnceLock};

use flate2::read::GzDecoder;

/// The first labels of host names, and the product each belongs to.
/// The domain of the hosts of all products.
pub const VENDOR_DOMAIN: &str = "aliyuncs.com";

const HOSTS: &str = include_str!("../fixtures/official/hosts.txt");
const DESCRIBED: &str = include_str!("../fixtures/official/index.txt");
const MODELLED: &str = include_str!("../fixtures/modelled/index.txt");
const NAMED: &[u8] = include_bytes!("../fixtures/official/names.txt.gz");

/// A version of a product.
#[derive(Clone, Copy, Debug)]
pub struct ProductVersion {
    /// The product's code, such as `Dysmsapi`.
    pub code: &'static str,
    /// The version, such as `2017-05-25`.
    pub version: &'static str,
    /// The first labels of its hosts, with a space between.
    labels: &'static str,
    /// A line for each action.
    actions: &'static str,
}

/// A published action.
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

impl ProductVersion {
    /// Whether a host of the vendor's that starts with `label` is this product's.
    #[must_use]
    pub fn is_at(&self, label: &str) -> bool {
        self.labels.split(' ').any(|known| known.eq_ignore_ascii_case(label))
    }

    /// The actions, in the order of their names.
    pub fn actions(&self) -> impl Iterator<Item = Official> + use<> {
        let Self { code, version, .. } = *self;
        self.actions.lines().map(move |line| {
            let (action, place) = match line.split_once(' ') {
                Some((action, place)) => (action, place.split_once(' ')),
                None => (line, None),
            };
            Official { code, version, action, place }
        })
    }
}

/// The products that are described in full, as those that are emulated have to be.
pub fn described() -> &'static [ProductVersion] {
    static READ: OnceLock<Vec<ProductVersion>> = OnceLock::new();
    READ.get_or_init(|| [DESCRIBED, MODELLED].into_iter().flat_map(read).collect())
}

/// The products whose actions are known by name.
///
/// The first call unpacks the list, and keeps its text: half a megabyte.
pub fn named() -> &'static [ProductVersion] {
    static READ: OnceLock<Vec<ProductVersion>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut text = String::new();
        // That it can be unpacked is a matter of the build; a test unpacks it.
        let _ = GzDecoder::new(NAMED).read_to_string(&mut text);
        read(text.leak())
    })
}

/// The published actions of this name, in any version or in the one that is given. Those of
/// products that are described in full, if there are any.
#[must_use]
pub fn published(action: &str, version: Option<&str>) -> Vec<Official> {
    let find = |list: &[ProductVersion]| -> Vec<Official> {
        let meant = list.iter().filter(|it| version.is_none_or(|v| v == it.version));
        meant.filter_map(|it| it.actions().find(|a| a.action == action)).collect()
    };
    let found = find(described());
    if found.is_empty() { find(named()) } else { found }
}

/// The label of a host name of the vendor's that stands for the product, as `metrics` of
/// `metrics.cn-hangzhou.aliyuncs.com:80`.
///
/// It is the first one, or the second after a region (`cn-hangzhou.fnf.aliyuncs.com`). A host
/// for calls from a VPC ends it with `-vpc`, by the SDKs' rule for endpoints.
#[must_use]
pub fn vendor_label(host: &str) -> Option<&str> {
    let host = host.rfind('/').map_or(host, |at| &host[at + 1..]);
    let name = host.split(':').next().unwrap_or(host);
    let below = below_vendors(name)?;
    if let Some(dedicated) = dedicated(below) {
        return Some(dedicated);
    }
    let mut labels = below.split('.');
    let first = labels.next()?;
    let label = if is_region(first) { labels.next().unwrap_or(first) } else { first };
    Some(label.strip_suffix("-vpc").unwrap_or(label))
}

/// The entry of a host of which each instance of a product has one: `*.cryptoservice.kms`.
fn dedicated(below: &str) -> Option<&'static str> {
    let mut labels = HOSTS.lines().filter_map(|line| line.split_once(' ')).map(|it| it.0);
    labels.find(|label| {
        let rest =
            label.strip_prefix('*').and_then(|it| below.len().checked_sub(it.len()).zip(Some(it)));
        rest.is_some_and(|(at, end)| {
            at > 0 && below.get(at..).is_some_and(|it| it.eq_ignore_ascii_case(end))
        })
    })
}

/// What a host name has before the vendor's domain.
fn below_vendors(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(VENDOR_DOMAIN.len())?;
    let below = name.get(..at)?.strip_suffix('.')?;
    name.get(at..)?.eq_ignore_ascii_case(VENDOR_DOMAIN).then_some(below)
}

/// Whether a host name, without a port, is the vendor's.
#[must_use]
pub fn is_vendors(name: &str) -> bool {
    below_vendors(name).is_some_and(|below| !below.is_empty())
}

/// Whether a label of a host name is a region.
#[must_use]
pub fn is_region(label: &str) -> bool {
    ["cn-", "ap-", "us-", "eu-", "me-"].iter().any(|start| label.starts_with(start))
}

/// The product that a label stands for.
#[must_use]
pub fn product_of(label: &str) -> Option<&'static str> {
    let mut lines = HOSTS.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(known, _)| known.eq_ignore_ascii_case(label)).map(|(_, code)| code)
}

/// The first labels of the host names of a product.
pub fn labels_of(code: &str) -> impl Iterator<Item = &'static str> {
    let lines = HOSTS.lines().filter_map(|line| line.split_once(' '));
    lines.filter(move |(_, of)| *of == code).map(|(label, _)| label)
}

/// Reads the lines that start a product (`Cms 2019-01-01 RPC metrics cms`), each with the lines
/// of its actions after it (`PutContact`, or `PutThing PUT /things/{Id}`).
fn read(text: &'static str) -> Vec<ProductVersion> {
    let mut all: Vec<ProductVersion> = Vec::new();
    // Where the actions of the last product begin.
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut words = line.trim_end().splitn(4, ' ');
        if let (Some(code), Some(version), Some("RPC" | "ROA")) =
            (words.next(), words.next(), words.next())
        {
            if let Some(last) = all.last_mut() {
                last.actions = &text[start..at];
            }
            start = at + line.len();
            let labels = words.next().unwrap_or_default();
            all.push(ProductVersion { code, version, labels, actions: "" });
        }
        at += line.len();
    }
    if let Some(last) = all.last_mut() {
        last.actions = &text[start..];
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn lines_are_products_and_their_actions() {
        let all = read("A 1 RPC a a-x\nGet\nPut\nB 2 ROA\nGet GET /b/[Id]\nC 3 RPC\n");
        let [a, b, c] = &all[..] else { panic!("{all:?}") };
        assert_eq!((a.code, a.version, b.code, b.version), ("A", "1", "B", "2"));
        assert!(a.is_at("A-X") && a.is_at("a") && !a.is_at("x") && !b.is_at("a"));
        assert_eq!(a.actions().map(|it| it.action).collect::<Vec<_>>(), ["Get", "Put"]);
        let place = Some(("GET", "/b/[Id]"));
        let get = Official { code: "B", version: "2", action: "Get", place };
        assert_eq!(b.actions().collect::<Vec<_>>(), [get]);
        assert_eq!(c.actions().count(), 0);
    }

    /// What `names.py` wrote, without a look at where it came from.
    #[test]
    fn the_packed_names_are_in_order() {
        assert!(NAMED.len() < 130_000, "the program grows by {} bytes", NAMED.len());
        let versions: Vec<_> = named().iter().map(|it| (it.code, it.version)).collect();
        assert!(versions.is_sorted_by(|a, b| a < b), "products are in order, each once");
        assert_eq!(versions.len(), 301);
        let mut count = 0;
        for it in named() {
            let style = it.actions().next().unwrap().place.is_some();
            let names: Vec<_> = it.actions().map(|a| a.action).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{}: in order, each once", it.code);
            assert!(!it.labels.is_empty(), "{} has no host", it.code);
            for official in it.actions() {
                let name = official.action;
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
                assert!(!name.is_empty() && name.chars().all(plain), "{name}");
                assert_eq!(official.place.is_some(), style, "{} {name}", it.code);
                if let Some((method, path)) = official.place {
                    assert!(["GET", "POST", "PUT", "DELETE"].contains(&method), "{method}");
                    assert!(path.starts_with('/') && !path.contains(' '), "{path}");
                }
            }
            count += names.len();
        }
        assert_eq!(count, 16_790);
    }

    /// 16,495 actions of the Go module, and those of `additions.txt`.
    #[test]
    fn the_additions_are_among_the_names() {
        let text = include_str!("../fixtures/official/additions.txt");
        let lines: String = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .flat_map(|line| [line, "\n"])
            .collect();
        let mut added = 0;
        for it in read(lines.leak()) {
            let known = named().iter().find(|k| (k.code, k.version) == (it.code, it.version));
            let known: BTreeSet<_> = known.unwrap().actions().map(|a| a.action).collect();
            for official in it.actions() {
                assert!(known.contains(official.action), "run names.py: {official:?}");
                added += 1;
            }
        }
        assert!(added > 250, "{added}");
    }

    #[test]
    fn a_name_is_looked_up_among_the_described_first() {
        let all = published("DescribeContactList", None);
        assert!(all.iter().all(|it| it.code == "Cms"), "{all:?}");
        let [sms] = published("SendSms", Some("2017-05-25"))[..] else { panic!("there once") };
        assert_eq!((sms.code, sms.version), ("Dysmsapi", "2017-05-25"));
        assert!(published("SendSms", Some("2018-05-01")).is_empty());
        assert!(published("sendsms", None).is_empty());
    }
}
