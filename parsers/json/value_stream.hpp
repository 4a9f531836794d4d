// Cuts a stream of JSON into its values: JSON lines, values one after the other, or the elements of
// an array, each of them on as many lines as it likes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/byte_source.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::json {

/// One value of the stream, not yet looked into: a broken one is passed on as it came.
struct Piece {
  std::string_view text;  ///< valid until the next call of `next`
  Place start;
  bool oversized = false;  ///< it was longer than the limit; `text` is empty
};

/// Memory is bounded by the longest value, not by the stream.
///
/// A broken value does not swallow those after it. Wherever a line begins with `{` in a place where
/// no JSON value can begin, the value before it is taken to be broken off. Once the stream has
/// shown itself to be JSON lines, any line that begins with `{` begins a value.
class ValueStream {
 public:
  explicit ValueStream(ByteSource& bytes, std::size_t value_bytes_max = 64U << 20)
      : bytes_(bytes), value_bytes_max_(value_bytes_max) {}

  /// The next value, or false at the end. Throws only when the source does.
  bool next(Piece& piece);

  /// Bytes read so far.
  std::uint64_t position() const { return base_ + at_; }

 private:
  /// What is known in the middle of a value.
  struct Scan {
    std::uint32_t depth = 0;
    bool empty = true;  ///< nothing taken yet
    bool in_string = false;
    bool structured = false;  ///< it began with a bracket
    bool fresh_line = false;  ///< only blanks since the line began
    bool several_lines = false;
    char last = 0;  ///< the byte before, blanks left out
  };

  bool fill();
  bool skip_to_value();
  void skip_byte_order_mark();
  void scan_value(Piece& piece);
  bool ends_before(char c, const Scan& scan) const;
  bool take(char c, Scan& scan);
  void skip_string_bytes();
  void drop_taken(Piece& piece);
  void count_line(std::size_t offset);

  ByteSource& bytes_;
  std::size_t value_bytes_max_;
  std::string buffer_;
  std::size_t read_bytes_ = 2048;  ///< asked for at a time; grows as long as so much comes
  std::size_t begin_ = 0;          ///< of the value being cut, in `buffer_`
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;        ///< offset in the stream of `buffer_[0]`
  std::uint64_t line_start_ = 0;  ///< offset in the stream
  std::uint32_t line_ = 1;
  bool started_ = false;
  bool ended_ = false;
  bool in_array_ = false;    ///< between the brackets of an array of values
  bool json_lines_ = false;  ///< the first value kept to its line
  bool first_value_ = true;
};

}  // namespace weighbridge::json
