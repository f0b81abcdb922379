//! openssl is the judge: it verifies what the service signs, opens what it wraps, reads its keys and files, and what it wraps and
//! encrypts itself is opened here.

use std::{fs, path::PathBuf, process::Command};

use tempfile::TempDir;

use super::service::{Service, decoded, encoded, text};

/// openssl, with a folder for its files.
struct Openssl(TempDir);

impl Openssl {
    fn start() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A file with this content.
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs it: whether it went well, and what it answered.
    fn run(&self, arguments: &[&str]) -> (bool, Vec<u8>) {
        let out = Command::new("openssl")
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("openssl has to be there: it judges what the service makes");
        (out.status.success(), [out.stdout, out.stderr].concat())
    }

    /// What it answers where it has to go well.
    fn ok(&self, arguments: &[&str]) -> Vec<u8> {
        let (good, said) = self.run(arguments);
        assert!(good, "openssl {arguments:?}: {}", String::from_utf8_lossy(&said));
        said
    }
}

/// The key of this kind, its version and its public key in PEM.
async fn asymmetric(service: &Service, spec: &str, usage: &str) -> (String, String, String) {
    let (key, version) = service.key(&[("KeySpec", spec), ("KeyUsage", usage)]).await;
    let public = service.ok("GetPublicKey", &[("KeyId", &key), ("KeyVersionId", &version)]).await;
    (key, version, text(&public, "PublicKey"))
}

const PSS: &[&str] = &[
    "-pkeyopt",
    "digest:sha256",
    "-pkeyopt",
    "rsa_padding_mode:pss",
    "-pkeyopt",
    "rsa_pss_saltlen:digest",
];
const PKCS1: &[&str] = &["-pkeyopt", "digest:sha256"];
const SM2_ID: &[&str] = &["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"];

/// The digest that SM2 signs: SM3 of what the key and the user's name come to, and of the message.
fn sm2_digest(openssl: &Openssl, pem: &str, message: &[u8]) -> Vec<u8> {
    // The last 64 bytes of the public key are its point.
    let name = openssl.file("point.pem", pem);
    let der = openssl.ok(&["pkey", "-pubin", "-in", &name, "-outform", "DER"]);
    let point = &der[der.len() - 64..];
    let curve = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC\
                 28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93\
                 32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7\
                 BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";
    let curve: Vec<u8> = (0..curve.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&curve[at..at + 2], 16).unwrap())
        .collect();
    let known = [&[0, 128][..], b"1234567812345678", &curve, point].concat();
    let known = openssl.file("known", known);
    let z = openssl.ok(&["dgst", "-sm3", "-binary", &known]);
    let whole = openssl.file("whole", [&z, message].concat());
    openssl.ok(&["dgst", "-sm3", "-binary", &whole])
}

#[tokio::test]
async fn openssl_verifies_what_is_signed_and_the_service_what_openssl_refuses() {
    let (service, openssl) = (Service::start(), Openssl::start());
    let message = b"to be signed";
    for (spec, algorithm, how) in [
        ("RSA_2048", "RSA_PSS_SHA_256", PSS),
        ("RSA_2048", "RSA_PKCS1_SHA_256", PKCS1),
        ("RSA_3072", "RSA_PSS_SHA_256", PSS),
        ("RSA_4096", "RSA_PKCS1_SHA_256", PKCS1),
        ("EC_P256", "ECDSA_SHA_256", &[][..]),
        ("EC_P256K", "ECDSA_SHA_256", &[]),
        ("EC_SM2", "SM2DSA", SM2_ID),
    ] {
        let (key, version, pem) = asymmetric(&service, spec, "SIGN/VERIFY").await;
        let public = openssl.file("public.pem", &pem);
        let digest = if spec == "EC_SM2" {
            sm2_digest(&openssl, &pem, message)
        } else {
            let name = openssl.file("message", message);
            openssl.ok(&["dgst", "-sha256", "-binary", &name])
        };
        let (shown, other) = (encoded(&digest), encoded(&[7; 32]));
        let with = |digest| {
            [
                ("KeyId", &*key),
                ("KeyVersionId", &*version),
                ("Algorithm", algorithm),
                ("Digest", digest),
            ]
        };
        let signed = service.ok("AsymmetricSign", &with(&shown)).await;
        let value = text(&signed, "Value");
        let signature = openssl.file("signature", decoded(&value));
        // What openssl hashes itself is the message.
        let input = openssl.file("input", if spec == "EC_SM2" { &message[..] } else { &digest });
        let verify = ["pkeyutl", "-verify", "-pubin", "-inkey", &public, "-in", &input];
        let verify = [&verify[..], &["-sigfile", &signature], how].concat();
        assert!(openssl.run(&verify).0, "{spec} {algorithm}");
        let another =
            openssl.file("input", if spec == "EC_SM2" { b"another" } else { &[7; 32][..] });
        assert_eq!(another, input);
        assert!(!openssl.run(&verify).0, "{spec} {algorithm}");
        for (digest, value, want) in [
            (&shown, &value, true),
            (&other, &value, false),
            (&shown, &encoded(b"no signature"), false),
        ] {
            let asked = [&with(digest)[..], &[("Value", &**value)]].concat();
            let verified = service.ok("AsymmetricVerify", &asked).await;
            assert_eq!(verified["Value"], want, "{spec} {algorithm}");
        }
    }
}

