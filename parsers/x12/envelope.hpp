// Reads and checks the envelope segments: ISA, IEA, TA1, GS, GE.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/x12/interchange.hpp"
#include "parsers/x12/isa.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::x12 {

enum class EnvelopeTag : std::uint8_t { other, isa, iea, ta1, gs, ge, st, se };

/// Which segment of the envelope `tag` is. All that begins with ISA is one: its separators may not
/// be those of the interchange before it.
EnvelopeTag envelope_tag(std::string_view tag);

/// A few bytes for a person to look at: what cannot be printed shows as a point.
std::string printable(std::string_view bytes);

/// Adds to a list of findings up to a limit.
void add_capped(Findings& findings, std::uint32_t findings_max, Finding finding);

/// Builds a finding of the interchange (code of I18) or group (716). `position` counts the
/// interchange's segments, ISA = 1.
Finding envelope_finding(FindingLevel level, FindingScope scope, std::string code, Place place,
                         std::string message, std::string mend);

/// The facts of an ISA, with findings on its elements.
Interchange read_interchange(const IsaHeader& isa, std::uint64_t offset);

/// The facts of a GS, with findings on its elements.
FunctionalGroup read_group(const Segment& gs, const Place& place);

InterchangeAcknowledgment read_acknowledgment(const Segment& ta1);

/// Checks GE01 and GE02 against `group` as read, and keeps GE01.
void check_group_trailer(FunctionalGroup& group, const Segment& ge, const Place& place);

/// Checks IEA01 and IEA02 against `interchange` as read.
void check_interchange_trailer(Interchange& interchange, const Segment& iea, const Place& place);

}  // namespace weighbridge::x12
