//! How the database finds the rows of a list: by an index, however long the list is.

use std::{cell::RefCell, path::Path, sync::Arc};

use actions::{
    Authority, Caller, Origin, PRODUCTS, Parameters, Params, Principal,
    ports::{
        delivery, due,
        keys::Keys,
        store::{Result, Row, StoreError, Tx, Value},
    },
};
use localyun::world::{Settings, World, transaction::Transaction};

use crate::support::{
    many::{FILL_BLOCKS, FILTERS, FORGET_BLOCKS, MANY, WHOLE_SCHEMA, call_product, empty_at, fill},
    tree,
};

/// A query with its arguments.
type Query = (&'static str, Vec<rusqlite::types::Value>);

/// A transaction that asks how each query is carried out, before it is.
struct Planned<'a> {
    tx: &'a mut dyn Tx,
    plans: RefCell<Vec<String>>,
    queries: RefCell<Vec<Query>>,
}

impl<'a> Planned<'a> {
    fn of(tx: &'a mut dyn Tx) -> Self {
        Self { tx, plans: RefCell::default(), queries: RefCell::default() }
    }

    fn explain(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<()> {
        let explain: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
        let steps = self.tx.rows(explain, args, |row| row.text(3))?;
        self.plans.borrow_mut().push(format!("{sql}: {}", steps.join("; ")));
        Ok(())
    }
}

impl Tx for Planned<'_> {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        self.explain(sql, args)?;
        self.tx.execute(sql, args)
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.explain(sql, args)?;
        let owned = args.iter().map(|value| match value {
            Value::Text(text) | Value::Secret(text) => text.clone().into_owned().into(),
            Value::Int(number) => (*number).into(),
            Value::Real(number) => (*number).into(),
            Value::Null => rusqlite::types::Value::Null,
        });
        self.queries.borrow_mut().push((sql, owned.collect()));
        self.tx.query(sql, args, each)
    }
}

