#include "mappings/render/x12_outbound.hpp"

#include <chrono>

namespace weighbridge {

namespace {

constexpr std::string_view kSetControl = "0001";
constexpr std::uint32_t kControlEnd = 1'000'000'000;

Date day_of(Instant time) {
  return std::chrono::floor<std::chrono::days>(time);
}

}  // namespace

std::string zero_padded(std::uint64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string blank_padded(std::string_view text, std::size_t width) {
  std::string out(text.substr(0, width));
  out.resize(width, ' ');
  return out;
}

std::string long_date(Date day) {
  const std::chrono::year_month_day date{day};
  return zero_padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) +
         zero_padded(static_cast<unsigned>(date.month()), 2) +
         zero_padded(static_cast<unsigned>(date.day()), 2);
}

std::string clock_time(Instant time) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time - day_of(time)).count();
  return zero_padded(static_cast<std::uint64_t>(minutes / 60), 2) +
         zero_padded(static_cast<std::uint64_t>(minutes % 60), 2);
}

std::string implied_cents(const Money& amount) {
  constexpr std::int64_t kCent = Decimal::kScale / 100;
  const Int128 millionths = amount.value.millionths();
  const bool negative = millionths < 0;
  const Int128 cents = ((negative ? -millionths : millionths) + kCent / 2) / kCent;
  const std::string digits = std::to_string(static_cast<std::uint64_t>(cents));
  return negative && cents != 0 ? "-" + digits : digits;
}

std::string_view shortened(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

X12Outbound::X12Outbound(const X12Envelope& envelope, std::string_view set,
                         std::string_view functional_id)
    : envelope_(envelope), control_(zero_padded(envelope.control % kControlEnd, 9)) {
  write_header(functional_id);
  begin("ST").element(set).element(kSetControl).end();
}

void X12Outbound::write_header(std::string_view functional_id) {
  const std::string day = long_date(day_of(envelope_.time));
  const std::string time = clock_time(envelope_.time);
  const bool repeats = release() >= "004020";
  writer_.begin("ISA").element("00").element(blank_padded("", 10));
  writer_.element("00").element(blank_padded("", 10));
  writer_.element(blank_padded(envelope_.sender_qualifier, 2));
  writer_.element(blank_padded(envelope_.sender, 15));
  writer_.element(blank_padded(envelope_.receiver_qualifier, 2));
  writer_.element(blank_padded(envelope_.receiver, 15));
  writer_.element(std::string_view(day).substr(2)).element(time);
  // The separators themselves: the writer would blank them.
  text_ += repeats ? "*^*" : "*U*";
  text_ += release().substr(0, 5);
  text_ += "*" + control_ + "*0*" + (envelope_.test ? "T" : "P") + "*>~";
  const auto group = [](const std::string& own, const std::string& of_interchange) {
    return std::string_view(own.empty() ? of_interchange : own).substr(0, 15);
  };
  writer_.begin("GS").element(functional_id);
  writer_.element(group(envelope_.group_sender, envelope_.sender));
  writer_.element(group(envelope_.group_receiver, envelope_.receiver));
  writer_.element(release() >= "004010" ? std::string_view(day) : std::string_view(day).substr(2));
  writer_.element(time).element(std::to_string(envelope_.control % kControlEnd));
  writer_.element("X").element(std::string_view(envelope_.release).substr(0, 12)).end();
}

std::string X12Outbound::date(const std::optional<Date>& day) const {
  if (!day) return {};
  const std::string full = long_date(*day);
  return release() >= "004010" ? full : full.substr(2);
}

std::string X12Outbound::date(const std::optional<Moment>& moment) const {
  return moment ? date(std::optional(day_of(moment->at))) : std::string();
}

std::string X12Outbound::finish() {
  begin("SE").element(std::to_string(segments_)).element(kSetControl).end();
  writer_.begin("GE").element("1").element(std::to_string(envelope_.control % kControlEnd)).end();
  writer_.begin("IEA").element("1").element(control_).end();
  return std::move(text_);
}

}  // namespace weighbridge
