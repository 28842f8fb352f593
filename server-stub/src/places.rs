//! Places that are counted by who has them, so that none takes those of all.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Who has how many places.
#[derive(Debug, Clone)]
pub(crate) struct Places<K> {
    most: usize,
    taken: Arc<Mutex<HashMap<K, usize>>>,
}

/// One place, given back when dropped.
#[derive(Debug)]
pub(crate) struct Place<K: Eq + Hash> {
    places: Places<K>,
    whose: K,
}

impl<K: Eq + Hash + Clone> Places<K> {
    /// So many for each.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// A place, unless this one has all of theirs.
    pub(crate) fn take(&self, whose: K) -> Option<Place<K>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(whose.clone()).or_default();
        if *count == self.most {
            return None;
        }
        *count += 1;
        Some(Place { places: self.clone(), whose })
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_so_many_and_a_place_is_given_back() {
        let places = Places::new(2);

        let mut of_one = vec![places.take("one").unwrap(), places.take("one").unwrap()];

        assert!(places.take("one").is_none());
        assert!(places.take("other").is_some());
        of_one.pop();
        assert!(places.take("one").is_some());
        drop(of_one);
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
