//! `ModifySnatEntry` changes a SNAT entry.

use crate::vpc::{
    faults::{
        DRY_RUN,
        nat::{
            BAD_ENTRY_NAME, BAD_SNAT_IP, EIP_ELSEWHERE, EIP_IN_BINDING, IP_IN_FORWARD,
            NO_SNAT_ENTRY_TO_CHANGE, NO_SNAT_IP, NO_SNAT_TABLE, SNAT_CHANGING,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, check_texts, passed, set, settings},
    nat::snat_entries,
    tables::{Settling, snats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, int, text};

pub(in crate::vpc) struct ModifySnatEntry {
    region: String,
    table: String,
    id: String,
    ips: Option<String>,
    name: Option<String>,
    affinity: Option<i64>,
    check_only: bool,
}

impl Action for ModifySnatEntry {
    const NAME: &'static str = "ModifySnatEntry";
    const DOC: &'static str = "Changes a SNAT entry.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:snattable/{SnatTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_SNAT_TABLE,
        NO_SNAT_ENTRY_TO_CHANGE,
        SNAT_CHANGING,
        BAD_ENTRY_NAME,
        BAD_SNAT_IP,
        NO_SNAT_IP,
        EIP_ELSEWHERE,
        EIP_IN_BINDING,
        IP_IN_FORWARD,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(text("NetworkInterfaceId").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("SnatTableId").doc("The SNAT table."))?,
            id: p.required(text("SnatEntryId").doc("The entry."))?,
            ips: p.optional(
                text("SnatIp").doc("The addresses of the gateway, with commas between them."),
            )?,
            name: p.optional(text("SnatEntryName").doc("The name."))?,
            affinity: p
                .optional(int("EipAffinity").doc("Whether a source keeps its address: 1, or 0."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let nat = snat_entries::gateway(cx, &self.table, &self.region)?;
        let found = snats::of_id(cx.tx, &self.id)?.filter(|it| it.nat == nat.id);
        let mut it = found.ok_or(NO_SNAT_ENTRY_TO_CHANGE)?;
        if it.is_settling(cx.now) {
            return Err(SNAT_CHANGING.into());
        }
        check_texts((self.name.as_ref(), BAD_ENTRY_NAME), (None, BAD_ENTRY_NAME))?;
        if let Some(ips) = &self.ips {
            it.ips = snat_entries::ips(cx, &nat, ips)?;
            it.modified = true;
            it.since = cx.now;
            it.ready = cx.now.saturating_add(settings(cx)?.nat_entry_ms);
        }
        set(&mut it.name, self.name);
        it.affinity = self.affinity.unwrap_or(it.affinity);
        snats::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
