//! How answers show tags.

use serde::Serialize;

use crate::resourcedirectory::tables::tags::Tag;

/// A tag: `{"Key": …, "Value": …}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct TagView {
    key: String,
    value: String,
}

impl TagView {
    pub(in crate::resourcedirectory) fn all(tags: Vec<Tag>) -> Vec<Self> {
        tags.into_iter().map(|(key, value)| Self { key, value }).collect()
    }
}

/// The tags of a row of a list: `{"Tag": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Tags {
    tag: Vec<TagView>,
}

impl Tags {
    pub(in crate::resourcedirectory) fn of(tags: Vec<Tag>) -> Self {
        Self { tag: TagView::all(tags) }
    }
}
