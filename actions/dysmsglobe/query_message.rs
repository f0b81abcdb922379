//! `QueryMessage` tells what has become of a message.

use serde::Serialize;

use super::{
    refusals::NO_MESSAGE,
    sent::{NumberDetail, with_code},
};
use crate::{Access, Action, Cx, Fault, Params, Result, dysms::network, text};

pub(in crate::dysmsglobe) struct QueryMessage {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysmsglobe) struct Response {
    message_id: String,
    to: String,
    message: String,
    /// 1: it was received; 2: it was not; 3: nothing is known yet.
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<String>,
    send_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    receive_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_detail: Option<NumberDetail>,
}

impl Action for QueryMessage {
    const NAME: &'static str = "QueryMessage";
    const DOC: &'static str = "Queries what has become of a message.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_MESSAGE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("MessageId").doc("The id of the message."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let sent = network::global_message(cx, &self.id)?.ok_or(NO_MESSAGE)?;
        let to = with_code(&sent);
        Ok(Response {
            number_detail: NumberDetail::of(&to),
            status: match sent.status {
                1 => "3",
                3 => "1",
                _ => "2",
            },
            error_description: sent.err_code.as_deref().map(network::global_description),
            error_code: sent.err_code,
            send_date: network::global_time(sent.sent),
            receive_date: sent.reported.map(network::global_time),
            message_id: sent.biz_id,
            message: sent.content,
            to,
        })
    }
}
