//! `GetAccountSummary` returns the number of each kind of resource and its quota.
//!
//! Only custom policies are counted. Quotas of resources that are not emulated are from the
//! vendor's page on limits.
//!
//! Assumed: only custom policies count.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, ram::account};

pub(super) struct GetAccountSummary;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    summary_map: Summary,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Summary {
    users: i64,
    users_quota: i64,
    groups: i64,
    groups_quota: i64,
    roles: i64,
    roles_quota: i64,
    policies: i64,
    policies_quota: i64,
    policy_size_quota: i64,
    versions_per_policy_quota: i64,
    access_keys_per_user_quota: i64,
    account_access_keys_per_account_quota: i64,
    groups_per_user_quota: i64,
    attached_policies_per_user_quota: i64,
    attached_policies_per_group_quota: i64,
    attached_policies_per_role_quota: i64,
    attached_system_policies_per_user_quota: i64,
    attached_system_policies_per_group_quota: i64,
    attached_system_policies_per_role_quota: i64,
    #[serde(rename = "MFADevices")]
    mfa_devices: i64,
    #[serde(rename = "MFADevicesInUse")]
    mfa_devices_in_use: i64,
    #[serde(rename = "VirtualMFADevicesQuota")]
    virtual_mfa_devices_quota: i64,
}

impl Action for GetAccountSummary {
    const NAME: &'static str = "GetAccountSummary";
    const DOC: &'static str = "Queries the resources of the account and its quotas.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let counts = account::counts(cx.tx, &cx.caller.account)?;
        let summary_map = Summary {
            users: counts.users,
            users_quota: 5000,
            groups: counts.groups,
            groups_quota: 300,
            roles: counts.roles,
            roles_quota: 1000,
            policies: counts.policies,
            policies_quota: 1500,
            policy_size_quota: 6144,
            versions_per_policy_quota: 5,
            access_keys_per_user_quota: 2,
            account_access_keys_per_account_quota: 2,
            groups_per_user_quota: 10,
            attached_policies_per_user_quota: 10,
            attached_policies_per_group_quota: 10,
            attached_policies_per_role_quota: 10,
            attached_system_policies_per_user_quota: 20,
            attached_system_policies_per_group_quota: 20,
            attached_system_policies_per_role_quota: 20,
            mfa_devices: counts.devices,
            mfa_devices_in_use: counts.devices_in_use,
            virtual_mfa_devices_quota: 1000,
        };
        Ok(Response { summary_map })
    }
}
