//! VPCs of seed files.

use super::{
    Result, check_free, given_tags, none, optional, region, set_tags, set_texts, shown_tags,
};
use crate::{
    Cx,
    core::seed::{self, Fields},
    shared::text::comma_list,
    vpc::{
        networks::{
            changes::{self, Block},
            life::{self, NewVpc, TAGGED},
        },
        tables::vpcs,
    },
};

/// All VPCs, the oldest first.
pub(in crate::vpc::seed) fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for it in vpcs::everywhere(cx.tx, &account)? {
        let secondary: Vec<String> = comma_list(&it.secondary).map(str::to_owned).collect();
        all.push(seed::fields([
            ("tags", shown_tags(cx, &it.id)?),
            ("id", it.id.into()),
            ("region", it.region.into()),
            ("cidr", it.cidr.into()),
            ("secondary_cidrs", secondary.into()),
            ("name", it.name.into()),
            ("description", it.description.into()),
            ("ipv6_cidr", it.ipv6.into()),
            ("default", seed::set(it.is_default)),
            ("resource_group", it.resource_group.into()),
        ]));
    }
    Ok(all)
}

/// Creates a VPC.
pub(in crate::vpc::seed) fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<()> {
    let id = seed::text(it, "id");
    check_free(vpcs::of_id(cx.tx, id)?.as_ref(), id)?;
    let new = NewVpc {
        id: optional(it, "id"),
        region: region(it),
        cidr: optional(it, "cidr"),
        name: optional(it, "name"),
        description: optional(it, "description"),
        ipv6: it.contains_key("ipv6_cidr"),
        ipv6_block: optional(it, "ipv6_cidr"),
        is_default: seed::flag(it, "default"),
        resource_group: optional(it, "resource_group"),
        tags: given_tags(it),
        ..NewVpc::default()
    };
    let mut vpc = life::create(cx, &new)?;
    vpc.ready = cx.now;
    vpcs::put(cx.tx, &mut vpc)?;
    for block in seed::texts(it, "secondary_cidrs") {
        let block = Block { secondary: Some(block), ..Block::default() };
        changes::add_block(cx, &mut vpc, block, None)?;
    }
    Ok(())
}

/// Changes the name, the description and the tags of a VPC.
pub(in crate::vpc::seed) fn update(cx: &mut Cx<'_>, it: &Fields, there: &Fields) -> Result<bool> {
    let id = seed::text(it, "id");
    let fixed = ["region", "cidr", "ipv6_cidr", "default", "resource_group", "secondary_cidrs"];
    seed::refuse_change(&format!("the VPC {id}"), it, there, &fixed)?;
    let mut vpc = vpcs::of_id(cx.tx, id)?.ok_or_else(|| none("VPC", id))?;
    set_texts(it, &mut vpc.name, &mut vpc.description);
    vpcs::put(cx.tx, &mut vpc)?;
    set_tags(cx, it, (&vpc.region, TAGGED), id)?;
    Ok(true)
}
