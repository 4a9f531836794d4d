// Line and column of a byte in a text, worked out only when there is something to say about it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parsers/finding.hpp"

namespace weighbridge {

/// Line 1, column 1: where a message's text begins.
inline Place text_start() {
  Place place;
  place.line = 1;
  place.column = 1;
  return place;
}

/// The place of `text[offset]`, where `text` begins at `start` of the message. Lines end at LF,
/// CR LF or CR; columns count characters, not bytes. Takes time linear in `offset`.
Place text_place(std::string_view text, std::size_t offset, const Place& start = text_start());

/// `text` cut to the 64 bytes that a finding shows of an offending value.
std::string shown_value(std::string_view text);

}  // namespace weighbridge
