// People in the words of the ledger. No secret ever gets there.
#pragma once

#include <string>

#include "cases/canonical_json.hpp"
#include "store/people.hpp"

namespace weighbridge::people {

/// What the ledger calls the user of that id: "user:m.ortiz".
std::string object_of(const std::string& user);

/// Name, roles, grants and scope: what the user may do.
cases::CanonicalObject described(const store::StoredUser& user);

/// "AP_CLERK@NORTHGATE/DC01/PREFERRED,lead", as `weighbridge user grant` takes it; parts at the end
/// that mean all are left out.
std::string to_string(const cases::Grant& grant);
/// Nothing when it is not written so.
std::optional<cases::Grant> grant_from(std::string_view text);

}  // namespace weighbridge::people
