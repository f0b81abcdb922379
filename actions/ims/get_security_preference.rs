//! `GetSecurityPreference` returns the security preference of the account.
//!
//! It is RAM's preference. Settings that only this product has are at their defaults, which are assumed where the
//! vendor's page has none.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, ram::account};

pub(super) struct GetSecurityPreference;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    security_preference: Preference,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Preference {
    login_profile_preference: LoginProfilePreference,
    access_key_preference: AccessKeyPreference,
    #[serde(rename = "MFAPreference")]
    mfa_preference: MfaPreference,
    personal_info_preference: PersonalInfoPreference,
    max_idle_days: MaxIdleDays,
    verification_preference: VerificationPreference,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LoginProfilePreference {
    #[serde(rename = "EnableSaveMFATicket")]
    enable_save_mfa_ticket: bool,
    login_session_duration: i64,
    login_network_masks: String,
    allow_user_to_change_password: bool,
    allow_user_to_login_with_passkey: bool,
    #[serde(rename = "MFAOperationForLogin")]
    mfa_operation_for_login: &'static str,
    operation_for_risk_login: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AccessKeyPreference {
    allow_user_to_manage_access_keys: bool,
    allow_user_to_manage_service_credentials: bool,
}

#[derive(Serialize)]
pub(super) struct MfaPreference {
    #[serde(rename = "AllowUserToManageMFADevices")]
    allow_user_to_manage_mfa_devices: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PersonalInfoPreference {
    allow_user_to_manage_personal_ding_talk: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct MaxIdleDays {
    max_idle_days_for_users: i64,
    max_idle_days_for_access_keys: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct VerificationPreference {
    verification_types: [&'static str; 0],
}

impl Action for GetSecurityPreference {
    const NAME: &'static str = "GetSecurityPreference";
    const DOC: &'static str = "Queries the security preference of RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let p = account::security_preference(cx.tx, &cx.caller.account)?;
        let security_preference = Preference {
            login_profile_preference: LoginProfilePreference {
                enable_save_mfa_ticket: p.save_mfa_ticket,
                login_session_duration: p.login_session,
                login_network_masks: p.network_masks,
                allow_user_to_change_password: p.change_password,
                allow_user_to_login_with_passkey: true,
                mfa_operation_for_login: "independent",
                operation_for_risk_login: "autonomous",
            },
            access_key_preference: AccessKeyPreference {
                allow_user_to_manage_access_keys: p.manage_access_keys,
                allow_user_to_manage_service_credentials: false,
            },
            mfa_preference: MfaPreference {
                allow_user_to_manage_mfa_devices: p.manage_mfa_devices,
            },
            personal_info_preference: PersonalInfoPreference {
                allow_user_to_manage_personal_ding_talk: true,
            },
            max_idle_days: MaxIdleDays {
                max_idle_days_for_users: 730,
                max_idle_days_for_access_keys: 730,
            },
            verification_preference: VerificationPreference { verification_types: [] },
        };
        Ok(Response { security_preference })
    }
}
