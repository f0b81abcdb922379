//! `UpdateAccount` gives a member another display name, or switches its type.
//!
//! Whoever switches a type shall be known, so the root of the management account may not. What the vendor asks
//! of the account besides (a secure mobile phone of one that becomes a cloud account) is not looked at. The type of
//! an account that is being deleted stays, since only resource accounts are deleted (assumed).
//!
//! Assumed: `DryRun` answers no account.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion,
        member_names::{
            BAD_DISPLAY, DISPLAY_TAKEN, LONG_DISPLAY, account_id, check_display, display_name,
            wording,
        },
        member_view::Shown,
        named_member::find,
    },
    arns,
    callers::{MANAGER, is_root, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, ROOT_CALLS},
    tables::members,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, Wording, flag,
    ram::account::has_root_key, shared::accounts, text,
};

const CLOUD: &str = "CloudAccount";

pub(in crate::resourcedirectory) struct UpdateAccount {
    id: String,
    display: Option<String>,
    kind: Option<String>,
    dry_run: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Shown>,
}

/// If there is neither. Terraform sends both where the type is switched, so a call may.
const NEITHER: Fault = Fault {
    status: 409,
    code: "MissingDisplayNameOrAccountType",
    message: "Either display name or account type must be specified.",
};
const WRONG_TYPE: Fault = Fault {
    status: 409,
    code: "AccountTypeMismatch",
    message: "The type or status of the member account cannot satisfy the current operation.",
};

/// A resource account has no root that calls.
const ROOT_HAS_KEY: Fault = Fault {
    status: 409,
    code: "PrimaryAkInUse",
    message: "The root user has an AccessKey pair in use.",
};

impl Action for UpdateAccount {
    const NAME: &'static str = "UpdateAccount";
    const DOC: &'static str = "Changes the display name or the type of a member.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[
        BAD_DISPLAY,
        LONG_DISPLAY,
        NO_DIRECTORY,
        NO_ACCOUNT,
        NEITHER,
        DISPLAY_TAKEN,
        WRONG_TYPE,
        ROOT_CALLS,
        ROOT_HAS_KEY,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("NewAccountType").one_of(&["ResourceAccount", CLOUD]);
        let display = display_name("NewDisplayName").doc("What it is called from now on.");
        Ok(Self {
            id: p.required(account_id("AccountId").doc("The account of the member."))?,
            display: p.optional(display)?,
            kind: p.optional(kind.doc("The type that it has from now on."))?,
            dry_run: p
                .default(flag("DryRun").doc("Whether to check and change nothing."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let mut member = find(cx, &directory, &self.id)?;
        let (named, switched) = (self.display.is_some(), self.kind.is_some());
        if !named && !switched {
            return Err(NEITHER.into());
        }
        if let Some(display) = self.display {
            check_display(cx.tx, &directory, &display, &member.account)?;
            member.display = display;
        }
        if let Some(kind) = self.kind {
            if is_root(cx) {
                return Err(ROOT_CALLS.into());
            }
            let cloud = kind == CLOUD;
            if member.cloud == cloud || deletion::is_running(cx.tx, &member.account)? {
                return Err(WRONG_TYPE.into());
            }
            if !cloud && has_root_key(cx.tx, &member.account)? {
                return Err(ROOT_HAS_KEY.into());
            }
            member.cloud = cloud;
        }
        if self.dry_run {
            return Ok(Response { account: None });
        }
        member.changed = cx.now;
        members::put(cx.tx, &member)?;
        if directory.name_sync && named {
            accounts::rename(cx.tx, &member.account, &member.display)?;
        }
        let shown = if switched { Shown::switched(member) } else { Shown::of(member) };
        Ok(Response { account: Some(shown) })
    }
}
