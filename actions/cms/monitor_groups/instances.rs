//! The instances that a call puts into an application group.

use crate::{Params, Result, cms::tables::group_instances::Instance, text};

/// How many instances a call has (documented).
const MAX: usize = 2000;

/// `Instances`, which every call has.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<Instance>> {
    let word = |name| text(name).line(1, 255);
    let all = p.each("Instances", MAX, |p| {
        Ok(Instance {
            seq: 0,
            category: p
                .required(word("Category").doc("The abbreviation of the product: ECS."))?
                .to_lowercase(),
            id: p.required(word("InstanceId").doc("The id of the instance."))?,
            name: p.required(word("InstanceName").doc("The name of the instance."))?,
            region: p.required(word("RegionId").doc("The region of the instance."))?,
        })
    })?;
    p.require("Instances", (!all.is_empty()).then_some(all))
}
