//! `DeleteMonitorGroupInstances` takes up to 20 instances of a product out of an application group. Instances that
//! are not in the group are left alone (assumed).

use serde::Serialize;

use super::groups::{self, group_id};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        contact_groups,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::group_instances,
    },
    text,
};

pub(in crate::cms) struct DeleteMonitorGroupInstances {
    group: i64,
    category: String,
    ids: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

/// How many instances a call takes out (documented).
const MAX: usize = 20;

impl Action for DeleteMonitorGroupInstances {
    const NAME: &'static str = "DeleteMonitorGroupInstances";
    const DOC: &'static str = "Removes instances from an application group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("InstanceIdList").form("list of 20 ids at most", |list| {
            (1..=MAX).contains(&contact_groups::comma_separated(list).len())
        });
        Ok(Self {
            group: group_id(p)?,
            category: p
                .required(text("Category").line(1, 255).doc("The abbreviation of the product."))?
                .to_lowercase(),
            ids: contact_groups::comma_separated(
                &p.required(ids.doc("The ids of the instances, with commas between them."))?,
            ),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let account = &cx.caller.account;
        for id in &self.ids {
            group_instances::delete(cx.tx, account, group.id, (&self.category, id))?;
        }
        Ok(Response {})
    }
}
