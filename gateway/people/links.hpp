// One-time links with which a person sets a password: how the first administrator gets in, and
// everybody who has none yet.
#pragma once

#include <optional>
#include <string>

#include "cases/journal.hpp"
#include "store/store.hpp"

namespace weighbridge::people {

/// The code of a new link for `user`, which holds for 24 hours and once; links made before hold no
/// more. Told to the ledger, without the code.
std::string make_link(store::Writer& writer, const std::string& user, const cases::Act& act);

/// The user whose link has this code; nothing when it does not hold.
std::optional<store::StoredUser> user_of_link(store::Reader& reader, std::string_view code,
                                              Instant now);

/// The user "admin", made when there is none, as an administrator without a password.
std::string first_administrator(store::Writer& writer, const cases::Act& act);
/// Whether nobody could sign in: no user has a password or an identity of elsewhere.
bool nobody_signs_in(store::Reader& reader);

/// Where a browser opens the link.
std::string link_address(const std::string& base, const std::string& code);

}  // namespace weighbridge::people
