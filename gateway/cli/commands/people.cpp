#include "gateway/cli/commands/catalog.hpp"
#include "gateway/cli/commands/families.hpp"
#include "gateway/cli/commands/options.hpp"
#include "gateway/cli/help_texts.hpp"

namespace weighbridge::cli {
namespace {

void add_user(CLI::App& command, std::string& id) {
  command.add_option("USER", id, "What the person signs in with")->required()->type_name("");
}

void add_access(CLI::App& command, AccessWords& words) {
  command.add_option("--role", words.roles, "Of the contract; may be repeated")->type_name("ROLE");
  command.add_option("--grant", words.grants, "A duty, and where; may be repeated")
      ->type_name("DUTY@ENTITY/SITE/GROUP[,lead]");
  command.add_option("--supplier", words.suppliers, "Only of these; may be repeated (all)")
      ->type_name("ID");
  command.add_option("--site", words.sites, "Only of these; may be repeated (all)")
      ->type_name("ID");
}

void add_password(CLI::App& command, PasswordWay& way) {
  command.add_option("--password-file", way.file, "Its first line; - is standard input")
      ->type_name("FILE");
  command.add_flag("--one-time-link", way.link, "Print a link with which the user sets one");
}

void user_add_options(CLI::App& command, UserAddOptions& options) {
  add_user(command, options.id);
  add_config(command, options.config);
  command.add_option("--name", options.name, "As others see it (USER)")->type_name("NAME");
  add_access(command, options.access);
  add_password(command, options.password);
}

void user_list_options(CLI::App& command, UserListOptions& options) {
  add_config(command, options.config);
  add_choice(command, "--format", options.format, kTextJson, "How to print (text)");
}

void user_grant_options(CLI::App& command, UserGrantOptions& options) {
  add_user(command, options.id);
  add_config(command, options.config);
  add_access(command, options.given);
  command.add_option("--no-role", options.taken.roles, "Take a role away")->type_name("ROLE");
  command.add_option("--no-grant", options.taken.grants, "Take a duty away, as user list shows it")
      ->type_name("GRANT");
  command.add_option("--no-supplier", options.taken.suppliers, "Take a binding away")
      ->type_name("ID");
  command.add_option("--no-site", options.taken.sites, "Take a binding away")->type_name("ID");
}

void user_disable_options(CLI::App& command, UserDisableOptions& options) {
  add_user(command, options.id);
  add_config(command, options.config);
  command.add_flag("--enable", options.enable, "Let the user in again");
}

void user_reset_options(CLI::App& command, UserResetOptions& options) {
  add_user(command, options.id);
  add_config(command, options.config);
  add_password(command, options.password);
  command.add_flag("--totp", options.totp, "Take the authenticator away, leave the password");
}

void user_link_options(CLI::App& command, UserLinkOptions& options) {
  command.add_option("USER", options.id, "What the person signs in with")->type_name("");
  add_config(command, options.config);
  command.add_flag("--admin", options.admin, "Of the administrator; made when there is none");
}

void user_delegate_options(CLI::App& command, UserDelegateOptions& options) {
  command.add_option("USER", options.id, "Who is away")->required()->type_name("");
  add_config(command, options.config);
  command.add_option("--to", options.to, "Who stands in")->type_name("USER")->required();
  command.add_option("--from", options.from, "Since when (now)")->type_name("TIME");
  command.add_option("--until", options.until, "Until when")->type_name("TIME");
  command.add_flag("--end", options.end, "Let it hold no more");
}

}  // namespace

void add_people_commands(Catalog& catalog) {
  CLI::App& user = catalog.group("user", "People who sign in, and what they may do", kUserFooter);
  catalog.add(user, "add", "Add a person", kUserFooter, user_add_options);
  catalog.add(user, "list", "All of them, with what they may do", kUserFooter, user_list_options);
  catalog.add(user, "grant", "Give or take roles, duties and scope", kUserFooter,
              user_grant_options);
  catalog.add(user, "disable", "Let a person in no more", kUserFooter, user_disable_options);
  catalog.add(user, "reset", "A new password, or no authenticator", kUserFooter,
              user_reset_options);
  catalog.add(user, "link", "Print a one-time link that sets a password", kUserFooter,
              user_link_options);
  catalog.add(user, "delegate", "Let one person stand in for another", kUserFooter,
              user_delegate_options);
}

}  // namespace weighbridge::cli
