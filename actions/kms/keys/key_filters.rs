//! The filters of lists: a list in JSON of keys, each with values. Values of one key are alternatives; all keys must be met.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Result, kms::faults::bad};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    key: String,
    #[serde(default)]
    values: Vec<String>,
}

/// The filters of a call.
pub(in crate::kms) struct Filters(BTreeMap<String, Vec<String>>);

impl Filters {
    /// Reads them; `known` are the keys that there are.
    pub(in crate::kms) fn read(text: Option<&str>, known: &[&str]) -> Result<Self> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let text = text.unwrap_or("[]");
        let found: Vec<Filter> = serde_json::from_str(text).map_err(|_| bad("Filters"))?;
        if found.len() > 10 {
            return Err(bad("Filters"));
        }
        for filter in found {
            if !known.contains(&filter.key.as_str()) || filter.values.len() > 10 {
                return Err(bad("Filters"));
            }
            if !filter.values.is_empty() {
                all.entry(filter.key).or_default().extend(filter.values);
            }
        }
        Ok(Self(all))
    }

    /// Whether there are none.
    pub(in crate::kms) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one of this key.
    pub(in crate::kms) fn asks(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Whether the filter of this key, if there is one, lets one of these pass.
    pub(in crate::kms) fn passes(&self, key: &str, any: &[&str]) -> bool {
        self.0.get(key).is_none_or(|values| values.iter().any(|it| any.contains(&it.as_str())))
    }
}
