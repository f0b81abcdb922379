//! `DescribeImageSharePermission` lists the accounts that an image is shared with.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::images::NO_IMAGE,
        given::{Given, Parameter, need, page},
        lists::{self, Paging},
        tables::{resources::IMAGE, shares},
    },
    shared::format,
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("ImageId"), page(100)];

pub(in crate::ecs) struct DescribeImageSharePermission(Given);

impl Action for DescribeImageSharePermission {
    const NAME: &'static str = "DescribeImageSharePermission";
    const DOC: &'static str = "Lists the accounts that an image is shared with.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = lists::own(cx, &IMAGE, it, it.text("ImageId"), NO_IMAGE)?;
    let paging = Paging::of(it);
    let (shown, total) = paging.slice(shares::of(cx.tx, &found.id)?);
    let row =
        |(id, since): (String, i64)| json!({"AliyunId": id, "SharedTime": format::iso(since)});
    let rows = shown.into_iter().map(row).collect();
    let mut answer = paging.answer(("Accounts", "Account"), rows, (total, None));
    answer.insert("ImageId".to_owned(), found.id.into());
    answer.insert("RegionId".to_owned(), found.region.into());
    answer.insert("ShareGroups".to_owned(), json!({"ShareGroup": []}));
    Ok(Value::Object(answer))
}
