//! What seed files may say of number verification.

use crate::{
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember},
    },
    dypns::{
        DYPNS,
        tables::schemes::{self, Scheme},
    },
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "schemes",
    doc: "Schemes of apps.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("code", "The code; one is made unless given."),
        SeedMember::text("app", "The name of the app.").required(),
        SeedMember::text("os", "iOS or Android.").required(),
        SeedMember::text("package", "The package of an Android app."),
        SeedMember::text("package_sign", "The signature of the package, 32 characters."),
        SeedMember::text("bundle", "The bundle of an iOS app."),
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        Ok(schemes::all(cx.tx, &account)?.into_iter().map(shown).collect())
    },
    create: |cx, it| {
        let names = [
            ("name", "SchemeName"),
            ("app", "AppName"),
            ("os", "OsType"),
            ("package", "PackName"),
            ("package_sign", "PackSign"),
            ("bundle", "BundleId"),
        ];
        let parameters = seed::parameters(it, &names);
        let answer = seed::call(&DYPNS, cx, "CreateVerifyScheme", parameters)?;
        if it.contains_key("code") {
            let account = cx.account().to_owned();
            let made = answer["GateVerifySchemeDTO"]["SchemeCode"].as_str().unwrap_or_default();
            let code = seed::text(it, "code");
            if schemes::info(cx.tx, &account, code)?.is_some() {
                return Err(ControlError::Wrong(format!("a scheme has the code {code}")));
            }
            schemes::rename(cx.tx, &account, made, code)?;
        }
        Ok(())
    },
    update: None,
}];

fn shown(it: Scheme) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("code", it.code.into()),
        ("app", it.app.into()),
        ("os", it.os.into()),
        ("package", it.package.into()),
        ("package_sign", it.package_sign.into()),
        ("bundle", it.bundle.into()),
    ])
}
