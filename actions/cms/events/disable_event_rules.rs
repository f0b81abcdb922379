//! `DisableEventRules` disables event rules: all that are named, or none if one does not exist (assumed).

use serde::Serialize;

use super::rule_names;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::faults::{self, RESOURCE_NOT_FOUND},
};

pub(in crate::cms) struct DisableEventRules(Vec<String>);

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DisableEventRules {
    const NAME: &'static str = "DisableEventRules";
    const DOC: &'static str = "Disables event rules.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(rule_names::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        rule_names::set_enabled(cx, &self.0, false)?;
        Ok(Response {})
    }
}
