// The person behind a request, as the rules about duties know one (section 16).
#pragma once

#include "cases/duties/person.hpp"
#include "gateway/http/message.hpp"

namespace weighbridge::api {

/// What the contract's roles of the caller come to in duties (M-0.4), at the sites that the caller
/// is bound to, or at all of them. A controller's word and a procurement lead's are nobody's by
/// role: they are granted by name.
cases::Person person_of(const http::Caller& caller);

/// The role under which the caller acts, for the ledger: the one whose duties reach farthest.
std::string_view leading_role(const http::Caller& caller);

}  // namespace weighbridge::api
