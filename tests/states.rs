//! The column that holds a state is written where a checked move is at hand, and nowhere else.

use std::{collections::BTreeSet, sync::Arc};

use actions::{
    Authority, Caller, Effects, PRODUCTS, Parameters, Params, Principal,
    cas::CAS,
    ports::{
        keys::Keys,
        store::{StoreError, Tx},
    },
};
use localyun::world::{Settings, World, transaction::Transaction};
use serde_json::Value;
use syn::{Expr, ImplItem, ItemFn, ItemImpl, ItemMod, LitStr, visit::Visit};

use crate::tidy::sources;

/// The columns of the state machines that are declared.
#[derive(Default)]
struct Columns(BTreeSet<(String, String)>);

impl Visit<'_> for Columns {
    fn visit_item_impl(&mut self, item: &ItemImpl) {
        for item in &item.items {
            if let ImplItem::Const(column) = item
                && column.ident == "COLUMN"
                && let Expr::Tuple(pair) = &column.expr
            {
                let mut texts = Texts::default();
                texts.visit_expr_tuple(pair);
                let [table, column] = texts.0.try_into().unwrap();
                self.0.insert((table, column));
            }
        }
    }

    fn visit_item_mod(&mut self, item: &ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

#[derive(Default)]
struct Texts(Vec<String>);

impl Visit<'_> for Texts {
    fn visit_lit_str(&mut self, text: &LitStr) {
        self.0.push(text.value());
    }
}

/// The functions with a statement that writes one of the columns.
struct Writers<'a> {
    columns: &'a BTreeSet<(String, String)>,
    found: Vec<String>,
}

impl Visit<'_> for Writers<'_> {
    fn visit_item_fn(&mut self, function: &ItemFn) {
        let mut texts = Texts::default();
        texts.visit_item_fn(function);
        for text in texts.0 {
            for (table, column) in self.columns {
                if writes(&text, table, column) {
                    self.found.push(format!("{table}.{column} in {}", function.sig.ident));
                }
            }
        }
    }
}

/// Whether a statement gives the column a value.
fn writes(statement: &str, table: &str, column: &str) -> bool {
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    if statement.starts_with(&format!("INSERT INTO {table} ")) {
        return true;
    }
    let Some(rest) = statement.strip_prefix(&format!("UPDATE {table} SET ")) else { return false };
    let set = rest.split(" WHERE ").next().unwrap_or_default();
    set.split(", ").any(|one| one.starts_with(&format!("{column} =")))
}

#[test]
fn a_state_is_written_where_a_move_was_checked() {
    let mut columns = Columns::default();
    let sources = sources("actions");
    for (_, text) in &sources {
        columns.visit_file(&syn::parse_file(text).unwrap());
    }
    let mut writers = Writers { columns: &columns.0, found: Vec::new() };
    for (_, text) in &sources {
        writers.visit_file(&syn::parse_file(text).unwrap());
    }
    writers.found.sort();
    // What a report of a run knows of.
    let listed = PRODUCTS.iter().flat_map(|it| it.states).map(|it| it.column);
    let listed: BTreeSet<_> = listed.map(|(t, c)| (t.to_owned(), c.to_owned())).collect();
    assert_eq!(listed, columns.0, "a product lists its state machines with `Product::states`");
    // Each of these takes what it writes from a `State`, which only a `Transition` changes. Whoever adds
    // one sees to the same.
    let want = [
        "arms_alert.state in put",
        "cas_instance.state in put",
        "cas_job.status in put",
        "cas_order.state in put",
        "cas_worker.status in move_all",
        "cas_worker.status in move_one",
        "cas_worker.status in set",
        "cdn_domain.status in put",
        "dysms_short_url.state in add",
        "dysms_short_url.state in put_state",
        "dysms_sign.state in put",
        "dysms_template.state in put",
        "kms_key.state in add",
        "kms_key.state in put",
        "resource_contact.state in put",
        "resource_deletion.state in put",
        "resource_email.state in put",
        "resource_handshake.state in put",
        "resource_record.state in put",
        "sae_application.status in put",
        "sae_change_order.status in put",
    ];
    assert_eq!(writers.found, want);
    // None is hidden in a macro, where they are not looked for.
    for (path, text) in &sources {
        let mut texts = Texts::default();
        texts.visit_file(&syn::parse_file(text).unwrap());
        for (table, _) in &columns.0 {
            for verb in [format!("INSERT INTO {table} "), format!("UPDATE {table} SET ")] {
                let seen = texts.0.iter().filter(|text| text.starts_with(&verb)).count();
                assert_eq!(text.matches(&verb).count(), seen, "{}: {verb}", path.display());
            }
        }
    }
}

#[test]
fn a_statement_that_sets_the_column_is_told_from_one_that_asks_for_it() {
    for (statement, want) in [
        ("UPDATE t SET a = 1, state = $1 WHERE x = $2", true),
        ("UPDATE t SET state = $1\n WHERE x = $2", true),
        ("UPDATE t SET a = $1 WHERE state = $2", false),
        ("UPDATE t SET mystate = $1", false),
        ("UPDATE other SET state = $1", false),
        ("INSERT INTO t (state) VALUES ($1)", true),
        ("SELECT state FROM t", false),
    ] {
        assert_eq!(writes(statement, "t", "state"), want, "{statement}");
    }
}

/// Every transition is among the effects of its transaction, so that what listens there sees each.
#[tokio::test]
async fn a_transition_is_an_effect_of_its_transaction() {
    let world = World::alone(&Settings { seed: Some(1), ..Settings::default() }).unwrap();
    let inside = Arc::clone(&world);
    let work = move |tx: &mut dyn Tx| -> Result<Effects, StoreError> {
        let caller = Caller {
            account: "1000000000000001".into(),
            principal: Principal::Root,
            access_key: String::new(),
        };
        let mut transaction = Transaction::new(&inside, tx, Keys::default());
        let mut call = |action: &str, pairs: &[(&str, &str)]| {
            let given: Parameters = pairs.iter().copied().collect();
            let on_behalf = (&caller, "cn-hangzhou");
            let now = inside.clock.now();
            let mut cx = transaction.context(&CAS, on_behalf, now, Authority::CLOUD);
            let mut body = Vec::new();
            let entry = CAS.find(action).unwrap();
            (entry.call)(&mut cx, &mut Params::new(&given, CAS.wording), &mut body).unwrap();
            serde_json::from_slice::<Value>(&[b"{", body.strip_prefix(b"{").unwrap()].concat())
        };
        let order = [
            ("ProductCode", "digicert-free-1-free"),
            ("Domain", "example.com"),
            ("Username", "ann"),
            ("Phone", "13312345678"),
            ("Email", "ann@example.com"),
            ("ValidateType", "DNS"),
        ];
        let made = call("CreateCertificateForPackageRequest", &order).unwrap();
        let id = made["OrderId"].to_string();
        call("CancelOrderRequest", &[("OrderId", &id)]).unwrap();
        Ok(transaction.effects)
    };
    let effects = world.database.write(work, |_| ()).await.unwrap();
    assert!(effects.due.is_some(), "the application passes later");
    let column = ("cas_order", "state");
    let seen: Vec<_> = effects.events.iter().map(|it| (it.product, it.column, it.to)).collect();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].0, seen[0].1), ("cas", column));
}
