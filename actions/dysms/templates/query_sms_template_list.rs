//! `QuerySmsTemplateList` lists the templates of an account, the newest first. Its `TemplateType` has numbers of its own.

use serde::Serialize;

use super::{template_rules::listed_kind, template_states};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        reasons::Reason,
        sending::codes::BAD_PARAMETERS,
        tables::templates::{self, Filter, Template},
    },
    int,
    shared::format::shanghai_time,
};

pub(in crate::dysms) struct QuerySmsTemplateList {
    page: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sms_template_list: Vec<Listed>,
    total_count: i64,
    current_page: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Listed {
    template_code: String,
    template_name: String,
    outer_template_type: i64,
    template_type: i64,
    audit_status: &'static str,
    template_content: String,
    create_date: String,
    reason: Reason,
    order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traffic_driving: Option<String>,
}

impl Listed {
    fn of(it: Template) -> Self {
        Self {
            template_code: it.code,
            template_name: it.name,
            outer_template_type: it.kind,
            template_type: listed_kind(it.kind),
            audit_status: template_states::listed(it.state.as_str()),
            template_content: it.content,
            create_date: shanghai_time(it.made),
            reason: Reason::of(it.reason, it.audited),
            order_id: it.order_id,
            signature_name: it.sign,
            traffic_driving: it.traffic,
        }
    }
}

impl Action for QuerySmsTemplateList {
    const NAME: &'static str = "QuerySmsTemplateList";
    const DOC: &'static str = "Lists the templates of the account.";
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
        let part = ((self.page - 1).saturating_mul(self.size), self.size);
        let (found, total_count) = templates::page(cx.tx, &account, Filter::default(), part)?;
        let sms_template_list = found.into_iter().map(Listed::of).collect();
        let (current_page, page_size) = (self.page, self.size);
        Ok(Response { sms_template_list, total_count, current_page, page_size })
    }
}
