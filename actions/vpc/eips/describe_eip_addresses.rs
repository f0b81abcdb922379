//! `DescribeEipAddresses` lists elastic IP addresses, the newest first.

use crate::vpc::{
    eips::{
        bindings, life,
        views::{self, ShownEip},
    },
    faults::{
        DRY_RUN, NO_GROUP,
        eips::{
            BAD_CHARGE_FILTER, BAD_FILTER_KEY, BAD_FILTER_VALUE, BAD_OWNER_FILTER, MANY_EIP_IDS,
        },
    },
    groups_of_resources,
    lists::{CHECK_ONLY, Paged, REGION, among, commas, is, is_named, page, passed},
    tables::eips,
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, flag, request::page::Page, text,
};
use chrono::DateTime;

pub(in crate::vpc) struct DescribeEipAddresses {
    region: String,
    ids: Option<String>,
    addresses: Option<String>,
    status: Option<String>,
    owner_type: Option<String>,
    owner: Option<String>,
    name: Option<String>,
    charge: Option<String>,
    isp: Option<String>,
    locked: Option<String>,
    pool: Option<String>,
    segment: Option<String>,
    managed: Option<bool>,
    filters: Vec<(String, String)>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
    check_only: bool,
}

fn filters(p: &mut Params<'_>) -> Result<Vec<(String, String)>> {
    p.each("Filter", 5, |p| {
        let key = text("Key").doc("What is filtered by: CreationStartTime or CreationEndTime.");
        let value = text("Value").doc("A time: 2026-01-01T00:00Z.");
        Ok((p.default(key, "")?, p.default(value, "")?))
    })
}

impl Action for DescribeEipAddresses {
    const NAME: &'static str = "DescribeEipAddresses";
    const DOC: &'static str = "Lists elastic IP addresses.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeEipAddresses";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:eip/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[
        MANY_EIP_IDS,
        BAD_OWNER_FILTER,
        BAD_CHARGE_FILTER,
        BAD_FILTER_KEY,
        BAD_FILTER_VALUE,
        NO_GROUP,
        DRY_RUN,
    ];
    type Response = Paged<ShownEip>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(flag("IncludeReservationData").doc("Has no effect."))?;
        p.optional(flag("SecurityProtectionEnabled").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            ids: p.optional(text("AllocationId").doc("Only these, with commas between them."))?,
            addresses: p.optional(
                text("EipAddress").doc("Only these addresses, with commas between them."),
            )?,
            status: p.optional(text("Status").doc("Only those in this state."))?,
            owner_type: p.optional(
                text("AssociatedInstanceType")
                    .doc("Only those that are associated with this type."),
            )?,
            owner: p.optional(
                text("AssociatedInstanceId").doc("Only those that are associated with this."),
            )?,
            name: p.optional(text("EipName").doc("Only those of this name."))?,
            charge: p.optional(
                text("ChargeType").doc("Only those that are paid so: PostPaid or PrePaid."),
            )?,
            isp: p.optional(text("ISP").doc("Only those of this line."))?,
            locked: p.optional(
                text("LockReason")
                    .doc("Only those that are locked for this reason, which none is."),
            )?,
            pool: p.optional(
                text("PublicIpAddressPoolId").doc("Only those of this pool, which none is."),
            )?,
            segment: p.optional(
                text("SegmentInstanceId").doc("Only those of this segment, which none is."),
            )?,
            managed: p.optional(
                flag("ServiceManaged")
                    .doc("Only those that a service manages, which none does, or only others."),
            )?,
            filters: filters(p)?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            tags: TAGS(p)?,
            page: page(p, 100)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownEip>> {
        let ids = commas(self.ids.as_deref(), 50, MANY_EIP_IDS)?;
        let addresses = commas(self.addresses.as_deref(), 50, MANY_EIP_IDS)?;
        if self.owner_type.as_ref().is_some_and(|it| !bindings::TYPES.contains(&it.as_str())) {
            return Err(BAD_OWNER_FILTER.into());
        }
        if self.charge.as_ref().is_some_and(|it| !["PostPaid", "PrePaid"].contains(&it.as_str())) {
            return Err(BAD_CHARGE_FILTER.into());
        }
        let (mut from, mut to) = (i64::MIN, i64::MAX);
        for (key, value) in &self.filters {
            let bound = match key.as_str() {
                "CreationStartTime" => &mut from,
                "CreationEndTime" => &mut to,
                _ => return Err(BAD_FILTER_KEY.into()),
            };
            let time = DateTime::parse_from_rfc3339(&value.replace('Z', ":00Z"));
            let time = time.or_else(|_| DateTime::parse_from_rfc3339(value));
            *bound = time.map_err(|_| BAD_FILTER_VALUE)?.timestamp_millis();
        }
        let group = match &self.resource_group {
            Some(_) => {
                Some(groups_of_resources::stored(cx, self.resource_group.as_ref(), NO_GROUP)?)
            }
            None => None,
        };
        let tagged = tag_sets::wanted(cx, (&self.region, life::TAGGED), &self.tags)?;
        let special = self.locked.is_some() || self.pool.is_some() || self.segment.is_some();
        let none = special || self.managed == Some(true);
        let (account, now) = (cx.account().to_owned(), cx.now);
        let mut all = eips::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            !none
                && among(ids.as_ref(), &it.id)
                && among(addresses.as_ref(), &it.address)
                && is(self.status.as_ref(), bindings::status(now, it))
                && is(self.owner_type.as_ref(), &it.owner_type)
                && is(self.owner.as_ref(), &it.owner)
                && is_named(self.name.as_ref(), &it.name)
                && is(self.charge.as_ref(), &it.charge)
                && is(self.isp.as_ref(), &it.isp)
                && (from..=to).contains(&it.made)
                && is(group.as_ref(), &it.resource_group)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let answer = Paged::of(cx, ("EipAddresses", "EipAddress"), (all, self.page), views::shown)?;
        passed(self.check_only, answer)
    }
}
