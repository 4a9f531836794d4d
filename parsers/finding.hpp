// A flaw in somebody's message, as data: gathered while reading on, printed as acknowledgment,
// screen and notice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge {

/// Where in the message. Offsets count bytes from the start of the message, everything else from 1;
/// 0 = does not apply.
struct Place {
  std::uint64_t offset = 0;
  std::uint32_t line = 0;    ///< of a text file (CSV, JSON, YAML)
  std::uint32_t column = 0;  ///< of a text file
  std::uint32_t segment =
      0;  ///< X12: position in the transaction set, ST = 1; in the interchange for envelope flaws
  std::uint32_t element = 0;     ///< X12: data element position in the segment
  std::uint32_t component = 0;   ///< within a composite
  std::uint32_t repetition = 0;  ///< of a repeated element
  std::string tag;               ///< segment tag, CSV column or JSON member
  std::string loop;  ///< X12: loop identifier in which the segment stands, such as "HL" or "N1"

  bool operator==(const Place&) const = default;
};

/// What the flaw spoils; the acknowledgment that reports it follows from this.
enum class FindingScope : std::uint8_t {
  message,
  interchange,
  group,
  transaction,
  segment,
  element,
  field,
  note
};

/// How bad it is: an `error` rejects its scope, a `warning` does not, a `note` only tells what was
/// coped with.
enum class FindingLevel : std::uint8_t { error, warning, note };

std::string_view to_string_view(FindingScope scope);
std::string_view to_string_view(FindingLevel level);

struct Finding {
  FindingLevel level = FindingLevel::error;
  FindingScope scope = FindingScope::message;
  std::string code;  ///< the standard's code: X12 723 (element), 720 (segment), 718 (set), 716
                     ///< (group), I18 (TA1); else ours
  Place place;
  std::string message;  ///< what and why, one sentence a person understands
  std::string mend;     ///< what the sender or operator can do; may be empty
  std::string value;    ///< the offending value, cut to 64 bytes; may be empty

  bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

/// True when any finding is an error.
bool has_errors(const Findings& findings);

}  // namespace weighbridge
