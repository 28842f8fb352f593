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
