#include "gateway/casework/supplier_answer.hpp"

#include <algorithm>

#include "cases/canonical_json.hpp"
#include "gateway/pipeline/answers.hpp"

namespace weighbridge::casework {
namespace {

constexpr std::size_t kNumberLength = 16;  // "DC-2026-00000001"
constexpr std::size_t kNamedMax = 20;

void add(std::vector<std::string>& named, std::string_view text) {
  if (!cases::parse_case_number(text) || named.size() >= kNamedMax) return;
  if (std::find(named.begin(), named.end(), text) == named.end()) named.emplace_back(text);
}

bool was_told(const cases::CaseWork& work, const std::string& partner, store::Reader& reader) {
  return std::any_of(work.notices.begin(), work.notices.end(), [&](const auto& notice) {
    const auto sent = reader.outbound(notice.outbound);
    return sent && sent->partner == partner;
  });
}

std::string words_of(const pipeline::SortedDocument& document) {
  std::string text = "The supplier answered with a " + document.row.set;
  if (!document.row.document.empty()) text += " (" + document.row.document + ')';
  if (document.receipt && document.receipt->receipt.totals.amount)
    text += " over " + document.receipt->receipt.totals.amount->value.to_string(2) + ' ' +
            std::string(document.receipt->receipt.currency.code());
  for (const std::string& said : pipeline::texts_of(document)) text += ". " + said;
  for (const Finding& finding : document.row.findings) text += ". " + finding.message;
  text.resize(std::min<std::size_t>(text.size(), 2'000));
  return text;
}

}  // namespace

std::vector<std::string> cases_named_in(const pipeline::SortedDocument& document) {
  std::vector<std::string> named;
  if (document.receipt) add(named, document.receipt->receipt.references.case_number);
  const std::string_view text = document.text;
  for (std::size_t at = text.find("DC-"); at != std::string_view::npos;
       at = text.find("DC-", at + 1))
    add(named, text.substr(at, kNumberLength));
  return named;
}

void hear_supplier(std::string_view case_id, const pipeline::SortedDocument& document,
                   const store::MonitoredMessage& message, const cases::Act& act,
                   store::Writer& writer) {
  auto value = writer.find_case(case_id);
  if (!value) return;
  cases::CaseWork work = writer.case_work(case_id);
  if (!was_told(work, message.partner, writer)) return;
  const bool heard = std::any_of(work.comments.begin(), work.comments.end(),
                                 [&](const auto& said) { return said.message == message.id; });
  if (heard) return;
  cases::CaseComment& said = work.comments.emplace_back();
  said.number = static_cast<std::uint32_t>(work.comments.size());
  said.at = act.at;
  said.by = value->anchor.supplier.str();
  said.text = words_of(document);
  said.message = message.id;
  std::vector<cases::CaseEvent> events{
      {value->id,
       "case.supplier_heard",
       {},
       cases::CanonicalObject().text("message", message.id).text("set", document.row.set).str(),
       {}}};
  if (value->state == cases::CaseState::awaiting_supplier)
    if (auto event = cases::move_case(*value, cases::CaseState::in_review, cases::Mover::system,
                                      {cases::Fact::response_received}, act.at))
      events.push_back(*std::move(event));
  writer.put_case(*value);
  writer.put_case_work(case_id, work);
  for (cases::LedgerEntry& entry : cases::case_entries(act, events))
    writer.append(std::move(entry));
}

}  // namespace weighbridge::casework
