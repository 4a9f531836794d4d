#include "gateway/cli/reconcile.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/explanation_text.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/progress.hpp"
#include "gateway/cli/reconcile_csv.hpp"
#include "gateway/cli/reconcile_json.hpp"
#include "gateway/cli/reconcile_text.hpp"
#include "gateway/cli/tables.hpp"
#include "gateway/cli/what_if.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/file_walk.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/pipeline/reconcile.hpp"

namespace weighbridge::cli {
namespace {

constexpr std::string_view kNotKept = ":memory:";

/// The text of the file at `path`; nothing, and a complaint, when it cannot be read.
std::optional<NamedText> read_policy(const std::string& path, const Screen& screen) {
  try {
    return NamedText{path, intake::read_whole(path)};
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(path, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return std::nullopt;
  }
}

/// The text of the policy to judge by: --policy, else the policy.yaml among the input, else that of
/// the configuration; an empty path means STD-1 as it is. Nothing when the choice is not clear.
std::optional<NamedText> choose_policy(const ReconcileOptions& options,
                                       const std::vector<NamedText>& among_input,
                                       const Screen& screen) {
  if (!options.policy_file.empty()) return read_policy(options.policy_file, screen);
  for (const NamedText& other : among_input) {
    if (other.text == among_input.front().text) continue;
    screen.err.write(complaint(other.path,
                               "a second policy; one run is judged by one, and " +
                                   among_input.front().path + " is another",
                               "say which one with --policy FILE"));
    return std::nullopt;
  }
  if (!among_input.empty()) return among_input.front();
  intake::ConfigurationFiles files = intake::configuration_files(options.config_dir);
  return NamedText{std::move(files.policy_path), std::move(files.policy_text)};
}

std::optional<matching::Policy> parse_policy(const NamedText& file, const Screen& screen) {
  std::vector<TableError> errors;
  matching::Policy policy = matching::parse_policy(file.path, file.text, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return std::nullopt;
  return policy;
}

/// Sets the policy to judge by; false, and complaints, when there is none.
bool load_policy(const ReconcileOptions& options, const std::vector<NamedText>& among_input,
                 pipeline::RunSettings& settings, const Screen& screen) {
  const std::optional<NamedText> chosen = choose_policy(options, among_input, screen);
  if (!chosen) return false;
  const std::optional<matching::Policy> policy =
      chosen->path.empty() ? matching::standard_policy() : parse_policy(*chosen, screen);
  if (!policy) return false;
  settings.policy = *policy;
  settings.policy_text = chosen->text;
  return true;
}

/// Sets the other policy of a what-if; false, and complaints, when it is none.
bool load_against(const ReconcileOptions& options, pipeline::RunSettings& settings,
                  const Screen& screen) {
  if (options.against_file.empty()) return true;
  const std::optional<NamedText> file = read_policy(options.against_file, screen);
  if (file) settings.against = parse_policy(*file, screen);
  return settings.against.has_value();
}

std::string render(const pipeline::Report& report, Format format, const Style& style) {
  switch (format) {
    case Format::json:
      return reconcile_json(report);
    case Format::csv:
      return reconcile_csv(report);
    case Format::text:
      break;
  }
  if (report.against) return what_if_text(report, style);
  return reconcile_text(report, style) + explanation_text(report, style);
}

/// Rejected input on standard error, unless the same person reads it in the report.
void tell_rejected(const pipeline::Report& report, bool in_report, const Screen& screen) {
  for (const pipeline::Rejected& entry : report.rejected) {
    for (const Finding& finding : entry.errors) {
      const std::string line = complaint(entry.file, entry.title(), finding);
      if (in_report)
        screen.repeat(line);
      else
        screen.err.write(line);
    }
  }
}

ExitStatus status_of(const pipeline::Report& report, bool anything_read,
                     const std::optional<matching::Severity>& fail_on) {
  if (!report.rejected.empty() && !anything_read) return ExitStatus::rejected;
  if (!report.rejected.empty()) return ExitStatus::errors;
  const auto& discrepancies = report.judgement.discrepancies;
  const bool failing = fail_on && std::any_of(discrepancies.begin(), discrepancies.end(),
                                              [&](const matching::Discrepancy& discrepancy) {
                                                return !discrepancy.auto_resolved &&
                                                       discrepancy.severity >= *fail_on;
                                              });
  return failing ? ExitStatus::errors : ExitStatus::well;
}

pipeline::Rejected rejected_path(const intake::Trouble& trouble) {
  Finding finding;
  finding.code = "unreadable";
  finding.message = trouble.what;
  finding.mend = trouble.mend;
  return {trouble.where, {}, {}, {}, {std::move(finding)}};
}

ReferenceData known_reference(store::Store& store) {
  ReferenceData known;
  store.read([&](store::Reader& reader) { known = reader.reference(); });
  return known;
}

ExitStatus reconcile_in(const ReconcileOptions& options, const Screen& screen) {
  const std::shared_ptr<const ReaderTables> tables = load_tables(options.config_dir, screen);
  if (!tables) return ExitStatus::configuration;
  const std::unique_ptr<store::Store> store = store::open_sqlite(options.store);

  const intake::FileWalk walk = intake::walk(options.paths);
  pipeline::TakenIn taken;
  {
    Progress progress(screen.err, true);
    taken = pipeline::take_in(walk.files, *tables, known_reference(*store),
                              [&](const std::string& file, std::uint64_t done,
                                  std::uint64_t total) { progress.update(file, done, total); });
  }
  for (const intake::Trouble& trouble : walk.troubles)
    taken.rejected.push_back(rejected_path(trouble));

  pipeline::RunSettings settings;
  if (!load_policy(options, taken.policies, settings, screen)) return ExitStatus::configuration;
  if (!load_against(options, settings, screen)) return ExitStatus::configuration;
  settings.explain = options.explain;
  settings.now = intake::wall_clock();
  settings.as_of = options.as_of.value_or(settings.now);
  settings.keeps = settings.keeps_bytes = options.store != kNotKept;

  pipeline::Report report = pipeline::reconcile(taken, settings, *store);
  if (settings.keeps) report.store = options.store;
  const bool anything_read = !taken.messages.empty() || !taken.reference_files.empty();
  const ExitStatus status = status_of(report, anything_read, options.fail_on);
  // For a person there is nothing to report on where nothing was read: the complaints say it all.
  const bool reported = options.format != Format::text || status != ExitStatus::rejected;
  if (reported) screen.out.write(render(report, options.format, screen.style));
  screen.out.flush();
  tell_rejected(report, reported && options.format != Format::csv, screen);
  return status;
}

}  // namespace

ExitStatus reconcile(const ReconcileOptions& options, const Screen& screen) {
  try {
    return reconcile_in(options, screen);
  } catch (const store::StoreError& failure) {
    return tell_failure(options.store, failure, screen);
  }
}

}  // namespace weighbridge::cli
