//! Signatures and encryption against published examples.

use sha2::{Digest, Sha256};

use super::{Curve, PrivateKey, Scheme, der};
use crate::Random;

/// Always the same bytes: what is drawn decides nothing here.
struct Fixed;

impl Random for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

/// A signature of two numbers.
fn signature(r: &str, s: &str) -> Vec<u8> {
    der::sequence(&[&der::integer(&bytes(r)), &der::integer(&bytes(s))])
}

/// RFC 6979, A.2.5: P-256 with SHA-256, and what is signed verifies.
#[test]
fn p256_signs_as_rfc_6979_has_it() {
    let number = bytes("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    let key = PrivateKey::Ec(Curve::P256, number);
    for (message, r, s) in [
        (
            "sample",
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        ),
        (
            "test",
            "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
            "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        ),
    ] {
        let digest = Sha256::digest(message);
        let signed = key.sign_digest(&mut Fixed, Scheme::Ecdsa, &digest).unwrap();
        assert_eq!(signed, signature(r, s), "{message}");
        assert!(key.public().unwrap().verifies_digest(Scheme::Ecdsa, &digest, &signed));
    }
}

/// The example that Bitcoin's libraries have in common. Both forms of the second number are valid.
#[test]
fn secp256k1_signs_as_its_known_example() {
    let mut number = vec![0; 31];
    number.push(1);
    let key = PrivateKey::Ec(Curve::K256, number);
    let digest = Sha256::digest("Satoshi Nakamoto");
    let r = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8";
    let s = "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    let other = "dbbd3162d46e9f9bef7feb87c16dc13b4f6568a87f4e83f728e2443ba586675c";
    let signed = key.sign_digest(&mut Fixed, Scheme::Ecdsa, &digest).unwrap();
    assert_eq!(signed, signature(r, s));
    let public = key.public().unwrap();
    for s in [s, other] {
        assert!(public.verifies_digest(Scheme::Ecdsa, &digest, &signature(r, s)), "{s}");
    }
    assert!(!public.verifies_digest(Scheme::Ecdsa, &Sha256::digest("another"), &signed));
}

/// The example of GB/T 32918.5: a key, what SM3 makes of its user and message, and a signature.
#[test]
fn sm2_verifies_the_example_of_its_standard() {
    let number = bytes("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    let key = PrivateKey::Ec(Curve::Sm2, number);
    let digest = bytes("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640");
    let published = signature(
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
        "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
    );
    let public = key.public().unwrap();
    assert!(public.verifies_digest(Scheme::Sm2, &digest, &published));
    let mut other = digest.clone();
    other[0] ^= 1;
    assert!(!public.verifies_digest(Scheme::Sm2, &other, &published));
    let signed = key.sign_digest(&mut Fixed, Scheme::Sm2, &digest).unwrap();
    assert!(public.verifies_digest(Scheme::Sm2, &digest, &signed));
}
