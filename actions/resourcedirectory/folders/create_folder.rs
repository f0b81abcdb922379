//! `CreateFolder` makes a folder in another, or in Root.
//!
//! Names are unique within their parent (the message of the vendor's table speaks of one parent). Names of folders
//! compare with case (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{MANAGER, managed},
    control_policies::attach_defaults,
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::folder_names::{
        BAD_NAME, LONG_NAME, NAME_TAKEN, NO_NAME, folder_id, folder_name, wording,
    },
    folders::folder_view::Shown,
    tables::{
        folders::{self, Folder},
        tags::{self as tag_rows, FOLDER, Tag},
    },
    tags::tag_rules,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, TagReader, Wording,
    shared::ids,
};

/// How many levels of folders there may be below Root.
const LEVELS: usize = 5;

pub(in crate::resourcedirectory) struct CreateFolder {
    name: String,
    parent: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    folder: Shown,
}

const TOO_DEEP: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Folder.Depth",
    message: "The folder depth exceeds the limit of 5.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "QuotaExceeded.Folder.Count",
    message: "The number of folders exceeds the quota.",
};

impl Action for CreateFolder {
    const NAME: &'static str = "CreateFolder";
    const DOC: &'static str = "Creates a folder.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::PARENT);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] =
        &[NO_NAME, BAD_NAME, LONG_NAME, NAME_TAKEN, NO_DIRECTORY, NO_FOLDER, TOO_DEEP, TOO_MANY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let parent = folder_id("ParentFolderId").doc("The folder to make it in; else Root.");
        Ok(Self {
            parent: p.optional(parent)?,
            name: p.required(folder_name("FolderName").doc("What the folder is called."))?,
            tags: tag_rules::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { folder: Shown::of(self.create(cx, None)?) })
    }
}

impl CreateFolder {
    /// Makes the folder, with an id that no other has, or one that is drawn.
    pub(in crate::resourcedirectory) fn create(
        self,
        cx: &mut Cx<'_>,
        id: Option<String>,
    ) -> Result<Folder> {
        let directory = managed(cx)?;
        let parent = self.parent.as_deref().unwrap_or(&directory.root);
        let parent = folders::folder(cx.tx, &directory.id, parent)?.ok_or(NO_FOLDER)?;
        if folders::named(cx.tx, &parent.id, &self.name)?.is_some() {
            return Err(NAME_TAKEN.into());
        }
        if parent.level() >= LEVELS {
            return Err(TOO_DEEP.into());
        }
        if folders::count(cx.tx, &directory.id)? >= directory.settings.folders {
            return Err(TOO_MANY.into());
        }
        let id = id.unwrap_or_else(|| format!("fd-{}", ids::letters(cx.random, 10)));
        let made = Folder {
            path: format!("{}{id}/", parent.path),
            id,
            directory: directory.id.clone(),
            parent: Some(parent.id.clone()),
            name: self.name,
            made: cx.now,
        };
        folders::add(cx.tx, &made)?;
        attach_defaults(cx, &directory, &made.id)?;
        tag_rows::put(cx.tx, (&made.directory, FOLDER, &made.id), &self.tags)?;
        Ok(made)
    }
}
