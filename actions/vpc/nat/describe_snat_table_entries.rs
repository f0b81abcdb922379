//! `DescribeSnatTableEntries` lists the SNAT entries of a NAT gateway, the newest first.

use crate::vpc::{
    faults::nat::{NO_SNAT_GIVEN, NO_SNAT_TABLE},
    lists::{Paged, REGION, find, is, is_named, page},
    nat::snat_entries::{self, ShownSnat},
    tables::{nats, snats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::vpc) struct DescribeSnatTableEntries {
    region: String,
    table: Option<String>,
    nat: Option<String>,
    id: Option<String>,
    name: Option<String>,
    ip: Option<String>,
    vswitch: Option<String>,
    cidr: Option<String>,
    page: Page,
}

impl Action for DescribeSnatTableEntries {
    const NAME: &'static str = "DescribeSnatTableEntries";
    const DOC: &'static str = "Lists the SNAT entries of a NAT gateway.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:snattable/{SnatTableId}"];
    const FAULTS: &'static [Fault] = &[NO_SNAT_GIVEN, NO_SNAT_TABLE];
    type Response = Paged<ShownSnat>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.list(text("NetworkInterfaceIds").doc("Has no effect."), 20)?.unwrap_or_default();
        Ok(Self {
            region: p.required(REGION)?,
            table: p.optional(text("SnatTableId").doc("The SNAT table."))?,
            nat: p.optional(text("NatGatewayId").doc("The NAT gateway."))?,
            id: p.optional(text("SnatEntryId").doc("Only this one."))?,
            name: p.optional(text("SnatEntryName").doc("Only those of this name."))?,
            ip: p.optional(text("SnatIp").doc("Only those with this address."))?,
            vswitch: p.optional(
                text("SourceVSwitchId").doc("Only those whose source is this vSwitch."),
            )?,
            cidr: p.optional(text("SourceCIDR").doc("Only those whose source is this block."))?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownSnat>> {
        let nat = match (&self.table, &self.nat) {
            (None, None) => return Err(NO_SNAT_GIVEN.into()),
            (Some(table), _) => Some(snat_entries::gateway(cx, table, &self.region)?.id),
            (None, Some(id)) => find(cx, nats::of_id, id, Some(&self.region))?.map(|it| it.id),
        };
        let mut all = match &nat {
            Some(nat) => snats::of_nat(cx.tx, nat)?,
            None => Vec::new(),
        };
        all.retain(|it| {
            is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && self.ip.as_ref().is_none_or(|ip| it.ips.split(',').any(|it| it == ip))
                && is(self.vswitch.as_ref(), &it.vswitch)
                && is(self.cidr.as_ref(), &it.cidr)
        });
        let names = ("SnatTableEntries", "SnatTableEntry");
        Paged::of(cx, names, (all, self.page), |cx, it| Ok(snat_entries::shown(cx.now, it)))
    }
}
