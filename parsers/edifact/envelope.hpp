// Reads and checks the envelope segments: UNB, UNZ, UNG, UNE.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/edi/transaction_set.hpp"
#include "parsers/edifact/interchange.hpp"

namespace weighbridge::edifact {

enum class EnvelopeTag : std::uint8_t { other, unb, unz, ung, une, unh, unt, uno, unp };

/// Which segment of the envelope `tag` is, also where a line is wrapped inside it.
EnvelopeTag envelope_tag(std::string_view tag);

/// A few bytes for a person to look at: what cannot be printed shows as a point.
std::string printable(std::string_view bytes);

/// Builds a finding of the interchange or group; `code` is one of 0085. `place.segment` counts the
/// interchange's segments, UNB = 1.
Finding envelope_finding(FindingLevel level, FindingScope scope, std::string code, Place place,
                         std::string message, std::string mend);

/// Takes what the UNB says into `interchange`; what it leaves empty stays as it was, so that of two
/// UNB one after the other each adds what the other lacks. `component` separates components.
void read_interchange(Interchange& interchange, const edi::Segment& unb, char component);
/// Adds findings on what `interchange` says.
void check_interchange(Interchange& interchange, const Place& place);

/// The facts of a UNG, with findings on its elements.
FunctionalGroup read_group(const edi::Segment& ung, char component, const Place& place);

/// How many bytes the object has that a UNO announces (S022 0810); nothing when it does not say.
std::optional<std::uint32_t> object_size(const edi::Segment& uno, char component);

/// Checks UNE 0060 and 0048 against `group` as read.
void check_group_trailer(FunctionalGroup& group, const edi::Segment& une, const Place& place);
/// Checks UNZ 0036 and 0020 against `interchange` as read.
void check_interchange_trailer(Interchange& interchange, const edi::Segment& unz,
                               const Place& place);

}  // namespace weighbridge::edifact
