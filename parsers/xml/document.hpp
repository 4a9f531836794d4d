// An XML text as a tree whose nodes know where they stand.
//
// pugixml builds the tree; before it sees the text a scan keeps the limits (parsers/xml/scan.hpp).
// No DTD is used and nothing is fetched.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "parsers/finding.hpp"
#include "parsers/xml/limits.hpp"
#include "parsers/xml/scan.hpp"

namespace weighbridge::xml {

/// A name without its prefix: prefixes are the sender's own choice.
std::string_view local_name(std::string_view name);
inline std::string_view local_name(pugi::xml_node node) {
  return local_name(std::string_view(node.name()));
}

/// Whether the element's local name is `name`; most names are told apart by their length.
inline bool is_named(pugi::xml_node node, std::string_view name) {
  const std::string_view whole = node.name();
  if (whole.size() <= name.size()) return whole == name;
  const std::size_t prefix = whole.size() - name.size();
  return whole[prefix - 1] == ':' && whole.substr(prefix) == name;
}

/// The namespace that `node`'s prefix stands for; empty when it has none.
std::string_view namespace_of(pugi::xml_node node);

/// The first child element with this local name; null when there is none.
pugi::xml_node child(pugi::xml_node node, std::string_view name);

/// The element that a path of local names leads to, first child by first child: "Party/Name".
pugi::xml_node descendant(pugi::xml_node node, std::string_view path);

/// The value of the attribute with this local name, blanks at both ends cut; empty when absent.
std::string_view attribute(pugi::xml_node node, std::string_view name);

/// `text` without blanks and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// A text that has been read whole, with its tree. What it hands out borrows from it.
class Document {
 public:
  /// Reads `bytes`, one XML document in any encoding we know. Flaws are added to `findings`; after
  /// an error there is no document.
  static std::optional<Document> parse(std::string bytes, Findings& findings,
                                       const Limits& limits = {});

  pugi::xml_node root() const { return tree_->document_element(); }
  const std::optional<Doctype>& doctype() const { return doctype_; }

  /// The text of an element, blanks at both ends cut; empty when it holds elements only. What
  /// comments or CDATA sections divide is put together.
  std::string_view text(pugi::xml_node node) const;

  /// Where a view into the tree (a name, a value) stands in the text, in bytes; 0 for a view of
  /// something else.
  std::size_t offset_of(std::string_view view) const;
  /// Line, column and offset in the message of that byte.
  Place place_of(std::size_t offset) const;
  /// The offset in the message of an element's name; 0 where the text was in another encoding.
  std::size_t message_offset(pugi::xml_node element) const {
    return offsets_known_ ? start_.offset + offset_of(element.name()) : 0;
  }
  /// The innermost element that `offset` is in.
  pugi::xml_node element_at(std::size_t offset) const;

  /// The text in UTF-8, as it was before the tree was built in a copy of it.
  std::string_view source() const { return source_; }

 private:
  Document() = default;
  void report_syntax(const pugi::xml_parse_result& result, Findings& findings) const;

  std::string source_;
  Place start_;
  mutable std::vector<Place> checkpoints_;  ///< every few KiB, once a place was asked for
  bool offsets_known_ = true;
  std::unique_ptr<char[]> buffer_;  ///< a copy of the text that the tree points into
  std::unique_ptr<pugi::xml_document> tree_;
  std::optional<Doctype> doctype_;
  mutable std::deque<std::string>
      joined_;  ///< texts of several pieces; a deque keeps them in place
};

/// The path of an element from the root, local names, with its number among its like where it has
/// brothers: "Invoice/InvoiceLine[2]/Price".
std::string path_of(pugi::xml_node node);

}  // namespace weighbridge::xml
