//! `DisableMetricRules` disables alert rules. If one of the rules does not exist, none is changed (assumed).

use serde::Serialize;

use super::{
    faults::RESOURCE_NOT_FOUND,
    switch::{self, MAX_RULES},
};
use crate::{Access, Action, Cx, Fault, Params, Result, cms::lookup_text};

pub(in crate::cms) struct DisableMetricRules {
    ids: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DisableMetricRules {
    const NAME: &'static str = "DisableMetricRules";
    const DOC: &'static str = "Disables alert rules: they are not evaluated.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = p.list(lookup_text("RuleId").doc("The rules."), MAX_RULES)?;
        Ok(Self { ids: p.require("RuleId", ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        switch::enable(cx, &self.ids, false)?;
        Ok(Response {})
    }
}
