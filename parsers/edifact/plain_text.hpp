// Makes the segments of a message plain: what comes after the tokeniser sees neither release
// characters nor line ends inside segments, and no encoding but UTF-8.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/edi/transaction_set.hpp"
#include "parsers/edifact/character_set.hpp"

namespace weighbridge::edifact {

using namespace edi;

/// What had to be done.
struct PlainReport {
  bool wrapped = false;     ///< lines were wrapped inside segments, and were joined
  bool broken = false;      ///< there were line ends in values, which became blanks
  bool converted = false;   ///< bytes were read by the character set
  bool utf8 = false;        ///< there is text beyond ASCII, in UTF-8
  bool controls = false;    ///< control characters came, line ends among them
  std::uint32_t first = 0;  ///< index of the first segment concerned by any of it
};

/// Segments that are plain as they came, nearly all, are left alone: they go on borrowing from the
/// reader's buffer. The others are written anew into memory of its own, which lives until the next
/// message. Reused from message to message.
///
/// A released separator is data: `?+` and `?'` stand as + and ' in their element. A released
/// component or repetition separator could not be told from a real one, so in such a message the
/// real ones become control characters, and `delimiters` says so.
class PlainText {
 public:
  /// Rewrites those of `segments` that need it and adapts `delimiters`. With `join`, line ends
  /// inside values are left out whatever they look like: envelopes hold no texts.
  PlainReport make_plain(std::vector<Segment>& segments, Delimiters& delimiters,
                         const CharacterSet& characters, bool join = false);

 private:
  enum Trait : std::uint8_t { kPlain = 0, kControl = 1, kRelease = 2, kHigh = 4 };

  std::uint8_t look(const std::vector<Segment>& segments, const Delimiters& delimiters,
                    PlainReport& report);
  bool is_utf8(const std::vector<Segment>& segments) const;
  bool is_wrapped(const std::vector<Segment>& segments) const;
  bool releases_component(const std::vector<Segment>& segments, const Delimiters& delimiters) const;
  void sort_bytes();
  void write(std::string_view text);
  void write_line_end(std::string_view text, std::size_t& at);
  void rewrite(const Segment& segment);

  /// A segment in `text_`, until its views can be made: the text still grows.
  struct Written {
    std::uint32_t segment = 0, tag = 0, first_separator = 0;
  };

  Delimiters from_, to_;
  const CharacterSet* characters_ = nullptr;
  bool convert_ = false, join_ = false;
  std::array<bool, 256> stays_{};     ///< bytes that are written as they came
  std::vector<std::uint8_t> traits_;  ///< of each segment
  std::string text_;
  std::vector<std::uint32_t> separators_;
  std::vector<Written> written_;
};

}  // namespace weighbridge::edifact
