// Every operation of the HTTP interface: what it is called, where it is, who may call it. Whoever
// is not named may not. The routes, the access rules and openapi.yaml are held against this table.
#pragma once

#include <span>
#include <string_view>

namespace weighbridge::api {

enum class Body : unsigned char { none, message, documents, as2, form };

struct Operation {
  std::string_view name, method, pattern;
  std::string_view roles;     ///< of the contract, blanks between; "*": everybody, signed in or not
  bool scoped = false;        ///< also for callers who may see some suppliers or sites only
  Body body = Body::none;     ///< which limit holds
  std::string_view consumes;  ///< media types, blanks between; empty: any
  std::string_view produces;  ///< the same
};

std::span<const Operation> operations();
/// Null when there is none of that name.
const Operation* find_operation(std::string_view name);
/// Whether `role` is one of the operation's.
bool may_call(const Operation& operation, std::string_view role);
/// The roles of the contract.
std::span<const std::string_view> roles();

}  // namespace weighbridge::api
