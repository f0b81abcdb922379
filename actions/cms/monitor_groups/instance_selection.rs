//! Which instances of an application group are shown.

use super::groups::{self, group_id};
use crate::{
    Cx, Params, Result,
    cms::{
        contact_groups,
        tables::group_instances::{self, Instance},
    },
    text,
};

/// What is not given selects all.
pub(super) struct InstanceSelection {
    group: i64,
    category: Option<String>,
    ids: Option<Vec<String>>,
    keyword: Option<String>,
}

impl InstanceSelection {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let word = |name| text(name).len(1, 255);
        Ok(Self {
            group: group_id(p)?,
            category: p.optional(word("Category").doc("The abbreviation of the product."))?,
            ids: p
                .optional(text("InstanceIds").len(1, 8192).doc("Ids, with commas between them."))?
                .map(|list| contact_groups::comma_separated(&list)),
            keyword: p.optional(word("Keyword").doc("What the id or the name contains."))?,
        })
    }

    /// The instances that are selected, in the order in which they were added.
    pub(super) fn of(&self, cx: &mut Cx<'_>) -> Result<Vec<Instance>> {
        let group = groups::find(cx, self.group)?;
        let mut found = group_instances::of_group(cx.tx, &cx.caller.account, group.id)?;
        let ids: Option<std::collections::HashSet<&str>> =
            self.ids.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
        let word = self.keyword.as_ref().map(|word| word.to_lowercase());
        found.retain(|it| {
            self.category.as_deref().is_none_or(|category| category.to_lowercase() == it.category)
                && ids.as_ref().is_none_or(|ids| ids.contains(it.id.as_str()))
                && word.as_deref().is_none_or(|word| {
                    it.id.to_lowercase().contains(word) || it.name.to_lowercase().contains(word)
                })
        });
        Ok(found)
    }
}
