// What all readings of the interface share: parameters, pages and JSON answers.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/message.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::api {

/// The query of a request, read name by name. The first mistake is kept; whoever has read all he
/// wants asks for it.
class Query {
 public:
  /// Any name but these (and limit, cursor) is a mistake.
  Query(const http::Request& request, std::initializer_list<std::string_view> known);

  std::string text(std::string_view name) const;
  bool flag(std::string_view name);
  std::optional<std::uint64_t> number(std::string_view name);
  /// A mistake, told by `expected`, unless `ok`.
  void require(bool ok, std::string_view name, std::string_view expected);

  std::size_t limit();  ///< 1 to 1000; 100 without
  std::uint64_t cursor_or(std::uint64_t otherwise);

  /// 400 with the first mistake.
  const std::optional<http::Response>& refusal() const { return refusal_; }

 private:
  void refuse(const std::string& detail);

  const http::Request& request_;
  std::optional<http::Response> refusal_;
};

/// 200 with a JSON body.
http::Response json_response(std::string body, unsigned status = 200);

/// {"NAME": [rows], "next": "CURSOR" or null}: begin, write the rows, end.
class PageWriter {
 public:
  explicit PageWriter(std::string_view name);
  json::Writer& rows() { return json_; }
  http::Response end(const std::optional<std::string>& next);

 private:
  std::string body_;
  json::Writer json_;
};

}  // namespace weighbridge::api
