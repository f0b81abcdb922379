//! Serverless App Engine: namespaces and applications, and the contacts who approve operations and are told of
//! alerts.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{
    ApiError, Denial, Entry, Fault, ParameterError, Params, Problem, Product, Result, Success, int,
    request::page::Page, shared::states::StateTable,
};

mod applications;
mod contacts;
mod control;
mod namespaces;
mod seed;
mod settings;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<applications::abort_change_order::AbortChangeOrder>(),
    Entry::of::<applications::create_application::CreateApplication>(),
    Entry::of::<contacts::create_contact::CreateContact>(),
    Entry::of::<namespaces::create_namespace::CreateNamespace>(),
    Entry::of::<applications::delete_application::DeleteApplication>(),
    Entry::of::<contacts::delete_contact::DeleteContact>(),
    Entry::of::<namespaces::delete_namespace::DeleteNamespace>(),
    Entry::of::<applications::deploy_application::DeployApplication>(),
    Entry::of::<applications::describe_application_config::DescribeApplicationConfig>(),
    Entry::of::<applications::describe_application_status::DescribeApplicationStatus>(),
    Entry::of::<applications::describe_change_order::DescribeChangeOrder>(),
    Entry::of::<contacts::describe_contact::DescribeContact>(),
    Entry::of::<namespaces::describe_namespace::DescribeNamespace>(),
    Entry::of::<namespaces::describe_namespace_list::DescribeNamespaceList>(),
    Entry::of::<namespaces::describe_namespace_resources::DescribeNamespaceResources>(),
    Entry::of::<namespaces::describe_namespaces::DescribeNamespaces>(),
    Entry::of::<applications::list_applications::ListApplications>(),
    Entry::of::<applications::list_change_orders::ListChangeOrders>(),
    Entry::of::<contacts::list_contact_users::ListContactUsers>(),
    Entry::of::<contacts::list_contacts::ListContacts>(),
    Entry::of::<applications::list_tag_resources::ListTagResources>(),
    Entry::of::<contacts::merge_contacts::MergeContacts>(),
    Entry::of::<applications::rescale_application::RescaleApplication>(),
    Entry::of::<applications::restart_application::RestartApplication>(),
    Entry::of::<applications::start_application::StartApplication>(),
    Entry::of::<applications::stop_application::StopApplication>(),
    Entry::of::<applications::tag_resources::TagResources>(),
    Entry::of::<applications::untag_resources::UntagResources>(),
    Entry::of::<applications::update_application_description::UpdateApplicationDescription>(),
    Entry::of::<contacts::update_contact::UpdateContact>(),
    Entry::of::<namespaces::update_namespace::UpdateNamespace>(),
    Entry::of::<namespaces::update_namespace_vpc::UpdateNamespaceVpc>(),
];
// The end of the list.

/// Serverless App Engine (sae 2019-05-06): actions by method and path, also called by name.
pub static SAE: Product = Product::new("sae", "sae", "2019-05-06")
    .roa()
    .wording(wording)
    .success(success)
    .failure(failure)
    .denied(denied)
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, &[])
    .due(&[applications::change_orders::END])
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded(
        "change orders, settings, the network of the default namespace, client tokens, what is outside cn-hangzhou",
    )
    .states(&[
        StateTable::of::<applications::application_states::Applications>(),
        StateTable::of::<applications::application_states::ChangeOrders>(),
    ])
    .actions(ACTIONS);

/// A parameter that is needed is missing or blank. Documented.
const MISSING: Fault = Fault {
    status: 400,
    code: "InvalidParameter.NotEmpty",
    message: "You must specify the parameter %s.",
};
/// A parameter has a wrong value. Documented.
const INVALID: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Obviously",
    message: "The specified parameter is invalid {%s}.",
};
/// The caller may not do this. Documented, spelt so.
const NO_PERMISSION: Fault = Fault {
    status: 400,
    code: "Resouce.no.permission",
    message: "You are not authorized to operate on the specified resources.",
};

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => MISSING.with(bad.name),
        _ => INVALID.with(bad.name),
    }
}

/// What every answer has (documented; observed that `ErrorCode` is absent).
fn success(_: &Entry, request_id: &str) -> Cow<'static, str> {
    Cow::Owned(format!(
        r#""Code":"200","Message":"success","Success":true,"TraceId":"{}""#,
        trace_id(request_id)
    ))
}

/// [`success`] of the actions whose answers have no `TraceId` (documented).
const WITHOUT_TRACE: Success =
    |_, _| Cow::Borrowed(r#""Code":"200","Message":"success","Success":true"#);

/// `CurrentPage`, of which 0 is the first too, and `PageSize`, 0 to `max` (documented). A page has 20 elements unless
/// `PageSize` is given, or is 0 (assumed).
fn current_page(p: &mut Params<'_>, max: i64) -> Result<Page> {
    let number = p.default(int("CurrentPage").min(0).doc("The page, from 1."), 1)?;
    let size = p.default(int("PageSize").range(0, max).doc("How many to a page."), 20)?;
    let size = p.page_size(if size == 0 { 20 } else { size });
    Ok(Page { number: number.max(1), size })
}

fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    let trace = trace_id(body.get("RequestId").and_then(Value::as_str).unwrap_or_default());
    body.insert("ErrorCode".into(), error.code.as_ref().into());
    body.insert("Success".into(), false.into());
    body.insert("TraceId".into(), trace.into());
}

/// 30 characters, which mean nothing to clients: the form is documented (8 hexadecimal digits, 17 decimal
/// ones, a letter, 4 hexadecimal digits), and the digits are those of the request id.
fn trace_id(request_id: &str) -> String {
    let hex: String = request_id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or("00000000").to_owned();
    let number = u64::from_str_radix(&part(8, 22), 16).unwrap_or_default() % 10_u64.pow(17);
    format!("{}{number:017}e{}", part(0, 8), part(22, 26))
}

/// Policies refuse with the product's own code, whoever calls.
fn denied(_: &Denial<'_>) -> ApiError {
    NO_PERMISSION.into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_trace_id_has_the_documented_form() {
        let id = super::trace_id("91F93257-7A4A-4BD3-9A7E-2F6EAE6D0123");
        assert_eq!(id.len(), 30);
        assert!(id.starts_with("91f93257") && id[8..25].bytes().all(|b| b.is_ascii_digit()));
        assert_eq!(&id[25..26], "e");
    }
}
