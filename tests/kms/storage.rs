//! What a file of the service keeps: keys that open what they closed, and nothing in the clear.

use super::service::{Service, encoded, text};

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
