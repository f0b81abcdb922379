//! `EventPattern` in answers.

use serde::Serialize;

use super::pattern::Pattern;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct PatternView {
    product: String,
    event_type_list: EventTypeList,
    level_list: LevelList,
    name_list: NameList,
    #[serde(rename = "SQLFilter", skip_serializing_if = "Option::is_none")]
    query: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventTypeList {
    event_type_list: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct LevelList {
    level_list: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NameList {
    name_list: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct StatusList {
    status_list: Vec<String>,
}

impl PatternView {
    pub(super) fn of(pattern: &Pattern) -> Self {
        Self {
            product: pattern.product.clone(),
            event_type_list: EventTypeList { event_type_list: pattern.kinds.clone() },
            level_list: LevelList { level_list: pattern.levels.clone() },
            name_list: NameList { name_list: pattern.names.clone() },
            query: pattern.query.clone(),
        }
    }
}

impl StatusList {
    pub(super) fn of(pattern: &Pattern) -> Self {
        Self { status_list: pattern.statuses.clone() }
    }
}
