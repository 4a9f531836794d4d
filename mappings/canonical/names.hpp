// Identifiers that must not be mistaken for one another.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace weighbridge {

/// A string that knows what it names.
template <class Tag>
struct Name {
  std::string value;

  Name() = default;
  explicit Name(std::string v) : value(std::move(v)) {}
  bool empty() const { return value.empty(); }
  const std::string& str() const { return value; }
  auto operator<=>(const Name&) const = default;
};

using SupplierId = Name<struct SupplierTag>;
using PoNumber = Name<struct PoNumberTag>;
using Sku = Name<struct SkuTag>;

}  // namespace weighbridge

template <class Tag>
struct std::hash<weighbridge::Name<Tag>> {
  std::size_t operator()(const weighbridge::Name<Tag>& name) const noexcept {
    return std::hash<std::string>{}(name.value);
  }
};
