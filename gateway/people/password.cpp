#include "gateway/people/password.hpp"

#include <algorithm>
#include <array>
#include <new>

#include <sodium.h>

#include "gateway/http/message.hpp"
#include "gateway/people/secrets.hpp"

namespace weighbridge::people {
namespace {

constexpr std::size_t kLengthMax = 1000;
constexpr std::chrono::milliseconds kWait{500};

/// Of a password that nobody has.
const std::string& nobodys_hash() {
  static const std::string kHash = hash_password(new_secret());
  return kHash;
}

}  // namespace

std::string hash_password(std::string_view password) {
  random_bytes(0);  // readies libsodium
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::bad_alloc();
  return hash.data();
}

std::string password_flaw(std::string_view password, std::string_view user,
                          std::size_t length_min) {
  if (password.size() < length_min)
    return "a password has at least " + std::to_string(length_min) + " characters";
  if (password.size() > kLengthMax) return "a password has at most 1000 characters";
  if (!user.empty() && password.find(user) != std::string_view::npos &&
      password.size() < user.size() + length_min)
    return "a password is more than the name of who has it";
  if (std::all_of(password.begin(), password.end(), [&](char c) { return c == password[0]; }))
    return "a password is more than one character again and again";
  return {};
}

class Hashing::Turn {
 public:
  explicit Turn(std::counting_semaphore<2>& turns) : turns_(turns) {
    if (!turns_.try_acquire_for(kWait)) throw http::Overloaded();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { turns_.release(); }

 private:
  std::counting_semaphore<2>& turns_;
};

bool Hashing::holds(const std::optional<std::string>& hash, std::string_view text) {
  const std::string& asked = hash ? *hash : nobodys_hash();
  const Turn turn(turns_);
  const bool same = crypto_pwhash_str_verify(asked.c_str(), text.data(), text.size()) == 0;
  return same && hash.has_value();
}

std::string Hashing::hash(std::string_view password) {
  const Turn turn(turns_);
  return hash_password(password);
}

}  // namespace weighbridge::people
