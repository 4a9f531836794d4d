#include "mappings/render/x12_reasons.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace weighbridge {

namespace {

/// One row of the table of section 18.
struct RuleReason {
  std::string_view rule, adjustment, adjustment_in_part, condition;
};

constexpr RuleReason kRuleReasons[] = {
    {"Q01", "59", "06", "02"}, {"Q02", "06", "06", "03"}, {"Q03", "06", "06", "03"},
    {"Q06", "59", "06", "02"}, {"Q07", "06", "06", "03"}, {"Q09", "04", "04", "01"},
    {"Q10", "04", "04", "01"}, {"Q11", "07", "07", "05"}, {"Q12", "08", "08", "05"},
    {"P01", "01", "01", ""},   {"P02", "01", "01", ""},   {"P03", "01", "01", ""},
    {"P04", "03", "03", ""},   {"C01", "02", "02", ""},   {"C02", "23", "23", ""},
    {"C03", "43", "24", ""},   {"C04", "55", "55", ""},   {"C05", "03", "03", ""},
    {"C06", "33", "33", ""},   {"D01", "19", "19", ""},   {"D02", "19", "19", ""},
    {"R01", "61", "61", ""},   {"R04", "61", "61", ""},   {"R05", "70", "70", "16"},
    {"T01", "70", "70", "16"}, {"V01", "72", "11", ""},   {"V02", "72", "12", ""},
};

const RuleReason* row_of(std::string_view rule) {
  const auto* found = std::find_if(std::begin(kRuleReasons), std::end(kRuleReasons),
                                   [&](const RuleReason& row) { return row.rule == rule; });
  return found == std::end(kRuleReasons) ? nullptr : found;
}

constexpr std::array<std::string_view, 15> kConditionCodes{
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "16"};

/// What a condition code says must be what our word says.
bool suits(std::string_view code, Condition condition) {
  switch (condition) {
    case Condition::good:
      return code == "06" || code == "07" || code == "14";
    case Condition::damaged:
      return code == "01" || code == "10";
    case Condition::rejected:
      return code == "04" || code == "05" || code == "08";
    case Condition::quarantined:
      return code == "09" || code == "13";
    case Condition::short_:
      return code == "02" || code == "16";
  }
  return false;
}

struct ErrorCode {
  std::string_view finding, error;
};

/// Flaws that maps and rules find. Codes of the standard's own lists are below.
constexpr ErrorCode kErrorCodes[] = {
    {"NUMBER_MISSING", "007"},
    {"SUPPLIER_MISSING", "007"},
    {"LINES_MISSING", "007"},
    {"QUANTITY_MISSING", "007"},
    {"LINE_LEFT_OUT", "007"},
    {"PRICE_MISSING", "007"},
    {"ITEM_MISSING", "007"},
    {"EVENT_INCOMPLETE", "007"},
    {"PO_MISSING", "MB"},
    {"UNIT_MISSING", "H"},
    {"DATE_INVALID", "009"},
    {"TIME_INVALID", "009"},
    {"SPLIT_DIFFERS", "010"},
    {"SCHEDULE_DIFFERS", "010"},
    {"control_total", "010"},
    {"hash_total", "010"},
    {"PARTS_EXCEED", "010"},
    {"D01", "006"},
    {"D02", "006"},
    {"D03", "006"},
    {"DUPLICATE", "006"},
    {"R01", "MB"},
    {"R04", "MB"},
    {"Q11", "011"},
    {"Q12", "011"},
    {"SEQUENCE", "012"},
    {"functional_group", "012"},
};

/// Data element syntax errors (723).
constexpr ErrorCode kElementErrors[] = {
    {"1", "007"}, {"2", "012"}, {"8", "009"}, {"9", "009"}, {"10", "012"}};

template <std::size_t N>
std::string_view error_in(const ErrorCode (&rows)[N], std::string_view code) {
  const auto* found = std::find_if(std::begin(rows), std::end(rows),
                                   [&](const ErrorCode& row) { return row.finding == code; });
  return found == std::end(rows) ? std::string_view{} : found->error;
}

}  // namespace

std::string_view adjustment_reason(std::string_view rule, bool whole) {
  const RuleReason* row = row_of(rule);
  if (row == nullptr) return {};
  return whole ? row->adjustment : row->adjustment_in_part;
}

std::string_view receiving_condition(std::string_view rule) {
  const RuleReason* row = row_of(rule);
  return row == nullptr ? std::string_view{} : row->condition;
}

std::string_view receiving_condition(const ReceiptLine& line) {
  const Condition condition = line.condition.value_or(Condition::good);
  const auto* own = std::find(kConditionCodes.begin(), kConditionCodes.end(), line.condition_code);
  if (own != kConditionCodes.end() && suits(*own, condition)) return *own;
  switch (condition) {
    case Condition::damaged:
      return "01";
    case Condition::rejected:
      return "08";
    case Condition::quarantined:
      return "09";
    case Condition::short_:
      return "02";
    case Condition::good:
      break;
  }
  return {};
}

std::string_view application_error(const Finding& finding) {
  std::string_view error;
  if (finding.scope == FindingScope::element) error = error_in(kElementErrors, finding.code);
  if (finding.scope == FindingScope::segment && finding.code == "3") error = "007";
  if (error.empty()) error = error_in(kErrorCodes, finding.code);
  return error.empty() ? "024" : error;
}

}  // namespace weighbridge
