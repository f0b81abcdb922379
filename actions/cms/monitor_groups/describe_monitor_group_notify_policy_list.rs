//! `DescribeMonitorGroupNotifyPolicyList` lists the pauses of the alerts of application groups.

use serde::Serialize;

use super::notify_policy::{self, PAUSE};
use crate::{
    Access, Action, Cx, Params, Result, Success, Wording,
    cms::{
        answers::TEXT_SUCCESS,
        digits::{self, digits},
        faults,
        tables::monitor_groups,
    },
    request::page::Page,
};

pub(in crate::cms) struct DescribeMonitorGroupNotifyPolicyList {
    group: Option<i64>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: usize,
    notify_policy_list: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    notify_policy: Vec<PolicyView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyView {
    id: String,
    group_id: String,
    #[serde(rename = "Type")]
    kind: &'static str,
    start_time: i64,
    end_time: i64,
}

impl Action for DescribeMonitorGroupNotifyPolicyList {
    const NAME: &'static str = "DescribeMonitorGroupNotifyPolicyList";
    const DOC: &'static str = "Queries the pauses of the alerts of application groups.";
    const ACCESS: Access = Access::Get;
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        notify_policy::read_type(p)?;
        Ok(Self {
            group: digits::optional(p, digits("GroupId").doc("The application group."))?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = monitor_groups::pauses(cx.tx, &cx.caller.account)?;
        found.retain(|it| self.group.is_none_or(|group| it.group == group));
        let total = found.len();
        let notify_policy = self.page.of(found).map(|it| PolicyView {
            id: it.id.to_string(),
            group_id: it.group.to_string(),
            kind: PAUSE,
            start_time: it.starts,
            end_time: it.ends,
        });
        Ok(Response { total, notify_policy_list: List { notify_policy: notify_policy.collect() } })
    }
}
