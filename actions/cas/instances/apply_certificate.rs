//! `ApplyCertificate` submits the application of an instance. `UpdateInstance` sets its content:
//! domains, a contact and, for OV and EV, a company.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    instances::instance_flow,
    instances::instance_states::Event,
    orders::order_faults::NOT_SUPPLIED,
    tables::instances::Instance,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct ApplyCertificate {
    instance: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for ApplyCertificate {
    const NAME: &'static str = "ApplyCertificate";
    const DOC: &'static str = "Submits the certificate application of an instance.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW, NOT_SUPPLIED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { instance: p.required(text("InstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = instance_flow::find(cx, &self.instance)?;
        instance_flow::check(cx, &it, Event::Apply)?;
        if let Some(missing) = missing(&it) {
            return Err(NOT_SUPPLIED.with(missing));
        }
        instance_flow::apply(cx, &mut it)?;
        Ok(Response {})
    }
}

/// The first missing field of an application.
fn missing(it: &Instance) -> Option<&'static str> {
    if it.csr_method == "upload" && it.csr.is_none() {
        Some("Csr")
    } else if it.domain.is_none() {
        Some("Domain")
    } else if it.contacts.is_empty() {
        Some("ContactIdList")
    } else if it.certificate_type != "DV" && it.company.is_none() {
        Some("CompanyId")
    } else {
        None
    }
}
