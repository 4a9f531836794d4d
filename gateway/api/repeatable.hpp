// Idempotency-Key: what is asked again under the same key is answered as before, and not done
// again.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// A request that came with a key, or without one. Keys are the caller's own, and hold for a week.
class Repeatable {
 public:
  explicit Repeatable(const http::Request& request);

  /// 400 for a key that is too long.
  std::optional<http::Response> refusal() const;
  /// What was answered before; 422 when that was to something else.
  std::optional<http::Response> earlier(store::Reader& reader) const;
  /// Only what was done (2xx) is answered alike ever after.
  void keep(const http::Response& response, Instant now, store::Writer& writer) const;

 private:
  std::string caller_, key_, sha256_;
};

/// Runs `work` in a transaction that answers a repeated request as before.
http::Response answer_once(store::Store& store, Instant now, const http::Request& request,
                           const std::function<http::Response(store::Writer&)>& work);

}  // namespace weighbridge::api
