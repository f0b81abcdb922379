//! `ExportDataKey` encrypts a key for data for a receiver.

use serde::Serialize;

use super::{
    blobs::{self, BLOB},
    wrappings::Wrapping,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        base64_texts, dry_runs,
        faults::{
            BAD_PARAMETER, DISABLED, DRY_RUN, NO_KEY, PENDING_DELETION, PENDING_IMPORT, UNSUPPORTED,
        },
    },
    text,
};

pub(in crate::kms) struct ExportDataKey {
    blob: String,
    context: Option<String>,
    wrapping: Wrapping,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    exported_data_key: String,
}

impl Action for ExportDataKey {
    const NAME: &'static str = "ExportDataKey";
    const DOC: &'static str = "Exports a key for data.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = blobs::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(blobs::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, NO_KEY, UNSUPPORTED, DISABLED, PENDING_DELETION, PENDING_IMPORT, DRY_RUN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            blob: p.required(BLOB)?,
            context: p.optional(
                text("EncryptionContext").doc("What it is bound to, an object in JSON."),
            )?,
            wrapping: Wrapping::read(p)?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let receiver = self.wrapping.key()?;
        let context = ("EncryptionContext", self.context.as_deref());
        let opened = dry_runs::outcome(self.dry, blobs::open(cx, &self.blob, context))?;
        // The key, not its text.
        let bytes = base64_texts::decode(&opened.text).unwrap_or(opened.text.into_bytes());
        Ok(Response {
            key_id: opened.key_id,
            key_version_id: opened.key_version_id,
            exported_data_key: self.wrapping.wrap(cx, &receiver, &bytes)?,
        })
    }
}