#[tokio::test]
async fn openssl_reads_the_public_keys() {
    let (service, openssl) = (Service::start(), Openssl::start());
    for (spec, usage, said) in [
        ("RSA_2048", "SIGN/VERIFY", "(2048 bit)"),
        ("RSA_3072", "SIGN/VERIFY", "(3072 bit)"),
        ("EC_P256", "SIGN/VERIFY", "NIST CURVE: P-256"),
        ("EC_P256K", "SIGN/VERIFY", "ASN1 OID: secp256k1"),
        ("EC_SM2", "ENCRYPT/DECRYPT", "ASN1 OID: SM2"),
    ] {
        let (.., pem) = asymmetric(&service, spec, usage).await;
        let public = openssl.file("public.pem", &pem);
        let shown = openssl.ok(&["pkey", "-pubin", "-in", &public, "-text"]);
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.contains(said), "{spec}: {shown}");
        // It is written as openssl writes it: lines of 64 characters, and one at the end.
        assert!(shown.starts_with(&pem), "{spec}: {shown}");
    }
}

const OAEP: [(&str, &[&str]); 2] = [
    (
        "RSAES_OAEP_SHA_256",
        &[
            "-pkeyopt",
            "rsa_padding_mode:oaep",
            "-pkeyopt",
            "rsa_oaep_md:sha256",
            "-pkeyopt",
            "rsa_mgf1_md:sha256",
        ],
    ),
    ("RSAES_OAEP_SHA_1", &["-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha1"]),
];

#[tokio::test]
async fn what_openssl_encrypts_is_decrypted() {
    let (service, openssl) = (Service::start(), Openssl::start());
    for (spec, algorithm, how) in [
        ("RSA_2048", OAEP[0].0, OAEP[0].1),
        ("RSA_2048", OAEP[1].0, OAEP[1].1),
        ("RSA_3072", OAEP[0].0, OAEP[0].1),
        ("EC_SM2", "SM2PKE", &[]),
    ] {
        let (key, version, pem) = asymmetric(&service, spec, "ENCRYPT/DECRYPT").await;
        let (public, input) =
            (openssl.file("public.pem", pem), openssl.file("input", b"from outside"));
        let encrypt = ["pkeyutl", "-encrypt", "-pubin", "-inkey", &public, "-in", &input];
        let closed = openssl.ok(&[&encrypt[..], how].concat());
        let blob = encoded(&closed);
        let of = [("KeyId", &*key), ("KeyVersionId", &*version), ("Algorithm", algorithm)];
        let asked = [&of[..], &[("CiphertextBlob", &*blob)]].concat();
        let opened = service.ok("AsymmetricDecrypt", &asked).await;
        assert_eq!(decoded(&text(&opened, "Plaintext")), b"from outside", "{spec} {algorithm}");
    }
}

