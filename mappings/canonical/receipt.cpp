#include "mappings/canonical/receipt.hpp"

#include "mappings/canonical/words.hpp"

namespace weighbridge {

namespace {

constexpr Words<Stage, 5> kStages{{{
    {Stage::ordered, "ordered"},
    {Stage::shipped, "shipped"},
    {Stage::received, "received"},
    {Stage::accrued, "accrued"},
    {Stage::invoiced, "invoiced"},
}}};

constexpr Words<DocumentKind, 6> kDocumentKinds{{{
    {DocumentKind::purchase_order, "purchase_order"},
    {DocumentKind::ship_notice, "ship_notice"},
    {DocumentKind::warehouse_receipt, "warehouse_receipt"},
    {DocumentKind::accrual, "accrual"},
    {DocumentKind::invoice, "invoice"},
    {DocumentKind::credit_note, "credit_note"},
}}};

constexpr Words<Purpose, 6> kPurposes{{{
    {Purpose::original, "original"},
    {Purpose::replace, "replace"},
    {Purpose::cancel, "cancel"},
    {Purpose::correction, "correction"},
    {Purpose::duplicate, "duplicate"},
    {Purpose::reversal, "reversal"},
}}};

constexpr Words<Condition, 5> kConditions{{{
    {Condition::good, "good"},
    {Condition::damaged, "damaged"},
    {Condition::rejected, "rejected"},
    {Condition::quarantined, "quarantined"},
    {Condition::short_, "short"},
}}};

}  // namespace

std::string_view to_string_view(Stage value) {
  return kStages.word(value);
}
std::string_view to_string_view(DocumentKind value) {
  return kDocumentKinds.word(value);
}
std::string_view to_string_view(Purpose value) {
  return kPurposes.word(value);
}
std::string_view to_string_view(Condition value) {
  return kConditions.word(value);
}
std::optional<Stage> stage_from(std::string_view word) {
  return kStages.value(word);
}
std::optional<DocumentKind> document_kind_from(std::string_view word) {
  return kDocumentKinds.value(word);
}
std::optional<Purpose> purpose_from(std::string_view word) {
  return kPurposes.value(word);
}
std::optional<Condition> condition_from(std::string_view word) {
  return kConditions.value(word);
}

}  // namespace weighbridge
