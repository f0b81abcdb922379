//! `QuerySendDetails` lists what was sent to a number on a day, the newest first.

use serde::Serialize;

use super::{codes::BAD_PARAMETERS, numbers};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        days,
        tables::messages::{self, SentMessage},
    },
    int,
    shared::format::shanghai_time,
    text,
};

/// How many days back it looks (documented).
const DAYS: i64 = 30;

pub(in crate::dysms) struct QuerySendDetails {
    phone: String,
    date: String,
    size: i64,
    page: i64,
    biz_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    /// A number, though the vendor's schema says text (observed).
    total_count: i64,
    #[serde(rename = "SmsSendDetailDTOs")]
    details: Details,
}

#[derive(Serialize)]
pub(in crate::dysms) struct Details {
    #[serde(rename = "SmsSendDetailDTO")]
    detail: Vec<Detail>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Detail {
    phone_num: String,
    send_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    err_code: Option<String>,
    template_code: String,
    content: String,
    send_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    receive_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_id: Option<String>,
}

impl Detail {
    fn of(it: SentMessage) -> Self {
        Self {
            phone_num: it.phone,
            send_status: it.status,
            err_code: it.err_code,
            template_code: it.template,
            content: it.content,
            send_date: shanghai_time(it.sent),
            receive_date: it.reported.map(shanghai_time),
            out_id: it.out_id,
        }
    }
}

impl Action for QuerySendDetails {
    const NAME: &'static str = "QuerySendDetails";
    const DOC: &'static str = "Queries the messages that were sent to a phone number on a day.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let phone = p.required(text("PhoneNumber").doc("The number."))?;
        let date = p.required(text("SendDate").doc("The day in China, such as 20260101."))?;
        let size = p.required(int("PageSize").doc("How many to a page, 1 to 50."))?;
        let page = p.required(int("CurrentPage").doc("The page, from 1."))?;
        let biz_id = p.optional(text("BizId").doc("Only those of this send."))?;
        Ok(Self { phone, date, size: p.page_size(size), page, biz_id })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let day = days::read(&self.date).ok_or(BAD_PARAMETERS)?;
        let today = messages::day(cx.now);
        let is_known = (today - DAYS..=today).contains(&day);
        if !is_known || !(1..=50).contains(&self.size) || self.page < 1 {
            return Err(BAD_PARAMETERS.into());
        }
        let bare = self.phone.strip_prefix('+').or_else(|| self.phone.strip_prefix("00"));
        let phone = numbers::mainland(&self.phone).or(bare).unwrap_or(&self.phone);
        let skip = (self.page - 1).saturating_mul(self.size);
        let account = cx.account().to_owned();
        let asked = (phone, day, self.biz_id.as_deref());
        let (found, total_count) = messages::of_phone(cx.tx, &account, asked, (skip, self.size))?;
        let detail = found.into_iter().map(Detail::of).collect();
        Ok(Response { total_count, details: Details { detail } })
    }
}
