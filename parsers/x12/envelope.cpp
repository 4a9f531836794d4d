#include "parsers/x12/envelope.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "parsers/digits.hpp"
#include "parsers/x12/value_check.hpp"

namespace weighbridge::x12 {

namespace {

constexpr std::size_t kValueBytesMax = 64;
constexpr std::size_t kBytesShown = 32;

/// Without blanks at its ends, no-break spaces of a word processor included.
std::string fact(std::string_view element) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  element = trimmed(element);
  while (element.ends_with(kNoBreakSpace) || element.ends_with(' '))
    element.remove_suffix(element.ends_with(' ') ? 1 : kNoBreakSpace.size());
  return std::string(element.substr(0, kValueBytesMax));
}

std::optional<std::uint32_t> count_of(std::string_view text) {
  text = trimmed(text);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Control numbers are the same whether or not they are filled with zeros.
std::string_view number_text(std::string_view control) {
  control = trimmed(control);
  while (control.size() > 1 && control.front() == '0') control.remove_prefix(1);
  return control;
}

bool is_qualifier(std::string_view text) {
  return text.size() == 2;
}
bool is_time4(std::string_view text) {
  return text.size() == 4 && is_time(text);
}
bool is_date6(std::string_view text) {
  return text.size() == 6 && is_date(text);
}
bool is_flag(std::string_view text) {
  return text == "0" || text == "1";
}
bool is_usage(std::string_view text) {
  return text == "P" || text == "T" || text == "I";
}
bool is_version(std::string_view text) {
  return text.size() == 5 && all_digits(text);
}
bool is_control(std::string_view text) {
  return text.size() <= 9 && all_digits(text);
}
bool is_given(std::string_view text) {
  return !text.empty();
}

/// What an ISA element has to be, and the I18 code when it is not.
struct IsaCheck {
  std::uint32_t element;
  const char* code;
  const char* name;
  bool (*holds)(std::string_view);
};
constexpr std::array kIsaChecks{
    IsaCheck{1, "010", "Authorization Information Qualifier", is_qualifier},
    IsaCheck{3, "012", "Security Information Qualifier", is_qualifier},
    IsaCheck{5, "005", "Interchange Sender ID Qualifier", is_qualifier},
    IsaCheck{6, "006", "Interchange Sender ID", is_given},
    IsaCheck{7, "007", "Interchange Receiver ID Qualifier", is_qualifier},
    IsaCheck{8, "008", "Interchange Receiver ID", is_given},
    IsaCheck{9, "014", "Interchange Date", is_date6},
    IsaCheck{10, "015", "Interchange Time", is_time4},
    IsaCheck{12, "017", "Interchange Control Version Number", is_version},
    IsaCheck{13, "018", "Interchange Control Number", is_control},
    IsaCheck{14, "019", "Acknowledgment Requested", is_flag},
    IsaCheck{15, "020", "Interchange Usage Indicator", is_usage},
};

void report_separator_flaw(Interchange& interchange, const IsaHeader& isa, const Place& place) {
  if (isa.flaw == IsaFlaw::element_separator)
    interchange.findings.push_back(envelope_finding(
        FindingLevel::error, FindingScope::interchange, "026", place,
        "The character after ISA is not the separator that stands between the elements",
        "Send one element separator throughout."));
  if (isa.flaw == IsaFlaw::terminator)
    interchange.findings.push_back(envelope_finding(
        FindingLevel::error, FindingScope::interchange, "004", place,
        "No segment terminator stands after ISA16: the segments cannot be told apart",
        "End every segment with one character that is in no value, such as ~."));
  if (isa.flaw == IsaFlaw::incomplete)
    interchange.findings.push_back(envelope_finding(
        FindingLevel::error, FindingScope::interchange, "023", place,
        "The ISA ends before its 16th element", "Send the whole interchange again."));
  if (!isa.fixed_width && isa.flaw == IsaFlaw::none)
    interchange.findings.push_back(
        envelope_finding(FindingLevel::note, FindingScope::note, "isa_width", place,
                         "The ISA elements are not padded to their fixed widths: they were found "
                         "by their separators",
                         "Pad ISA02, ISA04, ISA06 and ISA08 with blanks."));
}

}  // namespace

EnvelopeTag envelope_tag(std::string_view tag) {
  if (tag.size() == 2) {
    if (tag == "ST") return EnvelopeTag::st;
    if (tag == "SE") return EnvelopeTag::se;
    if (tag == "GS") return EnvelopeTag::gs;
    if (tag == "GE") return EnvelopeTag::ge;
    return EnvelopeTag::other;
  }
  if (tag == "IEA") return EnvelopeTag::iea;
  if (tag == "TA1") return EnvelopeTag::ta1;
  return tag.starts_with("ISA") ? EnvelopeTag::isa : EnvelopeTag::other;
}

std::string printable(std::string_view bytes) {
  std::string text(bytes.substr(0, kBytesShown));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c == '\x7F'; }, '.');
  return text;
}

void add_capped(Findings& findings, std::uint32_t findings_max, Finding finding) {
  if (findings.size() < findings_max) findings.push_back(std::move(finding));
}

