//! The mistakes that clients make, one row each: what it is called, what to do about it, and how
//! to make it.

use std::cell::OnceCell;

use crate::{
    sign::{Family, Signed},
    wire::Wire,
};

use super::recipe::{Bodies, Parameter, Recipe};

mod encoding;
mod host;
mod json;
mod key;
mod layout;
mod parameters;
mod request;

pub(super) use key::WRONG_SECRET;

/// One kind of mistake.
pub(super) struct Mistake {
    /// Its name in small letters and hyphens.
    pub(super) name: &'static str,
    /// What the client did, and what it should do.
    pub(super) advice: &'static str,
    /// Where it can be made.
    pub(super) families: &'static [Family],
    /// Adds every way to make it.
    pub(super) make: fn(&mut Tries<'_>),
}

const ALL: &[Family] = &[Family::Rpc, Family::Roa, Family::Acs3, Family::Acs4];
const ACS: &[Family] = &[Family::Acs3, Family::Acs4];
const V1: &[Family] = &[Family::Rpc, Family::Roa];
/// The families that encode their parameters.
const ENCODED: &[Family] = &[Family::Rpc, Family::Acs3, Family::Acs4];

/// Every mistake that is looked for, the likelier before the others.
pub(super) fn mistakes() -> impl Iterator<Item = &'static Mistake> {
    [
        key::ROWS,
        host::ROWS,
        encoding::ROWS,
        parameters::ROWS,
        json::ROWS,
        request::ROWS,
        layout::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// What is known of the request and its sender besides the recipe.
pub(super) struct About<'a> {
    pub(super) wire: &'a Wire<'a>,
    pub(super) signed: &'a Signed<'a>,
    /// The shared secrets of other keys, by their ids.
    pub(super) others: &'a [(&'a str, &'a str)],
    pub(super) bodies: &'a Bodies<'a>,
    /// What is made of the request once, for however many tries: the fields of its body, as those
    /// of a form and of JSON, and the recipes of other schemes.
    pub(super) fields: OnceCell<Vec<Parameter>>,
    pub(super) json: OnceCell<[Vec<Parameter>; 2]>,
    pub(super) schemes: OnceCell<Vec<(&'static str, Recipe)>>,
}

/// Goes through the ways to make a mistake, one at a time, until one is it.
pub(super) struct Tries<'a> {
    pub(super) base: &'a Recipe,
    pub(super) about: &'a About<'a>,
    /// Whether this is the only mistake that is made. Where there are two, those that can be made in
    /// very many ways are made in the likeliest only.
    pub(super) alone: bool,
    visit: &'a mut Visit<'a>,
    done: bool,
}

/// Looks at a recipe with a mistake in it, and at what exactly was done, where the mistake can be
/// made in several ways. Says whether to go on.
pub(super) type Visit<'a> = dyn FnMut(&Recipe, Option<&str>) -> bool + 'a;

impl Mistake {
    /// Makes the mistake in every way; in the likeliest, if it is not the only one.
    pub(super) fn each(
        &self,
        base: &Recipe,
        about: &About<'_>,
        alone: bool,
        visit: &mut Visit<'_>,
    ) {
        (self.make)(&mut Tries { base, about, alone, visit, done: false });
    }
}

impl Tries<'_> {
    /// Makes it in one way.
    fn add(&mut self, change: impl FnOnce(&mut Recipe)) {
        self.try_one(None, change);
    }

    /// Makes it in one way of which there is something to say.
    fn add_with(&mut self, detail: impl AsRef<str>, change: impl FnOnce(&mut Recipe)) {
        self.try_one(Some(detail.as_ref()), change);
    }

    fn try_one(&mut self, detail: Option<&str>, change: impl FnOnce(&mut Recipe)) {
        if !self.done {
            let mut recipe = self.base.clone();
            change(&mut recipe);
            self.done = !(self.visit)(&recipe, detail);
        }
    }
}
