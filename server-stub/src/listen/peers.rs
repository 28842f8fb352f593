//! How many connections each address beyond this machine has, so that none takes the seats of all.

use std::net::IpAddr;

use crate::places::{Place as Counted, Places};

/// Connections of one address at once.
const MOST: usize = 64;

/// The addresses that are connected.
#[derive(Debug, Clone)]
pub(super) struct Peers(Places<IpAddr>);

/// One connection's place, given back when dropped. On loopback nothing is counted: everybody there has one address.
#[derive(Debug)]
pub(super) struct Place {
    _counted: Option<Counted<IpAddr>>,
}

impl Default for Peers {
    fn default() -> Self {
        Self(Places::new(MOST))
    }
}

impl Peers {
    /// A place for a connection from this address, unless it has too many.
    pub(super) fn place(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if address.is_loopback() {
            return Some(Place { _counted: None });
        }
        Some(Place { _counted: Some(self.0.take(address)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_so_many_places_and_others_have_theirs() {
        let (peers, one) = (Peers::default(), "192.0.2.1".parse().unwrap());

        let mut places: Vec<_> = (0..MOST).map(|_| peers.place(one).unwrap()).collect();

        assert!(peers.place(one).is_none());
        assert!(peers.place("::ffff:192.0.2.1".parse().unwrap()).is_none());
        assert!(peers.place("192.0.2.2".parse().unwrap()).is_some());
        places.pop();
        assert!(peers.place(one).is_some());
    }

    #[test]
    fn this_machine_is_not_counted() {
        let peers = Peers::default();

        let places: Vec<_> = (0..=MOST).map(|_| peers.place("127.0.0.1".parse().unwrap())).collect();

        assert!(places.iter().all(Option::is_some));
    }
}
