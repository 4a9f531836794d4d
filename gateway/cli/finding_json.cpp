#include "gateway/cli/finding_json.hpp"

namespace weighbridge::cli {
namespace {

void member(json::Writer& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.member(name, text);
}

void member(json::Writer& json, std::string_view name, std::uint64_t number) {
  if (number != 0) json.key(name).number(number);
}

}  // namespace

void write_finding(json::Writer& json, const Finding& finding) {
  const Place& place = finding.place;
  json.begin_object().member("code", finding.code);
  if (place.segment != 0) {
    json.member("segment", place.tag);
    json.key("position").number(std::uint64_t{place.segment});
    json.key("element").number(std::uint64_t{place.element});
  } else {
    member(json, "field", place.tag);
  }
  member(json, "component", place.component);
  member(json, "repetition", place.repetition);
  member(json, "loop", place.loop);
  member(json, "line", place.line);
  member(json, "column", place.column);
  member(json, "offset", place.offset);
  json.member("message", finding.message);
  member(json, "mend", finding.mend);
  member(json, "value", finding.value);
  json.member("scope", to_string_view(finding.scope));
  json.member("level", to_string_view(finding.level));
  json.end_object();
}

void write_findings(json::Writer& json, const Findings& findings, bool errors) {
  json.begin_array();
  for (const Finding& finding : findings)
    if ((finding.level == FindingLevel::error) == errors) write_finding(json, finding);
  json.end_array();
}

}  // namespace weighbridge::cli
