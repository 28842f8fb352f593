//! How many connections each address beyond this machine has, so that none takes the seats of all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// Connections of one address at once.
const MOST: usize = 64;

/// The addresses that are connected.
#[derive(Debug, Clone, Default)]
pub(super) struct Peers(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection's place, given back when dropped. On loopback nothing is counted: everybody there has one address.
#[derive(Debug)]
pub(super) struct Place {
    peers: Peers,
    address: IpAddr,
}

impl Peers {
    /// A place for a connection from this address, unless it has too many.
    pub(super) fn place(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if !address.is_loopback() {
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(address).or_default();
            if *count == MOST {
                return None;
            }
            *count += 1;
        }
        Some(Place { peers: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
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
        drop(places);
        assert!(peers.0.lock().unwrap().is_empty());
    }

    #[test]
    fn this_machine_is_not_counted() {
        let peers = Peers::default();

        let places: Vec<_> = (0..=MOST).map(|_| peers.place("127.0.0.1".parse().unwrap())).collect();

        assert!(places.iter().all(Option::is_some));
    }
}
