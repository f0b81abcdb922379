//! `GetCallerIdentity` returns the identity of the caller. It needs no permission.
//!
//! A session is `assumed-role/<role>/<session>` here, and `role/<role>/<session>` in the answer
//! of `AssumeRole`.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Principal, Result};

pub(super) struct GetCallerIdentity;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    identity_type: &'static str,
    account_id: String,
    principal_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_id: Option<String>,
    arn: String,
}

impl Action for GetCallerIdentity {
    const NAME: &'static str = "GetCallerIdentity";
    const DOC: &'static str = "Returns the identity of the caller.";
    const ACCESS: Access = Access::Free;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account_id = cx.caller.account.clone();
        let of = |rest: &str| format!("acs:ram::{account_id}:{rest}");
        let (identity_type, principal_id, user_id, role_id, arn) = match &cx.caller.principal {
            Principal::Root | Principal::Anonymous => {
                let id = account_id.clone();
                ("Account", id.clone(), Some(id), None, of("root"))
            }
            Principal::User { id, name } => {
                let arn = of(&format!("user/{name}"));
                ("RAMUser", id.clone(), Some(id.clone()), None, arn)
            }
            Principal::Session { role_id, role_name, session, .. } => {
                let arn = of(&format!("assumed-role/{role_name}/{session}"));
                let principal = format!("{role_id}:{session}");
                ("AssumedRoleUser", principal, None, Some(role_id.clone()), arn)
            }
        };
        Ok(Response { identity_type, account_id, principal_id, user_id, role_id, arn })
    }
}
