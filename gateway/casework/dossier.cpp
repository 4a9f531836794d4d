#include "gateway/casework/dossier.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "cases/journal.hpp"
#include "gateway/casework/supplier_way.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::casework {
namespace {

using cases::Case;
using cases::People;

constexpr std::size_t kDocumentsMax = 50;
constexpr std::chrono::hours kCountsFor{24};

void keep(People& people, const std::string& name) {
  if (!name.empty()) people.insert(name);
}

/// The user who brought a document, where one did.
std::string sender_of(const matching::AcceptedReceipt& receipt, store::Reader& reader) {
  const std::uint64_t number = reader.first_delivery(receipt.source);
  const auto delivery = number == 0 ? std::nullopt : reader.delivery(number);
  return delivery ? delivery->user : std::string();
}

void involve(const matching::AcceptedReceipt& accepted, cases::Involvement& involved,
             store::Reader& reader) {
  const Receipt& receipt = accepted.receipt;
  const std::string sender = sender_of(accepted, reader);
  switch (receipt.stage) {
    case Stage::ordered:
      keep(involved.ordered, sender);
      break;
    case Stage::received:
    case Stage::accrued:
      keep(involved.recorded, sender);
      for (const ReceiptLine& line : receipt.lines) keep(involved.recorded, line.user);
      break;
    case Stage::invoiced:
      keep(involved.keyed, sender);
      break;
    case Stage::shipped:
      break;
  }
}

void add_new(std::vector<matching::AcceptedReceipt>& found,
             std::vector<matching::AcceptedReceipt> more) {
  for (matching::AcceptedReceipt& receipt : more) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const auto& other) {
      return other.sequence == receipt.sequence;
    });
    if (!known) found.push_back(std::move(receipt));
  }
}

/// The orders that the invoices among them bill, a few.
std::set<PoNumber> orders_billed(const std::vector<matching::AcceptedReceipt>& documents) {
  constexpr std::size_t kOrdersMax = 5;
  std::set<PoNumber> orders;
  for (const matching::AcceptedReceipt& accepted : documents)
    if (accepted.receipt.stage == Stage::invoiced)
      for (const ReceiptLine& line : accepted.receipt.lines)
        if (!line.po.str().empty() && orders.size() < kOrdersMax) orders.insert(line.po);
  return orders;
}

/// What the documents of a case say its currency is worth: ours go before those of the supplier,
/// whose word must not move the limits; then the one that the case is about, then the latest.
std::optional<Rate> rate_of(const Case& value,
                            const std::vector<matching::AcceptedReceipt>& documents) {
  const auto weight = [&](const Receipt& receipt) {
    if (receipt.stage != Stage::invoiced && receipt.stage != Stage::shipped) return 2;
    const std::string& number = receipt.document.number;
    return number == value.anchor.invoice || number == value.anchor.document ? 1 : 0;
  };
  std::optional<Rate> rate;
  int best = 0;
  for (const matching::AcceptedReceipt& accepted : documents) {
    const Receipt& receipt = accepted.receipt;
    if (!receipt.exchange_rate || receipt.currency != value.currency) continue;
    if (weight(receipt) < best) continue;
    best = weight(receipt);
    rate = receipt.exchange_rate;
  }
  return rate;
}

/// Ten business days on, at the site of the case.
Date latest_wait(const Case& value, const CaseTools& tools) {
  const cases::BusinessTime business(tools.calendar, value.site);
  return tools.calendar.day_of(value.site, business.after(tools.now, std::chrono::hours{10 * 8}));
}

}  // namespace

cases::Scope scope_of(const Case& value, const ReferenceData& reference) {
  cases::Scope scope;
  scope.site = value.site;
  const auto found =
      std::find_if(reference.suppliers.begin(), reference.suppliers.end(),
                   [&](const SupplierRow& row) { return row.supplier == value.anchor.supplier; });
  if (found != reference.suppliers.end()) scope.supplier_group = found->group;
  return scope;
}

