// Finds the separators of a text in one pass over its bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace weighbridge::edi {

/// Where a scan writes. Both arrays need room for as many entries as bytes are scanned, and
/// `kScanSlack` more: entries are written many at a time.
struct ScanOutput {
  std::uint32_t* separators = nullptr;    ///< offsets of element separators and terminators
  std::uint32_t* segment_ends = nullptr;  ///< indexes into `separators` of the terminators
  std::uint32_t separator_count = 0;      ///< entries there already; grows
  std::uint32_t segment_count = 0;        ///< likewise
};
constexpr std::uint32_t kScanSlack = 64;

/// Appends the separators found in text[from, text.size()), with the widest vectors this processor
/// has. `element` and `segment` are the separators' (first) bytes; both may be any byte.
void scan_separators(std::string_view text, std::uint32_t from, char element, char segment,
                     ScanOutput& out);

/// The same, byte by byte: what scan_separators() is tested against.
void scan_separators_scalar(std::string_view text, std::uint32_t from, char element, char segment,
                            ScanOutput& out);

}  // namespace weighbridge::edi
