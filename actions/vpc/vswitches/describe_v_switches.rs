//! `DescribeVSwitches` lists vSwitches, the newest first.

use crate::vpc::{
    faults::{
        DRY_RUN,
        networks::{MANY_VPC_IDS, MANY_VSWITCH_IDS},
        wording,
    },
    groups_of_resources,
    lists::{CHECK_ONLY, Paged, REGION, among, commas, find, is, is_named, number, page, passed},
    tables::{switches, vpcs},
    tags::tag_sets::{self, SetTag, TAGS},
    vswitches::{
        life,
        views::{self, ShownVSwitch},
    },
};
use crate::{
    Access, Action, Cx, Fault, ParameterError, Params, Problem, Result, TagReader, flag, int,
    request::page::Page, shared::text::comma_list, text,
};

pub(in crate::vpc) struct DescribeVSwitches {
    region: Option<String>,
    vpcs: Option<String>,
    ids: Option<String>,
    zone: Option<String>,
    name: Option<String>,
    is_default: Option<bool>,
    ipv6: Option<bool>,
    table: Option<String>,
    owner: Option<i64>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
    check_only: bool,
}

/// How many VPCs a call may name.
const MOST_VPCS: usize = 20;

/// The region of the first VPC of a list that is there: a call that names VPCs needs none.
fn region_of_first(cx: &mut Cx<'_>, list: &str) -> Result<String> {
    // More are refused.
    for id in comma_list(list).take(MOST_VPCS) {
        if let Some(vpc) = find(cx, vpcs::of_id, id, None)? {
            return Ok(vpc.region);
        }
    }
    Ok(cx.region.to_owned())
}

impl Action for DescribeVSwitches {
    const NAME: &'static str = "DescribeVSwitches";
    const DOC: &'static str = "Lists vSwitches.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeVSwitches";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vswitch/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[MANY_VPC_IDS, MANY_VSWITCH_IDS, DRY_RUN];
    type Response = Paged<ShownVSwitch>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            vpcs: p.optional(
                text("VpcId").doc("Only those of these VPCs, with commas between them."),
            )?,
            ids: p.optional(text("VSwitchId").doc("Only these, with commas between them."))?,
            zone: p.optional(text("ZoneId").doc("Only those of this zone."))?,
            name: p
                .optional(text("VSwitchName").doc(
                    "Only those of this name, in which a star at an end stands for anything.",
                ))?,
            is_default: p.optional(flag("IsDefault").doc("Only default ones, or only others."))?,
            ipv6: p
                .optional(flag("EnableIpv6").doc("Only those with IPv6, or only those without."))?,
            table: p.optional(
                text("RouteTableId").doc("Only those that are bound to this route table."),
            )?,
            owner: p.optional(int("VSwitchOwnerId").doc("Only those of this account."))?,
            resource_group: p.optional(
                text("ResourceGroupId").doc("Only those whose VPC is of this resource group."),
            )?,
            tags: TAGS(p)?,
            page: page(p, 50)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownVSwitch>> {
        if self.region.is_none() && self.vpcs.is_none() {
            let missing = ParameterError { name: "RegionId", problem: Problem::Missing };
            return Err(wording(&missing));
        }
        let region = match (self.region, &self.vpcs) {
            (None, Some(vpcs)) => region_of_first(cx, vpcs)?,
            (region, _) => region.unwrap_or_else(|| cx.region.to_owned()),
        };
        let wanted_vpcs = commas(self.vpcs.as_deref(), MOST_VPCS, MANY_VPC_IDS)?;
        let ids = commas(self.ids.as_deref(), 20, MANY_VSWITCH_IDS)?;
        let tagged = tag_sets::wanted(cx, (&region, life::TAGGED), &self.tags)?;
        let account = cx.account().to_owned();
        let of_account = self.owner.is_none_or(|it| it == number(&account));
        let group = self.resource_group.as_ref();
        let of_group: Vec<String> = vpcs::all(cx.tx, &account, &region)?
            .into_iter()
            .filter(|it| is(group, &groups_of_resources::shown(&account, &it.resource_group)))
            .map(|it| it.id)
            .collect();
        let mut all = switches::all(cx.tx, &account, &region)?;
        all.retain(|it| {
            of_account
                && among(wanted_vpcs.as_ref(), &it.vpc)
                && among(ids.as_ref(), &it.id)
                && of_group.contains(&it.vpc)
                && is(self.zone.as_ref(), &it.zone)
                && is_named(self.name.as_ref(), &it.name)
                && self.is_default.is_none_or(|wanted| wanted == it.is_default)
                && self.ipv6.is_none_or(|wanted| wanted == (it.ipv6 >= 0))
                && is(self.table.as_ref(), &it.route_table)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let answer = Paged::of(cx, ("VSwitches", "VSwitch"), (all, self.page), views::shown)?;
        passed(self.check_only, answer)
    }
}
