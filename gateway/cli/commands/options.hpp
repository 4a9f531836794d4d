// Options that several commands have.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "gateway/cli/arguments.hpp"

namespace weighbridge::cli {

inline const std::map<std::string, Format> kTextJson = {{"text", Format::text},
                                                        {"json", Format::json}};

/// An option whose words are the keys of `choices`.
template <class Value>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Value& target,
                        const std::map<std::string, Value>& choices, const std::string& help) {
  std::string words;
  for (const auto& [word, value] : choices) words += (words.empty() ? "" : "|") + word;
  return app
      .add_option_function<std::string>(
          name,
          [&target, &choices, name, words](const std::string& word) {
            const auto found = choices.find(word);
            if (found == choices.end())
              throw CLI::ValidationError(name, "'" + word + "' is none of " + words);
            target = found->second;
          },
          help)
      ->type_name(words);
}

/// --as-of
inline void add_time(CLI::App& app, std::optional<Instant>& target, const std::string& help) {
  app.add_option_function<std::string>(
         "--as-of",
         [&target](const std::string& text) {
           const std::optional<Moment> moment = parse_moment(text);
           if (!moment)
             throw CLI::ValidationError("--as-of", "'" + text +
                                                       "' is no time; write it like 2026-03-31 "
                                                       "or 2026-03-31T00:00:00Z");
           target = moment->at;
         },
         help)
      ->type_name("TIME");
}

/// --config: the settings of a gateway.
inline void add_config(CLI::App& command, std::string& config) {
  command.add_option("--config", config, "The settings (gateway.yaml)")
      ->type_name("FILE")
      ->required();
}

}  // namespace weighbridge::cli
