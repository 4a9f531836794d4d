// The cXML Response that answers a request on the connection it came on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/time.hpp"
#include "parsers/finding.hpp"

namespace weighbridge {

/// The status codes of cXML that we answer with.
enum class CxmlStatus : std::uint16_t {
  ok = 200,
  bad_request = 400,      ///< no cXML, or not well-formed
  not_acceptable = 406,   ///< read, and something is missing or wrong
  not_implemented = 450,  ///< a request that we have no use for
};

struct CxmlResponse {
  std::string payload_id;       ///< of the response itself: unique for each
  std::optional<Instant> time;  ///< of its making, handed in
  CxmlStatus status = CxmlStatus::ok;
  std::string text;  ///< what is wrong, for people
};

std::string render(const CxmlResponse& response);

/// 200, or 406 with the errors among `findings` in words.
CxmlResponse answer(const Findings& findings);

}  // namespace weighbridge
