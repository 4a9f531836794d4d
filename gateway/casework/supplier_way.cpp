#include "gateway/casework/supplier_way.hpp"

#include <algorithm>
#include <array>

#include "gateway/casework/dossier.hpp"

namespace weighbridge::casework {
namespace {

/// Syntaxes that we can write to a supplier in.
constexpr std::array<std::string_view, 3> kSyntaxes{"X12", "EDIFACT", "UBL"};

/// "ZZ:ACME" in its two parts.
PartyId party_of(const std::string& name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

bool is_his(const Receipt& receipt) {
  return receipt.stage == Stage::invoiced || receipt.stage == Stage::shipped;
}

/// The invoice first: that is what most cases are about.
int rank(const matching::AcceptedReceipt& accepted, const cases::Case& value) {
  const Receipt& receipt = accepted.receipt;
  const bool named = receipt.document.number == value.anchor.invoice ||
                     std::any_of(value.items.begin(), value.items.end(), [&](const auto& item) {
                       return item.document == receipt.document.number;
                     });
  return (named ? 2 : 0) + (receipt.stage == Stage::invoiced ? 1 : 0);
}

std::optional<SupplierWay> way_by(const matching::AcceptedReceipt& accepted, const CaseTools& tools,
                                  store::Reader& reader) {
  const auto document = reader.document_of_receipt(accepted.sequence);
  if (!document ||
      std::find(kSyntaxes.begin(), kSyntaxes.end(), document->standard) == kSyntaxes.end())
    return std::nullopt;
  // An Invoice Response speaks of an invoice, and of nothing else.
  if (document->standard == "UBL" && accepted.receipt.stage != Stage::invoiced) return std::nullopt;
  const auto message = reader.monitored(document->message);
  if (!message) return std::nullopt;
  SupplierWay way;
  way.document = *document;
  way.head.standard = document->standard;
  way.head.sender = party_of(document->sender);
  way.head.receiver = party_of(document->receiver);
  if (tools.setup.route)
    way.route = tools.setup.route(message->partner, message->channel, document->sender);
  way.number = accepted.receipt.document.number;
  way.date = accepted.receipt.document.date;
  return way;
}

}  // namespace

boost::system::result<SupplierWay, std::string> supplier_way(const cases::Case& value,
                                                             const CaseTools& tools,
                                                             store::Reader& reader) {
  if (value.anchor.supplier.str().empty()) return std::string("no supplier has to do with it");
  std::vector<matching::AcceptedReceipt> documents = documents_of(value, reader);
  std::erase_if(documents, [](const auto& accepted) { return !is_his(accepted.receipt); });
  const bool billed = std::any_of(documents.begin(), documents.end(), [](const auto& accepted) {
    return accepted.receipt.stage == Stage::invoiced;
  });
  std::stable_sort(documents.begin(), documents.end(),
                   [&](const auto& a, const auto& b) { return rank(a, value) > rank(b, value); });
  bool any = false;
  for (const matching::AcceptedReceipt& accepted : documents) {
    auto way = way_by(accepted, tools, reader);
    any = any || way;
    if (!way || way->route.channel.empty()) continue;
    way->billed = billed;
    return *std::move(way);
  }
  if (!any)
    return std::string(
        "none of its documents came from the supplier in X12 or EDIFACT, nor an invoice in UBL, in "
        "which he could be told");
  return std::string("the supplier's partner file names no channel to reach him by");
}

}  // namespace weighbridge::casework
