// SHA-256 (FIPS 180-4): the ledger's chain and the identity of messages rest on it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace weighbridge::cases {

/// A hash that grows with the bytes it is fed.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// The hash of all bytes so far, 64 lower-case hex digits; the object is spent afterwards.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The hash of `bytes`, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace weighbridge::cases
