//! What the calls of a run have exercised, beside all that there is: for `localyun report` and
//! `/_localyun/report`.

use std::collections::{BTreeMap, BTreeSet};

use actions::{Entry, PRODUCTS, Product, request::unread};
use serde_json::{Value, json};

/// What the calls of a run were.
#[derive(Default)]
pub(crate) struct Coverage {
    /// How many calls there were.
    pub(crate) calls: usize,
    /// By product and action.
    called: BTreeMap<(String, String), Called>,
    /// By the id of the product: table, column, from, to.
    moved: BTreeSet<[String; 5]>,
}

#[derive(Default)]
struct Called {
    times: usize,
    parameters: BTreeSet<String>,
    /// How often each code was answered.
    codes: BTreeMap<String, usize>,
}

/// An action of a product.
pub(crate) struct ActionCoverage {
    /// Its name.
    pub(crate) name: &'static str,
    /// How often it was called.
    pub(crate) times: usize,
    /// The names of its parameters.
    pub(crate) parameters: Split<String>,
    /// The codes of its own errors.
    pub(crate) codes: Split<String>,
    /// The codes of others than the action: of the gateway, of policies, of its parameters.
    pub(crate) other_codes: BTreeMap<String, usize>,
}

/// What was exercised, and what not.
pub(crate) struct Split<T> {
    /// What was.
    pub(crate) exercised: Vec<T>,
    /// What was not.
    pub(crate) rest: Vec<T>,
}

impl<T> Split<T> {
    fn of(all: impl IntoIterator<Item = T>, is: impl Fn(&T) -> bool) -> Self {
        let (exercised, rest) = all.into_iter().partition(|it| is(it));
        Self { exercised, rest }
    }

    /// How much there is of both.
    pub(crate) fn total(&self) -> usize {
        self.exercised.len() + self.rest.len()
    }
}

/// A product of which something was called.
pub(crate) struct ProductCoverage {
    /// Its code.
    pub(crate) code: &'static str,
    /// The version of its API.
    pub(crate) version: &'static str,
    /// Its actions, all of them.
    pub(crate) actions: Vec<ActionCoverage>,
    /// `cas_order.state: process → certificate`
    pub(crate) transitions: Split<String>,
}

impl Coverage {
    /// Adds a call, as the journal shows it.
    pub(crate) fn add(&mut self, call: &Value) {
        // What pages of the console ask for to show a state exercises nothing.
        if call["origin"] == "console" {
            return;
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.calls += 1;
        for event in ["transitions", "transitions_before"]
            .iter()
            .filter_map(|it| call[it].as_array())
            .flatten()
        {
            let part = |name: &str| text(&event[name]);
            self.moved.insert(["product", "table", "column", "from", "to"].map(part));
        }
        let called =
            self.called.entry((text(&call["product"]), text(&call["action"]))).or_default();
        called.times += 1;
        let names = call["parameters"].as_object().into_iter().flat_map(|it| it.keys());
        called.parameters.extend(names.cloned());
        if let Some(code) = call["code"].as_str() {
            *called.codes.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// The products that were used.
    pub(crate) fn products(&self) -> Vec<ProductCoverage> {
        let used = |it: &&&Product| self.called.keys().any(|(product, _)| product == it.code);
        PRODUCTS.iter().filter(|it| used(it)).map(|it| self.product(it)).collect()
    }

    fn product(&self, product: &Product) -> ProductCoverage {
        let transitions = product.states.iter().flat_map(|states| {
            let (table, column) = states.column;
            let name = move |(from, to)| [product.id, table, column, from, to].map(str::to_owned);
            (states.transitions)().into_iter().map(name)
        });
        let shown = |it: [String; 5]| {
            let [_, table, column, from, to] = it;
            format!("{table}.{column}: {from} → {to}")
        };
        let Split { exercised, rest } = Split::of(transitions, |it| self.moved.contains(it));
        ProductCoverage {
            code: product.code,
            version: product.version,
            actions: product.actions.iter().map(|it| self.action(product, it)).collect(),
            transitions: Split {
                exercised: exercised.into_iter().map(shown).collect(),
                rest: rest.into_iter().map(shown).collect(),
            },
        }
    }

    fn action(&self, product: &Product, entry: &Entry) -> ActionCoverage {
        let nothing = Called::default();
        let key = (product.code.to_owned(), entry.name.to_owned());
        let called = self.called.get(&key).unwrap_or(&nothing);
        let described = entry.described(product);
        let sent = |name: &String| called.parameters.iter().any(|it| unread::is(name, it));
        let mut names: Vec<_> = described.into_iter().map(|it| it.name).collect();
        names.dedup();
        let codes: BTreeSet<_> = entry.faults.iter().map(|it| it.code.to_owned()).collect();
        let other_codes = called.codes.iter().filter(|(code, _)| !codes.contains(*code));
        let other_codes = other_codes.map(|(code, times)| (code.clone(), *times)).collect();
        ActionCoverage {
            name: entry.name,
            times: called.times,
            parameters: Split::of(names, sent),
            codes: Split::of(codes, |it| called.codes.contains_key(it)),
            other_codes,
        }
    }

    /// How many actions of the products in use were called, and how many there are.
    pub(crate) fn actions(&self) -> (usize, usize) {
        let products = self.products();
        let all = || products.iter().flat_map(|it| &it.actions);
        (all().filter(|it| it.times > 0).count(), all().count())
    }

    /// All of it as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let products = self.products();
        let products = products.iter().map(|product| {
            let actions = product.actions.iter().map(|it| {
                json!({
                    "action": it.name, "calls": it.times,
                    "parameters": it.parameters.exercised,
                    "parameters_not_sent": it.parameters.rest,
                    "codes": it.codes.exercised, "codes_not_answered": it.codes.rest,
                    "other_codes": it.other_codes,
                })
            });
            json!({
                "product": product.code, "version": product.version,
                "actions": actions.collect::<Vec<_>>(),
                "transitions": product.transitions.exercised,
                "transitions_not_made": product.transitions.rest,
            })
        });
        let products: Vec<_> = products.collect();
        let (called, all) = self.actions();
        json!({
            "calls": self.calls, "actions_called": called, "actions": all, "products": products,
        })
    }
}