/// How the queries of a call are carried out, and the queries.
fn asked(
    world: &World,
    (product, account): (&'static str, &str),
    action: &str,
    pairs: &[(&str, &str)],
) -> (Vec<String>, Vec<Query>) {
    let product = PRODUCTS.iter().find(|it| it.id == product).unwrap();
    let entry = product.find(action).unwrap();
    let mut parameters = Parameters::default();
    for (name, value) in pairs {
        parameters.add(name, value, Origin::Query);
    }
    parameters.sort();
    let caller =
        Caller { account: account.into(), principal: Principal::Root, access_key: String::new() };
    let asked: std::result::Result<_, StoreError> = world.database.read(|tx| {
        let mut planned = Planned::of(tx);
        let mut transaction = Transaction::new(world, &mut planned, Keys::default());
        let on_behalf = (&caller, "cn-hangzhou");
        let now = world.clock.now();
        let mut cx = transaction.context(product, on_behalf, now, Authority::CLOUD);
        (entry.call)(&mut cx, &mut Params::new(&parameters, product.wording), &mut Vec::new())
            .unwrap();
        Ok((planned.plans.into_inner(), planned.queries.into_inner()))
    });
    asked.unwrap()
}

/// How the queries of a call of CloudMonitor are carried out.
fn plans(world: &World, action: &str, parameters: &[(&str, &str)]) -> Vec<String> {
    asked(world, ("cms", "1000000000000001"), action, parameters).0
}

/// The database in a file that nobody serves.
fn open(data: &Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(data).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db
}

/// How many rows queries yield, and in how many steps of the database.
fn steps(db: &rusqlite::Connection, queries: &[Query]) -> (usize, i32) {
    let mut sum = (0, 0);
    for (sql, args) in queries {
        let mut statement = db.prepare(sql).unwrap();
        let mut rows = statement.query(rusqlite::params_from_iter(args)).unwrap();
        while rows.next().unwrap().is_some() {
            sum.0 += 1;
        }
        drop(rows);
        sum.1 += statement.get_status(rusqlite::StatementStatus::VmStep);
    }
    sum
}

#[test]
fn a_filter_by_a_channel_looks_at_those_that_it_finds_only() {
    let (seed, opening) = (Some(1), WHOLE_SCHEMA);
    let world = World::alone(&Settings { seed, opening, ..Settings::default() }).unwrap();
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

/// A contact of each number up to the last, every fourth with a phone that waits.
const CONTACTS: &str = "INSERT INTO cms_contact (account, seq, name, about, sms_pending, ding, made, changed)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1)
     SELECT '1000000000000001', n, 'c' || n, '', CASE WHEN n % 4 = 0 THEN '86-' || n END, NULL, 0, 0 FROM numbers";

#[test]
fn a_page_of_those_with_a_channel_costs_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Vec::new();
    for count in [1000, 10_000] {
        let data = folder.path().join(format!("{count}.db"));
        let settings = Settings {
            data: data.to_str().unwrap().into(),
            seed: Some(1),
            opening: WHOLE_SCHEMA,
            ..Settings::default()
        };
        let world = World::alone(&settings).unwrap();
        let filter = [("ChanelType", "SMS"), ("PageSize", "20")];
        let (plans, sms) = asked(&world, ("cms", MANY), "DescribeContactList", &filter);
        assert!(plans[1].contains("cms_contact_any_sms (account=?)"), "{plans:#?}");
        let filter = [("ChanelType", "DingWebHook"), ("PageSize", "20")];
        let (_, ding) = asked(&world, ("cms", MANY), "DescribeContactList", &filter);
        world.database.close();
        let db = open(&data);
        db.execute(&CONTACTS.replace("1000000000000001", MANY), [count]).unwrap();
        let (rows, many) = steps(&db, &sms);
        assert_eq!(rows, 20, "there is no tally");
        let (rows, none) = steps(&db, &ding);
        assert_eq!(rows, 0);
        costs.push((many, none));
    }
    assert_eq!(costs[0], costs[1]);
}

#[tokio::test]
async fn a_page_of_expired_certificates_costs_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Vec::new();
    // 320 that have expired, and 640.
    for rounds in [6, 7] {
        let data = folder.path().join(format!("{rounds}.db"));
        let world = empty_at(data.to_str().unwrap());
        fill(&world, rounds).await;
        let list = |filter| asked(&world, ("cas", MANY), "ListUserCertificateOrder", filter).1;
        let (expired, all) = (list(&FILTERS[4]), list(&FILTERS[0]));
        world.database.close();
        let db = open(&data);
        let (rows, apart) = steps(&db, &expired);
        assert!(rows > 50, "{rows}");
        let (_, page) = steps(&db, &all);
        // Where only the oldest have expired, as a rule they have.
        let before = "UPDATE cas_certificate SET ends = CASE WHEN id < 14000000 THEN 1 ELSE 4102444800000 END";
        for change in [before, FORGET_BLOCKS, FILL_BLOCKS] {
            db.execute(change, []).unwrap();
        }
        let (rows, old) = steps(&db, &expired);
        assert!(rows > 50, "{rows}");
        costs.push((apart, old, page));
    }
    let [few, many] = costs[..] else { panic!() };
    // Twice as many blocks are passed over, and no more certificates are looked at.
    assert_eq!((many.0, many.2), (few.0, few.2));
    assert!(many.1 - few.1 < 64 * 20, "{few:?} {many:?}");
}

/// Calls that read a tree of so many folders and members; of lists also the last page.
fn reads_of_the_tree(
    folders: i64,
    members: i64,
) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let last = |total: i64| vec![("PageNumber", (total / 10).to_string())];
    let after = |n: i64| vec![("MaxResults", "10".into()), ("NextToken", format!("{n:016x}"))];
    vec![
        ("ListAccounts", vec![("IncludeTags", "true".into())]),
        ("ListAccounts", last(members)),
        ("ListAccounts", after(members - 11)),
        ("ListAccountsForParent", last(members)),
        ("ListFoldersForParent", last(folders)),
        ("GetFolder", vec![("FolderId", "fd-1000000001".into())]),
        ("ListAncestors", vec![("ChildId", "fd-1000000001".into())]),
        ("GetAccount", vec![("AccountId", tree::member(1))]),
        ("GetPayerForAccount", vec![("AccountId", tree::member(1))]),
    ]
}

