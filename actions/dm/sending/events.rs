//! Events of mail, as `EventBridge` tells the user's program of them: `CloudEvents` in JSON by HTTP. They are messages of
//! the outbox, and leave this machine as those do. None are published before `UpdateUser` has switched them on.

use serde_json::{Map, Value, json};

use crate::dm::{
    sending::fates,
    tables::{Owner, mails::Mail, settings},
};
use crate::{
    Cx, Result,
    ports::outbox::{Channel, HttpRequest, Message},
    shared::{format::iso_in_shanghai, ids},
};

const DELIVERED: &str = "dm:Deliver:Succeed";
const FAILED: &str = "dm:Deliver:Fail";
pub(in crate::dm) const OPENED: &str = "dm:Trace:Open";
pub(in crate::dm) const CLICKED: &str = "dm:Trace:Click";
pub(in crate::dm) const UNSUBSCRIBED: &str = "dm:Feedback:UnSubscribe";
pub(in crate::dm) const SUBSCRIBED: &str = "dm:Feedback:Subscribe";
pub(in crate::dm) const REPORTED: &str = "dm:Feedback:FblReport";

/// Publishes what has become of a mail.
pub(in crate::dm) fn settled(cx: &mut Cx<'_>, it: &Mail) -> Result<()> {
    let said = fates::message(it.fate, &it.classification);
    let code = said.split(' ').next().unwrap_or_default();
    let mut more = vec![
        ("status", it.fate.to_string().into()),
        ("err_code", code.into()),
        ("err_msg", said.into()),
    ];
    if it.fate != 0 && !it.classification.is_empty() {
        more.push(("failed_type", (&*it.classification).into()));
    }
    publish(cx, if it.fate == 0 { DELIVERED } else { FAILED }, it, &more)
}

/// `2024-04-29T11:07:04`, in Asia/Shanghai.
fn time(millis: i64) -> String {
    iso_in_shanghai(millis).chars().take(19).collect()
}

/// Publishes an event of a mail to the URL that the account has for them, if it has one. `more` is what its kind alone
/// says.
pub(in crate::dm) fn publish(
    cx: &mut Cx<'_>,
    kind: &str,
    it: &Mail,
    more: &[(&str, Value)],
) -> Result<()> {
    let owner = Owner::of(cx);
    let settings = settings::read(cx.tx, owner)?;
    let Some(url) = settings.events.filter(|_| settings.eventbridge) else { return Ok(()) };
    let domain = it.address.split('@').nth(1).unwrap_or_default();
    let mut data = Map::new();
    for (name, value) in [
        ("header", json!({})),
        ("env_id", (&*it.envelope).into()),
        ("account", (&*it.address).into()),
        ("from", (&*it.address).into()),
        ("rcpt", (&*it.recipient).into()),
        ("msg_id", format!("{}.{}@{domain}", it.envelope, it.message).into()),
        ("send_time", time(it.sent).into()),
        ("deliver_time", time(it.settled.unwrap_or(cx.now)).into()),
        ("event", kind.into()),
        ("region", owner.region.into()),
        ("tag", (&*it.tag).into()),
    ] {
        data.insert(name.to_owned(), value);
    }
    data.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    let event = json!({
        "data": data, "id": ids::uuid(cx.random), "source": "acs:dm", "specversion": "1.0",
        "subject": format!("acs:dm:{}:{}:*", owner.region, owner.account),
        "time": iso_in_shanghai(cx.now), "type": kind, "aliyunaccountid": owner.account,
        "aliyunpublishtime": format!("{}.{:03}PRC", time(cx.now), cx.now.rem_euclid(1000)),
        "aliyuneventbusname": "default", "aliyunregionid": owner.region,
    });
    let body = event.to_string();
    let request = HttpRequest {
        method: "POST",
        url: url.clone(),
        headers: vec![("Content-Type".into(), "application/json;charset=utf-8".into())],
        body: body.clone(),
    };
    cx.notify(&Message {
        request: Some(&request),
        ..Message::new(Channel::Webhook, &url, kind, &body)
    })
}
