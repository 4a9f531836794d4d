#include "gateway/as2/receipt.hpp"

#include <array>
#include <cstdio>

#include "cases/sha256.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

/// "Mon, 23 Nov 2026 14:35:00 +0000" (RFC 5322).
std::string mail_date(Instant now) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  using namespace std::chrono;
  const auto midnight = floor<days>(now);
  const year_month_day day(midnight);
  const hh_mm_ss time(now - midnight);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[weekday(midnight).c_encoding()], static_cast<unsigned>(day.day()),
                kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string text_for_people(const MessageHead& head, std::optional<Problem> problem) {
  std::string text = "The message " + head.message_id + " from " + head.from + " to " + head.to;
  if (problem) return text + " was not accepted: " + std::string(describe(*problem)) + ".";
  return text + " was received and stored. This does not say that its content was accepted.";
}

WrittenEntity signed_if_asked(WrittenEntity mdn, const MessageHead& head, const Station* station,
                              const Partner* partner, Instant now) {
  if (!head.options.signed_receipt || station == nullptr) return mdn;
  const Credential* signer = signing_credential(station->credentials, now);
  if (signer == nullptr) return mdn;
  const cms::SignOptions options{head.options.digest.value_or(cms::Digest::sha256),
                                 partner != nullptr && partner->send.pss};
  auto written = write_signed(mdn, {signer->certificate, signer->key}, options);
  return written ? std::move(*written) : std::move(mdn);
}

}  // namespace

std::optional<MessageHead> read_message_head(const http::Fields& fields) {
  const auto from = read_as2_name(fields["AS2-From"]);
  const auto to = read_as2_name(fields["AS2-To"]);
  MessageHead head;
  head.message_id = trimmed(fields["Message-ID"]);
  constexpr std::size_t kIdMax = 998;  // RFC 5322: of a line
  if (!from || !to || bare_message_id(head.message_id).empty() || head.message_id.size() > kIdMax)
    return std::nullopt;
  head.from = *from;
  head.to = *to;
  head.wants_mdn = !trimmed(fields["Disposition-Notification-To"]).empty();
  head.mdn_url = trimmed(fields["Receipt-Delivery-Option"]);
  head.options = read_receipt_options(fields["Disposition-Notification-Options"]);
  return head;
}

std::string make_receipt(const MessageHead& head, const Station* station, const Partner* partner,
                         std::optional<Problem> problem, std::optional<Mic> mic, Instant now) {
  Mdn mdn;
  mdn.text = text_for_people(head, problem);
  mdn.recipient = head.to;
  mdn.original_message_id = head.message_id;
  mdn.problem = problem;
  mdn.mic = std::move(mic);
  const WrittenEntity written = signed_if_asked(write_mdn(mdn), head, station, partner, now);
  const std::string own_id = cases::sha256_hex(head.from + '\n' + head.to + '\n' + head.message_id +
                                               '\n' + to_string(now));
  // One line a field: HTTP has no folding any more (RFC 9112 §5.2).
  std::string header = written.header;
  for (std::size_t fold = header.find("\r\n "); fold != std::string::npos;
       fold = header.find("\r\n ", fold))
    header.erase(fold, 2);
  return "AS2-Version: 1.2\r\nAS2-From: " + write_as2_name(head.to) +
         "\r\nAS2-To: " + write_as2_name(head.from) + "\r\nMessage-ID: <mdn-" +
         own_id.substr(0, 40) + "@" + (station != nullptr ? station->host : "weighbridge") +
         ">\r\nDate: " + mail_date(now) +
         "\r\nSubject: Message Disposition Notification\r\n"
         "MIME-Version: 1.0\r\nEDIINT-Features: multiple-attachments, AS2-Reliability\r\n" +
         header + "\r\n" + written.body;
}

http::Response receipt_response(const std::string& receipt) {
  http::Response response;
  const auto entity = mime::read_entity(Slice(spool::Payload::of(receipt)));
  if (!entity) return response;
  for (const auto& [name, value] : entity->fields.all())
    if (name != "Date") response.fields.add(name, value);  // the server says when it answers
  response.body = entity->body.text();
  return response;
}

}  // namespace weighbridge::as2
