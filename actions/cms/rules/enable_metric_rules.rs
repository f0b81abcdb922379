//! `EnableMetricRules` enables alert rules. If one of the rules does not exist, none is changed (assumed).

use serde::Serialize;

use super::{
    faults::RESOURCE_NOT_FOUND,
    switch::{self, MAX_RULES},
};
use crate::{Access, Action, Cx, Fault, Params, Result, cms::lookup_text};

pub(in crate::cms) struct EnableMetricRules {
    ids: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for EnableMetricRules {
    const NAME: &'static str = "EnableMetricRules";
    const DOC: &'static str = "Enables alert rules.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = p.list(lookup_text("RuleId").doc("The rules."), MAX_RULES)?;
        Ok(Self { ids: p.require("RuleId", ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        switch::enable(cx, &self.ids, true)?;
        Ok(Response {})
    }
}
