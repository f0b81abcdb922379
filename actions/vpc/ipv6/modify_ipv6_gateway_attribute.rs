//! `ModifyIpv6GatewayAttribute` changes the name or the description of an IPv6 gateway.

use crate::vpc::{
    faults::{
        DRY_RUN,
        acls::{BAD_GATEWAY_DESCRIPTION, BAD_GATEWAY_NAME, NO_GATEWAY},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, check_texts, found, passed, set},
    tables::ipv6_gateways,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct ModifyIpv6GatewayAttribute {
    region: String,
    id: String,
    name: Option<String>,
    description: Option<String>,
    check_only: bool,
}

impl Action for ModifyIpv6GatewayAttribute {
    const NAME: &'static str = "ModifyIpv6GatewayAttribute";
    const DOC: &'static str = "Changes the name or the description of an IPv6 gateway.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:ipv6gateway/{Ipv6GatewayId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_GATEWAY, BAD_GATEWAY_NAME, BAD_GATEWAY_DESCRIPTION, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("Ipv6GatewayId").doc("The IPv6 gateway."))?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, ipv6_gateways::of_id, (&self.id, Some(&self.region)), NO_GATEWAY)?;
        check_texts(
            (self.name.as_ref(), BAD_GATEWAY_NAME),
            (self.description.as_ref(), BAD_GATEWAY_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        ipv6_gateways::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
