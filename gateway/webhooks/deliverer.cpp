#include "gateway/deliver/http_push.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/webhooks/feed.hpp"
#include "gateway/webhooks/signature.hpp"

namespace weighbridge::webhooks {

using deliver::Failed;

void WebhookDeliverer::use(std::vector<Webhook> hooks) {
  const std::lock_guard lock(mutex_);
  hooks_.clear();
  for (Webhook& hook : hooks) {
    const std::string name = hook.name;
    hooks_.insert_or_assign(name, std::move(hook));
  }
}

deliver::Result WebhookDeliverer::deliver(const deliver::Outbound& message) {
  std::optional<Webhook> hook;
  {
    const std::lock_guard lock(mutex_);
    const auto found = hooks_.find(message.partner);
    if (found != hooks_.end()) hook = found->second;
  }
  if (!hook)
    return Failed{false, "TRANSPORT", "there is no webhook " + message.partner,
                  "put it into webhooks.yaml, or leave it be"};
  std::vector<std::string> keys;
  for (const curl::Secret& secret : hook->secrets) {
    auto key = key_of(secret.read().value_or(std::string()));
    if (!key)
      return Failed{true, "TRANSPORT", secret.where() + " holds no secret of a webhook",
                    "write whsec_ and 24 to 64 bytes in base64"};
    keys.push_back(std::move(*key));
  }
  // Signed anew at each try: receivers refuse what is older than minutes.
  const std::int64_t now = intake::wall_clock().time_since_epoch().count();
  curl::HttpRequest request{"POST", hook->url, {}, message.bytes.text()};
  request.headers = {{"Content-Type", message.content_type},
                     {"webhook-id", message.id},
                     {"webhook-timestamp", std::to_string(now)},
                     {"webhook-signature", signatures(keys, message.id, now, request.body)}};
  return deliver::result_of(client_.send(request, hook->peer), hook->url);
}

}  // namespace weighbridge::webhooks
