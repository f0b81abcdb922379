//! `ModifySmsSign` changes a rejected sign in the older generation: what is wrong is answered with the status 200.
//!
//! A call without files is accepted (modelled), though the vendor's schema requires them.

use serde::Serialize;

use super::sign_rules::{self, BAD_SOURCE, FILE_LIMIT, NO_MODIFICATION};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        sending::codes::NO_SIGN,
        tables::signs::{self, Sign},
    },
    int, text,
};

/// How many files a call may have (documented).
const MOST_FILES: i64 = 10;

pub(in crate::dysms) struct ModifySmsSign {
    name: String,
    source: i64,
    kind: i64,
    remark: String,
    files: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
}

impl Action for ModifySmsSign {
    const NAME: &'static str = "ModifySmsSign";
    const DOC: &'static str = "Changes a rejected sign, which is then in review again.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_SIGN, BAD_SOURCE, FILE_LIMIT, NO_MODIFICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(text("SignName").doc("The sign, without its brackets."))?;
        let source = p.required(int("SignSource").doc("What it is the name of, 0 to 5."))?;
        let kind =
            p.default(int("SignType").range(0, 1).doc("0 for verification codes, 1 for all."), 1)?;
        let remark = p.required(text("Remark").doc("What it is used for."))?;
        let files = p.each("SignFileList", 100, |p| {
            p.optional(text("FileContents").doc("A document, as Base64."))?;
            p.optional(text("FileSuffix").doc("jpg, png, gif or jpeg."))
        })?;
        let files = i64::try_from(files.len()).unwrap_or(i64::MAX);
        Ok(Self { name, source, kind, remark, files })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let present = signs::sign(cx.tx, &account, &self.name)?.ok_or(NO_SIGN)?;
        if !(0..=5).contains(&self.source) {
            return Err(BAD_SOURCE.into());
        }
        if self.files > MOST_FILES {
            return Err(FILE_LIMIT.into());
        }
        let wanted = Sign {
            name: self.name,
            source: self.source,
            kind: self.kind,
            remark: self.remark,
            files: self.files,
            ..Sign::default()
        };
        let sign = sign_rules::change(cx, present, wanted)?;
        Ok(Response { sign_name: sign.name })
    }
}
