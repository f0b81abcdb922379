//! What users may do for themselves without a policy, according to the security preference: change
//! their password, manage their access keys and their MFA device (the vendor's page on the
//! preference).
//!
//! Which actions belong to each permission of the security preference is assumed from their names.

use super::tables::settings;
use crate::{Caller, Entry, Parameters, Principal, Result, ports::store::Tx};

/// Whether `caller` may run this action on itself.
pub(super) fn allows(
    tx: &mut dyn Tx,
    caller: &Caller,
    entry: &Entry,
    parameters: &Parameters,
) -> Result<bool> {
    let Principal::User { name, .. } = &caller.principal else { return Ok(false) };
    if parameters.non_empty("UserName").is_some_and(|of| !of.eq_ignore_ascii_case(name)) {
        return Ok(false);
    }
    let mut preference = || settings::security_preference(tx, &caller.account);
    Ok(match entry.name {
        "ChangePassword" => preference()?.change_password,
        "CreateAccessKey"
        | "DeleteAccessKey"
        | "GetAccessKeyLastUsed"
        | "ListAccessKeys"
        | "UpdateAccessKey" => preference()?.manage_access_keys,
        // An unbound device has no user, so creating one names no user.
        "BindMFADevice" | "CreateVirtualMFADevice" | "GetUserMFAInfo" | "UnbindMFADevice" => {
            preference()?.manage_mfa_devices
        }
        _ => false,
    })
}
