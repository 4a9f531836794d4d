#include "gateway/cli/arguments.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>

#include <CLI/CLI.hpp>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/help_texts.hpp"
#include "gateway/cli/version.hpp"

namespace weighbridge::cli {
namespace {

const std::map<std::string, MessageKind> kMessageKinds = {{"861", MessageKind::receiving_advice},
                                                          {"recadv", MessageKind::recadv},
                                                          {"812", MessageKind::debit_memo},
                                                          {"comdis", MessageKind::comdis},
                                                          {"820", MessageKind::remittance}};
const std::map<std::string, bool> kDirectories = {{"D96A", false}, {"D01B", true}};
const std::map<std::string, Format> kTextJson = {{"text", Format::text}, {"json", Format::json}};
const std::map<std::string, Format> kTextJsonCsv = {
    {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};
const std::map<std::string, ColourMode> kColourModes = {
    {"auto", ColourMode::automatic}, {"always", ColourMode::always}, {"never", ColourMode::never}};

std::optional<matching::Severity> severity_from(std::string_view text) {
  using matching::Severity;
  for (const Severity s : {Severity::low, Severity::medium, Severity::high, Severity::critical})
    if (to_string_view(s) == text) return s;
  return std::nullopt;
}

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

void add_time(CLI::App& app, std::optional<Instant>& target, const std::string& help) {
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

/// Everything that parsing fills in. CLI11 keeps references into it.
struct Draft {
  ColourMode colour = ColourMode::automatic;
  InspectOptions inspect;
  ReconcileOptions reconcile;
  LedgerVerifyOptions ledger_verify;
  LedgerKeygenOptions ledger_keygen;
  LedgerCheckpointOptions ledger_checkpoint;
  LedgerProveOptions ledger_prove;
  LedgerCheckOptions ledger_check;
  CasesListOptions cases_list;
  CasesShowOptions cases_show;
  ConfigCheckOptions config_check;
  MapTestOptions map_test;
  PartnerSftpOptions partner_sftp;
  RenderOptions render;
  ServeOptions serve;
  DoctorOptions doctor;
  TokenCreateOptions token_create;
  TokenListOptions token_list;
  TokenRevokeOptions token_revoke;
  BackupOptions backup;
  RestoreOptions restore;
  ReplayOptions replay;
};

CLI::App* add_inspect(CLI::App& app, InspectOptions& options) {
  CLI::App* command = app.add_subcommand("inspect", "Read one message and explain it");
  command->add_option("FILE", options.file, "The message; - is standard input")
      ->required()
      ->type_name("");
  add_choice(*command, "--format", options.format, kTextJson, "How to print (text)");
  command
      ->add_option("--config", options.config_dir,
                   "Folder whose files replace the built-in maps and standards")
      ->type_name("DIR");
  add_time(*command, options.as_of, "The clock of the acknowledgment (now)");
  command->footer(std::string(kInspectFooter));
  return command;
}

CLI::App* add_reconcile(CLI::App& app, ReconcileOptions& options) {
  CLI::App* command =
      app.add_subcommand("reconcile", "Match documents and show what does not agree");
  command->add_option("PATH", options.paths, "Files and folders; - is standard input")
      ->required()
      ->type_name("");
  command
      ->add_option("--config", options.config_dir,
                   "Folder whose files replace the built-in maps, standards and policy")
      ->type_name("DIR");
  command->add_option("--policy", options.policy_file, "The policy to judge by")->type_name("FILE");
  command
      ->add_option("--against", options.against_file,
                   "What if: another policy; tells what opens, closes and changes with --policy")
      ->type_name("FILE");
  command
      ->add_option_function<std::string>(
          "--explain",
          [&options](const std::string& order) {
            const std::size_t stroke = order.rfind('/');
            matching::OrderRef& ref = options.explain.emplace();
            ref.po = PoNumber(order.substr(0, stroke));
            if (stroke != std::string::npos) ref.line = order.substr(stroke + 1);
          },
          "Show the arithmetic of an order, or of one line, step by step")
      ->type_name("PO[/LINE]");
  add_time(*command, options.as_of, "The clock of the timing rules (now)");
  add_choice(*command, "--format", options.format, kTextJsonCsv, "How to print (text)");
  command->add_option("--store", options.store, "Keep the result in FILE and go on from it")
      ->type_name("FILE");
  command
      ->add_option_function<std::string>(
          "--fail-on",
          [&options](const std::string& word) {
            options.fail_on = severity_from(word);
            if (!options.fail_on && word != "never")
              throw CLI::ValidationError(
                  "--fail-on", "'" + word + "' is none of low|medium|high|critical|never");
          },
          "Exit with 1 when a discrepancy is at least this severe (never)")
      ->type_name("low|medium|high|critical|never");
  command->footer(std::string(kReconcileFooter));
  return command;
}

void add_store(CLI::App& command, std::string& store) {
  command.add_option("--store", store, "The file that reconcile --store keeps")
      ->type_name("FILE")
      ->required();
}

CLI::App* add_ledger_verify(CLI::App& ledger, LedgerVerifyOptions& options) {
  CLI::App* command =
      ledger.add_subcommand("verify", "Check every entry's hash; name the first broken one");
  add_store(*command, options.store);
  command->add_option("--key", options.key, "Check the signatures of its checkpoints as well")
      ->type_name("KEY");
  command->footer(std::string(kLedgerFooter));
  return command;
}

CLI::App* add_ledger_keygen(CLI::App& ledger, LedgerKeygenOptions& options) {
  CLI::App* command = ledger.add_subcommand(
      "keygen", "Make the key that signs checkpoints; print the one that verifies them");
  command->add_option("NAME", options.origin, "What the ledger is called, for ever")
      ->required()
      ->type_name("");
  command->add_option("--out", options.out, "A new file for the secret")
      ->required()
      ->type_name("FILE");
  return command;
}

CLI::App* add_ledger_checkpoint(CLI::App& ledger, LedgerCheckpointOptions& options) {
  CLI::App* command =
      ledger.add_subcommand("checkpoint", "Sign the ledger as it is now, and print that");
  add_store(*command, options.store);
  command->add_option("--key", options.key, "The file that keygen wrote")
      ->required()
      ->type_name("FILE");
  return command;
}

CLI::App* add_ledger_prove(CLI::App& ledger, LedgerProveOptions& options) {
  CLI::App* command = ledger.add_subcommand(
      "prove", "Print the proof that an entry is under the newest checkpoint");
  command->add_option("ENTRY", options.entry, "Its number, from 1")->required()->type_name("");
  add_store(*command, options.store);
  command
      ->add_option("--since", options.since,
                   "An earlier checkpoint: prove also that nothing has changed since")
      ->type_name("FILE");
  return command;
}

CLI::App* add_ledger_check(CLI::App& ledger, LedgerCheckOptions& options) {
  CLI::App* command = ledger.add_subcommand("check", "Check a proof; no store is needed");
  command->add_option("PROOF", options.proof, "What prove printed")->required()->type_name("");
  command->add_option("--key", options.key, "What keygen printed, or the file that holds it")
      ->required()
      ->type_name("KEY");
  return command;
}

CLI::App* add_cases_list(CLI::App& cases, CasesListOptions& options) {
  CLI::App* command = cases.add_subcommand("list", "Cases, one a line");
  add_store(*command, options.store);
  add_choice(*command, "--format", options.format, kTextJson, "How to print (text)");
  command->add_flag("--open", options.open_only, "Only cases that still need work");
  command->add_option("--state", options.state, "Only cases in this state")->type_name("STATE");
  command->add_option("--owner", options.owner, "Only cases of this role")->type_name("ROLE");
  command->add_option("--supplier", options.supplier, "Only this supplier's")->type_name("ID");
  command
      ->add_option("--code", options.code, "Only cases with this discrepancy (QTY_SHORT_RECEIVED)")
      ->type_name("CODE");
  command
      ->add_option_function<std::string>(
          "--min-amount",
          [&options](const std::string& text) {
            const auto amount = Decimal::parse(text);
            if (!amount)
              throw CLI::ValidationError(
                  "--min-amount",
                  "'" + text + "' is no amount: " + std::string(to_string_view(amount.error())));
            options.min_amount = Money(*amount);
          },
          "Only cases with at least this much at stake")
      ->type_name("AMOUNT");
  command->add_option("--limit", options.limit, "At most so many (1000)")->type_name("NUMBER");
  command->footer(std::string(kCasesListFooter));
  return command;
}

CLI::App* add_cases_show(CLI::App& cases, CasesShowOptions& options) {
  CLI::App* command = cases.add_subcommand("show", "One case with its discrepancies and history");
  command->add_option("ID", options.id, "The case number, such as DC-2026-00000001")
      ->required()
      ->type_name("");
  add_store(*command, options.store);
  add_choice(*command, "--format", options.format, kTextJson, "How to print (text)");
  command->footer(std::string(kCasesShowFooter));
  return command;
}

void add_config_check(CLI::App& config, ConfigCheckOptions& options) {
  CLI::App* command = config.add_subcommand("check", "Find every mistake in configuration files");
  command->add_option("PATH", options.path, "A file, or a folder checked whole")
      ->required()
      ->type_name("");
  command->footer(std::string(kConfigFooter));
}

const CLI::App* add_map_test(CLI::App& map, MapTestOptions& options) {
  CLI::App* command = map.add_subcommand("test", "Show what a map makes of a message");
  command->add_option("MAP", options.map, "A map, or a partner's file")->required()->type_name("");
  command->add_option("FILE", options.file, "The message; - is standard input")
      ->required()
      ->type_name("");
  command->footer(std::string(kMapTestFooter));
  return command;
}

void add_party(CLI::App& command, const std::string& name, EnvelopeParty& target,
               const std::string& help) {
  command
      .add_option_function<std::string>(
          name,
          [&target](const std::string& text) {
            const std::size_t colon = text.find(':');
            target.id = colon == std::string::npos ? text : text.substr(colon + 1);
            target.qualifier = colon == std::string::npos ? "" : text.substr(0, colon);
          },
          help)
      ->type_name("[QUALIFIER:]ID")
      ->required();
}

const CLI::App* add_render(CLI::App& app, RenderOptions& options) {
  CLI::App* command = app.add_subcommand("render", "Write a message to a supplier");
  add_choice(*command, "KIND", options.kind, kMessageKinds, "What to write")->required();
  command->add_option("--from", options.from, "What it is made of; - is standard input")
      ->type_name("FILE")
      ->required();
  add_party(*command, "--sender", options.sender, "We, in the envelope");
  add_party(*command, "--receiver", options.receiver, "The supplier, in the envelope");
  command->add_option("--release", options.release, "The X12 release (004010)")
      ->type_name("RELEASE")
      ->check([](const std::string& text) {
        const bool digits = text.find_first_not_of("0123456789") >= 6 && text.size() >= 6;
        return digits ? std::string() : "'" + text + "' is no release, such as 004010";
      });
  add_choice(*command, "--directory", options.d01b, kDirectories, "The EDIFACT directory (D96A)");
  command->add_option("--invoice", options.invoice, "812, comdis: the invoice")
      ->type_name("NUMBER");
  command->add_option("--supplier", options.supplier, "820: the supplier")->type_name("ID");
  command->add_option("--store", options.store, "Take the control number from this store")
      ->type_name("FILE");
  add_time(*command, options.as_of, "The clock of the envelope (now)");
  command->add_flag("--test", options.test, "Mark the interchange as a test");
  command->footer(std::string(kRenderFooter));
  return command;
}

const CLI::App* add_serve(CLI::App& app, ServeOptions& options) {
  CLI::App* command = app.add_subcommand("serve", "Run the gateway");
  command->add_option("--config", options.config, "The settings (gateway.yaml)")
      ->type_name("FILE")
      ->required();
  command->footer(std::string(kServeFooter));
  return command;
}

const CLI::App* add_doctor(CLI::App& app, DoctorOptions& options) {
  CLI::App* command = app.add_subcommand("doctor", "See whether a gateway could work here");
  command->add_option("--config", options.config, "The settings (gateway.yaml)")
      ->type_name("FILE")
      ->required();
  command->footer(std::string(kDoctorFooter));
  return command;
}

void add_config(CLI::App& command, std::string& config) {
  command.add_option("--config", config, "The settings (gateway.yaml)")
      ->type_name("FILE")
      ->required();
}

const CLI::App* add_token_create(CLI::App& token, TokenCreateOptions& options) {
  CLI::App* command = token.add_subcommand("create", "Make a token and show it, once");
  add_config(*command, options.config);
  command->add_option("--name", options.name, "What people call it")->type_name("NAME")->required();
  command->add_option("--role", options.roles, "What it may do; may be repeated")
      ->type_name("ROLE")
      ->required();
  command->add_option("--supplier", options.suppliers, "Only of these; may be repeated (all)")
      ->type_name("ID");
  command->add_option("--site", options.sites, "Only of these; may be repeated (all)")
      ->type_name("ID");
  command->add_option("--days", options.days, "How long it holds; 0: for ever (365)")
      ->type_name("NUMBER");
  command->footer(std::string(kTokenFooter));
  return command;
}

const CLI::App* add_token_list(CLI::App& token, TokenListOptions& options) {
  CLI::App* command = token.add_subcommand("list", "All tokens, without their secrets");
  add_config(*command, options.config);
  add_choice(*command, "--format", options.format, kTextJson, "How to print (text)");
  command->footer(std::string(kTokenFooter));
  return command;
}

const CLI::App* add_token_revoke(CLI::App& token, TokenRevokeOptions& options) {
  CLI::App* command = token.add_subcommand("revoke", "Let a token hold no more");
  command->add_option("ID", options.id, "Of the token, as token list shows it")
      ->required()
      ->type_name("");
  add_config(*command, options.config);
  command->footer(std::string(kTokenFooter));
  return command;
}

/// --store or --config, and not both.
void add_place(CLI::App& command, StorePlace& place) {
  CLI::Option_group* group = command.add_option_group("Store");
  group->add_option("--store", place.store, "The store's file")->type_name("FILE");
  group->add_option("--config", place.config, "The gateway's settings, which name it")
      ->type_name("FILE");
  group->require_option(1);
}

const CLI::App* add_backup(CLI::App& app, BackupOptions& options) {
  CLI::App* command = app.add_subcommand("backup", "Copy the store while it is in use");
  add_place(*command, options.from);
  command->add_option("--to", options.to, "A new file")->required()->type_name("FILE");
  command->footer(std::string(kBackupFooter));
  return command;
}

const CLI::App* add_restore(CLI::App& app, RestoreOptions& options) {
  CLI::App* command = app.add_subcommand("restore", "Put a backup in the place of a lost store");
  command->add_option("BACKUP", options.from, "What backup wrote")->required()->type_name("");
  add_place(*command, options.to);
  command->footer(std::string(kRestoreFooter));
  return command;
}

const CLI::App* add_replay(CLI::App& app, ReplayOptions& options) {
  CLI::App* command = app.add_subcommand("replay", "Read kept messages again");
  command->add_option("MESSAGE", options.messages, "Their ids")->type_name("");
  command->add_flag("--quarantined", options.quarantined,
                    "Every message with a document in quarantine");
  add_place(*command, options.store);
  command->footer(std::string(kReplayFooter));
  return command;
}

const CLI::App* add_partner_sftp(CLI::App& partner, PartnerSftpOptions& options) {
  CLI::App* command =
      partner.add_subcommand("sftp-config", "Print what lets partners fill drop folders by SFTP");
  command->add_option("PARTNER", options.partner, "Only this partner's (all that have a folder)")
      ->type_name("");
  command
      ->add_option("--config", options.config_dir,
                   "The folder that holds partners/, or gateway.yaml")
      ->type_name("PATH")
      ->required();
  command->add_option("--user", options.user, "The partner's system user (after its name)")
      ->type_name("NAME");
  command->add_option("--account", options.account, "Who the gateway runs as (weighbridge)")
      ->type_name("NAME");
  command->add_option("--keys", options.keys_folder, "Where public keys are (/etc/ssh/weighbridge)")
      ->type_name("DIR");
  command->add_flag("--fragment", options.fragment_only, "Only the fragment of sshd_config");
  command->footer(std::string(kPartnerSftpFooter));
  return command;
}

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
  Draft draft;
  app.set_version_flag("--version", "weighbridge " + std::string(version()), "Print the version");
  app.set_help_all_flag("--help-all", "Print the help of every command");
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(34);
  add_choice(app, "--color", draft.colour, kColourModes,
             "Colour the text (auto: on a terminal, unless NO_COLOR is set)");
  app.footer(std::string(kMainFooter));

  const CLI::App* inspect = add_inspect(app, draft.inspect);
  const CLI::App* reconcile = add_reconcile(app, draft.reconcile);
  CLI::App* cases = app.add_subcommand("cases", "The work that discrepancies opened");
  cases->require_subcommand(1);
  cases->footer(std::string(kCasesFooter));
  const CLI::App* cases_list = add_cases_list(*cases, draft.cases_list);
  const CLI::App* cases_show = add_cases_show(*cases, draft.cases_show);
  CLI::App* ledger = app.add_subcommand("ledger", "The record of everything that happened");
  ledger->require_subcommand(1);
  ledger->footer(std::string(kLedgerFooter));
  const CLI::App* ledger_verify = add_ledger_verify(*ledger, draft.ledger_verify);
  const CLI::App* ledger_keygen = add_ledger_keygen(*ledger, draft.ledger_keygen);
  const CLI::App* ledger_checkpoint = add_ledger_checkpoint(*ledger, draft.ledger_checkpoint);
  const CLI::App* ledger_prove = add_ledger_prove(*ledger, draft.ledger_prove);
  const CLI::App* ledger_check = add_ledger_check(*ledger, draft.ledger_check);
  CLI::App* config = app.add_subcommand("config", "The configuration");
  config->require_subcommand(1);
  config->footer(std::string(kConfigFooter));
  add_config_check(*config, draft.config_check);
  CLI::App* map = app.add_subcommand("map", "The maps from messages to receipts");
  map->require_subcommand(1);
  map->footer(std::string(kMapTestFooter));
  const CLI::App* map_test = add_map_test(*map, draft.map_test);
  const CLI::App* render = add_render(app, draft.render);
  const CLI::App* serve = add_serve(app, draft.serve);
  const CLI::App* doctor = add_doctor(app, draft.doctor);
  CLI::App* token = app.add_subcommand("token", "Who may ask the gateway what");
  token->require_subcommand(1);
  token->footer(std::string(kTokenFooter));
  const CLI::App* token_create = add_token_create(*token, draft.token_create);
  const CLI::App* token_list = add_token_list(*token, draft.token_list);
  const CLI::App* token_revoke = add_token_revoke(*token, draft.token_revoke);
  const CLI::App* backup = add_backup(app, draft.backup);
  const CLI::App* restore = add_restore(app, draft.restore);
  const CLI::App* replay = add_replay(app, draft.replay);
  CLI::App* partner = app.add_subcommand("partner", "How partners reach us");
  partner->require_subcommand(1);
  partner->footer(std::string(kPartnerSftpFooter));
  const CLI::App* partner_sftp = add_partner_sftp(*partner, draft.partner_sftp);

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

  if (inspect->parsed()) return Invocation{draft.colour, draft.inspect};
  if (reconcile->parsed()) return Invocation{draft.colour, draft.reconcile};
  if (cases_list->parsed()) return Invocation{draft.colour, draft.cases_list};
  if (cases_show->parsed()) return Invocation{draft.colour, draft.cases_show};
  if (ledger_verify->parsed()) return Invocation{draft.colour, draft.ledger_verify};
  if (token_create->parsed()) return Invocation{draft.colour, draft.token_create};
  if (token_list->parsed()) return Invocation{draft.colour, draft.token_list};
  if (token_revoke->parsed()) return Invocation{draft.colour, draft.token_revoke};
  if (doctor->parsed()) return Invocation{draft.colour, draft.doctor};
  if (serve->parsed()) return Invocation{draft.colour, draft.serve};
  if (ledger_keygen->parsed()) return Invocation{draft.colour, draft.ledger_keygen};
  if (ledger_checkpoint->parsed()) return Invocation{draft.colour, draft.ledger_checkpoint};
  if (ledger_prove->parsed()) return Invocation{draft.colour, draft.ledger_prove};
  if (ledger_check->parsed()) return Invocation{draft.colour, draft.ledger_check};
  if (backup->parsed()) return Invocation{draft.colour, draft.backup};
  if (restore->parsed()) return Invocation{draft.colour, draft.restore};
  if (replay->parsed()) return Invocation{draft.colour, draft.replay};
  if (partner_sftp->parsed()) return Invocation{draft.colour, draft.partner_sftp};
  if (render->parsed()) return Invocation{draft.colour, draft.render};
  if (map_test->parsed()) return Invocation{draft.colour, draft.map_test};
  return Invocation{draft.colour, draft.config_check};
}

}  // namespace weighbridge::cli
