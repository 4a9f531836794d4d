// Writes JSON straight into a string, without a tree in between.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace weighbridge::json {

/// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so the
/// result always is valid JSON.
void append_string(std::string& out, std::string_view text);

/// A cursor at the end of a JSON text under construction: it sets the commas, and the line breaks
/// where asked for. The caller keeps `out` alive and calls begin and end in pairs; nothing is
/// checked.
class Writer {
 public:
  static constexpr int kAllLevels = std::numeric_limits<int>::max();

  /// `indent` blanks a level, each member on its own line; 0 writes everything in one line. What
  /// is nested in more than `levels` containers stays on one line: made for eyes, grep and diff.
  explicit Writer(std::string& out, int indent = 0, int levels = kAllLevels)
      : out_(out), indent_(indent), levels_(levels) {}

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }

  /// The name of the member whose value is written next.
  Writer& key(std::string_view name);

  Writer& string(std::string_view value);
  Writer& number(std::int64_t value);
  Writer& number(std::uint64_t value);
  Writer& boolean(bool value);
  Writer& null();
  /// A value that is JSON already, on one line.
  Writer& raw(std::string_view json);

  /// A member with a string value.
  Writer& member(std::string_view name, std::string_view value) { return key(name).string(value); }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void before_value();
  void break_line(int depth);

  std::string& out_;
  int indent_;
  int levels_;
  int depth_ = 0;
  bool first_ = true;  ///< nothing written yet on this level
  bool after_key_ = false;
};

}  // namespace weighbridge::json
