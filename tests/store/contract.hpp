// What every database behind the Store port must do: contract_*_test.cpp. A new adapter adds its
// fixture type to WEIGHBRIDGE_STORES and runs them all.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "fixtures.hpp"

#define WEIGHBRIDGE_STORES SqliteFixture

namespace weighbridge::store::testing {

/// The result of a reading transaction.
template <class Work>
auto read(Store& store, Work work) {
  std::optional<std::invoke_result_t<Work&, Reader&>> result;
  store.read([&](Reader& reader) { result.emplace(work(reader)); });
  return *std::move(result);
}

/// The result of a writing transaction.
template <class Work>
auto write(Store& store, Work work) {
  std::optional<std::invoke_result_t<Work&, Writer&>> result;
  store.write([&](Writer& writer) { result.emplace(work(writer)); });
  return *std::move(result);
}

inline LedgerAudit audit(Store& store) {
  return read(store, [](Reader& reader) { return verify_ledger(reader); });
}

}  // namespace weighbridge::store::testing
