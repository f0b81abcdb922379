//! `AssumeRole` issues temporary credentials of a role to a RAM user or a role session.
//!
//! Both the caller's policies and the role's trust policy must allow it. A missing role is reported
//! as such to every caller (observed). The root of the account may assume no role (the vendor's
//! page on the errors of STS). The message for a duration beyond the role's maximum still mentions
//! one hour (documented).

use std::borrow::Cow;

use serde::Serialize;

use super::{
    BAD_DURATION, BAD_POLICY, NO_ROLE,
    credentials::{Credentials, SessionRequest, User, session_name},
};
use crate::{
    Access, Action, Cx, Fault, Params, Principal, Result,
    policy::{self, Request},
    text,
};

pub(super) struct AssumeRole {
    session_request: SessionRequest,
    session: String,
    external_id: Option<String>,
    source_identity: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    assumed_role_user: User,
    credentials: Credentials,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identity: Option<String>,
}

const ROOT: Fault = Fault {
    status: 403,
    code: "NoPermission",
    message: "Roles may not be assumed by root accounts.",
};

fn of_external_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+=,.@:/-".contains(c)
}

impl Action for AssumeRole {
    const NAME: &'static str = "AssumeRole";
    const DOC: &'static str =
        "Issues temporary credentials of a role to a RAM user or a role session.";
    const ACCESS: Access = Access::Trust;
    const FAULTS: &'static [Fault] = &[ROOT, NO_ROLE, BAD_DURATION, BAD_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let external = text("ExternalId").chars(2, 1224, of_external_id);
        let source = text("SourceIdentity")
            .chars(2, 64, |c| c.is_ascii_alphanumeric() || "=,.@-_".contains(c));
        Ok(Self {
            session_request: SessionRequest::read(p)?,
            session: session_name(p)?,
            external_id: p
                .optional(external.doc("The value of `sts:ExternalId` for the trust policy."))?,
            source_identity: p.optional(source.doc("The identity behind the session."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if matches!(cx.caller.principal, Principal::Root) {
            return Err(ROOT.into());
        }
        let assumed = self.session_request.role(cx, NO_ROLE)?;
        let mut facts = cx.authority.facts.clone();
        if let Some(id) = &self.external_id {
            facts = facts.external_id(id);
        }
        let resources = [Cow::Owned(assumed.resource())];
        let request = Request::new("sts:AssumeRole", &resources, &facts);
        let subject = cx.subject();
        let decision = policy::assume_role(&subject, &assumed.trust, &request);
        cx.authority.enforcer.enforce(&decision, &subject, &facts)?;
        let faults = (BAD_POLICY, BAD_DURATION);
        let (credentials, user) =
            self.session_request.credentials(cx, &assumed, &self.session, faults)?;
        let source_identity = self.source_identity;
        Ok(Response { assumed_role_user: user, credentials, source_identity })
    }
}
