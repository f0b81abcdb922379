//! `QueryMailAddressByParam` lists sender addresses, newest first, with what each may send and has sent.

use serde::Serialize;

use crate::dm::{
    lists::{self, Listed, minutes, status},
    tables::{
        Owner,
        addresses::{self, Address},
        domains, quotas, settings,
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::dm) struct QueryMailAddressByParam {
    keyword: Option<String>,
    send_type: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::dm) struct Rows {
    mail_address: Vec<Row>,
}

/// `…Count` is what may be sent, `…ReqCount` what was sent (assumed: the vendor's texts contradict each other).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    mail_address_id: String,
    account_name: String,
    sendtype: String,
    account_status: String,
    domain_status: String,
    reply_address: String,
    reply_status: String,
    daily_count: String,
    daily_req_count: String,
    month_count: String,
    month_req_count: String,
    create_time: String,
}

impl Action for QueryMailAddressByParam {
    const NAME: &'static str = "QueryMailAddressByParam";
    const DOC: &'static str = "Queries sender addresses.";
    const ACCESS: Access = Access::List;
    type Response = Listed<Rows>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let send_type = text("Sendtype").one_of(&["batch", "trigger"]);
        Ok(Self {
            keyword: p.optional(text("KeyWord").doc("Part of an address."))?,
            send_type: p.optional(send_type.doc("Only those that send this."))?,
            page: lists::page(p, 500, 500)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = (like.as_deref(), self.send_type.as_deref());
        let (found, total) = addresses::list(cx.tx, owner, filter, self.page)?;
        let mail_address = found.into_iter().map(|it| row(cx, owner, it)).collect::<Result<_>>()?;
        Ok(Listed::new(self.page, total, Rows { mail_address }))
    }
}

fn row(cx: &mut Cx<'_>, owner: Owner<'_>, it: Address) -> Result<Row> {
    let domain = domains::domain(cx.tx, owner, it.domain)?;
    let settings = settings::read(cx.tx, owner)?;
    let [day, month] = quotas::of_address(cx.tx, (owner.region, &it.name), cx.now)?;
    Ok(Row {
        mail_address_id: it.id.to_string(),
        account_status: status(!it.frozen),
        domain_status: status(domain.is_some_and(|it| it.records.are_enough())),
        reply_status: status(it.reply_confirmed),
        reply_address: it.reply.unwrap_or_default(),
        daily_count: settings.daily_quota.to_string(),
        daily_req_count: day.to_string(),
        month_count: settings.month_quota.to_string(),
        month_req_count: month.to_string(),
        create_time: minutes(it.made),
        sendtype: it.send_type,
        account_name: it.name,
    })
}
