#include "gateway/cli/administration.hpp"

#include <algorithm>

#include <unistd.h>

#include "gateway/api/operations.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::cli {

ExitStatus with_gateway_store(
    const std::string& config, const Screen& screen,
    const std::function<ExitStatus(store::Store&, const serve::Settings&)>& work) {
  std::vector<TableError> errors;
  const serve::Settings settings = serve::read_settings(config, serve::process_environment, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  try {
    return work(*store::open_sqlite(settings.store, settings.store_options), settings);
  } catch (const store::StoreError& failure) {
    return tell_failure(settings.store, failure, screen);
  }
}

cases::Act act_now(const std::string& command) {
  const char* login = ::getlogin();
  const std::string who = login != nullptr ? login : "uid " + std::to_string(::getuid());
  return {intake::wall_clock(), who + " (weighbridge " + command + ')', "admin", command};
}

bool are_roles(const std::vector<std::string>& words, const Screen& screen) {
  const auto known = api::roles();
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    screen.err.write(
        complaint("--role", "there is no role '" + word + "'", suggest_name(word, known)));
    return false;
  }
  return true;
}

std::string joined(const std::vector<std::string>& words, std::string_view none) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? std::string(none) : text;
}

}  // namespace weighbridge::cli
