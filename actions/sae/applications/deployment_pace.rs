//! How many instances stay ready while others are replaced.

use crate::{Params, Result, flag, int};

/// The parameters that say so for one change order. They have no effect: all instances change at once.
pub(in crate::sae) fn pace(p: &mut Params<'_>) -> Result<()> {
    let scaling = flag("AutoEnableApplicationScalingRule");
    p.optional(scaling.doc("Whether scaling rules are enabled afterwards. Has no effect."))?;
    let ratio = int("MinReadyInstanceRatio").range(-1, 100);
    p.optional(ratio.doc("Percent of the instances that stay ready. Has no effect."))?;
    let least = int("MinReadyInstances").min(-1);
    p.optional(least.doc("How many instances stay ready. Has no effect."))?;
    Ok(())
}
