//! The fault rules of a world.

use hyper::Method;
use serde::Deserialize;
use serde_json::Value;

use super::{Error, World};

/// The fault rules of a world: which calls fail, and how. A rule is the object that the control API takes, such as
/// `{"action": "PutContact", "error": "Throttling.User", "times": 1}`, and answers with its `id`, how many calls it has
/// `matched`, and how often it has `fired`.
pub struct Faults<'w>(&'w World);

#[derive(Deserialize)]
struct Rules {
    faults: Vec<Value>,
}

#[derive(Deserialize)]
struct Presets {
    presets: Vec<Value>,
}

impl World {
    /// Its fault rules.
    #[must_use]
    pub fn faults(&self) -> Faults<'_> {
        Faults(self)
    }
}

impl Faults<'_> {
    /// Adds a rule, or an array of them: all or none. Answers them with their ids.
    pub fn add(&self, rules: &Value) -> Result<Vec<Value>, Error> {
        self.rules(Method::POST, "faults", Some(rules))
    }

    /// The presets: each has a `name`, what it `does`, and its `rules`.
    pub fn presets(&self) -> Result<Vec<Value>, Error> {
        let answer: Presets = self.0.json(Method::GET, "faults/presets", &[], None)?;
        Ok(answer.presets)
    }

    /// Adds the rules of a preset, such as `throttled`.
    pub fn preset(&self, name: &str) -> Result<Vec<Value>, Error> {
        self.rules(Method::POST, &World::path("faults/presets", name), None)
    }

    /// The rules.
    pub fn list(&self) -> Result<Vec<Value>, Error> {
        self.rules(Method::GET, "faults", None)
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Result<Value, Error> {
        self.0.json(Method::GET, &World::path("faults", id), &[], None)
    }

    /// Removes the rule of an id. Answers the others.
    pub fn remove(&self, id: &str) -> Result<Vec<Value>, Error> {
        self.rules(Method::DELETE, &World::path("faults", id), None)
    }

    /// Removes all rules.
    pub fn clear(&self) -> Result<(), Error> {
        self.rules(Method::DELETE, "faults", None).map(drop)
    }

    fn rules(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Vec<Value>, Error> {
        let answer: Rules = self.0.json(method, path, &[], body)?;
        Ok(answer.faults)
    }
}
