//! `DescribeForwardTableEntries` lists the DNAT entries of a NAT gateway, the newest first.

use crate::vpc::{
    faults::nat::{NO_FORWARD_GIVEN, NO_FORWARD_TABLE_TO_LIST},
    lists::{Paged, REGION, find, found, is, is_in_any_case, is_named, page},
    nat::forward_entries::{self, ShownForward},
    tables::{forwards, nats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::vpc) struct DescribeForwardTableEntries {
    region: String,
    table: Option<String>,
    nat: Option<String>,
    id: Option<String>,
    name: Option<String>,
    external_ip: Option<String>,
    external_port: Option<String>,
    internal_ip: Option<String>,
    internal_port: Option<String>,
    protocol: Option<String>,
    page: Page,
}

impl Action for DescribeForwardTableEntries {
    const NAME: &'static str = "DescribeForwardTableEntries";
    const DOC: &'static str = "Lists the DNAT entries of a NAT gateway.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeForwardTableEntries";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:forwardtable/{ForwardTableId}"];
    const FAULTS: &'static [Fault] = &[NO_FORWARD_GIVEN, NO_FORWARD_TABLE_TO_LIST];
    type Response = Paged<ShownForward>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            table: p.optional(text("ForwardTableId").doc("The DNAT table."))?,
            nat: p.optional(text("NatGatewayId").doc("The NAT gateway."))?,
            id: p.optional(text("ForwardEntryId").doc("Only this one."))?,
            name: p.optional(text("ForwardEntryName").doc("Only those of this name."))?,
            external_ip: p.optional(text("ExternalIp").doc("Only those of this address."))?,
            external_port: p.optional(text("ExternalPort").doc("Only those of this port."))?,
            internal_ip: p
                .optional(text("InternalIp").doc("Only those that lead to this address."))?,
            internal_port: p
                .optional(text("InternalPort").doc("Only those that lead to this port."))?,
            protocol: p.optional(text("IpProtocol").doc("Only those of this protocol."))?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownForward>> {
        let region = Some(&self.region);
        let nat = match (&self.table, &self.nat) {
            (None, None) => return Err(NO_FORWARD_GIVEN.into()),
            (Some(table), _) => {
                let none = NO_FORWARD_TABLE_TO_LIST;
                Some(found(cx, nats::of_forward_table, (table, region), none)?.id)
            }
            (None, Some(id)) => find(cx, nats::of_id, id, region)?.map(|it| it.id),
        };
        let mut all = match &nat {
            Some(nat) => forwards::of_nat(cx.tx, nat)?,
            None => Vec::new(),
        };
        all.retain(|it| {
            is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && is(self.external_ip.as_ref(), &it.external_ip)
                && is(self.external_port.as_ref(), &it.external_port)
                && is(self.internal_ip.as_ref(), &it.internal_ip)
                && is(self.internal_port.as_ref(), &it.internal_port)
                && is_in_any_case(self.protocol.as_ref(), &it.protocol)
        });
        let names = ("ForwardTableEntries", "ForwardTableEntry");
        Paged::of(cx, names, (all, self.page), |cx, it| Ok(forward_entries::shown(cx.now, it)))
    }
}
