#include "store/sqlite/kept_json.hpp"

#include <array>
#include <charconv>

#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::store::sqlite {

namespace {

constexpr std::size_t kFindingsMax = 50;

// Pairs of a name and where its value stands.
struct TextMember {
  std::string_view name;
  std::string Finding::*at;
};
constexpr std::array kTexts{
    TextMember{"code", &Finding::code}, TextMember{"message", &Finding::message},
    TextMember{"mend", &Finding::mend}, TextMember{"value", &Finding::value}};

struct PlaceText {
  std::string_view name;
  std::string Place::*at;
};
constexpr std::array kPlaceTexts{PlaceText{"tag", &Place::tag}, PlaceText{"loop", &Place::loop}};

struct PlaceNumber {
  std::string_view name;
  std::uint32_t Place::*at;
};
constexpr std::array kPlaceNumbers{
    PlaceNumber{"line", &Place::line},           PlaceNumber{"column", &Place::column},
    PlaceNumber{"segment", &Place::segment},     PlaceNumber{"element", &Place::element},
    PlaceNumber{"component", &Place::component}, PlaceNumber{"repetition", &Place::repetition}};

constexpr std::array kScopes{FindingScope::message, FindingScope::interchange,
                             FindingScope::group,   FindingScope::transaction,
                             FindingScope::segment, FindingScope::element,
                             FindingScope::field,   FindingScope::note};
constexpr std::array kLevels{FindingLevel::error, FindingLevel::warning, FindingLevel::note};

template <class Enum, std::size_t N>
bool read_word(const std::array<Enum, N>& values, std::string_view text, Enum& into) {
  for (const Enum value : values) {
    if (to_string_view(value) != text) continue;
    into = value;
    return true;
  }
  return false;
}

template <class Number>
bool read_number(std::string_view text, Number& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size();
}

void write(json::Writer& json, const Finding& finding) {
  json.begin_object();
  json.member("level", to_string_view(finding.level))
      .member("scope", to_string_view(finding.scope));
  for (const TextMember& member : kTexts)
    if (!(finding.*member.at).empty()) json.member(member.name, finding.*member.at);
  if (finding.place.offset != 0) json.key("offset").number(finding.place.offset);
  for (const PlaceNumber& member : kPlaceNumbers)
    if (finding.place.*member.at != 0)
      json.key(member.name).number(std::uint64_t{finding.place.*member.at});
  for (const PlaceText& member : kPlaceTexts)
    if (!(finding.place.*member.at).empty()) json.member(member.name, finding.place.*member.at);
  json.end_object();
}

bool read_member(const json::Value& member, Finding& finding) {
  const std::string_view name = member.key();
  if (name == "level") return read_word(kLevels, member.text(), finding.level);
  if (name == "scope") return read_word(kScopes, member.text(), finding.scope);
  if (name == "offset") return read_number(member.text(), finding.place.offset);
  for (const PlaceNumber& known : kPlaceNumbers)
    if (known.name == name) return read_number(member.text(), finding.place.*known.at);
  for (const TextMember& known : kTexts)
    if (known.name == name) {
      finding.*known.at = member.text();
      return true;
    }
  for (const PlaceText& known : kPlaceTexts)
    if (known.name == name) {
      finding.place.*known.at = member.text();
      return true;
    }
  return false;
}

}  // namespace

std::string facts_json(const Facts& facts) {
  std::string text;
  json::Writer json(text);
  json.begin_array();
  for (const auto& [name, value] : facts) json.begin_array().string(name).string(value).end_array();
  json.end_array();
  return text;
}

std::optional<Facts> parse_facts(std::string_view text) {
  Findings flaws;
  const auto document = json::Document::parse(text, flaws);
  if (!document || document->root().kind() != json::Kind::array) return std::nullopt;
  Facts facts;
  for (const json::Value pair : document->root()) {
    if (pair.kind() != json::Kind::array) return std::nullopt;
    auto& [name, value] = facts.emplace_back();
    int place = 0;
    for (const json::Value part : pair) (place++ == 0 ? name : value) = part.text();
    if (place != 2) return std::nullopt;
  }
  return facts;
}

std::string findings_json(const Findings& findings) {
  std::string text;
  json::Writer json(text);
  json.begin_array();
  std::size_t count = 0;
  for (const Finding& finding : findings)
    if (finding.level != FindingLevel::note && count++ < kFindingsMax) write(json, finding);
  json.end_array();
  return text;
}

std::optional<Findings> parse_findings(std::string_view text) {
  Findings flaws;
  const auto document = json::Document::parse(text, flaws);
  if (!document || document->root().kind() != json::Kind::array) return std::nullopt;
  Findings findings;
  for (const json::Value row : document->root()) {
    Finding& finding = findings.emplace_back();
    for (const json::Value member : row)
      if (!read_member(member, finding)) return std::nullopt;
  }
  return findings;
}

}  // namespace weighbridge::store::sqlite
