//! `GetSmsTemplate` reads a template in the newer generation, where type and state are texts.

use serde::Serialize;

use super::{template_rules::NOT_FOUND, template_states};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{reasons::AuditInfo, tables::templates},
    shared::format::shanghai_time,
    text,
};

pub(in crate::dysms) struct GetSmsTemplate {
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
    template_name: String,
    template_content: String,
    template_type: String,
    template_status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_sign_name: Option<String>,
    template_tag: i64,
    order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    variable_attribute: Option<String>,
    remark: String,
    create_date: String,
    audit_info: AuditInfo,
    file_url_list: Files,
    more_data_file_url_list: MoreFiles,
    #[serde(skip_serializing_if = "Option::is_none")]
    intl_type: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    apply_scene: Option<String>,
    vendor_audit_status: Vendors,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Files {
    file_url: [String; 0],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct MoreFiles {
    more_data_file_url: [String; 0],
}

#[derive(Serialize)]
pub(in crate::dysms) struct Vendors {
    #[serde(rename = "MOBILE_VENDOR")]
    mobile: i64,
    #[serde(rename = "TELCOM_VENDOR")]
    telecom: i64,
    #[serde(rename = "UNICOM_VENDOR")]
    unicom: i64,
}

impl Action for GetSmsTemplate {
    const NAME: &'static str = "GetSmsTemplate";
    const DOC: &'static str = "Queries the details of a template.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { code: p.required(text("TemplateCode").doc("The code of the template."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let found = templates::template(cx.tx, &account, &self.code)?.ok_or(NOT_FOUND)?;
        Ok(Response {
            template_type: found.kind.to_string(),
            template_status: template_states::number(found.state.as_str()).to_string(),
            create_date: shanghai_time(found.made),
            audit_info: AuditInfo::of(found.reason, found.audited),
            template_code: found.code,
            template_name: found.name,
            template_content: found.content,
            related_sign_name: found.sign,
            template_tag: if found.test { 3 } else { 2 },
            order_id: found.order_id,
            variable_attribute: found.rule,
            remark: found.remark,
            file_url_list: Files { file_url: [] },
            more_data_file_url_list: MoreFiles { more_data_file_url: [] },
            intl_type: found.intl,
            apply_scene: found.scene,
            vendor_audit_status: Vendors { mobile: 0, telecom: 0, unicom: 0 },
        })
    }
}
