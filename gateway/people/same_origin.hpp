// Whether a page of ours sent the request: what keeps other sites from using a browser's cookies.
#pragma once

#include <string>

#include "gateway/http/message.hpp"

namespace weighbridge::people {

enum class Origin : unsigned char {
  ours,
  other,   ///< another site's page, or one that hides where it is from
  untold,  ///< no browser, or one older than Origin on every POST
};

/// By Sec-Fetch-Site and Origin (Fetch standard). `url` is where browsers find us, when that is not
/// what Host says; may be empty.
Origin origin_of(const http::Request& request, const std::string& url);

}  // namespace weighbridge::people
