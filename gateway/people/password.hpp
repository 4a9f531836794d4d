// Passwords, kept as argon2id hashes.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

namespace weighbridge::people {

/// argon2id with parameters and salt. Takes 64 MiB and some 50 ms.
std::string hash_password(std::string_view password);

/// Why `password` is not taken; empty when it is. Long and not one's own name, nothing else (NIST
/// SP 800-63B, 5.1.1.2).
std::string password_flaw(std::string_view password, std::string_view user, std::size_t length_min);

/// Turns at hashing: strangers who guess must not take all memory and cores.
class Hashing {
 public:
  /// Whether `hash` was made of `text`. Without a hash the answer is no and takes as long, so that
  /// nobody learns who there is. Throws http::Overloaded when no turn comes within half a second.
  bool holds(const std::optional<std::string>& hash, std::string_view text);
  std::string hash(std::string_view password);

 private:
  class Turn;
  std::counting_semaphore<2> turns_{2};
};

}  // namespace weighbridge::people
