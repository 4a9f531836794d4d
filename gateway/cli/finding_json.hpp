// A finding as the contract prints it.
#pragma once

#include "parsers/finding.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

/// {"code": "8", "segment": "SE", "position": 12, "element": 1, "message": "...", ...}
void write_finding(json::Writer& json, const Finding& finding);

/// A list of those of `findings` that are errors, or of those that are not.
void write_findings(json::Writer& json, const Findings& findings, bool errors);

}  // namespace weighbridge::cli
