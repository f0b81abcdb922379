//! `DescribeChangeOrder` shows a change order, also of an application that it has deleted.
//!
//! Assumed: a change order has one batch.

use serde::Serialize;

use super::{application_states::number, change_orders::NO_CHANGE_ORDER};
use crate::{
    Access, Action, Cx, Fault, Params, Result, sae::tables::change_orders::change_order,
    shared::format::shanghai_time, text,
};

pub(in crate::sae) struct DescribeChangeOrder(String);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    app_id: String,
    app_name: String,
    auto: bool,
    batch_count: i64,
    batch_type: &'static str,
    /// Minutes.
    batch_wait_time: i64,
    change_order_id: String,
    co_type: &'static str,
    co_type_code: &'static str,
    create_time: String,
    current_pipeline_id: String,
    description: String,
    error_message: &'static str,
    pipelines: [Pipeline; 1],
    status: i64,
    sub_status: i64,
    support_rollback: bool,
}

/// A batch. There is one, which takes all instances.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Pipeline {
    batch_type: i64,
    parallel_count: i64,
    pipeline_id: String,
    pipeline_name: &'static str,
    start_time: i64,
    status: i64,
    update_time: i64,
}

impl Action for DescribeChangeOrder {
    const NAME: &'static str = "DescribeChangeOrder";
    const DOC: &'static str = "Shows a change order.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/changeorder/DescribeChangeOrder");
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_CHANGE_ORDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(text("ChangeOrderId").line(1, 64).doc("The change order."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let of = (&*cx.caller.account, cx.region);
        let order = change_order(cx.tx, of, &self.0)?.ok_or(NO_CHANGE_ORDER)?;
        let status = number(order.status);
        let failed = order.status == "FAIL";
        Ok(Response {
            data: Data {
                app_id: order.app,
                app_name: order.app_name,
                auto: true,
                batch_count: 1,
                batch_type: "Automatic",
                batch_wait_time: order.batch_wait,
                change_order_id: order.id,
                co_type: order.kind.name(),
                co_type_code: order.kind.code(),
                create_time: shanghai_time(order.made),
                current_pipeline_id: order.pipeline.clone(),
                description: order.description,
                error_message: if failed { "The change order was told to fail." } else { "" },
                pipelines: [Pipeline {
                    batch_type: 0,
                    parallel_count: 0,
                    pipeline_id: order.pipeline,
                    pipeline_name: "Batch 1 Change",
                    start_time: order.made,
                    status,
                    update_time: order.changed,
                }],
                status,
                sub_status: failed.into(),
                support_rollback: false,
            },
        })
    }
}
