//! Secrets are gone from this process's memory once they are dropped.
//!
//! A process of its own, and one test at a time: a search copies what it looks through.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use oz_crypto::{
    IdentityKey, Manifest, ManifestKey, OwnerKind, Plaintext, PrivateKey, Recipient, SealBinding, Suite, open,
    open_delivery, seal, seal_delivery,
};
use zeroize::Zeroizing;

const BINDING: SealBinding<'static> = SealBinding {
    workspace_id: "workspace",
    secret_id: "secret",
    owner_kind: OwnerKind::Team,
    owner_id: "team",
    name: "API_TOKEN",
    secret_type: "raw_value",
    revision: 1,
};

/// Bytes to look for, kept in a disguise, so that looking does not find the needle itself.
struct Needle(Vec<u8>);

impl Needle {
    const DISGUISE: u8 = 0xa5;

    /// 24 bytes that are nowhere in the program: they depend on the process, and on nothing twice.
    fn made_up() -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let mut state = u64::from(std::process::id()) << 8 | MADE.fetch_add(1, Ordering::Relaxed);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33).to_le_bytes()[0]
        };
        Self((0..24).map(|_| next()).collect())
    }

    /// The middle of a secret: its ends are changed before X25519 uses it.
    fn of(secret: &[u8]) -> Self {
        let middle = secret[4..28].iter();
        Self(middle.map(|byte| byte ^ Self::DISGUISE).collect())
    }

    /// A value that holds the needle, and nothing else that does.
    fn value(&self) -> Plaintext {
        let revealed = |builder: &mut oz_crypto::PlaintextBuilder| {
            let mut bytes = self.0.iter();
            bytes.try_for_each(|byte| {
                builder.push(&[byte ^ Self::DISGUISE]);
                Ok::<_, std::convert::Infallible>(())
            })
        };
        let Ok(value) = Plaintext::build(self.0.len(), revealed);
        value
    }

    /// How often it stands in this process's memory.
    fn count(&self) -> usize {
        let memory = File::open("/proc/self/mem").expect("a process may read itself");
        let mut window = Zeroizing::new(vec![0; 1 << 20]);
        let own = window.as_ptr().addr()..window.as_ptr().addr() + window.len();
        let mut found = 0;
        for (start, end) in writable_regions() {
            let mut at = start;
            while at < end {
                let len = window.len().min(end - at);
                if memory.read_exact_at(&mut window[..len], at as u64).is_ok() {
                    let places = self.places(&window[..len]);
                    found += places.filter(|place| !own.contains(&(at + place))).count();
                }
                // Windows overlap, so that nothing hides on a border.
                at += len.min(window.len() - self.0.len() + 1);
            }
        }
        found
    }

    fn places(&self, window: &[u8]) -> impl Iterator<Item = usize> {
        let first = self.0[0] ^ Self::DISGUISE;
        let starts = window.iter().enumerate().filter(move |(_, byte)| **byte == first);
        starts.map(|(place, _)| place).filter(|place| {
            let here = window[*place..].iter().take(self.0.len());
            here.map(|byte| byte ^ Self::DISGUISE).eq(self.0.iter().copied())
        })
    }
}

fn writable_regions() -> Vec<(usize, usize)> {
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux has it");
    let region = |line: &str| {
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let address = |digits| usize::from_str_radix(digits, 16).ok();
        rest.starts_with("rw").then_some((address(start)?, address(end)?))
    };
    maps.lines().filter_map(region).collect()
}

fn alone() -> MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let guard = ONE_AT_A_TIME.lock();
    guard.unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn the_search_finds_what_is_alive() {
    let _alone = alone();
    let needle = Needle::made_up();
    assert_eq!(needle.count(), 0, "before there is one");

    let value = needle.value();
    assert_eq!(needle.count(), 1, "a live value");
    drop(value);
    assert_eq!(needle.count(), 0, "a dropped value");

    let key = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305).unwrap();
    assert!(Needle::of(key.expose_bytes()).count() >= 1, "a live key");
}

