// How much of an XML text we are ready to read.
#pragma once

#include <cstddef>
#include <cstdint>

namespace weighbridge::xml {

/// Kept by a scan before the tree is built: a tree takes several times the memory of its text, so a
/// broken limit must be known first.
struct Limits {
  std::size_t bytes_max = 64U << 20;       ///< of the whole text; invoices carry PDFs inside
  std::uint32_t depth_max = 64;            ///< elements within one another; UBL has 15
  std::uint32_t elements_max = 4'000'000;  ///< an invoice of 60,000 lines, or 600 MB of tree
  std::uint32_t attributes_max = 64;       ///< of one element; a root declares some 20 namespaces
  std::uint32_t name_bytes_max = 256;      ///< of an element or attribute
  std::uint32_t attribute_bytes_max = 64U << 10;  ///< of one value
  std::uint32_t text_bytes_max = 32U << 20;  ///< between two tags; an attached picture in base64
  std::uint32_t documents_max = 1000;        ///< business documents of one text
};

}  // namespace weighbridge::xml
