#include "mappings/canonical/text_value.hpp"

#include <algorithm>

#include "parsers/nearest_name.hpp"

namespace weighbridge {
namespace {

constexpr std::size_t kTextBytesMax = 8192;  // the longest free text a document may carry

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
}

template <class T>
std::optional<TextFlaw> take(const std::optional<T>& parsed, T& out, const char* message) {
  if (!parsed) return TextFlaw{message, {}};
  out = *parsed;
  return std::nullopt;
}

template <class Enum>
std::optional<TextFlaw> take_word(std::string_view word, std::optional<Enum> value, Enum& out) {
  if (value) {
    out = *value;
    return std::nullopt;
  }
  std::vector<std::string_view> words;
  for (std::uint8_t i = 0; !to_string_view(static_cast<Enum>(i)).empty(); ++i) {
    words.push_back(to_string_view(static_cast<Enum>(i)));
  }
  return TextFlaw{"is none of the words it may be", suggest_name(word, words)};
}

}  // namespace

std::optional<TextFlaw> parse_text(std::string_view text, std::string& out) {
  if (text.size() > kTextBytesMax) {
    return TextFlaw{"is longer than the " + std::to_string(kTextBytesMax) + " bytes allowed", {}};
  }
  if (std::any_of(text.begin(), text.end(), is_control)) {
    return TextFlaw{"holds a control character", "take it out"};
  }
  out = text;
  return std::nullopt;
}

std::optional<TextFlaw> parse_text(std::string_view text, Decimal& out) {
  const auto number = Decimal::parse(text);
  if (!number) {
    return TextFlaw{"cannot be read: " + std::string(to_string_view(number.error())),
                    "write plain digits with a point, such as 1250.50"};
  }
  out = *number;
  return std::nullopt;
}

std::optional<TextFlaw> parse_text(std::string_view text, Currency& out) {
  return take(Currency::parse(text), out, "is no ISO 4217 currency code such as USD");
}

std::optional<TextFlaw> parse_text(std::string_view text, Date& out) {
  return take(parse_date(text), out, "is no date such as 2026-03-02");
}

std::optional<TextFlaw> parse_text(std::string_view text, Instant& out) {
  return take(parse_instant(text), out, "is no time such as 2026-03-02T08:00:00Z");
}

std::optional<TextFlaw> parse_text(std::string_view text, Moment& out) {
  return take(parse_moment(text), out,
              "is neither a date such as 2026-03-02 nor a time such as 2026-03-02T08:00:00Z");
}

std::optional<TextFlaw> parse_text(std::string_view text, Stage& out) {
  return take_word(text, stage_from(text), out);
}

std::optional<TextFlaw> parse_text(std::string_view text, DocumentKind& out) {
  return take_word(text, document_kind_from(text), out);
}

std::optional<TextFlaw> parse_text(std::string_view text, Purpose& out) {
  return take_word(text, purpose_from(text), out);
}

std::optional<TextFlaw> parse_text(std::string_view text, EventKind& out) {
  return take_word(text, event_kind_from(text), out);
}

std::optional<TextFlaw> parse_text(std::string_view text, Condition& out) {
  return take_word(text, text == "on_hold" ? Condition::quarantined : condition_from(text), out);
}

std::optional<TextFlaw> parse_text(std::string_view text, ReversedLine& out) {
  const std::size_t slash = text.rfind('/');
  if (slash == 0) return TextFlaw{"names no document", "write it like WR-8/2"};
  out.line.clear();
  if (auto flaw = parse_text(text.substr(0, slash), out.document)) return flaw;
  return slash == std::string_view::npos ? std::nullopt
                                         : parse_text(text.substr(slash + 1), out.line);
}

}  // namespace weighbridge
