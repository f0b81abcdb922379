//! `DeleteForwardEntry` deletes a DNAT entry.

use crate::vpc::{
    faults::nat::{FORWARD_BUSY, NO_FORWARD_ENTRY, NO_FORWARD_TABLE},
    lists::{CLIENT_TOKEN, Done, REGION},
    nat::forward_entries,
    tables::{Settling, forwards},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct DeleteForwardEntry {
    region: String,
    table: String,
    id: String,
}

impl Action for DeleteForwardEntry {
    const NAME: &'static str = "DeleteForwardEntry";
    const DOC: &'static str = "Deletes a DNAT entry.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:DeleteForwardEntry";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:forwardtable/{ForwardTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_FORWARD_TABLE, NO_FORWARD_ENTRY, FORWARD_BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("ForwardTableId").doc("The DNAT table."))?,
            id: p.required(text("ForwardEntryId").doc("The entry."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let nat = forward_entries::gateway(cx, &self.table, &self.region)?;
        let found = forwards::of_id(cx.tx, &self.id)?.filter(|it| it.nat == nat.id);
        let it = found.ok_or(NO_FORWARD_ENTRY)?;
        if it.is_settling(cx.now) {
            return Err(FORWARD_BUSY.into());
        }
        forwards::delete(cx.tx, &it)?;
        Ok(Done {})
    }
}
