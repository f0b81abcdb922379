//! `QuerySmsSignList` lists the signs of an account, the newest first.

use serde::Serialize;

use super::{sign_audit, sign_states};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        reasons::Reason,
        sending::codes::BAD_PARAMETERS,
        tables::signs::{self, Sign},
    },
    int,
    shared::format::shanghai_time,
};

pub(in crate::dysms) struct QuerySmsSignList {
    page: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sms_sign_list: Vec<Listed>,
    total_count: i64,
    current_page: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Listed {
    sign_name: String,
    audit_status: &'static str,
    create_date: String,
    reason: Reason,
    business_type: &'static str,
    order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization_letter_id: Option<i64>,
    #[serde(rename = "authorizationLetterAuditPass")]
    letter_passed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    trademark_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_icp_record_id: Option<i64>,
}

impl Listed {
    fn of(it: Sign) -> Self {
        Self {
            audit_status: sign_states::listed(it.state.as_str()),
            create_date: shanghai_time(it.made),
            business_type: sign_audit::business(&it),
            reason: Reason::of(it.reason, it.audited),
            order_id: it.order_id,
            authorization_letter_id: it.letter,
            letter_passed: it.letter.is_some(),
            trademark_id: it.trademark,
            app_icp_record_id: it.icp,
            sign_name: it.name,
        }
    }
}

impl Action for QuerySmsSignList {
    const NAME: &'static str = "QuerySmsSignList";
    const DOC: &'static str = "Lists the signs of the account.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let page = p.default(int("PageIndex").doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").doc("How many to a page, 1 to 50."), 10)?;
        Ok(Self { page, size: p.page_size(size) })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.page < 1 || !(1..=50).contains(&self.size) {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        let skip = (self.page - 1).saturating_mul(self.size);
        let (found, total_count) = signs::page(cx.tx, &account, (skip, self.size))?;
        let sms_sign_list = found.into_iter().map(Listed::of).collect();
        Ok(Response { sms_sign_list, total_count, current_page: self.page, page_size: self.size })
    }
}
