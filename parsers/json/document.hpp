// One JSON text (RFC 8259) as a tree of views that know where they stand.
//
// Numbers stay the text they were: a quantity never passes through a double. Two members of one
// name are an error, because readers disagree about which of them counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/finding.hpp"
#include "parsers/json/limits.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

/// How a message calls it: "a string", "an object", ...
std::string_view describe(Kind kind);

/// One value as it lies in its document: children follow their parent, `next` skips them.
struct Node {
  Kind kind = Kind::null;
  std::uint32_t offset = 0;      ///< of its first byte, in the text
  std::uint32_t key_offset = 0;  ///< of its name's opening quote, when it is a member
  std::uint32_t next = 0;        ///< index of the node after it and all its children
  std::string_view key;          ///< its name, when it is a member of an object
  std::string_view text;         ///< string: unescaped; number, true and false: as written
};

/// A borrowed value: valid as long as its document and the text the document was read from.
class Value {
 public:
  Value(const Node* nodes, std::uint32_t index) : nodes_(nodes), index_(index) {}

  Kind kind() const { return node().kind; }
  std::string_view text() const { return node().text; }
  std::string_view key() const { return node().key; }
  std::size_t offset() const { return node().offset; }
  std::size_t key_offset() const { return node().key_offset; }

  /// Walks the members of an object or the elements of an array.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = const Value*;
    using reference = Value;
    Iterator(const Node* nodes, std::uint32_t index) : nodes_(nodes), index_(index) {}
    Value operator*() const { return {nodes_, index_}; }
    Iterator& operator++() {
      index_ = nodes_[index_].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Node* nodes_;
    std::uint32_t index_;
  };
  Iterator begin() const { return {nodes_, index_ + 1}; }
  Iterator end() const { return {nodes_, node().next}; }

  /// The member called `name` of an object; nothing when there is none or this is no object.
  std::optional<Value> find(std::string_view name) const;

 private:
  const Node& node() const { return nodes_[index_]; }
  const Node* nodes_;
  std::uint32_t index_;
};

/// A text that has been read whole. Borrows `text`.
class Document {
 public:
  /// Reads `text`, which begins at `start` of its message. Mistakes are added to `findings` with
  /// place and mend; after a mistake of syntax or a broken limit there is no document, after a
  /// doubled member there is one with both.
  static std::optional<Document> parse(std::string_view text, Findings& findings,
                                       const Place& start = text_start(),
                                       const Limits& limits = {});

  Value root() const { return {nodes_.data(), 0}; }
  /// Line, column and offset in the message of a value, or of a member's name.
  Place place_of(Value value) const;
  Place place_of_key(Value member) const;

 private:
  friend class Parser;
  std::string_view text_;
  Place start_;
  std::vector<Node> nodes_;
  std::deque<std::string> unescaped_;  ///< strings that had escapes; a deque keeps them in place
};

}  // namespace weighbridge::json
