#include "gateway/cli/case_pack.hpp"

#include <set>
#include <utility>
#include <vector>

#include "cases/proof.hpp"
#include "gateway/cli/cases.hpp"
#include "store/ledger_proof.hpp"
#include "store/message_of_source.hpp"

namespace weighbridge::cli {
namespace {

using cases::PackFile;

constexpr std::size_t kBytesMax = 256U << 20U;

std::string delivery_json(const store::StoredDelivery& delivery) {
  std::string text;
  json::Writer json(text, 2, 2);
  json.begin_object().member("id", store::delivery_id(delivery.number));
  json.member("channel", delivery.channel).member("partner", delivery.partner);
  json.member("received_at", to_string(delivery.received_at));
  json.key("facts").begin_object();
  for (const auto& [name, value] : delivery.facts) json.member(name, value);
  json.end_object().end_object();
  return text + '\n';
}

std::string outbound_json(const store::StoredOutbound& outbound) {
  std::string text;
  json::Writer json(text, 2, 2);
  json.begin_object().member("id", outbound.id).member("kind", outbound.kind);
  json.member("channel", outbound.channel).member("partner", outbound.partner);
  json.member("in_answer_to", outbound.in_answer_to);
  json.member("state", to_string_view(outbound.state));
  json.member("created_at", to_string(outbound.created_at));
  json.key("evidence").begin_object();
  for (const auto& [name, value] : outbound.evidence) json.member(name, value);
  json.end_object().end_object();
  return text + '\n';
}

class Gathering {
 public:
  explicit Gathering(store::Reader& reader) : reader_(reader) {}

  void add_case(const cases::Case& value) {
    add("case.json", case_json(value, entries_of(value.id)));
    for (const matching::AcceptedReceipt& receipt :
         reader_.receipts_of(value.anchor.supplier, value.anchor.po))
      add_receipt(receipt);
    store::ReceiptQuery query;
    query.supplier = value.anchor.supplier.str();
    for (const cases::CaseItem& item : value.items) {
      if (item.document.empty()) continue;
      query.document = item.document;
      for (const matching::AcceptedReceipt& receipt : reader_.receipt_page(query))
        add_receipt(receipt);
    }
    add_sent(value.id);
  }

  /// The proofs of all entries that were gathered; why not, when one is not covered.
  std::optional<NoPack> add_proofs() {
    const auto checkpoint = reader_.last_ledger_checkpoint();
    if (!checkpoint)
      return NoPack{NoPack::Why::not_signed,
                    "the ledger was never signed; see weighbridge ledger checkpoint"};
    add("ledger/checkpoint.txt", checkpoint->note);
    for (const std::uint64_t sequence : sequences_) {
      const auto proof = store::prove_entry(reader_, sequence);
      if (!proof)
        return NoPack{NoPack::Why::not_signed,
                      "the newest checkpoint covers " + std::to_string(checkpoint->entries) +
                          " entries, and entry " + std::to_string(sequence) +
                          " is of the case; sign a newer one"};
      std::string number = std::to_string(sequence);
      number.insert(0, 12 - std::min<std::size_t>(number.size(), 12), '0');
      add("ledger/" + number + ".json", proof_json(*proof));
    }
    return std::nullopt;
  }

  bool is_too_large() const { return bytes_ > kBytesMax; }
  std::vector<PackFile> take() { return std::move(files_); }

 private:
  void add(std::string name, std::string bytes) {
    bytes_ += bytes.size();
    if (!is_too_large()) files_.push_back({std::move(name), std::move(bytes)});
  }

  std::vector<cases::LedgerEntry> entries_of(std::string_view object) {
    std::vector<cases::LedgerEntry> entries = reader_.ledger_of(object);
    for (const cases::LedgerEntry& entry : entries) sequences_.insert(entry.sequence);
    return entries;
  }

  void add_receipt(const matching::AcceptedReceipt& accepted) {
    const Receipt& receipt = accepted.receipt;
    entries_of(std::string(to_string_view(receipt.stage)) + '/' + receipt.supplier.str() + '/' +
               receipt.document.number);
    if (const auto document = reader_.document_of_receipt(accepted.sequence))
      add_message(document->message);
    else if (const std::string id = store::message_of_source(reader_, accepted.source); !id.empty())
      add_message(id);
  }

  void add_message(const std::string& id) {
    if (!messages_.insert(id).second) return;
    entries_of(id);
    std::string bytes;
    const bool kept = reader_.message_bytes(id, [&](std::string_view piece) {
      if (bytes_ + bytes.size() <= kBytesMax) bytes += piece;
    });
    if (kept) add("messages/" + id + ".bin", std::move(bytes));
    add_sent(id);
    const std::uint64_t number = reader_.first_delivery(id);
    const auto delivery = number == 0 ? std::nullopt : reader_.delivery(number);
    if (delivery) add_delivery(*delivery);
  }

  void add_delivery(const store::StoredDelivery& delivery) {
    const std::string name = store::delivery_id(delivery.number);
    if (!messages_.insert(name).second) return;
    add("deliveries/" + name + ".json", delivery_json(delivery));
    if (!delivery.answer.empty()) add("deliveries/" + name + ".answer", delivery.answer);
    std::string as_received;
    const bool kept = reader_.delivery_bytes(delivery.number, [&](std::string_view piece) {
      if (bytes_ + as_received.size() <= kBytesMax) as_received += piece;
    });
    if (kept) add("deliveries/" + name + ".received", std::move(as_received));
    add_sent(name);
  }

  /// What left in answer to a message, a delivery or the case.
  void add_sent(const std::string& object) {
    store::OutboundFilter filter;
    filter.in_answer_to = object;
    for (const store::StoredOutbound& outbound : reader_.outbox(filter)) {
      if (!messages_.insert(outbound.id).second) continue;
      entries_of(outbound.id);
      const std::string number = std::to_string(outbound.number);
      add("sent/" + number + ".json", outbound_json(outbound));
      std::string bytes;
      if (reader_.outbound_bytes(outbound.id, [&](std::string_view piece) { bytes += piece; }))
        add("sent/" + number + ".bin", std::move(bytes));
    }
  }

  store::Reader& reader_;
  std::vector<PackFile> files_;
  std::set<std::uint64_t> sequences_;
  std::set<std::string> messages_;
  std::size_t bytes_ = 0;
};

}  // namespace

boost::system::result<std::string, NoPack> case_pack(store::Reader& reader,
                                                     std::string_view case_id) {
  const auto value = reader.find_case(case_id);
  if (!value) return NoPack{NoPack::Why::no_such_case, "there is no case " + std::string(case_id)};
  Gathering gathering(reader);
  gathering.add_case(*value);
  if (auto refusal = gathering.add_proofs()) return std::move(*refusal);
  if (gathering.is_too_large())
    return NoPack{NoPack::Why::too_large,
                  "the evidence is larger than 256 MiB; export its messages one by one"};
  return cases::write_pack(gathering.take());
}

}  // namespace weighbridge::cli
