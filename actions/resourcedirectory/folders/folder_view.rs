//! How answers show a folder.

use serde::Serialize;

use crate::{resourcedirectory::tables::folders::Folder, shared::format::iso_millis};

/// A folder, as it is made, changed or read.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Shown {
    folder_id: String,
    folder_name: String,
    /// Root has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_folder_id: Option<String>,
    create_time: String,
}

impl Shown {
    pub(in crate::resourcedirectory) fn of(folder: Folder) -> Self {
        Self {
            folder_id: folder.id,
            folder_name: folder.name,
            parent_folder_id: folder.parent,
            create_time: iso_millis(folder.made),
        }
    }
}

/// A folder in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Listed {
    folder_id: String,
    folder_name: String,
    create_time: String,
}

impl Listed {
    pub(in crate::resourcedirectory) fn of(folder: Folder) -> Self {
        Self {
            folder_id: folder.id,
            folder_name: folder.name,
            create_time: iso_millis(folder.made),
        }
    }
}

/// Folders in a list: `{"Folder": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Folders<T> {
    pub(in crate::resourcedirectory) folder: Vec<T>,
}
