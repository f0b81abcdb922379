//! The packets on the loopback interface: which of them begin something with an address that is not here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{
    METADATA,
    attempts::{Protocol, Target},
};

/// How much of a packet is looked at: the longest head of IPv4, and what of TCP tells what it is.
pub(super) const SEEN: usize = 60 + 14;

/// The destination of a packet (from its IP header on) that begins something outside; `None` for any other.
pub(super) fn attempt(packet: &[u8]) -> Option<Target> {
    let (address, protocol, payload): (IpAddr, u8, &[u8]) = match packet.first()? >> 4 {
        4 => {
            let is_first = u16::from_be_bytes([*packet.get(6)?, *packet.get(7)?]) << 3 == 0;
            let to: [u8; 4] = packet.get(16..20)?.try_into().ok()?;
            let payload = packet.get(usize::from(packet[0] & 0xf) * 4..)?;
            (Ipv4Addr::from(to).into(), packet[9], if is_first { payload } else { return None })
        }
        6 => {
            let to: [u8; 16] = packet.get(24..40)?.try_into().ok()?;
            (Ipv6Addr::from(to).into(), packet[6], packet.get(40..)?)
        }
        _ => return None,
    };
    let port = || Some(u16::from_be_bytes([*payload.get(2)?, *payload.get(3)?]));
    // IANA's numbers of protocols.
    let (protocol, port) = match protocol {
        // SYN without ACK: the first of a connection.
        6 if payload.get(13)? & 0b01_0010 == 0b00_0010 => (Protocol::Tcp, Some(port()?)),
        17 => (Protocol::Udp, Some(port()?)),
        1 if *payload.first()? == 8 => (Protocol::Icmp, None),
        58 if *payload.first()? == 128 => (Protocol::Icmp, None),
        _ => return None,
    };
    let is_metadata =
        protocol == Protocol::Tcp && address == METADATA.ip() && port == Some(METADATA.port());
    (!address.is_loopback() && !is_metadata).then_some(Target { protocol, address, port })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(hex: &str) -> Option<String> {
        attempt(&base16ct::lower::decode_vec(hex).unwrap()).map(|it| it.to_string())
    }

    /// Packets as they were seen on a loopback interface.
    #[test]
    fn what_begins_outside_is_seen_and_nothing_else() {
        let syn = "4500003c4cab40004006cdf10808080808080808b740153878528cd700000000a002ffd7";
        assert_eq!(seen(syn).as_deref(), Some("TCP 8.8.8.8:5432"));
        let reset =
            "450000280000400040061ab108080808080808081538b7400000000078528cd850140000be0d0000";
        assert_eq!(seen(reset), None);
        let loopback = "4500003cfb204000400641997f0000017f000001a6560009e37c116200000000a002ffd7";
        assert_eq!(seen(loopback), None);
        let datagram = "4500001d9b214000401197a301020304010203049d8c00350009082678";
        assert_eq!(seen(datagram).as_deref(), Some("UDP 1.2.3.4:53"));
        let unreachable =
            "45c00039b56900004001bc8f01020304010203040303df0b000000004500001d9b214000401197a3";
        assert_eq!(seen(unreachable), None);
        let six = "600a0fd0002806400000000000000000000000000000000120010db8000000000000000000000001\
                   928c01bb03e4db2c00000000a002ffc4";
        assert_eq!(seen(six).as_deref(), Some("TCP [2001:db8::1]:443"));
        // The metadata service, and another port of its address.
        let metadata =
            syn.replacen("0808080808080808", "6464646464 6464c8".replace(' ', "").as_str(), 1);
        assert_eq!(seen(&metadata).as_deref(), Some("TCP 100.100.100.200:5432"));
        assert_eq!(seen(&metadata.replacen("1538", "0050", 1)), None);
        for length in 0..syn.len() / 2 {
            // Parts of packets are looked at as far as they go.
            seen(&syn[..length * 2]);
        }
    }
}
