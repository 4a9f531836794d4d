// Comparing a JSON answer with the part of it that a test pins.
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace weighbridge {

/// Where `actual` departs from `expected`: members that `expected` does not name may be anything,
/// lists must have the same entries in the same order.
inline void differences(const boost::json::value& expected, const boost::json::value& actual,
                        const std::string& path, std::vector<std::string>& out) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& member : expected.as_object()) {
      const std::string inner = path + '.' + std::string(member.key());
      const boost::json::value* found = actual.as_object().if_contains(member.key());
      if (found == nullptr)
        out.push_back(inner + " is missing");
      else
        differences(member.value(), *found, inner, out);
    }
  } else if (expected.is_array() && actual.is_array() &&
             expected.as_array().size() == actual.as_array().size()) {
    for (std::size_t i = 0; i < expected.as_array().size(); ++i)
      differences(expected.at(i), actual.at(i), path + '[' + std::to_string(i) + ']', out);
  } else if (expected != actual) {
    out.push_back(path + " is " + boost::json::serialize(actual) + ", not " +
                  boost::json::serialize(expected));
  }
}

}  // namespace weighbridge
