//! What the command line may say.

use super::*;

#[test]
fn an_address_may_be_a_port_alone() {
    for (text, address) in [
        ("127.0.0.1:4801", "127.0.0.1:4801"),
        ("localhost:4801", "127.0.0.1:4801"),
        ("LocalHost:0", "127.0.0.1:0"),
        (":4801", "127.0.0.1:4801"),
        ("4801", "127.0.0.1:4801"),
        ("0.0.0.0:4801", "0.0.0.0:4801"),
        ("[::1]:4801", "[::1]:4801"),
    ] {
        assert_eq!(listen(text), Ok(address.parse().unwrap()), "{text}");
    }
    for wrong in
        ["", ":", "localhost", "localhost:", "127.0.0.1", "example.com:80", ":70000", "+1", "::1"]
    {
        assert!(listen(wrong).unwrap_err().contains("such as 127.0.0.1:4801"), "{wrong}");
    }
}
