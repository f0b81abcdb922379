//! What calls are refused with. The codes are published or observed; the texts of `DomainRecordConflict`,
//! `DomainRecordLocked`, `DomainAddedByOthers`, `InvalidDomainName.Duplicate`, `DisableDNSSLB`, of quotas and of URL records
//! are modelled, as no source has them.

use crate::{ApiError, Fault, ParameterError, Problem};

const fn refused(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 400, code, message }
}

pub(super) const BAD_DOMAIN: Fault = refused("InvalidDomainName.Format", "Invalid domain name.");
pub(super) const NO_DOMAIN: Fault = refused(
    "InvalidDomainName.NoExist",
    "The specified domain name does not exist. Refresh the page and try again.",
);
pub(super) const OTHERS_DOMAIN: Fault = refused(
    "IncorrectDomainUser",
    "The domain name belongs to other users. Transfer the domain name to the current user and then try the binding and setting actions.",
);
pub(super) const SAME_DOMAIN: Fault = refused(
    "InvalidDomainName.Duplicate",
    "The domain name already exists in the domain name list.",
);
pub(super) const ADDED_BY_OTHERS: Fault =
    refused("DomainAddedByOthers", "The domain name has been added by another account.");
pub(super) const NO_RECORD: Fault =
    refused("DomainRecordNotBelongToUser", "The DNS record does not exist in your account.");
pub(super) const SAME_RECORD: Fault =
    refused("DomainRecordDuplicate", "The DNS record already exists.");
pub(super) const CONFLICT: Fault =
    refused("DomainRecordConflict", "The DNS record conflicts with other records.");
pub(super) const LOCKED: Fault = refused("DomainRecordLocked", "The DNS record is locked.");
pub(super) const BAD_VALUE: Fault =
    refused("SubDomainInvalid.Value", "The DNS record is invalid or in the wrong format.");
pub(super) const BAD_PARAMETER: Fault =
    refused("InvalidParameter", "The parameter value %s is invalid.");
pub(super) const NO_PRIORITY: Fault =
    refused("MissingPriority", "Priority is mandatory for this action.");
pub(super) const NO_RR: Fault = refused("MissingRR", "RR is mandatory for this action.");
pub(super) const SHORT_TTL: Fault = refused(
    "QuotaExceeded.TTL",
    "The specified TTL is invalid. A valid TTL must be in the range of %s to 86400.",
);
pub(super) const MANY_RECORDS: Fault =
    refused("QuotaExceeded.Record", "The number of DNS records exceeds the upper limit.");
pub(super) const MANY_ADDRESSES: Fault =
    refused("QuotaExceeded.ARecord", "The number of A or AAAA records exceeds the upper limit.");
pub(super) const URL_LINE: Fault =
    refused("URLForwardError.NotDefaultLine", "A URL forwarding record must use the default line.");
pub(super) const URL_WILDCARD: Fault =
    refused("URLForwardError.PanRecord", "A URL forwarding record cannot be a wildcard record.");
pub(super) const WEIGHTS_CLOSED: Fault =
    refused("DisableDNSSLB", "The weighted round-robin feature is disabled.");
pub(super) const NO_LINE: Fault =
    refused("DnsCustomLine.NotExists", "The specified custom line does not exist.");
pub(super) const NO_INSTANCE: Fault =
    refused("InvalidDnsProduct", "The specified DNS instance is invalid.");
pub(super) const SAME_GROUP: Fault =
    refused("InvalidGroupName.Duplicate", "The specified group name already exists.");
pub(super) const NOT_HICHINA: Fault =
    refused("Forbidden.NotHichinaDomain", "The domain name is not registered with Alibaba Cloud.");

/// How the product words a wrong parameter: the gateway finds what is missing and what is no number or out of its range
/// (observed), the product the rest.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        Problem::NotA(_) | Problem::Range(..) => ApiError::new(
            400,
            format!("Invalid{name}"),
            format!("Specified parameter {name} is not valid."),
        ),
        _ => BAD_PARAMETER.with(name),
    }
}
