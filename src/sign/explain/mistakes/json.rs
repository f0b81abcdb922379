//! A JSON body that an RPC call of version 1 signs as if its fields were parameters.

use actions::Origin;
use serde_json::Value;

use super::{About, Mistake, Tries};
use crate::{
    sign::{Family, explain::recipe::Parameter},
    wire::parameters::MAX_PARAMETERS,
};

/// How many bytes the names of flattened fields may have in sum: each repeats those above it.
const MAX_NAMES: usize = 1 << 20;

pub(super) const ROWS: &[Mistake] = &[Mistake {
    name: "json-body-signed",
    advice: "The client signed the fields of a JSON body. An RPC signature of version 1 covers the \
             query and the fields of a form, and the action reads no others: send the parameters \
             there, or sign with ACS3.",
    families: &[Family::Rpc],
    make,
}];

fn make(tries: &mut Tries<'_>) {
    let about = tries.about;
    let [top, flat] = about.json.get_or_init(|| fields(about));
    for (fields, what) in [
        (top, "It signed the fields of the top level."),
        (flat, "It signed the fields of all levels, with names such as `Tag.1.Key`."),
    ] {
        if fields.is_empty() {
            continue;
        }
        tries.add_with(what, |recipe| {
            recipe.parameters.extend_from_slice(fields);
            recipe.parameters.sort_by(|a, b| a.name.cmp(&b.name));
        });
    }
}

/// The fields of the body, of its top level and of all levels; none if there are too many.
fn fields(about: &About<'_>) -> [Vec<Parameter>; 2] {
    let Ok(Value::Object(object)) = serde_json::from_slice(about.wire.body) else {
        return Default::default();
    };
    let (mut top, mut flat) = (Vec::new(), Vec::new());
    let mut room = MAX_NAMES;
    for (name, value) in object {
        flatten(&mut flat, &mut room, &name, &value);
        if !value.is_null() {
            top.push(parameter(&name, &value));
        }
    }
    [top, flat].map(|all| if all.len() > MAX_PARAMETERS { Vec::new() } else { all })
}

fn parameter(name: &str, value: &Value) -> Parameter {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Parameter { name: name.into(), value: text.into(), origin: Origin::Json }
}

/// Adds the scalars in `value`. `room` is for how many more bytes of names there is room.
fn flatten(out: &mut Vec<Parameter>, room: &mut usize, name: &str, value: &Value) {
    if out.len() > MAX_PARAMETERS || *room < name.len() {
        return;
    }
    *room -= name.len();
    match value {
        Value::Null => {}
        Value::Array(all) => {
            for (at, one) in all.iter().enumerate() {
                flatten(out, room, &format!("{name}.{}", at + 1), one);
            }
        }
        Value::Object(all) => {
            for (inner, one) in all {
                flatten(out, room, &format!("{name}.{inner}"), one);
            }
        }
        scalar => out.push(parameter(name, scalar)),
    }
}