std::vector<matching::AcceptedReceipt> documents_of(const Case& value, store::Reader& reader) {
  const matching::Anchor& anchor = value.anchor;
  if (anchor.supplier.str().empty()) return {};
  std::vector<matching::AcceptedReceipt> found;
  if (!anchor.po.str().empty()) found = reader.receipts_of(anchor.supplier, anchor.po);
  store::Words keys;
  if (!anchor.invoice.empty()) keys.insert(matching::document_key(anchor.supplier, anchor.invoice));
  if (!anchor.document.empty())
    keys.insert(matching::document_key(anchor.supplier, anchor.document));
  for (const cases::CaseItem& item : value.items)
    if (!item.document.empty()) keys.insert(matching::document_key(anchor.supplier, item.document));
  add_new(found, reader.receipts_at(reader.linked_receipts(keys)));
  for (const PoNumber& po : orders_billed(found))
    if (po != anchor.po) add_new(found, reader.receipts_of(anchor.supplier, po));
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  if (found.size() > kDocumentsMax)
    found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(kDocumentsMax));
  return found;
}

std::vector<cases::Hold> holds_of(const Case& value, store::Reader& reader) {
  std::vector<std::string> keys;
  for (const cases::CaseItem& item : value.items) keys.push_back(item.key);
  std::vector<cases::Hold> holds = reader.holds_for(keys);
  for (cases::Hold& hold : reader.holds_of({matching::owner_of(value.anchor)}))
    if (hold.is_manual() && hold.anchor == value.anchor) holds.push_back(std::move(hold));
  std::sort(holds.begin(), holds.end(),
            [](const cases::Hold& a, const cases::Hold& b) { return a.number < b.number; });
  return holds;
}

/// Who wrote a version that took effect, and when it last did: whatever is open is judged again
/// under each.
cases::LastTimes writers_of_policies(store::Reader& reader) {
  cases::LastTimes writers;
  std::map<std::string, std::set<std::string>> wrote;  // by what the ledger tells of the version
  for (const cases::LedgerEntry& entry : reader.ledger_of(cases::kPolicyObject)) {
    if (entry.action == cases::kPolicyWritten) wrote[entry.after].insert(entry.actor);
    if (entry.action != cases::kPolicyApproved) continue;
    for (const std::string& writer : wrote[entry.after]) writers[writer] = entry.at;
  }
  return writers;
}

cases::Involvement involvement_of(const Case& value,
                                  const std::vector<matching::AcceptedReceipt>& documents,
                                  store::Reader& reader) {
  cases::Involvement involved;
  for (const matching::AcceptedReceipt& receipt : documents) involve(receipt, involved, reader);
  if (!value.anchor.event.empty())
    for (const matching::AcceptedEvent& accepted :
         reader.event_page({.kind = {}, .id = value.anchor.event})) {
      keep(involved.recorded, accepted.event.counter);
      keep(involved.recorded, accepted.event.user);
    }
  if (!value.anchor.supplier.str().empty())
    for (const cases::LedgerEntry& entry :
         reader.ledger_of(cases::supplier_object(value.anchor.supplier.str())))
      if (entry.action == cases::kPayeeChanged) involved.changed_payee[entry.actor] = entry.at;
  involved.wrote_policy = writers_of_policies(reader);
  return involved;
}

std::optional<cases::Dossier> gather(std::string_view case_id, const cases::Person& person,
                                     const CaseTools& tools, store::Reader& reader) {
  const auto value = reader.find_case(case_id);
  if (!value) return std::nullopt;
  cases::Dossier dossier;
  dossier.value = *value;
  dossier.work = reader.case_work(case_id);
  dossier.holds = holds_of(*value, reader);
  dossier.person = person;
  dossier.scope = scope_of(*value, tools.reference);
  const std::vector<matching::AcceptedReceipt> documents = documents_of(*value, reader);
  dossier.involved = involvement_of(*value, documents, reader);
  dossier.functional = tools.setup.policy.functional_currency;
  if (value->currency != dossier.functional) dossier.rate = rate_of(*value, documents);
  dossier.earlier =
      reader.approvals_by(person.id, value->anchor.supplier.str(), tools.now - kCountsFor);
  // Those of the current proposal are told as such.
  if (const cases::CaseProposal* current = dossier.work.current())
    std::erase_if(dossier.earlier, [&](const cases::Approval& approval) {
      return std::find(current->approvals.begin(), current->approvals.end(), approval) !=
             current->approvals.end();
    });
  if (const auto way = supplier_way(*value, tools, reader); !way) dossier.no_way = way.error();
  dossier.latest_wait = latest_wait(*value, tools);
  dossier.now = tools.now;
  return dossier;
}

}  // namespace weighbridge::casework
