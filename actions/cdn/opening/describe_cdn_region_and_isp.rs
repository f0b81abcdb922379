//! `DescribeCdnRegionAndIsp` lists the regions and carriers.

use crate::cdn::opening::places::{self, Places};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cdn) struct DescribeCdnRegionAndIsp;

impl Action for DescribeCdnRegionAndIsp {
    const NAME: &'static str = "DescribeCdnRegionAndIsp";
    const DOC: &'static str = "Queries the regions and carriers.";
    const ACCESS: Access = Access::List;
    type Response = Places;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Places> {
        Ok(places::all())
    }
}
