#include "gateway/api/repeatable.hpp"

#include <chrono>

#include "cases/sha256.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Response;

constexpr std::size_t kKeyBytesMax = 255;
constexpr std::size_t kForgottenAtOnce = 10;
constexpr std::chrono::hours kAnswersKept{24 * 7};

}  // namespace

Repeatable::Repeatable(const http::Request& request)
    : caller_(request.caller.name),
      key_(request.fields["Idempotency-Key"]),
      sha256_(key_.empty() ? std::string()
                           : cases::sha256_hex(request.path + '\n' + request.body.sha256())) {}

std::optional<Response> Repeatable::refusal() const {
  if (key_.size() <= kKeyBytesMax) return std::nullopt;
  return http::problem_response(Problem::malformed, "Idempotency-Key is longer than 255 bytes");
}

std::optional<Response> Repeatable::earlier(store::Reader& reader) const {
  if (key_.empty()) return std::nullopt;
  const auto known = reader.answered(caller_, key_);
  if (!known) return std::nullopt;
  if (known->sha256 != sha256_)
    return http::problem_response(
        Problem::key_reused,
        "this Idempotency-Key came before with another body; use a new key for a new action");
  return json_response(known->body, known->status);
}

void Repeatable::keep(const Response& response, Instant now, store::Writer& writer) const {
  if (key_.empty() || response.status >= 300) return;
  writer.put_answered({caller_, key_, sha256_, response.status, response.body, now});
  writer.forget_answered(now - kAnswersKept, kForgottenAtOnce);
}

Response answer_once(store::Store& store, Instant now, const http::Request& request,
                     const std::function<Response(store::Writer&)>& work) {
  const Repeatable repeatable(request);
  if (auto refusal = repeatable.refusal()) return *std::move(refusal);
  Response response;
  store.write([&](store::Writer& writer) {
    if (auto earlier = repeatable.earlier(writer)) {
      response = *std::move(earlier);
      return;
    }
    response = work(writer);
    repeatable.keep(response, now, writer);
  });
  return response;
}

}  // namespace weighbridge::api
