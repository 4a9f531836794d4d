// Secrets that we hand out: session ids, one-time codes. Of each only its digest is kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weighbridge::people {

/// From the system's randomness. Throws std::runtime_error when there is none.
std::string random_bytes(std::size_t count);

/// 256 bits that nobody guesses, as 43 letters that stand in URLs and cookies as they are.
std::string new_secret();

/// The name under which a secret is kept, 64 hex digits. Secrets of 256 bits need no salt and no
/// slow hash.
std::string digest_of(std::string_view secret);

/// A second secret that only who knows `secret` can tell, one for each `purpose`.
std::string derived_secret(std::string_view secret, std::string_view purpose);

/// Whether both are the same, in a time that tells nothing about where they differ.
bool same_secret(std::string_view a, std::string_view b);

/// `bytes` in the letters of URLs (RFC 4648, section 5), without padding.
std::string base64url(std::string_view bytes);

}  // namespace weighbridge::people
