#include "gateway/as2/reception.hpp"

#include <algorithm>

#include "gateway/as2/open_message.hpp"
#include "gateway/as2/receipt_target.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

constexpr std::string_view kChannel = "as2";

http::Response plain(unsigned status, std::string text) {
  http::Response response;
  response.status = status;
  response.fields.add("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(text) + "\n";
  return response;
}

mime::Entity entity_of(const http::Request& request) {
  return {request.fields, Slice(request.body), Slice(request.body)};
}

/// The spec's class of error for the monitor.
std::string error_class(Problem problem) {
  switch (problem) {
    case Problem::authentication_failed:
    case Problem::insufficient_message_security:
      return "AUTHZ";
    case Problem::unsupported_format:
    case Problem::unsupported_mic_algorithms:
      return "TRANSPORT";
    default:
      return "ENVELOPE";
  }
}

std::string mend_for(Problem problem) {
  switch (problem) {
    case Problem::authentication_failed:
      return "compare the AS2 names and the partner's signing certificate with what it uses now";
    case Problem::decryption_failed:
      return "send the partner our current encryption certificate";
    case Problem::insufficient_message_security:
      return "have the partner sign and encrypt, or relax `receive` in its file";
    case Problem::integrity_check_failed:
      return "something between the partner and us changes messages; ask for binary transfer";
    default:
      return "ask the partner to send it again, or for the message as its system made it";
  }
}

class Receiving {
 public:
  Receiving(const http::Request& request, const ReceptionContext& context)
      : request_(request), context_(context) {}

  Reception run() {
    auto head = read_message_head(request_.fields);
    if (!head)
      return ToAnswer{plain(400, "AS2-From, AS2-To and Message-ID are needed in one AS2 message")};
    head_ = std::move(*head);
    partner_ = context_.settings.partner_of(head_.from);
    station_ = context_.settings.station(head_.to);
    if (partner_ == nullptr || station_ == nullptr || partner_->station != station_->id)
      return stranger();
    if (auto target = refuse_target()) return std::move(*target);
    if (auto answered = answer_again()) return std::move(*answered);
    if (const auto problem = unsupported_receipt())
      return reject(
          {*problem, "Disposition-Notification-Options: " +
                         std::string(request_.fields["Disposition-Notification-Options"])});
    auto opened = open_message(entity_of(request_), open_options());
    if (!opened) return reject(opened.error());
    if (auto lacking = policy_rejection(*opened)) return reject(*lacking);
    return accept(std::move(*opened));
  }

 private:
  OpenOptions open_options() const {
    OpenOptions options;
    // Both directions of a roll-over: whatever of ours they encrypted for, also before its day or
    // after its end, and whatever of theirs is valid now.
    for (const Credential& own : station_->credentials)
      if (own.encrypts) options.keys.push_back({own.certificate, own.key});
    for (const Credential& theirs : partner_->credentials)
      if (theirs.signs && theirs.until > context_.now &&
          theirs.certificate.not_before() <= context_.now)
        options.signers.push_back(theirs.certificate);
    options.content_bytes_max = context_.settings.limits.content_bytes_max;
    options.inflate_ratio_max = context_.settings.limits.inflate_ratio_max;
    options.spool = context_.spool;
    options.spool.bytes_max = std::min(options.spool.bytes_max, options.content_bytes_max);
    return options;
  }

  /// Nobody we know. What they sent is not kept: strangers may not fill our disk.
  Reception stranger() {
    const Rejection rejection{
        Problem::authentication_failed,
        "no partner file has AS2-From " + head_.from + " and AS2-To " + head_.to};
    partner_ = nullptr;
    head_.mdn_url.clear();  // nor may they say where we should connect to
    ToTake take = rejected(rejection);
    take.delivery.as_received.reset();
    return take;
  }

  /// An async MDN to a place where none may go: the message is not taken, because its sender would
  /// never learn that it was.
  std::optional<Reception> refuse_target() {
    if (!head_.wants_async()) return std::nullopt;
    const auto trouble = forbidden_target(head_.mdn_url, *partner_, context_.settings.limits);
    if (!trouble) return std::nullopt;
    ToTake take;
    take.delivery = delivery();
    take.delivery.refused = receive::Refused{
        "AUTHZ", "RECEIPT_TARGET", "its MDN is wanted at " + head_.mdn_url + ": " + *trouble,
        "add the host to `mdn_hosts` of the partner's `as2` section if it is right"};
    take.response = plain(400, "Receipt-Delivery-Option: " + *trouble);
    return take;
  }

  std::optional<Reception> answer_again() {
    const auto known = context_.intake.known(std::string(kChannel), partner_->name, key());
    if (!known) return std::nullopt;
    if (!head_.wants_async()) return ToAnswer{receipt_response(known->answer)};
    ToTake take;  // the intake sends the MDN of the first one once more
    take.delivery = delivery();
    take.asynchronous = true;
    return take;
  }

  std::optional<Problem> unsupported_receipt() const {
    if (!head_.wants_mdn) return std::nullopt;
    if (head_.options.unknown_protocol_required) return Problem::unsupported_format;
    if (head_.options.unknown_digest_required) return Problem::unsupported_mic_algorithms;
    return std::nullopt;
  }

  std::optional<Rejection> policy_rejection(const OpenedMessage& opened) const {
    const auto lacking = [](std::string what) {
      return Rejection{Problem::insufficient_message_security, std::move(what)};
    };
    const ReceiveSettings& policy = partner_->receive;
    if (policy.must_sign && !opened.was_signed) return lacking("it is not signed");
    if (policy.must_encrypt && !opened.was_encrypted) return lacking("it is not encrypted");
    for (const std::string& refused : policy.refused) {
      const auto digest = cms::digest_from(refused);
      if (digest && opened.was_signed && cms::digest_from(opened.digest) == digest)
        return lacking("it is signed with " + opened.digest);
      if (opened.was_encrypted && equal_but_case(refused, opened.cipher))
        return lacking("it is encrypted with " + opened.cipher);
    }
    return std::nullopt;
  }

  std::string key() const { return std::string(bare_message_id(head_.message_id)); }

  /// With all that is known before the message is opened.
  receive::Delivery delivery() const {
    receive::Delivery delivery;
    delivery.channel = kChannel;
    if (partner_ != nullptr) delivery.partner = partner_->name;
    delivery.key = key();
    delivery.as_received = request_.body;
    delivery.facts = {{"remote", request_.remote},
                      {"as2-from", head_.from},
                      {"as2-to", head_.to},
                      {"message-id", head_.message_id}};
    for (const char* name : {"Subject", "Date", "User-Agent", "Content-Type",
                             "Content-Transfer-Encoding", "Disposition-Notification-Options"})
      if (request_.fields.contains(name))
        delivery.facts.emplace_back(lower(std::string_view(name)), request_.fields[name]);
    return delivery;
  }

  Reception reject(const Rejection& rejection) { return rejected(rejection); }

  ToTake rejected(const Rejection& rejection) {
    ToTake take;
    take.delivery = delivery();
    take.delivery.refused = receive::Refused{
        error_class(rejection.problem), std::string(to_string_view(rejection.problem)),
        std::string(describe(rejection.problem)) +
            (rejection.detail.empty() ? "" : ": " + rejection.detail),
        mend_for(rejection.problem)};
    take.delivery.facts.emplace_back("disposition", disposition_of(rejection.problem));
    finish(take, rejection.problem, std::nullopt);
    if (!head_.wants_mdn)
      take.response = plain(
          400, "the message was not accepted: " + std::string(to_string_view(rejection.problem)));
    return take;
  }

  Reception accept(OpenedMessage opened) {
    ToTake take;
    take.delivery = delivery();
    take.delivery.contents = std::move(opened.contents);
    for (auto& fact : opened.facts) take.delivery.facts.push_back(std::move(fact));
    const Mic mic = mic_of(opened);
    take.delivery.facts.emplace_back("mic", mic.base64 + ", " + mic.algorithm);
    take.delivery.facts.emplace_back("disposition", disposition_of(std::nullopt));
    finish(take, std::nullopt, mic);
    return take;
  }

  /// By the algorithm that was asked for, spelled as it was; else by that of the signature; else by
  /// SHA-1, which RFC 4130 §7.3 takes where nothing is said.
  Mic mic_of(const OpenedMessage& opened) const {
    cms::Digest digest = cms::Digest::sha1;
    if (head_.options.digest)
      digest = *head_.options.digest;
    else if (const auto used = cms::digest_from(opened.digest))
      digest = *used;
    return {cms::digest_base64(opened.mic_over, digest), head_.options.digest
                                                             ? head_.options.digest_spelling
                                                             : std::string(to_string_view(digest))};
  }

  /// The MDN, where one is wanted: into the response, or into the outbox.
  void finish(ToTake& take, std::optional<Problem> problem, std::optional<Mic> mic) {
    take.asynchronous = head_.wants_async();
    if (!head_.wants_mdn) return;
    take.delivery.answer =
        make_receipt(head_, station_, partner_, problem, std::move(mic), context_.now);
    if (!take.asynchronous) {
      take.response = receipt_response(take.delivery.answer);
      return;
    }
    deliver::Outbound mdn;
    mdn.channel = "mdn";
    mdn.partner = take.delivery.partner;
    mdn.kind = "MDN";
    mdn.content_type = "message/rfc822";
    mdn.url = head_.mdn_url;
    mdn.bytes = spool::Payload::of(take.delivery.answer);
    take.delivery.effects.push_back(std::move(mdn));
  }

  const http::Request& request_;
  const ReceptionContext& context_;
  MessageHead head_;
  const Partner* partner_ = nullptr;
  const Station* station_ = nullptr;
};

}  // namespace

Reception receive_message(const http::Request& request, const ReceptionContext& context) {
  return Receiving(request, context).run();
}

}  // namespace weighbridge::as2
