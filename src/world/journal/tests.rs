//! What a journal keeps of calls, and for how long.

use actions::{Caller, Parameters};

use super::*;
use crate::{
    exchange::{Call, Decisions, Format, Received, Source, Target},
    sign::time::Clocks,
    wire::parameters,
};

fn journal(calls: usize, bytes: usize) -> Journal {
    Journal::new("", JournalLimits { calls, bytes }, None)
}

fn add(journal: &Journal, id: usize, answer: &[u8]) {
    let mut exchange = Exchange::new(format!("id-{id}"), "", Format::Json);
    exchange.finish(200, None, Vec::new());
    journal.add(exchange, answer);
}

fn numbers(journal: &Journal) -> Vec<u64> {
    journal.kept().calls.iter().map(|it| it.sequence).collect()
}

#[test]
fn the_oldest_calls_are_evicted_and_counted() {
    let few = journal(3, usize::MAX);
    (1..=5).for_each(|it| add(&few, it, b"{}"));
    assert_eq!((numbers(&few), few.kept().evicted, few.kept().last), (vec![3, 4, 5], 2, 5));
    assert!(few.find("ID-5").is_some() && few.find("id-1").is_none());
    // A call is found by as many digits as the log shows.
    let long = journal(3, usize::MAX);
    (0..3).for_each(|it| add(&long, 123_450 + it, b"{}"));
    let found = |id: &str| long.find(id).map(|it| it.sequence);
    assert_eq!((found("ID-123452"), found("Id-12345"), found("id-1234")), (Some(3), Some(3), None));
    assert_eq!((found("id-123450"), found("id-1234500"), found("")), (Some(1), None, None));
    assert_eq!(few.after(4).len(), 1);
    assert_eq!((few.after(0).len(), few.after(5).len()), (3, 0));
    assert_eq!(few.clear(), (3, 5));
    add(&few, 6, b"{}");
    assert_eq!((numbers(&few), few.kept().evicted), (vec![6], 0));
    // So much of an answer is kept that it is the most of an entry.
    let small = journal(1000, 10 * LONGEST_ANSWER);
    (1..=100).for_each(|it| add(&small, it, &vec![b'x'; 2 * LONGEST_ANSWER]));
    let kept = small.kept();
    assert!((8..10).contains(&kept.calls.len()), "{}", kept.calls.len());
    assert_eq!(kept.calls[0].answer.len(), LONGEST_ANSWER);
    assert_eq!(kept.calls[0].answer_size, 2 * LONGEST_ANSWER);
    let bytes = || small.lock().bytes;
    let full = bytes();
    (1..=10_000).for_each(|it| add(&small, it, b"{}"));
    assert!(bytes() <= full.max(10 * LONGEST_ANSWER), "memory is flat");
}

#[test]
fn parameters_are_kept_only_where_the_request_has_others() {
    let request = hyper::Request::post("/?ContactName=a%20b&Describe=c")
        .header("content-type", "application/x-www-form-urlencoded");
    let (head, body) = (request.body(()).unwrap().into_parts().0, &b"Describe=d"[..]);
    let sent = parameters::decode("ContactName=a%20b&Describe=c", &head.headers, body).unwrap();
    let others: Parameters = [("ContactName", "e")].into_iter().collect();
    for (rewritten, with, kept) in [(false, &sent, false), (true, &others, true)] {
        let received = Received::of(&head, body, [127, 0, 0, 1].into(), Clocks::default());
        let mut exchange = Exchange::of(received, "id".into());
        let product = actions::PRODUCTS[0];
        let principal = actions::Principal::Root;
        let caller = Caller { account: "1".into(), principal, access_key: "k".into() };
        exchange.admit(&Arc::new(Call {
            target: Target { product, entry: product.find("PutContact").unwrap() },
            caller: caller.into(),
            region: "cn-beijing".into(),
            request_id: "id".into(),
            parameters: with.clone(),
            source: Source::default(),
            decisions: Decisions::default(),
        }));
        exchange.rewritten = rewritten;
        exchange.finish(200, None, Vec::new());
        let entry = Entry::of(exchange, b"{}").unwrap();
        let call = entry.call().unwrap();
        assert_eq!(entry.admitted.as_ref().unwrap().parameters.is_some(), kept);
        assert!(call.parameters.iter().eq(with.iter()), "{:?}", call.parameters);
        assert_eq!((&*call.region, &*call.caller.account), ("cn-beijing", "1"));
    }
}

#[test]
fn a_journal_of_no_calls_keeps_none() {
    let none = journal(0, usize::MAX);
    add(&none, 1, b"{}");
    assert_eq!((numbers(&none), none.kept().last), (Vec::new(), 0));
}

