// What an XML text must satisfy before the tree is built.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/xml/limits.hpp"

namespace weighbridge::xml {

/// A reason not to read a text. `offset` counts bytes from its start.
struct Refusal {
  std::string code;
  std::size_t offset = 0;
  std::string message, mend;
};

/// The document type declaration of a text, as far as it is one we read past.
struct Doctype {
  std::size_t offset = 0;
  std::string_view name;  ///< of the root, "cXML"
  std::string_view text;  ///< all of it, "<!DOCTYPE ...>"
};

struct ScanResult {
  std::optional<Refusal> refusal;
  std::optional<Doctype> doctype;
};

/// Looks once over `text`, without a tree: limits, a document type declaration with a subset of its
/// own (refused: it can define entities), entities that nobody defines, a second root, a text that
/// ends inside a tag. Nothing is ever fetched: the address in a DOCTYPE is only text. What is
/// balanced is left to the parser.
ScanResult scan(std::string_view text, const Limits& limits);

/// Where `text` first closes an element that is not the innermost open one, or never closes one:
/// the sentence that explains why a parser stumbled. Nothing when all is balanced.
std::optional<Refusal> find_imbalance(std::string_view text);

}  // namespace weighbridge::xml
