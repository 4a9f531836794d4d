#include "cases/kpis/facts.hpp"

namespace weighbridge::cases {
namespace {

using Key = std::function<std::string(const Whose&)>;

template <class Fact>
void divide(const std::vector<Fact>& facts, std::vector<Fact> KpiFacts::*list, const Key& key,
            std::map<std::string, KpiFacts>& groups) {
  for (const Fact& fact : facts)
    if (const std::string group = key(fact); !group.empty()) (groups[group].*list).push_back(fact);
}

}  // namespace

std::map<std::string, KpiFacts> grouped(const KpiFacts& facts, const Key& key) {
  std::map<std::string, KpiFacts> groups;
  divide(facts.cases, &KpiFacts::cases, key, groups);
  divide(facts.lines, &KpiFacts::lines, key, groups);
  divide(facts.residues, &KpiFacts::residues, key, groups);
  divide(facts.invoice_lines, &KpiFacts::invoice_lines, key, groups);
  divide(facts.invoices, &KpiFacts::invoices, key, groups);
  divide(facts.counts, &KpiFacts::counts, key, groups);
  divide(facts.approvals, &KpiFacts::approvals, key, groups);
  divide(facts.postings, &KpiFacts::postings, key, groups);
  divide(facts.inbound, &KpiFacts::inbound, key, groups);
  divide(facts.recoveries, &KpiFacts::recoveries, key, groups);
  divide(facts.shipments, &KpiFacts::shipments, key, groups);
  divide(facts.notice_lines, &KpiFacts::notice_lines, key, groups);
  divide(facts.due_lines, &KpiFacts::due_lines, key, groups);
  return groups;
}

}  // namespace weighbridge::cases
