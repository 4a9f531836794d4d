// What a figure of section 21 is made of, so that nobody has to believe it: numerator and
// denominator by name, and of how many lines.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"

namespace weighbridge::cases {

/// Fewer lines than that tell more about chance than about anybody.
constexpr std::uint64_t kEnoughLines = 20;

struct NamedValue {
  std::string name;
  Rational value;
  bool operator==(const NamedValue&) const = default;
};

struct Kpi {
  std::string_view id;    ///< "first_pass_match_rate"
  std::string_view unit;  ///< "share", "seconds", "business_seconds" or "amount"
  Currency currency{};    ///< of an amount
  NamedValue numerator{}, denominator{};
  std::uint64_t lines = 0;          ///< that it is made of
  std::optional<Rational> value{};  ///< nothing where there is nothing to divide by
  std::vector<NamedValue> parts{};  ///< percentiles, buckets, labels

  bool is_enough() const { return lines >= kEnoughLines; }
};

/// numerator ÷ denominator.
Kpi share_of(std::string_view id, NamedValue numerator, NamedValue denominator,
             std::uint64_t lines);
/// `fitting` of `all`, counted.
Kpi count_share(std::string_view id, std::string_view fitting_name, std::uint64_t fitting,
                std::string_view all_name, std::uint64_t all);

/// The mean as value, percentiles ("p50") as parts: each the smallest duration that so many of a
/// hundred do not exceed.
Kpi spread_of(std::string_view id, std::string_view unit, std::string_view what,
              std::vector<std::chrono::seconds> durations, std::initializer_list<int> percentiles);

/// A sum of money that is divided by nothing.
Kpi amount_of(std::string_view id, std::string_view what, Currency currency, Money sum,
              std::uint64_t lines);

}  // namespace weighbridge::cases
