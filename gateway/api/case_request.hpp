// The body of an action on a case, read strictly: a member that the action does not know is a
// mistake, and so is everything that is too large.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/casework/action.hpp"
#include "cases/casework/case_work.hpp"
#include "parsers/json/document.hpp"

namespace weighbridge::api {

/// One sentence: what is wrong, and the mend.
struct BodyMistake {
  std::string text;
};

constexpr std::size_t kActionBytesMax = 8U << 20U;

/// Reads one action. `beside` are further members of the same object that are somebody else's to
/// read.
boost::system::result<cases::ActionRequest, BodyMistake> read_action(json::Value body,
                                                                     std::string_view beside = {});

/// One case of a bulk action, with the version that the caller saw; nothing: whatever it is now.
struct BulkCase {
  std::string id;
  std::optional<std::uint64_t> version;
};
struct BulkRequest {
  std::vector<BulkCase> cases;
  cases::ActionRequest action;
};
constexpr std::size_t kBulkMax = 200;
boost::system::result<BulkRequest, BodyMistake> read_bulk(json::Value body);

}  // namespace weighbridge::api
