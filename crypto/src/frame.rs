//! The frame that is encrypted: length, value, zeros. Unframing is strict.

use zeroize::Zeroizing;

use crate::padding::padded_len;
use crate::plaintext::Plaintext;

pub(crate) const LENGTH_LEN: usize = 4;

/// Bytes of the frame that holds a value of `len` bytes, or `None` when no frame can.
pub(crate) fn frame_len(len: usize) -> Option<usize> {
    let len = u32::try_from(len).ok()?;
    usize::try_from(padded_len(u64::from(len) + LENGTH_LEN as u64)).ok()
}

/// Appends the frame of `value` to `buffer`, which has the room.
pub(crate) fn append(buffer: &mut Vec<u8>, value: &Plaintext, frame_len: usize) {
    let start = buffer.len();
    // A value too long for the length field has no frame length: see `frame_len`.
    let len = u32::try_from(value.len()).expect("`frame_len` fits");
    buffer.extend_from_slice(&len.to_be_bytes());
    // EXPOSE: the value moves into the frame that is encrypted in place.
    buffer.extend_from_slice(value.expose());
    buffer.resize(start + frame_len, 0);
}

/// The value in a frame, in the frame's own buffer. `None` for a wrong length or a pad byte that is not zero.
pub(crate) fn into_value(mut frame: Zeroizing<Vec<u8>>) -> Option<Plaintext> {
    let (length, rest) = frame.split_first_chunk::<LENGTH_LEN>()?;
    let len = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    if frame_len(len)? != frame.len() {
        return None;
    }
    let any_bit = rest[len..].iter().fold(0, |bits, byte| bits | byte);
    if any_bit != 0 {
        return None;
    }
    frame.copy_within(LENGTH_LEN..LENGTH_LEN + len, 0);
    // What is cut off stays within the buffer's capacity, which is wiped whole.
    frame.truncate(len);
    Some(Plaintext::from_wiped_buffer(frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(value: &[u8]) -> Vec<u8> {
        let mut frame = Vec::new();
        let len = frame_len(value.len()).unwrap();
        append(&mut frame, &Plaintext::new(value.to_vec()), len);
        frame
    }

    fn unframe(frame: Vec<u8>) -> Option<Vec<u8>> {
        into_value(Zeroizing::new(frame)).map(|value| value.expose().to_vec())
    }

    #[test]
    fn a_frame_is_length_value_and_zeros() {
        let frame = frame(b"value");

        assert_eq!(frame.len(), 256);
        assert_eq!(frame[..9], *b"\0\0\0\x05value");
        assert!(frame[9..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn what_goes_into_a_frame_comes_out() {
        for len in [0, 1, 251, 252, 253, 4096, 131_071] {
            let value = vec![0xff; len];

            assert!(unframe(frame(&value)) == Some(value), "{len} bytes");
        }
    }

    #[test]
    fn no_pad_byte_may_be_other_than_zero() {
        for at in 9..256 {
            let mut frame = frame(b"value");
            frame[at] = 1;

            assert_eq!(unframe(frame), None, "pad byte {at}");
        }
    }

    #[test]
    fn a_length_beyond_the_frame_is_refused() {
        for len in [253_u32, 256, 1 << 16, u32::MAX] {
            let mut frame = vec![0; 256];
            frame[..4].copy_from_slice(&len.to_be_bytes());

            assert_eq!(unframe(frame), None, "length {len}");
        }
    }

    #[test]
    fn a_frame_longer_or_shorter_than_its_value_asks_for_is_refused() {
        for len in [0, 1, 3, 4, 8, 255, 257, 272, 512] {
            let mut frame = frame(b"");
            frame.resize(len, 0);

            assert_eq!(unframe(frame), None, "{len} bytes");
        }
    }
}
