//! `DescribeVpcs` lists VPCs, the newest first.

use crate::vpc::{
    faults::{DRY_RUN, NO_GROUP, networks::MANY_VPC_IDS},
    groups_of_resources,
    lists::{CHECK_ONLY, Paged, REGION, among, commas, is, is_named, number, page, passed},
    networks::{
        life,
        views::{self, ShownVpc},
    },
    tables::vpcs,
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, flag, int, request::page::Page, text,
};

pub(in crate::vpc) struct DescribeVpcs {
    region: String,
    ids: Option<String>,
    name: Option<String>,
    is_default: Option<bool>,
    ipv6: Option<bool>,
    dhcp: Option<String>,
    owner: Option<i64>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
    check_only: bool,
}

impl Action for DescribeVpcs {
    const NAME: &'static str = "DescribeVpcs";
    const DOC: &'static str = "Lists VPCs.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeVpcs";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[MANY_VPC_IDS, NO_GROUP, DRY_RUN];
    type Response = Paged<ShownVpc>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            ids: p.optional(text("VpcId").doc("Only these, with commas between them."))?,
            name: p
                .optional(text("VpcName").doc(
                    "Only those of this name, in which a star at an end stands for anything.",
                ))?,
            is_default: p.optional(flag("IsDefault").doc("Only default ones, or only others."))?,
            ipv6: p
                .optional(flag("EnableIpv6").doc("Only those with IPv6, or only those without."))?,
            dhcp: p.optional(
                text("DhcpOptionsSetId")
                    .doc("Only those with this DHCP options set, which none has."),
            )?,
            owner: p.optional(int("VpcOwnerId").doc("Only those of this account."))?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            tags: TAGS(p)?,
            page: page(p, 50)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownVpc>> {
        let ids = commas(self.ids.as_deref(), 20, MANY_VPC_IDS)?;
        let group = match &self.resource_group {
            Some(_) => {
                Some(groups_of_resources::stored(cx, self.resource_group.as_ref(), NO_GROUP)?)
            }
            None => None,
        };
        let tagged = tag_sets::wanted(cx, (&self.region, life::TAGGED), &self.tags)?;
        let account = cx.account().to_owned();
        let of_account = self.owner.is_none_or(|it| it == number(&account)) && self.dhcp.is_none();
        let mut all = vpcs::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            of_account
                && among(ids.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && self.is_default.is_none_or(|wanted| wanted == it.is_default)
                && self.ipv6.is_none_or(|wanted| wanted != it.ipv6.is_empty())
                && is(group.as_ref(), &it.resource_group)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let answer = Paged::of(cx, ("Vpcs", "Vpc"), (all, self.page), views::of_many)?;
        passed(self.check_only, answer)
    }
}
