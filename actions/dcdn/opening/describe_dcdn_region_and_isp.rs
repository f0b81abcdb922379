//! `DescribeDcdnRegionAndIsp` lists the regions and carriers.

use crate::cdn::opening::places::{self, Places};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnRegionAndIsp;

impl Action for DescribeDcdnRegionAndIsp {
    const NAME: &'static str = "DescribeDcdnRegionAndIsp";
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
