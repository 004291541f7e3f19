//! The words of unspaced scripts, as the Unicode consortium's ICU finds them, with its dictionary unpacked at first use.
//!
//! The dictionary of Chinese and Japanese takes 2 MB as the library holds it, and 1.45 MB as the build packs it (see
//! `packaging/build.rs`), which whoever reads neither never unpacks. All else comes as it is.

use std::sync::LazyLock;

use icu_collections::char16trie::Char16Trie;
use icu_provider::{DataError, DataMarker, DataPayload, DataProvider, DataRequest, DataResponse, DataResponseMetadata};
use icu_segmenter::options::{WordBreakInvariantOptions, WordBreakOptions};
use icu_segmenter::provider::{
    Baked, DictionaryBreakData, SegmenterBreakGraphemeClusterV1, SegmenterBreakWordOverrideV1, SegmenterBreakWordV1,
    SegmenterDictionaryAutoV2, SegmenterLstmAutoV1,
};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use zerovec::ZeroVec;

use super::packed::{packed, unpack};

/// Zlib; the low bytes of all units, then their high bytes.
const PACKED: &[u8] = packed!("cjdict.bin");

static SEGMENTER: LazyLock<WordSegmenter> = LazyLock::new(|| {
    let options = WordBreakOptions::default();
    // What the build packed is there: the tests find words with it.
    WordSegmenter::try_new_auto_unstable(&Packed, options).unwrap_or_else(|_| {
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default()).static_to_owned()
    })
});

/// Finds the words of a run of Chinese, Japanese, Thai, Lao, Burmese or Khmer.
pub(super) fn segmenter() -> WordSegmenterBorrowed<'static> {
    SEGMENTER.as_borrowed()
}

/// The library's own data but for the dictionary.
struct Packed;

impl DataProvider<SegmenterDictionaryAutoV2> for Packed {
    fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<SegmenterDictionaryAutoV2>, DataError> {
        if request.id.marker_attributes.as_str() != "cjdict" {
            return Err(
                icu_provider::DataErrorKind::IdentifierNotFound.with_req(SegmenterDictionaryAutoV2::INFO, request)
            );
        }
        let trie = Char16Trie::new(ZeroVec::alloc_from_slice(&units(PACKED)));
        Ok(DataResponse {
            metadata: DataResponseMetadata::default(),
            payload: DataPayload::from_owned(DictionaryBreakData::Char16Trie(trie)),
        })
    }
}

/// Hands a request on to the data that the library brings.
macro_rules! as_it_comes {
    ($($marker:ty),+) => {$(
        impl DataProvider<$marker> for Packed {
            fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<$marker>, DataError> {
                Baked.load(request)
            }
        }
    )+};
}

as_it_comes!(
    SegmenterBreakWordV1,
    SegmenterBreakWordOverrideV1,
    SegmenterBreakGraphemeClusterV1,
    SegmenterLstmAutoV1
);

fn units(packed: &[u8]) -> Vec<u16> {
    let bytes = unpack(packed);
    let (low, high) = bytes.split_at(bytes.len() / 2);
    let pairs = low.iter().zip(high);
    pairs.map(|(&low, &high)| u16::from_le_bytes([low, high])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_dictionary_is_the_whole_one() {
        let whole = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
        for text in [
            "政府昨天宣布了新的措施，谴责失业问题。中华人民共和国国务院总理",
            "先生は毎日コンピューターを使う。東京都知事選挙が行われた",
            "ฉันรักประเทศไทย",
            "ကျွန်တော်မြန်မာ",
        ] {
            let packed: Vec<usize> = segmenter().segment_str(text).collect();
            assert_eq!(packed, whole.segment_str(text).collect::<Vec<_>>(), "{text}");
            assert!(packed.len() > 2, "{text}");
        }
    }
}
