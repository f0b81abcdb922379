//! `GetInstanceSummary` counts instances.

use serde::Serialize;

use crate::cas::{
    instances::instance_view,
    tables::{
        Owner,
        instances::{self, Filter},
    },
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cas) struct GetInstanceSummary {
    kind: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    total_count: i64,
    inactive_count: i64,
    will_expire_count: i64,
    certificate_count: i64,
    auto_reissue_count: i64,
}

impl Action for GetInstanceSummary {
    const NAME: &'static str = "GetInstanceSummary";
    const DOC: &'static str = "Counts instances.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("InstanceType").one_of(&["BUY", "TEST"]);
        Ok(Self { kind: p.optional(kind.doc("Only bought or only test instances."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let all = Filter { kind: self.kind.as_deref(), ..Filter::ALL };
        let mut within = |status| {
            let (statuses, ends) = instance_view::within(Some(status), cx.now);
            instances::count(cx.tx, owner, &Filter { statuses, ends, ..all })
        };
        let (inactive, soon) = (within("inactive")?.0, within("willExpire")?.0);
        let (total, reissued, certificates) = instances::count(cx.tx, owner, &all)?;
        Ok(Response {
            total_count: total,
            inactive_count: inactive,
            will_expire_count: soon,
            certificate_count: certificates,
            auto_reissue_count: reissued,
        })
    }
}
