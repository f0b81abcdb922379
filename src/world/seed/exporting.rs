//! Makes a seed of the state of a world.

use actions::{
    Authority, Caller, PRODUCTS, Principal, Product,
    core::{
        control::ControlError,
        seed::{Fields, SeedMember, SeedType},
    },
    shared::accounts,
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::{applying::SITE, yaml};
use crate::world::{World, transaction::Transaction};

/// The seed of a world, in YAML: applied to an empty world, it makes one that has the same seed. Without `secrets`
/// those are `null`, and drawn when the seed is applied.
pub async fn export(world: &World, secrets: bool) -> Result<String, ControlError> {
    let mut seed = Map::new();
    seed.insert("version".into(), 1.into());
    if world.clock.is_frozen() {
        let now = DateTime::from_timestamp_millis(world.clock.now());
        let now = now.map(|it| it.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        seed.insert("clock".into(), now.into());
    }
    let read = world.read(|transaction| {
        Ok::<_, ControlError>((unseeded(transaction)?, accounts(transaction, secrets)?))
    });
    let (unseeded, accounts) = read.await?;
    seed.insert("accounts".into(), accounts.into());
    Ok(unseeded + &yaml::write(&Value::Object(seed)))
}

/// What the seed leaves out, as comments: a line for each product that was used.
fn unseeded(transaction: &mut Transaction<'_>) -> Result<String, ControlError> {
    let mut lines = String::new();
    for product in PRODUCTS.iter().filter(|it| !it.unseeded.is_empty()) {
        if transaction.tx.has_part(product.id)? {
            lines.extend(["# ", product.id, " is exported without: ", product.unseeded, "\n"]);
        }
    }
    Ok(lines)
}

/// Whether anybody has used a product, or it has no tables of its own.
fn is_used(transaction: &mut Transaction<'_>, product: &Product) -> Result<bool, ControlError> {
    Ok(product.schema.is_empty() || transaction.tx.has_part(product.id)?)
}

fn accounts(transaction: &mut Transaction<'_>, secrets: bool) -> Result<Vec<Value>, ControlError> {
    let mut all = Vec::new();
    for account in accounts::all(transaction.tx)? {
        let mut shown = Map::new();
        shown.insert("id".into(), account.id.clone().into());
        if !account.name.is_empty() {
            shown.insert("name".into(), account.name.into());
        }
        if let Some(parent) = account.parent {
            shown.insert("parent".into(), parent.into());
        }
        let access_key = String::new();
        let caller = Caller { account: account.id, principal: Principal::Root, access_key };
        let now = transaction.world.clock.now();
        for product in PRODUCTS {
            if product.seeds.is_empty() || !is_used(transaction, product)? {
                continue;
            }
            let mut kinds = Map::new();
            for kind in product.seeds {
                let mut cx = transaction.context(product, (&caller, SITE), now, Authority::CLOUD);
                let entries = (kind.export)(&mut cx)?;
                let entries = entries.into_iter().map(|it| entry(kind.members, it, secrets));
                let entries: Vec<Value> = entries.collect();
                if !entries.is_empty() {
                    kinds.insert(kind.name.into(), entries.into());
                }
            }
            if !kinds.is_empty() {
                shown.insert(product.id.into(), kinds.into());
            }
        }
        all.push(shown.into());
    }
    Ok(all)
}

/// An entry as it is shown: documents as objects where these are written back as the same text.
fn entry(members: &[SeedMember], mut fields: Fields, secrets: bool) -> Value {
    for member in members {
        let Some(value) = fields.get_mut(member.name) else { continue };
        if member.secret && !secrets {
            *value = Value::Null;
        }
        match (member.of, &mut *value) {
            (SeedType::Document, Value::String(text)) => {
                let read = serde_json::from_str::<Value>(text).ok();
                let is_same = |it: &Value| {
                    let written = it.to_string();
                    it.is_object() && written == *text
                };
                if let Some(read) = read.filter(is_same) {
                    *value = read;
                }
            }
            (SeedType::Objects(members), Value::Array(all)) => {
                for one in all {
                    if let Value::Object(fields) = one.take() {
                        *one = entry(members, fields, secrets);
                    }
                }
            }
            _ => {}
        }
    }
    json!(fields)
}
