#include "gateway/cli/commands/catalog.hpp"
#include "gateway/cli/commands/families.hpp"
#include "gateway/cli/commands/options.hpp"
#include "gateway/cli/help_texts.hpp"

namespace weighbridge::cli {
namespace {

const std::map<std::string, MessageKind> kMessageKinds = {{"861", MessageKind::receiving_advice},
                                                          {"recadv", MessageKind::recadv},
                                                          {"812", MessageKind::debit_memo},
                                                          {"comdis", MessageKind::comdis},
                                                          {"820", MessageKind::remittance}};
const std::map<std::string, bool> kDirectories = {{"D96A", false}, {"D01B", true}};
const std::map<std::string, Format> kTextJsonCsv = {
    {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};

std::optional<matching::Severity> severity_from(std::string_view text) {
  using matching::Severity;
  for (const Severity s : {Severity::low, Severity::medium, Severity::high, Severity::critical})
    if (to_string_view(s) == text) return s;
  return std::nullopt;
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

void inspect_options(CLI::App& command, InspectOptions& options) {
  command.add_option("FILE", options.file, "The message; - is standard input")
      ->required()
      ->type_name("");
  add_choice(command, "--format", options.format, kTextJson, "How to print (text)");
  command
      .add_option("--config", options.config_dir,
                  "Folder whose files replace the built-in maps and standards")
      ->type_name("DIR");
  add_time(command, options.as_of, "The clock of the acknowledgment (now)");
}

void reconcile_options(CLI::App& command, ReconcileOptions& options) {
  command.add_option("PATH", options.paths, "Files and folders; - is standard input")
      ->required()
      ->type_name("");
  command
      .add_option("--config", options.config_dir,
                  "Folder whose files replace the built-in maps, standards and policy")
      ->type_name("DIR");
  command.add_option("--policy", options.policy_file, "The policy to judge by")->type_name("FILE");
  command
      .add_option("--against", options.against_file,
                  "What if: another policy; tells what opens, closes and changes with --policy")
      ->type_name("FILE");
  command
      .add_option_function<std::string>(
          "--explain",
          [&options](const std::string& order) {
            const std::size_t stroke = order.rfind('/');
            matching::OrderRef& ref = options.explain.emplace();
            ref.po = PoNumber(order.substr(0, stroke));
            if (stroke != std::string::npos) ref.line = order.substr(stroke + 1);
          },
          "Show the arithmetic of an order, or of one line, step by step")
      ->type_name("PO[/LINE]");
  add_time(command, options.as_of, "The clock of the timing rules (now)");
  add_choice(command, "--format", options.format, kTextJsonCsv, "How to print (text)");
  command.add_option("--store", options.store, "Keep the result in FILE and go on from it")
      ->type_name("FILE");
  command
      .add_option_function<std::string>(
          "--fail-on",
          [&options](const std::string& word) {
            options.fail_on = severity_from(word);
            if (!options.fail_on && word != "never")
              throw CLI::ValidationError(
                  "--fail-on", "'" + word + "' is none of low|medium|high|critical|never");
          },
          "Exit with 1 when a discrepancy is at least this severe (never)")
      ->type_name("low|medium|high|critical|never");
}

void render_options(CLI::App& command, RenderOptions& options) {
  add_choice(command, "KIND", options.kind, kMessageKinds, "What to write")->required();
  command.add_option("--from", options.from, "What it is made of; - is standard input")
      ->type_name("FILE")
      ->required();
  add_party(command, "--sender", options.sender, "We, in the envelope");
  add_party(command, "--receiver", options.receiver, "The supplier, in the envelope");
  command.add_option("--release", options.release, "The X12 release (004010)")
      ->type_name("RELEASE")
      ->check([](const std::string& text) {
        const bool digits = text.find_first_not_of("0123456789") >= 6 && text.size() >= 6;
        return digits ? std::string() : "'" + text + "' is no release, such as 004010";
      });
  add_choice(command, "--directory", options.d01b, kDirectories, "The EDIFACT directory (D96A)");
  command.add_option("--invoice", options.invoice, "812, comdis: the invoice")->type_name("NUMBER");
  command.add_option("--supplier", options.supplier, "820: the supplier")->type_name("ID");
  command.add_option("--store", options.store, "Take the control number from this store")
      ->type_name("FILE");
  add_time(command, options.as_of, "The clock of the envelope (now)");
  command.add_flag("--test", options.test, "Mark the interchange as a test");
}

void config_check_options(CLI::App& command, ConfigCheckOptions& options) {
  command.add_option("PATH", options.path, "A file, or a folder checked whole")
      ->required()
      ->type_name("");
}

void map_test_options(CLI::App& command, MapTestOptions& options) {
  command.add_option("MAP", options.map, "A map, or a partner's file")->required()->type_name("");
  command.add_option("FILE", options.file, "The message; - is standard input")
      ->required()
      ->type_name("");
}

}  // namespace

void add_documents_commands(Catalog& catalog) {
  catalog.add(catalog.app(), "inspect", "Read one message and explain it", kInspectFooter,
              inspect_options);
  catalog.add(catalog.app(), "reconcile", "Match documents and show what does not agree",
              kReconcileFooter, reconcile_options);
  catalog.add(catalog.app(), "render", "Write a message to a supplier", kRenderFooter,
              render_options);
  CLI::App& config = catalog.group("config", "The configuration", kConfigFooter);
  catalog.add(config, "check", "Find every mistake in configuration files", kConfigFooter,
              config_check_options);
  CLI::App& map = catalog.group("map", "The maps from messages to receipts", kMapTestFooter);
  catalog.add(map, "test", "Show what a map makes of a message", kMapTestFooter, map_test_options);
}

}  // namespace weighbridge::cli
