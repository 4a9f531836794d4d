// Text for a person: colour, width, wrapping, and data that cannot harm a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::cli {

/// What a piece of text means; a palette decides how that looks.
enum class Tone : std::uint8_t { plain, heading, strong, dim, good, warn, bad };

/// How text is laid out on this occasion.
struct Style {
  bool colour = false;
  int width = 100;

  /// `text` in the colour of `tone`, or as it is where colour is off.
  std::string paint(Tone tone, std::string_view text) const;
};

/// `text` with control characters and broken UTF-8 replaced by "?" : data from outside never moves
/// a cursor or rings a bell.
std::string printable(std::string_view text);

/// Columns that `text` takes: code points, as none of ours are wide.
std::size_t columns_of(std::string_view text);

/// The first `columns` columns of `text`, with "..." as its end when something was cut.
std::string cut_to(std::string_view text, std::size_t columns);

/// Breaks `text` at blanks into lines of at most `columns`; a longer word keeps a line to itself.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);

/// `text` wrapped to the width, every line after `indent` blanks, newline at the end.
std::string paragraph(std::string_view text, std::size_t indent, const Style& style,
                      Tone tone = Tone::plain);

/// `text` with a capital at its beginning and a full stop at its end.
std::string sentence(std::string_view text);

/// "1,234,567".
std::string grouped(std::uint64_t number);
/// "1,234.50" from "1234.50"; anything that is no plain decimal stays as it is.
std::string grouped(std::string_view decimal);
/// "1 order", "2 orders".
std::string counted(std::uint64_t number, std::string_view noun);
/// "2.1 MB".
std::string byte_size(std::uint64_t bytes);

}  // namespace weighbridge::cli
