//! `SenderStatisticsDetailByParam` lists what was sent and what came of it, newest first.

use serde::Serialize;

use crate::dm::{
    faults,
    lists::{minutes, seconds},
    sending::fates,
    statistics::times,
    tables::{
        Owner,
        mail_statistics::{self, Filter},
    },
};
use crate::{Access, Action, Cx, Params, Result, int, text};

pub(in crate::dm) struct SenderStatisticsDetailByParam {
    account: Option<String>,
    tag: Option<String>,
    to: Option<String>,
    status: Option<i64>,
    from_time: Option<String>,
    to_time: Option<String>,
    before: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    next_start: String,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::dm) struct Rows {
    mail_detail: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    account_name: String,
    to_address: String,
    subject: String,
    status: i64,
    message: &'static str,
    error_classification: String,
    last_update_time: String,
    utc_last_update_time: String,
}

impl Action for SenderStatisticsDetailByParam {
    const NAME: &'static str = "SenderStatisticsDetailByParam";
    const DOC: &'static str = "Queries what was sent and what came of it.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ConfigSetId").doc("A configuration set; it has no effect."))?;
        p.optional(text("IpPoolId").doc("A pool of addresses; it has no effect."))?;
        let status =
            int("Status").range(0, 4).doc("0 delivered, 2 no such address, 3 spam, 4 failed.");
        let next = text("NextStart").form("number", |it| it.parse::<i64>().is_ok());
        let next = p.optional(next.doc("The NextStart of the answer before, to go on from."))?;
        let size = p.default(int("Length").range(1, 100).doc("How many to a page."), 100)?;
        Ok(Self {
            account: p.optional(text("AccountName").doc("Only mail of this sender."))?,
            tag: p.optional(text("TagName").doc("Only mail with this tag."))?,
            to: p.optional(text("ToAddress").doc("Only mail to this recipient."))?,
            status: p.optional(status)?,
            from_time: p.optional(text("StartTime").doc("From this time on."))?,
            to_time: p.optional(text("EndTime").doc("Up to this time."))?,
            before: next.and_then(|it| it.parse().ok()).unwrap_or(i64::MAX),
            size: p.page_size(size),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let given = [&self.account, &self.tag, &self.to];
        if given.into_iter().flatten().count() > 1 {
            return Err(faults::malformed("AccountName", "filter beside TagName or ToAddress"));
        }
        let times = (self.from_time.as_deref(), self.to_time.as_deref());
        let (from, to) = times::span(times, cx.now, 30)?;
        let filter = Filter {
            from,
            to,
            address: self.account.as_deref(),
            tag: self.tag.as_deref(),
            recipient: self.to.as_deref(),
            outcome: self.status,
        };
        let part = (self.before, self.size + 1);
        let mut found = mail_statistics::settled(cx.tx, owner, &filter, part)?;
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|it| it.id.to_string());
        let mail_detail = found
            .into_iter()
            .map(|it| {
                let status = it.outcome.unwrap_or_default();
                let time = it.settled.unwrap_or(it.sent);
                Row {
                    message: fates::message(status, &it.classification),
                    status,
                    account_name: it.address,
                    to_address: it.recipient,
                    subject: it.subject,
                    error_classification: it.classification,
                    last_update_time: minutes(time),
                    utc_last_update_time: seconds(time).to_string(),
                }
            })
            .collect();
        Ok(Response { next_start: next.unwrap_or_default(), data: Rows { mail_detail } })
    }
}
