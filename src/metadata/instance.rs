//! The instance that metadata is about, and the tree of what is known of it (ecs-vpc.md 23).
//!
//! Its names follow from the account, so that they are the same after a restart. What it is made of is what the vendor's
//! pages show as examples.

use std::fmt::Write;

use serde_json::json;
use sha2::{Digest, Sha256};

/// Where it is.
const ZONE: &str = "cn-hangzhou-i";
const REGION: &str = "cn-hangzhou";
const TYPE: &str = "ecs.g7.large";
const IMAGE: &str = "aliyun_3_x64_20G_alibase_20240819.vhd";
const ADDRESS: &str = "172.16.0.10";
const VPC: &str = "172.16.0.0/12";
const VSWITCH: &str = "172.16.0.0/24";
/// The name servers of the vendor's networks.
const NAME_SERVERS: &str = "100.100.2.136\n100.100.2.138";

/// Where the credentials of the role are.
const CREDENTIALS: &str = "meta-data/ram/security-credentials";

/// An instance.
#[derive(Debug)]
pub struct Instance {
    account: String,
    /// Its id: `i-bp1` and 17 letters and digits.
    pub id: String,
    digest: Vec<u8>,
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'p> {
    /// An item, or the list of what is in a folder.
    Text(String),
    /// The list of the instance's roles.
    Roles,
    /// The credentials of the role of this name.
    Credentials(&'p str),
}

impl Instance {
    /// The instance of an account.
    #[must_use]
    pub fn of(account: &str) -> Self {
        let digest = Sha256::digest(account.as_bytes()).to_vec();
        let mut instance = Self { account: account.to_owned(), id: String::new(), digest };
        instance.id = format!("i-bp1{}", instance.letters(0, 17));
        instance
    }

    /// Letters and digits that follow from the account; another `at` gives others.
    fn letters(&self, at: usize, count: usize) -> String {
        let alphabet = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let bytes = self.digest.iter().cycle().skip(at).take(count);
        bytes.map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()])).collect()
    }

    /// The same, in hexadecimal digits.
    fn hex(&self, at: usize, count: usize) -> String {
        let mut hex = String::new();
        for byte in self.digest.iter().cycle().skip(at).take(count.div_ceil(2)) {
            let _ = write!(hex, "{byte:02x}");
        }
        hex.truncate(count);
        hex
    }

    fn host_name(&self) -> String {
        format!("iZ{}Z", self.id.trim_start_matches("i-"))
    }

    fn mac(&self) -> String {
        format!("00:16:3e:{}:{}:{}", self.hex(0, 2), self.hex(1, 2), self.hex(2, 2))
    }

    fn serial(&self) -> String {
        [(0, 8), (4, 4), (6, 4), (8, 4), (10, 12)].map(|(at, count)| self.hex(at, count)).join("-")
    }

    /// The items, each by its path.
    fn items(&self) -> Vec<(&'static str, String)> {
        vec![
            ("dynamic/instance-identity/document", self.document()),
            ("meta-data/dns-conf/nameservers", NAME_SERVERS.to_owned()),
            ("meta-data/hostname", self.host_name()),
            ("meta-data/image-id", IMAGE.to_owned()),
            ("meta-data/instance-id", self.id.clone()),
            ("meta-data/instance/instance-name", self.host_name()),
            ("meta-data/instance/instance-type", TYPE.to_owned()),
            ("meta-data/mac", self.mac()),
            ("meta-data/network-type", "vpc".to_owned()),
            ("meta-data/owner-account-id", self.account.clone()),
            ("meta-data/private-ipv4", ADDRESS.to_owned()),
            ("meta-data/region-id", REGION.to_owned()),
            ("meta-data/serial-number", self.serial()),
            ("meta-data/vpc-cidr-block", VPC.to_owned()),
            ("meta-data/vpc-id", format!("vpc-bp1{}", self.letters(3, 17))),
            ("meta-data/vswitch-cidr-block", VSWITCH.to_owned()),
            ("meta-data/vswitch-id", format!("vsw-bp1{}", self.letters(5, 17))),
            ("meta-data/zone-id", ZONE.to_owned()),
        ]
    }

    /// The identity document (the vendor's page on instance identities has its properties).
    fn document(&self) -> String {
        json!({
            "owner-account-id": self.account,
            "instance-id": self.id,
            "mac": self.mac(),
            "region-id": REGION,
            "serial-number": self.serial(),
            "zone-id": ZONE,
            "instance-type": TYPE,
            "image-id": IMAGE,
            "private-ipv4": ADDRESS,
        })
        .to_string()
    }

    /// What is at a path below a version of the tree, such as `meta-data/region-id`.
    #[must_use]
    pub fn find<'p>(&self, path: &'p str) -> Option<Found<'p>> {
        if path == CREDENTIALS {
            return Some(Found::Roles);
        }
        if let Some(role) = path.strip_prefix(CREDENTIALS).and_then(|it| it.strip_prefix('/')) {
            return Some(Found::Credentials(role));
        }
        let items = self.items();
        if let Some((_, text)) = items.iter().find(|(known, _)| *known == path) {
            return Some(Found::Text(text.clone()));
        }
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        let paths = items.iter().map(|(known, _)| *known).chain([CREDENTIALS]);
        let mut names: Vec<String> = paths
            .filter_map(|known| known.strip_prefix(&*folder))
            .map(|below| match below.split_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None if below == "security-credentials" => format!("{below}/"),
                None => below.to_owned(),
            })
            .collect();
        names.sort();
        names.dedup();
        (!names.is_empty()).then(|| Found::Text(names.join("\n")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        match Instance::of("1000000000000001").find(path) {
            Some(Found::Text(text)) => text,
            other => panic!("{path}: {other:?}"),
        }
    }

    #[test]
    fn a_folder_lists_what_is_in_it() {
        assert_eq!(text(""), "dynamic/\nmeta-data/");
        assert_eq!(text("meta-data/instance"), "instance-name\ninstance-type");
        assert_eq!(text("meta-data/ram"), "security-credentials/");
        let all = text("meta-data");
        assert!(all.starts_with("dns-conf/\nhostname\n") && all.contains("\nram/\n"), "{all}");
        assert!(all.contains("\ninstance-id\ninstance/\n"), "{all}");
    }

    #[test]
    fn an_item_has_the_form_of_the_clouds_and_follows_from_the_account() {
        let id = text("meta-data/instance-id");
        assert!(id.starts_with("i-bp1") && id.len() == 22, "{id}");
        assert_eq!(text("meta-data/serial-number").len(), 36);
        assert_eq!(text("meta-data/mac").len(), 17);
        assert_eq!(text("meta-data/owner-account-id"), "1000000000000001");
        assert_eq!(Instance::of("1000000000000001").id, id);
        assert_ne!(Instance::of("2000000000000002").id, id);
        let document: serde_json::Value =
            serde_json::from_str(&text("dynamic/instance-identity/document")).unwrap();
        assert_eq!(document["instance-id"], *id);
    }

    #[test]
    fn roles_and_what_is_not_there() {
        let instance = Instance::of("1000000000000001");
        assert_eq!(instance.find("meta-data/ram/security-credentials"), Some(Found::Roles));
        let role = instance.find("meta-data/ram/security-credentials/ops");
        assert_eq!(role, Some(Found::Credentials("ops")));
        for path in ["meta-data/nothing", "meta", "user-data", "meta-data/region-id/x"] {
            assert_eq!(instance.find(path), None, "{path}");
        }
    }
}
