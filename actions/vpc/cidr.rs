//! Blocks of addresses.

use core::net::Ipv4Addr;
use std::fmt;

/// A block of IPv4 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vpc) struct Cidr {
    first: u32,
    mask: u32,
}

impl Cidr {
    /// A block without bits of a host: `10.0.0.0/8`.
    pub(in crate::vpc) fn parse(text: &str) -> Option<Self> {
        Self::with_host_bits(text).filter(|it| it.first & !it.bits() == 0)
    }

    /// A block whose address may be any in it: `10.1.2.3/8`.
    pub(in crate::vpc) fn with_host_bits(text: &str) -> Option<Self> {
        let (first, mask) = text.split_once('/')?;
        let digits = (1..=2).contains(&mask.len()) && mask.bytes().all(|b| b.is_ascii_digit());
        if !digits || (mask.len() > 1 && mask.starts_with('0')) {
            return None;
        }
        let first = u32::from(first.parse::<Ipv4Addr>().ok()?);
        let mask: u32 = mask.parse().ok()?;
        (mask <= 32).then_some(Self { first, mask })
    }

    /// A block, or an address, which is a block of one.
    pub(in crate::vpc) fn of_block_or_address(text: &str) -> Option<Self> {
        if text.contains('/') { Self::parse(text) } else { Self::parse(&format!("{text}/32")) }
    }

    /// The block from an address on whose mask has so many bits.
    pub(in crate::vpc) const fn new(first: u32, mask: u32) -> Self {
        Self { first, mask }
    }

    /// The bits that all its addresses have alike.
    const fn bits(self) -> u32 {
        match self.mask {
            0 => 0,
            mask => u32::MAX << (32 - mask),
        }
    }

    /// How many bits its mask has.
    pub(in crate::vpc) const fn mask(self) -> u32 {
        self.mask
    }

    /// Its first address.
    pub(in crate::vpc) const fn first(self) -> u32 {
        self.first
    }

    /// Its last address.
    pub(in crate::vpc) const fn last(self) -> u32 {
        self.first | !self.bits()
    }

    /// Whether an address is in it.
    pub(in crate::vpc) fn has(self, address: Ipv4Addr) -> bool {
        u32::from(address) & self.bits() == self.first
    }

    /// Whether all of another one is in it.
    pub(in crate::vpc) const fn contains(self, other: Self) -> bool {
        self.mask <= other.mask && other.first & self.bits() == self.first
    }

    /// Whether an address is in both.
    pub(in crate::vpc) const fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.first), self.mask)
    }
}

/// What the cloud itself uses in every VPC.
pub(in crate::vpc) const SERVICE: Cidr = Cidr::new(0x6440_0000, 10);

/// The blocks that no VPC may be of or in: those of the cloud itself, of multicast, of the host and of links.
const FORBIDDEN: [Cidr; 4] =
    [SERVICE, Cidr::new(0xe000_0000, 4), Cidr::new(0x7f00_0000, 8), Cidr::new(0xa9fe_0000, 16)];

/// Whether a VPC must not have this block.
pub(in crate::vpc) fn is_forbidden(it: Cidr) -> bool {
    FORBIDDEN.iter().any(|block| block.overlaps(it))
}

/// The blocks of a list with commas.
pub(in crate::vpc) fn blocks(list: &str) -> impl Iterator<Item = Cidr> {
    list.split(',').filter_map(Cidr::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_no_bits_of_a_host() {
        for good in ["0.0.0.0/0", "10.0.0.0/8", "192.168.1.128/25", "1.2.3.4/32"] {
            assert_eq!(Cidr::parse(good).unwrap().to_string(), good);
        }
        for bad in [
            "10.0.0.1/8",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0/8",
            "a/8",
            "10.0.0.0/+8",
            "10.0.0.0/08",
        ] {
            assert_eq!(Cidr::parse(bad), None, "{bad}");
        }
        assert_eq!(Cidr::of_block_or_address("1.2.3.4").unwrap().to_string(), "1.2.3.4/32");
    }

    #[test]
    fn blocks_overlap_where_one_contains_the_other() {
        let of = |text| Cidr::parse(text).unwrap();
        assert!(of("10.0.0.0/8").contains(of("10.1.0.0/16")));
        assert!(!of("10.1.0.0/16").contains(of("10.0.0.0/8")));
        assert!(of("10.1.0.0/16").overlaps(of("10.0.0.0/8")));
        assert!(!of("10.1.0.0/16").overlaps(of("10.2.0.0/16")));
        assert!(of("0.0.0.0/0").contains(of("255.0.0.0/8")));
        assert_eq!(of("10.0.1.0/24").last() - of("10.0.1.0/24").first(), 255);
        assert!(is_forbidden(of("100.64.1.0/24")) && is_forbidden(of("127.0.0.0/8")));
        assert!(!is_forbidden(of("172.16.0.0/12")));
    }
}
