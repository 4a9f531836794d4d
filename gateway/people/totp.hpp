// Time-based one-time codes (RFC 6238): six digits of HMAC-SHA-1, a new one every thirty seconds,
// as all authenticator programs make them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge::people {

/// 160 bits, as RFC 4226, section 4 asks.
std::string new_totp_secret();

std::uint64_t totp_step(Instant at);
/// The code of one step.
std::string totp_code(std::string_view secret, std::uint64_t step);
/// The step whose code this is: now's, the one before or the one after, for clocks that go wrong.
/// None that is not later than `last`: a code that was seen over a shoulder is worth nothing.
std::optional<std::uint64_t> matching_step(std::string_view secret, std::string_view code,
                                           Instant now, std::uint64_t last);

/// What authenticators read from a QR code.
std::string otpauth_uri(std::string_view secret, const std::string& user);
/// RFC 4648, section 6, without padding.
std::string base32(std::string_view bytes);

/// Ten codes for whoever lost the authenticator: "abcd-efgh-ijkl-mnop", 80 bits each.
std::vector<std::string> new_recovery_codes();
/// Under which a user's recovery code is kept; blanks, hyphens and the case of letters do not
/// count.
std::string recovery_digest(const std::string& user, std::string_view code);

}  // namespace weighbridge::people
