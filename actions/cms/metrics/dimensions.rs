//! The dimensions that tell the series of a metric apart, and which series a resource of a rule or of a question
//! stands for.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, Visitor},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The most bytes of the names and values of the dimensions of one series (assumed).
const MOST_BYTES: usize = 4096;

/// The dimensions of a series, by name. As JSON, an object of texts and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(in crate::cms) struct Dimensions(BTreeMap<String, Text>);

/// The value of a dimension: a text, or a number as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Text, E> {
                Ok(Text(text))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Text, E> {
                Ok(Text(number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text, E> {
                Ok(Text(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Text, E> {
                Ok(Text(number.to_string()))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// What the namespace of the custom metrics of an account starts with (observed); the account follows.
const CUSTOM: &str = "acs_customMetric_";
/// The application group of a custom metric, as resources name it.
pub(in crate::cms) const GROUP: &str = "groupId";
/// The group that stands for none (documented).
pub(in crate::cms) const NO_GROUP: &str = "0";
/// The account, which resources may name beside the dimensions (documented) and no series has.
pub(in crate::cms) const USER: &str = "userId";
/// All other dimensions of a custom metric in one text, `key=value&key2=value2`, as resources name it.
const TEXT: &str = "dimension";

/// The namespace of the custom metrics of an account.
pub(in crate::cms) fn custom_namespace(account: &str) -> String {
    format!("{CUSTOM}{account}")
}

/// Whether a namespace is that of custom metrics.
pub(in crate::cms) fn is_custom(namespace: &str) -> bool {
    namespace.starts_with(CUSTOM)
}

/// The product of a namespace: `ECS` of `acs_ecs_dashboard`.
pub(in crate::cms) fn product(namespace: &str) -> String {
    let name = namespace.strip_prefix("acs_").unwrap_or(namespace);
    name.split('_').next().unwrap_or(name).to_uppercase()
}

impl From<BTreeMap<String, String>> for Dimensions {
    fn from(all: BTreeMap<String, String>) -> Self {
        Self(all.into_iter().map(|(key, value)| (key, Text(value))).collect())
    }
}

impl Dimensions {
    /// Those of a JSON value, if it is an object of texts and numbers that is short enough.
    pub(in crate::cms) fn of_value(value: &Value) -> Option<Self> {
        Self::deserialize(value).ok().filter(Self::is_short)
    }

    /// Those of the text of a JSON object that is short enough.
    pub(in crate::cms) fn parse(text: &str) -> Option<Self> {
        Self::stored(text).filter(Self::is_short)
    }

    /// Those of the text of a JSON object, however long: what is stored was short enough when it came.
    pub(in crate::cms) fn stored(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn is_short(&self) -> bool {
        self.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>() <= MOST_BYTES
    }

    /// Each of `others` that names no other resource than this one does, with what this one has beside it; this
    /// one alone if there are no others.
    pub(in crate::cms) fn narrowed_by(&self, others: &[Self]) -> Vec<Self> {
        if others.is_empty() {
            return vec![self.clone()];
        }
        let alike = |other: &&Self| {
            self.iter().all(|(key, value)| other.get(key).is_none_or(|it| it == value))
        };
        let and = |other: &Self| {
            let mut all = self.clone();
            all.0.extend(other.0.clone());
            all
        };
        others.iter().filter(alike).map(and).collect()
    }

    /// Adds a dimension.
    pub(in crate::cms) fn with(mut self, key: &str, value: &str) -> Self {
        self.0.insert(key.into(), Text(value.into()));
        self
    }

    /// Whether there are none.
    pub(in crate::cms) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a dimension.
    pub(in crate::cms) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|it| it.0.as_str())
    }

    /// Each name and value, by name.
    pub(in crate::cms) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.0.as_str()))
    }

    /// The JSON object of them, with its names in order.
    pub(in crate::cms) fn to_json(&self) -> String {
        // A map of texts is always JSON.
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The dimensions without the application group as `key=value&key2=value2`, by name (observed: the form in
    /// which custom metrics are asked for).
    pub(in crate::cms) fn to_text(&self) -> String {
        let pairs: Vec<String> =
            self.iter().filter(|(key, _)| *key != GROUP).map(|(k, v)| format!("{k}={v}")).collect();
        pairs.join("&")
    }

    /// As answers have them: each by its name or, of a custom metric, the group and the text of the others.
    pub(in crate::cms) fn shown(&self, namespace: &str) -> Vec<(String, String)> {
        if is_custom(namespace) {
            let group = self.get(GROUP).unwrap_or(NO_GROUP).to_owned();
            return vec![(GROUP.into(), group), (TEXT.into(), self.to_text())];
        }
        self.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    /// `{instanceId=i-1, userId=12}`, as callbacks and logs have them.
    pub(in crate::cms) fn in_braces(&self, account: &str) -> String {
        let own = std::iter::once(format!("userId={account}"));
        let all: Vec<String> = own.chain(self.iter().map(|(k, v)| format!("{k}={v}"))).collect();
        format!("{{{}}}", all.join(", "))
    }

    /// Each name and value by which a resource may name a series with these dimensions: those of
    /// [`are_of`](Self::are_of).
    pub(in crate::cms) fn named(&self) -> impl Iterator<Item = (String, String)> {
        let group = self.get(GROUP).is_none().then(|| (GROUP.to_owned(), NO_GROUP.to_owned()));
        let text = (TEXT.to_owned(), self.to_text());
        let text = Some(text).filter(|(key, value)| self.get(key) != Some(value));
        self.iter().map(|(key, value)| (key.into(), value.into())).chain(group).chain(text)
    }

    /// Whether a series with these dimensions is one that `resource` stands for: it has each of the resource's.
    pub(in crate::cms) fn are_of(&self, resource: &Self) -> bool {
        resource.iter().all(|(key, value)| {
            self.get(key) == Some(value)
                || (key == TEXT && self.to_text() == value)
                || (key == GROUP && value == NO_GROUP && self.get(GROUP).is_none())
                || (key == USER && self.get(USER).is_none())
        })
    }
}

/// The resources of a rule or a question: `[{"instanceId":"i-1"},{"instanceId":"i-2"}]`, one object alone, or
/// `[{"resource":"_ALL"}]`. None of them stands for all series.
pub(in crate::cms) fn resources(text: &str) -> Option<Vec<Dimensions>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    let objects = match serde_json::from_str(text).ok()? {
        Value::Array(list) => list,
        object => vec![object],
    };
    let all: Vec<Dimensions> = objects.iter().map(Dimensions::of_value).collect::<Option<_>>()?;
    let everything = |it: &Dimensions| it.get("resource") == Some("_ALL");
    Some(if all.iter().any(everything) { Vec::new() } else { all })
}

/// The id of a series: a hash of its account, its metric and its dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cms) struct SeriesId(u128);

impl SeriesId {
    /// That of a series of an account's metric, which is named by its namespace and its name.
    pub(in crate::cms) fn of(account: &str, metric: (&str, &str), of: &Dimensions) -> Self {
        let mut hash = Sha256::new();
        let parts = [account, metric.0, metric.1].into_iter();
        for part in parts.chain(of.iter().flat_map(|(key, value)| [key, value])) {
            // The lengths keep the parts apart.
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        Self(digest.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// 32 hexadecimal digits, as `Md5` of the vendor's.
    pub(in crate::cms) fn text(self) -> String {
        format!("{:032x}", self.0)
    }

    /// Half of it, which tells series apart well enough and is short.
    pub(in crate::cms) const fn number(self) -> i64 {
        (self.0 >> 64) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Dimensions {
        Dimensions::parse(text).unwrap()
    }

    #[test]
    fn a_resource_stands_for_the_series_that_have_its_dimensions() {
        let series = of(r#"{"instanceId":"i-1","device":"/dev/vda"}"#);
        let fits = |text: &str| {
            let all = resources(text).unwrap();
            all.is_empty() || all.iter().any(|it| series.are_of(it))
        };
        assert!(fits(r#"[{"instanceId":"i-1"}]"#));
        assert!(fits(r#"{"device":"/dev/vda"}"#));
        assert!(fits(r#"[{"instanceId":"i-2"},{"instanceId":"i-1"}]"#));
        assert!(fits(r#"[{"resource":"_ALL"}]"#) && fits(""));
        assert!(fits(r#"{"userId":"1000000000000001","instanceId":"i-1"}"#));
        assert!(!fits(r#"[{"instanceId":"i-2"}]"#));
        assert!(!fits(r#"[{"instanceId":"i-1","device":"/dev/vdb"}]"#));
        for bad in ["x", "[1]", r#"[{"a":[]}]"#, r#""a""#] {
            assert_eq!(resources(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_member_of_a_group_is_narrowed_by_dimensions_that_name_no_other_one() {
        let narrowed = |text: &str| -> Vec<String> {
            let all = of(r#"{"instanceId":"i-1"}"#).narrowed_by(&resources(text).unwrap());
            all.iter().map(Dimensions::to_json).collect()
        };
        let member = r#"{"instanceId":"i-1"}"#;
        let disk = r#"{"device":"/dev/vda1","instanceId":"i-1"}"#;
        assert_eq!(narrowed(""), [member]);
        assert_eq!(narrowed(r#"[{"device":"/dev/vda1"}]"#), [disk]);
        assert_eq!(narrowed(r#"{"device":"/dev/vda1"}"#), [disk]);
        assert_eq!(narrowed(r#"[{"instanceId":"i-1"},{"instanceId":"i-2"}]"#), [member]);
        assert!(narrowed(r#"[{"instanceId":"i-2"}]"#).is_empty());
    }

    #[test]
    fn the_series_of_a_custom_metric_are_named_by_group_and_text() {
        let series = of(r#"{"b":"2","a":"1"}"#);
        let fits = |text: &str| series.are_of(&resources(text).unwrap()[0]);
        assert!(fits(r#"[{"groupId":0,"dimension":"a=1&b=2"}]"#));
        assert!(!fits(r#"[{"groupId":7,"dimension":"a=1&b=2"}]"#));
        assert!(!fits(r#"[{"dimension":"a=1"}]"#));
        let grouped = series.with(GROUP, "7");
        assert!(grouped.are_of(&resources(r#"[{"groupId":7,"dimension":"a=1&b=2"}]"#).unwrap()[0]));
        assert_eq!(grouped.to_text(), "a=1&b=2");
    }
}
