#include "gateway/serve/settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <system_error>
#include <utility>

#include "gateway/intake/configuration.hpp"
#include "gateway/serve/settings_table.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::serve {
namespace {

namespace fs = std::filesystem;

/// Sections that their own readers read.
constexpr std::string_view kAs2 = "as2";

constexpr std::string_view kFileSuffix = "_file";

/// Where a value was written: a file with its line, or a variable.
struct Written {
  std::string where;
  std::uint32_t line = 0, column = 0;
};

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class SettingsReader {
 public:
  SettingsReader(const Environment& environment, std::vector<TableError>& errors)
      : environment_(environment), errors_(errors) {
    for (const Setting& setting : setting_table())
      setting.put(settings_,
                  setting.fallback.empty() ? Words{} : Words{std::string(setting.fallback)});
  }

  void read_file(const std::string& path) {
    try {
      maps::TableReader table(path, errors_);
      const yaml::Node root = table.parse(intake::read_whole(path));
      if (root.is_map()) read_map(path, "", root);
    } catch (const std::system_error& error) {
      errors_.push_back({path, 0, 0, "cannot be read: " + error.code().message(),
                         "name a file that is there and may be read"});
    }
  }

  void read_environment() {
    for (const Setting& setting : setting_table()) {
      const std::string name = environment_name(setting.key);
      if (const auto value = environment_(name)) put(setting, split(*value), {"$" + name});
      if (!setting.secret) continue;
      if (const auto file = environment_(name + "_FILE"))
        put_secret(setting, *file, {"$" + name + "_FILE"});
    }
  }

  Settings finish(const fs::path& folder) {
    const auto absolute = [&](fs::path& path) {
      if (path.is_relative()) path = (folder / path).lexically_normal();
    };
    const auto absolute_text = [&](std::string& path) {
      if (path.empty() || path == ":memory:") return;
      fs::path whole = path;
      absolute(whole);
      path = whole.string();
    };
    absolute(settings_.configuration);
    absolute(settings_.state);
    absolute(settings_.spool.folder);
    absolute_text(settings_.store);
    absolute_text(settings_.http.tls.certificate_file);
    absolute_text(settings_.http.tls.key_file);
    absolute_text(settings_.ledger_key_file);
    settings_.spool.bytes_max =
        std::max({settings_.bodies.message_bytes_max, settings_.bodies.as2_bytes_max,
                  settings_.bodies.document_bytes_max});
    settings_.worker.spool = settings_.outbox.spool = settings_.spool;
    return std::move(settings_);
  }

  void check_whole(const std::string& file) {
    const http::TlsSettings& tls = settings_.http.tls;
    if (tls.certificate_file.empty() != tls.key_file.empty())
      errors_.push_back({file, 0, 0,
                         "http.tls has a certificate without a key, or a key without one",
                         "give both http.tls.certificate and http.tls.key, or neither"});
    const people::OidcSettings& oidc = settings_.sign_in.oidc;
    if (oidc.issuer.empty() != oidc.client_id.empty())
      errors_.push_back({file, 0, 0,
                         "sign_in.oidc has an issuer without a client_id, or the reverse",
                         "give both sign_in.oidc.issuer and sign_in.oidc.client_id, or neither"});
  }

 private:
  void read_map(const std::string& path, const std::string& prefix, const yaml::Node& map) {
    for (const yaml::Entry& entry : map.entries) {
      const std::string key = prefix + entry.key;
      if (prefix.empty() && entry.key == kAs2) {
        settings_.as2 = entry.value;
        settings_.as2_file = path;
      } else if (const Setting* setting = find(key)) {
        read_value(path, *setting, entry);
      } else if (const Setting* secret = find_secret(key)) {
        if (entry.value.is_scalar())
          put_secret(*secret, relative_to(path, entry.value.text), place(path, entry));
        else
          complain(place(path, entry), "`" + key + "` is no file name", "name one file");
      } else if (is_section(key)) {
        read_section(path, key, entry);
      } else {
        complain(place(path, entry), "there is no setting `" + key + "`",
                 suggest(prefix, entry.key));
      }
    }
  }

  void read_section(const std::string& path, const std::string& key, const yaml::Entry& entry) {
    if (entry.value.is_map())
      read_map(path, key + '.', entry.value);
    else if (!entry.value.is_null())
      complain(place(path, entry), "`" + key + "` is a section, not a value",
               "write its settings below it, indented by two blanks");
  }

  void read_value(const std::string& path, const Setting& setting, const yaml::Entry& entry) {
    Words words;
    if (entry.value.is_scalar()) {
      words.push_back(entry.value.text);
    } else if (entry.value.is_list()) {
      for (const yaml::Node& item : entry.value.items) words.push_back(item.text);
    } else if (entry.value.is_map()) {
      complain(place(path, entry), "`" + std::string(setting.key) + "` is a map, not a value",
               "write its value on the line");
      return;
    }
    put(setting, words, place(path, entry));
  }

  void put(const Setting& setting, const Words& words, const Written& written) {
    const std::string expected = setting.put(settings_, words);
    if (expected.empty()) return;
    // A secret is not shown, not even a wrong one.
    const std::string shown = setting.secret ? "" : " is '" + joined(words) + "'";
    complain(written, "`" + std::string(setting.key) + "`" + shown, "it must be " + expected);
  }

  void put_secret(const Setting& setting, const std::string& file, const Written& written) {
    try {
      std::string text = intake::read_whole(file);
      while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
      put(setting, {text}, written);
    } catch (const std::system_error& error) {
      complain(written, "'" + file + "' cannot be read: " + error.code().message(),
               "name a file that this user may read");
    }
  }

  void complain(const Written& written, std::string what, std::string mend) {
    errors_.push_back(
        {written.where, written.line, written.column, std::move(what), std::move(mend)});
  }

  static Written place(const std::string& path, const yaml::Entry& entry) {
    return {path, entry.line, entry.column};
  }
  static std::string relative_to(const std::string& path, const std::string& file) {
    return fs::path(file).is_absolute() ? file : (fs::path(path).parent_path() / file).string();
  }
  static const Setting* find(std::string_view key) {
    for (const Setting& setting : setting_table())
      if (setting.key == key) return &setting;
    return nullptr;
  }
  static const Setting* find_secret(std::string_view key) {
    if (!key.ends_with(kFileSuffix)) return nullptr;
    const Setting* setting = find(key.substr(0, key.size() - kFileSuffix.size()));
    return setting != nullptr && setting->secret ? setting : nullptr;
  }
  static bool is_section(const std::string& key) {
    return std::any_of(setting_table().begin(), setting_table().end(),
                       [&](const Setting& setting) { return setting.key.starts_with(key + '.'); });
  }
  /// From the names that stand beside a wrong one.
  static std::string suggest(const std::string& prefix, const std::string& name) {
    std::set<std::string_view> names;
    if (prefix.empty()) names.insert(kAs2);
    for (const Setting& setting : setting_table()) {
      if (!setting.key.starts_with(prefix)) continue;
      const std::string_view rest = setting.key.substr(prefix.size());
      names.insert(rest.substr(0, rest.find('.')));
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    return suggest_name(name, known);
  }
  /// Lists come as words between commas.
  static Words split(const std::string& value) {
    Words words;
    for (std::size_t from = 0; from <= value.size();) {
      const std::size_t comma = std::min(value.find(',', from), value.size());
      words.push_back(value.substr(from, comma - from));
      from = comma + 1;
    }
    return words;
  }

  const Environment& environment_;
  std::vector<TableError>& errors_;
  Settings settings_;
};

/// conf.d/*.yaml beside the file, by name.
std::vector<std::string> files_beside(const std::string& file) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(fs::path(file).parent_path() / "conf.d", none))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Settings read_settings(const std::string& file, const Environment& environment,
                       std::vector<TableError>& errors) {
  SettingsReader reader(environment, errors);
  reader.read_file(file);
  for (const std::string& path : files_beside(file)) reader.read_file(path);
  reader.read_environment();
  reader.check_whole(file);
  Settings settings = reader.finish(fs::absolute(file).parent_path());
  settings.file = file;
  return settings;
}

std::string browser_address(const Settings& settings,
                            const std::vector<http::Endpoint>& listening) {
  if (!settings.sign_in.url.empty()) return settings.sign_in.url;
  http::Endpoint endpoint = listening.empty() ? http::Endpoint{} : listening.front();
  if (endpoint.address.empty() || endpoint.address == "0.0.0.0" || endpoint.address == "::")
    endpoint.address = "127.0.0.1";
  const bool tls = !settings.http.tls.certificate_file.empty();
  return (tls ? "https://" : "http://") + to_string(endpoint);
}

Settings default_settings(const fs::path& folder) {
  std::vector<TableError> none;
  const Environment empty = [](const std::string&) { return std::nullopt; };
  return SettingsReader(empty, none).finish(folder);
}

}  // namespace weighbridge::serve
