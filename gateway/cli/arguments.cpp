#include "gateway/cli/arguments.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <CLI/CLI.hpp>

#include "gateway/cli/commands/catalog.hpp"
#include "gateway/cli/commands/families.hpp"
#include "gateway/cli/commands/options.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/help_texts.hpp"
#include "gateway/cli/version.hpp"

namespace weighbridge::cli {
namespace {

const std::map<std::string, ColourMode> kColourModes = {
    {"auto", ColourMode::automatic}, {"always", ColourMode::always}, {"never", ColourMode::never}};

/// The command that the words named, as far as they did, and how it is called.
std::pair<const CLI::App*, std::string> named_command(const CLI::App& app) {
  std::pair<const CLI::App*, std::string> named{&app, "weighbridge"};
  while (!named.first->get_subcommands().empty()) {
    named.first = named.first->get_subcommands().front();
    named.second += ' ' + named.first->get_name();
  }
  return named;
}

Reply usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const auto [command, path] = named_command(app);
  std::string what = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
      !command->get_subcommands({}).empty()) {
    const std::vector<std::string> unknown = app.remaining(true);
    what = unknown.empty() ? "a command is required" : "there is no command '" + unknown[0] + "'";
  }
  return {ExitStatus::usage, "", complaint({}, what, "see: " + path + " --help")};
}

}  // namespace

std::variant<Invocation, Reply> parse_arguments(std::vector<std::string> words) {
  CLI::App app(
      "Reads what suppliers, warehouse and ERP say about the same goods, and shows what "
      "does not agree.",
      "weighbridge");
  ColourMode colour = ColourMode::automatic;
  app.set_version_flag("--version", "weighbridge " + std::string(version()), "Print the version");
  app.set_help_all_flag("--help-all", "Print the help of every command");
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(34);
  add_choice(app, "--color", colour, kColourModes,
             "Colour the text (auto: on a terminal, unless NO_COLOR is set)");
  app.footer(std::string(kMainFooter));

  Catalog catalog(app);
  add_documents_commands(catalog);
  add_records_commands(catalog);
  add_gateway_commands(catalog);
  add_people_commands(catalog);

  std::reverse(words.begin(), words.end());  // CLI11 takes them last first
  try {
    app.parse(words);
  } catch (const CLI::Success& asked) {
    std::ostringstream out;
    app.exit(asked, out, out);
    return Reply{ExitStatus::well, out.str(), ""};
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }

  // A command is required, so one was named.
  return Invocation{colour, *catalog.chosen()};
}

}  // namespace weighbridge::cli
