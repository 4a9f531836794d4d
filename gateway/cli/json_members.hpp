// Members of the JSON output, written one way everywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/cli/amounts.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

inline void optional_member(json::Writer& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.member(name, text);
}

inline void member(json::Writer& json, std::string_view name,
                   const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

inline void member(json::Writer& json, std::string_view name, const Rational& quantity) {
  json.member(name, quantity_text(quantity));
}

}  // namespace weighbridge::cli
