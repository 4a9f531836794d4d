#include "mappings/reader/flat_controls.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "mappings/maps/value_reader.hpp"
#include "mappings/reader/csv_table.hpp"

namespace weighbridge::flat {

bool all_hold(const maps::Plan& plan, maps::Range checks, const Columns& columns,
              const csv::Row& row, std::size_t record) {
  for (std::uint16_t i = 0; i < checks.count; ++i) {
    const maps::Check& check = plan.checks[checks.first + i];
    const maps::PackedCode code =
        maps::pack(csv::trim(columns.value(row, record, check.element - 1U).text));
    const auto codes = plan.codes.begin() + check.codes.first;
    const bool listed =
        std::find(codes, codes + check.codes.count, code) != codes + check.codes.count;
    if (listed == check.negated) return false;
  }
  return true;
}

bool Controls::states(const maps::FlatControl& control, const csv::Row& row,
                      std::size_t record) const {
  return control.stated.record == record &&
         all_hold(plan_, control.stated.checks, columns_, row, record);
}

RowRole Controls::role(const csv::Row& row, std::size_t record) const {
  bool of_file = false;
  bool of_document = false;
  for (const maps::FlatControl& control : plan_.flat.controls)
    if (states(control, row, record)) (control.of_file ? of_file : of_document) = true;
  if (of_document) return plan_.flat.tagged ? RowRole::data : RowRole::control;
  if (of_file) return RowRole::of_file;
  const bool wanted =
      !plan_.flat.records[record].passed_over && all_hold(plan_, plan_.rows, columns_, row, record);
  return wanted ? RowRole::data : RowRole::passed_over;
}

maps::FlatCell Controls::cell(const maps::FlatTerm& term, const csv::Row& row) const {
  maps::FlatCell found = columns_.value(row, term.record, term.element - 1U);
  found.text = csv::trim(found.text);
  return found;
}

std::optional<Decimal> Controls::number(const maps::FlatTerm& term, std::string_view text) const {
  const auto written = maps::parse_written(text, plan_.syntax);
  if (!written) return std::nullopt;
  const bool as_written = plan_.is_on(maps::Switch::written_decimals) ||
                          text.find(plan_.syntax.decimal_mark) != std::string_view::npos;
  return as_written ? *written : maps::with_decimals(*written, term.decimals);
}

void Controls::count(Tally& tally, bool of_file, const csv::Row& row, std::size_t record,
                     RowRole role) const {
  const std::vector<maps::FlatControl>& controls = plan_.flat.controls;
  tally.entries_.resize(controls.size());
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const maps::FlatControl& control = controls[i];
    Tally::Entry& entry = tally.entries_[i];
    if (control.of_file != of_file) continue;
    if (control.counts_all) entry.sum += Decimal::from_integer(1);
    if (record == maps::kNoRecord) continue;
    if (entry.line == 0 && role != RowRole::passed_over && states(control, row, record)) {
      const maps::FlatCell stated = cell(control.stated, row);
      if (stated.text.empty()) continue;
      const auto said = number(control.stated, stated.text);
      entry.said = said.value_or(Decimal());
      entry.said_known = said.has_value();
      entry.line = stated.line;
      entry.column = stated.column;
    }
    // In a file of one type, rows of sums and those that the map does not want are none to count.
    if (plan_.flat.tagged || role == RowRole::data) add(entry, control, row, record);
  }
}

void Controls::add(Tally::Entry& entry, const maps::FlatControl& control, const csv::Row& row,
                   std::size_t record) const {
  entry.sum +=
      Decimal::from_integer(std::count(control.counted.begin(), control.counted.end(), record));
  for (const maps::FlatTerm& term : control.summed) {
    if (term.record != record || !all_hold(plan_, term.checks, columns_, row, record)) continue;
    const maps::FlatCell summed = cell(term, row);
    entry.sum_known = entry.sum_known && !row.broken;
    if (summed.text.empty()) continue;
    const auto value = number(term, summed.text);
    if (value) entry.sum += *value;
    entry.sum_known = entry.sum_known && value.has_value();
  }
}

std::optional<Finding> Controls::disagreement(const maps::FlatControl& control,
                                              const Tally::Entry& entry) const {
  const std::string what = control.of_file ? "the file" : "the document";
  const std::string& name = columns_.names()[control.stated.record][control.stated.element - 1U];
  Finding finding;
  finding.scope = control.of_file ? FindingScope::message : FindingScope::field;
  if (entry.line == 0) {
    if (control.optional) return std::nullopt;
    finding.code = "CONTROL_MISSING";
    finding.message = "no row states `" + name + "` of " + what + ": its end may have been cut off";
    finding.mend = "ask for the file again, or say `optional: true` where it need not be there";
    return finding;
  }
  finding.place.line = entry.line;
  finding.place.column = entry.column;
  finding.place.tag = name;
  if (!entry.said_known) {
    finding.code = "NUMBER_INVALID";
    finding.message = "what " + what + " should come to is no number, so it is not checked";
    finding.mend = "send a plain decimal number";
    return finding;
  }
  if (!entry.sum_known || entry.said == entry.sum) return std::nullopt;
  const std::string sum = entry.sum.to_string();
  finding.code = "CONTROL_TOTAL";
  finding.value = entry.said.to_string();
  finding.message = "`" + name + "` says " + finding.value +
                    (control.summed.empty() ? ", and " + what + " has " + sum + " such rows"
                                            : ", the rows of " + what + " come to " + sum);
  finding.mend = "check that no row was lost or doubled on the way, and ask for the file again";
  return finding;
}

void Controls::compare(const Tally& tally, bool of_file, Findings& findings) const {
  const std::vector<maps::FlatControl>& controls = plan_.flat.controls;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (controls[i].of_file != of_file) continue;
    const Tally::Entry entry = i < tally.entries_.size() ? tally.entries_[i] : Tally::Entry();
    if (auto finding = disagreement(controls[i], entry)) findings.push_back(std::move(*finding));
  }
}

}  // namespace weighbridge::flat
