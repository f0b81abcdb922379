//! `CreateVerifyScheme` makes a scheme for an app.

use std::borrow::Cow;

use serde::Serialize;

use super::scheme_faults::{BAD_PARAMETERS, BUNDLE_CONFLICT, PACKAGE_CONFLICT};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success,
    dypns::tables::schemes::{self, Scheme},
    int,
    shared::ids,
    text,
};

pub(in crate::dypns) struct CreateVerifyScheme {
    scheme: Scheme,
}

#[derive(Serialize)]
pub(in crate::dypns) struct Response {
    #[serde(rename = "GateVerifySchemeDTO")]
    scheme: Made,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Made {
    scheme_code: String,
}

/// Around its answer.
const AROUND: Success =
    |_, _| Cow::Borrowed(r#""Code":"OK","Message":"OK","Success":true,"HttpStatusCode":200"#);

impl Action for CreateVerifyScheme {
    const NAME: &'static str = "CreateVerifyScheme";
    const DOC: &'static str = "Creates a scheme for an app.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS, PACKAGE_CONFLICT, BUNDLE_CONFLICT];
    const SUCCESS: Option<Success> = Some(AROUND);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(text("SchemeName").doc("Its name."))?;
        let app = p.required(text("AppName").doc("The name of the app."))?;
        let os = p.required(text("OsType").doc("`iOS` or `Android`."))?;
        let package = p.optional(text("PackName").doc("The package of an Android app."))?;
        let package_sign =
            p.optional(text("PackSign").doc("The signature of the package, 32 characters."))?;
        let bundle = p.optional(text("BundleId").doc("The bundle of an iOS app."))?;
        for name in [
            "AuthType",
            "Email",
            "HmAppIdentifier",
            "HmPackageName",
            "HmSignName",
            "IpWhiteList",
            "Origin",
            "SceneType",
            "SmsSignName",
            "Url",
        ] {
            p.optional(text(name).doc("Taken, without effect."))?;
        }
        for name in ["CmApiCode", "CtApiCode", "CuApiCode"] {
            p.optional(int(name).doc("Taken, without effect."))?;
        }
        let scheme = Scheme { name, app, os, package, package_sign, bundle, ..Scheme::default() };
        Ok(Self { scheme })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let wanted = self.scheme;
        let is_whole = match &*wanted.os {
            "iOS" => wanted.bundle.is_some(),
            "Android" => {
                let sign = wanted.package_sign.as_ref();
                wanted.package.is_some() && sign.is_some_and(|it| it.len() == 32)
            }
            _ => false,
        };
        if !is_whole {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        let (package, bundle) = schemes::conflicts(cx.tx, &account, &wanted)?;
        if package {
            return Err(PACKAGE_CONFLICT.into());
        }
        if bundle {
            return Err(BUNDLE_CONFLICT.into());
        }
        let code = format!("FC{}", ids::digits(cx.random, 18));
        let info = ids::letters(cx.random, 64);
        let scheme = Scheme { code, info, made: cx.now, ..wanted };
        schemes::add(cx.tx, &account, &scheme)?;
        Ok(Response { scheme: Made { scheme_code: scheme.code } })
    }
}
