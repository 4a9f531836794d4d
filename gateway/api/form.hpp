// A small JSON object of texts, as a sign-in form sends it.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/message.hpp"

namespace weighbridge::api {

/// The body of a request, read name by name. The first mistake is kept; whoever has read all he
/// wants asks for it. No value is ever repeated in a complaint: it may be a secret.
class Form {
 public:
  /// Any member but these is a mistake, and so is a value that is no text.
  Form(const http::Request& request, std::initializer_list<std::string_view> known);

  /// Empty when it was not sent.
  std::string text(std::string_view name) const;
  /// A mistake when it is empty or was not sent.
  std::string required(std::string_view name);

  /// 400 or 422 with the first mistake.
  const std::optional<http::Response>& refusal() const { return refusal_; }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::optional<http::Response> refusal_;
};

}  // namespace weighbridge::api
