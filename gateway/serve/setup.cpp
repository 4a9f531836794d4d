#include "gateway/serve/setup.hpp"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "gateway/intake/configuration.hpp"
#include "gateway/serve/answer_routes.hpp"
#include "gateway/serve/routing.hpp"
#include "matching/policy.hpp"

namespace weighbridge::serve {
namespace {

as2::FileReader file_reader(const std::filesystem::path& folder) {
  return [folder](const std::string& path) -> std::optional<std::string> {
    const std::filesystem::path file = path;
    try {
      return intake::read_whole(file.is_absolute() ? path : (folder / file).string());
    } catch (const std::system_error&) {
      return std::nullopt;
    }
  };
}

matching::Policy read_policy(const intake::ConfigurationFiles& files,
                             std::vector<TableError>& errors) {
  if (files.policy_path.empty()) return matching::standard_policy();
  return matching::parse_policy(files.policy_path, files.policy_text, errors);
}

}  // namespace

Setup read_setup(const Settings& settings, std::vector<TableError>& errors) {
  const intake::ConfigurationFiles files =
      intake::configuration_files(settings.configuration.string());
  for (const intake::Trouble& trouble : files.troubles)
    errors.push_back({trouble.where, 0, 0, trouble.what, trouble.mend});
  auto processing = std::make_shared<pipeline::ProcessingSetup>();
  processing->tables = compile_tables(files.tables, errors);
  processing->policy = read_policy(files, errors);
  processing->policy_text = files.policy_text;
  processing->routing = read_routing(settings.configuration, errors);

  Setup setup;
  // Mistakes of YAML were told with the maps already.
  std::vector<TableError> told_already;
  const std::vector<partners::PartnerSections> partners =
      partners::partner_sections(files.tables, told_already);
  const yaml::Node* as2 = settings.as2.is_null() ? nullptr : &settings.as2;
  setup.as2 = std::make_shared<const as2::Settings>(as2::read_settings(
      settings.as2_file, as2, partners, file_reader(settings.configuration), errors));
  setup.transports = partners::read_transports(partners, errors);
  if (processing->tables) setup.partners = partner_summaries(partners, *processing->tables);
  const std::string webhooks_file = (settings.configuration / "webhooks.yaml").string();
  if (const auto text = file_reader(settings.configuration)("webhooks.yaml"))
    setup.webhooks = webhooks::read_webhooks(webhooks_file, *text, errors);
  const auto routes = std::make_shared<const AnswerRoutes>(partners, errors);
  processing->route = [routes](const std::string& partner, const std::string& channel,
                               const std::string& sender) {
    return routes->route(partner, channel, sender);
  };
  processing->pushed_to = [connectors = setup.transports.connectors](std::string_view kind) {
    std::vector<std::string> named;
    for (const erp::Connector& connector : connectors)
      for (const erp::Push& push : connector.pushes)
        if (push.kind == kind) named.push_back(connector.partner);
    return named;
  };
  setup.processing = std::move(processing);
  return setup;
}

void use_policy(Setup& setup, const std::string& text, std::vector<TableError>& errors) {
  if (text == setup.processing->policy_text) return;
  auto processing = std::make_shared<pipeline::ProcessingSetup>(*setup.processing);
  processing->policy = text.empty() ? matching::standard_policy()
                                    : matching::parse_policy("the policy in force", text, errors);
  processing->policy_text = text;
  setup.processing = std::move(processing);
}

}  // namespace weighbridge::serve
