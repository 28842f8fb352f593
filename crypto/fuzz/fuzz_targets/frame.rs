//! Whatever is read as a frame is the frame of what was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroize::Zeroizing;

// The crate keeps its frames to itself, so its own files are compiled in.
#[path = "../../src/frame.rs"]
mod frame;
#[path = "../../src/padding.rs"]
mod padding;
#[expect(dead_code, reason = "a frame needs only some of it")]
#[path = "../../src/plaintext.rs"]
mod plaintext;

fuzz_target!(|bytes: &[u8]| {
    check(bytes.to_vec());
    // Most lengths are no frame's: try the next one that is.
    let mut whole = bytes.to_vec();
    let len = padding::padded_len(bytes.len() as u64);
    whole.resize(usize::try_from(len).expect("inputs are short"), 0);
    check(whole);
});

fn check(bytes: Vec<u8>) {
    let Some(value) = frame::into_value(Zeroizing::new(bytes.clone())) else {
        return;
    };
    let len = frame::frame_len(value.len()).expect("it was framed");
    let mut again = Vec::new();
    frame::append(&mut again, &value, len);
    assert_eq!(again, bytes);
}
