//! `AllocateEipAddress` allocates an elastic IP address.

use serde::Serialize;

use crate::vpc::{
    eips::life::{self, NewEip},
    faults::{
        NO_GROUP, NO_REGION_OF_EIP, TAG_TWICE,
        eips::{
            ADDRESS_TAKEN, BAD_BANDWIDTH, BAD_CHARGE, BAD_EIP_DESCRIPTION, BAD_EIP_NAME, MANY_EIPS,
            NO_ADDRESS_LEFT, NO_SUCH_ADDRESS,
        },
    },
    groups_of_resources,
    lists::{CLIENT_TOKEN, OWN_REGION},
    places::known_places,
    tags::tag_sets::{SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats, flag, int,
    text,
};

pub(in crate::vpc) struct AllocateEipAddress {
    region: String,
    bandwidth: Option<String>,
    internet_charge: Option<String>,
    charge: String,
    isp: String,
    netmode: String,
    zone: String,
    name: Option<String>,
    description: Option<String>,
    resource_group: Option<String>,
    security: Vec<String>,
    address: Option<String>,
    tags: Vec<SetTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    allocation_id: String,
    eip_address: String,
    resource_group_id: String,
    order_id: i64,
}

impl Action for AllocateEipAddress {
    const NAME: &'static str = "AllocateEipAddress";
    const DOC: &'static str = "Allocates an elastic IP address.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:AllocateEipAddress";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:eip/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION_OF_EIP,
        BAD_EIP_NAME,
        BAD_EIP_DESCRIPTION,
        BAD_CHARGE,
        BAD_BANDWIDTH,
        NO_GROUP,
        MANY_EIPS,
        NO_SUCH_ADDRESS,
        ADDRESS_TAKEN,
        NO_ADDRESS_LEFT,
        TAG_TWICE,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(int("ActivityId").doc("Has no effect."))?;
        p.optional(flag("AutoPay").doc("Has no effect."))?;
        p.optional(int("Period").doc("Has no effect."))?;
        p.optional(text("PricingCycle").doc("Has no effect."))?;
        p.optional(text("PublicIpAddressPoolId").doc("Has no effect."))?;
        p.optional(text("InstanceId").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            bandwidth: p
                .optional(text("Bandwidth").doc("The bandwidth in Mbit/s; 5 unless given."))?,
            internet_charge: p.optional(text("InternetChargeType").doc(
                "How traffic is paid: PayByBandwidth, which is the default, or PayByTraffic.",
            ))?,
            charge: p.default(
                text("InstanceChargeType")
                    .doc("How it is paid: PostPaid, which is the default, or PrePaid."),
                "PostPaid",
            )?,
            isp: p.default(text("ISP").doc("The line; BGP unless given."), "BGP")?,
            netmode: p.default(text("Netmode").doc("The network: public."), "public")?,
            zone: p.default(text("Zone").doc("The zone."), "")?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("The resource group."))?,
            security: p
                .list(text("SecurityProtectionTypes").doc("Types of protection."), 10)?
                .unwrap_or_default(),
            address: p.optional(text("IpAddress").doc("An address of the pool that is wanted."))?,
            tags: TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_EIP)?;
        let new = NewEip {
            id: None,
            region: self.region,
            bandwidth: self.bandwidth,
            internet_charge: self.internet_charge,
            charge: self.charge,
            isp: self.isp,
            netmode: self.netmode,
            zone: self.zone,
            name: self.name,
            description: self.description,
            resource_group: self.resource_group,
            security: self.security,
            address: self.address,
            tags: self.tags,
        };
        let it = life::allocate(cx, new)?;
        Ok(Response {
            resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
            allocation_id: it.id,
            eip_address: it.address,
            order_id: 0,
        })
    }
}
