//! Many certificates: each filter of their list counts them right. `benches/lists.rs` measures them.

use actions::x509::Certificate;
use serde_json::Value;

use crate::support::many::{FEW, FILTERS, MANY, call, call_product, empty, filled, pem};

#[tokio::test]
async fn every_filter_counts_many_certificates_and_few() {
    let world = filled(3).await;
    for filter in FILTERS {
        for (account, times) in [(FEW, 1), (MANY, 8)] {
            let page = call(&world, account, "ListUserCertificateOrder", &filter).await;
            let total = match filter[1].1 {
                "ISSUED" => 90 * times + 50,
                "EXPIRED" => 5 * times,
                "rg-few" => 50,
                _ => 95 * times + 50,
            };
            let shown = page["CertificateOrderList"].as_array().unwrap().len();
            assert_eq!((&page["TotalCount"], shown), (&Value::from(total), total.min(50)));
        }
    }
}

#[tokio::test]
async fn texts_come_back_byte_for_byte() {
    let world = empty();
    let (cert, key) = (pem("leaf.pem"), pem("leaf-key-pkcs1.pem"));
    let plain = key.replace("RSA PRIVATE KEY", "PRIVATE KEY");
    let spellings: [fn(&str) -> String; 4] = [
        str::to_owned,
        |text| text.trim_end().to_owned(),
        |text| text.replace('\n', "\r\n"),
        |text| format!("\n# from a file\n{text}\n\n"),
    ];
    for (number, spelling) in spellings.iter().enumerate() {
        for key in [&key, &plain] {
            let (cert, key) = (spelling(&cert), spelling(key));
            let name = format!("{number}-{}", key.contains("RSA"));
            let parameters = [("Name", &*name), ("Cert", &*cert), ("Key", &*key)];
            let id =
                call(&world, FEW, "UploadUserCertificate", &parameters).await["CertId"].to_string();
            let kept = call(&world, FEW, "GetUserCertificateDetail", &[("CertId", &*id)]).await;
            assert_eq!((&kept["Cert"], &kept["Key"]), (&cert.into(), &key.into()), "{name}");
        }
    }
}

/// What a private authority issues leads to its root, whatever the algorithm, and says what the call gave.
#[tokio::test]
async fn certificates_of_a_private_authority_lead_to_its_root() {
    const SUBJECT: [(&str, &str); 6] = [
        ("CommonName", "Example"),
        ("Organization", "示例"),
        ("OrganizationUnit", "Security"),
        ("Locality", "Hangzhou"),
        ("State", "Zhejiang"),
        ("Years", "2"),
    ];
    let world = empty();
    for (root, sub, leaf) in [
        ("RSA_1024", "RSA_2048", "RSA_1024"),
        ("ECC_256", "ECC_384", "ECC_512"),
        ("SM2_256", "SM2_256", "SM2_256"),
    ] {
        let asked = async |action: &str, algorithm: &str, more: &[(&str, &str)]| {
            let params = [&[("Algorithm", algorithm)], more].concat();
            call_product(&world, ("pca", FEW), action, &params).await
        };
        let id = |made: &Value| made["Identifier"].as_str().unwrap().to_owned();
        let root = id(&asked("CreateRootCACertificate", root, &SUBJECT).await);
        let below = [("ParentIdentifier", &*root), ("EnableCrl", "true")];
        let sub = id(&asked("CreateSubCACertificate", sub, &[&SUBJECT[..], &below].concat()).await);
        let client = [
            ("ParentIdentifier", &*sub),
            ("CommonName", "alice"),
            ("Days", "30"),
            ("SanType", "1"),
            ("SanValue", "alice@example.com"),
            ("EnableCrl", "1"),
            ("Immediately", "2"),
        ];
        let made = asked("CreateClientCertificate", leaf, &client).await;
        let chain = made["CertificateChain"].as_str().unwrap();
        let chain = Certificate::chain_from_pem(chain).unwrap();
        let [leaf, sub, root] = &chain[..] else { panic!("{made}") };
        assert!(leaf.is_issued_by(sub) && sub.is_issued_by(root) && root.is_issued_by(root));
        assert!(!leaf.authority && sub.authority && root.authority);
        assert_eq!(leaf.others, ["alice@example.com"]);
        assert_eq!(leaf.subject.common.as_deref(), Some("alice"));
        assert_eq!(sub.subject.organization.as_deref(), Some("示例"));
        assert_eq!(leaf.not_after - leaf.not_before, 30 * 24 * 60 * 60 * 1000);
        assert!(leaf.serial == made["SerialNumber"]);
        let list = b"https://crl-cn-publish.oss-cn-hangzhou.aliyuncs.com/pca/crl/1000000000000001/";
        let names_list = |it: &Certificate| it.der.windows(list.len()).any(|part| part == list);
        assert!(names_list(leaf) && !names_list(sub));
    }
}
