// The tree of an XML document as rows for a person.
#pragma once

#include <cstddef>
#include <vector>

#include "mappings/reader/reader.hpp"
#include "parsers/xml/document.hpp"

namespace weighbridge {

/// The elements from `root` on in the document's order, at most `rows_max`; a last row says how
/// many more there are. Namespace declarations are left out.
std::vector<OutlineRow> outline(const xml::Document& document, pugi::xml_node root,
                                std::size_t rows_max);

}  // namespace weighbridge
