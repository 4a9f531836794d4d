// The head of an answer as it goes over the wire.
#pragma once

#include <cstdint>
#include <string>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

struct HeadFacts {
  std::uint64_t body_bytes = 0;
  bool keep_alive = true;
  bool old_client = false;  ///< HTTP/1.0: wants to be told that the connection stays
  std::string request_id;
  bool chunked = false;  ///< nobody knows how long it will be
};

/// Status line and fields, with the empty line. Line breaks in values become blanks, so that no
/// value can begin a field of its own.
std::string response_head(const Response& response, const HeadFacts& facts);

/// Whether an answer of this status never has a body.
bool has_no_body(unsigned status);

}  // namespace weighbridge::http
