//! How often an address has shown a wrong token lately.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wrong tokens of one address in a minute that are answered as such and written into the audit.
const MAX_WRONG: u32 = 20;
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses that are remembered.
const MAX_ADDRESSES: usize = 10_000;

/// Wrong tokens by address. Right tokens are never held up by wrong ones: others may share the address.
#[derive(Default)]
pub(super) struct Attempts(Mutex<HashMap<IpAddr, (Instant, u32)>>);

impl Attempts {
    /// Counts a wrong token; whether it is one too many.
    pub(super) fn is_too_many(&self, address: Option<IpAddr>, now: Instant) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MAX_ADDRESSES {
            counts.retain(|_, (since, _)| now.duration_since(*since) < WINDOW);
            if counts.len() >= MAX_ADDRESSES {
                counts.clear();
            }
        }
        let key = address.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), network_of);
        let (since, count) = counts.entry(key).or_insert((now, 0));
        if now.duration_since(*since) >= WINDOW {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count > MAX_WRONG
    }
}

/// One customer of a provider has a whole network of the newer addresses.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_held_up_for_a_minute_and_others_are_not() {
        let (attempts, start) = (Attempts::default(), Instant::now());
        let here = Some("10.0.0.1".parse().unwrap());
        assert!((0..MAX_WRONG).all(|_| !attempts.is_too_many(here, start)));
        assert!(attempts.is_too_many(here, start));
        assert!(!attempts.is_too_many(Some("10.0.0.2".parse().unwrap()), start));
        assert!(!attempts.is_too_many(here, start + WINDOW));
    }

    #[test]
    fn the_newer_addresses_count_by_network() {
        let (attempts, start) = (Attempts::default(), Instant::now());
        let address = |n: u128| Some(IpAddr::V6(Ipv6Addr::from_bits((0xfd00 << 112) + n)));
        assert!((0..u128::from(MAX_WRONG)).all(|n| !attempts.is_too_many(address(n), start)));
        assert!(attempts.is_too_many(address(77), start));
        assert!(!attempts.is_too_many(address(1 << 64), start));
    }
}
