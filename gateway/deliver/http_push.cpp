#include "gateway/deliver/http_push.hpp"

#include <optional>
#include <utility>

namespace weighbridge::deliver {
namespace {

/// Those that ask for another try (RFC 9110): the request may be right another time.
bool is_transient(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

std::string cut(std::string text) {
  constexpr std::size_t kShownMax = 500;
  if (text.size() > kShownMax) text.resize(kShownMax);
  return text;
}

}  // namespace

Result result_of(const curl::HttpResult& answer, const std::string& url) {
  if (const auto* failure = std::get_if<curl::HttpFailure>(&answer))
    return Failed{failure->transient, "TRANSPORT", url + ": " + failure->message, failure->mend};
  const auto& response = std::get<curl::HttpResponse>(answer);
  std::vector<std::pair<std::string, std::string>> evidence = {
      {"status", std::to_string(response.status)}, {"answer", cut(response.body)}};
  if (response.status >= 200 && response.status < 300) return Delivered{std::move(evidence)};
  Failed failed;
  failed.transient = is_transient(response.status);
  failed.error_class = "DOWNSTREAM";
  failed.message = url + " answered " + std::to_string(response.status);
  failed.mend = response.status >= 300 && response.status < 400
                    ? "give the address that it leads to: redirects are not followed"
                : failed.transient ? "nothing: it is tried again"
                : response.status == 401 || response.status == 403
                    ? "check how we sign in there"
                    : "look at what it answered, mend the cause, and send it again";
  failed.retry_after = response.retry_after();
  failed.evidence = std::move(evidence);
  return failed;
}

HttpPushDeliverer::HttpPushDeliverer(std::vector<HttpTarget> targets) {
  use(std::move(targets));
}

void HttpPushDeliverer::use(std::vector<HttpTarget> targets) {
  const std::scoped_lock lock(mutex_);
  targets_.clear();
  for (HttpTarget& target : targets) {
    const std::string partner = target.partner;
    targets_.insert_or_assign(partner, std::move(target));
  }
}

Result HttpPushDeliverer::deliver(const Outbound& message) {
  std::optional<HttpTarget> target;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = targets_.find(message.partner);
    if (found != targets_.end()) target = found->second;
  }
  if (!target)
    return Failed{false, "TRANSPORT", "the partner " + message.partner + " has no HTTP address",
                  "add the section `http` to its partner file"};
  curl::HttpRequest request{"POST", target->url, {}, message.bytes.text()};
  request.headers = {{"Content-Type", message.content_type.empty() ? "application/octet-stream"
                                                                   : message.content_type},
                     {"Idempotency-Key", message.id},
                     {"Weighbridge-Kind", message.kind}};
  if (!message.file_name.empty())
    request.headers.emplace_back("Weighbridge-File", message.file_name);
  return result_of(client_.send(request, target->peer), target->url);
}

}  // namespace weighbridge::deliver
