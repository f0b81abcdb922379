//! Elastic IP addresses of seed files.

use serde_json::Value;

use super::{
    Result, check_free, given_tags, none, optional, region, set_tags, set_texts, shown_tags,
};
use crate::{
    Cx,
    core::seed::{self, Fields},
    vpc::{
        eips::life::{self, NewEip, TAGGED},
        tables::eips,
    },
};

/// All addresses, the oldest first.
pub(in crate::vpc::seed) fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for it in eips::everywhere(cx.tx, &account)? {
        all.push(seed::fields([
            ("tags", shown_tags(cx, &it.id)?),
            ("id", it.id.into()),
            ("region", it.region.into()),
            ("address", it.address.into()),
            ("bandwidth", it.bandwidth.into()),
            ("internet_charge_type", it.internet_charge.into()),
            ("name", it.name.into()),
            ("description", it.description.into()),
            ("resource_group", it.resource_group.into()),
        ]));
    }
    Ok(all)
}

/// Allocates an address.
pub(in crate::vpc::seed) fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<()> {
    let id = seed::text(it, "id");
    check_free(eips::of_id(cx.tx, id)?.as_ref(), id)?;
    let bandwidth = it.get("bandwidth").and_then(Value::as_i64);
    let new = NewEip {
        id: optional(it, "id"),
        region: region(it),
        bandwidth: bandwidth.as_ref().map(ToString::to_string),
        internet_charge: optional(it, "internet_charge_type"),
        charge: "PostPaid".to_owned(),
        isp: "BGP".to_owned(),
        netmode: "public".to_owned(),
        name: optional(it, "name"),
        description: optional(it, "description"),
        resource_group: optional(it, "resource_group"),
        address: optional(it, "address"),
        tags: given_tags(it),
        ..NewEip::default()
    };
    life::allocate(cx, new)?;
    Ok(())
}

/// Changes the bandwidth, the name, the description and the tags of an address.
pub(in crate::vpc::seed) fn update(cx: &mut Cx<'_>, it: &Fields, there: &Fields) -> Result<bool> {
    let id = seed::text(it, "id");
    let fixed = ["region", "address", "internet_charge_type", "resource_group"];
    seed::refuse_change(&format!("the address {id}"), it, there, &fixed)?;
    let mut eip = eips::of_id(cx.tx, id)?.ok_or_else(|| none("address", id))?;
    if let Some(wanted) = it.get("bandwidth").and_then(Value::as_i64) {
        let text = wanted.to_string();
        let bandwidth = life::bandwidth(&text, &eip.internet_charge);
        eip.bandwidth = bandwidth.ok_or_else(|| none("bandwidth", &text))?;
    }
    set_texts(it, &mut eip.name, &mut eip.description);
    eips::put(cx.tx, &mut eip)?;
    set_tags(cx, it, (&eip.region, TAGGED), id)?;
    Ok(true)
}
