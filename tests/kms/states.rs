//! The table of the states of keys: each call in each state comes to what the table says.

use std::collections::{BTreeMap, BTreeSet};

use actions::PRODUCTS;

use super::service::{DAY, Service, encoded, text};

const TABLE: &str = include_str!("states.txt");
const STATES: [&str; 4] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

/// A key in a state, and what calls about it name.
struct Subject(BTreeMap<&'static str, String>);

impl Subject {
    /// Makes a key of a kind, and takes it to the state.
    async fn in_state(
        service: &Service,
        (kind, call): (&str, &str),
        state: &str,
        number: usize,
    ) -> Self {
        let waits = state == "PendingImport";
        // Material is imported where it is needed: that takes an RSA key.
        let imports =
            kind == "external" || waits && (call.contains("$blob") || call.contains("$version"));
        let asked: &[(&str, &str)] = match kind {
            "P-256" => &[("KeySpec", "EC_P256")],
            "SM2" => &[("KeySpec", "EC_SM2"), ("KeyUsage", "ENCRYPT/DECRYPT")],
            _ if imports || waits => &[("Origin", "EXTERNAL")],
            _ => &[],
        };
        let (key, version) = service.key(asked).await;
        let mut named = BTreeMap::from([("version", version)]);
        if imports {
            let given = service.import(&key).await;
            service.imported(&key, &given).await;
            let described = service.ok("DescribeKey", &[("KeyId", &key)]).await;
            named.insert("version", text(&described["KeyMetadata"], "PrimaryKeyVersion"));
            named.extend([("token", given.0), ("material", given.1)]);
        }
        if kind == "symmetric" && (imports || !waits) {
            let made = service.ok("Encrypt", &[("KeyId", &key), ("Plaintext", "dGV4dA==")]).await;
            named.insert("blob", text(&made, "CiphertextBlob"));
        }
        if kind == "SM2" {
            let how = [("Algorithm", "SM2PKE"), ("KeyId", &*key)];
            let what = [("KeyVersionId", &*named["version"]), ("Plaintext", "AAAA")];
            let made = service.ok("AsymmetricEncrypt", &[how, what].concat()).await;
            named.insert("closed", text(&made, "CiphertextBlob"));
        }
        let alias = format!("alias/{number}");
        service.ok("CreateAlias", &[("KeyId", &key), ("AliasName", &alias)]).await;
        let id = ("KeyId", &*key);
        match state {
            "Disabled" => drop(service.ok("DisableKey", &[id]).await),
            "PendingDeletion" => {
                service.ok("ScheduleKeyDeletion", &[id, ("PendingWindowInDays", "7")]).await;
            }
            "PendingImport" => drop(service.ok("DeleteKeyMaterial", &[id]).await),
            _ => {}
        }
        named.extend([("alias", alias), ("key", key), ("digest", encoded(&[7; 32]))]);
        Self(named)
    }

    /// A call of the table with what it names.
    fn filled<'a>(&self, call: &'a str) -> (&'a str, Vec<(&'a str, String)>) {
        let mut words = call.split(' ');
        let action = words.next().unwrap();
        let value = |value: &str| {
            let fill =
                |text: String, (name, it): (&&str, &String)| text.replace(&format!("${name}"), it);
            self.0.iter().rev().fold(value.to_owned(), fill)
        };
        let pairs = words.map(|word| word.split_once('=').unwrap());
        (action, pairs.map(|(name, it)| (name, value(it))).collect())
    }
}

#[tokio::test]
async fn each_call_in_each_state_comes_to_what_the_table_says() {
    let service = Service::start();
    let (other, _) = service.key(&[]).await;
    let aliased = [("KeyId", &*other), ("AliasName", "alias/other")];
    service.ok("CreateAlias", &aliased).await;
    let foreign = service.ok("Encrypt", &[("KeyId", &other), ("Plaintext", "text")]).await;
    let (wrapped, _) = service.key(&[("Origin", "EXTERNAL")]).await;
    let how = [("WrappingKeySpec", "RSA_2048"), ("WrappingAlgorithm", "RSAES_OAEP_SHA_256")];
    let given =
        service.ok("GetParametersForImport", &[&[("KeyId", &*wrapped)][..], &how].concat()).await;
    let mut wrong = Vec::new();
    let mut tried = 0;
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [kind, call, outcomes @ ..] = &*cells else { panic!("what is {row}") };
        assert_eq!(outcomes.len(), STATES.len(), "{row}");
        for (state, outcome) in STATES.iter().zip(outcomes).filter(|it| *it.1 != ".") {
            tried += 1;
            let mut it = Subject::in_state(&service, (kind, call), state, tried).await;
            it.0.extend([
                ("other", other.clone()),
                ("foreign", text(&foreign, "CiphertextBlob")),
                ("public", text(&given, "PublicKey")),
            ]);
            if call.starts_with("CreateKeyVersion") {
                // Nothing but the state is to refuse a version, and the key is not to be gone yet.
                let early = i64::from(*state == "PendingDeletion");
                service.advance(7 * DAY - early).await;
            }
            let (action, parameters) = it.filled(call);
            let parameters: Vec<(&str, &str)> =
                parameters.iter().map(|(name, value)| (*name, &**value)).collect();
            let (status, answer) = service.call(action, &parameters).await;
            let code = answer["Code"].as_str().unwrap_or_default();
            let (want, to) = match outcome.split_at(1) {
                ("!", refused) => ((409, format!("Rejected.{refused}")), *state),
                (">", to) => ((200, String::new()), to),
                _ => ((200, String::new()), *state),
            };
            let after = service.call("DescribeKey", &[("KeyId", &it.0["key"])]).await.1;
            let after = after["KeyMetadata"]["KeyState"].as_str().unwrap_or("gone").to_owned();
            if (status, code) != (want.0, &want.1) || after != to {
                wrong.push(format!("{call} while {state}: {status} {code}, then {after}"));
            }
        }
    }
    assert!(tried > 120, "{tried}");
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every action about keys is in the table.
#[test]
fn no_action_about_keys_is_missing() {
    let listed: BTreeSet<&str> =
        TABLE.lines().filter_map(|line| line.split(" | ").nth(1)?.split(' ').next()).collect();
    let product = PRODUCTS.iter().find(|it| it.id == "kms").unwrap();
    let without =
        ["Secret", "Instance", "Policy", "NetworkRule", "AccessPoint", "ClientKey", "Mac"];
    let others = [
        "CreateKey",
        "CreatePolicy",
        "DescribeAccountKmsStatus",
        "DescribeRegions",
        "GetChallenge",
        "GetManagedDataKey",
        "GetRandomPassword",
        "ListManagedDataKeyVersions",
        "ListPolicies",
        "OpenKmsService",
    ];
    let about_keys = |name: &&str| {
        *name == "UpdateRotationPolicy"
            || !without.iter().any(|it| name.contains(it)) && !others.contains(name)
    };
    let all: BTreeSet<&str> = product.actions.iter().map(|it| it.name).filter(about_keys).collect();
    assert_eq!(listed, all);
}
