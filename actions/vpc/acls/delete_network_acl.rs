//! `DeleteNetworkAcl` deletes a network ACL.

use crate::vpc::{
    acls::{bound, wording::wording},
    faults::{
        DRY_RUN,
        acls::{ACL_IN_USE, ACL_MODIFYING, NO_ACL},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, passed},
    tables::{acls, tags},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, core::client_tokens::Repeats, text,
};

pub(in crate::vpc) struct DeleteNetworkAcl {
    region: String,
    id: String,
    check_only: bool,
}

impl Action for DeleteNetworkAcl {
    const NAME: &'static str = "DeleteNetworkAcl";
    const DOC: &'static str = "Deletes a network ACL.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:networkacl/{NetworkAclId}"];
    const WORDING: Option<Wording> = Some(wording);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_ACL, ACL_MODIFYING, ACL_IN_USE, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NetworkAclId").doc("The network ACL."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = bound::named(cx, &self.id, &self.region)?;
        bound::check_available(cx, &it)?;
        if !bound::vswitches(cx, &it.id)?.is_empty() {
            return Err(ACL_IN_USE.into());
        }
        tags::delete(cx.tx, &it.id, None)?;
        acls::delete(cx.tx, &it)?;
        passed(self.check_only, Done {})
    }
}
