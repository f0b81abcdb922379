//! `GenerateMac` is for keys of HMAC, which cannot be made yet; it refuses any other.

use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{NO_ALIAS, NO_KEY, UNSUPPORTED},
        keys::found_keys::{self, KEY},
    },
    text,
};

pub(in crate::kms) struct GenerateMac {
    key: String,
}

impl Action for GenerateMac {
    const NAME: &'static str = "GenerateMac";
    const DOC: &'static str = "Makes the code of a message.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS, UNSUPPORTED];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let key = p.required(KEY)?;
        let algorithm = text("Algorithm").one_of(&[
            "HMAC_SHA_224",
            "HMAC_SHA_256",
            "HMAC_SHA_384",
            "HMAC_SHA_512",
            "HMAC_SM3",
        ]);
        p.required(algorithm.doc("The algorithm."))?;
        p.required(text("Message").doc("The message, in Base64."))?;
        Ok(Self { key })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        found_keys::key(cx, &self.key)?;
        Err(UNSUPPORTED.into())
    }
}
