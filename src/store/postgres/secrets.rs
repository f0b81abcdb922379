//! The key for the secrets of a world, and that which a process has that starts: they have to be the same. The key of the
//! seals of the world, which each world has, tells what key that is.
//!
//! Of a world that was begun without a key all secrets are sealed once the first process with a key starts.

use actions::SchemaPart;
use tokio_postgres::{Client, Error};

use crate::store::postgres::{
    image::{filled, known},
    sealing::{PREFIX, Sealing},
};

/// Compares the keys, in a transaction that nobody else writes in. Why the world cannot be served, if it cannot.
pub(super) async fn check(
    client: &Client,
    sealing: Option<&Sealing>,
    parts: &'static [SchemaPart],
) -> Result<Option<&'static str>, Error> {
    let row = client.query_opt("SELECT hex FROM world_secret WHERE id = 1", &[]).await?;
    let Some(row) = row else { return Ok(None) };
    let kept: &str = row.try_get(0)?;
    match sealing {
        None if kept.starts_with(PREFIX) => {
            Ok(Some("the secrets in it are sealed: give their key with --secret-key FILE"))
        }
        None => Ok(None),
        Some(sealing) if !kept.starts_with(PREFIX) => {
            seal(client, sealing, parts).await.map(|()| None)
        }
        Some(sealing) => {
            let is_ours = sealing.read(kept.into()).is_ok();
            Ok((!is_ours).then_some(
                "the secrets in it are sealed with another key than that of --secret-key",
            ))
        }
    }
}

/// Seals all secrets, and texts that look as if they were.
async fn seal(
    client: &Client,
    sealing: &Sealing,
    parts: &'static [SchemaPart],
) -> Result<(), Error> {
    for table in filled(client, known(parts)).await? {
        for column in table.columns.iter().filter(|it| it.kind == "TEXT") {
            let (name, column) = (&table.name, column.name);
            let wanted = if table.is_secret(column) {
                format!("\"{column}\" <> ''")
            } else {
                format!("starts_with(\"{column}\", '{PREFIX}')")
            };
            let find = format!("SELECT DISTINCT \"{column}\" FROM \"{name}\" WHERE {wanted}");
            let (mut plain, mut sealed) = (Vec::new(), Vec::new());
            for row in client.query(&find, &[]).await? {
                let text: String = row.try_get(0)?;
                sealed.push(sealing.text(&text));
                plain.push(text);
            }
            if plain.is_empty() {
                continue;
            }
            let change = format!(
                "UPDATE \"{name}\" t SET \"{column}\" = s.sealed
                 FROM unnest($1::text[], $2::text[]) AS s (plain, sealed) WHERE t.\"{column}\" = s.plain"
            );
            client.execute(&change, &[&plain, &sealed]).await?;
        }
    }
    let Some(row) = client.query_opt("SELECT state FROM world_start WHERE id = 1", &[]).await?
    else {
        return Ok(());
    };
    let state: Vec<u8> = row.try_get(0)?;
    let sealed = sealing.close_bytes(&state);
    client.execute("UPDATE world_start SET state = $1 WHERE id = 1", &[&sealed]).await.map(drop)
}
