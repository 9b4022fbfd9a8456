//! Addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.

use std::net::IpAddr;
use std::str::FromStr;

/// One address, or all that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// Not an address and, after `/`, a number of bits that it has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address or network; write 10.0.0.7, 10.0.0.0/8 or fd00::/8")]
pub struct ParseNetworkError(String);

impl Network {
    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => is_same(own.to_bits(), other.to_bits(), 32 - self.bits),
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let rest = 128 - self.bits;
                rest == 128 || own.to_bits() >> rest == other.to_bits() >> rest
            }
            _ => false,
        }
    }
}

fn is_same(one: u32, other: u32, rest: u32) -> bool {
    rest == 32 || one >> rest == other >> rest
}

impl FromStr for Network {
    type Err = ParseNetworkError;

    fn from_str(text: &str) -> Result<Self, ParseNetworkError> {
        let wrong = || ParseNetworkError(text.to_owned());
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address = address.trim().parse::<IpAddr>().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.trim().parse().map_err(|_| wrong())?,
            None => most,
        };
        match bits <= most {
            true => Ok(Self { address, bits }),
            false => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        for (network, inside, outside) in [
            ("10.0.0.7", &["10.0.0.7", "::ffff:10.0.0.7"][..], &["10.0.0.8", "::1"][..]),
            ("10.0.0.0/8", &["10.255.1.2"], &["11.0.0.0", "::ffff:11.0.0.1"]),
            ("192.168.4.0/22", &["192.168.7.255"], &["192.168.8.0"]),
            ("0.0.0.0/0", &["1.2.3.4"], &["2001:db8::1"]),
            ("fd00::/8", &["fdff::1"], &["fe80::1", "10.0.0.1"]),
            ("::/0", &["2001:db8::1"], &["10.0.0.1"]),
            ("::1", &["::1"], &["::2"]),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(inside.iter().all(|text| network.contains(text.parse().unwrap())), "{network:?}");
            assert!(!outside.iter().any(|text| network.contains(text.parse().unwrap())), "{network:?}");
        }
        for bad in ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/x", "::/129", "proxy.example.org", "10.0.0.0/-1"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }
}
