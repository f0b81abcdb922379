//! `GetSmsSign` reads a sign in the newer generation.

use serde::Serialize;

use super::{
    new_faults::NOT_FOUND,
    sign_states::{self, APPROVED},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{reasons::AuditInfo, tables::signs},
    shared::format::shanghai_time,
    text,
};

pub(in crate::dysms) struct GetSmsSign {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
    sign_status: i64,
    create_date: String,
    order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    qualification_id: Option<i64>,
    remark: String,
    audit_info: AuditInfo,
    file_url_list: Vec<String>,
    sign_code: String,
    sign_tag: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    apply_scene: Option<String>,
    third_party: bool,
    register_result: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization_letter_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trademark_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_icp_record_id: Option<i64>,
    sign_isp_register_detail_list: Vec<Register>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Register {
    operator_code: &'static str,
    register_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_complete_time: Option<String>,
}

impl Action for GetSmsSign {
    const NAME: &'static str = "GetSmsSign";
    const DOC: &'static str = "Queries the details of a sign.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(text("SignName").doc("The sign."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let sign = signs::sign(cx.tx, &account, &self.name)?.ok_or(NOT_FOUND)?;
        // The carriers register a sign with its approval (modelled).
        let registered = sign.state.as_str() == APPROVED;
        let register = |operator_code| Register {
            operator_code,
            register_status: i64::from(registered),
            operator_complete_time: sign.audited.filter(|_| registered).map(shanghai_time),
        };
        Ok(Response {
            sign_isp_register_detail_list: ["mobile", "telecom", "unicom"].map(register).into(),
            sign_status: sign_states::number(sign.state.as_str()),
            create_date: shanghai_time(sign.made),
            order_id: sign.order_id,
            qualification_id: sign.qualification,
            remark: sign.remark,
            audit_info: AuditInfo::of(sign.reason, sign.audited),
            file_url_list: Vec::new(),
            sign_code: sign.code,
            sign_tag: if sign.test { "4" } else { "2" },
            apply_scene: sign.scene,
            third_party: sign.third_party,
            register_result: i64::from(registered),
            authorization_letter_id: sign.letter,
            trademark_id: sign.trademark,
            app_icp_record_id: sign.icp,
            sign_name: sign.name,
        })
    }
}
