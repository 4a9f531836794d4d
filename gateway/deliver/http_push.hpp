// The way out of the channel `http`: a POST to the partner's own address.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/curl/http_client.hpp"
#include "gateway/deliver/deliverer.hpp"

namespace weighbridge::deliver {

/// The section `http:` of a partner's file.
struct HttpTarget {
  std::string partner;
  std::string url;
  curl::HttpPeer peer;
  bool operator==(const HttpTarget&) const = default;
};

/// Posts with the message's id as Idempotency-Key. 2xx is delivered; 408, 425, 429, 5xx and broken
/// connections are transient; any other answer is permanent. Redirects are not followed.
class HttpPushDeliverer final : public Deliverer {
 public:
  explicit HttpPushDeliverer(std::vector<HttpTarget> targets);
  Result deliver(const Outbound& message) override;
  void use(std::vector<HttpTarget> targets);

 private:
  std::mutex mutex_;
  std::map<std::string, HttpTarget> targets_;  ///< by partner
  curl::HttpClient client_;
};

/// What became of an HTTP exchange, as deliverers tell it.
Result result_of(const curl::HttpResult& answer, const std::string& url);

}  // namespace weighbridge::deliver
