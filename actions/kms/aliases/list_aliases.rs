//! `ListAliases` lists the aliases, the oldest first.

use super::alias_lists::{self, Listed};
use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{place::Place, tables::aliases},
    request::page::Page,
};

pub(in crate::kms) struct ListAliases {
    page: Page,
}

impl Action for ListAliases {
    const NAME: &'static str = "ListAliases";
    const DOC: &'static str = "Queries aliases.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:alias"];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 10, 101)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let place = Place::of(cx);
        let (found, total) = aliases::page(cx.tx, place, (self.page.skip(), self.page.size))?;
        Ok(alias_lists::shown(place, found, total, self.page))
    }
}
