// The words of a card, and the numbers and dates among them.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/names.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::matching::cards {

using Words = std::vector<std::string>;

inline Words split(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

inline Decimal decimal(const std::string& text) {
  const auto value = Decimal::parse(text);
  if (!value) throw std::runtime_error("not a number: " + text);
  return *value;
}

inline Date date(const std::string& text) {
  const auto value = parse_date(text);
  if (!value) throw std::runtime_error("not a date: " + text);
  return *value;
}

inline Moment moment(const std::string& text) {
  const auto value = parse_moment(text);
  if (!value) throw std::runtime_error("not a date or time: " + text);
  return *value;
}

/// Words taken one after the other.
class Cursor {
 public:
  explicit Cursor(Words words) : words_(std::move(words)) {}
  bool done() const { return at_ == words_.size(); }
  const std::string& peek() const { return words_.at(at_); }
  std::string next() {
    if (done()) throw std::runtime_error("a word is missing at the end");
    return words_[at_++];
  }
  bool take(std::string_view word) {
    if (done() || words_[at_] != word) return false;
    ++at_;
    return true;
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

/// "PO-1/10"; without a stroke only the order.
inline void order_line(const std::string& text, PoNumber& po, std::string& line) {
  const auto slash = text.find('/');
  po = PoNumber(text.substr(0, slash));
  if (slash != std::string::npos) line = text.substr(slash + 1);
}

}  // namespace weighbridge::matching::cards
