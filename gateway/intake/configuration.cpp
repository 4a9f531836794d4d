#include "gateway/intake/configuration.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <system_error>

#include "config/embedded.hpp"
#include "gateway/intake/file_walk.hpp"
#include "mappings/reader/limits_file.hpp"

namespace weighbridge::intake {
namespace {

constexpr std::size_t kConfigurationBytesMax = 16U << 20U;
constexpr std::string_view kPolicyPath = "policy.yaml";

}  // namespace

bool is_table_path(std::string_view path) {
  if (path == kLimitsPath) return true;
  const bool known =
      path.starts_with("standards/") || path.starts_with("maps/") || path.starts_with("partners/");
  return known && (path.ends_with(".yaml") || path.ends_with(".tsv"));
}

bool is_reference(ContentKind kind) {
  switch (kind) {
    case ContentKind::csv_items:
    case ContentKind::csv_aliases:
    case ContentKind::csv_packs:
    case ContentKind::csv_sites:
    case ContentKind::csv_suppliers:
      return true;
    default:
      return false;
  }
}

std::string read_whole(const std::string& path) {
  InputFile file(path);
  std::string text;
  std::string room(64U << 10U, '\0');
  while (const std::size_t n = file.read(room)) {
    text.append(room, 0, n);
    if (text.size() > kConfigurationBytesMax)
      throw std::system_error(EFBIG, std::generic_category(), path);
  }
  return text;
}

ConfigurationFiles configuration_files(const std::string& folder) {
  ConfigurationFiles files;
  std::map<std::string, std::string> tables;
  for (const EmbeddedFile& file : embedded_files()) {
    if (is_table_path(file.path)) tables.emplace(file.path, file.text);
    if (file.path == kPolicyPath) {
      files.policy_path = file.path;
      files.policy_text = file.text;
    }
  }
  if (!folder.empty()) {
    FileWalk found = walk({folder});
    files.troubles = std::move(found.troubles);
    for (const std::string& path : found.files) {
      const std::string name = std::filesystem::path(path).lexically_relative(folder).string();
      try {
        if (is_table_path(name)) {
          tables.insert_or_assign(name, read_whole(path));
        } else if (name == kPolicyPath) {
          files.policy_text = read_whole(path);
          files.policy_path = path;
        }
      } catch (const std::system_error& error) {
        files.troubles.push_back(trouble_of(path, error.code().value()));
      }
    }
  }
  for (auto& [path, text] : tables) files.tables.push_back({path, std::move(text)});
  return files;
}

}  // namespace weighbridge::intake
