//! `ListAliasesByKeyId` lists the aliases of a key, the oldest first.

use super::alias_lists::{self, Listed};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{NO_ALIAS_HERE, NO_KEY},
        keys::found_keys::{self, KEY_BY_ID},
        place::Place,
        tables::aliases,
    },
    request::page::Page,
};

pub(in crate::kms) struct ListAliasesByKeyId {
    key: String,
    page: Page,
}

impl Action for ListAliasesByKeyId {
    const NAME: &'static str = "ListAliasesByKeyId";
    const DOC: &'static str = "Queries the aliases of a key.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY_BY_ID)?, page: Page::number_and_size(p, 10, 101)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let place = Place::of(cx);
        let key = found_keys::key_by_id(cx, &self.key)?;
        let (found, total) = self.page.and_total(aliases::of(cx.tx, &key.id)?);
        Ok(alias_lists::shown(place, found, total, self.page))
    }
}
