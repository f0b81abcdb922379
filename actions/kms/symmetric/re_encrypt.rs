//! `ReEncrypt` encrypts with another key what was encrypted with one; a source that is asymmetric is named.
//!
//! What policies say of the destination is `kms:ReEncryptTo`, of the source `kms:ReEncryptFrom`.

use serde::Serialize;

use super::{
    blobs::{self, BLOB, Blob, Opened},
    contexts,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    Spec,
    kms::{
        asymmetric::encryption,
        base64_texts, dry_runs,
        faults::{
            self, BAD_PARAMETER, DISABLED, DRY_RUN, MISSING, NO_ALIAS, NO_KEY, NO_VERSION,
            PENDING_DELETION, PENDING_IMPORT, REJECTED_UNSUPPORTED, UNSUPPORTED,
        },
        keys::found_keys,
        place::Place,
        policies::policy_rights,
    },
    text,
};

pub(in crate::kms) struct ReEncrypt {
    blob: String,
    destination: String,
    source: Option<String>,
    version: Option<String>,
    algorithm: Option<String>,
    from: Option<String>,
    to: Option<String>,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    ciphertext_blob: String,
}

impl Action for ReEncrypt {
    const NAME: &'static str = "ReEncrypt";
    const DOC: &'static str = "Encrypts a blob with another key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:key/{DestinationKeyId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(|tx, caller, p| {
        let key = p.required(DESTINATION)?;
        let place = Place::asked(caller, p);
        Ok(vec![found_keys::arn(tx, place, &key)?])
    });
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        MISSING,
        NO_KEY,
        NO_ALIAS,
        NO_VERSION,
        UNSUPPORTED,
        REJECTED_UNSUPPORTED,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
        DRY_RUN,
    ];
    const RAM: &'static str = "ReEncryptTo";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("SourceEncryptionAlgorithm").one_of(encryption::ALGORITHMS);
        Ok(Self {
            blob: p.required(BLOB)?,
            destination: p.required(DESTINATION)?,
            source: p.optional(
                text("SourceKeyId")
                    .doc("The key that it was encrypted with, if that is asymmetric."),
            )?,
            version: p.optional(text("SourceKeyVersionId").doc("The version of that key."))?,
            algorithm: p.optional(algorithm.doc("How it was encrypted."))?,
            from: p.optional(text("SourceEncryptionContext").doc("What it was bound to."))?,
            to: p.optional(text("DestinationEncryptionContext").doc("What it is bound to."))?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let dry = self.dry;
        dry_runs::outcome(dry, self.encrypted(cx))
    }
}

/// The key that encrypts from then on.
const DESTINATION: Spec<String> = text("DestinationKeyId").doc("The key that encrypts it then.");

impl ReEncrypt {
    fn encrypted(self, cx: &mut Cx<'_>) -> Result<Response> {
        let context = contexts::read("DestinationEncryptionContext", self.to.as_deref())?;
        let opened = self.opened(cx)?;
        let destination = found_keys::key(cx, &self.destination)?;
        let closed = blobs::close(cx, &destination, &context, opened.text.as_bytes())?;
        Ok(Response {
            key_id: opened.key_id,
            key_version_id: opened.key_version_id,
            ciphertext_blob: closed.blob,
        })
    }

    /// What the source says: a text. Bytes are in Base64.
    fn opened(&self, cx: &mut Cx<'_>) -> Result<Opened> {
        let place = Place::of(cx);
        // A blob of a symmetric key names it; the key of the call does not count then (documented).
        let symmetric = Blob::read(&self.blob).and_then(|it| it.arn(cx.tx, place));
        if let (Err(_), Some(named)) = (&symmetric, &self.source) {
            let arn = found_keys::arn(cx.tx, place, named)?;
            may_read(cx, &arn)?;
            let key = found_keys::key(cx, named)?;
            let missing = |name| move || MISSING.with(name);
            let version = self.version.as_ref().ok_or_else(missing("SourceKeyVersionId"))?;
            let algorithm = self.algorithm.as_ref();
            let algorithm = algorithm.ok_or_else(missing("SourceEncryptionAlgorithm"))?;
            let found = encryption::decrypt(cx, &key, (version, algorithm), &self.blob)?;
            return Ok(Opened {
                key_id: key.id,
                key_version_id: version.clone(),
                text: base64_texts::encode(&found),
            });
        }
        may_read(cx, &symmetric?)?;
        blobs::open(cx, &self.blob, ("SourceEncryptionContext", self.from.as_deref()))
    }
}

/// Whether policies let the caller read what was encrypted with the key of this ARN.
fn may_read(cx: &mut Cx<'_>, arn: &str) -> Result<()> {
    if policy_rights::may(cx, "kms:ReEncryptFrom", arn)? {
        Ok(())
    } else {
        Err(faults::no_permission(arn))
    }
}
