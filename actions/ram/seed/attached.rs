//! The policies of a user, a group or a role, as members of its entry.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedMember, SeedType},
    },
    ram::{
        RAM,
        tables::attachments::{self, Entity},
    },
};

pub(super) const POLICIES: SeedMember = SeedMember::new(
    "policies",
    SeedType::Texts,
    "The custom policies that are attached for the whole account.",
);
pub(super) const SYSTEM_POLICIES: SeedMember = SeedMember::new(
    "system_policies",
    SeedType::Texts,
    "The system policies that are attached for the whole account.",
);

/// The two lists, in order of their names.
pub(super) fn read(cx: &mut Cx<'_>, holder: (Entity, i64)) -> Result<(Value, Value), ControlError> {
    let all = attachments::of_holder(cx.tx, &cx.caller.account, holder)?;
    let of = |kind: &str| {
        let names = all.iter().filter(|(it, ..)| it == kind).map(|(_, name, _)| name.clone());
        let names: BTreeSet<String> = names.collect();
        Value::from_iter(names)
    };
    Ok((of("Custom"), of("System")))
}

/// Attaches what is wanted and not present, and detaches what is present and not wanted, where an entry says
/// what is.
pub(super) fn set(
    cx: &mut Cx<'_>,
    entity: &str,
    wanted: &Fields,
    present: &Fields,
) -> Result<bool, ControlError> {
    let mut changed = false;
    for (member, kind) in [(POLICIES.name, "Custom"), (SYSTEM_POLICIES.name, "System")] {
        if !wanted.contains_key(member) {
            continue;
        }
        let (wanted_names, names) = (seed::texts(wanted, member), seed::texts(present, member));
        let holder = format!("{entity}Name");
        let mut change = |action: &str, policy: &str| {
            let parameters = seed::values(&[
                ("PolicyType", kind),
                ("PolicyName", policy),
                (&holder, seed::text(wanted, "name")),
            ]);
            changed = true;
            seed::call(&RAM, cx, action, parameters)
        };
        for name in names.iter().filter(|it| !wanted_names.contains(it)) {
            change(&format!("DetachPolicyFrom{entity}"), name)?;
        }
        for name in wanted_names.iter().filter(|it| !names.contains(it)) {
            change(&format!("AttachPolicyTo{entity}"), name)?;
        }
    }
    Ok(changed)
}
