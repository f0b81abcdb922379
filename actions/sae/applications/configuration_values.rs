//! Values of a configuration that calls give as JSON text and answers show as lists and objects, with the names and
//! types that the vendor publishes.

use serde_json::{Map, Value};

/// A member of an object in a list.
pub(super) struct Member(&'static str, Type);

enum Type {
    Text,
    Number,
    Flag,
    /// A list of objects, or JSON text of one.
    List(&'static [Member]),
}

pub(super) const CONFIG_MAPS: &[Member] = &[
    Member("ConfigMapId", Type::Number),
    Member("ConfigMapName", Type::Text),
    Member("Key", Type::Text),
    Member("MountPath", Type::Text),
];

pub(super) const SECRETS: &[Member] = &[
    Member("Key", Type::Text),
    Member("MountPath", Type::Text),
    Member("SecretId", Type::Number),
    Member("SecretName", Type::Text),
];

pub(super) const EMPTY_DIRS: &[Member] =
    &[Member("MountPath", Type::Text), Member("Name", Type::Text)];

pub(super) const MOUNTS: &[Member] =
    &[Member("MountPath", Type::Text), Member("NasPath", Type::Text)];

pub(super) const OSS_MOUNTS: &[Member] = &[
    Member("bucketName", Type::Text),
    Member("bucketPath", Type::Text),
    Member("mountPath", Type::Text),
    Member("readOnly", Type::Flag),
];

pub(super) const RASP: &[Member] = &[
    Member("EnableRasp", Type::Flag),
    Member("RaspAppKey", Type::Text),
    Member("RaspAppName", Type::Text),
];

pub(super) const INIT_CONTAINERS: &[Member] = &[
    Member("Command", Type::Text),
    Member("CommandArgs", Type::Text),
    Member("ConfigMapMountDesc", Type::List(CONFIG_MAPS)),
    Member("EmptyDirDesc", Type::List(EMPTY_DIRS)),
    Member("Envs", Type::Text),
    Member("ImageUrl", Type::Text),
    Member("Name", Type::Text),
    Member("SecretMountDesc", Type::List(SECRETS)),
];

pub(super) const SIDECARS: &[Member] = &[
    Member("AcrInstanceId", Type::Text),
    Member("Command", Type::Text),
    Member("CommandArgs", Type::Text),
    Member("ConfigMapMountDesc", Type::List(CONFIG_MAPS)),
    Member("Cpu", Type::Number),
    Member("EmptyDirDesc", Type::List(EMPTY_DIRS)),
    Member("Envs", Type::Text),
    Member("ImageUrl", Type::Text),
    Member("Liveness", Type::Text),
    Member("Memory", Type::Number),
    Member("Name", Type::Text),
    Member("PostStart", Type::Text),
    Member("PreStop", Type::Text),
    Member("Readiness", Type::Text),
    Member("SecretMountDesc", Type::List(SECRETS)),
];

pub(super) fn is_json(it: &str) -> bool {
    serde_json::from_str::<Value>(it).is_ok()
}

pub(super) fn is_list(it: &str) -> bool {
    serde_json::from_str::<Vec<Map<String, Value>>>(it).is_ok()
}

pub(super) fn is_object(it: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(it).is_ok()
}

/// The objects of a list in JSON text, each with these members.
pub(super) fn list(text: &str, members: &[Member]) -> Value {
    serde_json::from_str(text).map_or(Value::Null, |all| shaped_list(&all, members))
}

/// The object in JSON text, with these members, in a list.
pub(super) fn objects(text: &str, members: &[Member]) -> Value {
    let object = serde_json::from_str(text).unwrap_or_default();
    Value::Array(vec![shaped(&object, members)])
}

/// The object in JSON text, with texts for its members.
pub(super) fn object_of_texts(text: &str) -> Value {
    let object: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    object.into_iter().map(|(name, value)| (name, as_text(&value))).collect()
}

fn shaped_list(all: &Value, members: &[Member]) -> Value {
    let all = all.as_array().map_or(&[][..], |all| all);
    all.iter().map(|it| shaped(it.as_object().unwrap_or(&Map::new()), members)).collect()
}

/// Calls write the names of members with either case of the first letter (observed).
fn shaped(object: &Map<String, Value>, members: &[Member]) -> Value {
    let found = |name: &str| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let each = members.iter().filter_map(|Member(name, kind)| {
        let (_, value) = found(name).filter(|(_, value)| !value.is_null())?;
        let value = match kind {
            Type::Text => as_text(value),
            Type::Number => value.as_i64().or_else(|| value.as_str()?.parse().ok())?.into(),
            Type::Flag => value.as_bool().or_else(|| value.as_str()?.parse().ok())?.into(),
            Type::List(members) => match value.as_str() {
                Some("") => return None,
                Some(text) => list(text, members),
                None => shaped_list(value, members),
            },
        };
        Some(((*name).to_owned(), value))
    });
    each.collect()
}

fn as_text(value: &Value) -> Value {
    match value {
        Value::String(_) => value.clone(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_of_a_list_have_the_published_names_and_types() {
        let maps = r#"[{"configMapId":"16","key":"test","mountPath":"/tmp","other":1}]"#;
        let want = json!([{ "ConfigMapId": 16, "Key": "test", "MountPath": "/tmp" }]);
        assert_eq!(list(maps, CONFIG_MAPS), want);
        let oss = r#"[{"BucketName":"b","readOnly":"true"}]"#;
        assert_eq!(list(oss, OSS_MOUNTS), json!([{ "bucketName": "b", "readOnly": true }]));
        let init = json!([{ "Name": "i", "Envs": [{ "name": "a" }], "ConfigMapMountDesc": maps }]);
        let want =
            json!([{ "Name": "i", "Envs": r#"[{"name":"a"}]"#, "ConfigMapMountDesc": want }]);
        assert_eq!(list(&init.to_string(), INIT_CONTAINERS), want);
        assert_eq!(object_of_texts(r#"{"a":1,"b":"x"}"#), json!({ "a": "1", "b": "x" }));
    }
}
