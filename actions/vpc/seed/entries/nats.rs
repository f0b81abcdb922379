//! NAT gateways of seed files.

use super::{Result, check_free, given_tags, none, optional, set_tags, set_texts, shown_tags};
use crate::{
    Cx,
    core::seed::{self, Fields},
    vpc::{
        nat::life::{self, NewNat, TAGGED},
        tables::{nats, vpcs},
    },
};

/// All gateways that are not being deleted, the oldest first.
pub(in crate::vpc::seed) fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for it in nats::everywhere(cx.tx, &account)? {
        if it.leaving {
            continue;
        }
        all.push(seed::fields([
            ("tags", shown_tags(cx, &it.id)?),
            ("id", it.id.into()),
            ("vpc", it.vpc.into()),
            ("vswitch", it.vswitch.into()),
            ("network_type", it.network_type.into()),
            ("name", it.name.into()),
            ("description", it.description.into()),
        ]));
    }
    Ok(all)
}

/// Creates a gateway.
pub(in crate::vpc::seed) fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<()> {
    let id = seed::text(it, "id");
    check_free(nats::of_id(cx.tx, id)?.as_ref(), id)?;
    let id = seed::text(it, "vpc");
    let found = vpcs::of_id(cx.tx, id)?.filter(|it| it.account == cx.caller.account);
    let vpc = found.ok_or_else(|| none("VPC", id))?;
    let new = NewNat {
        id: optional(it, "id"),
        region: vpc.region,
        vpc: vpc.id,
        vswitch: optional(it, "vswitch"),
        name: optional(it, "name"),
        description: optional(it, "description"),
        nat_type: "Enhanced".to_owned(),
        network_type: optional(it, "network_type").unwrap_or_else(|| "internet".to_owned()),
        eip_bind_mode: "MULTI_BINDED".to_owned(),
        icmp_reply: true,
        tags: given_tags(it),
        ..NewNat::default()
    };
    let mut nat = life::create(cx, new)?;
    nat.ready = cx.now;
    Ok(nats::put(cx.tx, &mut nat)?)
}

/// Changes the name, the description and the tags of a gateway.
pub(in crate::vpc::seed) fn update(cx: &mut Cx<'_>, it: &Fields, there: &Fields) -> Result<bool> {
    let id = seed::text(it, "id");
    let what = format!("the NAT gateway {id}");
    seed::refuse_change(&what, it, there, &["vpc", "vswitch", "network_type"])?;
    let mut nat = nats::of_id(cx.tx, id)?.ok_or_else(|| none("NAT gateway", id))?;
    set_texts(it, &mut nat.name, &mut nat.description);
    nats::put(cx.tx, &mut nat)?;
    set_tags(cx, it, (&nat.region, TAGGED), id)?;
    Ok(true)
}
