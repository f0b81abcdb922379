//! The security preference in answers. It is RAM's, with settings that RAM does not show.

use serde::Serialize;

use crate::ram::account::SecurityPreference;

/// The answer of both actions on the preference.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    security_preference: Preference,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Preference {
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
struct LoginProfilePreference {
    #[serde(rename = "EnableSaveMFATicket")]
    enable_save_mfa_ticket: bool,
    login_session_duration: i64,
    login_network_masks: String,
    allow_user_to_change_password: bool,
    allow_user_to_login_with_passkey: bool,
    #[serde(rename = "MFAOperationForLogin")]
    mfa_operation_for_login: String,
    operation_for_risk_login: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AccessKeyPreference {
    allow_user_to_manage_access_keys: bool,
    allow_user_to_manage_service_credentials: bool,
}

#[derive(Serialize)]
struct MfaPreference {
    #[serde(rename = "AllowUserToManageMFADevices")]
    allow_user_to_manage_mfa_devices: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PersonalInfoPreference {
    allow_user_to_manage_personal_ding_talk: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct MaxIdleDays {
    max_idle_days_for_users: i64,
    max_idle_days_for_access_keys: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct VerificationPreference {
    verification_types: Vec<String>,
}

impl From<SecurityPreference> for Response {
    fn from(p: SecurityPreference) -> Self {
        let security_preference = Preference {
            login_profile_preference: LoginProfilePreference {
                enable_save_mfa_ticket: p.save_mfa_ticket,
                login_session_duration: p.login_session,
                login_network_masks: p.network_masks,
                allow_user_to_change_password: p.change_password,
                allow_user_to_login_with_passkey: p.login_with_passkey,
                mfa_operation_for_login: p.mfa_for_login,
                operation_for_risk_login: p.risk_login,
            },
            access_key_preference: AccessKeyPreference {
                allow_user_to_manage_access_keys: p.manage_access_keys,
                allow_user_to_manage_service_credentials: p.manage_service_credentials,
            },
            mfa_preference: MfaPreference {
                allow_user_to_manage_mfa_devices: p.manage_mfa_devices,
            },
            personal_info_preference: PersonalInfoPreference {
                allow_user_to_manage_personal_ding_talk: p.manage_ding_talk,
            },
            max_idle_days: MaxIdleDays {
                max_idle_days_for_users: p.idle_users,
                max_idle_days_for_access_keys: p.idle_keys,
            },
            verification_preference: VerificationPreference {
                verification_types: p.verification_types,
            },
        };
        Self { security_preference }
    }
}
