//! `SetSecurityPreference` sets the security preference of the account.
//!
//! Omitted settings keep their value; empty `LoginNetworkMasks` remove the restriction.

use serde::Serialize;

use super::{
    security_preference::{SecurityPreference, SecurityPreferenceView, are_masks},
    tables::settings,
};
use crate::{Access, Action, Cx, ParameterError, Params, Problem, Result, flag, int, text};

pub(super) struct SetSecurityPreference {
    save_mfa_ticket: Option<bool>,
    change_password: Option<bool>,
    manage_access_keys: Option<bool>,
    manage_mfa_devices: Option<bool>,
    manage_public_keys: Option<bool>,
    login_session: Option<i64>,
    network_masks: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    security_preference: SecurityPreferenceView,
}

impl Action for SetSecurityPreference {
    const NAME: &'static str = "SetSecurityPreference";
    const DOC: &'static str = "Configures the security preferences for RAM users.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ticket = flag("EnableSaveMFATicket").doc("Whether MFA is remembered for 7 days.");
        let own = |name| flag(name).doc("Whether a user may do so for itself.");
        let hours = int("LoginSessionDuration").range(1, 24).doc("Hours until a logon ends.");
        let masks = text("LoginNetworkMasks").len(1, 512).keep_empty();
        Ok(Self {
            save_mfa_ticket: p.optional(ticket)?,
            change_password: p.optional(own("AllowUserToChangePassword"))?,
            manage_access_keys: p.optional(own("AllowUserToManageAccessKeys"))?,
            manage_mfa_devices: p.optional(own("AllowUserToManageMFADevices"))?,
            manage_public_keys: p.optional(own("AllowUserToManagePublicKeys"))?,
            login_session: p.optional(hours)?,
            network_masks: p.optional(
                masks.doc("Address ranges from which users may log on, separated by ;."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let masks = self.network_masks.as_deref().unwrap_or_default();
        if !masks.is_empty() && !are_masks(masks) {
            let problem = Problem::Malformed("list of address ranges");
            return Err(super::wording(&ParameterError { name: "LoginNetworkMasks", problem }));
        }
        let account = &cx.caller.account;
        let old = settings::security_preference(cx.tx, account)?;
        let new = SecurityPreference {
            save_mfa_ticket: self.save_mfa_ticket.unwrap_or(old.save_mfa_ticket),
            change_password: self.change_password.unwrap_or(old.change_password),
            manage_access_keys: self.manage_access_keys.unwrap_or(old.manage_access_keys),
            manage_mfa_devices: self.manage_mfa_devices.unwrap_or(old.manage_mfa_devices),
            manage_public_keys: self.manage_public_keys.unwrap_or(old.manage_public_keys),
            login_session: self.login_session.unwrap_or(old.login_session),
            network_masks: self.network_masks.unwrap_or(old.network_masks),
            ..old
        };
        settings::put_security_preference(cx.tx, account, &new)?;
        Ok(Response { security_preference: new.into() })
    }
}
