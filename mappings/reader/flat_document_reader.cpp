#include "mappings/reader/flat_document_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mappings/maps/trace.hpp"
#include "mappings/reader/receipt_rules.hpp"
#include "mappings/reader/tables.hpp"

namespace weighbridge {
namespace {

/// In a row whose cells are missing or have moved, nothing that is found in them is worth telling:
/// of the findings behind the first `known` those go that stand in a line of these.
void drop_followers(Findings& findings, std::size_t known) {
  const auto first = findings.begin() + static_cast<std::ptrdiff_t>(known);
  findings.erase(std::remove_if(first, findings.end(),
                                [&](const Finding& finding) {
                                  return std::any_of(findings.begin(), first,
                                                     [&](const Finding& row) {
                                                       return row.place.line == finding.place.line;
                                                     });
                                }),
                 findings.end());
}

}  // namespace

ReadDocument FlatDocumentReader::read(const maps::Plan& chosen, const maps::FlatDocument& given,
                                      const std::vector<std::vector<std::string>>& names,
                                      const Findings& flaws) {
  ReadDocument document;
  document.findings = flaws;
  const maps::Plan* plan = &chosen;
  maps::FlatDocument rows = given.with_constants(*plan);
  edi::TransactionSet set = rows.as_set(*plan);
  gatherer_.gather(*plan, set, gathered_);
  if (const maps::Plan* own = tables_.maps().of_parties(*plan, gathered_)) {
    plan = own;
    rows = given.with_constants(*plan);
    set = rows.as_set(*plan);
    gatherer_.gather(*plan, set, gathered_);
  }
  const maps::FlatView view(*plan, rows, names);
  maps::MappedDocument mapped =
      mapper_.map(*plan, gathered_, view, {}, document.findings, options_.limits.findings_max);
  drop_followers(document.findings, flaws.size());
  if (options_.trace) {
    document.taken = maps::trace(*plan, gathered_, view);
    document.not_taken = view.not_asked();
  }
  document.control = mapped.receipt.document.number;
  document.events = std::move(mapped.events);
  if (plan->event) {
    document.set = to_string_view(*plan->event);
    leave_out_incomplete(document.events, document.findings);
  } else {
    document.set = to_string_view(mapped.receipt.document.kind);
    if (!mapped.states_nothing) document.receipt = std::move(mapped.receipt);
  }
  for (Finding& finding : document.findings)
    if (finding.place.line == 0) finding.place.line = view.place(0).line;
  document.supplier_rule = std::move(mapped.supplier_rule);
  document.map = plan->name();
  document.accepted = !has_errors(document.findings);
  return document;
}

}  // namespace weighbridge
