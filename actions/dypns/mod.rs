//! Phone Number Verification Service: codes that it makes, sends and checks, and numbers that tokens stand for.
//!
//! Its messages leave like those of `Dysmsapi`, whose settings (magic numbers, the delay of receipts, the lenient mode) are its own
//! as well.

use crate::{ApiError, Entry, ParameterError, Problem, Product, ports::due::DueWork};

mod answers;
mod codes;
mod control;
mod numbers;
mod schemes;
mod seed;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<codes::check_sms_verify_code::CheckSmsVerifyCode>(),
    Entry::of::<schemes::create_scheme_config::CreateSchemeConfig>(),
    Entry::of::<schemes::create_verify_scheme::CreateVerifyScheme>(),
    Entry::of::<schemes::delete_verify_scheme::DeleteVerifyScheme>(),
    Entry::of::<schemes::describe_verify_scheme::DescribeVerifyScheme>(),
    Entry::of::<numbers::get_auth_token::GetAuthToken>(),
    Entry::of::<numbers::get_mobile::GetMobile>(),
    Entry::of::<numbers::get_phone_with_token::GetPhoneWithToken>(),
    Entry::of::<codes::query_send_details::QuerySendDetails>(),
    Entry::of::<codes::send_sms_verify_code::SendSmsVerifyCode>(),
    Entry::of::<numbers::verify_mobile::VerifyMobile>(),
    Entry::of::<numbers::verify_phone_with_token::VerifyPhoneWithToken>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[codes::delivery::DELIVERY];

/// Phone Number Verification Service (Dypnsapi 2017-05-25).
pub static DYPNS: Product = Product::new("dypns", "Dypnsapi", "2017-05-25")
    .without_arns()
    .wording(wording)
    .success(answers::of_numbers)
    .failure(crate::dysms::failure)
    .denied(crate::dysms::denied)
    .denied_in_account(crate::dysms::denied_in_account)
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("codes and tokens of number verification")
    .actions(ACTIONS);

/// The gateway reports missing parameters (observed); what else is wrong has the status 200.
fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        _ => answers::BAD_PARAMETERS.into(),
    }
}
