//! Captcha 2.0: whether a person has solved a challenge, as the page's SDK says in an opaque text.

use std::borrow::Cow;

use crate::{Entry, Product};

mod control;
mod seed;
mod tables;
mod verdict;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod verify_captcha;
mod verify_intelligent_captcha;

const ACTIONS: &[Entry] = &[
    Entry::of::<verify_captcha::VerifyCaptcha>(),
    Entry::of::<verify_intelligent_captcha::VerifyIntelligentCaptcha>(),
];
// The end of the list.

/// Captcha 2.0 (captcha 2023-03-05).
pub static CAPTCHA: Product = Product::new("captcha", "captcha", "2023-03-05")
    // The name of its RAM actions is that of the system policy `AliyunYundunAFSFullAccess` (assumed: no page lists them).
    .ram("yundun-afs")
    .without_arns()
    .denied(denied)
    .success(|_, _| Cow::Borrowed(r#""Code":"Success","Message":"success","Success":true"#))
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("settings of captcha and texts that were made for tests")
    .actions(ACTIONS);

/// The vendor's code for a call that policies deny, with the text that Direct Mail has for one.
fn denied(_: &crate::Denial<'_>) -> crate::ApiError {
    crate::ApiError::new(
        403,
        "Forbidden.RAMUserAccessDenied",
        "The user is not authorized to operate on the specified resource.",
    )
}
