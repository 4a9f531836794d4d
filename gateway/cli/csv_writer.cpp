#include "gateway/cli/csv_writer.hpp"

#include <utility>

#include "mappings/canonical/decimal.hpp"

namespace weighbridge::cli {
namespace {

bool is_formula(std::string_view value) {
  constexpr std::string_view kStarts = "=+-@\t\r\n";
  return !value.empty() && kStarts.find(value.front()) != std::string_view::npos &&
         !Decimal::parse(value);
}

}  // namespace

CsvWriter& CsvWriter::cell(std::string_view value) {
  if (std::exchange(row_started_, true)) text_ += ',';
  const bool formula = is_formula(value);
  if (!formula && value.find_first_of("\",\r\n") == std::string_view::npos) {
    text_ += value;
    return *this;
  }
  text_ += formula ? "\"'" : "\"";
  for (const char c : value) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
  return *this;
}

void CsvWriter::end_row() {
  text_ += "\r\n";
  row_started_ = false;
}

std::string CsvWriter::take() {
  return std::exchange(text_, {});
}

}  // namespace weighbridge::cli
