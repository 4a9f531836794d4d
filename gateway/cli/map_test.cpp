#include "gateway/cli/map_test.hpp"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/text.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/deadline.hpp"
#include "gateway/intake/input_file.hpp"
#include "mappings/reader/limits_file.hpp"

namespace weighbridge::cli {
namespace {

namespace fs = std::filesystem;

/// "IT1 2, element 04" by segments, else as complaints name places.
std::string where(const Place& place) {
  if (place.segment == 0) return place_text(place);
  std::string text = std::to_string(place.segment) + " " + place.tag;
  if (place.element != 0) text += (place.element < 10 ? "0" : "") + std::to_string(place.element);
  if (place.component != 0) text += "-" + std::to_string(place.component);
  return place.loop.empty() ? text : text + " in " + place.loop;
}

/// Prints each document as it comes.
class TraceSink final : public ReadSink {
 public:
  /// `named` is the id in the map file, or empty.
  TraceSink(const std::string& file, std::string named, const Screen& screen)
      : file_(file), named_(std::move(named)), screen_(screen) {}

  void document(ReadDocument&& document) override {
    const std::string name = document.set + " " + document.control;
    if (document.map.empty()) {
      screen_.err.write(complaint(file_, name + ": no map reads this set", "add one to maps/"));
      flawed_ = true;
      return;
    }
    for (const Finding& finding : document.findings) {
      flawed_ = flawed_ || finding.level == FindingLevel::error;
      screen_.err.write(complaint(file_, name, finding));
    }
    if (document.set == "row") return;  // of a flat file: it belongs to no document
    mapped_ = true;
    used_ = used_ || is_read_by_named(document.map);
    screen_.out.write(name + ", read by " + document.map + "\n");
    print(document.taken, true);
    if (!document.not_taken.empty()) {
      screen_.out.write("\nnot taken by any rule\n");
      print(document.not_taken, false);
    }
    screen_.out.write("\n");
  }
  void interchange_end(const Findings& findings, const std::string&) override { tell(findings); }
  void message(const Findings& findings) override { tell(findings); }

  bool mapped() const { return mapped_; }
  /// Told where other maps read all of the file: it proves nothing of the one that was named.
  bool tell_unused() const {
    if (!mapped_ || used_) return false;
    screen_.err.write(complaint(file_,
                                "nothing in it is read by " + named_ + ", other maps read it",
                                "name a map that `reads` its sets, or a partner that it is from"));
    return true;
  }
  bool flawed() const { return flawed_; }

 private:
  /// `map` is "id@version", with a partner's rules "id@version+partner@version".
  bool is_read_by_named(const std::string& map) const {
    return named_.empty() || map.starts_with(named_ + "@") ||
           map.find("+" + named_ + "@") != std::string::npos;
  }

  void print(const TracedValues& values, bool with_target) {
    std::vector<Column> columns{{"where", Align::left, false}, {"value", Align::left, true}};
    if (with_target) columns.push_back({"fills", Align::left, false});
    Table table(std::move(columns));
    for (const TracedValue& value : values)
      table.add({where(value.place), value.text, value.target});
    screen_.out.write(table.render(screen_.style, 2));
  }

  void tell(const Findings& findings) {
    for (const Finding& finding : findings) {
      flawed_ = flawed_ || finding.level == FindingLevel::error;
      screen_.err.write(complaint(file_, {}, finding));
    }
  }

  const std::string& file_;
  std::string named_;
  const Screen& screen_;
  bool mapped_ = false, used_ = false, flawed_ = false;
};

/// What a map or a partner's file says that it is: the rest of its line `map:` or `partner:`. Other
/// files, of codes for instance, read no set of their own.
std::string id_in(const std::string& text) {
  for (const std::string_view key : {"map:", "partner:"}) {
    std::size_t at = text.starts_with(key) ? 0 : text.find("\n" + std::string(key));
    if (at == std::string::npos) continue;
    at = text.find_first_not_of(" \"'", text.find(':', at) + 1);
    if (at == std::string::npos) return {};
    return text.substr(at, text.find_first_of(" \"'#\r\n", at) - at);
  }
  return {};
}

/// The built-in tables with the file over them; null when there are mistakes, which are told.
std::shared_ptr<const ReaderTables> tables_with(const std::string& path, const Screen& screen) {
  std::vector<NamedText> texts = intake::configuration_files({}).tables;
  std::string text = intake::read_whole(path);
  const bool partner = text.starts_with("partner:") || text.find("\npartner:") != std::string::npos;
  const std::string name = (partner ? "partners/" : "maps/") + fs::path(path).filename().string();
  std::erase_if(texts, [&](const NamedText& built_in) { return built_in.path == name; });
  texts.push_back({name, std::move(text)});
  std::vector<TableError> errors;
  auto tables = compile_tables(texts, errors);
  for (TableError& error : errors) {
    if (error.file == name) error.file = path;
    screen.err.write(complaint(error));
  }
  return tables;
}

}  // namespace

ExitStatus map_test(const MapTestOptions& options, const Screen& screen) {
  std::string at = options.map;
  try {
    const auto tables = tables_with(options.map, screen);
    if (tables == nullptr) return ExitStatus::configuration;
    at = options.file;
    intake::InputFile message(options.file);
    ReaderOptions reading;
    reading.limits = limits_of(*tables);
    reading.overdue = intake::deadline_in(reading.limits.seconds_max);
    reading.trace = true;
    reading.file_name = intake::file_name_of(options.file);
    reading.any_file_name = true;
    reading.acknowledge = false;
    TraceSink sink(options.file, id_in(intake::read_whole(options.map)), screen);
    read_message(message, *tables, ReferenceData{}, reading, sink);
    if (!sink.mapped()) return ExitStatus::rejected;
    if (sink.tell_unused()) return ExitStatus::errors;
    return sink.flawed() ? ExitStatus::errors : ExitStatus::well;
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(at, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return at == options.map ? ExitStatus::configuration : ExitStatus::rejected;
  }
}

}  // namespace weighbridge::cli
