//! Many certificates: each filter of their list counts them right. `benches/lists.rs` measures them.

use serde_json::Value;

use crate::support::many::{FEW, FILTERS, MANY, call, filled};

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
