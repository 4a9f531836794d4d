#include "matching/yaml_fields.hpp"

#include <algorithm>
#include <charconv>

#include "mappings/canonical/words.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::matching {
namespace {

constexpr std::int64_t kDurationMax = 10'000;  // of any unit; a window of ten thousand days is none

constexpr Words<Direction, 2> kDirections{{{
    {Direction::over, "over"},
    {Direction::under, "under"},
}}};

constexpr Words<ToleranceMode, 2> kToleranceModes{{{
    {ToleranceMode::both, "both"},
    {ToleranceMode::either, "either"},
}}};

constexpr Words<MatchMode, 3> kMatchModes{{{
    {MatchMode::two_way, "2w"},
    {MatchMode::three_way, "3w"},
    {MatchMode::n_way, "nw"},
}}};

constexpr Words<BillBasis, 4> kBillBases{{{
    {BillBasis::accepted, "accepted"},
    {BillBasis::received, "received"},
    {BillBasis::ordered, "ordered"},
    {BillBasis::consumed, "consumed"},
}}};

constexpr Words<PriceDate, 3> kPriceDates{{{
    {PriceDate::shipped, "shipped"},
    {PriceDate::received, "received"},
    {PriceDate::invoiced, "invoiced"},
}}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// The specification writes these words in capitals, the contract does not: both are taken.
template <class Enum, std::size_t N>
std::optional<TextFlaw> take_word(std::string_view text, const Words<Enum, N>& words, Enum& out) {
  if (const auto value = words.value(lower(text))) {
    out = *value;
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (const auto& row : words.rows) names.push_back(row.second);
  return TextFlaw{"is none of the words it may be", suggest_name(text, names)};
}

struct Duration {
  std::int64_t count = 0;
  std::chrono::seconds unit{0};
};

std::optional<Duration> parse_duration(std::string_view text) {
  Duration duration;
  const char* end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, duration.count);
  if (error != std::errc{} || unit + 1 != end) return std::nullopt;
  if (duration.count < 0 || duration.count > kDurationMax) return std::nullopt;
  switch (*unit) {
    case 's':
      duration.unit = std::chrono::seconds{1};
      break;
    case 'm':
      duration.unit = std::chrono::minutes{1};
      break;
    case 'h':
      duration.unit = std::chrono::hours{1};
      break;
    case 'd':
      duration.unit = std::chrono::days{1};
      break;
    default:
      return std::nullopt;
  }
  return duration;
}

}  // namespace

std::optional<TextFlaw> parse_value(std::string_view text, bool& out) {
  if (text != "true" && text != "false") return TextFlaw{"is neither true nor false", {}};
  out = text == "true";
  return std::nullopt;
}

std::optional<TextFlaw> parse_value(std::string_view text, int& out) {
  const char* end = text.data() + text.size();
  int value = 0;
  const auto [last, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || last != end || value < 0 || value > kDurationMax) {
    return TextFlaw{"is no whole number up to 10000", {}};
  }
  out = value;
  return std::nullopt;
}

std::optional<TextFlaw> parse_value(std::string_view text, std::chrono::seconds& out) {
  const auto duration = parse_duration(text);
  if (!duration) return TextFlaw{"is no duration", "write 30m, 4h or 2d"};
  out = duration->count * duration->unit;
  return std::nullopt;
}

std::optional<TextFlaw> parse_value(std::string_view text, std::chrono::days& out) {
  std::chrono::seconds seconds{0};
  if (parse_value(text, seconds) || seconds % std::chrono::days{1} != std::chrono::seconds{0}) {
    return TextFlaw{"is no number of days", "write 2d"};
  }
  out = std::chrono::duration_cast<std::chrono::days>(seconds);
  return std::nullopt;
}

std::optional<TextFlaw> parse_value(std::string_view text, Leg& out) {
  if (const auto leg = leg_from(upper(text))) {
    out = *leg;
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (std::uint8_t i = 0; !to_string_view(static_cast<Leg>(i)).empty(); ++i) {
    names.push_back(to_string_view(static_cast<Leg>(i)));
  }
  return TextFlaw{"is no leg", suggest_name(text, names)};
}

std::optional<TextFlaw> parse_value(std::string_view text, Direction& out) {
  return take_word(text, kDirections, out);
}

std::optional<TextFlaw> parse_value(std::string_view text, ToleranceMode& out) {
  return take_word(text, kToleranceModes, out);
}

std::optional<TextFlaw> parse_value(std::string_view text, MatchMode& out) {
  return take_word(text, kMatchModes, out);
}

std::optional<TextFlaw> parse_value(std::string_view text, BillBasis& out) {
  // The rules speak of consignment where the basis is what was consumed.
  return take_word(lower(text) == "consignment" ? "consumed" : text, kBillBases, out);
}

std::optional<TextFlaw> parse_value(std::string_view text, PriceDate& out) {
  return take_word(text, kPriceDates, out);
}

void PolicyErrors::add(std::uint32_t line, std::uint32_t column, std::string message,
                       std::string mend) {
  errors_.push_back({std::string(file_), line, column, std::move(message), std::move(mend)});
}

void YamlFields::strings(std::string_view key, std::vector<std::string>& out) {
  const yaml::Node* node = take(key);
  if (node == nullptr || node->is_null()) return;
  if (!node->is_list()) return report_kind(key, *node, "a list");
  out.clear();
  for (const yaml::Node& item : node->items) {
    std::string text;
    if (read(key, item, text)) out.push_back(std::move(text));
  }
}

void YamlFields::refuse_unknown() {
  for (const yaml::Entry& entry : map_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    errors_.add(entry.line, entry.column, "the key `" + entry.key + "` is unknown",
                suggest_name(entry.key, known_));
  }
}

void YamlFields::report_kind(std::string_view key, const yaml::Node& node,
                             std::string_view wanted) {
  errors_.add(node,
              "`" + std::string(key) + "` is " + std::string(yaml::describe(node.kind)) +
                  " where " + std::string(wanted) + " should stand",
              {});
}

void YamlFields::report_flaw(std::string_view key, const yaml::Node& node, TextFlaw flaw) {
  errors_.add(node, "`" + std::string(key) + "` " + flaw.message, std::move(flaw.mend));
}

}  // namespace weighbridge::matching
