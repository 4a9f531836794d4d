// APERAK: what the application says to a message whose syntax was in order.
#pragma once

#include <string>
#include <vector>

#include "mappings/render/edifact_writer.hpp"
#include "parsers/finding.hpp"

namespace weighbridge {

/// One reason. The codes are those of our document rejection (matching.md, section 18): 006
/// duplicate, 007 missing data, 009 invalid date, 010 total out of balance, 011 not matching, 012
/// invalid combination, 024 other.
struct ApplicationError {
  std::string code;
  std::string text;
  std::string line;  ///< of the document, where it is about one

  bool operator==(const ApplicationError&) const = default;
};

/// What is answered.
struct AperakSubject {
  std::string number;             ///< of the APERAK itself
  std::string message_reference;  ///< UNH 0062 of the message
  std::string document;           ///< its BGM number
  bool accepted = false;
};

/// The errors among `findings`, as reasons.
std::vector<ApplicationError> application_errors(const Findings& findings);

/// A whole interchange with one APERAK.
std::string render_aperak(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const AperakSubject& subject,
                          const std::vector<ApplicationError>& errors);

}  // namespace weighbridge