/// The lengths that the vendor has: the most bytes of a text, and the bytes that it becomes. In SM2 these are in DER, which
/// has 15 bytes more at most than the numbers alone.
#[tokio::test]
async fn texts_are_as_long_as_the_vendor_has_them() {
    let service = Service::start();
    for (spec, algorithm, most, closed) in [
        ("RSA_2048", "RSAES_OAEP_SHA_256", 190, 256),
        ("RSA_2048", "RSAES_OAEP_SHA_1", 214, 256),
        ("RSA_3072", "RSAES_OAEP_SHA_256", 318, 384),
        ("RSA_3072", "RSAES_OAEP_SHA_1", 342, 384),
        ("EC_SM2", "SM2PKE", 6047, 6144 + 15),
    ] {
        let (key, version, _) = asymmetric(&service, spec, "ENCRYPT/DECRYPT").await;
        for (bytes, good) in [(most, true), (most + 1, false)] {
            let plain = encoded(&vec![7; bytes]);
            let of = [("KeyId", &*key), ("KeyVersionId", &*version), ("Algorithm", algorithm)];
            let asked = [&of[..], &[("Plaintext", &*plain)]].concat();
            let (status, made) = service.call("AsymmetricEncrypt", &asked).await;
            if good {
                assert_eq!(status, 200, "{made}");
                let length = decoded(&text(&made, "CiphertextBlob")).len();
                assert!(length <= closed && (spec == "EC_SM2" || length == closed), "{length}");
            } else {
                let said = "The specified parameter Plaintext is not valid.";
                assert_eq!((status, &made["Message"]), (400, &said.into()));
            }
        }
    }
}

#[tokio::test]
async fn what_openssl_wraps_is_imported() {
    let (service, openssl) = (Service::start(), Openssl::start());
    let pkcs1 = ("RSAES_PKCS1_V1_5", &[][..]);
    for (algorithm, how) in [pkcs1, OAEP[0], OAEP[1]] {
        for (spec, bytes) in [("Aliyun_AES_256", 32), ("Aliyun_SM4", 16)] {
            let (key, _) = service.key(&[("Origin", "EXTERNAL"), ("KeySpec", spec)]).await;
            let asked = [
                ("KeyId", &*key),
                ("WrappingAlgorithm", algorithm),
                ("WrappingKeySpec", "RSA_2048"),
            ];
            let given = service.ok("GetParametersForImport", &asked).await;
            let public = openssl.file("public.der", decoded(&text(&given, "PublicKey")));
            let wrapped = |material: &[u8]| {
                let input = openssl.file("material", material);
                let wrap = ["pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", &public];
                encoded(&openssl.ok(&[&wrap[..], &["-in", &input], how].concat()))
            };
            let token = text(&given, "ImportToken");
            for (material, code) in [
                (vec![7; bytes - 1], "InvalidKeyMaterial"),
                (vec![7; bytes], ""),
                (vec![7; bytes], ""),
                (vec![8; bytes], "InvalidKeyMaterial"),
            ] {
                let wrapped = wrapped(&material);
                let asked = [
                    ("KeyId", &*key),
                    ("ImportToken", &*token),
                    ("EncryptedKeyMaterial", &*wrapped),
                ];
                let (_, answer) = service.call("ImportKeyMaterial", &asked).await;
                let got = answer["Code"].as_str().unwrap_or_default();
                assert_eq!(got, code, "{algorithm} {spec} {}", material.len());
            }
            let made = service.ok("Encrypt", &[("KeyId", &key), ("Plaintext", "text")]).await;
            let blob = text(&made, "CiphertextBlob");
            let opened = service.ok("Decrypt", &[("CiphertextBlob", &blob)]).await;
            assert_eq!(opened["Plaintext"], "text");
        }
    }
}

