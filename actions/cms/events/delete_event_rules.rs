//! `DeleteEventRules` deletes event rules with their targets: all that are named, or none if one does not
//! exist (assumed).

use serde::Serialize;

use super::rule_names;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::event_rules,
    },
};

pub(in crate::cms) struct DeleteEventRules(Vec<String>);

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DeleteEventRules {
    const NAME: &'static str = "DeleteEventRules";
    const DOC: &'static str = "Deletes event rules.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(rule_names::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for name in &self.0 {
            if !event_rules::delete(cx.tx, &cx.caller.account, name)? {
                return Err(RESOURCE_NOT_FOUND.into());
            }
        }
        Ok(Response {})
    }
}