Finding envelope_finding(FindingLevel level, FindingScope scope, std::string code, Place place,
                         std::string message, std::string mend) {
  Finding finding{level, scope, std::move(code), std::move(place), {}, {}, {}};
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

Interchange read_interchange(const IsaHeader& isa, std::uint64_t offset) {
  Interchange interchange;
  interchange.offset = offset;
  interchange.delimiters = isa.delimiters;
  const std::array<std::string*, 15> facts{
      &interchange.authorization_qualifier,
      &interchange.authorization,
      &interchange.security_qualifier,
      &interchange.security,
      &interchange.sender_qualifier,
      &interchange.sender,
      &interchange.receiver_qualifier,
      &interchange.receiver,
      &interchange.date,
      &interchange.time,
      &interchange.standard,
      &interchange.version,
      &interchange.control,
      &interchange.acknowledgment_requested,
      &interchange.usage,
  };
  for (std::size_t i = 0; i < facts.size(); ++i) *facts[i] = fact(isa.elements[i]);
  Place place;
  place.offset = offset;
  place.segment = 1;
  place.tag = "ISA";
  report_separator_flaw(interchange, isa, place);
  if (isa.flaw == IsaFlaw::incomplete) return interchange;
  for (const IsaCheck& check : kIsaChecks) {
    const std::string& value = *facts[check.element - 1];
    if (check.holds(value)) continue;
    place.element = check.element;
    Finding finding = envelope_finding(
        FindingLevel::warning, FindingScope::interchange, check.code, place,
        std::string("ISA") + (check.element < 10 ? "0" : "") + std::to_string(check.element) + " " +
            check.name + " '" + value + "' is not valid",
        "Send a valid value; the interchange was read all the same.");
    finding.value = value;
    interchange.findings.push_back(std::move(finding));
  }
  return interchange;
}

FunctionalGroup read_group(const Segment& gs, const Place& place) {
  FunctionalGroup group;
  group.offset = gs.offset;
  group.functional_id = fact(gs.element(1));
  group.sender = fact(gs.element(2));
  group.receiver = fact(gs.element(3));
  group.date = fact(gs.element(4));
  group.time = fact(gs.element(5));
  group.control = fact(gs.element(6));
  group.agency = fact(gs.element(7));
  group.version = fact(gs.element(8));
  const auto tell = [&](std::uint32_t element, const char* code, const char* message) {
    Place at = place;
    at.element = element;
    group.findings.push_back(envelope_finding(FindingLevel::warning, FindingScope::group, code, at,
                                              message,
                                              "Send it; the group was read all the same."));
  };
  if (group.functional_id.empty()) tell(1, "1", "GS01 Functional Identifier Code is missing");
  if (!is_control(group.control))
    tell(6, "6", "GS06 Group Control Number is not a number of one to nine digits");
  if (group.version.empty()) tell(8, "2", "GS08 Version / Release Code is missing");
  return group;
}

InterchangeAcknowledgment read_acknowledgment(const Segment& ta1) {
  return {fact(ta1.element(1)), fact(ta1.element(2)), fact(ta1.element(3)), fact(ta1.element(4)),
          fact(ta1.element(5))};
}

void check_group_trailer(FunctionalGroup& group, const Segment& ge, const Place& place) {
  const std::optional<std::uint32_t> said = count_of(ge.element(1));
  group.announced = said.value_or(0);
  const auto tell = [&](std::uint32_t element, const char* code, std::string message,
                        const char* mend) {
    Place at = place;
    at.element = element;
    group.findings.push_back(envelope_finding(FindingLevel::error, FindingScope::group, code, at,
                                              std::move(message), mend));
  };
  if (said != group.transaction_sets)
    tell(1, "5",
         "GE01 says '" + fact(ge.element(1)) + "' transaction sets, " +
             std::to_string(group.transaction_sets) + " came",
         "Check that no set was lost, or count them.");
  if (!group.implied && number_text(ge.element(2)) != number_text(group.control))
    tell(2, "4",
         "GE02 '" + fact(ge.element(2)) + "' is not the control number of GS06, '" + group.control +
             "'",
         "Send the same control number in GS and GE.");
}

void check_interchange_trailer(Interchange& interchange, const Segment& iea, const Place& place) {
  const auto tell = [&](std::uint32_t element, const char* code, std::string message,
                        const char* mend) {
    Place at = place;
    at.element = element;
    interchange.findings.push_back(envelope_finding(FindingLevel::error, FindingScope::interchange,
                                                    code, at, std::move(message), mend));
  };
  const std::optional<std::uint32_t> said = count_of(iea.element(1));
  // An interchange of TA1 alone counts 0; some senders count their one TA1.
  const bool only_acknowledges = interchange.groups == 0 && !interchange.acknowledgments.empty();
  if (said != interchange.groups && !only_acknowledges)
    tell(1, "021",
         "IEA01 says '" + fact(iea.element(1)) + "' groups, " + std::to_string(interchange.groups) +
             " came",
         "Check that no group was lost, or count them.");
  // The last segment of a file may lack its terminator: a line end is no part of the number.
  const std::string_view control = iea.element(2).substr(0, iea.element(2).find_first_of("\r\n"));
  if (!interchange.implied && number_text(control) != number_text(interchange.control))
    tell(2, "001",
         "IEA02 '" + fact(control) + "' is not the control number of ISA13, '" +
             interchange.control + "'",
         "Send the same control number in ISA and IEA.");
}

}  // namespace weighbridge::x12
