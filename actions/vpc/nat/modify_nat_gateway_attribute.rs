//! `ModifyNatGatewayAttribute` changes a NAT gateway.

use crate::vpc::{
    faults::nat::{BAD_NAT_DESCRIPTION, BAD_NAT_NAME, NAT_CHANGING, NO_NAT, NOTHING_TO_CHANGE},
    lists::{Done, REGION, check_texts, set},
    nat::life,
    tables::{Settling, nats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::vpc) struct ModifyNatGatewayAttribute {
    region: String,
    id: String,
    name: Option<String>,
    description: Option<String>,
    icmp_reply: Option<bool>,
    eip_bind_mode: Option<String>,
    session_log: Option<bool>,
}

/// Where sessions are logged, as a JSON object: it has no effect.
fn log_delivery(p: &mut Params<'_>) -> Result<()> {
    p.object("LogDelivery", |p| {
        p.optional(text("LogDelivery.LogDeliveryType").doc("Has no effect."))?;
        p.optional(text("LogDelivery.LogDestination").doc("Has no effect."))?;
        Ok(())
    })
}

impl Action for ModifyNatGatewayAttribute {
    const NAME: &'static str = "ModifyNatGatewayAttribute";
    const DOC: &'static str = "Changes a NAT gateway.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:natgateway/{NatGatewayId}"];
    const FAULTS: &'static [Fault] =
        &[NO_NAT, NAT_CHANGING, NOTHING_TO_CHANGE, BAD_NAT_NAME, BAD_NAT_DESCRIPTION];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        log_delivery(p)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NatGatewayId").doc("The NAT gateway."))?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            icmp_reply: p.optional(flag("IcmpReplyEnabled").doc("Whether it answers to ICMP."))?,
            eip_bind_mode: p.optional(
                text("EipBindMode").doc("How addresses are bound: MULTI_BINDED or NAT."),
            )?,
            session_log: p
                .optional(flag("EnableSessionLog").doc("Whether sessions are logged."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = life::named(cx, &self.id, &self.region)?;
        if it.leaving || it.is_settling(cx.now) {
            return Err(NAT_CHANGING.into());
        }
        let texts = self.name.is_some() || self.description.is_some();
        let modes = self.eip_bind_mode.is_some() || self.session_log.is_some();
        if !texts && !modes && self.icmp_reply.is_none() {
            return Err(NOTHING_TO_CHANGE.into());
        }
        check_texts(
            (self.name.as_ref(), BAD_NAT_NAME),
            (self.description.as_ref(), BAD_NAT_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        set(&mut it.eip_bind_mode, self.eip_bind_mode);
        it.icmp_reply = self.icmp_reply.unwrap_or(it.icmp_reply);
        it.session_log = self.session_log.unwrap_or(it.session_log);
        nats::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
