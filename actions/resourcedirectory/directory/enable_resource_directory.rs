//! `EnableResourceDirectory` makes a directory with its Root folder. The caller's account manages it; or a new
//! account does, and the caller's is its first member.
//!
//! The vendor documents both ways, and how a new account is named. A name of the new account or a phone that is left
//! out is refused like a wrong one (assumed). Accounts have no phone of their own here, so that of the new one is
//! never the caller's.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        codes::{ENABLING, WRONG_CODE, check_code, is_phone, take},
        joining,
        member_names::{is_of_prefix, is_prefix},
        named_member::is_taken,
    },
    directory::{
        directory_view::account_name,
        enabling::{ENABLED, IN_ANOTHER, NO_PHONE, Shown, check, enable, shown},
    },
    tables::members::Member,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, shared::accounts, text};

const NEW_ACCOUNT: &str = "NewManagementAccount";
/// How the name of a new account ends.
const NAME_END: &str = "@rdadmin.aliyunid.com";

pub(in crate::resourcedirectory) struct EnableResourceDirectory {
    mode: String,
    name: Option<String>,
    phone: Option<String>,
    code: Option<String>,
    dry_run: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_directory: Option<Shown>,
}

const BAD_NAME: Fault = Fault {
    status: 409,
    code: "InvalidParameter.ManagementAccountName",
    message: "The management account name is in the wrong format.",
};
const NAME_TAKEN: Fault = Fault {
    status: 409,
    code: "InvalidParameter.ManagementAccountName.AlreadyUsed",
    message: "The ManagementAccountName has been used.",
};
const BAD_PHONE: Fault = Fault {
    status: 409,
    code: "InvalidParameter.ManagementAccountSecurityInfo",
    message: "The parameter management account secure mobile phone is invalid.",
};

impl Action for EnableResourceDirectory {
    const NAME: &'static str = "EnableResourceDirectory";
    const DOC: &'static str =
        "Enables a directory that the caller's account, or a new one, manages.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[ENABLED, IN_ANOTHER, BAD_NAME, NAME_TAKEN, NO_PHONE, BAD_PHONE, WRONG_CODE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mode = text("EnableMode").one_of(&["CurrentAccount", NEW_ACCOUNT]);
        let (name, phone) = (text("MAName"), text("MASecureMobilePhone"));
        let code = text("VerificationCode").secret();
        let dry_run = flag("DryRun").doc("Whether to check and change nothing.");
        Ok(Self {
            mode: p.required(mode.doc("Which account manages the directory."))?,
            name: p.optional(name.doc("What a new account logs on with."))?,
            phone: p.optional(phone.doc("The phone of a new account, with its country."))?,
            code: p.optional(code.doc("The code that was sent to the phone."))?,
            dry_run: p.default(dry_run, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check(cx)?;
        let new = self.mode == NEW_ACCOUNT;
        if new {
            self.check_new(cx)?;
        }
        if self.dry_run {
            return Ok(Response { resource_directory: None });
        }
        let caller = cx.caller.account.clone();
        let directory = if new {
            let master = accounts::create(cx, &caller, &self.name.unwrap_or_default())?;
            let (directory, root) = enable(cx, master.id)?;
            let name = account_name(cx.tx, &caller)?;
            joining::join(cx, &directory, &Member::new(caller, name, root, cx.now), &[])?;
            directory
        } else {
            enable(cx, caller)?.0
        };
        Ok(Response { resource_directory: Some(shown(cx, directory)?) })
    }
}

impl EnableResourceDirectory {
    /// Refuses a new account that cannot be made, or whose phone is not confirmed.
    fn check_new(&self, cx: &mut Cx<'_>) -> Result<()> {
        let name = self.name.as_deref().unwrap_or_default();
        let prefix = name.strip_suffix(NAME_END).ok_or(BAD_NAME)?;
        if !is_of_prefix(prefix) || !is_prefix(prefix) {
            return Err(BAD_NAME.into());
        }
        if is_taken(cx.tx, name)? {
            return Err(NAME_TAKEN.into());
        }
        let phone = self.phone.as_deref().ok_or(NO_PHONE)?;
        if !is_phone(phone) {
            return Err(BAD_PHONE.into());
        }
        let code = self.code.as_deref().unwrap_or_default();
        if self.dry_run {
            check_code(cx, ENABLING, "", (phone, code))
        } else {
            take(cx, ENABLING, "", (phone, code))
        }
    }
}
