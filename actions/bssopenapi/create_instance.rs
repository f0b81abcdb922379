//! `CreateInstance` buys an instance: one for certificates, as `/_localyun/cas/instances` makes it.
//!
//! Observed: Terraform's provider buys them so; a type or a specification that is not sold is `COMMODITY.INVALID_COMPONENT`.
//! Assumed: the text of this refusal; that it is the answer to `PayAsYouGo` too; the months where the call gives none.

use serde::Serialize;

use super::orders::{self, NOT_SOLD};
use crate::{Access, Action, Cx, Fault, Params, Result, cas::sales, int, text};

pub(super) struct CreateInstance {
    product: String,
    product_type: Option<String>,
    subscription: String,
    months: i64,
    modules: Vec<(String, String)>,
    token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    instance_id: String,
    order_id: String,
}

/// No such instance is sold.
const NO_COMPONENT: Fault = Fault {
    status: 400,
    code: "COMMODITY.INVALID_COMPONENT",
    message: "The specified component is invalid.",
};

impl Action for CreateInstance {
    const NAME: &'static str = "CreateInstance";
    const DOC: &'static str = "Buys an instance.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "bss:ModifyInstance";
    const RAM_ALSO: Option<&'static str> = Some("bssapi:CreateInstance");
    const FAULTS: &'static [Fault] = &[NOT_SOLD, NO_COMPONENT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let product = p.required(text("ProductCode").doc("The product."))?;
        let subscription = text("SubscriptionType").one_of(&["Subscription", "PayAsYouGo"]);
        p.optional(int("PricingCycle").doc("Has no effect: a period is in months."))?;
        let renewal = text("RenewalStatus").one_of(&["AutoRenewal", "ManualRenewal"]);
        p.optional(renewal.doc("Has no effect: nothing is renewed."))?;
        p.optional(int("RenewPeriod").min(1).doc("Has no effect: nothing is renewed."))?;
        p.optional(text("Logistics").doc("Has no effect: nothing is sent."))?;
        Ok(Self {
            product,
            product_type: p.optional(text("ProductType").doc("The type of the product: cas or cas_intl."))?,
            subscription: p.required(subscription.doc("How it is paid."))?,
            months: p.default(int("Period").range(1, 120).doc("How many months."), 12)?,
            modules: p.each("Parameter", 100, |p| {
                let code = p.required(text("Code").doc("The name of a module: fullSpec, fullDomainCount, wildcardSpec or wildcardDomainCount."))?;
                Ok((code, p.required(text("Value").doc("The value of the module: a number of names, or a specification such as ws.dv.f or ss.ov.w (brand, type, and f for names or w for wildcards)."))?))
            })?,
            token: p.optional(text("ClientToken").line(1, 64).doc("Answers a call once."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        orders::check_product(&self.product)?;
        let placed = orders::once(cx, Self::NAME, self.token.as_deref(), |cx| {
            if self.subscription != "Subscription" {
                return Err(NO_COMPONENT.into());
            }
            let kind = self.product_type.as_deref().unwrap_or(&self.product);
            let months = u32::try_from(self.months).unwrap_or(u32::MAX);
            Ok(sales::buy(cx, kind, months, &self.modules)?.ok_or(NO_COMPONENT)?)
        })?;
        Ok(Response { data: Data { instance_id: placed.instance, order_id: placed.order } })
    }
}
