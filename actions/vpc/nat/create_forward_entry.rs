//! `CreateForwardEntry` creates a DNAT entry of a NAT gateway.

use serde::Serialize;

use crate::vpc::{
    faults::{
        DRY_RUN,
        nat::{
            ANY_PORT, BAD_ENTRY_NAME, BAD_EXTERNAL_IP, BAD_EXTERNAL_PORT, BAD_INTERNAL_IP,
            BAD_INTERNAL_PORT, BAD_PROTOCOL, EIP_IN_BINDING, EXTERNAL_ELSEWHERE, IP_IN_SNAT,
            MANY_FORWARDS, NAT_NOT_READY, NO_EXTERNAL_IP, NO_FORWARD_TABLE, OUTSIDE_VPC,
            SAME_FORWARD,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, REGION, passed},
    nat::forward_entries::{self, Mapping},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct CreateForwardEntry {
    region: String,
    table: String,
    external_ip: String,
    external_port: String,
    internal_ip: String,
    internal_port: String,
    protocol: String,
    name: Option<String>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    forward_entry_id: String,
}

impl Action for CreateForwardEntry {
    const NAME: &'static str = "CreateForwardEntry";
    const DOC: &'static str = "Creates a DNAT entry of a NAT gateway.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:CreateForwardEntry";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:forwardtable/{ForwardTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_FORWARD_TABLE,
        NAT_NOT_READY,
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
        OUTSIDE_VPC,
        IP_IN_SNAT,
        SAME_FORWARD,
        MANY_FORWARDS,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(flag("PortBreak").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("ForwardTableId").doc("The DNAT table."))?,
            external_ip: p.required(text("ExternalIp").doc("The address of the gateway."))?,
            external_port: p
                .required(text("ExternalPort").doc("The port, a range of ports, or Any."))?,
            internal_ip: p.required(text("InternalIp").doc("The address that it leads to."))?,
            internal_port: p
                .required(text("InternalPort").doc("The port, a range of ports, or Any."))?,
            protocol: p.required(text("IpProtocol").doc("The protocol: TCP, UDP or Any."))?,
            name: p.optional(text("ForwardEntryName").doc("The name."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mapping = Mapping {
            external_ip: self.external_ip,
            external_port: self.external_port,
            internal_ip: self.internal_ip,
            internal_port: self.internal_port,
            protocol: self.protocol,
        };
        let it = forward_entries::create(cx, (&self.table, &self.region), &mapping, self.name)?;
        passed(self.check_only, Response { forward_entry_id: it.id })
    }
}
