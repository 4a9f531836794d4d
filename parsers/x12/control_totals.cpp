#include "parsers/x12/control_totals.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/edi/packed.hpp"

namespace weighbridge::x12 {

namespace {

/// What CTT counts and sums. Of ship notices the standard counts HL, but some senders count a
/// segment, their lines.
struct TotalRule {
  std::string_view set, counted, or_counted, summed;
  std::uint8_t element = 0;
};
constexpr std::array<TotalRule, 6> kTotals{{{"856", "HL", "LIN", "SN1", 2},
                                            {"810", "IT1", "IT1", "IT1", 2},
                                            {"850", "PO1", "PO1", "PO1", 2},
                                            {"855", "PO1", "PO1", "PO1", 2},
                                            {"860", "POC", "POC", "POC", 3},
                                            {"861", "RCD", "RCD", "RCD", 2}}};

constexpr int kFractionDigits = 6;
constexpr std::int64_t kMissingPlaces[kFractionDigits + 1] = {1'000'000, 100'000, 10'000, 1'000,
                                                              100,       10,      1};
constexpr std::size_t kNumberDigitsMax = 15;
using Sum = __int128;

std::optional<std::uint64_t> count_of(std::string_view text) {
  text = trimmed(text);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A decimal number twice over: its value in millionths, and its digits without the point.
struct Hashed {
  Sum millionths = 0, digits = 0;
};

std::optional<Hashed> hashed(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > kNumberDigitsMax + 1) return std::nullopt;
  std::int64_t digits = 0;
  int fraction = -1;
  for (const char c : text) {
    if (c == '.' && fraction < 0) {
      fraction = 0;
      continue;
    }
    if (c < '0' || c > '9' || fraction == kFractionDigits) return std::nullopt;
    digits = digits * 10 + (c - '0');
    if (fraction >= 0) ++fraction;
  }
  if (negative) digits = -digits;
  return Hashed{Sum{digits} * kMissingPlaces[std::max(fraction, 0)], digits};
}

const Segment* last_of(const TransactionSet& set, std::string_view tag) {
  const auto found = std::find_if(set.segments.rbegin(), set.segments.rend(),
                                  [&](const Segment& segment) { return segment.tag == tag; });
  return found == set.segments.rend() ? nullptr : &*found;
}

/// Nothing when a number cannot be read: that was told already.
std::optional<Hashed> sum_of(const TransactionSet& set, std::string_view tag, std::size_t element) {
  Hashed sum;
  const std::uint32_t wanted = edi::packed_tag(tag);
  for (const Segment& segment : set.segments) {
    if (edi::packed_tag(segment.tag) != wanted || segment.element(element).empty()) continue;
    const auto value = hashed(segment.element(element));
    if (!value) return std::nullopt;
    sum.millionths += value->millionths;
    sum.digits += value->digits;
  }
  return sum;
}

/// The stated total may have lost digits on the left, as the standard allows for a hash.
bool agrees(std::string_view stated, const Hashed& sum) {
  const auto said = hashed(stated);
  if (!said) return true;
  if (said->millionths == sum.millionths || said->digits == sum.digits) return true;
  Sum cut = 1;
  for (const char c : trimmed(stated)) cut *= c >= '0' && c <= '9' ? 10 : 1;
  return sum.digits >= cut && sum.digits % cut == said->digits;
}

std::string text_of(Sum millionths) {
  const bool negative = millionths < 0;
  auto value = static_cast<std::uint64_t>(negative ? -millionths : millionths);
  std::string fraction = std::to_string(1'000'000 + value % 1'000'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  value /= 1'000'000;
  return (negative ? "-" : "") + std::to_string(value) + (fraction.empty() ? "" : "." + fraction);
}

void check_count(const TransactionSet& set, const TotalRule& rule, const Segment& ctt,
                 SetFindings& findings) {
  const auto said = count_of(ctt.element(1));
  if (!said) return;
  const auto loops = static_cast<std::uint64_t>(
      std::count_if(set.loops.begin(), set.loops.end(),
                    [wanted = edi::packed_code(rule.counted)](const Loop& loop) {
                      return edi::packed_code(loop.id) == wanted;
                    }));
  if (*said == loops) return;
  const auto segments = static_cast<std::uint64_t>(
      std::count_if(set.segments.begin(), set.segments.end(),
                    [wanted = edi::packed_tag(rule.or_counted)](const Segment& segment) {
                      return edi::packed_tag(segment.tag) == wanted;
                    }));
  if (*said == segments) return;
  findings.note(FindingLevel::warning, "control_total", ctt.position - 1, 1,
                "CTT01 Number of Line Items says " + std::to_string(*said) + ", " +
                    std::to_string(loops) + " " + std::string(rule.counted) + " segments came",
                "Check that no line was lost.");
}

void check_hash(const TransactionSet& set, std::string_view tag, std::size_t element,
                const Segment& total, std::size_t total_element, SetFindings& findings) {
  if (total.element(total_element).empty()) return;
  const auto sum = sum_of(set, tag, element);
  if (!sum || agrees(total.element(total_element), *sum)) return;
  findings.note(FindingLevel::warning, "hash_total", total.position - 1,
                static_cast<std::uint32_t>(total_element),
                std::string(total.tag) + "0" + std::to_string(total_element) + " says " +
                    std::string(trimmed(total.element(total_element)).substr(0, 16)) +
                    " in all, the " + std::string(tag) + " segments come to " +
                    text_of(sum->millionths),
                "Check that no line was lost or doubled.");
}

}  // namespace

void check_control_totals(const TransactionSet& set, SetFindings& findings) {
  if (set.set == "944")
    if (const Segment* w14 = last_of(set, "W14")) check_hash(set, "W07", 1, *w14, 1, findings);
  const auto* rule = std::find_if(kTotals.begin(), kTotals.end(),
                                  [&](const TotalRule& row) { return row.set == set.set; });
  if (rule == kTotals.end()) return;
  const Segment* ctt = last_of(set, "CTT");
  if (ctt == nullptr) return;
  check_count(set, *rule, *ctt, findings);
  check_hash(set, rule->summed, rule->element, *ctt, 2, findings);
}

}  // namespace weighbridge::x12
