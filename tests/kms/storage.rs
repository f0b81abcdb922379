//! What a file of the service keeps: keys that open what they closed, and nothing in the clear.

use super::service::{Service, encoded, text};
use crate::support::{Call, Server, plain};

#[tokio::test]
async fn what_was_encrypted_opens_after_a_restart_and_in_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    let service = Service::over(file.to_str().unwrap());
    let mut blobs = Vec::new();
    for spec in ["Aliyun_AES_256", "Aliyun_AES_192", "Aliyun_AES_128", "Aliyun_SM4"] {
        let (key, version) = service.key(&[("KeySpec", spec)]).await;
        let made = service.ok("Encrypt", &[("KeyId", &key), ("Plaintext", spec)]).await;
        let blob = text(&made, "CiphertextBlob");
        // Its version comes first, as 36 characters; nonce, text and tag follow.
        let bytes = super::service::decoded(&blob);
        assert_eq!(bytes[..36], *version.as_bytes(), "{spec}");
        assert_eq!(bytes.len(), 36 + 12 + spec.len() + 16, "{spec}");
        blobs.push((spec, blob));
    }
    drop(service);
    let copy = folder.path().join("copy");
    std::fs::copy(&file, &copy).unwrap();
    for file in [&file, &copy] {
        let service = Service::over(file.to_str().unwrap());
        for (spec, blob) in &blobs {
            let opened = service.ok("Decrypt", &[("CiphertextBlob", blob)]).await;
            assert_eq!(text(&opened, "Plaintext"), *spec);
        }
    }
}

#[tokio::test]
async fn the_file_has_neither_values_nor_keys_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    let service = Service::over(file.to_str().unwrap());
    let value = "correct horse battery staple";
    let secret = [("SecretName", "a"), ("VersionId", "v1"), ("SecretData", value)];
    service.ok("CreateSecret", &secret).await;
    let (rsa, version) = service.key(&[("KeySpec", "RSA_2048")]).await;
    let public = service.ok("GetPublicKey", &[("KeyId", &rsa), ("KeyVersionId", &version)]).await;
    assert!(text(&public, "PublicKey").starts_with("-----BEGIN PUBLIC KEY-----\n"));
    drop(service);
    let bytes = std::fs::read(&file).unwrap();
    let has = |part: &str| bytes.windows(part.len()).any(|it| it == part.as_bytes());
    // What is there is found.
    assert!(has(&version));
    for hidden in [value, &encoded(value.as_bytes()), "PRIVATE KEY"] {
        assert!(!has(hidden), "{hidden}");
    }
}

#[test]
fn worlds_that_are_made_from_a_state_open_what_it_sealed() {
    let server = Server::start();
    let call = |action: &str, query: &[(&str, &str)]| {
        let call = Call::of(action).with(|it| it.version = "2016-01-20".into());
        query.iter().fold(call, |call, (name, value)| call.query(name, value))
    };
    let ok = |call: &Call| {
        let answer = server.call(call);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let secret = [("SecretName", "a"), ("VersionId", "v1"), ("SecretData", "hidden")];
    ok(&call("CreateSecret", &secret));
    let key = ok(&call("CreateKey", &[]));
    let key = key["KeyMetadata"]["KeyId"].as_str().unwrap();
    let made = ok(&call("Encrypt", &[("KeyId", key), ("Plaintext", "aGk=")]));
    let blob = made["CiphertextBlob"].as_str().unwrap();
    let control = |path: &str, body: &str| {
        let answer =
            server.ask(&plain("POST", &format!("/_localyun/{path}"), &[], body.as_bytes()));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    };
    control("snapshots", r#"{"name": "sealed"}"#);
    // Each has a secret of its own.
    for from in [r#"{"from": "sealed"}"#, r#"{"from": "default", "random": 7}"#] {
        let world = control("worlds", from);
        let text = |name: &str| world["accounts"][0][name].as_str().unwrap().to_owned();
        let key = (text("access_key_id"), text("access_key_secret"));
        let there = |call: Call| ok(&call.with(|it| it.key = key.clone()));
        let opened = there(call("Decrypt", &[("CiphertextBlob", blob)]));
        assert_eq!(opened["Plaintext"], "aGk=", "{from}");
        let value = there(call("GetSecretValue", &[("SecretName", "a")]));
        assert_eq!(value["SecretData"], "hidden", "{from}");
    }
}

#[test]
fn calls_are_shown_without_values_however_short_and_however_signed() {
    let server = Server::start();
    let call = |value: &str| {
        let call = Call::of("CreateSecret").query("SecretName", "a").query("VersionId", "v1");
        call.query("SecretData", value).with(|it| it.version = "2016-01-20".into())
    };
    for (value, wrong) in [("zqx7q", true), ("correct horse battery", true), ("zqx7q", false)] {
        let call = call(value).with(|it| {
            if wrong {
                it.key.1 = "wrong".into();
            }
        });
        let answer = server.call(&call);
        assert_eq!(answer.status == 200, !wrong, "{}", answer.text());
        let id = answer.field("RequestId");
        for path in [format!("explain/{id}"), format!("calls/{id}")] {
            let shown = server.ask(&plain("GET", &format!("/_localyun/{path}"), &[], b""));
            assert_eq!(shown.status, 200, "{path}: {}", shown.text());
            assert!(shown.text().contains("SecretData"), "{path}: {}", shown.text());
            let escaped = value.replace(' ', "%20");
            for value in [value.to_owned(), escaped.clone(), escaped.replace('%', "%25")] {
                assert!(!shown.text().contains(&value), "{path}: {}", shown.text());
            }
        }
    }
}
