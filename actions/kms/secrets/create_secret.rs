//! `CreateSecret` makes a secret with its first version, which is the current one.

use serde::Serialize;

use serde_json::{Map, Value};

use super::{
    found_secrets::{self, NAME},
    managed, secret_due_work, secret_values,
    secret_view::{self, Rotation},
    version_labels::{self, CURRENT, PREVIOUS},
};
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    flag,
    kms::{
        faults::{
            BAD_PARAMETER, BAD_TAG_KEY, BAD_TAG_VALUE, DISABLED, EXISTS, INSTANCE_STATE, LIMIT,
            MISSING, NO_ALIAS, NO_INSTANCE, NO_KEY, NO_POLICIES, NO_RESOURCE, PLANNED, SAME_TAG,
            UNSUPPORTED, bad,
        },
        instances::held_instances,
        intervals,
        keys::{found_keys, material},
        place::Place,
        policies::policy_documents,
        tables::{
            secrets::{self, Secret},
            settings,
            tags::{self, Tag},
        },
        tag_lists,
    },
    text,
};

pub(in crate::kms) struct CreateSecret {
    name: String,
    version: String,
    data: String,
    data_type: String,
    key: Option<String>,
    description: Option<String>,
    kind: String,
    config: Option<String>,
    rotates: bool,
    interval: Option<String>,
    instance: Option<String>,
    policy: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
    version_id: String,
    arn: String,
    secret_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended_config: Option<String>,
    #[serde(flatten)]
    rotation: Rotation,
    #[serde(rename = "DKMSInstanceId", skip_serializing_if = "Option::is_none")]
    dkms_instance_id: Option<String>,
}

impl Action for CreateSecret {
    const NAME: &'static str = "CreateSecret";
    const DOC: &'static str = "Creates a secret.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = found_secrets::ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        MISSING,
        UNSUPPORTED,
        NO_POLICIES,
        LIMIT,
        NO_INSTANCE,
        INSTANCE_STATE,
        NO_KEY,
        NO_ALIAS,
        NO_RESOURCE,
        EXISTS,
        PLANNED,
        DISABLED,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let data = text("SecretData")
            .form("value of 30720 bytes at most", secret_values::is_value)
            .secret();
        let data_type = text("SecretDataType").one_of(&["text", "binary"]);
        let rotates = flag("EnableAutomaticRotation").doc("Whether it is rotated on the clock.");
        Ok(Self {
            name: p.required(NAME)?,
            version: p.required(text("VersionId").line(1, 64).doc("The first version."))?,
            data: p.required(data.doc("What the secret is."))?,
            data_type: p.default(data_type.doc("What its value is."), "text")?,
            key: p.optional(text("EncryptionKeyId").doc("The key that protects it."))?,
            description: p.optional(text("Description").len(0, 8192).doc("A description."))?,
            kind: p.default(
                text("SecretType").one_of(managed::KINDS).doc("What it is for."),
                "Generic",
            )?,
            config: p
                .optional(text("ExtendedConfig").doc("What a managed secret is of, in JSON."))?,
            rotates: p.default(rotates, false)?,
            interval: p.optional(text("RotationInterval").doc("How often, such as 7d."))?,
            instance: p.optional(text("DKMSInstanceId").doc("The instance that it is in."))?,
            policy: p.optional(text("Policy").doc("Its policy, if it is in an instance."))?,
            tags: tag_lists::json(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let managed = self.kind != "Generic";
        let config =
            if managed { managed::config(&self.kind, self.config.as_deref())? } else { Map::new() };
        let name = match self.kind.as_str() {
            "RAMCredentials" => managed::of_user(&config),
            _ => self.name,
        };
        if !found_secrets::is_name(&name, &self.kind) {
            return Err(bad("SecretName"));
        }
        if managed && self.data_type != "text" {
            return Err(bad("SecretDataType"));
        }
        let rotation = match (self.rotates, &self.interval) {
            (true, _) if !managed => return Err(UNSUPPORTED.into()),
            (false, _) => None,
            (true, None) => return Err(MISSING.with("RotationInterval")),
            (true, Some(text)) => Some(intervals::of_secret(text)?),
        };
        tag_lists::check(&self.tags)?;
        let instance = self.instance.unwrap_or_default();
        if !instance.is_empty() {
            held_instances::connected(cx, &instance)?;
        }
        let policy = policy_documents::given(&instance, self.policy)?;
        let encryption = match &self.key {
            None => String::new(),
            Some(named) => {
                let key = found_keys::key(cx, named)?;
                if material::algorithm(&key)?.symmetric_bytes().is_none() {
                    return Err(bad("EncryptionKeyId"));
                }
                key.id
            }
        };
        if let Some(held) = secrets::secret(cx.tx, place, &name)? {
            return Err(if held.deletion.is_some() { PLANNED } else { EXISTS }.into());
        }
        if secrets::count(cx.tx, place)? >= MOST && settings::settings(cx.tx, place.account)?.quotas
        {
            return Err(LIMIT.into());
        }
        let extended =
            if managed { Value::Object(config.clone()).to_string() } else { String::new() };
        let mut secret = Secret {
            seq: 0,
            name,
            kind: self.kind,
            encryption,
            instance,
            made: cx.now,
            description: self.description.unwrap_or_default(),
            changed: cx.now,
            deletion: None,
            rotation,
            rotated: None,
            extended,
            policy,
            missing: false,
        };
        let values = if managed {
            let first = managed::first(cx, &secret.kind, &config, &self.data)?;
            first.iter().map(Value::to_string).collect()
        } else {
            vec![self.data]
        };
        secrets::add(cx.tx, place, &mut secret)?;
        let of = (place, secret.seq);
        // Of two users, the second is the one before.
        let labels =
            [(self.version.clone(), CURRENT), (format!("{}.previous", self.version), PREVIOUS)];
        for (value, (version, label)) in values.iter().zip(&labels) {
            secret_values::add(cx, &secret, (version, value, &self.data_type))?;
            version_labels::put(cx.tx, of, label, version)?;
        }
        for tag in &self.tags {
            tags::put(cx.tx, place, ("secret", &secret.name), tag)?;
        }
        secret_due_work::plan(cx, &secret)?;
        Ok(Response {
            arn: place.arn(&format!("secret/{}", secret.name)),
            rotation: secret_view::rotation(&secret),
            secret_name: secret.name,
            version_id: self.version,
            secret_type: secret.kind,
            extended_config: Some(secret.extended).filter(|it| !it.is_empty()),
            dkms_instance_id: Some(secret.instance).filter(|it| !it.is_empty()),
        })
    }
}

/// How many secrets there can be (assumed), where the settings of the account limit them.
const MOST: i64 = 1000;
