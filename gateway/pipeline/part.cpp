#include "gateway/pipeline/part.hpp"

#include <algorithm>
#include <utility>

#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

namespace {

store::Words owners_among(const store::Words& keys) {
  store::Words owners;
  for (const std::string& key : keys)
    if (matching::is_owner(key)) owners.insert(key);
  return owners;
}

}  // namespace

/// What the documents that were taken last have brought.
struct Part::Fresh {
  store::Words keys, asks, asks_from;
  store::Words ordered;  ///< items on orders
  store::Words sought;   ///< items on lines that quote no order
};

store::Words Part::owners() const {
  return owners_among(keys_);
}

void Part::include(const store::Words& keys) {
  store::Words fresh;
  for (const std::string& key : keys)
    if (keys_.insert(key).second) fresh.insert(key);
  if (!fresh.empty()) grow(std::move(fresh), {});
}

void Part::include(matching::AcceptedReceipt repeated) {
  receipts_.push_back(std::move(repeated));
}

void Part::grow(store::Words keys, store::Sequences next) {
  Fresh fresh;
  fresh.keys = std::move(keys);
  for (;;) {
    for (const std::uint64_t known : known_) next.erase(known);
    for (matching::AcceptedReceipt& receipt : reader_.receipts_at(next))
      take(std::move(receipt), fresh);
    known_.merge(next);
    take_events(fresh.keys);
    next = neighbours(fresh);
    fresh = {};
    if (std::includes(known_.begin(), known_.end(), next.begin(), next.end())) return;
  }
}

void Part::take(matching::AcceptedReceipt receipt, Fresh& fresh) {
  const matching::Links links = matching::links_of(receipt.receipt);
  for (const std::string& key : links.keys)
    if (keys_.insert(key).second) fresh.keys.insert(key);
  fresh.asks.insert(links.asks.begin(), links.asks.end());
  fresh.asks_from.insert(links.asks_from.begin(), links.asks_from.end());
  items_.insert(links.items.begin(), links.items.end());
  const bool order = receipt.receipt.stage == Stage::ordered;
  if (order) fresh.ordered.insert(links.items.begin(), links.items.end());
  if (links.without_order) fresh.sought.insert(links.items.begin(), links.items.end());
  receipts_.push_back(std::move(receipt));
}

void Part::take_events(store::Words& fresh) {
  for (store::Words keys = fresh; !keys.empty();) {
    store::Words next;
    for (matching::AcceptedEvent& event : reader_.linked_events(keys)) {
      if (!known_events_.insert(event.sequence).second) continue;
      for (const std::string& key : matching::links_of(event.event).keys)
        if (keys_.insert(key).second) next.insert(key);
      events_.push_back(std::move(event));
    }
    fresh.insert(next.begin(), next.end());
    keys = std::move(next);
  }
}

store::Sequences Part::neighbours(const Fresh& fresh) {
  store::Sequences next = reader_.linked_receipts(fresh.keys);
  next.merge(reader_.linked_receipts(fresh.asks));
  next.merge(reader_.receipts_linked_from(fresh.asks_from));
  // Whose discrepancies are weighed together with those of the last judgement here.
  next.merge(
      reader_.linked_receipts(reader_.owners_tied(reader_.ties_of(owners_among(fresh.keys)))));
  if (!fresh.ordered.empty())
    next.merge(
        reader_.receipts_naming(names_.all_of(fresh.ordered), store::NamedBy::without_order));
  if (!fresh.sought.empty())
    next.merge(reader_.receipts_naming(names_.all_of(fresh.sought), store::NamedBy::order));
  return next;
}

}  // namespace weighbridge::pipeline
