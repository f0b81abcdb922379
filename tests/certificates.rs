//! Many certificates: each filter of their list counts them right. `benches/lists.rs` measures them.

use serde_json::Value;

use crate::support::many::{FEW, FILTERS, MANY, call, empty, filled, pem};

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
