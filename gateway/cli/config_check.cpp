#include "gateway/cli/config_check.hpp"

#include <filesystem>
#include <map>
#include <system_error>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/text.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/file_walk.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/partners/transports.hpp"
#include "gateway/serve/settings.hpp"
#include "matching/policy.hpp"

namespace weighbridge::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGatewayFile = "gateway.yaml";

TableError mistake(const std::string& file, std::string message, std::string mend) {
  return {file, 0, 0, std::move(message), std::move(mend)};
}

/// Turns what the reader finds in reference data into mistakes of the file.
class ReferenceSink final : public ReadSink {
 public:
  ReferenceSink(const std::string& file, std::vector<TableError>& errors)
      : file_(file), errors_(errors) {}

  void document(ReadDocument&& document) override { add(document.findings); }
  void interchange_end(const Findings& findings, const std::string&) override { add(findings); }
  void message(const Findings& findings) override { add(findings); }
  void reference(ReferenceData&& data) override {
    for (const SiteRow& row : data.sites)
      if (!intake::is_known_zone(row.timezone))
        errors_.push_back(
            mistake(file_, "site " + row.site + " has the unknown time zone '" + row.timezone + "'",
                    "use an IANA name such as Europe/Berlin"));
  }

 private:
  void add(const Findings& findings) {
    for (const Finding& finding : findings)
      if (finding.level == FindingLevel::error)
        errors_.push_back(
            {file_, finding.place.line, finding.place.column, finding.message, finding.mend});
  }

  const std::string& file_;
  std::vector<TableError>& errors_;
};

/// Collects the files of a configuration by what they are, then checks each kind.
class ConfigCheck {
 public:
  void take(const std::string& path, const std::string& name) {
    const std::string extension = fs::path(path).extension().string();
    if (intake::is_table_path(name)) {
      tables_.insert_or_assign(name, Table{path, intake::read_whole(path)});
    } else if (name == kGatewayFile) {
      serve::read_settings(path, serve::process_environment, errors_);
    } else if (name.starts_with("conf.d/")) {
      // Read together with gateway.yaml.
    } else if (extension == ".yaml" || extension == ".yml" || extension == ".tsv") {
      take_policy(path, intake::read_whole(path));
    } else if (intake::is_reference(detect_content(intake::InputFile(path).head()))) {
      reference_.push_back({path, intake::read_whole(path)});
    } else {
      ++others_;
      return;
    }
    ++checked_;
  }

  void trouble(const intake::Trouble& trouble) {
    errors_.push_back(mistake(trouble.where, trouble.what, trouble.mend));
  }

  std::vector<TableError> run() {
    const std::shared_ptr<const ReaderTables> tables = check_tables();
    for (const NamedText& file : reference_) {
      if (!tables) break;
      MemorySource source(file.text);
      ReferenceSink sink(file.path, errors_);
      read_message(source, *tables, ReferenceData{}, ReaderOptions{}, sink);
    }
    return std::move(errors_);
  }

  std::size_t checked() const { return checked_; }
  std::size_t others() const { return others_; }  ///< files that are no configuration

 private:
  struct Table {
    std::string path, text;
  };

  /// What is no table must be a policy; a table in the wrong folder would be read by nobody.
  void take_policy(const std::string& path, const std::string& text) {
    const bool says_so = text.starts_with("policy:") ||
                         text.find("\npolicy:") != std::string::npos ||
                         text.find("\ntolerances:") != std::string::npos;
    if (says_so || fs::path(path).stem() == "policy")
      matching::parse_policy(path, text, errors_);
    else
      errors_.push_back(mistake(
          path, "nothing reads a configuration file of this name here",
          "it may be gateway.yaml, policy.yaml, maps/*.yaml, partners/*.yaml or standards/*"));
  }

  /// The built-in tables with the given ones over them; mistakes are told under the names that the
  /// files have on disk.
  std::shared_ptr<const ReaderTables> check_tables() {
    std::vector<NamedText> texts = intake::configuration_files({}).tables;
    for (const auto& [name, table] : tables_) {
      std::erase_if(texts,
                    [&path = name](const NamedText& built_in) { return built_in.path == path; });
      texts.push_back({name, table.text});
    }
    std::vector<TableError> errors;
    std::shared_ptr<const ReaderTables> compiled = compile_tables(texts, errors);
    std::vector<TableError> told_already;  // of YAML that cannot be read
    partners::read_transports(partners::partner_sections(texts, told_already), errors);
    for (TableError& error : errors) {
      const auto found = tables_.find(error.file);
      if (found != tables_.end()) error.file = found->second.path;
      errors_.push_back(std::move(error));
    }
    return compiled;
  }

  std::size_t checked_ = 0;
  std::size_t others_ = 0;
  std::map<std::string, Table> tables_;
  std::vector<NamedText> reference_;
  std::vector<TableError> errors_;
};

/// What a file is called within its configuration folder: a lone YAML file is taken for a map
/// unless its folder says otherwise.
std::string name_within(const std::string& path, const std::string& root) {
  if (fs::is_directory(root)) return fs::path(path).lexically_relative(root).generic_string();
  const fs::path file = fs::absolute(path);
  const std::string parent = file.parent_path().filename().string();
  std::string in_folder = parent + '/' + file.filename().string();
  if (intake::is_table_path(in_folder)) return in_folder;
  return file.filename().string();
}

}  // namespace

ExitStatus config_check(const ConfigCheckOptions& options, const Screen& screen) {
  const intake::FileWalk walk = intake::walk({options.path});
  ConfigCheck check;
  for (const intake::Trouble& trouble : walk.troubles) check.trouble(trouble);
  for (const std::string& path : walk.files) {
    try {
      check.take(path, name_within(path, options.path));
    } catch (const std::system_error& error) {
      check.trouble(intake::trouble_of(path, error.code().value()));
    }
  }
  if (check.checked() == 0 && walk.troubles.empty())
    check.trouble(
        {options.path, "there is no configuration in it",
         "it may be gateway.yaml, policy.yaml, maps/*.yaml, partners/*.yaml, standards/* or "
         "reference data"});
  const std::vector<TableError> errors = check.run();
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  std::string text = options.path + ": " + counted(check.checked(), "file") + " checked, " +
                     screen.style.paint(Tone::good, "no mistakes");
  if (check.others() != 0) text += "; " + counted(check.others(), "other file") + " left alone";
  screen.out.write(text + '\n');
  return ExitStatus::well;
}

}  // namespace weighbridge::cli
