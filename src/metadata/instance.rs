//! The instance that metadata is about, and the tree of what is known of it (ecs-vpc.md 23).
//!
//! One that was made is what ECS knows of it. An account has another without having made it: its names follow from the account, so
//! that they are the same after a restart, and what it is made of is what the vendor's pages show as examples.

use std::fmt::Write;

use actions::InstanceMetadata;
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
/// Where the user data of an instance is.
const USER_DATA: &str = "user-data";

/// An instance.
#[derive(Debug)]
pub struct Instance {
    /// Its id: `i-bp1` and 17 letters and digits.
    pub id: String,
    /// Whether only requests with a token are answered.
    pub needs_token: bool,
    /// What is at each path below a version of the tree.
    items: Vec<(String, String)>,
    user_data: Vec<u8>,
    roles: Roles,
}

/// The roles of an instance.
#[derive(Debug)]
enum Roles {
    /// Those of its account that it may have.
    OfAccount,
    /// The one that it was given; empty for none.
    Given(String),
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'p> {
    /// An item, or the list of what is in a folder.
    Text(Vec<u8>),
    /// The list of the roles that an instance of the account may have.
    Roles,
    /// The credentials of the role of this name.
    Credentials(&'p str),
}

impl Instance {
    /// The instance that an account has without having made one.
    #[must_use]
    pub fn of(account: &str) -> Self {
        let letters = Letters(Sha256::digest(account.as_bytes()).to_vec());
        let id = format!("i-bp1{}", letters.letters(0, 17));
        let (items, roles) = (letters.items(account, &id), Roles::OfAccount);
        Self { id, needs_token: false, items, user_data: Vec::new(), roles }
    }

    /// An instance that was made.
    #[must_use]
    pub fn made(id: String, known: InstanceMetadata) -> Self {
        Self {
            id,
            needs_token: known.needs_token,
            items: known.items,
            user_data: known.user_data,
            roles: Roles::Given(known.role),
        }
    }

    /// What is at a path below a version of the tree, such as `meta-data/region-id`.
    #[must_use]
    pub fn find<'p>(&self, path: &'p str) -> Option<Found<'p>> {
        let given = match &self.roles {
            Roles::OfAccount => None,
            Roles::Given(name) => Some(&**name),
        };
        let has_role = given != Some("");
        if path == CREDENTIALS && has_role {
            return Some(given.map_or(Found::Roles, |name| Found::Text(name.into())));
        }
        if let Some(role) = path.strip_prefix(CREDENTIALS).and_then(|it| it.strip_prefix('/')) {
            return given.is_none_or(|name| name == role).then_some(Found::Credentials(role));
        }
        if path == USER_DATA && !self.user_data.is_empty() {
            return Some(Found::Text(self.user_data.clone()));
        }
        if let Some((_, text)) = self.items.iter().find(|(known, _)| *known == path) {
            return Some(Found::Text(text.clone().into_bytes()));
        }
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        let others =
            [has_role.then_some(CREDENTIALS), (!self.user_data.is_empty()).then_some(USER_DATA)];
        let paths = self.items.iter().map(|(known, _)| &**known);
        let mut names: Vec<String> = paths
            .chain(others.into_iter().flatten())
            .filter_map(|known| known.strip_prefix(&*folder))
            .map(|below| match below.split_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None if below == "security-credentials" => format!("{below}/"),
                None => below.to_owned(),
            })
            .collect();
        names.sort();
        names.dedup();
        (!names.is_empty()).then(|| Found::Text(names.join("\n").into_bytes()))
    }
}

/// What follows from an account.
struct Letters(Vec<u8>);

impl Letters {
    /// Letters and digits; another `at` gives others.
    fn letters(&self, at: usize, count: usize) -> String {
        let alphabet = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let bytes = self.0.iter().cycle().skip(at).take(count);
        bytes.map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()])).collect()
    }

    /// The same, in hexadecimal digits.
    fn hex(&self, at: usize, count: usize) -> String {
        let mut hex = String::new();
        for byte in self.0.iter().cycle().skip(at).take(count.div_ceil(2)) {
            let _ = write!(hex, "{byte:02x}");
        }
        hex.truncate(count);
        hex
    }

    fn mac(&self) -> String {
        format!("00:16:3e:{}:{}:{}", self.hex(0, 2), self.hex(1, 2), self.hex(2, 2))
    }

    fn serial(&self) -> String {
        [(0, 8), (4, 4), (6, 4), (8, 4), (10, 12)].map(|(at, count)| self.hex(at, count)).join("-")
    }

    /// The items of the account's instance, each by its path.
    fn items(&self, account: &str, id: &str) -> Vec<(String, String)> {
        let host_name = format!("iZ{}Z", id.trim_start_matches("i-"));
        [
            ("dynamic/instance-identity/document", self.document(account, id)),
            ("meta-data/dns-conf/nameservers", NAME_SERVERS.to_owned()),
            ("meta-data/hostname", host_name.clone()),
            ("meta-data/image-id", IMAGE.to_owned()),
            ("meta-data/instance-id", id.to_owned()),
            ("meta-data/instance/instance-name", host_name),
            ("meta-data/instance/instance-type", TYPE.to_owned()),
            ("meta-data/mac", self.mac()),
            ("meta-data/network-type", "vpc".to_owned()),
            ("meta-data/owner-account-id", account.to_owned()),
            ("meta-data/private-ipv4", ADDRESS.to_owned()),
            ("meta-data/region-id", REGION.to_owned()),
            ("meta-data/serial-number", self.serial()),
            ("meta-data/vpc-cidr-block", VPC.to_owned()),
            ("meta-data/vpc-id", format!("vpc-bp1{}", self.letters(3, 17))),
            ("meta-data/vswitch-cidr-block", VSWITCH.to_owned()),
            ("meta-data/vswitch-id", format!("vsw-bp1{}", self.letters(5, 17))),
            ("meta-data/zone-id", ZONE.to_owned()),
        ]
        .map(|(path, text)| (path.to_owned(), text))
        .into()
    }

    /// The identity document (the vendor's page on instance identities has its properties).
    fn document(&self, account: &str, id: &str) -> String {
        json!({
            "owner-account-id": account,
            "instance-id": id,
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        match Instance::of("1000000000000001").find(path) {
            Some(Found::Text(text)) => String::from_utf8(text).unwrap(),
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
    #[test]
    fn an_instance_that_was_made_is_what_is_known_of_it() {
        let known = InstanceMetadata {
            items: vec![("meta-data/region-id".into(), "cn-beijing".into())],
            role: "ops".into(),
            user_data: b"#!/bin/sh".into(),
            is_enabled: true,
            needs_token: true,
        };
        let instance = Instance::made("i-1".into(), known.clone());
        let text = |path| match instance.find(path) {
            Some(Found::Text(text)) => String::from_utf8(text).unwrap(),
            other => panic!("{path}: {other:?}"),
        };
        assert!(instance.needs_token);
        assert_eq!(text(""), "meta-data/\nuser-data");
        assert_eq!(text("meta-data"), "ram/\nregion-id");
        assert_eq!(text("user-data"), "#!/bin/sh");
        assert_eq!(text(CREDENTIALS), "ops");
        let role = |name: &'static str| instance.find(name);
        assert!(role("meta-data/ram/security-credentials/ops").is_some());
        assert!(role("meta-data/ram/security-credentials/other").is_none());
        let none = Instance::made("i-2".into(), InstanceMetadata { role: String::new(), ..known });
        assert!(none.find(CREDENTIALS).is_none() && none.find("meta-data/ram").is_none());
    }
}
