//! `DescribeMonitorGroups` lists application groups, in order of creation (assumed).

use serde::Serialize;

use super::contact_groups_view::ContactGroups;
use crate::{
    Access, Action, Cx, Params, Result, Success, Tag, TagReader, Wording,
    cms::{
        answers::NUMBER_CODE,
        digits::{self, digits},
        faults,
        tables::{group_instances, monitor_groups, monitor_groups::MonitorGroup},
    },
    flag,
    request::page::Page,
    text,
};

pub(in crate::cms) struct DescribeMonitorGroups {
    id: Option<i64>,
    name: Option<String>,
    keyword: Option<String>,
    instance: Option<String>,
    kinds: Option<String>,
    dynamic_tag: Option<String>,
    founder: bool,
    tags: Vec<Tag>,
    contact_groups: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: usize,
    page_number: i64,
    page_size: i64,
    resources: Resources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resources {
    resource: Vec<GroupView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GroupView {
    group_id: i64,
    group_name: String,
    #[serde(rename = "Type")]
    kind: &'static str,
    service_id: String,
    bind_url: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_group_id: Option<String>,
    gmt_create: i64,
    gmt_modified: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_groups: Option<ContactGroups>,
    tags: Tags,
    template_ids: TemplateIds,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tags {
    tag: Vec<TagView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagView {
    key: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TemplateIds {
    template_id: [String; 0],
}

/// The type of all groups that calls make, also of those of a resource group (assumed).
const KIND: &str = "custom";

impl DescribeMonitorGroups {
    fn lists(&self, group: &MonitorGroup, with_instance: Option<&[i64]>) -> bool {
        let holds = |name: &str, word: &str| name.to_lowercase().contains(&word.to_lowercase());
        !self.founder
            && self.dynamic_tag.is_none()
            && self.id.is_none_or(|id| group.id == id)
            && self.name.as_deref().is_none_or(|name| holds(&group.name, name))
            && self.keyword.as_deref().is_none_or(|word| holds(&group.name, word))
            && self
                .kinds
                .as_deref()
                .is_none_or(|kinds| kinds.split(',').any(|it| it.trim() == KIND))
            && with_instance.is_none_or(|ids| ids.contains(&group.id))
            && self.tags.iter().all(|(key, value)| {
                let found = group.tags.iter().find(|(it, _)| it == key);
                found.is_some_and(|(_, it)| value.as_ref().is_none_or(|value| value == it))
            })
    }
}

/// The tags by which groups are looked for.
fn read_tags(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    let key = text("Key").len(1, 128).doc("A tag that it has.");
    p.tags("Tag", 20, key, text("Value").len(1, 128).doc("The value of the tag."))
}

impl Action for DescribeMonitorGroups {
    const NAME: &'static str = "DescribeMonitorGroups";
    const DOC: &'static str = "Queries application groups.";
    const ACCESS: Access = Access::Get;
    const WORDING: Option<Wording> = Some(faults::wording);
    const TAGS: Option<TagReader> = Some(read_tags);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let word = |name| text(name).len(1, 255);
        let founder_key = p.optional(
            word("GroupFounderTagKey").doc("A tag that groups are made by; none here is."),
        )?;
        let founder_value =
            p.optional(word("GroupFounderTagValue").doc("The value of the tag."))?;
        // Groups have no templates.
        p.optional(flag("IncludeTemplateHistory").doc("Whether templates are shown."))?;
        let kind = p.optional(word("Type").doc("The type: custom."))?;
        let kinds = p.optional(word("Types").doc("The types, with commas between them."))?;
        Ok(Self {
            id: digits::optional(p, digits("GroupId").doc("The id of the group."))?,
            name: p.optional(word("GroupName").doc("What its name contains."))?,
            keyword: p.optional(word("Keyword").doc("What its name contains."))?,
            instance: p.optional(word("InstanceId").doc("An instance that is in the group."))?,
            kinds: kind.or(kinds),
            dynamic_tag: p.optional(
                word("DynamicTagRuleId").doc("The tag rule that it is made by; none here is."),
            )?,
            founder: founder_key.or(founder_value).is_some(),
            tags: read_tags(p)?,
            contact_groups: p.default(
                flag("SelectContactGroups").doc("Whether contact groups are shown."),
                true,
            )?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let with_instance = match &self.instance {
            Some(id) => Some(group_instances::groups_with(cx.tx, account, id)?),
            None => None,
        };
        let mut found = match self.id {
            Some(id) => monitor_groups::group(cx.tx, account, id)?.into_iter().collect(),
            None => monitor_groups::all(cx.tx, account)?,
        };
        found.retain(|group| self.lists(group, with_instance.as_deref()));
        let total = found.len();
        let views = self.page.of(found).map(|group| GroupView {
            kind: KIND,
            group_id: group.id,
            group_name: group.name,
            service_id: group.seq.to_string(),
            bind_url: "",
            resource_group_id: group.resource_group,
            gmt_create: group.made,
            gmt_modified: group.changed,
            contact_groups: self.contact_groups.then(|| ContactGroups::of(group.contact_groups)),
            tags: Tags {
                tag: group.tags.into_iter().map(|(key, value)| TagView { key, value }).collect(),
            },
            template_ids: TemplateIds { template_id: [] },
        });
        Ok(Response {
            total,
            page_number: self.page.number,
            page_size: self.page.size,
            resources: Resources { resource: views.collect() },
        })
    }
}
