//! What answers show of resource groups, and which of them a list shows.

use serde::Serialize;

use super::group_params::group_id;
use crate::{
    Cx, Params, Result, flag,
    request::page::Page,
    resourcedirectory::groups::{self, Group, TAGS, Tag},
    shared::format::iso_in_shanghai,
    text,
};

/// The status of a group in the answer that creates it (the action's page); the next call sees that
/// it is there.
pub(super) const CREATING: &str = "Creating";
pub(super) const THERE: &str = "OK";
pub(super) const PENDING_DELETE: &str = "PendingDelete";

/// The regions whose statuses are answered. The pages show one region; which there are is assumed.
const REGIONS: [&str; 7] = [
    "cn-qingdao",
    "cn-beijing",
    "cn-hangzhou",
    "cn-shanghai",
    "cn-shenzhen",
    "cn-hongkong",
    "ap-southeast-1",
];

/// What every answer shows.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Basics {
    id: String,
    account_id: String,
    name: String,
    display_name: String,
    create_date: String,
}

impl Basics {
    pub(super) fn of(cx: &Cx<'_>, group: &Group) -> Self {
        Self {
            id: group.id.clone(),
            account_id: cx.caller.account.clone(),
            name: group.name.clone(),
            display_name: group.display.clone(),
            create_date: iso_in_shanghai(group.made),
        }
    }
}

/// A group with its status everywhere.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Detail {
    #[serde(flatten)]
    basics: Basics,
    status: &'static str,
    region_statuses: RegionStatuses,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<ShownTags>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegionStatuses {
    region_status: Vec<RegionStatus>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegionStatus {
    region_id: &'static str,
    status: &'static str,
}

impl Detail {
    pub(super) fn of(
        cx: &Cx<'_>,
        group: &Group,
        status: &'static str,
        tags: Option<Vec<Tag>>,
    ) -> Self {
        let region_status =
            REGIONS.iter().map(|region_id| RegionStatus { region_id, status }).collect();
        Self {
            basics: Basics::of(cx, group),
            status,
            region_statuses: RegionStatuses { region_status },
            tags: tags.map(|tags| ShownTags { tag: shown(tags) }),
        }
    }
}

/// The status of a group that was created before.
pub(super) fn status(group: &Group) -> &'static str {
    if group.deleted.is_some() { PENDING_DELETE } else { THERE }
}

/// Tags within an element of their own.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ShownTags {
    tag: Vec<ShownTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ShownTag {
    tag_key: String,
    tag_value: String,
}

fn shown(tags: Vec<Tag>) -> Vec<ShownTag> {
    tags.into_iter().map(|(tag_key, tag_value)| ShownTag { tag_key, tag_value }).collect()
}

/// A group in a list; `T` is how the list shows tags.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Listed<T> {
    #[serde(flatten)]
    basics: Basics,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<T>,
}

impl<T> Listed<T> {
    pub(super) fn id(&self) -> &str {
        &self.basics.id
    }
}

/// Which groups a list shows.
pub(super) struct GroupFilter {
    status: Option<String>,
    name: Option<String>,
    display: Option<String>,
    ids: Option<Vec<String>>,
    tags: Vec<crate::Tag>,
    pub(super) include_tags: bool,
    pub(super) page: Page,
}

/// How many groups one call may name.
const MOST_IDS: usize = 100;

impl GroupFilter {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let status = text("Status").one_of(&[CREATING, THERE, PENDING_DELETE, "Deleting"]);
        let name = text("Name").len(1, 50).doc("Only those with this in their name.");
        let display =
            text("DisplayName").len(1, 50).doc("Only those with this in what they are called.");
        let ids = group_id("ResourceGroupIds").doc("Only these.");
        Ok(Self {
            status: p.optional(status.doc("Only those with this status."))?,
            page: Page::number_and_size(p, 10, 100)?,
            display: p.optional(display)?,
            name: p.optional(name)?,
            tags: TAGS(p)?,
            include_tags: p.default(flag("IncludeTags").doc("Whether to show tags."), false)?,
            ids: p.list(ids, MOST_IDS)?,
        })
    }

    /// Whether a group is shown. Words are found anywhere, in any case (the pages say only that the
    /// search is fuzzy).
    fn shows(&self, group: &Group, tags: &[Tag]) -> bool {
        let has = |word: &Option<String>, text: &str| {
            word.as_ref().is_none_or(|it| text.to_lowercase().contains(&it.to_lowercase()))
        };
        self.status.as_ref().is_none_or(|it| it == status(group))
            && has(&self.name, &group.name)
            && has(&self.display, &group.display)
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&group.id))
            && self.tags.iter().all(|(key, value)| {
                let mut own = tags.iter().filter(|(name, _)| name == key);
                own.any(|(_, own)| value.as_ref().is_none_or(|it| it == own))
            })
    }

    /// The groups that the filter shows, each with its tags.
    pub(super) fn groups(&self, cx: &mut Cx<'_>) -> Result<Vec<(Group, Vec<Tag>)>> {
        let account = &cx.caller.account;
        let tags = groups::tags(cx.tx, account)?;
        let all = groups::all(cx.tx, account)?.into_iter().map(|group| {
            let own = tags.iter().filter(|(id, _)| *id == group.id);
            let own: Vec<Tag> = own.map(|(_, tag)| tag.clone()).collect();
            (group, own)
        });
        Ok(all.filter(|(group, tags)| self.shows(group, tags)).collect())
    }

    /// The page of `groups`, as the list shows them. Tags are shown where they are asked for, or
    /// filtered by.
    pub(super) fn page<T>(
        &self,
        cx: &Cx<'_>,
        groups: Vec<(Group, Vec<Tag>)>,
        with: fn(Vec<ShownTag>) -> T,
    ) -> Vec<Listed<T>> {
        let tagged = self.include_tags || !self.tags.is_empty();
        let rows = self.page.of(groups);
        rows.map(|(group, tags)| Listed {
            basics: Basics::of(cx, &group),
            status: status(&group),
            tags: tagged.then(|| with(shown(tags))),
        })
        .collect()
    }
}

/// Tags as `ListResourceGroups` shows them.
pub(super) fn within(tag: Vec<ShownTag>) -> ShownTags {
    ShownTags { tag }
}
