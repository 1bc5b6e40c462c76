//! Sixty-four bytes at a time: what a loop over them without branches finds out, as a number of 64 bits.

/// Bytes of a block.
pub const BLOCK: usize = 64;

/// A bit for every byte of the block, the first byte's the lowest: whether it passes the test, which sees the byte and the one
/// behind it. What lies behind the text is 0.
///
/// The test must do without branches (`&` and `|`), then the compiler makes one of many bytes at once.
#[inline(always)]
pub fn bits(text: &[u8], at: usize, test: impl Fn(u8, u8) -> bool) -> u64 {
    match text[at..].first_chunk::<{ BLOCK + 1 }>() {
        Some(block) => bits_of(block, test),
        None => {
            let mut block = [0; BLOCK + 1];
            block[..text.len() - at].copy_from_slice(&text[at..]);
            bits_of(&block, test)
        }
    }
}

#[inline(always)]
fn bits_of(block: &[u8; BLOCK + 1], test: impl Fn(u8, u8) -> bool) -> u64 {
    let mut flags = [0u8; BLOCK];
    for (n, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(test(block[n], block[n + 1]));
    }
    let mut bits = 0;
    for (n, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
        // Eight bytes of 0 or 1 become eight bits, the first the lowest.
        bits |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * n);
    }
    bits
}

/// The lowest `n` bits, at most 64.
pub fn low(n: usize) -> u64 {
    if n < BLOCK { (1 << n) - 1 } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_a_byte() {
        let text: Vec<u8> = (0..200).map(|n| (n * 7 % 256) as u8).collect();
        let test = |byte: u8, next: u8| (byte > 100) & (next & 1 == 0);
        for at in [0, 1, 63, 120, 135, 136, 137, 199, 200] {
            for n in 0..BLOCK {
                let byte = |n: usize| text.get(n).copied().unwrap_or(0);
                assert_eq!(bits(&text, at, test) >> n & 1 == 1, test(byte(at + n), byte(at + n + 1)), "{at} {n}");
            }
        }
        assert_eq!([low(0), low(3), low(64)], [0, 7, u64::MAX]);
    }
}
