// Documents that belong together: everything that the judgement of one of them may look at.
#pragma once

#include <span>
#include <vector>

#include "gateway/pipeline/item_names.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Grows along the links of matching/parts/links.hpp and the ties of the last judgement until
/// nothing leads out of it any more, reading only what it comes to hold.
class Part {
 public:
  /// Both must outlive it.
  Part(store::Reader& reader, const ItemNames& names) : reader_(reader), names_(names) {}

  void include(const store::Sequences& receipts) { grow({}, receipts); }
  /// The documents and events of these keys, and the keys themselves.
  void include(const store::Words& keys);
  /// A document that is not in the store; its keys must be included as well.
  void include(matching::AcceptedReceipt repeated);
  void name_items(const store::Words& items) { items_.insert(items.begin(), items.end()); }

  bool empty() const { return keys_.empty() && receipts_.empty(); }
  std::span<const matching::AcceptedReceipt> receipts() const { return receipts_; }
  std::span<const matching::AcceptedEvent> events() const { return events_; }
  const store::Sequences& sequences() const { return known_; }
  const store::Words& keys() const { return keys_; }
  const store::Words& items() const { return items_; }
  /// The keys among keys() that own results.
  store::Words owners() const;

 private:
  struct Fresh;
  void grow(store::Words keys, store::Sequences next);
  void take(matching::AcceptedReceipt receipt, Fresh& fresh);
  void take_events(store::Words& fresh);
  store::Sequences neighbours(const Fresh& fresh);

  store::Reader& reader_;
  const ItemNames& names_;
  std::vector<matching::AcceptedReceipt> receipts_;
  std::vector<matching::AcceptedEvent> events_;
  store::Sequences known_, known_events_;
  store::Words keys_, items_;
};

}  // namespace weighbridge::pipeline
