#include "gateway/as2/mdn_reception.hpp"

#include "gateway/as2/headers.hpp"
#include "gateway/as2/sender.hpp"

namespace weighbridge::as2 {
namespace {

using Evidence = std::vector<std::pair<std::string, std::string>>;

mime::Entity entity_of(const http::Request& request) {
  return {request.fields, Slice(request.body), Slice(request.body)};
}

http::Response plain(unsigned status, std::string text) {
  http::Response response;
  response.status = status;
  response.fields.add("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(text) + "\n";
  return response;
}

/// What becomes of one MDN, as a line for the log.
std::string settle(const mime::Entity& entity, const ReceivedMdn& mdn, const Partner& partner,
                   const SentMessages& sent) {
  const std::string about = "MDN of " + partner.name + " about " + mdn.original_message_id + ": ";
  const auto outbound = outbound_of(mdn.original_message_id);
  const auto message = outbound && sent.find ? sent.find(*outbound) : std::nullopt;
  if (!message || message->partner != partner.name)
    return about + "nothing was sent to it under that id";
  const Verdict verdict = judge_mdn(mdn, expectation_from(message->evidence));
  // Whoever can not sign as the partner may not take a message back from it either.
  if (!verdict.confirmed && !verdict.refused) return about + "left unconfirmed: " + verdict.why;
  Evidence evidence = message->evidence;
  for (auto& fact : mdn_evidence(entity, mdn)) evidence.push_back(std::move(fact));
  const bool waited = sent.confirm(*outbound, result_of(verdict, mdn, std::move(evidence)));
  if (!waited) return about + "nothing waits for it any more";
  return about + (verdict.confirmed ? "confirmed" : verdict.why);
}

}  // namespace

bool receives_mdn(const http::Request& request) {
  return is_mdn(entity_of(request));
}

http::Response receive_mdn(const http::Request& request, const Settings& settings,
                           const spool::SpoolSettings& spool, const SentMessages& sent,
                           const std::function<void(const std::string&)>& log) {
  const auto say = [&](const std::string& line) {
    if (log) log(line);
  };
  const auto from = read_as2_name(request.fields["AS2-From"]);
  const Partner* partner = from ? settings.partner_of(*from) : nullptr;
  if (partner == nullptr) {
    say("an MDN from nobody we know: AS2-From " + from.value_or("missing"));
    return plain(400, "this MDN is from nobody we know");
  }
  const mime::Entity entity = entity_of(request);
  const auto mdn = read_mdn(entity, mdn_signers(*partner), spool);
  if (!mdn) {
    say("an MDN of " + partner->name + " that can not be read: " + mdn.error().message);
    return plain(400, "the MDN can not be read: " + mdn.error().message);
  }
  say(settle(entity, *mdn, *partner, sent));
  return {};
}

Evidence mdn_evidence(const mime::Entity& entity, const ReceivedMdn& mdn) {
  constexpr std::size_t kKept = 64U << 10U;
  Evidence evidence;
  evidence.emplace_back("mdn-content-type", entity.fields["Content-Type"]);
  evidence.emplace_back("mdn", entity.body.head(kKept));
  evidence.emplace_back(
      "mdn-disposition",
      mdn.disposition.type +
          (mdn.disposition.modifier.empty() ? "" : "/" + mdn.disposition.modifier) +
          (mdn.disposition.detail.empty() ? "" : ": " + mdn.disposition.detail));
  if (mdn.mic) evidence.emplace_back("mdn-mic", mdn.mic->base64 + ", " + mdn.mic->algorithm);
  evidence.emplace_back("mdn-signed", mdn.signature == ReceivedMdn::Signature::none    ? "no"
                                      : mdn.signature == ReceivedMdn::Signature::valid ? "yes"
                                                                                       : "wrong");
  return evidence;
}

deliver::Result result_of(const Verdict& verdict, const ReceivedMdn& mdn, Evidence evidence) {
  if (verdict.confirmed) return deliver::Delivered{std::move(evidence)};
  deliver::Failed failed;
  // "failed" is about what we asked for; asking again for the same leads nowhere.
  failed.transient = !(verdict.refused && mdn.disposition.type == "failed");
  failed.error_class = verdict.refused ? "DOWNSTREAM" : "ENVELOPE";
  failed.message = verdict.why;
  failed.mend = verdict.refused ? "ask the partner what its system could not do with the message"
                                : "compare certificates and MIC algorithms with the partner";
  failed.evidence = std::move(evidence);
  return failed;
}

Evidence expectation_evidence(const ExpectedMdn& expected) {
  Evidence evidence{{"message-id", expected.message_id},
                    {"mdn-asked", expected.signature ? "signed" : "unsigned"}};
  for (const Mic& mic : expected.mics)
    evidence.emplace_back("mic", mic.base64 + ", " + mic.algorithm);
  return evidence;
}

ExpectedMdn expectation_from(const Evidence& evidence) {
  ExpectedMdn expected;
  for (const auto& [name, value] : evidence) {
    if (name == "message-id") expected.message_id = value;
    if (name == "mdn-asked") expected.signature = value == "signed";
    if (name != "mic") continue;
    const std::size_t comma = value.find(", ");
    if (comma != std::string::npos)
      expected.mics.push_back({value.substr(0, comma), value.substr(comma + 2)});
  }
  return expected;
}

std::vector<cms::Certificate> mdn_signers(const Partner& partner) {
  std::vector<cms::Certificate> signers;
  for (const Credential& credential : partner.credentials)
    if (credential.signs) signers.push_back(credential.certificate);
  return signers;
}

}  // namespace weighbridge::as2
