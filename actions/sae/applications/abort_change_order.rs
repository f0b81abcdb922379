//! `AbortChangeOrder` cancels a change order that runs: its application stays as it was.

use super::change_orders::{self, Begun, NO_CHANGE_ORDER};
use crate::{
    Access, Action, Cx, Fault, Params, Result, flag, sae::tables::change_orders::change_order, text,
};

pub(in crate::sae) struct AbortChangeOrder(String);

impl Action for AbortChangeOrder {
    const NAME: &'static str = "AbortChangeOrder";
    const DOC: &'static str = "Cancels a change order that runs.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/changeorder/AbortChangeOrder");
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_CHANGE_ORDER];
    type Response = Begun;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(flag("Rollback").doc("Whether the application is rolled back. Has no effect."))?;
        Ok(Self(p.required(text("ChangeOrderId").line(1, 64).doc("The change order."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Begun> {
        let of = (&*cx.caller.account, cx.region);
        let order = change_order(cx.tx, of, &self.0)?;
        // A change order that has ended is refused like one that there never was (assumed).
        let order = order.filter(|it| it.status == "RUNNING").ok_or(NO_CHANGE_ORDER)?;
        change_orders::abort(cx, order)?;
        Ok(Begun::new(self.0))
    }
}
