//! The two sites of the product, which its other versions have as well.

/// The mainland site, also for regions without their own host.
pub(crate) const CHINA: &str = "cn-hangzhou";
/// The international site.
pub(crate) const INTERNATIONAL: &str = "ap-southeast-1";

/// The site of a region.
pub(crate) fn of_region(region: &str) -> &'static str {
    // The host of this region belongs to the international site as well.
    let abroad = [INTERNATIONAL, "eu-central-1"].contains(&region);
    if abroad { INTERNATIONAL } else { CHINA }
}
