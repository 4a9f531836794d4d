// What a card says besides documents and expectations: the reference data, the policy, the events
// and the decisions of its world.
#pragma once

#include <string>

#include "tests/matching/card.hpp"
#include "tests/matching/card_documents.hpp"
#include "tests/matching/card_events.hpp"

namespace weighbridge::matching::cards {

class CardWorld {
 public:
  CardWorld() { step_.policy = standard_policy(); }

  /// One statement; `reference` is the card's. Throws std::runtime_error for what it can not read.
  void take(const std::string& verb, Cursor& words, const std::string& text,
            const std::string& source, ReferenceData& reference);
  const Step& step() const { return step_; }

 private:
  using Statement = void (CardWorld::*)(Cursor&, ReferenceData&);
  static const std::map<std::string, Statement>& statements();

  void as_of(Cursor& words, ReferenceData&);
  void supplier(Cursor& words, ReferenceData& reference);
  void currency(Cursor& words, ReferenceData&);
  void item(Cursor& words, ReferenceData& reference);
  void alias(Cursor& words, ReferenceData& reference);
  void pack(Cursor& words, ReferenceData& reference);
  void postings(Cursor&, ReferenceData&);
  void tolerance(Cursor& words, ReferenceData&);
  void agree(Cursor& words, ReferenceData&);
  void mode(Cursor& words, ReferenceData&);
  void set(Cursor& words, ReferenceData&);
  void allow(Cursor& words, ReferenceData&);
  void substitute(Cursor& words, ReferenceData&);
  void decide(Cursor& words, ReferenceData&);
  void open_case(Cursor& words, ReferenceData&);
  void pending(Cursor& words, ReferenceData&);
  void returned(Cursor& words, ReferenceData&);
  void inspected(Cursor& words, ReferenceData&);
  void consumed(Cursor& words, ReferenceData&);
  void add(const Receipt& r, const std::string& source);
  InventoryEvent& add_event(EventKind kind, Cursor& words);

  Step step_;
  DocumentReader documents_;
  EventReader events_;
};

}  // namespace weighbridge::matching::cards
