//! `GetSmsTemplateList` lists the templates that conditions choose, the newest first.

use serde::Serialize;

use super::{template_rules, template_states};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        sending::codes::BAD_PARAMETERS,
        tables::{
            tags::{self, Tag},
            templates::{self, Filter, Template},
        },
    },
    int,
    shared::format::shanghai_time,
    text,
};

pub(in crate::dysms) struct GetSmsTemplateList {
    page: i64,
    size: i64,
    status: Option<i64>,
    sign: Option<String>,
    code: Option<String>,
    name: Option<String>,
    kind: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: Data,
    success: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Data {
    page_no: i64,
    page_size: i64,
    total: i64,
    list: Vec<Listed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Listed {
    template_code: String,
    template_name: String,
    template_content: String,
    template_type: i64,
    audit_status: i64,
    gmt_create: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_name: Option<String>,
    work_order_id: String,
    template_tag: Vec<ListedTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct ListedTag {
    tag_key: String,
    tag_value: String,
}

impl Listed {
    fn of(it: Template, tags: Vec<Tag>) -> Self {
        let tag = |it: Tag| ListedTag { tag_key: it.name, tag_value: it.value };
        Self {
            template_code: it.code,
            template_name: it.name,
            template_content: it.content,
            template_type: it.kind,
            audit_status: template_states::number(it.state.as_str()),
            gmt_create: shanghai_time(it.made),
            sign_name: it.sign,
            work_order_id: it.order_id,
            template_tag: tags.into_iter().map(tag).collect(),
        }
    }
}

impl Action for GetSmsTemplateList {
    const NAME: &'static str = "GetSmsTemplateList";
    const DOC: &'static str = "Lists the templates of the account that conditions choose.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let page = p.default(int("PageIndex").doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").doc("How many to a page, 1 to 50."), 10)?;
        let status = p.optional(int("AuditStatus").doc("Only those in this state."))?;
        let sign = p.optional(text("SignName").doc("Only those of this sign."))?;
        let code = p.optional(text("TemplateCode").doc("Only the one of this code."))?;
        let name = p.optional(text("TemplateName").doc("Only those of this name."))?;
        let kind = p.optional(int("TemplateType").doc("Only those of this type."))?;
        Ok(Self { page, size: p.page_size(size), status, sign, code, name, kind })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.page < 1 || !(1..=50).contains(&self.size) {
            return Err(BAD_PARAMETERS.into());
        }
        let state = match self.status {
            None => None,
            Some(number) => Some(template_rules::state_of(number).ok_or(BAD_PARAMETERS)?),
        };
        let (sign, code) = (self.sign.as_deref(), self.code.as_deref());
        let filter = Filter { state, sign, code, name: self.name.as_deref(), kind: self.kind };
        let account = cx.account().to_owned();
        let part = ((self.page - 1).saturating_mul(self.size), self.size);
        let (found, total) = templates::page(cx.tx, &account, filter, part)?;
        let mut list = Vec::with_capacity(found.len());
        for it in found {
            let tags = tags::of(cx.tx, &account, &it.code)?;
            list.push(Listed::of(it, tags));
        }
        let data = Data { page_no: self.page, page_size: self.size, total, list };
        Ok(Response { data, success: true })
    }
}
