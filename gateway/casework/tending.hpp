// What happens to cases by itself: new ones are given to somebody, clocks run out, what was sent is
// confirmed.
#pragma once

#include <functional>
#include <string>

#include "cases/duties/person.hpp"
#include "gateway/casework/tools.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// The duties of a person by name; nothing when nobody is called that.
std::optional<cases::Person> person_named(std::string_view name, store::Reader& reader);

/// Brings one case up to date with the time and with its outbox rows, and keeps when it is to be
/// looked at again.
void tend_case(std::string_view case_id, const std::string& actor, const CaseTools& tools,
               store::Writer& writer);

/// Cases that tend_case() is due for.
std::vector<std::string> cases_to_tend(Instant now, std::size_t limit, store::Reader& reader);

}  // namespace weighbridge::casework
