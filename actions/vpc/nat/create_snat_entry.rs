//! `CreateSnatEntry` creates a SNAT entry of a NAT gateway.

use serde::Serialize;

use crate::vpc::{
    faults::{
        DRY_RUN,
        nat::{
            BAD_ENTRY_NAME, BAD_SNAT_IP, BAD_SOURCE, BOTH_SOURCES, EIP_ELSEWHERE, EIP_IN_BINDING,
            IP_IN_FORWARD, MANY_SNATS, NAT_NOT_READY, NO_SNAT_IP, NO_SNAT_TABLE, NO_SNAT_VSWITCH,
            NO_SOURCE, SAME_SOURCE, VSWITCH_NOT_IN_VPC,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, REGION, passed},
    nat::snat_entries::{self, NewSnat},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, int, text};

pub(in crate::vpc) struct CreateSnatEntry {
    region: String,
    table: String,
    ips: String,
    vswitch: Option<String>,
    cidr: Option<String>,
    name: Option<String>,
    affinity: i64,
    interface: Option<String>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    snat_entry_id: String,
}

impl Action for CreateSnatEntry {
    const NAME: &'static str = "CreateSnatEntry";
    const DOC: &'static str = "Creates a SNAT entry of a NAT gateway.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:snattable/{SnatTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_SNAT_TABLE,
        NAT_NOT_READY,
        BAD_ENTRY_NAME,
        BOTH_SOURCES,
        NO_SOURCE,
        NO_SNAT_VSWITCH,
        VSWITCH_NOT_IN_VPC,
        BAD_SOURCE,
        BAD_SNAT_IP,
        NO_SNAT_IP,
        EIP_ELSEWHERE,
        EIP_IN_BINDING,
        IP_IN_FORWARD,
        SAME_SOURCE,
        MANY_SNATS,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("SnatTableId").doc("The SNAT table."))?,
            ips: p.required(
                text("SnatIp").doc("The addresses of the gateway, with commas between them."),
            )?,
            vswitch: p.optional(text("SourceVSwitchId").doc("The vSwitch that is the source."))?,
            cidr: p.optional(text("SourceCIDR").doc("The block that is the source."))?,
            name: p.optional(text("SnatEntryName").doc("The name."))?,
            affinity: p.default(
                int("EipAffinity").doc("Whether a source keeps its address: 1, or 0."),
                0,
            )?,
            interface: p.optional(text("NetworkInterfaceId").doc("The network interface."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let new = NewSnat {
            table: self.table,
            ips: self.ips,
            vswitch: self.vswitch,
            cidr: self.cidr,
            name: self.name,
            affinity: self.affinity,
            interface: self.interface,
        };
        let it = snat_entries::create(cx, &self.region, new)?;
        passed(self.check_only, Response { snat_entry_id: it.id })
    }
}
