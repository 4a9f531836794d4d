// API tokens: "wb_ID_SECRET". The id names it in lists and logs, the secret is known to its holder
// alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weighbridge::api {

struct NewToken {
  std::string id;
  std::string text;  ///< whole, to be shown once
  std::string hash;  ///< argon2id of it, to be kept
};

/// From the system's randomness: 48 bits of id, 256 of secret. Takes some 50 ms.
NewToken make_token();

/// The id in a token's text; nothing when it does not look like one.
std::optional<std::string> token_id(std::string_view text);

/// A short name of `text` that says nothing about it outside of this process: the key of caches.
std::string token_digest(std::string_view text);

}  // namespace weighbridge::api
