#include "parsers/json/document.hpp"

#include <algorithm>
#include <utility>

#include "parsers/digits.hpp"
#include "parsers/text_place.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::json {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::optional<std::uint32_t> hex_value(char c) {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

std::optional<char> simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return std::nullopt;
  }
}

}  // namespace

/// Recursive descent; `Limits::depth_max` bounds the stack. Every `parse_` leaves `at_` behind what
/// it read, or returns false with the flaw reported.
class Parser {
 public:
  Parser(std::string_view text, const Place& start, const Limits& limits, Findings& findings)
      : limits_(limits), findings_(findings) {
    document_.text_ = text;
    document_.start_ = start;
  }

  std::optional<Document> parse() {
    if (text().size() > limits_.bytes_max) {
      fail(0,
           "the value is longer than the " + std::to_string(limits_.bytes_max) + " bytes allowed");
      return std::nullopt;
    }
    document_.nodes_.reserve(std::min<std::size_t>(text().size() / 12 + 4, 1U << 16));
    skip_blanks();
    if (!parse_value(0)) return std::nullopt;
    skip_blanks();
    if (at_ != text().size()) {
      fail(at_, "something follows the end of the value", "put each value on its own line");
      return std::nullopt;
    }
    return std::move(document_);
  }

 private:
  std::string_view text() const { return document_.text_; }
  char peek() const { return at_ < text().size() ? text()[at_] : '\0'; }

  void skip_blanks() {
    while (at_ < text().size() && is_blank(text()[at_])) ++at_;
  }

  bool fail(std::size_t offset, std::string message, std::string mend = {}) {
    Finding finding;
    finding.code = "JSON_SYNTAX";
    finding.place = text_place(text(), offset, document_.start_);
    finding.message = std::move(message);
    finding.mend = std::move(mend);
    findings_.push_back(std::move(finding));
    return false;
  }

