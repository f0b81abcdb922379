//! Which messages a chat bot takes.

use std::net::Ipv4Addr;

use super::*;

fn post(body: &[u8]) -> Post<'_> {
    let clocks = Clocks::default();
    Post { query: &[], body, ip: Ipv4Addr::LOCALHOST.into(), clocks, id: "" }
}

#[test]
fn what_is_kept_is_bounded_in_count_and_in_bytes() {
    let robots = Robots::default();
    let kept = |name: &str| robots.one(RobotKind::Lark, name).unwrap().1.len();
    let send = |name: &str, body: &[u8]| {
        robots.receive(RobotKind::Lark, Some(name), &post(body));
    };
    send("first", b"");
    for _ in 0..MOST_RECEIVED {
        send("a", b"");
    }
    assert_eq!((kept("first"), kept("a")), (0, MOST_RECEIVED));
    assert_eq!(robots.one(RobotKind::Lark, "first").unwrap().0.refused, 1);
    // The oldest make room for a large one; one that is larger than the room is not kept.
    let keep = |bytes: usize| {
        let body = vec![b'x'; bytes].into();
        let large = Received { at: 0, code: 0, message: None, body };
        robots.lock().keep((RobotKind::Lark, "b".to_owned()), large);
    };
    send("b", b"");
    keep(MOST_BYTES - 10 * MESSAGE_BYTES);
    assert_eq!((kept("a"), kept("b")), (8, 2));
    assert!(robots.remove(RobotKind::Lark, "a"));
    assert_eq!(robots.lock().bytes, MOST_BYTES - 8 * MESSAGE_BYTES);
    keep(MOST_BYTES);
    assert_eq!((kept("b"), robots.lock().bytes), (0, 0));
    // No more of a body is kept than the platform reads.
    send("b", &vec![b'x'; 8 << 20]);
    assert_eq!(robots.lock().bytes, 20 * 1024 + MESSAGE_BYTES);
}

#[test]
fn a_name_stands_for_itself_in_a_path() {
    for wrong in ["", ".", "..", "a/b", "a b", "a%", "张", &"a".repeat(129)] {
        assert!(!is_name(wrong), "{wrong}");
    }
    assert!(is_name("a.b-c_D9"));
}

#[test]
fn no_more_bots_are_made_than_there_is_room_for() {
    let robots = Robots::default();
    for number in 0..MOST_ROBOTS {
        robots.receive(RobotKind::WeCom, Some(&number.to_string()), &post(b""));
    }
    let more = robots.receive(RobotKind::DingTalk, Some("more"), &post(b""));
    assert_eq!(more["errcode"], 300_005);
    assert!(!robots.set(RobotKind::DingTalk, "more", RobotSettings::default()));
    assert!(robots.set(RobotKind::WeCom, "7", RobotSettings::default()));
    assert_eq!(robots.clear(), MOST_ROBOTS);
}
