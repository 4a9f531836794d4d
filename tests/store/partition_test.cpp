#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include "store/store.hpp"

namespace weighbridge::store {
namespace {

// Pinned: rows are found by these numbers in every database that was ever written.
TEST_CASE("partition: the numbers are the same in every database and release") {
  CHECK(partition_of(SupplierId("ACME"), PoNumber("PO-1")) == 769);
  CHECK(partition_of(SupplierId("ACME"), PoNumber("")) == 498);
  CHECK(partition_of(SupplierId(""), PoNumber("")) == 659);
  CHECK(partition_of(SupplierId("M\xc3\xbcller"), PoNumber("4500012345")) == 500);
}

TEST_CASE("partition: supplier and order do not run into each other") {
  CHECK(partition_of(SupplierId("A"), PoNumber("B1")) !=
        partition_of(SupplierId("AB"), PoNumber("1")));
}

TEST_CASE("partition: orders of consecutive numbers spread over all partitions") {
  std::vector<int> load(kPartitions);
  constexpr int kEach = 100;
  for (unsigned i = 0; i < kEach * kPartitions; ++i)
    ++load[partition_of(SupplierId("ACME"), PoNumber(std::to_string(4'500'000'000U + i)))];
  const auto [least, most] = std::minmax_element(load.begin(), load.end());
  CHECK(*least > kEach / 2);
  CHECK(*most < kEach * 2);
}

}  // namespace
}  // namespace weighbridge::store
