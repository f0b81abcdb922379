//! `DescribeNetworkAcls` lists network ACLs, the newest first.

use serde::Serialize;

use crate::vpc::{
    acls::{
        bound,
        views::{self, ShownAcl},
        wording::wording,
    },
    lists::{Listed, REGION, find, is, is_in_any_case, is_named, page},
    tables::{acls, switches},
    tags::tag_sets::{self, SetTag, TAGS_OF_FILTER},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, Wording, request::page::Page, text};

pub(in crate::vpc) struct DescribeNetworkAcls {
    region: String,
    id: Option<String>,
    name: Option<String>,
    vpc: Option<String>,
    kind: Option<String>,
    resource: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
}

/// The answer, in which numbers are texts (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    total_count: String,
    page_number: String,
    page_size: String,
    network_acls: Listed<ShownAcl>,
}

impl Action for DescribeNetworkAcls {
    const NAME: &'static str = "DescribeNetworkAcls";
    const DOC: &'static str = "Lists network ACLs.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:networkacl/*"];
    const WORDING: Option<Wording> = Some(wording);
    const TAGS: Option<TagReader> = Some(TAGS_OF_FILTER);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ClientToken").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.optional(text("NetworkAclId").doc("Only this one."))?,
            name: p.optional(text("NetworkAclName").doc("Only those of this name."))?,
            vpc: p.optional(text("VpcId").doc("Only those of this VPC."))?,
            kind: p.optional(
                text("ResourceType")
                    .doc("Only those that a resource of this type is bound to: VSwitch."),
            )?,
            resource: p
                .optional(text("ResourceId").doc("Only the one that this resource is bound to."))?,
            tags: TAGS_OF_FILTER(p)?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let tagged = tag_sets::wanted(cx, (&self.region, views::TAGGED), &self.tags)?;
        let (account, now) = (cx.account().to_owned(), cx.now);
        let bound_to = match &self.resource {
            Some(id) => {
                let found =
                    find(cx, switches::of_id, id, None)?.filter(|it| bound::is_bound(now, it));
                Some(found.map(|it| it.acl).unwrap_or_default())
            }
            None => None,
        };
        let mut all = acls::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && is(self.vpc.as_ref(), &it.vpc)
                && is_in_any_case(self.kind.as_ref(), "VSwitch")
                && is(bound_to.as_ref(), &it.id)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let (found, total) = self.page.and_total(all);
        let mut rows = Vec::with_capacity(found.len());
        for it in found {
            rows.push(views::shown(cx, it, true)?);
        }
        Ok(Response {
            total_count: total.to_string(),
            page_number: self.page.number.to_string(),
            page_size: self.page.size.to_string(),
            network_acls: Listed("NetworkAcl", rows),
        })
    }
}
