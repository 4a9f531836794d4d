#include "matching/billing/tax_bearers.hpp"

namespace weighbridge::matching {

namespace {

// Invoices of so many lines are rarely told apart by their bases, and trying costs.
constexpr std::size_t kAmountsMax = 24;
constexpr std::size_t kBasesMax = 4;
constexpr int kTriesMax = 20'000;

/// Tries every tax for every amount, as long as the bases hold it.
class Search {
 public:
  Search(std::span<const Money> amounts, std::span<const Money> bases)
      : amounts_(amounts), rest_(bases.begin(), bases.end()), chosen_(amounts.size(), kNoTax) {
    for (const Money amount : amounts) open_ += amount;
    for (const Money base : bases) wanted_ += base;
  }

  std::optional<std::vector<std::int8_t>> only_answer() {
    try_from(0);
    if (tries_ > kTriesMax || answers_ != 1) return std::nullopt;
    return answer_;
  }

 private:
  void try_from(std::size_t i) {
    if (++tries_ > kTriesMax || answers_ > 1 || wanted_ > open_) return;
    if (i == amounts_.size()) {
      if (!wanted_.is_zero()) return;
      ++answers_;
      answer_ = chosen_;
      return;
    }
    const Money amount = amounts_[i];
    open_ -= amount;
    for (std::size_t tax = 0; tax < rest_.size(); ++tax) {
      if (rest_[tax] < amount) continue;
      rest_[tax] -= amount;
      wanted_ -= amount;
      chosen_[i] = static_cast<std::int8_t>(tax);
      try_from(i + 1);
      wanted_ += amount;
      rest_[tax] += amount;
    }
    chosen_[i] = kNoTax;
    try_from(i + 1);
    open_ += amount;
  }

  std::span<const Money> amounts_;
  std::vector<Money> rest_;  ///< of each base
  Money open_, wanted_;      ///< of the amounts not chosen yet; of all bases
  std::vector<std::int8_t> chosen_, answer_;
  int tries_ = 0, answers_ = 0;
};

}  // namespace

std::optional<std::vector<std::int8_t>> tax_bearers(std::span<const Money> amounts,
                                                    std::span<const Money> bases) {
  if (amounts.size() > kAmountsMax || bases.empty() || bases.size() > kBasesMax) {
    return std::nullopt;
  }
  for (const Money amount : amounts) {
    if (amount <= Money()) return std::nullopt;
  }
  for (const Money base : bases) {
    if (base.is_negative()) return std::nullopt;
  }
  return Search(amounts, bases).only_answer();
}

}  // namespace weighbridge::matching
