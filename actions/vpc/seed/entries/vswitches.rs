//! The vSwitches of seed files.

use serde_json::Value;

use super::{Result, check_free, given_tags, none, optional, set_tags, set_texts, shown_tags};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields},
    },
    vpc::{
        tables::{switches, vpcs},
        vswitches::life::{self, NewVSwitch, TAGGED},
    },
};

/// All vSwitches, the oldest first.
pub(in crate::vpc::seed) fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for it in switches::everywhere(cx.tx, &account)? {
        all.push(seed::fields([
            ("tags", shown_tags(cx, &it.id)?),
            ("id", it.id.into()),
            ("vpc", it.vpc.into()),
            ("zone", it.zone.into()),
            ("cidr", it.cidr.into()),
            ("name", it.name.into()),
            ("description", it.description.into()),
            ("ipv6", if it.ipv6 < 0 { Value::Null } else { it.ipv6.into() }),
            ("default", seed::set(it.is_default)),
        ]));
    }
    Ok(all)
}

/// Creates a vSwitch.
pub(in crate::vpc::seed) fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<()> {
    let id = seed::text(it, "id");
    check_free(switches::of_id(cx.tx, id)?.as_ref(), id)?;
    let id = seed::text(it, "vpc");
    let found = vpcs::of_id(cx.tx, id)?.filter(|it| it.account == cx.caller.account);
    let vpc = found.ok_or_else(|| none("VPC", id))?;
    if seed::flag(it, "default") && !vpc.is_default {
        return Err(ControlError::member("default", format!("{} is not the default VPC", vpc.id)));
    }
    let new = NewVSwitch {
        id: optional(it, "id"),
        zone: seed::text(it, "zone").to_owned(),
        cidr: seed::text(it, "cidr").to_owned(),
        name: optional(it, "name"),
        description: optional(it, "description"),
        ipv6: it.get("ipv6").and_then(Value::as_i64),
        is_default: seed::flag(it, "default"),
        tags: given_tags(it),
    };
    let mut vswitch = life::create(cx, &vpc, &new)?;
    vswitch.ready = cx.now;
    Ok(switches::put(cx.tx, &mut vswitch)?)
}

/// Changes the name, the description and the tags of a vSwitch.
pub(in crate::vpc::seed) fn update(cx: &mut Cx<'_>, it: &Fields, there: &Fields) -> Result<bool> {
    let id = seed::text(it, "id");
    let fixed = ["vpc", "zone", "cidr", "ipv6", "default"];
    seed::refuse_change(&format!("the vSwitch {id}"), it, there, &fixed)?;
    let mut vswitch = switches::of_id(cx.tx, id)?.ok_or_else(|| none("vSwitch", id))?;
    set_texts(it, &mut vswitch.name, &mut vswitch.description);
    switches::put(cx.tx, &mut vswitch)?;
    set_tags(cx, it, (&vswitch.region, TAGGED), id)?;
    Ok(true)
}
