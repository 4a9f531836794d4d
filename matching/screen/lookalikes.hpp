// Invoices that section 9 may find alike: whatever is not plainly different from all others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matching/screen/names.hpp"

namespace weighbridge::matching::screen {

/// Remembers invoices by number and by total. Credits are compared among themselves only (M-9.5)
/// and do not come here.
class Lookalikes {
 public:
  /// Adds invoice `document` of `party` (its supplier group) and appends every earlier one that D01
  /// or D02 may see in it to `alike`, some of them more than once.
  void add(std::uint32_t document, NameId party, std::string_view number, std::string_view gross,
           std::vector<std::uint32_t>& alike);

  std::size_t bytes() const;

 private:
  struct Entry {
    std::uint32_t document;
    std::uint32_t previous;  ///< of the same total, as its place in entries_ plus one
    NameId number;           ///< normalised
  };
  /// All of one total, the newest first.
  struct Chain {
    std::uint32_t newest = 0;
    std::uint32_t length = 0;
  };

  Names numbers_, totals_;
  std::vector<std::uint32_t> first_of_number_;  ///< document + 1
  std::vector<Chain> chains_;                   ///< by total
  std::vector<Entry> entries_;
};

}  // namespace weighbridge::matching::screen
