#include "parsers/edifact/envelope.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "parsers/digits.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::edifact {

namespace {

using edi::part;
using edi::trimmed;

constexpr std::size_t kValueBytesMax = 64;
constexpr std::size_t kBytesShown = 32;

std::string fact(std::string_view text) {
  return std::string(trimmed(text).substr(0, kValueBytesMax));
}

std::optional<std::uint32_t> count_of(std::string_view text) {
  text = trimmed(text);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A line end is no part of a reference; the last segment of a file may lack its terminator.
std::string_view reference(std::string_view text) {
  return trimmed(text.substr(0, text.find_first_of("\r\n")));
}

bool is_date(std::string_view text) {
  return (text.size() == 6 || text.size() == 8) && all_digits(text) &&
         text.substr(text.size() - 4, 2) >= "01" && text.substr(text.size() - 4, 2) <= "12" &&
         text.substr(text.size() - 2) >= "01" && text.substr(text.size() - 2) <= "31";
}

bool is_time(std::string_view text) {
  return (text.size() == 4 || text.size() == 6) && all_digits(text) && text.substr(0, 2) < "24" &&
         text.substr(2, 2) < "60";
}

bool is_syntax(std::string_view text) {
  return text.size() == 4 && text.starts_with("UNO") && text[3] >= 'A' && text[3] <= 'Y';
}

void tell(Findings& findings, FindingLevel level, FindingScope scope, const char* code, Place place,
          std::uint32_t element, std::string message, const char* mend) {
  place.element = element;
  findings.push_back(
      envelope_finding(level, scope, code, std::move(place), std::move(message), mend));
}

}  // namespace

EnvelopeTag envelope_tag(std::string_view tag) {
  constexpr std::size_t kWrappedMax = 5;
  if (tag.size() > 3 && tag.size() <= kWrappedMax &&
      tag.find_first_of("\r\n") != std::string_view::npos) {
    std::string joined(tag);
    joined.erase(
        std::remove_if(joined.begin(), joined.end(), [](char c) { return c == '\r' || c == '\n'; }),
        joined.end());
    return joined.size() == 3 ? envelope_tag(joined) : EnvelopeTag::other;
  }
  if (tag.size() != 3 || tag[0] != 'U' || tag[1] != 'N') return EnvelopeTag::other;
  switch (tag[2]) {
    case 'B':
      return EnvelopeTag::unb;
    case 'Z':
      return EnvelopeTag::unz;
    case 'G':
      return EnvelopeTag::ung;
    case 'E':
      return EnvelopeTag::une;
    case 'H':
      return EnvelopeTag::unh;
    case 'T':
      return EnvelopeTag::unt;
    case 'O':
      return EnvelopeTag::uno;
    case 'P':
      return EnvelopeTag::unp;
    default:
      return EnvelopeTag::other;
  }
}

std::string printable(std::string_view bytes) {
  std::string text(utf8_prefix(bytes, kBytesShown));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, '.');
  return text;
}