#[test]
fn a_value_and_its_frame_are_gone_after_sealing_and_after_opening() {
    let _alone = alone();
    for suite in Suite::ALL {
        let needle = Needle::made_up();
        let private = PrivateKey::generate(suite).unwrap();
        let recipient = Recipient::new(private.public_key().clone());

        let envelope = seal(&recipient, &BINDING, needle.value()).unwrap();
        let delivery = seal_delivery(&recipient, "workspace", "run", needle.value()).unwrap();
        assert_eq!(needle.count(), 0, "after sealing");

        let opened = open(&private, &BINDING, &envelope).unwrap();
        assert_eq!(needle.count(), 1, "while opened");
        drop(opened);
        drop(open_delivery(&private, "workspace", "run", &delivery).unwrap());
        assert_eq!(needle.count(), 0, "after opening");
    }
}

#[test]
fn a_value_that_outgrows_its_buffer_leaves_nothing_behind() {
    let _alone = alone();
    let needle = Needle::made_up();

    let value = Plaintext::build(1, |builder| {
        // EXPOSE: the needle has to get in.
        builder.push(needle.value().expose());
        (0..64).for_each(|_| builder.push(&[0; 64]));
        Ok::<_, std::convert::Infallible>(())
    });

    assert_eq!(needle.count(), 1);
    drop(value);
    assert_eq!(needle.count(), 0);
}

#[test]
fn a_value_that_is_refused_is_gone() {
    let _alone = alone();
    let needle = Needle::made_up();
    let private = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305).unwrap();
    let recipient = Recipient::new(private.public_key().clone());
    let too_long = Plaintext::build(oz_crypto::MAX_VALUE_LEN + 1, |builder| {
        // EXPOSE: the needle has to get in.
        builder.push(needle.value().expose());
        (0..=16).for_each(|_| builder.push(&vec![0; 1 << 20]));
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(too_long) = too_long;

    assert!(seal(&recipient, &BINDING, too_long).is_err());

    assert_eq!(needle.count(), 0);
}

#[test]
fn a_private_key_is_gone_after_use() {
    let _alone = alone();
    for suite in Suite::ALL {
        let private = PrivateKey::generate(suite).unwrap();
        // EXPOSE: to know what to look for, in disguise.
        let needle = Needle::of(private.expose_bytes());
        let recipient = Recipient::new(private.public_key().clone());
        let envelope = seal(&recipient, &BINDING, Plaintext::new(vec![1])).unwrap();
        assert!(open(&private, &BINDING, &envelope).is_ok());
        assert!(needle.count() >= 1, "while it lives");

        drop(private);

        assert_eq!(needle.count(), 0, "{suite}");
    }
}

#[test]
fn a_private_key_read_from_bytes_is_gone_after_use() {
    let _alone = alone();
    for suite in Suite::ALL {
        let needle = Needle::made_up();
        let bytes = Plaintext::build(32, |builder| {
            builder.push(&[7; 4]);
            // EXPOSE: the needle has to get in.
            builder.push(needle.value().expose());
            builder.push(&[7; 4]);
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(bytes) = bytes;

        let private = PrivateKey::from_bytes(suite, bytes.expose()).unwrap();
        drop(bytes);
        assert!(needle.count() >= 1, "while it lives");
        drop(private);

        assert_eq!(needle.count(), 0, "{suite}");
    }
}

#[test]
fn an_identity_key_is_gone_after_use() {
    let _alone = alone();
    let identity = IdentityKey::generate().unwrap();
    // EXPOSE: to know what to look for, in disguise.
    let needle = Needle::of(identity.expose_bytes());
    let manifest = Manifest {
        workspace_id: "workspace".to_owned(),
        seq: 1,
        issued_at: String::new(),
        prev_hash: None,
        keys: Vec::<ManifestKey>::new(),
    };
    assert!(manifest.sign(&identity).verify(None).is_ok());
    assert!(needle.count() >= 1, "while it lives");

    drop(identity);

    assert_eq!(needle.count(), 0);
}
