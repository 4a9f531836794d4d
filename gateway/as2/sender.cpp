#include "gateway/as2/sender.hpp"

#include <exception>
#include <utility>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/http_post.hpp"
#include "gateway/as2/mdn_reception.hpp"
#include "gateway/as2/receipt_target.hpp"
#include "gateway/as2/seal_message.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

using Evidence = std::vector<std::pair<std::string, std::string>>;

deliver::Failed failed(bool transient, std::string error_class, std::string message,
                       std::string mend, Evidence evidence = {}) {
  deliver::Failed failure;
  failure.transient = transient;
  failure.error_class = std::move(error_class);
  failure.message = std::move(message);
  failure.mend = std::move(mend);
  failure.evidence = std::move(evidence);
  return failure;
}

/// A status that says no. A server that is busy or broken may take it later, and one that does not
/// know us may be set up by then.
deliver::Failed failed_with(const PostAnswer& answer, Evidence evidence) {
  evidence.emplace_back("http-status", std::to_string(answer.status));
  evidence.emplace_back("http-answer", answer.body.substr(0, 4096));
  deliver::Failed failure =
      failed(true, "TRANSPORT", "the partner's server answered " + std::to_string(answer.status),
             "look at its answer in the evidence; ask the partner", std::move(evidence));
  const std::string after(answer.fields["Retry-After"]);
  if (!after.empty() && after.size() < 6 &&
      after.find_first_not_of("0123456789") == std::string::npos)
    failure.retry_after = std::chrono::seconds(std::stol(after));
  return failure;
}

bool is_good(unsigned status) {
  return status >= 200 && status < 300;
}

/// What both senders share: when the world fails, it is tried again.
class Guarded : public deliver::Deliverer {
 public:
  explicit Guarded(SenderParts parts) : parts_(std::move(parts)) {}

  deliver::Result deliver(const deliver::Outbound& message) final {
    try {
      return send(message);
    } catch (const std::exception& world) {
      return failed(true, "TRANSPORT", world.what(), "look at the disk and its room");
    }
  }

 protected:
  virtual deliver::Result send(const deliver::Outbound& message) const = 0;
  const SenderParts& parts() const { return parts_; }

 private:
  SenderParts parts_;
};

class Sender final : public Guarded {
 public:
  using Guarded::Guarded;

 private:
  deliver::Result send(const deliver::Outbound& message) const override {
    const auto settings = parts().settings();
    const Partner* partner = settings->partner(message.partner);
    const Station* station = partner == nullptr ? nullptr : settings->station(partner->station);
    if (station == nullptr || partner->send.url.empty())
      return failed(true, "DOWNSTREAM", "partner " + message.partner + " has no AS2 address",
                    "add `as2: {send: {url: ...}}` to its file");
    const Instant now = parts().clock();
    auto sealed = seal_message({message.bytes, message.file_name, message.content_type},
                               partner->send, signing_credential(station->credentials, now),
                               encryption_credential(partner->credentials, now), parts().spool);
    if (!sealed)
      return failed(true, "DOWNSTREAM", sealed.error().message,
                    "look at the certificates of the partner and of our station");
    const ExpectedMdn expected{
        std::string(bare_message_id(message_id_of(message.id, station->host))),
        std::move(sealed->mics), partner->send.mdn_signed};
    Evidence evidence = expectation_evidence(expected);
    evidence.emplace_back("sent-at", to_string(now));
    if (partner->send.mdn == MdnMode::async && message.keep_evidence)
      message.keep_evidence(evidence);
    const auto answer = post(request_for(message, *partner, *station, *sealed));
    if (!answer)
      return failed(true, "TRANSPORT", answer.error().message,
                    "the partner's server can not be reached; it is tried again",
                    std::move(evidence));
    if (!is_good(answer->status)) return failed_with(*answer, std::move(evidence));
    return judge(*answer, *partner, expected, std::move(evidence));
  }

  deliver::Result judge(const PostAnswer& answer, const Partner& partner,
                        const ExpectedMdn& expected, Evidence evidence) const {
    if (partner.send.mdn == MdnMode::none) return deliver::Delivered{std::move(evidence)};
    if (partner.send.mdn == MdnMode::async)
      return deliver::AwaitsReceipt{partner.send.mdn_wait, std::move(evidence)};
    const Slice body(spool::Payload::of(answer.body));
    const mime::Entity entity{answer.fields, body, body};
    const auto mdn = read_mdn(entity, mdn_signers(partner), parts().spool);
    if (!mdn)
      return failed(true, "ENVELOPE", "the answer is no MDN: " + mdn.error().message,
                    "ask the partner for synchronous MDNs, or set `mdn: async`",
                    std::move(evidence));
    for (auto& fact : mdn_evidence(entity, *mdn)) evidence.push_back(std::move(fact));
    return result_of(judge_mdn(*mdn, expected), *mdn, std::move(evidence));
  }

