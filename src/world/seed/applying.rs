//! Applies a seed: all of it in one transaction, so it is there in whole or not at all.

use std::{collections::HashMap, sync::Arc};

use actions::{
    ApiError, Authority, Caller, PRODUCTS, Principal,
    core::{
        control::ControlError,
        seed::{Fields, difference},
    },
    ports::{
        documents::DocumentNeeded,
        keys::{KeyNeeded, NeedsPreparation},
        store::StoreError,
    },
    shared::accounts,
};

use super::{
    Position, Seed, line,
    reader::{Section, SeedAccount, said},
};
use crate::{
    clock::Clock,
    world::{World, due, transaction::Transaction},
};

/// The site of things that are at one.
pub(super) const SITE: &str = "cn-hangzhou";

/// What came of the entries of a seed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Those that were not there.
    pub created: usize,
    /// Those that were there and differed.
    pub updated: usize,
    /// Those that were there as they are.
    pub unchanged: usize,
}

/// Why a seed is not applied; nothing has changed.
#[derive(Debug)]
pub struct SeedError {
    /// Where the entry is that could not be applied, if one could not.
    at: Option<(Position, String)>,
    cause: Box<ControlError>,
}

impl SeedError {
    /// The message, with the line and the column of the entry.
    #[must_use]
    pub fn message(&self, seed: &Seed) -> String {
        let why = match &*self.cause {
            ControlError::NotFound(text)
            | ControlError::Wrong(text)
            | ControlError::WrongBody(text) => text.clone(),
            ControlError::WrongMember(name, text) => format!("`{name}`: {text}"),
            ControlError::Failed(e) => {
                let hint = e.hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
                format!("{}: {}{hint}", e.code, e.message)
            }
        };
        match &self.at {
            Some((at, path)) => line(&seed.name, *at, &said(path, &why)),
            None => format!("{}: {why}", seed.name),
        }
    }

    /// The error, if the server failed or is busy.
    #[must_use]
    pub fn failed(self) -> Option<ApiError> {
        match *self.cause {
            ControlError::Failed(e) if e.status >= 500 => Some(e),
            _ => None,
        }
    }
}

impl From<ControlError> for SeedError {
    fn from(cause: ControlError) -> Self {
        Self { at: None, cause: Box::new(cause) }
    }
}

impl From<ApiError> for SeedError {
    fn from(e: ApiError) -> Self {
        ControlError::from(e).into()
    }
}

impl From<StoreError> for SeedError {
    fn from(e: StoreError) -> Self {
        ControlError::from(e).into()
    }
}

impl NeedsPreparation for SeedError {
    fn key_needed(&self) -> Option<KeyNeeded> {
        self.cause.key_needed()
    }

    fn document_needed(&self) -> Option<DocumentNeeded> {
        self.cause.document_needed()
    }
}

/// Applies a seed to a world: what is not there is created, what differs is changed, and the clock is frozen if the
/// seed says so. Applied again, it changes nothing.
pub async fn apply(world: &Arc<World>, seed: &Arc<Seed>) -> Result<Applied, SeedError> {
    let (clock, inside) = (seed.clock, Arc::clone(seed));
    let work = move |transaction: &mut Transaction<'_>| run(&inside, transaction);
    let applied = world.write_preparing(true, seed.entries(), work).await?;
    if let Some(at) = clock {
        let freeze = move |clock: &Clock| {
            clock.freeze(at);
            Ok::<_, StoreError>(())
        };
        world
            .change_clock(freeze)
            .await
            .map_err(|e| SeedError { at: None, cause: Box::new(e.into()) })?;
        due::clock_moved(world).await;
    }
    Ok(applied)
}

fn run(seed: &Seed, transaction: &mut Transaction<'_>) -> Result<Applied, SeedError> {
    let now = seed.clock.unwrap_or_else(|| transaction.world.clock.now());
    let mut applied = Applied::default();
    let mut sections = Vec::new();
    for account in &seed.accounts {
        add_account(account, now, transaction).map_err(|cause| SeedError {
            at: Some((account.at, account.path.clone())),
            cause: Box::new(cause),
        })?;
        sections.extend(account.sections.iter().map(|section| (account, section)));
    }
    // What an account has of a product may name other accounts, and what these have of the products before.
    sections.sort_by_key(|(_, it)| PRODUCTS.iter().position(|one| one.id == it.product.id));
    for (account, section) in sections {
        let (id, access_key) = (account.id.clone(), String::new());
        let caller = Caller { account: id, principal: Principal::Root, access_key };
        add_section(section, &caller, now, transaction, &mut applied)?;
    }
    Ok(applied)
}

fn add_account(
    account: &SeedAccount,
    now: i64,
    transaction: &mut Transaction<'_>,
) -> Result<(), ControlError> {
    let SeedAccount { id, name, parent, .. } = account;
    if let Some(parent) = parent
        && accounts::account(transaction.tx, parent)?.is_none()
    {
        return Err(ControlError::Wrong(format!("there is no account {parent}")));
    }
    match accounts::account(transaction.tx, id)? {
        None => {
            let (id, name) = (id.clone(), name.clone().unwrap_or_default());
            let new = accounts::Account { id, parent: parent.clone(), name, created: now };
            accounts::add(transaction.tx, &new)?;
        }
        Some(there) => {
            if parent.is_some() && *parent != there.parent {
                return Err(ControlError::Wrong(format!("the account {id} has another parent")));
            }
            if let Some(name) = name.as_deref().filter(|name| *name != there.name) {
                accounts::rename(transaction.tx, id, name)?;
            }
        }
    }
    Ok(())
}

fn add_section(
    section: &Section,
    caller: &Caller,
    now: i64,
    transaction: &mut Transaction<'_>,
    applied: &mut Applied,
) -> Result<(), SeedError> {
    let Section { product, kind, entries } = section;
    // A context takes the prepared keys with it, and the next section needs them again.
    let keys = transaction.keys.clone();
    let mut cx = transaction.context(product, (caller, SITE), now, Authority::CLOUD);
    let present = (kind.export)(&mut cx)?;
    let mut known = HashMap::<String, &Fields>::new();
    for there in &present {
        kind.keys_of(there).for_each(|key| {
            known.entry(key).or_insert(there);
        });
    }
    for entry in entries {
        let done = match known.get(&kind.key_of(&entry.fields)).copied() {
            None => (kind.create)(&mut cx, &entry.fields).map(|()| &mut applied.created),
            Some(there) => match (difference(kind.members, &entry.fields, there), kind.update) {
                (None, _) => Ok(&mut applied.unchanged),
                (Some(_), Some(update)) => update(&mut cx, &entry.fields, there).map(|changed| {
                    if changed { &mut applied.updated } else { &mut applied.unchanged }
                }),
                (Some(member), None) => Err(ControlError::Wrong(format!(
                    "it is there with another `{member}`, and no call changes that: delete it first"
                ))),
            },
        };
        match done {
            Ok(count) => *count += 1,
            Err(cause) => {
                return Err(SeedError {
                    at: Some((entry.at, entry.path.clone())),
                    cause: Box::new(cause),
                });
            }
        }
    }
    transaction.keys = keys;
    Ok(())
}
