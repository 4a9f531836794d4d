#include "mappings/reader/flat_choice.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mappings/reader/csv_columns.hpp"
#include "mappings/reader/flat_columns.hpp"
#include "parsers/csv/cut_source.hpp"
#include "parsers/name_pattern.hpp"
#include "parsers/text_encoding.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::flat {
namespace {

/// As much as is looked at of a file before its reader is chosen: a shorter head is the whole file.
constexpr std::size_t kHeadBytes = 4096;
constexpr int kRowsLookedAt = 20;

bool has_wide_mark(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
}

/// Our own formats that no map of rows is asked about.
bool is_settled(ContentKind kind, std::string_view head) {
  switch (kind) {
    case ContentKind::empty:
    case ContentKind::x12:
    case ContentKind::edifact:
    case ContentKind::xml:
    case ContentKind::json:
    case ContentKind::json_lines:
    case ContentKind::flat:
      return true;
    case ContentKind::binary:
    case ContentKind::unknown:
    case ContentKind::yaml:
      return false;
    default:
      return csv::is_whole_header(kind, head);
  }
}

/// Whether a map could read such content at all: what looks binary may be UTF-16.
bool may_read(const maps::Plan& plan, ContentKind kind, std::string_view head) {
  if (plan.standard != maps::kFlatStandard || plan.flat.by_party || plan.flat.json) return false;
  const bool wide =
      plan.flat.encoding == TextEncoding::utf16_le || plan.flat.encoding == TextEncoding::utf16_be;
  return kind != ContentKind::binary || wide || has_wide_mark(head);
}

/// How well one map fits a file.
struct Fit {
  const maps::Plan* plan = nullptr;
  bool named = false;     ///< the file's name is one of the map's
  bool nameless = false;  ///< the map says nothing of names, or the file has none
  bool fits = false;      ///< so do the headings or types of records
  std::size_t found = 0;  ///< columns found by their heading, or rows of known types
  std::string why_not;
};

/// The complete lines of a head.
std::string_view whole_lines(std::string_view head) {
  if (head.size() < kHeadBytes) return head;
  const std::size_t end = head.find_last_of("\r\n");
  return end == std::string_view::npos ? head : head.substr(0, end + 1);
}

void look_at_headings(std::span<const csv::Cell> cells, Fit& fit) {
  const Columns columns(fit.plan->flat, cells);
  fit.found = columns.found();
  fit.fits = columns.missing().empty();
  if (fit.fits) return;
  const std::string& heading = columns.missing().front()->headings.front();
  fit.why_not = "the column `" + heading + "` is missing";
  if (columns.missing().size() > 1)
    fit.why_not += " and " + std::to_string(columns.missing().size() - 1) + " more";
}

/// Every row of the head must have a type that the map knows.
void look_at_types(csv::Reader& rows, csv::Row row, Fit& fit) {
  const Columns columns(fit.plan->flat, {});
  for (int looked_at = 0; looked_at < kRowsLookedAt; ++looked_at) {
    const maps::FlatCell type = columns.type_of(row);
    if (fit.plan->flat.record(type.text) == maps::kNoRecord) {
      if (type.text == "\x1A") break;
      fit.why_not = "line " + std::to_string(row.line) + " is no record of its: `" +
                    shown_value(type.text) + "`";
      fit.fits = false;
      return;
    }
    ++fit.found;
    if (!rows.next(row)) break;
  }
}

Fit fit_of(const maps::Plan& plan, std::string_view head, std::string_view file_name) {
  Fit fit;
  fit.plan = &plan;
  const std::vector<std::string>& patterns = plan.flat.files;
  fit.named = std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return name_matches(pattern, file_name);
  });
  fit.nameless = patterns.empty() || file_name.empty();

  MemorySource bytes(head);
  DecodedSource text(bytes, plan.flat.encoding);
  Findings ignored;
  csv::CutSource lines(text, plan.flat.row_length);
  csv::Reader rows(lines, ignored, plan.flat.dialect);
  csv::Row row;
  if (!rows.next(row))
    fit.why_not = "it has no rows";
  else if (plan.flat.header)
    look_at_headings(row.cells, fit);
  else
    fit.fits = true;
  const bool has_types = fit.fits && plan.flat.tagged && (!plan.flat.header || rows.next(row));
  if (has_types) look_at_types(rows, row, fit);
  return fit;
}

