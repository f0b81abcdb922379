//! The clouds and products to which certificates are deployed.

/// The name of this cloud.
pub(in crate::cas) const ALIYUN: &str = "aliyun";

/// Other clouds, whose access keys can be added.
pub(in crate::cas) const OTHER_CLOUDS: &[&str] = &["Tencent", "Huawei", "Aws", "Azure"];

/// The products that use certificates, with their cloud.
const PRODUCTS: &[(&str, &str)] = &[
    ("ALB", ALIYUN),
    ("APIGateway", ALIYUN),
    ("CDN", ALIYUN),
    ("CR", ALIYUN),
    ("DCDN", ALIYUN),
    ("DDOS", ALIYUN),
    ("ESA", ALIYUN),
    ("FC", ALIYUN),
    ("GA", ALIYUN),
    ("LIVE", ALIYUN),
    ("MSE", ALIYUN),
    ("NLB", ALIYUN),
    ("OSS", ALIYUN),
    ("SAE", ALIYUN),
    ("SLB", ALIYUN),
    ("VOD", ALIYUN),
    ("WAF", ALIYUN),
    ("webHosting", ALIYUN),
    ("TencentCDN", "Tencent"),
    ("TencentCLB", "Tencent"),
    ("TencentWAF", "Tencent"),
    ("HuaweiCDN", "Huawei"),
    ("AwsALB", "Aws"),
    ("AwsCLB", "Aws"),
    ("AwsCloudFront", "Aws"),
    ("AwsNLB", "Aws"),
];

/// A product in canonical spelling, and its cloud.
pub(in crate::cas) fn product(name: &str) -> Option<(&'static str, &'static str)> {
    PRODUCTS.iter().find(|(product, _)| product.eq_ignore_ascii_case(name)).copied()
}

/// The names of the products.
pub(in crate::cas) fn products() -> impl Iterator<Item = &'static str> {
    PRODUCTS.iter().map(|(product, _)| *product)
}

/// The default region of a resource in another cloud.
pub(in crate::cas) fn region(cloud: &str) -> &'static str {
    match cloud {
        "Tencent" => "ap-guangzhou",
        "Huawei" => "cn-north-4",
        _ => "us-east-1",
    }
}

/// The kind of job that deploys to a cloud.
pub(in crate::cas) fn job_kind(cloud: &str) -> &'static str {
    if cloud == ALIYUN { "user" } else { "cloud" }
}

/// Whether the resources of a product are listeners of instances.
pub(in crate::cas) fn has_listeners(product: &str) -> bool {
    matches!(product, "SLB" | "NLB" | "ALB" | "GA")
}

/// Whether a new certificate must cover all domains of the previous one.
pub(in crate::cas) fn keeps_domains(product: &str) -> bool {
    matches!(product, "SLB" | "GA")
}
