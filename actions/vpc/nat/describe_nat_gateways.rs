//! `DescribeNatGateways` lists NAT gateways, the newest first.

use crate::vpc::{
    faults::{DRY_RUN, NO_REGION},
    lists::{CHECK_ONLY, OWN_REGION, Paged, is, is_named, page, passed},
    nat::{
        life,
        views::{self, ShownNat},
    },
    places::known_places,
    tables::nats,
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, request::page::Page, text};

pub(in crate::vpc) struct DescribeNatGateways {
    region: String,
    id: Option<String>,
    vpc: Option<String>,
    name: Option<String>,
    status: Option<String>,
    nat_type: Option<String>,
    network_type: Option<String>,
    zone: Option<String>,
    charge: Option<String>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
    check_only: bool,
}

impl Action for DescribeNatGateways {
    const NAME: &'static str = "DescribeNatGateways";
    const DOC: &'static str = "Lists NAT gateways.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeNatGateways";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:natgateway/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[NO_REGION, DRY_RUN];
    type Response = Paged<ShownNat>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("AvailabilityMode").doc("Has no effect."))?;
        p.optional(text("Spec").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            id: p.optional(text("NatGatewayId").doc("Only this one."))?,
            vpc: p.optional(text("VpcId").doc("Only those of this VPC."))?,
            name: p.optional(text("Name").doc("Only those of this name."))?,
            status: p.optional(text("Status").doc("Only those in this state."))?,
            nat_type: p.optional(text("NatType").doc("Only those of this type: Enhanced."))?,
            network_type: p
                .optional(text("NetworkType").doc("Only those to this: internet or intranet."))?,
            zone: p.optional(text("ZoneId").doc("Only those in this zone."))?,
            charge: p.optional(
                text("InstanceChargeType").doc("Only those that are paid so: PostPaid."),
            )?,
            resource_group: p.optional(
                text("ResourceGroupId").doc("Only those whose VPC is of this resource group."),
            )?,
            tags: TAGS(p)?,
            page: page(p, 50)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownNat>> {
        known_places::check_region(&self.region, NO_REGION)?;
        let tagged = tag_sets::wanted(cx, (&self.region, life::TAGGED), &self.tags)?;
        let (account, now) = (cx.account().to_owned(), cx.now);
        let mut all = Vec::new();
        for it in nats::all(cx.tx, &account, &self.region)? {
            if is(self.id.as_ref(), &it.id)
                && is(self.vpc.as_ref(), &it.vpc)
                && is_named(self.name.as_ref(), &it.name)
                && is(self.status.as_ref(), life::status(now, &it))
                && is(self.nat_type.as_ref(), "Enhanced")
                && is(self.network_type.as_ref(), &it.network_type)
                && is(self.zone.as_ref(), &it.zone)
                && is(self.charge.as_ref(), "PostPaid")
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
                && is(self.resource_group.as_ref(), &views::group(cx, &it)?)
            {
                all.push(it);
            }
        }
        let answer = Paged::of(cx, ("NatGateways", "NatGateway"), (all, self.page), views::shown)?;
        passed(self.check_only, answer)
    }
}
