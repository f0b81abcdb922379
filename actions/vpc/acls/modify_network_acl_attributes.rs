//! `ModifyNetworkAclAttributes` changes the name or the description of a network ACL.

use crate::vpc::{
    acls::{bound, wording::wording},
    faults::{
        DRY_RUN,
        acls::{BAD_ACL_DESCRIPTION, BAD_ACL_NAME, NO_ACL},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, check_texts, passed, set},
    tables::acls,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, core::client_tokens::Repeats, text,
};

pub(in crate::vpc) struct ModifyNetworkAclAttributes {
    region: String,
    id: String,
    name: Option<String>,
    description: Option<String>,
    check_only: bool,
}

impl Action for ModifyNetworkAclAttributes {
    const NAME: &'static str = "ModifyNetworkAclAttributes";
    const DOC: &'static str = "Changes the name or the description of a network ACL.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:networkacl/{NetworkAclId}"];
    const WORDING: Option<Wording> = Some(wording);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_ACL, BAD_ACL_NAME, BAD_ACL_DESCRIPTION, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NetworkAclId").doc("The network ACL."))?,
            name: p.optional(text("NetworkAclName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = bound::named(cx, &self.id, &self.region)?;
        check_texts(
            (self.name.as_ref(), BAD_ACL_NAME),
            (self.description.as_ref(), BAD_ACL_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        acls::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
