//! `RevokeCertificate` revokes the certificate of an instance, but not uploaded ones or those
//! ordered from quota.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    instances::instance_flow,
    tables::{Owner, certificates, instances},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct RevokeCertificate {
    instance: String,
    certificate: Option<i64>,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for RevokeCertificate {
    const NAME: &'static str = "RevokeCertificate";
    const DOC: &'static str = "Revokes the certificate of an instance.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let certificate = int("CertificateId").doc("The certificate; defaults to the current one.");
        Ok(Self {
            instance: p.required(text("InstanceId").doc("The instance."))?,
            certificate: p.optional(certificate)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let Some(mut it) = instances::instance(cx.tx, owner, &self.instance)? else {
            let other = certificates::of_instance(cx.tx, owner, &self.instance)?;
            return Err(if other.is_some() { NOT_NOW } else { NOT_FOUND }.into());
        };
        instance_flow::revoke(cx, &mut it, self.certificate)?;
        Ok(Response {})
    }
}