/// How the queries of a call of Resource Directory are carried out, and the queries.
fn asked_of_the_tree(
    world: &World,
    action: &str,
    params: &[(&'static str, String)],
) -> (Vec<String>, Vec<Query>) {
    let params: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
    asked(world, ("resourcedirectory", tree::MASTER), action, &params)
}

#[tokio::test]
async fn a_page_of_a_large_tree_costs_what_one_of_a_small_tree_costs() {
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Vec::new();
    for (folders, members) in [(20, 20), (1000, 10_000)] {
        let data = folder.path().join(format!("{members}.db"));
        let world = empty_at(data.to_str().unwrap());
        tree::fill(&world, folders, members).await;
        let reads = reads_of_the_tree(folders, members).into_iter();
        let all: Vec<_> = reads
            .map(|(action, params)| {
                let (plans, queries) = asked_of_the_tree(&world, action, &params);
                for plan in plans {
                    let slow = plan.contains("SCAN") || plan.contains("B-TREE");
                    assert!(!slow, "{action} {params:?}: {plan}");
                }
                queries
            })
            .collect();
        world.database.close();
        let db = open(&data);
        costs.push(all.iter().map(|queries| steps(&db, queries)).collect::<Vec<_>>());
    }
    assert_eq!(costs[0], costs[1]);
}

/// Blocks of members before the page are added up, and no more members are looked at.
#[tokio::test]
async fn a_late_page_of_a_large_tree_from_which_a_member_has_left_costs_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Vec::new();
    for members in [256 * 10, 256 * 40] {
        let data = folder.path().join(format!("{members}.db"));
        let world = empty_at(data.to_str().unwrap());
        tree::fill(&world, 1, members).await;
        tree::leave(&world, 1).await;
        let page = [("PageNumber", (members / 10 - 1).to_string())];
        let lists = ["ListAccounts", "ListAccountsForParent"];
        let all = lists.map(|action| asked_of_the_tree(&world, action, &page).1);
        world.database.close();
        let db = open(&data);
        costs.push(all.map(|queries| steps(&db, &queries)));
    }
    for ((_, few), (rows, many)) in costs[0].into_iter().zip(costs[1]) {
        assert!(rows > 10, "{rows}");
        assert!(many - few < 30 * 20, "{few} {many}");
    }
}

#[tokio::test]
async fn a_filtered_list_of_the_tree_looks_where_its_rows_are() {
    let world = empty_at(":memory:");
    tree::fill(&world, 10, 50).await;
    let gap = "UPDATE tally SET last = last + 1";
    tree::run(&world, vec![(gap, vec![])]).await;
    let page = ("PageNumber", "2".to_owned());
    for (action, name, index) in [
        ("ListAccounts", "QueryKeyword", "COVERING INDEX resource_member_display (directory=?)"),
        ("ListAccounts", "Tag.1.Key", "resource_tag_value (owner=? AND kind=? AND name=?)"),
        (
            "ListAccounts",
            "IncludeTags",
            "COVERING INDEX resource_member_of (directory=? AND seq>?)",
        ),
        ("ListAccountsForParent", "QueryKeyword", "resource_member_in (folder=?)"),
        ("ListAccountsForParent", "IncludeTags", "INDEX resource_member_in (folder=? AND place>?)"),
        ("ListFoldersForParent", "QueryKeyword", "COVERING INDEX resource_folder_name (parent=?)"),
        ("ListFoldersForParent", "Tag.1.Key", "resource_tag_value (owner=? AND kind=? AND name=?)"),
    ] {
        let value = if name == "IncludeTags" { "true" } else { "m" };
        let params = [page.clone(), (name, value.to_owned())];
        let (plans, _) = asked_of_the_tree(&world, action, &params);
        assert!(plans.iter().any(|plan| plan.contains(index)), "{action} {name}: {plans:#?}");
        assert!(plans.iter().all(|plan| !plan.contains("SCAN")), "{action} {name}: {plans:#?}");
        for plan in plans.iter().filter(|plan| plan.contains("value FROM resource_tag")) {
            assert!(
                plan.contains("(owner=? AND kind=? AND resource=?)"),
                "{action} {name}: {plan}"
            );
        }
    }
    for (action, key) in [
        ("ListTagKeys", None),
        ("ListTagValues", Some(("TagKey", "team"))),
        ("ListTagResources", None),
    ] {
        let mut params = vec![("ResourceType", "Account")];
        params.extend(key);
        let (plans, _) = asked(&world, ("resourcedirectory", tree::MASTER), action, &params);
        let slow = |plan: &&String| plan.contains("SCAN") || plan.contains("B-TREE");
        assert_eq!(plans.iter().find(slow), None, "{action}");
    }
}

/// How the statements of the task that a call has queued are carried out, and its queries.
async fn asked_by_task(world: &Arc<World>) -> (Vec<String>, Vec<Query>) {
    let inside = Arc::clone(world);
    let work = move |tx: &mut dyn Tx| -> Result<_> {
        let task = due::first(tx, i64::MAX)?.unwrap();
        due::remove(tx, &task)?;
        let product = PRODUCTS.iter().find(|it| it.id == task.product).unwrap();
        let kind = product.due.iter().find(|it| it.kind == task.kind).unwrap();
        let (account, principal) = (task.account, Principal::Anonymous);
        let caller = Caller { account, principal, access_key: String::new() };
        let mut planned = Planned::of(tx);
        let mut transaction = Transaction::new(&inside, &mut planned, Keys::default());
        let mut cx = transaction.context(product, (&caller, ""), task.at, Authority::CLOUD);
        (kind.run)(&mut cx, &task.subject).unwrap();
        Ok((planned.plans.into_inner(), planned.queries.into_inner()))
    };
    world.database.write(work, |_| ()).await.unwrap()
}

/// Also where they receive from nobody else, so that the contact stays bound to each of them when it is deleted.
#[tokio::test]
async fn a_task_of_a_contact_costs_as_much_for_each_member_however_many_there_are() {
    const CONFIRM: &str = "UPDATE resource_contact SET state = 'Active', mail_confirmed = 1";
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Vec::new();
    for members in [200, 400] {
        let data = folder.path().join(format!("{members}.db"));
        let world = empty_at(data.to_str().unwrap());
        tree::fill(&world, 5, members).await;
        let call = async |action: &str, params: &[(&str, &str)]| {
            call_product(&world, ("resourcedirectory", tree::MASTER), action, params).await
        };
        let (mail, types) = (("EmailAddress", "a@example.com"), ("MessageTypes.1", "FaultMessage"));
        let params = [("Name", "alice"), mail, ("Title", "Other"), types];
        let contact = call("AddMessageContact", &params).await;
        let id = ("ContactId", contact["Contact"]["ContactId"].as_str().unwrap());
        tree::run(&world, vec![(CONFIRM, vec![])]).await;
        let all = [id, ("Members.1", tree::ROOT)];
        let mut tasks = Vec::new();
        for (action, params) in [
            ("AssociateMembers", all),
            ("DisassociateMembers", all),
            ("AssociateMembers", all),
            ("DeleteMessageContact", [id, ("RetainContactInMembers", "false")]),
        ] {
            call(action, &params).await;
            let (plans, queries) = asked_by_task(&world).await;
            let slow = |plan: &&String| plan.contains("SCAN");
            assert_eq!(plans.iter().find(slow), None, "{action}");
            tasks.push((action, plans.len(), queries));
        }
        let status = call("GetMessageContactDeletionStatus", &[id]).await;
        let failed = &status["ContactDeletionStatus"]["FailReasonList"];
        assert_eq!(failed.as_array().unwrap().len(), usize::try_from(members).unwrap());
        world.database.close();
        let db = open(&data);
        let cost = |(action, statements, queries): (_, usize, Vec<_>)| {
            (action, statements, usize::try_from(steps(&db, &queries).1).unwrap())
        };
        costs.push(tasks.into_iter().map(cost).collect::<Vec<_>>());
    }
    for (few, many) in costs[0].iter().zip(&costs[1]) {
        assert!(many.1 <= 2 * few.1 && many.2 <= 2 * few.2 + 200, "{few:?} {many:?}");
    }
}

/// Neither what is delivered nor how many others there are costs the look for what waits.
#[test]
fn messages_that_wait_are_found_by_their_index() {
    let world = World::alone(&Settings { seed: Some(1), ..Settings::default() }).unwrap();
    let plans: Result<Vec<String>> = world.database.read(|tx| {
        let mut planned = Planned::of(tx);
        delivery::due(&mut planned, 0, 10)?;
        delivery::next(&mut planned, 0)?;
        delivery::waiting(&mut planned)?;
        Ok(planned.plans.into_inner())
    });
    let plans = plans.unwrap();
    assert_eq!(plans.len(), 3);
    for plan in plans {
        assert!(plan.contains("outbox_waiting") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