Finding envelope_finding(FindingLevel level, FindingScope scope, std::string code, Place place,
                         std::string message, std::string mend) {
  Finding finding{level, scope, std::move(code), std::move(place), {}, {}, {}};
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

void read_interchange(Interchange& interchange, const edi::Segment& unb, char component) {
  struct Fact {
    std::string* to;
    std::uint32_t element, component;
  };
  const std::array<Fact, 15> facts{{{&interchange.syntax, 1, 1},
                                    {&interchange.syntax_version, 1, 2},
                                    {&interchange.sender, 2, 1},
                                    {&interchange.sender_qualifier, 2, 2},
                                    {&interchange.sender_address, 2, 3},
                                    {&interchange.receiver, 3, 1},
                                    {&interchange.receiver_qualifier, 3, 2},
                                    {&interchange.receiver_address, 3, 3},
                                    {&interchange.date, 4, 1},
                                    {&interchange.time, 4, 2},
                                    {&interchange.control, 5, 1},
                                    {&interchange.application, 7, 1},
                                    {&interchange.acknowledgment_requested, 9, 1},
                                    {&interchange.agreement, 10, 1},
                                    {&interchange.test, 11, 1}}};
  for (const Fact& fact_of : facts) {
    std::string value = fact(part(unb.element(fact_of.element), component, fact_of.component));
    if (!value.empty()) *fact_of.to = std::move(value);
  }
}

void check_interchange(Interchange& interchange, const Place& place) {
  const auto warn = [&](std::uint32_t element, const char* code, std::string message) {
    tell(interchange.findings, FindingLevel::warning, FindingScope::interchange, code, place,
         element, std::move(message), "Send a valid value; the interchange was read all the same.");
  };
  if (!is_syntax(interchange.syntax))
    warn(1, "2", "UNB syntax identifier '" + interchange.syntax + "' is not one of UNOA to UNOY");
  if (interchange.syntax == "UNOX")
    warn(1, "2", "UNB announces code extension (UNOX), which is not read: escape sequences stay");
  if (interchange.syntax_version.empty() || interchange.syntax_version > "4")
    warn(1, "2", "UNB syntax version '" + interchange.syntax_version + "' is not one of 1 to 4");
  if (interchange.sender.empty()) warn(2, "13", "UNB interchange sender is missing");
  if (interchange.receiver.empty()) warn(3, "13", "UNB interchange recipient is missing");
  if (!is_date(interchange.date))
    warn(4, "12", "UNB date of preparation '" + interchange.date + "' is not a date");
  if (!is_time(interchange.time))
    warn(4, "12", "UNB time of preparation '" + interchange.time + "' is not a time");
  if (interchange.control.empty()) warn(5, "13", "UNB interchange control reference is missing");
}

FunctionalGroup read_group(const edi::Segment& ung, char component, const Place& place) {
  const auto fact_of = [&](std::uint32_t element, std::size_t n) {
    return fact(part(ung.element(element), component, n));
  };
  FunctionalGroup group;
  group.offset = ung.offset;
  group.type = fact_of(1, 1);
  group.sender = fact_of(2, 1);
  group.receiver = fact_of(3, 1);
  group.date = fact_of(4, 1);
  group.time = fact_of(4, 2);
  group.control = fact_of(5, 1);
  group.version = fact_of(7, 1);
  if (const std::string release = fact_of(7, 2); !release.empty()) group.version += ":" + release;
  if (group.type.empty())
    tell(group.findings, FindingLevel::warning, FindingScope::group, "13", place, 1,
         "UNG message group identification is missing",
         "Send it; the group was read all the same.");
  if (group.control.empty())
    tell(group.findings, FindingLevel::warning, FindingScope::group, "13", place, 5,
         "UNG group reference number is missing", "Send it; the group was read all the same.");
  return group;
}

std::optional<std::uint32_t> object_size(const edi::Segment& uno, char component) {
  return count_of(part(uno.element(4), component, 1));
}

void check_group_trailer(FunctionalGroup& group, const edi::Segment& une, const Place& place) {
  const auto error = [&](std::uint32_t element, const char* code, std::string message,
                         const char* mend) {
    tell(group.findings, FindingLevel::error, FindingScope::group, code, place, element,
         std::move(message), mend);
  };
  if (count_of(une.element(1)) != group.messages)
    error(1, "29",
          "UNE says '" + fact(une.element(1)) + "' messages, " + std::to_string(group.messages) +
              " came",
          "Check that no message was lost, or count them.");
  if (!group.implied && reference(une.element(2)) != group.control)
    error(2, "28",
          "UNE reference '" + fact(une.element(2)) + "' is not that of the UNG, '" + group.control +
              "'",
          "Send the same reference in UNG and UNE.");
}

void check_interchange_trailer(Interchange& interchange, const edi::Segment& unz,
                               const Place& place) {
  const auto error = [&](std::uint32_t element, const char* code, std::string message,
                         const char* mend) {
    tell(interchange.findings, FindingLevel::error, FindingScope::interchange, code, place, element,
         std::move(message), mend);
  };
  const bool grouped = interchange.groups > 0;
  const std::uint32_t came = grouped ? interchange.groups : interchange.messages;
  if (count_of(reference(unz.element(1))) != came)
    error(1, "29",
          "UNZ says '" + fact(unz.element(1)) + "' " + (grouped ? "groups" : "messages") + ", " +
              std::to_string(came) + " came",
          "Check that nothing was lost, or count again.");
  if (!interchange.implied && reference(unz.element(2)) != interchange.control)
    error(2, "28",
          "UNZ reference '" + fact(reference(unz.element(2))) + "' is not that of the UNB, '" +
              interchange.control + "'",
          "Send the same reference in UNB and UNZ.");
}

}  // namespace weighbridge::edifact
