// Standard Webhooks (standardwebhooks.com): what proves to a receiver who sends, and that nothing
// was changed or sent again by somebody else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::webhooks {

/// The key of a secret as it is written, "whsec_" and base64; nothing when it is none of 24 to 64
/// bytes.
std::optional<std::string> key_of(std::string_view secret);

/// The header `webhook-signature`: "v1,BASE64" of each key, blanks between. `timestamp` counts
/// seconds since 1970.
std::string signatures(const std::vector<std::string>& keys, std::string_view id,
                       std::int64_t timestamp, std::string_view body);

}  // namespace weighbridge::webhooks
