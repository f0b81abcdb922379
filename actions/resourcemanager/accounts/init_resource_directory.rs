//! `InitResourceDirectory` enables a directory that the caller's account manages, as Terraform asks for it.

use serde::Serialize;

use crate::resourcedirectory::directory::enabling::{
    ENABLED, IN_ANOTHER, Shown, check, enable, shown,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::resourcemanager) struct InitResourceDirectory;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_directory: Shown,
}

impl Action for InitResourceDirectory {
    const NAME: &'static str = "InitResourceDirectory";
    const DOC: &'static str = "Enables a directory that the caller's account manages.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[ENABLED, IN_ANOTHER];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check(cx)?;
        let master = cx.caller.account.clone();
        let (directory, _) = enable(cx, master)?;
        Ok(Response { resource_directory: shown(cx, directory)? })
    }
}
