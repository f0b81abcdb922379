//! The security preference: what users may do for themselves, and from where they may log on.

use core::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The preference, in its stored form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
pub(crate) struct SecurityPreference {
    pub(crate) save_mfa_ticket: bool,
    pub(crate) change_password: bool,
    pub(crate) manage_access_keys: bool,
    pub(crate) manage_mfa_devices: bool,
    pub(crate) manage_public_keys: bool,
    /// Hours.
    pub(crate) login_session: i64,
    /// Address ranges separated by `;`; empty for no restriction.
    pub(crate) network_masks: String,
    // What only IMS shows and sets.
    pub(crate) login_with_passkey: bool,
    pub(crate) manage_ding_talk: bool,
    pub(crate) manage_service_credentials: bool,
    pub(crate) mfa_for_login: String,
    pub(crate) risk_login: String,
    /// Days until a user that does not log on is shut out.
    pub(crate) idle_users: i64,
    /// Days until a key that is not used is shut out.
    pub(crate) idle_keys: i64,
    pub(crate) verification_types: Vec<String>,
}

impl Default for SecurityPreference {
    fn default() -> Self {
        Self {
            save_mfa_ticket: false,
            change_password: true,
            manage_access_keys: false,
            manage_mfa_devices: true,
            manage_public_keys: false,
            login_session: 6,
            network_masks: String::new(),
            login_with_passkey: true,
            manage_ding_talk: true,
            manage_service_credentials: false,
            mfa_for_login: "independent".into(),
            risk_login: "autonomous".into(),
            idle_users: 730,
            idle_keys: 730,
            verification_types: Vec::new(),
        }
    }
}

/// The preference in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SecurityPreferenceView {
    login_profile_preference: LoginProfilePreference,
    access_key_preference: AccessKeyPreference,
    #[serde(rename = "MFAPreference")]
    mfa_preference: MfaPreference,
    public_key_preference: PublicKeyPreference,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct LoginProfilePreference {
    #[serde(rename = "EnableSaveMFATicket")]
    enable_save_mfa_ticket: bool,
    login_session_duration: i64,
    login_network_masks: String,
    allow_user_to_change_password: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AccessKeyPreference {
    allow_user_to_manage_access_keys: bool,
}

#[derive(Serialize)]
struct MfaPreference {
    #[serde(rename = "AllowUserToManageMFADevices")]
    allow_user_to_manage_mfa_devices: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PublicKeyPreference {
    allow_user_to_manage_public_keys: bool,
}

impl From<SecurityPreference> for SecurityPreferenceView {
    fn from(p: SecurityPreference) -> Self {
        Self {
            login_profile_preference: LoginProfilePreference {
                enable_save_mfa_ticket: p.save_mfa_ticket,
                login_session_duration: p.login_session,
                login_network_masks: p.network_masks,
                allow_user_to_change_password: p.change_password,
            },
            access_key_preference: AccessKeyPreference {
                allow_user_to_manage_access_keys: p.manage_access_keys,
            },
            mfa_preference: MfaPreference {
                allow_user_to_manage_mfa_devices: p.manage_mfa_devices,
            },
            public_key_preference: PublicKeyPreference {
                allow_user_to_manage_public_keys: p.manage_public_keys,
            },
        }
    }
}

/// Whether `it` is up to 40 addresses or address ranges, separated by `;`.
pub(crate) fn are_masks(it: &str) -> bool {
    it.split(';').count() <= 40 && it.split(';').all(is_mask)
}

fn is_mask(it: &str) -> bool {
    let (address, bits) = it.split_once('/').map_or((it, None), |(a, b)| (a, Some(b)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most: u8 = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_an_address_or_a_range() {
        for good in ["10.0.0.0/8", "192.168.0.0/16;10.0.0.0/8", "1.2.3.4", "2001:db8::/32"] {
            assert!(are_masks(good), "{good}");
        }
        for bad in ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8;", "10.0.0.0/8,1.2.3.4", "x"] {
            assert!(!are_masks(bad), "{bad}");
        }
        assert!(are_masks(&["1.2.3.4"; 40].join(";")));
        assert!(!are_masks(&["1.2.3.4"; 41].join(";")));
    }
}