#[test]
fn who_waits_is_told_of_each_call() {
    let journal = journal(3, usize::MAX);
    let watch = journal.watch();
    assert!(!watch.has_changed().unwrap());
    add(&journal, 1, b"{}");
    assert!(watch.has_changed().unwrap());
}

#[test]
fn transitions_of_others_go_with_the_next_call() {
    let journal = journal(3, usize::MAX);
    let moved = Event { product: "p", column: ("t", "c"), from: "a", to: "b" };
    journal.moved(&[moved.clone(), moved.clone()]);
    add(&journal, 1, b"{}");
    add(&journal, 2, b"{}");
    let calls = journal.kept().calls;
    assert_eq!(calls[0].transitions_before, [moved]);
    assert!(calls[1].transitions_before.is_empty());
}

/// What a journal was told of by another process.
fn told(journal: &Journal) -> Vec<TakenOver> {
    let untold = journal.untold();
    journal.told(untold.last().map_or(0, |it| it.sequence));
    let read = |it: &Arc<Entry>| {
        let entry = wire::read(journal.process()?, &wire::write(it)?)?;
        Some(TakenOver { at: entry.answered.as_ref()?.at, entry, missed: 0 })
    };
    untold.iter().map(|it| read(it).unwrap()).collect()
}

#[test]
fn a_journal_takes_over_what_another_process_has_answered() {
    let of = |name: &str| journal(4, usize::MAX).of_process(Some(name.into()));
    let (a, b) = (of("a"), of("b"));
    add(&a, 1, b"{}");
    add(&b, 2, b"{}");
    add(&a, 3, b"{}");
    let watch = b.watch();
    b.take_over(told(&a));
    assert!(watch.has_changed().unwrap());
    // In the order in which they were answered, with the numbers in which they came.
    let kept = b.kept();
    let shown = |it: &Arc<Entry>| (it.request_id.clone(), it.sequence);
    let shown: Vec<_> = kept.calls.iter().map(shown).collect();
    assert_eq!(shown, [("id-1".into(), 2), ("id-2".into(), 1), ("id-3".into(), 3)]);
    assert_eq!((kept.oldest, kept.last, kept.by_clients, kept.evicted), (Some(1), 3, 3, 0));
    assert_eq!(b.find("id-3").unwrap().answered.as_ref().unwrap().process, "a".into());
    // Each is told once, and nobody is told of what another has told.
    assert!(told(&a).is_empty());
    assert_eq!(told(&b).len(), 1);
    // Those that were missed have numbers, as if they had come and gone.
    add(&a, 4, b"{}");
    let late = told(&a).into_iter().map(|it| TakenOver { missed: 10, ..it });
    b.take_over(late.collect());
    let kept = b.kept();
    assert_eq!((kept.last, kept.evicted, kept.calls[3].sequence), (14, 10, 14));
    // Those that are evicted before they are told are counted.
    (5..=10).for_each(|it| add(&a, it, b"{}"));
    assert_eq!((a.untold().len(), a.told(0), a.told(0)), (4, 2, 0));
    // The oldest are evicted, and not those that came first.
    add(&b, 11, b"{}");
    let (of_a, own) = (told(&a), b.find("id-11").unwrap().sequence);
    b.take_over(of_a);
    let kept = b.kept();
    let ids: Vec<_> = kept.calls.iter().map(|it| &*it.request_id).collect();
    assert_eq!(ids, ["id-8", "id-9", "id-10", "id-11"]);
    assert_eq!((kept.oldest, kept.last), (Some(own), own + 4));
    let after: Vec<_> = b.after(own).iter().map(|it| it.sequence).collect();
    assert_eq!(after, [own + 2, own + 3, own + 4]);
    assert_eq!(b.newest_after(own, 1).0[0].request_id, "id-10");
}

#[test]
fn what_is_cleared_by_one_process_is_cleared_by_all() {
    let of = |name: &str| journal(100, usize::MAX).of_process(Some(name.into()));
    let (a, b) = (of("a"), of("b"));
    let cleared = |cleared| Marks { cleared, forgotten: 0 };
    add(&a, 1, b"{}");
    let late = told(&a);
    add(&b, 2, b"{}");
    // One knows of it sooner than the other.
    a.mark(cleared(1));
    assert_eq!(a.kept().calls.len(), 0);
    add(&a, 3, b"{}");
    let new = told(&a);
    assert_eq!(new[0].entry.answered.as_ref().unwrap().count, 1);
    b.take_over(new);
    b.clear();
    b.mark(cleared(1));
    b.take_over(late);
    let ids: Vec<_> = b.kept().calls.iter().map(|it| it.request_id.clone()).collect();
    assert_eq!(ids, ["id-3"]);
    // What was heard late of is not undone.
    b.mark(cleared(0));
    assert_eq!((b.marks(), b.kept().calls.len()), (cleared(1), 1));
}
