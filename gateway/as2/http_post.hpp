// One POST over libcurl: the body streamed from a payload, the answer into one.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/as2/mime/slice.hpp"
#include "gateway/http/message.hpp"

struct sockaddr;

namespace weighbridge::as2 {

struct Post {
  std::string url;
  std::vector<std::pair<std::string, std::string>> fields;
  Slice body;
  std::chrono::seconds timeout{300};
  std::string tls_ca_file, tls_pin, user, password;
  /// Asked of every address before it is connected to; empty: all may be.
  std::function<bool(const sockaddr&)> may_connect{};
};

struct PostAnswer {
  unsigned status = 0;
  http::Fields fields;
  std::string body;
};

/// Why there was no answer.
struct PostFailure {
  std::string message;
  bool forbidden = false;  ///< may_connect() said no to every address
};

/// Follows no redirects. Answers of more than `answer_max` bytes are failures.
boost::system::result<PostAnswer, PostFailure> post(const Post& request,
                                                    std::size_t answer_max = 4U << 20U);

}  // namespace weighbridge::as2
