//! `CreateNetworkAcl` creates a network ACL in a VPC.

use serde::Serialize;

use crate::vpc::{
    acls::{
        acl_entries,
        views::{self, ShownAcl},
        wording::wording,
    },
    faults::{
        DRY_RUN, TAG_TWICE,
        acls::{BAD_ACL_DESCRIPTION, BAD_ACL_NAME, MANY_ACLS, NO_VPC_FOR_ACL},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, REGION, check_texts, found, passed, settings},
    tables::{
        acls::{self, Acl},
        vpcs,
    },
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, Wording, core::client_tokens::Repeats,
    shared::zones, text,
};

pub(in crate::vpc) struct CreateNetworkAcl {
    region: String,
    vpc: String,
    name: Option<String>,
    description: Option<String>,
    tags: Vec<SetTag>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    network_acl_id: String,
    network_acl_attribute: ShownAcl,
}

impl Action for CreateNetworkAcl {
    const NAME: &'static str = "CreateNetworkAcl";
    const DOC: &'static str = "Creates a network ACL in a VPC.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:vpc/{VpcId}", "acs:vpc:{region}:{account}:networkacl/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const WORDING: Option<Wording> = Some(wording);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_VPC_FOR_ACL, BAD_ACL_NAME, BAD_ACL_DESCRIPTION, MANY_ACLS, TAG_TWICE, DRY_RUN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            name: p.optional(text("NetworkAclName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            tags: TAGS(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let vpc = found(cx, vpcs::of_id, (&self.vpc, Some(&self.region)), NO_VPC_FOR_ACL)?;
        check_texts(
            (self.name.as_ref(), BAD_ACL_NAME),
            (self.description.as_ref(), BAD_ACL_DESCRIPTION),
        )?;
        let tags = tag_sets::of_new(&self.tags)?;
        let held = acls::of_vpc(cx.tx, &vpc.id)?.len();
        if i64::try_from(held).unwrap_or(i64::MAX) >= settings(cx)?.max_network_acls {
            return Err(MANY_ACLS.into());
        }
        let mut it = Acl {
            id: zones::id(cx.random, "nacl", &vpc.region, acl_entries::ID_LENGTH),
            ingress: acl_entries::of_system(cx, &vpc.region)?,
            egress: acl_entries::of_system(cx, &vpc.region)?,
            account: vpc.account,
            region: vpc.region,
            vpc: vpc.id,
            name: self.name.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            made: cx.now,
            ready: cx.now,
            ..Acl::default()
        };
        acls::put(cx.tx, &mut it)?;
        tag_sets::put_all(cx, (&it.region, views::TAGGED), &it.id, &tags)?;
        let network_acl_id = it.id.clone();
        let network_acl_attribute = views::shown(cx, it, false)?;
        passed(self.check_only, Response { network_acl_id, network_acl_attribute })
    }
}