  bool fail_expecting(std::string_view what) {
    if (at_ >= text().size()) {
      return fail(at_, "the text ends where " + std::string(what) + " should stand",
                  "send the whole text; it may have been cut off");
    }
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence_length(text().substr(at_)));
    return fail(at_, std::string(what) + " should stand where `" +
                         shown_value(text().substr(at_, length)) + "` does");
  }

  Node& add_node(Kind kind) {
    Node node;
    node.kind = kind;
    node.offset = static_cast<std::uint32_t>(at_);
    node.key = key_;
    node.key_offset = key_offset_;
    document_.nodes_.push_back(node);
    document_.nodes_.back().next = static_cast<std::uint32_t>(document_.nodes_.size());
    return document_.nodes_.back();
  }

  bool parse_value(std::uint32_t depth) {
    if (document_.nodes_.size() >= limits_.values_max) {
      return fail(
          at_,
          "the text holds more than the " + std::to_string(limits_.values_max) + " values allowed",
          "send it in parts");
    }
    const char c = peek();
    if (c == '{' || c == '[') {
      if (depth == limits_.depth_max) {
        return fail(at_, "the values are nested more than " + std::to_string(limits_.depth_max) +
                             " levels deep");
      }
      return c == '{' ? parse_object(depth + 1) : parse_array(depth + 1);
    }
    if (c == '"') {
      Node& node = add_node(Kind::string);
      return parse_string(node.text);
    }
    if (c == '-' || is_digit(c)) return parse_number();
    if (c == 't') return parse_word("true", Kind::boolean);
    if (c == 'f') return parse_word("false", Kind::boolean);
    if (c == 'n') return parse_word("null", Kind::null);
    return fail_expecting("a value");
  }

  bool parse_word(std::string_view word, Kind kind) {
    if (text().substr(at_, word.size()) != word) return fail_expecting("a value");
    add_node(kind).text = text().substr(at_, word.size());
    at_ += word.size();
    return true;
  }

  bool parse_digits() {
    if (!is_digit(peek())) return fail_expecting("a digit");
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool parse_number() {
    Node& node = add_node(Kind::number);
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0' && at_ + 1 < text().size() && is_digit(text()[at_ + 1])) {
      return fail(start, "a number begins with a needless 0", "quote it, if it is a code");
    }
    if (!parse_digits()) return false;
    if (peek() == '.') {
      ++at_;
      if (!parse_digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!parse_digits()) return false;
    }
    node.text = text().substr(start, at_ - start);
    return true;
  }

  bool parse_array(std::uint32_t depth) {
    const std::size_t self = document_.nodes_.size();
    add_node(Kind::array);
    ++at_;
    skip_blanks();
    if (peek() != ']') {
      while (true) {
        key_ = {};
        key_offset_ = 0;
        if (!parse_value(depth)) return false;
        skip_blanks();
        if (peek() == ']') break;
        if (peek() != ',') return fail_expecting("a comma or ]");
        ++at_;
        skip_blanks();
      }
    }
    return close(self);
  }

  bool parse_object(std::uint32_t depth) {
    const std::size_t self = document_.nodes_.size();
    add_node(Kind::object);
    ++at_;
    skip_blanks();
    if (peek() != '}') {
      while (true) {
        if (!parse_name()) return false;
        if (!parse_value(depth)) return false;
        skip_blanks();
        if (peek() == '}') break;
        if (peek() != ',') return fail_expecting("a comma or }");
        ++at_;
        skip_blanks();
      }
    }
    close(self);
    report_doubled_members(static_cast<std::uint32_t>(self));
    return true;
  }

  /// A member's name with the colon and the blanks after it.
  bool parse_name() {
    if (peek() != '"') return fail_expecting("a member's name in quotes");
    const std::size_t offset = at_;
    std::string_view name;
    if (!parse_string(name)) return false;
    skip_blanks();
    if (peek() != ':') return fail_expecting("a colon");
    ++at_;
    skip_blanks();
    key_ = name;
    key_offset_ = static_cast<std::uint32_t>(offset);
    return true;
  }

  bool close(std::size_t self) {
    ++at_;
    document_.nodes_[self].next = static_cast<std::uint32_t>(document_.nodes_.size());
    return true;
  }

  void report_doubled_members(std::uint32_t self) {
    const Value object(document_.nodes_.data(), self);
    names_.clear();
    for (const Value member : object) names_.emplace_back(member.key(), member.key_offset());
    std::sort(names_.begin(), names_.end());
    for (std::size_t i = 1; i < names_.size(); ++i) {
      if (names_[i].first != names_[i - 1].first) continue;
      fail(names_[i].second, "the member `" + shown_value(names_[i].first) + "` stands twice",
           "keep one of the two");
      return;  // one a value tells enough
    }
  }

  /// The string at `at_`, a view of the text where it has no escapes.
  bool parse_string(std::string_view& out) {
    const std::size_t start = ++at_;
    while (at_ < text().size() && text()[at_] != '"' && text()[at_] != '\\' &&
           static_cast<unsigned char>(text()[at_]) >= 0x20) {
      ++at_;
    }
    if (peek() == '"') {
      out = text().substr(start, at_ - start);
    } else {
      std::string value(text().substr(start, at_ - start));
      if (!parse_escaped(value)) return false;
      document_.unescaped_.push_back(std::move(value));
      out = document_.unescaped_.back();
    }
    ++at_;
    const std::size_t malformed = find_malformed_utf8(out);
    if (malformed != std::string_view::npos) {
      return fail(start + malformed, "the text is not UTF-8 here", "send JSON as UTF-8");
    }
    return true;
  }

  bool parse_escaped(std::string& value) {
    while (at_ < text().size()) {
      const char c = text()[at_];
      if (c == '"') return true;
      if (c == '\\') {
        if (!parse_escape(value)) return false;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return fail(at_,
                    c == '\n' || c == '\r' ? "a string is not closed before the line ends"
                                           : "a control character stands in a string",
                    c == '\n' || c == '\r' ? "close it with a quote" : "write it as \\u00XX");
      } else {
        value += c;
        ++at_;
      }
    }
    return fail_expecting("the closing quote of a string");
  }

  bool parse_escape(std::string& value) {
    const std::size_t start = at_++;
    if (peek() != 'u') {
      const std::optional<char> plain = simple_escape(peek());
      if (!plain || at_ >= text().size()) return fail(start, "this escape does not exist in JSON");
      value += *plain;
      ++at_;
      return true;
    }
    std::uint32_t code_point = 0;
    if (!parse_hex4(code_point)) return false;
    if (code_point >= 0xD800 && code_point < 0xDC00 && text().substr(at_, 2) == "\\u") {
      ++at_;
      std::uint32_t low = 0;
      if (!parse_hex4(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail(start, "half of a surrogate pair stands alone");
      code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (low - 0xDC00);
    }
    if (code_point >= 0xD800 && code_point < 0xE000) {
      return fail(start, "half of a surrogate pair stands alone");
    }
    if (code_point == 0) return fail(start, "a NUL character stands in a string", "take it out");
    append_utf8(value, code_point);
    return true;
  }

  /// The four digits after the `u` at `at_`.
  bool parse_hex4(std::uint32_t& out) {
    ++at_;
    for (int i = 0; i < 4; ++i, ++at_) {
      const auto digit = hex_value(peek());
      if (!digit) return fail_expecting("a hexadecimal digit");
      out = out * 16 + *digit;
    }
    return true;
  }

  const Limits& limits_;
  Findings& findings_;
  Document document_;
  std::size_t at_ = 0;
  std::string_view key_;  ///< the name of the member whose value is read next
  std::uint32_t key_offset_ = 0;
  std::vector<std::pair<std::string_view, std::size_t>> names_;  ///< kept for its memory only
};

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return "null";
}

std::optional<Value> Value::find(std::string_view name) const {
  if (kind() != Kind::object) return std::nullopt;
  for (const Value member : *this) {
    if (member.key() == name) return member;
  }
  return std::nullopt;
}

std::optional<Document> Document::parse(std::string_view text, Findings& findings,
                                        const Place& start, const Limits& limits) {
  return Parser(text, start, limits, findings).parse();
}

Place Document::place_of(Value value) const {
  return text_place(text_, value.offset(), start_);
}

Place Document::place_of_key(Value member) const {
  return text_place(text_, member.key_offset(), start_);
}

}  // namespace weighbridge::json
