//! Whatever is encrypted decrypts: under rotation, re-encryption, disabling and imports, with its context, in its region.

use proptest::{collection::vec, prelude::*, test_runner::contextualize_config};

use super::service::{DAY, Service, text};

/// What is done with one of the keys, or with one of the blobs that there are.
#[derive(Clone, Debug)]
enum Step {
    Encrypt { key: usize, text: String, context: usize },
    Rotate,
    ReEncrypt { blob: usize, key: usize, context: usize },
    Switch { key: usize },
    DeleteMaterial,
    Import,
}

const CONTEXTS: [&str; 3] = ["", r#"{"a":"1","b":"2"}"#, r#"{"account":"示例","purpose":"shop"}"#];
/// The same maps in other words.
const SAME: [&str; 3] =
    ["{}", r#"{ "b": "2", "a": "1" }"#, r#"{"purpose":"shop","account":"\u793a\u4f8b"}"#];

/// The last of the keys has its material from outside.
const KEYS: usize = 4;
const IMPORTED: usize = KEYS - 1;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (key, context, blob) = (0..KEYS, 0..CONTEXTS.len(), 0..32_usize);
    let step = prop_oneof![
        4 => (key.clone(), "[^\\n\\x00]{1,40}", context.clone())
            .prop_map(|(key, text, context)| Step::Encrypt { key, text, context }),
        2 => Just(Step::Rotate),
        3 => (blob, key.clone(), context)
            .prop_map(|(blob, key, context)| Step::ReEncrypt { blob, key, context }),
        2 => key.prop_map(|key| Step::Switch { key }),
        1 => Just(Step::DeleteMaterial),
        1 => Just(Step::Import),
    ];
    vec(step, 1..24)
}

/// What was encrypted: by which key, what, and with which context.
struct Closed {
    blob: String,
    key: usize,
    text: String,
    context: usize,
}

/// The service beside what has to be true of it.
struct Both {
    service: Service,
    keys: Vec<String>,
    enabled: [bool; KEYS],
    material: bool,
    given: (String, String),
    blobs: Vec<Closed>,
}

impl Both {
    async fn start() -> Self {
        let service = Service::start();
        let rotation = [("EnableAutomaticRotation", "true"), ("RotationInterval", "7d")];
        let mut keys = vec![service.key(&rotation).await.0];
        let sm4 = [&[("KeySpec", "Aliyun_SM4")][..], &rotation].concat();
        keys.push(service.key(&sm4).await.0);
        keys.push(service.key(&[("KeySpec", "Aliyun_AES_128")]).await.0);
        keys.push(service.key(&[("Origin", "EXTERNAL")]).await.0);
        let given = service.import(&keys[IMPORTED]).await;
        service.imported(&keys[IMPORTED], &given).await;
        let (enabled, blobs) = ([true; KEYS], Vec::new());
        Self { service, keys, enabled, material: true, given, blobs }
    }

    /// The code of what refuses cryptography with a key, if anything does.
    fn refusal(&self, key: usize) -> Option<&'static str> {
        match () {
            () if key == IMPORTED && !self.material => Some("Rejected.PendingImport"),
            () if !self.enabled[key] => Some("Rejected.Disabled"),
            () => None,
        }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Encrypt { key, text: what, context } => {
                let asked = [
                    ("KeyId", &*self.keys[key]),
                    ("Plaintext", &*what),
                    ("EncryptionContext", CONTEXTS[context]),
                ];
                let (status, made) = self.service.call("Encrypt", &asked).await;
                if let Some(code) = self.refusal(key) {
                    assert_eq!(made["Code"], code);
                    return;
                }
                assert_eq!(status, 200, "{made}");
                let blob = text(&made, "CiphertextBlob");
                self.blobs.push(Closed { blob, key, text: what, context });
            }
            Step::Rotate => self.service.advance(7 * DAY).await,
            Step::ReEncrypt { blob, key, context } => {
                let Some(from) = self.blobs.get(blob) else { return };
                let asked = [
                    ("CiphertextBlob", &*from.blob),
                    ("SourceEncryptionContext", CONTEXTS[from.context]),
                    ("DestinationKeyId", &*self.keys[key]),
                    ("DestinationEncryptionContext", CONTEXTS[context]),
                ];
                let (status, made) = self.service.call("ReEncrypt", &asked).await;
                if let Some(code) = self.refusal(from.key).or_else(|| self.refusal(key)) {
                    assert_eq!(made["Code"], code);
                    return;
                }
                assert_eq!(status, 200, "{made}");
                // The answer names the key that decrypted.
                assert_eq!(made["KeyId"], self.keys[from.key]);
                let (blob, text) = (text(&made, "CiphertextBlob"), from.text.clone());
                self.blobs.push(Closed { blob, key, text, context });
            }
            Step::Switch { key } => {
                if key == IMPORTED && !self.material {
                    return;
                }
                self.enabled[key] = !self.enabled[key];
                let action = if self.enabled[key] { "EnableKey" } else { "DisableKey" };
                self.service.ok(action, &[("KeyId", &self.keys[key])]).await;
            }
            Step::DeleteMaterial => {
                self.service.ok("DeleteKeyMaterial", &[("KeyId", &self.keys[IMPORTED])]).await;
                self.material = false;
            }
            Step::Import => {
                let given = &self.given;
                if self.service.world.clock.now() > 1_767_225_600_000 + DAY - 1 {
                    // The token is too old by now.
                    let key = ("KeyId", &*self.keys[IMPORTED]);
                    let all = [("ImportToken", &*given.0), ("EncryptedKeyMaterial", &*given.1)];
                    let asked = [&[key][..], &all].concat();
                    let refused = self.service.call("ImportKeyMaterial", &asked).await.1;
                    assert_eq!(refused["Code"], "ExpiredImportToken");
                    return;
                }
                self.service.imported(&self.keys[IMPORTED], given).await;
                // With its material, it is enabled again; one that has it stays as it is.
                self.enabled[IMPORTED] |= !self.material;
                self.material = true;
            }
        }
    }

    async fn check(&self) {
        for it in &self.blobs {
            let open = async |region: &str, context: &str| {
                let asked = [("CiphertextBlob", &*it.blob), ("EncryptionContext", context)];
                self.service.call_in(region, "Decrypt", &asked).await
            };
            let (status, opened) = open("cn-hangzhou", SAME[it.context]).await;
            if let Some(code) = self.refusal(it.key) {
                assert_eq!((status, &opened["Code"]), (409, &code.into()));
                continue;
            }
            assert_eq!((status, &opened["Plaintext"]), (200, &it.text.as_str().into()), "{opened}");
            assert_eq!(opened["KeyId"], self.keys[it.key]);
            let (status, refused) = open("cn-hangzhou", CONTEXTS[(it.context + 1) % 3]).await;
            assert_eq!((status, &refused["Code"]), (400, &"InvalidParameter".into()));
            let (status, refused) = open("cn-shanghai", SAME[it.context]).await;
            assert_eq!((status, &refused["Code"]), (404, &"Forbidden.KeyNotFound".into()));
        }
    }
}

proptest! {
    #![proptest_config(contextualize_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(24)
    }))]

    #[test]
    fn whatever_is_encrypted_decrypts(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut both = Both::start().await;
            for step in steps {
                both.take(step).await;
            }
            both.check().await;
        });
    }
}
