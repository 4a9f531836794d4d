#include "matching/billing/partition.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

Rational any_units() {
  return Rational(*rc::gen::inRange(0, 40), 1);
}

Buckets any_buckets() {
  Buckets b;
  b.ordered = any_units();
  b.payable = any_units();
  b.billed = any_units();
  b.in_transit = any_units();
  b.returned_open = any_units();
  b.rejected = any_units();
  return b;
}

}  // namespace

TEST_CASE("Every excess unit gets exactly one reason, none a negative share (M-8.1, 24.3)") {
  CHECK(rc::check([] {
    const Buckets b = any_buckets();
    const Excess e = partition_excess(b);
    RC_ASSERT(e.total == max(Rational(), b.billed - b.payable));
    RC_ASSERT(e.waiting + e.returned + e.beyond_order + e.rejected + e.not_received == e.total);
    for (const Rational& part :
         {e.waiting, e.returned, e.beyond_order, e.rejected, e.not_received}) {
      RC_ASSERT(!part.is_negative());
    }
    RC_ASSERT(e.waiting <= b.in_transit);
    RC_ASSERT(e.rejected <= b.rejected);
  }));
}

TEST_CASE("One more unit accepted never adds to what is in dispute (24.6)") {
  CHECK(rc::check([] {
    const Buckets before = any_buckets();
    Buckets after = before;
    after.payable += Rational(1, 1);
    // What arrives leaves transit.
    after.in_transit = max(Rational(), after.in_transit - Rational(1, 1));
    const auto disputed = [](const Excess& e) {
      return e.beyond_order + e.rejected + e.not_received;
    };
    RC_ASSERT(disputed(partition_excess(after)) <= disputed(partition_excess(before)));
  }));
}

TEST_CASE("The parts of O10 and O11 (M-8.1)") {
  Buckets b;
  b.ordered = Rational(80, 1);
  b.payable = Rational(74, 1);
  b.rejected = Rational(6, 1);
  b.billed = Rational(80, 1);
  CHECK(partition_excess(b).rejected == Rational(6, 1));
  b.ordered = b.payable = Rational(100, 1);
  b.rejected = Rational();
  b.billed = Rational(108, 1);
  CHECK(partition_excess(b).beyond_order == Rational(8, 1));
  b.returned_open = Rational(3, 1);
  CHECK(partition_excess(b).returned == Rational(3, 1));
  CHECK(partition_excess(b).beyond_order == Rational(5, 1));
}

TEST_CASE("Returned units are owned by their credit and are not beyond the order too (M-8.1)") {
  Buckets b;
  b.ordered = Rational(100, 1);
  b.payable = Rational(97, 1);
  b.billed = Rational(105, 1);
  b.returned_open = Rational(3, 1);
  const Excess e = partition_excess(b);
  CHECK(e.returned == Rational(3, 1));
  CHECK(e.beyond_order == Rational(2, 1));
  CHECK(e.not_received == Rational(3, 1));
}
