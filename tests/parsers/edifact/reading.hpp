// Reads a text and writes down what the reader handed out, as lines to compare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/edifact/interchange_reader.hpp"

namespace weighbridge::edifact {

/// Lines such as "interchange 4711 from 5412345000013", "message DESADV 1 accepted 14 segments",
/// "  BGM 351 | DES587441 | 9" (components cut by ':' whatever the message has), "  ! error 13
/// ...". `piece`: how many bytes are handed out at a time.
std::vector<std::string> read_all(std::string_view text, std::size_t piece = 1 << 20,
                                  ReaderLimits limits = {});

/// The findings of every kind, each as "error 13 BGM03 message".
std::vector<std::string> findings_of(std::string_view text, ReaderLimits limits = {});

/// The segments of the messages, each as "BGM 351 | DES587441 | 9".
std::vector<std::string> segments_of(std::string_view text);

/// Whether any of `lines` begins with `start`.
bool any_begins(const std::vector<std::string>& lines, std::string_view start);

/// A despatch advice from `body` (segments after UNH, without UNT), in a whole interchange.
std::string desadv_of(std::string_view body, std::string_view version = "D:96A:UN",
                      std::string_view syntax = "UNOC:3");

}  // namespace weighbridge::edifact
