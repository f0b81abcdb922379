//! `SetSecurityPreference` sets the security preference of the account, which is RAM's.
//!
//! Empty `LoginNetworkMasks` remove the restriction.
//!
//! Assumed: omitted settings keep their value, as in RAM.

use super::preferences::Response;
use crate::{
    Access, Action, Cx, ParameterError, Params, Problem, Result, flag, int,
    ram::account::{self, SecurityPreference, are_masks},
    text,
};

pub(super) struct SetSecurityPreference {
    save_mfa_ticket: Option<bool>,
    change_password: Option<bool>,
    login_with_passkey: Option<bool>,
    manage_access_keys: Option<bool>,
    manage_service_credentials: Option<bool>,
    manage_mfa_devices: Option<bool>,
    manage_ding_talk: Option<bool>,
    login_session: Option<i64>,
    network_masks: Option<String>,
    mfa_for_login: Option<String>,
    risk_login: Option<String>,
    idle_users: Option<i64>,
    idle_keys: Option<i64>,
    verification_types: Option<Vec<String>>,
}

/// The numbers of days that can be set.
const IDLE_DAYS: &[&str] = &["90", "180", "365", "730"];

/// Refuses a number of days that cannot be set.
fn check_days(name: &'static str, days: Option<i64>) -> Result<()> {
    match days {
        Some(days) if !IDLE_DAYS.contains(&days.to_string().as_str()) => {
            Err(super::wording(&ParameterError { name, problem: Problem::NotOneOf(IDLE_DAYS) }))
        }
        _ => Ok(()),
    }
}

impl Action for SetSecurityPreference {
    const NAME: &'static str = "SetSecurityPreference";
    const DOC: &'static str = "Configures the security preference of RAM users.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ticket = flag("EnableSaveMFATicket").doc("Whether MFA is remembered for 7 days.");
        let own = |name| flag(name).doc("Whether a user may do so for itself.");
        let hours = int("LoginSessionDuration").range(1, 24).doc("Hours until a logon ends.");
        let masks = text("LoginNetworkMasks").len(1, 512).keep_empty();
        let mfa = text("MFAOperationForLogin").one_of(&["mandatory", "independent", "adaptive"]);
        let risk = text("OperationForRiskLogin").one_of(&["autonomous", "enforceVerify"]);
        let idle =
            |name| int(name).doc("Days without use until it is disabled: 90, 180, 365 or 730.");
        Ok(Self {
            save_mfa_ticket: p.optional(ticket)?,
            change_password: p.optional(own("AllowUserToChangePassword"))?,
            login_with_passkey: p.optional(own("AllowUserToLoginWithPasskey"))?,
            manage_access_keys: p.optional(own("AllowUserToManageAccessKeys"))?,
            manage_service_credentials: p.optional(own("AllowUserToManageServiceCredentials"))?,
            manage_mfa_devices: p.optional(own("AllowUserToManageMFADevices"))?,
            manage_ding_talk: p.optional(own("AllowUserToManagePersonalDingTalk"))?,
            login_session: p.optional(hours)?,
            network_masks: p.optional(
                masks.doc("Address ranges from which users may log on, separated by ;."),
            )?,
            mfa_for_login: p.optional(mfa.doc("Whether a logon asks for MFA."))?,
            risk_login: p.optional(risk.doc("Whether an unusual logon can skip MFA."))?,
            idle_users: p.optional(idle("MaxIdleDaysForUsers"))?,
            idle_keys: p.optional(idle("MaxIdleDaysForAccessKeys"))?,
            verification_types: p.json("VerificationTypes", |p| {
                p.list(text("VerificationTypes").doc("The methods of MFA."), 10)
            })?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let masks = self.network_masks.as_deref().unwrap_or_default();
        if !masks.is_empty() && !are_masks(masks) {
            let problem = Problem::Malformed("list of address ranges");
            return Err(super::wording(&ParameterError { name: "LoginNetworkMasks", problem }));
        }
        check_days("MaxIdleDaysForUsers", self.idle_users)?;
        check_days("MaxIdleDaysForAccessKeys", self.idle_keys)?;
        let account = &cx.caller.account;
        let old = account::security_preference(cx.tx, account)?;
        let new = SecurityPreference {
            save_mfa_ticket: self.save_mfa_ticket.unwrap_or(old.save_mfa_ticket),
            change_password: self.change_password.unwrap_or(old.change_password),
            login_with_passkey: self.login_with_passkey.unwrap_or(old.login_with_passkey),
            manage_access_keys: self.manage_access_keys.unwrap_or(old.manage_access_keys),
            manage_service_credentials: self
                .manage_service_credentials
                .unwrap_or(old.manage_service_credentials),
            manage_mfa_devices: self.manage_mfa_devices.unwrap_or(old.manage_mfa_devices),
            manage_public_keys: old.manage_public_keys,
            manage_ding_talk: self.manage_ding_talk.unwrap_or(old.manage_ding_talk),
            login_session: self.login_session.unwrap_or(old.login_session),
            network_masks: self.network_masks.unwrap_or(old.network_masks),
            mfa_for_login: self.mfa_for_login.unwrap_or(old.mfa_for_login),
            risk_login: self.risk_login.unwrap_or(old.risk_login),
            idle_users: self.idle_users.unwrap_or(old.idle_users),
            idle_keys: self.idle_keys.unwrap_or(old.idle_keys),
            verification_types: self.verification_types.unwrap_or(old.verification_types),
        };
        account::put_security_preference(cx.tx, account, &new)?;
        Ok(new.into())
    }
}
