#include "mappings/reader/json_map_reader.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mappings/reader/tables.hpp"
#include "parsers/json/pointer.hpp"
#include "parsers/name_pattern.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::json_map {
namespace {

using maps::FlatColumn;
using maps::FlatRecord;
using maps::FlatRules;

/// How many columns of the document itself are there; 0 when one is missing that must be.
std::size_t found_in(json::Value document, const FlatRecord& record) {
  std::size_t found = 0;
  for (const FlatColumn& column : record.columns) {
    const bool is_there = json::at_pointer(document, column.pointer).has_value();
    if (!is_there && !column.optional) return 0;
    if (is_there) ++found;
  }
  return found;
}

/// The documents of a text: what the first of the pointers leads to that leads to objects with the
/// document's columns.
std::vector<json::Value> documents_of(json::Value root, const FlatRules& rules) {
  for (const std::string& pointer : rules.documents) {
    std::vector<json::Value> found = json::all_at_pointer(root, pointer);
    std::erase_if(found, [](json::Value value) { return value.kind() != json::Kind::object; });
    if (!found.empty() && found_in(found.front(), rules.records.front()) > 0) return found;
  }
  return {};
}

/// Lists count as much as members do, and one that must be there must be an array.
std::size_t fit_of(json::Value root, const FlatRules& rules) {
  const std::vector<json::Value> documents = documents_of(root, rules);
  if (documents.empty()) return 0;
  std::size_t found = found_in(documents.front(), rules.records.front());
  for (const FlatRecord& record : rules.records) {
    if (record.each.empty() || record.within != 0) continue;
    const auto list = json::at_pointer(documents.front(), record.each);
    if (list && list->kind() == json::Kind::array) ++found;
  }
  return found;
}

struct Fit {
  const maps::Plan* plan = nullptr;
  bool named = false;
  std::size_t found = 0;
};

std::vector<Fit> fits_of(json::Value root, const maps::MapSet& maps, const ReaderOptions& options) {
  std::vector<Fit> fits;
  for (const std::span<const maps::Plan> plans : {maps.plans(), maps.partner_plans()})
    for (const maps::Plan& plan : plans) {
      const FlatRules& rules = plan.flat;
      if (plan.standard != maps::kFlatStandard || !rules.json || rules.by_party) continue;
      Fit fit{&plan};
      fit.named = std::any_of(rules.files.begin(), rules.files.end(), [&](const auto& pattern) {
        return name_matches(pattern, options.file_name);
      });
      const bool may_be =
          fit.named || rules.files.empty() || options.file_name.empty() || options.any_file_name;
      if (may_be) fit.found = fit_of(root, rules);
      if (fit.found > 0) fits.push_back(fit);
    }
  return fits;
}

bool is_scalar(json::Value value) {
  return value.kind() == json::Kind::string || value.kind() == json::Kind::number ||
         value.kind() == json::Kind::boolean;
}

bool is_wanted(json::Value value, const FlatRecord& record) {
  return std::all_of(record.when.begin(), record.when.end(), [&](const auto& condition) {
    const auto found = json::at_pointer(value, record.columns[condition.first].pointer);
    const std::string_view text = found && is_scalar(*found) ? found->text() : std::string_view();
    const std::vector<std::string>& texts = condition.second;
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  });
}

/// Puts the values of one document before the map, record by record and from the outside in.
class Rows {
 public:
  Rows(const json::Document& text, const FlatRules& rules, const FlatLimits& limits)
      : text_(text), rules_(rules), limits_(limits) {}

  void add(json::Value value, std::size_t number) {
    if (rows_.rows() == limits_.document_rows_max || rows_.bytes() > limits_.document_bytes_max) {
      cut_ = true;
      return;
    }
    const FlatRecord& record = rules_.records[number];
    const Place place = text_.place_of(value);
    rows_.begin_row(number, place.line, place.offset);
    for (const FlatColumn& column : record.columns) {
      const auto found = json::at_pointer(value, column.pointer);
      const Place at = found ? text_.place_of(*found) : place;
      rows_.add(
          {found && is_scalar(*found) ? found->text() : std::string_view(), at.line, at.column});
    }
    for (std::size_t inner = number + 1; inner < rules_.records.size(); ++inner) {
      if (rules_.records[inner].within != number) continue;
      for (const json::Value each : json::all_at_pointer(value, rules_.records[inner].each + "/*"))
        if (each.kind() == json::Kind::object && is_wanted(each, rules_.records[inner]))
          add(each, inner);
    }
  }

  const maps::FlatDocument& rows() const { return rows_; }

  Findings flaws() const {
    if (!cut_) return {};
    Finding finding;
    finding.scope = FindingScope::field;
    finding.code = "LIMIT";
    finding.message =
        "the document is longer than we read: " + std::to_string(limits_.document_rows_max) +
        " rows or " + std::to_string(limits_.document_bytes_max) + " bytes";
    finding.mend = "send it in parts";
    return {finding};
  }

 private:
  const json::Document& text_;
  const FlatRules& rules_;
  const FlatLimits& limits_;
  maps::FlatDocument rows_;
  bool cut_ = false;
};

std::vector<std::vector<std::string>> names_of(const FlatRules& rules) {
  std::vector<std::vector<std::string>> names;
  for (const FlatRecord& record : rules.records) {
    std::vector<std::string>& own = names.emplace_back();
    for (const FlatColumn& column : record.columns) own.push_back(column.pointer);
  }
  return names;
}

}  // namespace

Choice choose(json::Value root, const ReaderTables& tables, const ReaderOptions& options) {
  std::vector<Fit> fits = fits_of(root, tables.maps(), options);
  const bool any_named =
      std::any_of(fits.begin(), fits.end(), [](const Fit& f) { return f.named; });
  if (any_named) std::erase_if(fits, [](const Fit& fit) { return !fit.named; });
  std::size_t most = 0;
  for (const Fit& fit : fits) most = std::max(most, fit.found);
  std::erase_if(fits, [most](const Fit& fit) { return fit.found < most; });
  if (fits.empty()) return {};
  if (fits.size() == 1) return {fits.front().plan, std::nullopt};
  Finding doubt;
  doubt.scope = FindingScope::transaction;
  doubt.code = "MAP_NOT_CLEAR";
  doubt.place = text_start();
  doubt.message = "the text may be for several maps: " + fits[0].plan->name() + " and " +
                  fits[1].plan->name() + " fit it equally well";
  doubt.mend = "say in `files` of each map what its files are called";
  return {nullptr, std::move(doubt)};
}

void read(const json::Document& text, const maps::Plan& plan, FlatDocumentReader& documents,
          const ReaderOptions& options, const std::function<void(ReadDocument&&)>& take) {
  const std::vector<std::vector<std::string>> names = names_of(plan.flat);
  for (const json::Value value : documents_of(text.root(), plan.flat)) {
    Rows rows(text, plan.flat, options.limits.flat);
    rows.add(value, 0);
    ReadDocument document = documents.read(plan, rows.rows(), names, rows.flaws());
    document.offset = rows.rows().offset();
    take(std::move(document));
  }
}

}  // namespace weighbridge::json_map
