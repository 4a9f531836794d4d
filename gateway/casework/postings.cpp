#include "gateway/casework/postings.hpp"

#include <algorithm>

#include "mappings/canonical/json.hpp"
#include "matching/parts/links.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::casework {
namespace {

using cases::Hold;
using cases::HoldScope;
using json::Writer;
using matching::Posting;
using store::OutboundState;

constexpr std::string_view kKind = "posting";

std::string line_id(std::string_view supplier, std::string_view document, std::string_view line) {
  return "posting.receipt." + std::string(supplier) + '.' + std::string(document) + '.' +
         std::string(line);
}

std::string stock_id(std::string_view what, std::string_view id, std::string_view line = {}) {
  std::string text = "posting." + std::string(what) + '.' + std::string(id);
  if (!line.empty()) text += '.' + std::string(line);
  return text;
}

/// Puts rows under the ids of postings.
class Poster {
 public:
  Poster(std::string partner, Instant now, store::Writer& writer)
      : partner_(std::move(partner)), now_(now), writer_(writer) {}

  void put(const std::string& id, bool held, const std::string& body) {
    if (auto known = writer_.outbound(id)) {
      follow(*known, held);
      return;
    }
    store::StoredOutbound row;
    row.id = id;
    row.channel = "erp";
    row.partner = partner_;
    row.kind = kKind;
    row.file_name = id + ".json";
    row.content_type = "application/json";
    row.state = held ? OutboundState::held : OutboundState::waiting;
    row.created_at = row.due = now_;
    MemorySource bytes(body);
    writer_.add_outbound(row, bytes);
  }

 private:
  void follow(store::StoredOutbound& row, bool held) {
    const OutboundState from = held ? OutboundState::waiting : OutboundState::held;
    if (row.state != from || row.tries != 0) return;
    row.state = held ? OutboundState::held : OutboundState::waiting;
    row.due = now_;
    writer_.update_outbound(row);
  }

  std::string partner_;
  Instant now_;
  store::Writer& writer_;
};

std::string receipt_line_json(const std::string& id, const Receipt& receipt,
                              const ReceiptLine& line) {
  std::string body;
  Writer json(body);
  json.begin_object().member("id", id).member("kind", kKind).member("what", "receipt");
  json.member("supplier", receipt.supplier.str()).member("document", receipt.document.number);
  json.member("document_line", line.line).member("po", line.po.str());
  json.member("po_line", line.po_line).member("sku", line.item.sku);
  json.member("quantity", line.quantity.value.to_string()).member("uom", line.uom);
  json.member("site", line.site.empty() ? receipt.site : line.site);
  json.end_object();
  return body;
}

bool covers(const Hold& hold, const Receipt& receipt, const ReceiptLine& line) {
  const matching::Anchor& anchor = hold.anchor;
  if (hold.document == receipt.document.number)
    return hold.document_line.empty() || hold.document_line == line.line;
  return !anchor.po.str().empty() && anchor.po == line.po &&
         (anchor.po_line.empty() || anchor.po_line == line.po_line);
}

/// Open posting holds that may cover lines of the receipt.
std::vector<Hold> posting_holds(const Receipt& receipt, store::Reader& reader) {
  store::Words owners{matching::document_key(receipt.supplier, receipt.document.number)};
  for (const ReceiptLine& line : receipt.lines)
    if (!line.po.str().empty()) owners.insert(matching::order_key(line.po.str()));
  std::vector<Hold> holds = reader.holds_of(owners);
  std::erase_if(holds, [&](const Hold& hold) {
    return !hold.is_open() || hold.scope != HoldScope::posting ||
           hold.anchor.supplier != receipt.supplier;
  });
  return holds;
}

void post_lines(const Receipt& receipt, Poster& poster, store::Writer& writer) {
  const std::string supplier = receipt.supplier.str();
  const std::vector<Hold> holds = posting_holds(receipt, writer);
  for (const ReceiptLine& line : receipt.lines) {
    const bool held = std::any_of(holds.begin(), holds.end(),
                                  [&](const Hold& hold) { return covers(hold, receipt, line); });
    const std::string id = line_id(supplier, receipt.document.number, line.line);
    poster.put(id, held, receipt_line_json(id, receipt, line));
  }
}

/// As the store keeps it (M-13.1's owner, the document where there is nothing else).
std::string owner_of(const Hold& hold) {
  matching::Anchor owner = hold.anchor;
  if (owner.document.empty()) owner.document = hold.document;
  return matching::owner_of(owner);
}

std::string stock_json(const std::string& id, std::string_view what, const std::string& event,
                       const std::string& site, const std::string& sku, const std::string& quantity,
                       const std::string& uom) {
  std::string body;
  Writer json(body);
  json.begin_object().member("id", id).member("kind", kKind).member("what", what);
  json.member("event", event).member("site", site).member("sku", sku);
  json.member("quantity", quantity).member("uom", uom).end_object();
  return body;
}

const matching::CountingResult* deciding(const matching::CountResult& count) {
  const auto found = std::find_if(count.countings.begin(), count.countings.end(),
                                  [](const auto& counting) { return counting.decides; });
  return found == count.countings.end() ? nullptr : &*found;
}

void post_stock(const matching::Judgement& judgement, Poster& poster) {
  for (const matching::CountResult& count : judgement.counts) {
    const matching::CountingResult* counting = deciding(count);
    if (count.posting == Posting::none || counting == nullptr || !counting->variance ||
        counting->variance->is_zero())
      continue;
    const std::string id = stock_id("count", count.event);
    poster.put(id, count.posting == Posting::held,
               stock_json(id, "count", count.event, count.site, count.sku,
                          counting->variance->to_string(), count.uom));
  }
  for (const matching::AdjustmentResult& adjustment : judgement.adjustments) {
    if (adjustment.posting == Posting::none) continue;
    const std::string id = stock_id("adjust", adjustment.event);
    poster.put(id, adjustment.posting == Posting::held,
               stock_json(id, "adjustment", adjustment.event, adjustment.site, adjustment.sku,
                          adjustment.quantity.to_string(), adjustment.uom));
  }
  for (const matching::TransferResult& transfer : judgement.transfers) {
    if (transfer.posting == Posting::none) continue;
    const std::string id = stock_id("transfer", transfer.order, transfer.line);
    poster.put(id, transfer.posting == Posting::held,
               stock_json(id, "transfer", transfer.order, transfer.to_site, transfer.sku,
                          transfer.received.to_string(), transfer.uom));
  }
}

}  // namespace

