// The words of `weighbridge user` as roles, grants, passwords and times. Each complains of the
// first mistake.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"
#include "store/people.hpp"

namespace weighbridge::cli {

/// Adds them to what the user has; false, and nothing changed, for a mistake.
bool give(const AccessWords& words, store::StoredUser& user, const Screen& screen);
/// Takes away what the user has of them.
void take(const AccessWords& words, store::StoredUser& user);
/// A supplier who is bound to none would see all.
bool is_unbound_supplier(const store::StoredUser& user);

struct ChosenPassword {
  std::optional<std::string> hash;  ///< nothing: the user sets one, by a link
};
/// Nothing, and a complaint, where no password can be had.
std::optional<ChosenPassword> choose_password(const PasswordWay& way, const std::string& user,
                                              std::size_t length_min, const Screen& screen);

/// Fills `starts_at`, when it was said, and `ends_at`. A date without a time means its whole day.
bool read_period(const UserDelegateOptions& options, store::StandIn& row, const Screen& screen);

}  // namespace weighbridge::cli
