#include "gateway/cli/text.hpp"

#include <algorithm>

#include "parsers/digits.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::cli {
namespace {

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::heading:
      return "\x1b[1;4m";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::dim:
      return "\x1b[2m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::warn:
      return "\x1b[33m";
    case Tone::bad:
      return "\x1b[1;31m";
  }
  return "";
}

}  // namespace

std::string Style::paint(Tone tone, std::string_view text) const {
  if (!colour || tone == Tone::plain || text.empty()) return std::string(text);
  return std::string(escape_of(tone)).append(text).append("\x1b[0m");
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t n = utf8_sequence_length(text);
    const auto first = static_cast<unsigned char>(text.front());
    // C1 controls (U+0080..U+009F) steer terminals as C0 ones do.
    const bool c1 = n == 2 && first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0;
    if (n == 0 || first < 0x20 || first == 0x7F || c1)
      out += '?';
    else
      out += text.substr(0, n);
    text.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a continuation byte
  }));
}

std::string cut_to(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  const std::size_t keep = columns > 3 ? columns - 3 : columns;
  std::string out;
  for (std::size_t i = 0, at = 0; i < keep; ++i) {
    const std::size_t n = std::max<std::size_t>(utf8_sequence_length(text.substr(at)), 1);
    out += text.substr(at, n);
    at += n;
  }
  return columns > 3 ? out + "..." : out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (!line.empty() && columns_of(line) + 1 + columns_of(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string paragraph(std::string_view text, std::size_t indent, const Style& style, Tone tone) {
  const auto width = static_cast<std::size_t>(style.width);
  std::string out;
  for (const std::string& line : wrap(text, width > indent ? width - indent : width))
    out.append(indent, ' ').append(style.paint(tone, line)).append(1, '\n');
  return out;
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (out.empty()) return out;
  if (out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  if (out.back() != '.') out += '.';
  return out;
}

std::string grouped(std::uint64_t number) {
  return grouped(std::string_view(std::to_string(number)));
}

std::string grouped(std::string_view decimal) {
  const std::size_t sign = !decimal.empty() && decimal.front() == '-' ? 1 : 0;
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  if (point <= sign || !std::all_of(decimal.begin() + static_cast<std::ptrdiff_t>(sign),
                                    decimal.begin() + static_cast<std::ptrdiff_t>(point), is_digit))
    return std::string(decimal);
  std::string out(decimal.substr(0, sign));
  for (std::size_t i = sign; i < point; ++i) {
    if (i > sign && (point - i) % 3 == 0) out += ',';
    out += decimal[i];
  }
  return out.append(decimal.substr(point));
}

std::string counted(std::uint64_t number, std::string_view noun) {
  std::string out = grouped(number) + ' ' + std::string(noun);
  if (number != 1) {
    const bool sibilant = noun.ends_with('s') || noun.ends_with("ch");
    if (noun.ends_with('y') && !noun.ends_with("ay")) {
      out.back() = 'i';
      out += "es";
    } else {
      out += sibilant ? "es" : "s";
    }
  }
  return out;
}

std::string byte_size(std::uint64_t bytes) {
  constexpr std::string_view kUnits[] = {"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return counted(bytes, "byte");
  std::uint64_t tenths = bytes / 100;  // of kB
  std::size_t unit = 0;
  while (tenths >= 10'000 && unit + 1 < std::size(kUnits)) {
    tenths /= 1000;
    ++unit;
  }
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + ' ' +
         std::string(kUnits[unit]);
}

}  // namespace weighbridge::cli
