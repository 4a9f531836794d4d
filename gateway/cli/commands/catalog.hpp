// The commands as they are declared, each with the options that parsing fills in. CLI11 is heavy:
// only what declares commands includes this.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "gateway/cli/arguments.hpp"

namespace weighbridge::cli {

class Catalog {
 public:
  /// `app` is the program's, and outlives the catalog.
  explicit Catalog(CLI::App& app) : app_(app) {}

  CLI::App& app() { return app_; }

  /// A word that only leads to commands, such as "ledger".
  CLI::App& group(const std::string& name, const std::string& what, std::string_view footer) {
    CLI::App* group = app_.add_subcommand(name, what);
    group->require_subcommand(1);
    group->footer(std::string(footer));
    return *group;
  }

  /// A command below `parent`, which is the program or a group. `declare` adds its options; CLI11
  /// keeps references into them.
  template <class Options>
  void add(CLI::App& parent, const std::string& name, const std::string& what,
           std::string_view footer, void (*declare)(CLI::App&, Options&)) {
    CLI::App* command = parent.add_subcommand(name, what);
    auto options = std::make_shared<Options>();
    declare(*command, *options);
    command->footer(std::string(footer));
    entries_.push_back({command, [options] { return Command(*options); }});
  }

  /// What the words asked for, once they were parsed; nothing when they named no command.
  std::optional<Command> chosen() const {
    for (const Entry& entry : entries_)
      if (entry.command->parsed()) return entry.options();
    return std::nullopt;
  }

 private:
  struct Entry {
    const CLI::App* command;
    std::function<Command()> options;
  };
  CLI::App& app_;
  std::vector<Entry> entries_;
};

}  // namespace weighbridge::cli
