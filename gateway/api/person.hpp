// The person behind a request, as the rules about duties know one (section 16).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/duties/person.hpp"
#include "gateway/http/message.hpp"

namespace weighbridge::api {

/// The duties of somebody with these roles (M-0.4), at these sites or at all of them. What was
/// granted by name goes before: a role whose duties were granted stands for nothing more than
/// these. A controller's word and a procurement lead's are nobody's by role.
std::vector<cases::Grant> granted(const std::vector<std::string>& roles,
                                  const std::vector<cases::Grant>& by_name,
                                  const std::vector<std::string>& sites);

/// Of a person who signed in, with those stood in for; of a token, what its roles come to.
cases::Person person_of(const http::Caller& caller);

/// The role under which the caller acts, for the ledger: the one whose duties reach farthest.
std::string_view leading_role(const http::Caller& caller);

}  // namespace weighbridge::api