std::vector<std::string> postings_of(const Hold& hold, store::Reader& reader) {
  const matching::Anchor& anchor = hold.anchor;
  if (!anchor.order.empty()) return {stock_id("transfer", anchor.order, anchor.line)};
  if (!anchor.event.empty())
    return {stock_id(anchor.document == "count" ? "count" : "adjust", anchor.event)};
  const std::string supplier = anchor.supplier.str();
  if (anchor.po.str().empty()) return {line_id(supplier, hold.document, hold.document_line)};
  std::vector<std::string> named, all;
  for (const matching::AcceptedReceipt& accepted : reader.receipts_of(anchor.supplier, anchor.po)) {
    const Receipt& receipt = accepted.receipt;
    if (receipt.stage != Stage::received) continue;
    for (const ReceiptLine& line : receipt.lines) {
      if (!covers(hold, receipt, line)) continue;
      std::string id = line_id(supplier, receipt.document.number, line.line);
      if (receipt.document.number == hold.document) named.push_back(id);
      all.push_back(std::move(id));
    }
  }
  return named.empty() ? all : named;
}

void post(const pipeline::Touched& touched, std::span<const matching::AcceptedReceipt> fresh,
          const CaseTools& tools, store::Writer& writer) {
  if (!tools.setup.pushed_to) return;
  const std::vector<std::string> partners = tools.setup.pushed_to(kKind);
  if (partners.empty()) return;
  Poster poster(partners.front(), tools.now, writer);
  for (const matching::AcceptedReceipt& accepted : fresh)
    if (accepted.receipt.stage == Stage::received) post_lines(accepted.receipt, poster, writer);
  post_stock(touched.judgement, poster);
}

void release_posting(const Hold& hold, Instant now, store::Writer& writer) {
  if (hold.scope != HoldScope::posting) return;
  std::vector<std::string> still_held;
  for (const Hold& other : writer.holds_of({owner_of(hold)}))
    if (other.is_open() && other.scope == HoldScope::posting && other.number != hold.number)
      for (std::string& id : postings_of(other, writer)) still_held.push_back(std::move(id));
  for (const std::string& id : postings_of(hold, writer)) {
    auto row = writer.outbound(id);
    if (!row || row->state != OutboundState::held ||
        std::find(still_held.begin(), still_held.end(), id) != still_held.end())
      continue;
    row->state = OutboundState::waiting;
    row->due = now;
    writer.update_outbound(*row);
  }
}

void hold_posting(const Hold& hold, store::Writer& writer) {
  if (hold.scope != HoldScope::posting) return;
  for (const std::string& id : postings_of(hold, writer)) {
    auto row = writer.outbound(id);
    if (!row || row->state != OutboundState::waiting || row->tries != 0) continue;
    row->state = OutboundState::held;
    writer.update_outbound(*row);
  }
}

}  // namespace weighbridge::casework
