#include "gateway/cli/cases.hpp"

#include "cases/case_state.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"

namespace weighbridge::cli {

ExitStatus cases_list(const CasesListOptions& options, const Screen& screen) {
  store::CaseFilter filter;
  filter.open_only = options.open_only;
  filter.supplier = options.supplier;
  filter.owner = options.owner;
  filter.code = options.code;
  filter.min_amount = options.min_amount;
  filter.limit = options.limit;
  if (!options.state.empty()) {
    filter.state = cases::case_state_from(options.state);
    if (!filter.state) {
      screen.err.write(complaint("--state", "'" + options.state + "' is no state of a case",
                                 "such as new, triaged, assigned, in_review, resolved, closed"));
      return ExitStatus::usage;
    }
  }
  return with_store(options.store, screen, [&](store::Reader& reader) {
    const std::vector<cases::Case> cases = reader.cases(filter);
    screen.out.write(options.format == Format::json ? cases_json(cases)
                                                    : cases_text(cases, screen.style));
    return ExitStatus::well;
  });
}

ExitStatus cases_show(const CasesShowOptions& options, const Screen& screen) {
  return with_store(options.store, screen, [&](store::Reader& reader) {
    const std::optional<cases::Case> found = reader.find_case(options.id);
    if (!found) {
      screen.err.write(
          complaint(options.id, "there is no such case in " + options.store,
                    "see which there are: weighbridge cases list --store " + options.store));
      return ExitStatus::rejected;
    }
    const std::vector<cases::LedgerEntry> history = reader.ledger_of(options.id);
    screen.out.write(options.format == Format::json ? case_json(*found, history)
                                                    : case_text(*found, history, screen.style));
    return ExitStatus::well;
  });
}

}  // namespace weighbridge::cli
