// Charges, allowances and taxes of a receipt: every amount once, though documents state many twice.
#pragma once

#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/line_builder.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

class ChargeBuilder {
 public:
  ChargeBuilder(const Plan& plan, const Gathered& gathered, const LineBuilder& lines,
                ValueReader& values)
      : plan_(plan), gathered_(gathered), lines_(lines), values_(values) {}

  /// Appends the charges and taxes of the gathered records. The receipt's lines must be there. A
  /// summary charge that only repeats the lines' charges of its code is left out, and so are lines'
  /// taxes that the summary states in sum.
  void build(Receipt& receipt);

 private:
  struct StatedTax {
    Tax tax;
    std::uint32_t line = kNone;
  };

  void read_charge(const RecordHit& hit, Receipt& receipt);
  void read_tax(const RecordHit& hit, const Receipt& receipt);
  void drop_repeated_charges(Receipt& receipt);
  void add_taxes(Receipt& receipt);
  std::optional<Decimal> amount(const RecordHit& hit, Member member);
  std::string text(const RecordHit& hit, Member member);

  const Plan& plan_;
  const Gathered& gathered_;
  const LineBuilder& lines_;
  ValueReader& values_;
  std::vector<std::uint32_t> spots_;  ///< of each charge
  std::vector<StatedTax> taxes_;
};

}  // namespace weighbridge::maps