Finding finding_of(std::string code, std::string message, std::string mend) {
  Finding finding;
  finding.code = std::move(code);
  finding.place = text_start();
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

std::string names_of(const std::vector<const Fit*>& fits) {
  std::string names;
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (i > 0) names += i + 1 == fits.size() ? " and " : ", ";
    names += fits[i]->plan->name();
  }
  return names;
}

/// The one of `fits` that finds most; a doubt when several do.
Choice best_of(std::vector<const Fit*> fits) {
  std::size_t most = 0;
  for (const Fit* fit : fits) most = std::max(most, fit->found);
  std::erase_if(fits, [most](const Fit* fit) { return fit->found < most; });
  if (fits.size() == 1) return {fits.front()->plan, std::nullopt};
  return {nullptr,
          finding_of("MAP_NOT_CLEAR",
                     "the file may be for several maps: " + names_of(fits) + " fit it equally well",
                     "say in `files` of each map what its files are called")};
}

/// What is told where no map takes the file: only what somebody could have meant.
Choice nearest_of(const std::vector<Fit>& fits) {
  const Fit* nearest = nullptr;
  for (const Fit& fit : fits)
    if (fit.found >= 2 && (nearest == nullptr || fit.found > nearest->found ||
                           (fit.fits && !nearest->fits && fit.found == nearest->found)))
      nearest = &fit;
  if (nearest == nullptr) return {};
  const std::string name = nearest->plan->name();
  if (nearest->fits)
    return {nullptr,
            finding_of(
                "MAP_MISSING", "the columns are those of " + name + ", and the file's name is not",
                "rename it, or add its name to `files`: " + nearest->plan->flat.files.front())};
  return {nullptr,
          finding_of("MAP_MISSING",
                     "no map fits the file; " + name + " comes nearest, but " + nearest->why_not,
                     "correct the file, or add the spelling to the map's columns")};
}

std::vector<Fit> fits_of(const maps::MapSet& maps, ContentKind kind, std::string_view head,
                         std::string_view file_name) {
  std::vector<Fit> fits;
  for (const std::span<const maps::Plan> plans : {maps.plans(), maps.partner_plans()})
    for (const maps::Plan& plan : plans)
      if (may_read(plan, kind, head)) fits.push_back(fit_of(plan, head, file_name));
  return fits;
}

}  // namespace

Choice choose(std::string_view head, ContentKind kind, const maps::MapSet& maps,
              std::string_view file_name, bool any_file_name) {
  if (is_settled(kind, head)) return {};
  const std::vector<Fit> fits = fits_of(maps, kind, whole_lines(head), file_name);
  std::vector<const Fit*> named, named_and_fitting, fitting;
  for (const Fit& fit : fits) {
    if (fit.named) named.push_back(&fit);
    if (fit.named && fit.fits) named_and_fitting.push_back(&fit);
    const bool by_content = fit.nameless && fit.plan->flat.has_signature();
    if (fit.fits && (by_content || any_file_name)) fitting.push_back(&fit);
  }
  if (!named_and_fitting.empty()) return best_of(std::move(named_and_fitting));
  if (!fitting.empty()) return best_of(std::move(fitting));
  // Its reader tells best what is wrong with a file that is a map's by its name alone.
  if (!named.empty()) return best_of(std::move(named));
  if (any_file_name && fits.size() == 1) return {fits.front().plan, std::nullopt};
  return nearest_of(fits);
}

}  // namespace weighbridge::flat
