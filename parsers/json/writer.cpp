#include "parsers/json/writer.hpp"

#include <array>
#include <charconv>
#include <cstddef>

#include "parsers/utf8.hpp"

namespace weighbridge::json {
namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

bool needs_care(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\';
}

void append_control(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4U];
      out += kDigits[static_cast<unsigned char>(c) & 0xFU];
  }
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (!needs_care(c)) {
      ++i;
      continue;
    }
    const std::size_t sequence = utf8_sequence_length(text.substr(i));
    if (sequence > 1) {
      i += sequence;
      continue;
    }
    out.append(text, done, i - done);
    if (sequence == 0) {
      out += kReplacementCharacter;
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      append_control(out, c);
    }
    done = ++i;
  }
  out.append(text, done);
  out += '"';
}

Writer& Writer::key(std::string_view name) {
  before_value();
  append_string(out_, name);
  out_ += indent_ > 0 ? ": " : ":";
  after_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view value) {
  before_value();
  append_string(out_, value);
  return *this;
}

Writer& Writer::number(std::int64_t value) {
  before_value();
  append_integer(out_, value);
  return *this;
}

Writer& Writer::number(std::uint64_t value) {
  before_value();
  append_integer(out_, value);
  return *this;
}

Writer& Writer::boolean(bool value) {
  return raw(value ? "true" : "false");
}

Writer& Writer::null() {
  return raw("null");
}

Writer& Writer::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

Writer& Writer::open(char bracket) {
  before_value();
  out_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

Writer& Writer::close(char bracket) {
  if (!first_ && depth_ <= levels_) break_line(depth_ - 1);
  --depth_;
  out_ += bracket;
  first_ = false;
  return *this;
}

void Writer::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  if (depth_ <= levels_)
    break_line(depth_);
  else if (!first_ && indent_ > 0)
    out_ += ' ';
  first_ = false;
}

void Writer::break_line(int depth) {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth) * static_cast<std::size_t>(indent_), ' ');
}

}  // namespace weighbridge::json
