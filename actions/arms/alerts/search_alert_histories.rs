//! `SearchAlertHistories` lists the notifications that were sent, newest first (assumed).
//!
//! Assumed: the text of a notification; the type of events whose source names none.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        region,
        tables::alerts::{self, Notification},
    },
    int,
    request::page::Page,
};

pub(in crate::arms) struct SearchAlertHistories {
    rule: Option<i64>,
    kind: Option<i64>,
    start: Option<i64>,
    end: Option<i64>,
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
    alarm_histories: Vec<Shown>,
    page_number: i64,
    page_size: i64,
    total_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    id: i64,
    alarm_time: i64,
    alarm_type: i64,
    alarm_content: String,
    alarm_sources: String,
    alarm_response_code: i64,
    emails: String,
    phones: String,
    strategy_id: String,
    target: String,
    user_id: String,
}

impl Action for SearchAlertHistories {
    const NAME: &'static str = "SearchAlertHistories";
    const DOC: &'static str = "Lists the notifications that were sent of alerts.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let number = int("CurrentPage").min(1).doc("The page, from 1.");
        let size = int("PageSize").min(1).doc("How many to a page.");
        let mut search = Self {
            rule: p.optional(int("AlertId").doc("Only of this alert rule."))?,
            kind: p.optional(int("AlertType").doc("Only of alert rules of this type."))?,
            start: p.optional(int("StartTime").doc("Sent then or later, in milliseconds."))?,
            end: p.optional(int("EndTime").doc("Sent then or earlier, in milliseconds."))?,
            page: Page { number: p.default(number, 1)?, size: p.default(size, 10)?.min(9999) },
        };
        search.page.size = p.page_size(search.page.size);
        Ok(search)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let mut found = alerts::notifications(cx.tx, &account)?;
        let rule = self.rule.map(|id| id.to_string());
        found.retain(|it| {
            rule.as_ref().is_none_or(|rule| *rule == it.rule)
                && self.kind.is_none_or(|kind| kind == it.kind)
                && self.start.is_none_or(|start| it.at >= start)
                && self.end.is_none_or(|end| it.at <= end)
        });
        let view = |it: Notification| Shown {
            id: it.id,
            alarm_time: it.at,
            alarm_type: it.kind,
            alarm_content: it.content,
            alarm_sources: it.source,
            alarm_response_code: 200,
            emails: it.mails,
            phones: it.phones,
            strategy_id: it.rule,
            target: it.target,
            user_id: account.clone(),
        };
        let Page { number, size } = self.page;
        let total_count = found.len();
        Ok(Response {
            page_bean: PageBean {
                alarm_histories: self.page.of(found).map(view).collect(),
                page_number: number,
                page_size: size,
                total_count,
            },
        })
    }
}
