//! `DeleteIpv6Gateway` deletes an IPv6 gateway.

use crate::vpc::{
    faults::{
        DRY_RUN,
        acls::{GATEWAY_BUSY, NO_GATEWAY},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, found, passed},
    tables::{Settling, ipv6_gateways, tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct DeleteIpv6Gateway {
    region: String,
    id: String,
    check_only: bool,
}

impl Action for DeleteIpv6Gateway {
    const NAME: &'static str = "DeleteIpv6Gateway";
    const DOC: &'static str = "Deletes an IPv6 gateway.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:ipv6gateway/{Ipv6GatewayId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_GATEWAY, GATEWAY_BUSY, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("Ipv6GatewayId").doc("The IPv6 gateway."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = found(cx, ipv6_gateways::of_id, (&self.id, Some(&self.region)), NO_GATEWAY)?;
        if it.is_settling(cx.now) {
            return Err(GATEWAY_BUSY.with(&it.id));
        }
        tags::delete(cx.tx, &it.id, None)?;
        ipv6_gateways::delete(cx.tx, &it)?;
        passed(self.check_only, Done {})
    }
}
