#include "gateway/cli/commands/catalog.hpp"
#include "gateway/cli/commands/families.hpp"
#include "gateway/cli/commands/options.hpp"
#include "gateway/cli/help_texts.hpp"

namespace weighbridge::cli {
namespace {

void serve_options(CLI::App& command, ServeOptions& options) {
  add_config(command, options.config);
}

void doctor_options(CLI::App& command, DoctorOptions& options) {
  add_config(command, options.config);
}

void token_create_options(CLI::App& command, TokenCreateOptions& options) {
  add_config(command, options.config);
  command.add_option("--name", options.name, "What people call it")->type_name("NAME")->required();
  command.add_option("--role", options.roles, "What it may do; may be repeated")
      ->type_name("ROLE")
      ->required();
  command.add_option("--supplier", options.suppliers, "Only of these; may be repeated (all)")
      ->type_name("ID");
  command.add_option("--site", options.sites, "Only of these; may be repeated (all)")
      ->type_name("ID");
  command.add_option("--days", options.days, "How long it holds; 0: for ever (365)")
      ->type_name("NUMBER");
}

void token_list_options(CLI::App& command, TokenListOptions& options) {
  add_config(command, options.config);
  add_choice(command, "--format", options.format, kTextJson, "How to print (text)");
}

void token_revoke_options(CLI::App& command, TokenRevokeOptions& options) {
  command.add_option("ID", options.id, "Of the token, as token list shows it")
      ->required()
      ->type_name("");
  add_config(command, options.config);
}

void partner_sftp_options(CLI::App& command, PartnerSftpOptions& options) {
  command.add_option("PARTNER", options.partner, "Only this partner's (all that have a folder)")
      ->type_name("");
  command
      .add_option("--config", options.config_dir,
                  "The folder that holds partners/, or gateway.yaml")
      ->type_name("PATH")
      ->required();
  command.add_option("--user", options.user, "The partner's system user (after its name)")
      ->type_name("NAME");
  command.add_option("--account", options.account, "Who the gateway runs as (weighbridge)")
      ->type_name("NAME");
  command.add_option("--keys", options.keys_folder, "Where public keys are (/etc/ssh/weighbridge)")
      ->type_name("DIR");
  command.add_flag("--fragment", options.fragment_only, "Only the fragment of sshd_config");
}

}  // namespace

void add_gateway_commands(Catalog& catalog) {
  catalog.add(catalog.app(), "serve", "Run the gateway", kServeFooter, serve_options);
  catalog.add(catalog.app(), "doctor", "See whether a gateway could work here", kDoctorFooter,
              doctor_options);
  CLI::App& token = catalog.group("token", "Who may ask the gateway what", kTokenFooter);
  catalog.add(token, "create", "Make a token and show it, once", kTokenFooter,
              token_create_options);
  catalog.add(token, "list", "All tokens, without their secrets", kTokenFooter, token_list_options);
  catalog.add(token, "revoke", "Let a token hold no more", kTokenFooter, token_revoke_options);
  CLI::App& partner = catalog.group("partner", "How partners reach us", kPartnerSftpFooter);
  catalog.add(partner, "sftp-config", "Print what lets partners fill drop folders by SFTP",
              kPartnerSftpFooter, partner_sftp_options);
}

}  // namespace weighbridge::cli
