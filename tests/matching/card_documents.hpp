// The documents of a card.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "tests/matching/card_words.hpp"

namespace weighbridge::matching::cards {

/// Reads document lines of one card; remembers items and prices from its orders.
class DocumentReader {
 public:
  void set_supplier(SupplierId supplier) { supplier_ = std::move(supplier); }
  void set_currency(Currency currency) { currency_ = currency; }
  const SupplierId& supplier() const { return supplier_; }
  void post_by_hand() { posts_ = false; }

  /// VERB NUMBER DATE [options]: LINE; LINE; ... A receipt brings its ledger posting with it,
  /// unless the card posts by hand.
  std::vector<Receipt> read(const std::string& verb, const std::string& text);

 private:
  static void head_of(Receipt& r, Cursor& head);
  static void written_at(Receipt& r, const Moment& at);
  void part_of(Receipt& r, Cursor words);
  ReceiptLine line_of(const Receipt& r, Cursor& words);
  static void word_of(ReceiptLine& line, Cursor& words);
  static void price_of(ReceiptLine& line, Cursor& words);
  Receipt posting_of(const Receipt& received) const;

  bool posts_ = true;
  SupplierId supplier_{"ACME"};
  Currency currency_ = *Currency::parse("USD");
  std::map<std::string, std::string> skus_;    ///< by order line
  std::map<std::string, ReceiptLine> prices_;  ///< by order line
};

}  // namespace weighbridge::matching::cards
