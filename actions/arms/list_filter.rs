//! What the lists of ARMS are filtered by: a part of the name, and ids.

use std::collections::BTreeSet;

use crate::{Params, Result, Spec, arms::id_lists, text};

/// A text that is looked for in names, numbers or addresses.
pub(super) const fn part(name: &'static str) -> Spec<String> {
    text(name).len(1, 2048)
}

/// A filter by name and ids: what has both fits, and a filter that is absent fits everything.
pub(super) struct ListFilter {
    name: Option<String>,
    ids: Option<BTreeSet<i64>>,
}

impl ListFilter {
    /// Reads a filter from the parameters of these names: a [`part`] of the name, with case, and a list of ids.
    pub(super) fn read(p: &mut Params<'_>, name: &'static str, ids: Spec<String>) -> Result<Self> {
        let ids = p.optional(ids)?;
        let name = p.optional(part(name).doc("A part of the name, with case."))?;
        Ok(Self { name, ids: ids.and_then(|list| id_lists::set(&list)) })
    }

    /// Whether everything fits.
    pub(super) const fn is_none(&self) -> bool {
        self.name.is_none() && self.ids.is_none()
    }

    /// Whether what has this id and this name fits.
    pub(super) fn fits(&self, id: i64, name: &str) -> bool {
        self.name.as_ref().is_none_or(|part| name.contains(part))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&id))
    }
}
