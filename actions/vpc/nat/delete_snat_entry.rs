//! `DeleteSnatEntry` deletes a SNAT entry.

use crate::vpc::{
    faults::nat::{NO_SNAT_ENTRY, NO_SNAT_TABLE, SNAT_BUSY},
    lists::{CLIENT_TOKEN, Done, REGION},
    nat::snat_entries,
    tables::{Settling, snats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct DeleteSnatEntry {
    region: String,
    table: String,
    id: String,
}

impl Action for DeleteSnatEntry {
    const NAME: &'static str = "DeleteSnatEntry";
    const DOC: &'static str = "Deletes a SNAT entry.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:snattable/{SnatTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_SNAT_TABLE, NO_SNAT_ENTRY, SNAT_BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("SnatTableId").doc("The SNAT table."))?,
            id: p.required(text("SnatEntryId").doc("The entry."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let nat = snat_entries::gateway(cx, &self.table, &self.region)?;
        let found = snats::of_id(cx.tx, &self.id)?.filter(|it| it.nat == nat.id);
        let it = found.ok_or(NO_SNAT_ENTRY)?;
        if it.is_settling(cx.now) {
            return Err(SNAT_BUSY.into());
        }
        snats::delete(cx.tx, &it)?;
        Ok(Done {})
    }
}
