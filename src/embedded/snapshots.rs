//! The snapshots of a server, as a world saves and restores them.

use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Error, World};

/// A snapshot: the whole state of a world.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Snapshot {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// The id of the world that it was saved from; empty for the first one.
    pub world: Option<String>,
    /// When it was saved, on the machine's clock.
    pub at: Option<String>,
    /// When it was saved, on the clock of the world.
    pub clock: Option<String>,
}

/// The snapshots of the server. All of its worlds share their names.
pub struct Snapshots<'w>(&'w World);

impl World {
    /// The snapshots of the server.
    #[must_use]
    pub fn snapshots(&self) -> Snapshots<'_> {
        Snapshots(self)
    }
}

impl Snapshots<'_> {
    /// Saves the state of the world. A snapshot of this name must not be there.
    pub fn save(&self, name: &str) -> Result<Snapshot, Error> {
        self.0.json(Method::POST, "snapshots", &[], Some(&json!({ "name": name })))
    }

    /// Saves the state of the world, in place of a snapshot of this name if there is one.
    pub fn replace(&self, name: &str) -> Result<Snapshot, Error> {
        let body = json!({ "name": name, "replace": true });
        self.0.json(Method::POST, "snapshots", &[], Some(&body))
    }

    /// The snapshots of the server.
    pub fn list(&self) -> Result<Vec<Snapshot>, Error> {
        #[derive(Deserialize)]
        struct All {
            snapshots: Vec<Snapshot>,
        }
        let all: All = self.0.api().json(Method::GET, "snapshots", &[], None)?;
        Ok(all.snapshots)
    }

    /// Replaces the state of the world by that of a snapshot.
    pub fn restore(&self, name: &str) -> Result<(), Error> {
        let path = World::path("snapshots", name) + "/restore";
        self.0.ask(Method::POST, &path, &[], "").map(drop)
    }

    /// What differs from a snapshot to another one, or to the present state, which is `now`: `same` and `changes`.
    pub fn difference(&self, name: &str, other: &str) -> Result<Value, Error> {
        let path = World::path(&(World::path("snapshots", name) + "/diff"), other);
        self.0.json(Method::GET, &path, &[], None)
    }

    /// The file of a snapshot.
    pub fn download(&self, name: &str) -> Result<Vec<u8>, Error> {
        let path = World::path("snapshots", name);
        self.0.api().ask(Method::GET, &path, &[], "").map(Into::into)
    }

    /// Deletes a snapshot.
    pub fn delete(&self, name: &str) -> Result<(), Error> {
        let path = World::path("snapshots", name);
        self.0.api().ask(Method::DELETE, &path, &[], "").map(drop)
    }
}
