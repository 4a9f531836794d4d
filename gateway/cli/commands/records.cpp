#include "gateway/cli/commands/catalog.hpp"
#include "gateway/cli/commands/families.hpp"
#include "gateway/cli/commands/options.hpp"
#include "gateway/cli/help_texts.hpp"

namespace weighbridge::cli {
namespace {

void add_store(CLI::App& command, std::string& store) {
  command.add_option("--store", store, "The file that reconcile --store keeps")
      ->type_name("FILE")
      ->required();
}

/// --store or --config, and not both.
void add_place(CLI::App& command, StorePlace& place) {
  CLI::Option_group* group = command.add_option_group("Store");
  group->add_option("--store", place.store, "The store's file")->type_name("FILE");
  group->add_option("--config", place.config, "The gateway's settings, which name it")
      ->type_name("FILE");
  group->require_option(1);
}

void cases_list_options(CLI::App& command, CasesListOptions& options) {
  add_store(command, options.store);
  add_choice(command, "--format", options.format, kTextJson, "How to print (text)");
  command.add_flag("--open", options.open_only, "Only cases that still need work");
  command.add_option("--state", options.state, "Only cases in this state")->type_name("STATE");
  command.add_option("--owner", options.owner, "Only cases of this role")->type_name("ROLE");
  command.add_option("--supplier", options.supplier, "Only this supplier's")->type_name("ID");
  command
      .add_option("--code", options.code, "Only cases with this discrepancy (QTY_SHORT_RECEIVED)")
      ->type_name("CODE");
  command
      .add_option_function<std::string>(
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
  command.add_option("--limit", options.limit, "At most so many (1000)")->type_name("NUMBER");
}

void cases_show_options(CLI::App& command, CasesShowOptions& options) {
  command.add_option("ID", options.id, "The case number, such as DC-2026-00000001")
      ->required()
      ->type_name("");
  add_store(command, options.store);
  add_choice(command, "--format", options.format, kTextJson, "How to print (text)");
}

void ledger_verify_options(CLI::App& command, LedgerVerifyOptions& options) {
  add_store(command, options.store);
  command.add_option("--key", options.key, "Check the signatures of its checkpoints as well")
      ->type_name("KEY");
}

void ledger_keygen_options(CLI::App& command, LedgerKeygenOptions& options) {
  command.add_option("NAME", options.origin, "What the ledger is called, for ever")
      ->required()
      ->type_name("");
  command.add_option("--out", options.out, "A new file for the secret")
      ->required()
      ->type_name("FILE");
}

void ledger_checkpoint_options(CLI::App& command, LedgerCheckpointOptions& options) {
  add_store(command, options.store);
  command.add_option("--key", options.key, "The file that keygen wrote")
      ->required()
      ->type_name("FILE");
}

void ledger_prove_options(CLI::App& command, LedgerProveOptions& options) {
  command.add_option("ENTRY", options.entry, "Its number, from 1")->required()->type_name("");
  add_store(command, options.store);
  command
      .add_option("--since", options.since,
                  "An earlier checkpoint: prove also that nothing has changed since")
      ->type_name("FILE");
}

void ledger_export_options(CLI::App& command, LedgerExportOptions& options) {
  command.add_option("CASE", options.id, "Its number, such as DC-2026-00000001")
      ->required()
      ->type_name("");
  add_store(command, options.store);
  command.add_option("-o,--out", options.out, "A new file")->required()->type_name("FILE");
  command.add_option("--key", options.key, "Sign the ledger before: the file that keygen wrote")
      ->type_name("FILE");
}

void ledger_check_options(CLI::App& command, LedgerCheckOptions& options) {
  command.add_option("FILE", options.proof, "What prove printed, or export wrote")
      ->required()
      ->type_name("");
  command.add_option("--key", options.key, "What keygen printed, or the file that holds it")
      ->required()
      ->type_name("KEY");
}

void backup_options(CLI::App& command, BackupOptions& options) {
  add_place(command, options.from);
  command.add_option("--to", options.to, "A new file")->required()->type_name("FILE");
}

void restore_options(CLI::App& command, RestoreOptions& options) {
  command.add_option("BACKUP", options.from, "What backup wrote")->required()->type_name("");
  add_place(command, options.to);
}

void replay_options(CLI::App& command, ReplayOptions& options) {
  command.add_option("MESSAGE", options.messages, "Their ids")->type_name("");
  command.add_flag("--quarantined", options.quarantined,
                   "Every message with a document in quarantine");
  add_place(command, options.store);
}

}  // namespace

void add_records_commands(Catalog& catalog) {
  CLI::App& cases = catalog.group("cases", "The work that discrepancies opened", kCasesFooter);
  catalog.add(cases, "list", "Cases, one a line", kCasesListFooter, cases_list_options);
  catalog.add(cases, "show", "One case with its discrepancies and history", kCasesShowFooter,
              cases_show_options);
  CLI::App& ledger =
      catalog.group("ledger", "The record of everything that happened", kLedgerFooter);
  catalog.add(ledger, "verify", "Check every entry's hash; name the first broken one",
              kLedgerFooter, ledger_verify_options);
  catalog.add(ledger, "keygen",
              "Make the key that signs checkpoints; print the one that verifies them", {},
              ledger_keygen_options);
  catalog.add(ledger, "checkpoint", "Sign the ledger as it is now, and print that", {},
              ledger_checkpoint_options);
  catalog.add(ledger, "prove", "Print the proof that an entry is under the newest checkpoint", {},
              ledger_prove_options);
  catalog.add(ledger, "export", "Write the evidence of a case into one file that proves itself", {},
              ledger_export_options);
  catalog.add(ledger, "check", "Check a proof or a pack; no store is needed", {},
              ledger_check_options);
  catalog.add(catalog.app(), "backup", "Copy the store while it is in use", kBackupFooter,
              backup_options);
  catalog.add(catalog.app(), "restore", "Put a backup in the place of a lost store", kRestoreFooter,
              restore_options);
  catalog.add(catalog.app(), "replay", "Read kept messages again", kReplayFooter, replay_options);
}

}  // namespace weighbridge::cli
