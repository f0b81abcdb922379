//! What the newer generation reads and refuses, with its own codes.

use super::sign_rules;
use crate::{Fault, Params, Result, dysms::tables::signs::Sign, flag, int, text};

pub(super) const BAD_NAME: Fault = Fault {
    status: 400,
    code: "InvalidSignName",
    message: "The signature cannot contain spaces, special symbols, or all numbers.",
};
pub(super) const EXISTS: Fault = Fault {
    status: 400,
    code: "SignName.Exists",
    message: "Sorry, this signature already exists and cannot be applied for again.",
};
pub(super) const NO_SCENE: Fault = Fault {
    status: 400,
    code: "MissApplySceneContent",
    message: "In some signature sources, the applySceneContent is required.",
};
pub(super) const BAD_LINK: Fault = Fault {
    status: 400,
    code: "InvalidApplySceneContent",
    message: "For certain signature sources, the applySceneContent should be an HTTP or HTTPS link.",
};
pub(super) const NOT_FOUND: Fault =
    Fault { status: 404, code: "SignatureNotFound", message: "The signature does not exist." };

/// All of a call but the name.
pub(super) fn read(p: &mut Params<'_>) -> Result<Sign> {
    let source = p.required(int("SignSource").range(0, 5).doc("What it is the name of."))?;
    let qualification = p.required(int("QualificationId").doc("The qualification."))?;
    let kind =
        p.default(int("SignType").range(0, 1).doc("0 for verification codes, 1 for all."), 1)?;
    let remark = p.default(text("Remark").len(0, 500).doc("What it is used for."), "")?;
    let files = p.json("MoreData", |p| p.list(text("MoreData").doc("Further documents."), 100))?;
    let scene =
        p.optional(text("ApplySceneContent").doc("Where it is used, a link for some sources."))?;
    let third_party = p.default(flag("ThirdParty").doc("Whether it is used for others."), false)?;
    let letter = p.optional(int("AuthorizationLetterId").doc("The letter of authorization."))?;
    let trademark = p.optional(int("TrademarkId").doc("The trademark."))?;
    let icp = p.optional(int("AppIcpRecordId").doc("The record of the app."))?;
    let files = i64::try_from(files.unwrap_or_default().len()).unwrap_or(i64::MAX);
    let qualification = Some(qualification);
    Ok(Sign {
        source,
        kind,
        remark,
        qualification,
        scene,
        third_party,
        files,
        letter,
        trademark,
        icp,
        ..Sign::default()
    })
}

/// Refuses a name or a scene that is wrong: a link for a website, an app and a shop, a name for an account.
pub(super) fn check(name: &str, sign: &Sign) -> Result<()> {
    if !sign_rules::is_name(name) {
        return Err(BAD_NAME.into());
    }
    let is_link = |it: &String| it.starts_with("http://") || it.starts_with("https://");
    match (&sign.scene, sign.source) {
        (None, 1..=4) => Err(NO_SCENE.into()),
        (Some(scene), 1 | 2 | 4) if !is_link(scene) => Err(BAD_LINK.into()),
        _ => Ok(()),
    }
}