  Post request_for(const deliver::Outbound& message, const Partner& partner, const Station& station,
                   const SealedMessage& sealed) const {
    Post request;
    const SendSettings& send = partner.send;
    request.url = send.url;
    request.fields = {{"AS2-Version", "1.2"},
                      {"AS2-From", write_as2_name(station.id)},
                      {"AS2-To", write_as2_name(partner.ids.front())},
                      {"Message-ID", message_id_of(message.id, station.host)},
                      {"Subject", send.subject},
                      {"MIME-Version", "1.0"},
                      {"EDIINT-Features", "multiple-attachments, AS2-Reliability"}};
    if (send.mdn != MdnMode::none) add_receipt_request(send, station, request.fields);
    request.fields.insert(request.fields.end(), sealed.fields.begin(), sealed.fields.end());
    request.body = sealed.body;
    request.timeout = send.timeout;
    request.tls_ca_file = send.tls_ca_file;
    request.tls_pin = send.tls_pin;
    request.user = send.user;
    request.password = send.password;
    return request;
  }

  static void add_receipt_request(const SendSettings& send, const Station& station,
                                  Evidence& fields) {
    fields.emplace_back("Disposition-Notification-To", "as2@" + station.host);
    if (send.mdn == MdnMode::async) fields.emplace_back("Receipt-Delivery-Option", station.mdn_url);
    if (!send.mdn_signed) return;
    // Both spellings: older products know only the one without a hyphen.
    const std::string name = send.sign.empty() ? "sha-256" : send.sign;
    std::string bare = name;
    std::erase(bare, '-');
    fields.emplace_back("Disposition-Notification-Options",
                        "signed-receipt-protocol=optional, pkcs7-signature; "
                        "signed-receipt-micalg=optional, " +
                            name + (bare == name ? "" : ", " + bare));
  }
};

class MdnSender final : public Guarded {
 public:
  using Guarded::Guarded;

 private:
  deliver::Result send(const deliver::Outbound& message) const override {
    const auto settings = parts().settings();
    const Partner* partner = settings->partner(message.partner);
    if (partner == nullptr)
      return failed(false, "AUTHZ", "nobody is called " + message.partner + " any more", "");
    // Asked again here: settings may have changed since the message came.
    if (const auto trouble = forbidden_target(message.url, *partner, settings->limits))
      return failed(false, "AUTHZ", message.url + ": " + *trouble,
                    "add the host to `mdn_hosts` of the partner's `as2` section if it is right");
    const auto receipt = mime::read_entity(Slice(message.bytes));
    if (!receipt) return failed(false, "ENVELOPE", receipt.error().message, "");
    Post request;
    request.url = message.url;
    request.fields = receipt->fields.all();
    request.body = receipt->body;
    request.timeout = std::chrono::seconds(60);
    request.tls_ca_file = partner->send.tls_ca_file;
    const auto host = read_receipt_url(message.url)->host;
    if (!is_named_host(host, *partner) && !settings->limits.mdn_to_private_addresses)
      request.may_connect = is_public;
    const auto answer = post(request);
    if (!answer)
      return failed(!answer.error().forbidden, answer.error().forbidden ? "AUTHZ" : "TRANSPORT",
                    answer.error().forbidden ? message.url + ": not a public address"
                                             : answer.error().message,
                    "ask the partner where it wants its MDNs");
    if (!is_good(answer->status)) return failed_with(*answer, {});
    return deliver::Delivered{{{"http-status", std::to_string(answer->status)}}};
  }
};

}  // namespace

std::unique_ptr<deliver::Deliverer> make_sender(SenderParts parts) {
  return std::make_unique<Sender>(std::move(parts));
}

std::unique_ptr<deliver::Deliverer> make_mdn_sender(SenderParts parts) {
  return std::make_unique<MdnSender>(std::move(parts));
}

std::string message_id_of(const std::string& outbound, const std::string& host) {
  return "<" + outbound + "@" + host + ">";
}

std::optional<std::string> outbound_of(std::string_view message_id) {
  const std::string_view bare = bare_message_id(message_id);
  const std::size_t at = bare.rfind('@');
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  return std::string(bare.substr(0, at));
}

}  // namespace weighbridge::as2
