//! `QuerySendStatistics` counts what was sent on each of some days, the newest first.

use serde::Serialize;

use super::codes::BAD_PARAMETERS;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{days, tables::messages},
    int,
    request::page::Page,
    text,
};

pub(in crate::dysms) struct QuerySendStatistics {
    globe: i64,
    start: String,
    end: String,
    page: i64,
    size: i64,
    kind: Option<i64>,
    sign: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Data {
    total_size: i64,
    target_list: Vec<Target>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Target {
    send_date: String,
    total_count: i64,
    responded_success_count: i64,
    responded_fail_count: i64,
    no_responded_count: i64,
}

impl Action for QuerySendStatistics {
    const NAME: &'static str = "QuerySendStatistics";
    const DOC: &'static str = "Counts the messages that were sent on each day.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let globe = p.required(int("IsGlobe").doc("1 mainland China, 2 elsewhere."))?;
        let start = p.required(text("StartDate").doc("The first day, such as 20260101."))?;
        let end = p.required(text("EndDate").doc("The last day."))?;
        let page = p.required(int("PageIndex").doc("The page, from 1."))?;
        let size = p.required(int("PageSize").doc("How many to a page, 1 to 50."))?;
        let kind = p.optional(int("TemplateType").doc("Only those of templates of this type."))?;
        let sign = p.optional(text("SignName").doc("Only those with this sign."))?;
        Ok(Self { globe, start, end, page, size: p.page_size(size), kind, sign })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let days = days::read(&self.start).zip(days::read(&self.end));
        let days = days.filter(|(start, end)| start <= end).ok_or(BAD_PARAMETERS)?;
        if !(1..=2).contains(&self.globe) || !(1..=50).contains(&self.size) || self.page < 1 {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        let which = (self.globe == 2, self.kind, self.sign.as_deref());
        let all = messages::by_day(cx.tx, &account, days, which)?;
        let page = Page { number: self.page, size: self.size };
        let (found, total_size) = page.and_total(all);
        let target = |it: messages::DayCount| Target {
            send_date: days::text(it.day),
            total_count: it.total,
            responded_success_count: it.delivered,
            responded_fail_count: it.failed,
            no_responded_count: it.total - it.delivered - it.failed,
        };
        Ok(Response {
            data: Data { total_size, target_list: found.into_iter().map(target).collect() },
        })
    }
}