#[tokio::test]
async fn openssl_opens_the_data_keys_that_are_exported() {
    let (service, openssl) = (Service::start(), Openssl::start());
    let (rsa, sm2) = (openssl.path("rsa.pem"), openssl.path("sm2.pem"));
    let (rsa, sm2) = (rsa.to_str().unwrap(), sm2.to_str().unwrap());
    openssl.ok(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", rsa]);
    openssl.ok(&["genpkey", "-algorithm", "SM2", "-out", sm2]);
    let (key, _) = service.key(&[]).await;
    let made = service.ok("GenerateDataKey", &[("KeyId", &key)]).await;
    let (blob, plain) = (text(&made, "CiphertextBlob"), decoded(&text(&made, "Plaintext")));
    assert_eq!(plain.len(), 32);
    for (private, spec, algorithm, how) in [
        (rsa, "RSA_2048", OAEP[0].0, OAEP[0].1),
        (rsa, "RSA_2048", OAEP[1].0, OAEP[1].1),
        (sm2, "EC_SM2", "SM2PKE", &[]),
    ] {
        let public = openssl.ok(&["pkey", "-in", private, "-pubout", "-outform", "DER"]);
        let public = encoded(&public);
        let wrapping = [
            ("PublicKeyBlob", &*public),
            ("WrappingKeySpec", spec),
            ("WrappingAlgorithm", algorithm),
        ];
        let opened = |exported: &str| {
            let input = openssl.file("exported", decoded(exported));
            let decrypt = ["pkeyutl", "-decrypt", "-inkey", private, "-in", &input];
            openssl.ok(&[&decrypt[..], how].concat())
        };
        let asked = [&[("CiphertextBlob", &*blob)][..], &wrapping].concat();
        let exported = service.ok("ExportDataKey", &asked).await;
        assert_eq!(opened(&text(&exported, "ExportedDataKey")), plain, "{algorithm}");
        let asked = [&[("KeyId", &*key), ("NumberOfBytes", "64")][..], &wrapping].concat();
        let both = service.ok("GenerateAndExportDataKey", &asked).await;
        let exported = opened(&text(&both, "ExportedDataKey"));
        let blob = text(&both, "CiphertextBlob");
        let plain = service.ok("Decrypt", &[("CiphertextBlob", &blob)]).await;
        assert_eq!(decoded(&text(&plain, "Plaintext")), exported);
        assert_eq!(exported.len(), 64);
    }
}

/// The chain of the vendor's own demonstration: a data key goes out to an asymmetric key and comes back.
#[tokio::test]
async fn a_data_key_goes_out_and_comes_back() {
    let service = Service::start();
    let (key, _) = service.key(&[]).await;
    let made = service.ok("GenerateDataKey", &[("KeyId", &key)]).await;
    let blob = text(&made, "CiphertextBlob");
    for (spec, algorithm) in [("RSA_2048", "RSAES_OAEP_SHA_256"), ("EC_SM2", "SM2PKE")] {
        let (bridge, version, pem) = asymmetric(&service, spec, "ENCRYPT/DECRYPT").await;
        let bare: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let exported = service
            .ok(
                "ExportDataKey",
                &[
                    ("CiphertextBlob", &blob),
                    ("PublicKeyBlob", &bare),
                    ("WrappingKeySpec", spec),
                    ("WrappingAlgorithm", algorithm),
                ],
            )
            .await;
        let exported = text(&exported, "ExportedDataKey");
        let back = service
            .ok(
                "ReEncrypt",
                &[
                    ("CiphertextBlob", &exported),
                    ("SourceKeyId", &bridge),
                    ("SourceKeyVersionId", &version),
                    ("SourceEncryptionAlgorithm", algorithm),
                    ("DestinationKeyId", &key),
                ],
            )
            .await;
        let blob = text(&back, "CiphertextBlob");
        let opened = service.ok("Decrypt", &[("CiphertextBlob", &blob)]).await;
        assert_eq!(opened["Plaintext"], made["Plaintext"], "{spec}");
    }
}

#[tokio::test]
async fn openssl_opens_the_file_of_a_client_key() {
    let (service, openssl) = (Service::start(), Openssl::start());
    let point = [("Name", "shop"), ("Policies", "[]"), ("AuthenticationMethod", "ClientKey")];
    service.ok("CreateApplicationAccessPoint", &point).await;
    let asked = [("AapName", "shop"), ("Password", "Correct-horse1")];
    let made = service.ok("CreateClientKey", &asked).await;
    let file = openssl.file("client.p12", decoded(&text(&made, "PrivateKeyData")));
    let open = |password: &str, what: &str| {
        let password = format!("pass:{password}");
        openssl.run(&["pkcs12", "-in", &file, "-passin", &password, "-nodes", what])
    };
    assert!(!open("wrong", "-nocerts").0);
    let (good, key) = open("Correct-horse1", "-nocerts");
    assert!(good, "{}", String::from_utf8_lossy(&key));
    let key = openssl.file("key.pem", key);
    let (good, certificate) = open("Correct-horse1", "-nokeys");
    assert!(good);
    let certificate = openssl.file("certificate.pem", certificate);
    let of_key = openssl.ok(&["pkey", "-in", &key, "-pubout"]);
    assert_eq!(openssl.ok(&["x509", "-in", &certificate, "-pubkey", "-noout"]), of_key);
    // The certificate is the one that the service tells of.
    let id = text(&made, "ClientKeyId");
    let told = service.ok("GetClientKey", &[("ClientKeyId", &id)]).await;
    let told = openssl.file("told.pem", text(&told, "PublicKeyData"));
    assert_eq!(openssl.ok(&["x509", "-in", &told, "-pubkey", "-noout"]), of_key);
}
