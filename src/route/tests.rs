//! Which action a request is for.

use super::*;

#[test]
fn a_vendor_host_names_its_product() {
    assert_eq!(catalog::vendor_label("metrics.cn-hangzhou.aliyuncs.com"), Some("metrics"));
    assert_eq!(catalog::vendor_label("cas.aliyuncs.com:443"), Some("cas"));
    assert_eq!(catalog::vendor_label("sts-vpc.cn-beijing.aliyuncs.com"), Some("sts"));
    assert_eq!(catalog::vendor_label("cn-hangzhou.fnf.aliyuncs.com"), Some("fnf"));
    assert_eq!(catalog::vendor_label("cn-hangzhou.aliyuncs.com"), Some("cn-hangzhou"));
    assert_eq!(catalog::vendor_label("http://ram.aliyuncs.com"), Some("ram"));
    assert_eq!(catalog::vendor_label("127.0.0.1:4800"), None);
    assert_eq!(catalog::vendor_label("aliyuncs.com"), None);
    assert_eq!(catalog::vendor_label("http://127.0.0.1:4800"), None);
    assert_eq!(catalog::product_of("METRICS"), Some("Cms"));
    assert_eq!(catalog::product_of("nothing"), None);
    // Each instance of a product may have a host.
    let dedicated =
        catalog::vendor_label("kst-hzz62ee817bvyyr5x0001.cryptoservice.kms.aliyuncs.com:443");
    assert_eq!(dedicated.and_then(catalog::product_of), Some("Kms"));
    assert_eq!(catalog::vendor_label("cryptoservice.kms.aliyuncs.com"), Some("cryptoservice"));
}

/// A product whose actions have paths: one that is published, as `sae` is, or one that is not.
fn product(
    (code, version): (&'static str, &'static str),
    actions: &[(&'static str, &'static str, &'static str)],
) -> &'static Product {
    let any = PRODUCTS[0];
    let entry = |&(name, method, path): &(&'static str, _, _)| {
        let place = (Some(method), Some(path));
        Entry { name, method: place.0, path: place.1, ..any.actions[0] }
    };
    let actions: Vec<Entry> = actions.iter().map(entry).collect();
    let actions: &'static [Entry] = actions.leak();
    Box::leak(Box::new(Product { code, version, style: Style::Roa, actions, ..*any }))
}

/// What method, path and version lead to.
fn lead(routes: &Routes, (method, path, version): (&str, &str, &str)) -> String {
    let head = hyper::Request::builder().header("x-acs-version", version).body(()).unwrap();
    let (query, body, parameters) = ("", &b""[..], &actions::Parameters::default());
    let headers = crate::wire::headers::Headers::of(head.headers());
    let found = routes.find(&Wire { method, path, query, headers, body, parameters });
    match found {
        Ok(Found::Emulated(target, captures)) => format!("{} {captures:?}", target.entry.name),
        Ok(Found::Named(actions)) => format!("not emulated: {}", actions[0].action),
        Err(none) => format!("{:?}: {}", none.unknown, none.hint.unwrap_or_default()),
    }
}

/// Where the cloud answers to names in any case, as clients depend on, and where it does not.
#[test]
fn an_action_is_called_in_any_case_where_its_product_says_so() {
    let lead = |version: &str, action: &str| {
        let head = hyper::Request::builder()
            .header("x-acs-version", version)
            .header("x-acs-action", action)
            .body(())
            .unwrap();
        let parameters = actions::Parameters::default();
        let headers = crate::wire::headers::Headers::of(head.headers());
        let (query, body, parameters) = ("", &b""[..], &parameters);
        let wire = Wire { method: "POST", path: "/", query, headers, body, parameters };
        match ROUTES.find(&wire) {
            Ok(Found::Emulated(target, _)) => target.entry.name,
            Ok(Found::Named(_)) => "not emulated",
            Err(_) => "none",
        }
    };
    assert_eq!(lead("2020-03-31", "GetResourceGroup"), "GetResourceGroup");
    assert_eq!(lead("2020-03-31", "getResourcegroup"), "GetResourceGroup");
    assert_eq!(lead("2020-03-31", "GetResourceGrou"), "none");
    assert_eq!(lead("2019-01-01", "PutContact"), "PutContact");
    assert_eq!(lead("2019-01-01", "putContact"), "none");
}

#[test]
fn a_method_and_a_path_lead_to_an_action_and_its_parameters() {
    let status = "/pop/v1/sam/app/describeApplicationStatus";
    let products = vec![
        product(("sae", "2019-05-06"), &[("DescribeApplicationStatus", "GET", status)]),
        product(
            ("Modelled", "2026-01-01"),
            &[
                ("GetJob", "GET", "/apps/{AppId}/jobs/[JobId]"),
                ("ListJobs", "GET", "/apps/{AppId}/jobs/list"),
                ("StartJob", "POST", "/apps/{AppId}/jobs/{JobId}:start"),
            ],
        ),
    ];
    let routes = Routes::of(products.leak());
    let lead = |method, path, version| lead(&routes, (method, path, version));
    let (sae, modelled) = ("2019-05-06", "2026-01-01");
    assert_eq!(lead("GET", status, sae), "DescribeApplicationStatus []");
    // What is published beside it.
    let start = "/pop/v1/sam/app/startApplication";
    assert_eq!(lead("PUT", start, sae), "not emulated: StartApplication");
    assert_eq!(
        lead("GET", "/apps/a%2Fb/jobs/7", modelled),
        r#"GetJob [("AppId", "a%2Fb"), ("JobId", "7")]"#
    );
    assert_eq!(lead("GET", "/apps/a/jobs/list", modelled), r#"ListJobs [("AppId", "a")]"#);
    assert_eq!(
        lead("POST", "/apps/a/jobs/7:start", modelled),
        r#"StartJob [("AppId", "a"), ("JobId", "7")]"#
    );
    assert!(lead("POST", "/apps/a/jobs/7", modelled).starts_with("Action: "));
    assert!(lead("GET", "/apps/a/jobs/7", sae).starts_with("Action: "));
    assert!(lead("GET", "/apps/a/jobs/7", "2026-01-02").starts_with("Version: "));
}

#[test]
fn every_described_product_has_a_host() {
    for it in catalog::described() {
        assert!(catalog::labels_of(it.code).next().is_some(), "{}", it.code);
    }
}
