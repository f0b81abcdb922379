//! `DescribeDcdnUserCertificateExpireCount` counts the domains whose certificates expire.

use crate::cdn::{
    certificates::views::{self, ExpireCount},
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnUserCertificateExpireCount;

impl Action for DescribeDcdnUserCertificateExpireCount {
    const NAME: &'static str = "DescribeDcdnUserCertificateExpireCount";
    const DOC: &'static str =
        "Counts the domains whose certificates expire within 30 days, or have expired.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = ExpireCount;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<ExpireCount> {
        views::expire_count(cx, Service::Dcdn)
    }
}
