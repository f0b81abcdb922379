//! `QuerySendDetails` lists the codes that were sent to a number on a day, the newest first.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Failure, Fault, Params, Result, Success,
    dypns::{
        answers::{self, BAD_PARAMETERS},
        tables::codes::{self, CodeMessage},
    },
    dysms::network,
    int,
    shared::format::shanghai_time,
    text,
};

pub(in crate::dypns) struct QuerySendDetails {
    phone: String,
    date: String,
    size: i64,
    page: i64,
    biz_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    total_count: i64,
    model: Vec<Detail>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Detail {
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
    fn of(it: CodeMessage) -> Self {
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
    const DOC: &'static str =
        "Queries the verification codes that were sent to a phone number on a day.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    const SUCCESS: Option<Success> = Some(answers::of_messages);
    const FAILURE: Option<Failure> = Some(answers::refused);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let phone = p.required(text("PhoneNumber").doc("The number."))?;
        let date = p.required(text("SendDate").doc("The day in China, such as 20260101."))?;
        let size = p.required(int("PageSize").range(1, 50).doc("How many to a page."))?;
        let page = p.required(int("CurrentPage").min(1).doc("The page, from 1."))?;
        let biz_id = p.optional(text("BizId").doc("Only that of this send."))?;
        Ok(Self { phone, date, size: p.page_size(size), page, biz_id })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let day = network::day_of(&self.date).ok_or(BAD_PARAMETERS)?;
        let phone = network::mainland(&self.phone).unwrap_or(&self.phone);
        let account = cx.account().to_owned();
        let part = ((self.page - 1).saturating_mul(self.size), self.size);
        let asked = (phone, day, self.biz_id.as_deref());
        let (found, total_count) = codes::of_phone(cx.tx, &account, asked, part)?;
        Ok(Response { total_count, model: found.into_iter().map(Detail::of).collect() })
    }
}
