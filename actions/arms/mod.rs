//! Application Real-Time Monitoring Service: the contacts of alerts, and who of them is told what.
//!
//! Both generations of the API read and write the same contacts, groups, bots, webhooks and policies; a contact, a
//! group and a webhook has one id of each generation.

use crate::{
    ApiError, Denial, Entry, Fault, Link, ParameterError, Params, Principal, Problem, Product,
    Result, shared::states::StateTable, text,
};

pub(crate) mod address_book;
mod alerts;
mod contacts;
mod control;
mod groups;
mod id_lists;
mod json_text;
mod list_filter;
mod oncall;
mod phone_numbers;
mod policies;
mod robots;
mod rules;
mod sae_objects;
mod seed;
mod tables;
mod webhooks;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<alerts::block_alarm_notification::BlockAlarmNotification>(),
    Entry::of::<alerts::change_alarm_severity::ChangeAlarmSeverity>(),
    Entry::of::<alerts::claim_alarm::ClaimAlarm>(),
    Entry::of::<alerts::close_alarm::CloseAlarm>(),
    Entry::of::<contacts::create_alert_contact::CreateAlertContact>(),
    Entry::of::<groups::create_alert_contact_group::CreateAlertContactGroup>(),
    Entry::of::<policies::create_dispatch_rule::CreateDispatchRule>(),
    Entry::of::<rules::create_or_update_alert_rule::CreateOrUpdateAlertRule>(),
    Entry::of::<contacts::create_or_update_contact::CreateOrUpdateContact>(),
    Entry::of::<groups::create_or_update_contact_group::CreateOrUpdateContactGroup>(),
    Entry::of::<robots::create_or_update_im_robot::CreateOrUpdateIMRobot>(),
    Entry::of::<policies::create_or_update_notification_policy::CreateOrUpdateNotificationPolicy>(),
    Entry::of::<webhooks::create_or_update_webhook_contact::CreateOrUpdateWebhookContact>(),
    Entry::of::<webhooks::create_webhook::CreateWebhook>(),
    Entry::of::<contacts::delete_alert_contact::DeleteAlertContact>(),
    Entry::of::<groups::delete_alert_contact_group::DeleteAlertContactGroup>(),
    Entry::of::<rules::delete_alert_rule::DeleteAlertRule>(),
    Entry::of::<contacts::delete_contact::DeleteContact>(),
    Entry::of::<groups::delete_contact_group::DeleteContactGroup>(),
    Entry::of::<policies::delete_dispatch_rule::DeleteDispatchRule>(),
    Entry::of::<robots::delete_im_robot::DeleteIMRobot>(),
    Entry::of::<policies::delete_notification_policy::DeleteNotificationPolicy>(),
    Entry::of::<webhooks::delete_webhook_contact::DeleteWebhookContact>(),
    Entry::of::<groups::describe_contact_groups::DescribeContactGroups>(),
    Entry::of::<contacts::describe_contacts::DescribeContacts>(),
    Entry::of::<policies::describe_dispatch_rule::DescribeDispatchRule>(),
    Entry::of::<robots::describe_im_robots::DescribeIMRobots>(),
    Entry::of::<webhooks::describe_webhook_contacts::DescribeWebhookContacts>(),
    Entry::of::<rules::get_alert_rules::GetAlertRules>(),
    Entry::of::<oncall::get_on_call_schedules_detail::GetOnCallSchedulesDetail>(),
    Entry::of::<rules::import_app_alert_rules::ImportAppAlertRules>(),
    Entry::of::<alerts::list_alert_events::ListAlertEvents>(),
    Entry::of::<alerts::list_alerts::ListAlerts>(),
    Entry::of::<policies::list_dispatch_rule::ListDispatchRule>(),
    Entry::of::<oncall::list_escalation_policies::ListEscalationPolicies>(),
    Entry::of::<policies::list_notification_policies::ListNotificationPolicies>(),
    Entry::of::<oncall::list_on_call_schedules::ListOnCallSchedules>(),
    Entry::of::<contacts::search_alert_contact::SearchAlertContact>(),
    Entry::of::<groups::search_alert_contact_group::SearchAlertContactGroup>(),
    Entry::of::<alerts::search_alert_histories::SearchAlertHistories>(),
    Entry::of::<contacts::send_tts_verify_link::SendTTSVerifyLink>(),
    Entry::of::<rules::start_alert::StartAlert>(),
    Entry::of::<rules::stop_alert::StopAlert>(),
    Entry::of::<contacts::update_alert_contact::UpdateAlertContact>(),
    Entry::of::<groups::update_alert_contact_group::UpdateAlertContactGroup>(),
    Entry::of::<policies::update_dispatch_rule::UpdateDispatchRule>(),
    Entry::of::<webhooks::update_webhook::UpdateWebhook>(),
];
// The end of the list.

/// Application Real-Time Monitoring Service (ARMS 2019-08-08).
///
/// Its contacts belong to an account, in all regions (documented: the region is always that of Hangzhou). Other
/// regions than Hangzhou are accepted (assumed). Policies can name its resources only as `*`.
pub static ARMS: Product = Product::new("arms", "ARMS", "2019-08-08")
    .without_arns()
    .wording(wording)
    .denied(denied)
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(&[
        alerts::alert_flow::ALERT,
        alerts::intake::EXPIRY,
        alerts::robot_queue::ROBOT,
        robots::daily_statistics::STATISTICS,
    ])
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("alert rules, schedules, escalations, integrations, events and alerts")
    .links(&[Link { name: "phone", open: contacts::phone_verification::open }])
    .states(&[StateTable::of::<alerts::alert_states::Alerts>()])
    .actions(ACTIONS);

/// A parameter that is needed has no value. The code is documented, the words of `ParameterMissing` are assumed.
const MISSING: Fault =
    Fault { status: 400, code: "ParameterMissing", message: "Parameter %s is missing." };
/// A parameter has a wrong value. The code is documented, the words of `ParameterIllegal` are assumed.
const ILLEGAL: Fault =
    Fault { status: 400, code: "ParameterIllegal", message: "Parameter %s is illegal." };

/// `RegionId`, which the former actions need and which changes nothing.
fn region(p: &mut Params<'_>) -> Result<()> {
    p.required(text("RegionId").doc("The region; contacts are the same in all."))?;
    Ok(())
}

/// The gateway reports required parameters that are missing; the product whatever is wrong.
fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        _ => ILLEGAL.with(name),
    }
}

/// Documented: users and roles are refused with different codes.
fn denied(denial: &Denial<'_>) -> ApiError {
    if matches!(denial.caller.principal, Principal::Session { .. }) {
        return ApiError::new(403, "STSNotAuthorize", "STS authorization failed.");
    }
    let action = denial.entry.name;
    ApiError::new(
        403,
        "RAMNotAuthorize",
        format!(
            "SubUser permission verification failed, the caller is not authorized to perform {action} on resource *."
        ),
    )
}
