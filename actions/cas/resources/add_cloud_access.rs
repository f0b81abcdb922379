//! `AddCloudAccess` adds an access key of another cloud, used to deploy certificates there.
//!
//! All three parameters are optional in the schema, but required here.

use serde::Serialize;

use crate::cas::{
    resources::clouds::OTHER_CLOUDS,
    tables::{Owner, cloud_accesses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct AddCloudAccess {
    cloud: String,
    secret_id: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

const ALREADY_EXISTS: Fault = Fault {
    status: 400,
    code: "AlreadyExists.SecretId",
    message: "A SecretId with the same value already exists.",
};

impl Action for AddCloudAccess {
    const NAME: &'static str = "AddCloudAccess";
    const DOC: &'static str = "Adds an access key of another cloud.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[ALREADY_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let it = Self {
            cloud: p.required(text("CloudName").one_of(OTHER_CLOUDS).doc("The cloud."))?,
            secret_id: p.required(text("SecretId").line(1, 128).doc("The id of the key."))?,
        };
        p.required(
            text("SecretKey").line(1, 256).secret().doc("The secret of the key; it is not stored."),
        )?;
        Ok(it)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !cloud_accesses::add(cx.tx, owner, (&self.cloud, &self.secret_id), cx.now)? {
            return Err(ALREADY_EXISTS.into());
        }
        Ok(Response {})
    }
}
