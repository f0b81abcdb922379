//! `BatchUpdateNoticeStatus` switches expiry notices of certificates on or off: for all named ones
//! or for none.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, certificates},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct BatchUpdateNoticeStatus {
    ids: String,
    status: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

/// Comma-separated ids.
fn are_ids(it: &str) -> bool {
    it.split(',').all(|id| id.trim().parse::<i64>().is_ok())
}

impl Action for BatchUpdateNoticeStatus {
    const NAME: &'static str = "BatchUpdateNoticeStatus";
    const DOC: &'static str = "Switches the expiry notices of certificates on or off.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("Ids").form("list of ids", are_ids).doc("Comma-separated ids.");
        let status = text("NoticeStatus").one_of(&["enable", "disable"]);
        p.optional(text("NoticeBiz").one_of(&["ssl"]).doc("What the notices are for."))?;
        p.optional(text("Lang").doc("Has no effect."))?;
        p.optional(text("SourceIp").doc("Has no effect."))?;
        Ok(Self {
            ids: p.required(ids)?,
            status: p.required(status.doc("Whether notices are sent."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let notice = self.status == "enable";
        // Deduplicated, so that the work is bounded by the number of certificates.
        let ids = self.ids.split(',').filter_map(|id| id.trim().parse().ok());
        for id in ids.collect::<BTreeSet<i64>>() {
            if !certificates::set_notice(cx.tx, owner, id, notice)? {
                return Err(NOT_FOUND.into());
            }
        }
        Ok(Response {})
    }
}
