//! `AddSmsSign` applies for a sign in the older generation: what is wrong is answered with the status 200.
//!
//! A call without files is accepted (modelled), though the vendor's schema requires them.

use serde::Serialize;

use super::sign_rules::{self, BAD_NAME, BAD_SOURCE, FILE_LIMIT, TAKEN, TOO_MANY};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::tables::signs::{self, Sign},
    int, text,
};

/// How many files a call may have (documented).
const MOST_FILES: i64 = 10;

pub(in crate::dysms) struct AddSmsSign {
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

impl Action for AddSmsSign {
    const NAME: &'static str = "AddSmsSign";
    const DOC: &'static str = "Applies for a sign.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_NAME, BAD_SOURCE, FILE_LIMIT, TAKEN, TOO_MANY];
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
        if !sign_rules::is_name(&self.name) {
            return Err(BAD_NAME.into());
        }
        if !(0..=5).contains(&self.source) {
            return Err(BAD_SOURCE.into());
        }
        if self.files > MOST_FILES {
            return Err(FILE_LIMIT.into());
        }
        if signs::sign(cx.tx, &account, &self.name)?.is_some() {
            return Err(TAKEN.into());
        }
        sign_rules::check_quota(cx)?;
        let wanted = Sign {
            name: self.name,
            source: self.source,
            kind: self.kind,
            remark: self.remark,
            files: self.files,
            ..Sign::default()
        };
        let sign = sign_rules::apply(cx, wanted)?;
        Ok(Response { sign_name: sign.name })
    }
}
