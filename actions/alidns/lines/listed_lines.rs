//! The lines of a domain, as answers have them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::line_codes::{self, Line};
use crate::alidns::{
    lists::Lang,
    tables::{domains::Domain, lines},
};
use crate::{Result, ports::store::Tx};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct RecordLines {
    record_line: Vec<RecordLine>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct RecordLine {
    line_code: String,
    line_name: String,
    line_display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    father_code: Option<&'static str>,
}

fn shown(it: &Line, lang: Lang) -> RecordLine {
    let name = it.name(lang).to_owned();
    let display = match it.father {
        Some(father) => format!("{}_{name}", line_codes::name(father, lang)),
        None => name.clone(),
    };
    RecordLine {
        line_code: it.code.clone(),
        line_name: name,
        line_display_name: display,
        father_code: it.father,
    }
}

/// All lines, and the custom ones of a domain.
pub(in crate::alidns) fn of(
    tx: &mut dyn Tx,
    domain: Option<&Domain>,
    lang: Lang,
) -> Result<RecordLines> {
    let mut record_line: Vec<_> = line_codes::all().iter().map(|it| shown(it, lang)).collect();
    if let Some(domain) = domain {
        let custom = lines::of_domain(tx, domain.seq)?.into_iter().rev();
        record_line.extend(custom.map(|it| RecordLine {
            line_code: it.code,
            line_name: it.name.clone(),
            line_display_name: it.name,
            father_code: None,
        }));
    }
    Ok(RecordLines { record_line })
}

/// The lines by code, those that are parts in the one that they are parts of, as JSON text.
pub(in crate::alidns) fn tree() -> String {
    let mut tree = Map::new();
    for it in line_codes::all() {
        let parts = Value::Object(Map::new());
        let Some(father) = it.father else {
            tree.insert(it.code.clone(), parts);
            continue;
        };
        if let Value::Object(children) =
            tree.entry(father).or_insert_with(|| Value::Object(Map::new()))
        {
            children.insert(it.code.clone(), parts);
        }
    }
    Value::Object(tree).to_string()
}
