//! `DescribeAccountAttributes` answers what an account may have in a region.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::calls::NO_REGION,
        given::{Given, Parameter, list, need, text},
        limits,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), list("AttributeName", 100), text("ZoneId")];

pub(in crate::ecs) struct DescribeAccountAttributes(Given);

impl Action for DescribeAccountAttributes {
    const NAME: &'static str = "DescribeAccountAttributes";
    const DOC: &'static str = "Answers what an account may have in a region.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let asked = it.list("AttributeName");
    let wanted = |name: &str| asked.as_ref().is_none_or(|all| all.iter().any(|it| it == name));
    let mut rows = Vec::new();
    for (name, limit) in
        [("max-security-groups", "limit.security-groups"), ("max-elastic-network-interfaces", "")]
    {
        if wanted(name) {
            let most = if limit.is_empty() { 100 } else { limits::limit(cx, limit)? };
            rows.push(json!({
                "AttributeName": name,
                "AttributeValues": {"ValueItem": [{"Value": most.to_string()}]},
            }));
        }
    }
    if wanted("supported-postpay-instance-types") {
        let zone = it.text("ZoneId");
        let value = |one: &catalogue::InstanceType| json!({"Value": one.id, "InstanceType": one.id, "InstanceChargeType": "PostPaid", "ZoneId": zone});
        let all: Vec<Value> = catalogue::types().iter().map(value).collect();
        rows.push(json!({
            "AttributeName": "supported-postpay-instance-types",
            "AttributeValues": {"ValueItem": all},
        }));
    }
    Ok(json!({"AccountAttributeItems": {"AccountAttributeItem": rows}}))
}
