//! The trusted services that a member may administer for the directory.

use crate::{Fault, Spec, text};

/// A service that supports delegated administrators.
pub(in crate::resourcedirectory) struct TrustedService {
    /// Its identifier.
    pub(in crate::resourcedirectory) principal: &'static str,
    /// How many delegated administrators it may have.
    pub(in crate::resourcedirectory) limit: i64,
}

const fn service(principal: &'static str, limit: i64) -> TrustedService {
    TrustedService { principal, limit }
}

/// The services that the vendor's landing zone module delegates, and Resource Sharing. The limits of Resource Center,
/// Resource Orchestration Service and Service Catalog are documented. The other services allow five delegated
/// administrators, as most of these do (assumed).
const SERVICES: [TrustedService; 18] = [
    service("actiontrail.aliyuncs.com", 5),
    service("audit.log.aliyuncs.com", 5),
    service("bastionhost.aliyuncs.com", 5),
    service("cloudfw.aliyuncs.com", 5),
    service("cloudmonitor.aliyuncs.com", 5),
    service("cloudsso.aliyuncs.com", 5),
    service("config.aliyuncs.com", 5),
    service("ddosbgp.aliyuncs.com", 5),
    service("energy.aliyuncs.com", 5),
    service("prometheus.aliyuncs.com", 5),
    service("resourcecenter.aliyuncs.com", 5),
    service("resourcesharing.aliyuncs.com", 5),
    service("ros.aliyuncs.com", 5),
    service("sas.aliyuncs.com", 5),
    service("sddp.aliyuncs.com", 5),
    service("servicecatalog.aliyuncs.com", 1),
    service("tag.aliyuncs.com", 5),
    service("waf.aliyuncs.com", 5),
];

pub(in crate::resourcedirectory) const BAD_SERVICE: Fault = Fault {
    status: 409,
    code: "InvalidParameter.ServicePrincipal",
    message: "The specified ServicePrincipal is invalid.",
};

/// `ServicePrincipal`.
pub(in crate::resourcedirectory) const PRINCIPAL: Spec<String> =
    text("ServicePrincipal").doc("The identifier of a trusted service.");

/// The service of this identifier.
pub(in crate::resourcedirectory) fn find(
    principal: &str,
) -> Result<&'static TrustedService, Fault> {
    SERVICES.iter().find(|it| it.principal == principal).ok_or(BAD_SERVICE)
}
