//! The keys of a world, and the variables that hand one to a program.

use std::fmt;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::sign::hash::{Hash, HmacKey};

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// An access key. It leads into its world, whichever client signs with it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Key {
    /// The account that it belongs to.
    pub account: String,
    /// Its id.
    pub access_key_id: String,
    /// Its secret.
    pub access_key_secret: String,
}

/// The secret is not shown.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { account, access_key_id, .. } = self;
        f.debug_struct("Key")
            .field("account", account)
            .field("access_key_id", access_key_id)
            .finish_non_exhaustive()
    }
}

/// A policy that is attached to a new user.
#[derive(Clone, Debug, PartialEq)]
pub enum Policy {
    /// A policy of the system, by its name, such as `AliyunCloudMonitorFullAccess`.
    System(String),
    /// A policy document.
    Document(Value),
}

impl From<&str> for Policy {
    fn from(name: &str) -> Self {
        Self::System(name.to_owned())
    }
}

impl From<Value> for Policy {
    fn from(document: Value) -> Self {
        Self::Document(document)
    }
}

/// The key of a new user, the `number`th of its world.
///
/// The keys of a world begin with its id, if it is not the first one. They follow from the root's key, so a world that is
/// made with the same `random` has the same ones.
pub(super) fn of_user(world: Option<&str>, root: &Key, name: &str, number: u32) -> Key {
    let key = HmacKey::new(Hash::Sha256, &[root.access_key_secret.as_bytes()]);
    let drawn = |what: &str, length: usize| -> String {
        let sum = key.sign(format!("{what} {number} {name}").as_bytes());
        let letters = sum.iter().take(length);
        letters.map(|it| char::from(LETTERS[usize::from(*it) % LETTERS.len()])).collect()
    };
    Key {
        account: root.account.clone(),
        access_key_id: format!("LTAI5t{}{}", world.unwrap_or_default(), drawn("id", 12)),
        access_key_secret: drawn("secret", 30),
    }
}

/// The seed that makes a user with its key and its policies.
pub(super) fn user_seed(name: &str, key: &Key, policies: &[Policy]) -> Value {
    let (mut own, mut of_system, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for policy in policies {
        match policy {
            Policy::System(name) => of_system.push(name),
            Policy::Document(document) => {
                let plain = name.replace(|it: char| !it.is_ascii_alphanumeric(), "-");
                let policy = format!("{plain}-{}", documents.len() + 1);
                documents.push(json!({ "name": policy, "document": document }));
                own.push(policy);
            }
        }
    }
    let user = json!({ "name": name, "policies": own, "system_policies": of_system });
    let key_of_user =
        json!({ "user": name, "id": key.access_key_id, "secret": key.access_key_secret });
    let ram = json!({ "policies": documents, "users": [user], "access_keys": [key_of_user] });
    json!({ "version": 1, "accounts": [{ "id": key.account, "ram": ram }] })
}
