//! `DescAccountSummary` answers what the account may send, and how much it has of everything.

use serde::Serialize;

use crate::dm::tables::{Owner, addresses, domains, quotas, receivers, settings, tags, templates};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dm) struct DescAccountSummary;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    user_status: i64,
    quota_level: i64,
    max_quota_level: i64,
    daily_quota: i64,
    month_quota: i64,
    daily_remain_free_quota: i64,
    remain_free_quota: i64,
    domains: i64,
    mail_addresses: i64,
    receivers: i64,
    tags: i64,
    templates: i64,
    enable_times: i64,
    dayu_status: i64,
    sms_record: i64,
    sms_sign: i64,
    sms_templates: i64,
}

impl Action for DescAccountSummary {
    const NAME: &'static str = "DescAccountSummary";
    const DOC: &'static str = "Queries the quotas of the account and what it has.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let settings = settings::read(cx.tx, owner)?;
        let [day, month] = quotas::of_owner(cx.tx, owner, cx.now)?;
        Ok(Response {
            user_status: settings.user_status,
            quota_level: 2,
            max_quota_level: 10,
            daily_quota: settings.daily_quota,
            month_quota: settings.month_quota,
            daily_remain_free_quota: (settings.daily_quota - day).max(0),
            remain_free_quota: (settings.month_quota - month).max(0),
            domains: domains::count(cx.tx, owner)?,
            mail_addresses: addresses::count(cx.tx, owner)?,
            receivers: receivers::count(cx.tx, owner)?,
            tags: tags::count(cx.tx, owner)?,
            templates: templates::count(cx.tx, owner)?,
            enable_times: 0,
            dayu_status: 0,
            sms_record: 0,
            sms_sign: 0,
            sms_templates: 0,
        })
    }
}
