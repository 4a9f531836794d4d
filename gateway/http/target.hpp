// The request target: what stands between method and version.
#pragma once

#include <string_view>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

/// Fills path, segments and query of `request` from an origin-form or absolute-form target (RFC
/// 9112, 3.2). False when it is none, or when something in it cannot be decoded.
bool read_target(std::string_view target, Request& request);

}  // namespace weighbridge::http
