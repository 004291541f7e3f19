//! Lists of growing numbers in few bytes: places of words, of which a book has hundreds of thousands.

/// Growing numbers as the differences between them, seven bits to a byte, the last byte of each with its top bit clear.
pub(super) fn pack(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * 2);
    let mut before = 0;
    for &number in numbers {
        let mut rest = number.wrapping_sub(before);
        before = number;
        while rest > 0x7f {
            bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        bytes.push(rest.to_le_bytes()[0]);
    }
    bytes
}

/// The numbers of packed bytes.
pub(super) fn unpack(bytes: &[u8]) -> Vec<u32> {
    let (mut numbers, mut before, mut number, mut shift) = (Vec::new(), 0u32, 0u32, 0u32);
    for &byte in bytes {
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            before = before.wrapping_add(number);
            numbers.push(before);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_numbers_come_back(mut numbers in prop::collection::vec(any::<u32>(), 0..40)) {
            numbers.sort_unstable();
            prop_assert_eq!(unpack(&pack(&numbers)), numbers);
        }

        #[test]
        fn any_bytes_unpack_to_something(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(unpack(&bytes).len() <= bytes.len());
        }
    }
}
