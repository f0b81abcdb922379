//! `ModifyForwardEntry` changes a DNAT entry.

use crate::vpc::{
    faults::{
        DRY_RUN,
        nat::{
            ANY_PORT, BAD_ENTRY_NAME, BAD_EXTERNAL_IP, BAD_EXTERNAL_PORT, BAD_INTERNAL_IP,
            BAD_INTERNAL_PORT, BAD_PROTOCOL, EIP_IN_BINDING, EXTERNAL_ELSEWHERE, FORWARD_BUSY,
            IP_IN_SNAT, MOVED_OUTSIDE_VPC, NO_EXTERNAL_IP, NO_FORWARD_ENTRY, NO_FORWARD_TABLE,
            SAME_FORWARD,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, check_texts, passed, set, settings, worded},
    nat::forward_entries::{self, Mapping},
    tables::{Settling, forwards},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct ModifyForwardEntry {
    region: String,
    table: String,
    id: String,
    external_ip: Option<String>,
    external_port: Option<String>,
    internal_ip: Option<String>,
    internal_port: Option<String>,
    protocol: Option<String>,
    name: Option<String>,
    check_only: bool,
}

impl Action for ModifyForwardEntry {
    const NAME: &'static str = "ModifyForwardEntry";
    const DOC: &'static str = "Changes a DNAT entry.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:ModifyForwardEntry";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:forwardtable/{ForwardTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_FORWARD_TABLE,
        NO_FORWARD_ENTRY,
        FORWARD_BUSY,
        BAD_ENTRY_NAME,
        BAD_EXTERNAL_IP,
        BAD_INTERNAL_IP,
        BAD_PROTOCOL,
        BAD_EXTERNAL_PORT,
        BAD_INTERNAL_PORT,
        ANY_PORT,
        NO_EXTERNAL_IP,
        EXTERNAL_ELSEWHERE,
        EIP_IN_BINDING,
        MOVED_OUTSIDE_VPC,
        IP_IN_SNAT,
        SAME_FORWARD,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(flag("PortBreak").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("ForwardTableId").doc("The DNAT table."))?,
            id: p.required(text("ForwardEntryId").doc("The entry."))?,
            external_ip: p.optional(text("ExternalIp").doc("The address of the gateway."))?,
            external_port: p
                .optional(text("ExternalPort").doc("The port, a range of ports, or Any."))?,
            internal_ip: p.optional(text("InternalIp").doc("The address that it leads to."))?,
            internal_port: p
                .optional(text("InternalPort").doc("The port, a range of ports, or Any."))?,
            protocol: p.optional(text("IpProtocol").doc("The protocol: TCP, UDP or Any."))?,
            name: p.optional(text("ForwardEntryName").doc("The name."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let nat = forward_entries::gateway(cx, &self.table, &self.region)?;
        let found = forwards::of_id(cx.tx, &self.id)?.filter(|it| it.nat == nat.id);
        let mut it = found.ok_or(NO_FORWARD_ENTRY)?;
        if it.is_settling(cx.now) {
            return Err(FORWARD_BUSY.into());
        }
        check_texts((self.name.as_ref(), BAD_ENTRY_NAME), (None, BAD_ENTRY_NAME))?;
        let wanted = Mapping {
            external_ip: self.external_ip.unwrap_or(it.external_ip),
            external_port: self.external_port.unwrap_or(it.external_port),
            internal_ip: self.internal_ip.unwrap_or(it.internal_ip),
            internal_port: self.internal_port.unwrap_or(it.internal_port),
            protocol: self.protocol.unwrap_or(it.protocol),
        };
        let to = forward_entries::check(cx, &nat, &wanted, Some(&self.id))
            .map_err(|error| worded(error, MOVED_OUTSIDE_VPC))?;
        it.external_ip = to.external_ip;
        it.external_port = to.external_port;
        it.internal_ip = to.internal_ip;
        it.internal_port = to.internal_port;
        it.protocol = to.protocol;
        set(&mut it.name, self.name);
        it.modified = true;
        it.since = cx.now;
        it.ready = cx.now.saturating_add(settings(cx)?.nat_entry_ms);
        forwards::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
