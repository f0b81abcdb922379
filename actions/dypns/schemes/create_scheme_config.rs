//! `CreateSchemeConfig` makes a scheme for codes and logins at once.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Failure, Fault, Params, Result, Success,
    dypns::{
        answers::{self, BAD_PARAMETERS},
        tables::schemes::{self, Scheme},
    },
    shared::ids,
    text,
};

pub(in crate::dypns) struct CreateSchemeConfig {
    scheme: Scheme,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    model: Made,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Made {
    scheme_code: String,
}

impl Action for CreateSchemeConfig {
    const NAME: &'static str = "CreateSchemeConfig";
    const DOC: &'static str = "Creates a scheme for an app on a platform.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    const SUCCESS: Option<Success> = Some(answers::of_new_schemes);
    const FAILURE: Option<Failure> = Some(answers::refused);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(text("SchemeName").len(1, 10).doc("Its name."))?;
        let os = p.required(text("Platform").doc("`iOS`, `Android` or `H5`."))?;
        let app = p.default(text("AppName").doc("The name of the app."), "")?;
        let package =
            p.optional(text("AndroidPackageName").doc("The package of an Android app."))?;
        let package_sign = p.optional(text("AndroidPackageSign").doc("Its signature."))?;
        let bundle = p.optional(text("IosBundleId").doc("The bundle of an iOS app."))?;
        p.optional(text("H5Origin").doc("The origin of a page."))?;
        p.optional(text("H5Url").doc("The page."))?;
        let scheme = Scheme { name, app, os, package, package_sign, bundle, ..Scheme::default() };
        Ok(Self { scheme })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !["iOS", "Android", "H5"].contains(&&*self.scheme.os) {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        let code = format!("FA{}", ids::digits(cx.random, 18));
        let info = ids::letters(cx.random, 64);
        let scheme = Scheme { code, info, made: cx.now, ..self.scheme };
        schemes::add(cx.tx, &account, &scheme)?;
        Ok(Response { model: Made { scheme_code: scheme.code } })
    }
}
