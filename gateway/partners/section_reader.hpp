// Reading the sections of a partner's file: words with a unit, secrets, lists. Each mistake is told
// with its place.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/curl/secret.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::partners {

class SectionReader {
 public:
  /// Borrows both. `what` names the section in mistakes.
  SectionReader(const yaml::Node& section, std::string what, maps::TableReader& table)
      : section_(section), what_(std::move(what)), table_(table) {}

  /// Whether the section is a map of these keys; tells each other key.
  bool has_only(std::initializer_list<std::string_view> keys) {
    return table_.is_map_of(section_, what_, keys);
  }
  const yaml::Node* find(std::string_view key) const { return section_.find(key); }
  const yaml::Node& node() const { return section_; }
  maps::TableReader& table() { return table_; }

  /// The member's text; `otherwise` when it is not there.
  std::string text(std::string_view key, std::string otherwise = {});
  /// The same; a mistake when it is not there.
  std::string needed(std::string_view key, std::string_view example);
  /// One text or a list of them.
  std::vector<std::string> texts(std::string_view key);
  /// An absolute path.
  std::string path(std::string_view key);
  /// `true` or `false`.
  bool flag(std::string_view key, bool otherwise);
  /// 250ms, 5s, 15m, 1h, 7d, between `least` and `most`.
  std::chrono::milliseconds duration(std::string_view key, std::chrono::milliseconds otherwise,
                                     std::chrono::milliseconds least,
                                     std::chrono::milliseconds most);
  /// 4096, 64KiB, 20MiB, 1GiB; at least 1.
  std::uint64_t bytes(std::string_view key, std::uint64_t otherwise);
  std::uint32_t number(std::string_view key, std::uint32_t otherwise, std::uint32_t least,
                       std::uint32_t most);
  /// `NAME_file: PATH` or `NAME_env: VARIABLE`. The secret itself in the file is a mistake.
  curl::Secret secret(const std::string& name);

 private:
  const yaml::Node& section_;
  std::string what_;
  maps::TableReader& table_;
};

}  // namespace weighbridge::partners
