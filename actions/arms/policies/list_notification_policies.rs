//! `ListNotificationPolicies` lists policies, newest first (assumed), among them those that were created as
//! dispatch rules (observed: Terraform creates these and looks for them here).
//!
//! Assumed: `Name` is a part of the name; what is shown without `IsDetail`.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        id_lists::ids, list_filter::ListFilter, policies::policy_view::PolicyView, tables::policies,
    },
    flag,
    request::page::Page,
    text,
};

pub(in crate::arms) struct ListNotificationPolicies {
    filter: ListFilter,
    directed: Option<bool>,
    with_details: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    page: i64,
    size: i64,
    total: usize,
    notification_policies: Vec<PolicyView>,
}

impl Action for ListNotificationPolicies {
    const NAME: &'static str = "ListNotificationPolicies";
    const DOC: &'static str = "Lists notification policies.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ListDispatchRule";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let details = flag("IsDetail").doc("Whether to show more than id, name and state.");
        p.optional(text("RegionId").doc("The region; policies are the same in all."))?;
        Ok(Self {
            filter: ListFilter::read(p, "Name", ids("Ids").doc("Only these policies."))?,
            directed: p.optional(
                flag("DirectedMode").doc("Only those in the simple mode, or not in it."),
            )?,
            with_details: p.default(details, false)?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = policies::all(cx.tx, &cx.caller.account)?;
        found.retain(|policy| {
            self.filter.fits(policy.id, &policy.name)
                && self.directed.is_none_or(|directed| policy.rules.directed == directed)
        });
        let total = found.len();
        let view = |policy| PolicyView::of(policy, self.with_details);
        let notification_policies = self.page.of(found).map(view).collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, notification_policies } })
    }
}
