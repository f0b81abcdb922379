//! `CreateKey` makes a key: with material of its own, or one that waits for its material.

use serde::Serialize;

use super::{
    due_work,
    found_keys::ALL_RESOURCES,
    key_states::{IMPORT, KeyCause},
    material,
    metadata::{self, Metadata},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, flag,
    kms::{
        faults::{
            BAD_PARAMETER, BAD_TAG_KEY, BAD_TAG_VALUE, INSTANCE_STATE, LIMIT, MISSING, NO_INSTANCE,
            REJECTED_UNSUPPORTED, SAME_TAG, UNSUPPORTED, bad,
        },
        instances::held_instances,
        intervals,
        key_specs::{Algorithm, ENCRYPTION, NAMES, SIGNING},
        place::Place,
        policies::policy_documents,
        tables::{
            keys::{self, Key},
            settings,
            tags::{self, Tag},
        },
        tag_lists,
    },
    shared::{ids, states::State},
    text,
};

pub(in crate::kms) struct CreateKey {
    description: Option<String>,
    spec: String,
    usage: Option<String>,
    origin: String,
    protection: String,
    rotates: bool,
    interval: Option<String>,
    instance: Option<String>,
    policy: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_metadata: Metadata,
}

impl Action for CreateKey {
    const NAME: &'static str = "CreateKey";
    const DOC: &'static str = "Creates a key.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        UNSUPPORTED,
        REJECTED_UNSUPPORTED,
        MISSING,
        LIMIT,
        NO_INSTANCE,
        INSTANCE_STATE,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let spec = text("KeySpec").one_of(NAMES).doc("What the key is; Aliyun_AES_256 by default.");
        let usage = text("KeyUsage").one_of(&[ENCRYPTION, SIGNING]).doc("What it is for.");
        let origin = text("Origin").one_of(&["Aliyun_KMS", "EXTERNAL"]);
        let protection = text("ProtectionLevel").one_of(&["SOFTWARE", "HSM"]);
        Ok(Self {
            description: p.optional(text("Description").len(0, 8192).doc("A description."))?,
            spec: p.default(spec, "Aliyun_AES_256")?,
            usage: p.optional(usage)?,
            origin: p.default(origin.doc("Where its material comes from."), "Aliyun_KMS")?,
            protection: p.default(protection.doc("What protects it."), "SOFTWARE")?,
            rotates: p.default(
                flag("EnableAutomaticRotation").doc("Whether it is rotated on the clock."),
                false,
            )?,
            interval: p.optional(text("RotationInterval").doc("How often, such as 365d."))?,
            instance: p.optional(text("DKMSInstanceId").doc("The instance that it is in."))?,
            policy: p.optional(text("Policy").doc("Its policy, if it is in an instance."))?,
            tags: tag_lists::json(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let algorithm = Algorithm::of(&self.spec).ok_or_else(|| bad("KeySpec"))?;
        let symmetric = algorithm.symmetric_bytes().is_some();
        let usages = algorithm.usages();
        let usage = match &self.usage {
            Some(asked) => usages.iter().find(|it| *it == asked).ok_or_else(|| bad("KeyUsage"))?,
            None => usages.first().ok_or_else(|| bad("KeyUsage"))?,
        };
        let external = self.origin == "EXTERNAL";
        let rotation = match (self.rotates, &self.interval) {
            (false, _) => None,
            (true, None) => {
                return Err(MISSING.with("RotationInterval"));
            }
            (true, Some(text)) => Some(intervals::of_key(text)?),
        };
        tag_lists::check(&self.tags)?;
        let instance = self.instance.unwrap_or_default();
        if !instance.is_empty() {
            held_instances::connected(cx, &instance)?;
        }
        let policy = policy_documents::given(&instance, self.policy)?;
        if rotation.is_some() && (external || !symmetric) {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        // The import of asymmetric keys is one of hardware instances.
        if external && !symmetric {
            return Err(UNSUPPORTED.into());
        }
        let quotas = settings::settings(cx.tx, place.account)?.quotas;
        if quotas && keys::count(cx.tx, place)? >= 200 {
            return Err(LIMIT.into());
        }
        let made = if external { None } else { Some(material::make(cx, algorithm)?) };
        let id =
            if instance.is_empty() { ids::uuid(cx.random) } else { held_instances::id(cx, "key") };
        let mut key = Key {
            id,
            spec: self.spec,
            usage: (*usage).to_owned(),
            origin: self.origin,
            protection: self.protection,
            instance,
            made: cx.now,
            description: self.description.unwrap_or_default(),
            state: State::default(),
            rotation,
            rotated: cx.now,
            deletion: None,
            guarded: false,
            guard_reason: String::new(),
            policy,
            version: String::new(),
            material: false,
            material_end: None,
            fingerprint: String::new(),
        };
        match made {
            Some(made) => drop(material::add_version(cx, &mut key, &made)?),
            None => key.state.move_to(cx, KeyCause::NoMaterial, IMPORT)?,
        }
        keys::add(cx.tx, place, &key)?;
        for tag in &self.tags {
            tags::put(cx.tx, place, ("key", &key.id), tag)?;
        }
        due_work::plan_rotation(cx, &key)?;
        Ok(Response { key_metadata: metadata::of_new(key, place) })
    }
}
