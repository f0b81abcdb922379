//! `ShareCertificate` shares a certificate with another account.
//!
//! The account gets a copy with the same id and name; if it already has a certificate of that name,
//! the id is appended. The copy remains when the original is deleted.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{
        Owner,
        certificates::{self, Certificate},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct ShareCertificate {
    id: i64,
    target: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

/// The account already has it: it owns it or it was shared with it.
const SAME_TARGET: Fault = Fault {
    status: 400,
    code: "AlreadyExists.TargetUserId",
    message: "A TargetUserId with the same value already exists.",
};

impl Action for ShareCertificate {
    const NAME: &'static str = "ShareCertificate";
    const DOC: &'static str = "Shares a certificate with another account.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, SAME_TARGET];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let target = int("TargetUserId").range(1_000_000_000_000_000, 9_999_999_999_999_999);
        Ok(Self {
            id: p.required(int("CertificateId").doc("The certificate."))?,
            target: p.required(target.doc("The account to share it with."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = certificates::certificate(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let texts = certificates::texts(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let account = self.target.to_string();
        let target = Owner { account: &account, site: owner.site };
        if certificates::certificate(cx.tx, target, found.id)?.is_some() {
            return Err(SAME_TARGET.into());
        }
        let taken = certificates::has_name(cx.tx, target, &found.name)?;
        let mut copy = Certificate {
            name: if taken { format!("{}-{}", found.name, found.id) } else { found.name },
            resource_group: String::new(),
            shared_from: Some(owner.account.to_owned()),
            ..found
        };
        certificates::insert(cx.tx, target, &mut copy, &texts)?;
        Ok(Response {})
    }
}
