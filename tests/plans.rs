//! How the database finds the rows of a list: by an index, however long the list is.

use std::cell::RefCell;

use actions::{
    Authority, Caller, Given, Origin, PRODUCTS, Params, Principal,
    ports::{
        keys::Keys,
        store::{Result, Row, StoreError, Tx, Value},
    },
};
use localyun::world::{Settings, World, transaction::Transaction};

/// A transaction that asks how each query is carried out, before it is.
struct Planned<'a> {
    tx: &'a mut dyn Tx,
    plans: RefCell<Vec<String>>,
}

impl Tx for Planned<'_> {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        self.tx.execute(sql, args)
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let explain: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
        let steps = self.tx.rows(explain, args, |row| row.text(3))?;
        self.plans.borrow_mut().push(format!("{sql}: {}", steps.join("; ")));
        self.tx.query(sql, args, each)
    }
}

/// How the queries of a call of CloudMonitor are carried out.
fn plans(world: &World, action: &str, parameters: &[(&str, &str)]) -> Vec<String> {
    let entry = PRODUCTS[0].find(action).unwrap();
    let mut given = Given::default();
    for (name, value) in parameters {
        given.add(name, value, Origin::Query);
    }
    given.sort();
    let caller = Caller {
        account: "1000000000000001".into(),
        principal: Principal::Root,
        access_key: String::new(),
    };
    let plans: std::result::Result<_, StoreError> = world.database.read(|tx| {
        let mut planned = Planned { tx, plans: RefCell::default() };
        let mut transaction = Transaction::new(world, &mut planned, Keys::default());
        let on_behalf = (&caller, "cn-hangzhou");
        let mut cx = transaction.context(PRODUCTS[0], on_behalf, 0, Authority::CLOUD);
        (entry.call)(&mut cx, &mut Params::new(&given, PRODUCTS[0].wording), &mut Vec::new())
            .unwrap();
        Ok(planned.plans.into_inner())
    });
    plans.unwrap()
}

#[test]
fn a_filter_by_a_channel_looks_at_those_that_it_finds_only() {
    let world = World::alone(&Settings { seed: Some(1), ..Settings::default() }).unwrap();
    for (channel, index) in [
        ("Mail", "cms_contact_mail (account=? AND <expr>=?)"),
        ("SMS", "cms_contact_sms (account=? AND <expr>=?)"),
        ("AliIM", "cms_contact_aliim (account=? AND aliim=?)"),
        ("DingWebHook", "cms_contact_ding (account=? AND ding=?)"),
    ] {
        let filter = [("ChanelType", channel), ("ChanelValue", "x@example.com")];
        let plans = plans(&world, "DescribeContactList", &filter);
        assert_eq!(plans.len(), 2, "{plans:#?}");
        for plan in plans {
            assert!(plan.contains(index), "{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("B-TREE"), "{plan}");
        }
    }
    let both = [("ContactName", "x"), ("ChanelType", "Mail"), ("ChanelValue", "x@example.com")];
    let plans = plans(&world, "DescribeContactList", &both);
    assert!(plans.len() == 1 && plans[0].contains("(account=? AND name=?)"), "{plans:#?}");
}
