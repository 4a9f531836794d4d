#include "gateway/cli/inspect.hpp"

#include <exception>
#include <system_error>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/inspect_sink.hpp"
#include "gateway/cli/progress.hpp"
#include "gateway/cli/tables.hpp"
#include "gateway/intake/deadline.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "mappings/reader/limits_file.hpp"

namespace weighbridge::cli {
namespace {

/// Of the tree of one XML document; a longer one is for a program to read.
constexpr std::uint32_t kOutlineRows = 400;

/// Whoever read the report has gone: reading on would serve nobody.
struct ReaderLeft : std::exception {};

/// Hands on the input's bytes, moves the progress line, and stops when nobody reads the report.
class WatchedSource final : public ByteSource {
 public:
  WatchedSource(intake::InputFile& input, const Screen& screen, const std::string& name)
      : input_(input), out_(screen.out), name_(name), progress_(screen.err, !out_.is_terminal()) {}

  std::size_t read(std::span<char> room) override {
    if (out_.closed()) throw ReaderLeft();
    const std::size_t n = input_.read(room);
    done_ += n;
    progress_.update(name_, done_, input_.size());
    return n;
  }

 private:
  intake::InputFile& input_;
  const Output& out_;
  const std::string& name_;
  Progress progress_;
  std::uint64_t done_ = 0;
};

ExitStatus status_of(const InspectSink& sink) {
  if (sink.errors() == 0) return ExitStatus::well;
  return sink.understood() == 0 ? ExitStatus::rejected : ExitStatus::errors;
}

}  // namespace

ExitStatus inspect(const InspectOptions& options, const Screen& screen) {
  const std::shared_ptr<const ReaderTables> tables = load_tables(options.config_dir, screen);
  if (!tables) return ExitStatus::configuration;
  const std::string name =
      options.file == "-" ? std::string(intake::kStandardInputName) : options.file;
  try {
    intake::InputFile input(options.file);
    const std::unique_ptr<InspectSink> sink = options.format == Format::json
                                                  ? inspect_json(screen, name)
                                                  : inspect_text(screen, name, input);
    WatchedSource source(input, screen, name);
    ReaderOptions reading;
    reading.limits = limits_of(*tables);
    reading.overdue = intake::deadline_in(reading.limits.seconds_max);
    reading.file_name = intake::file_name_of(options.file);
    if (options.format == Format::text) reading.outline_rows_max = kOutlineRows;
    reading.acknowledgment_time = to_string(options.as_of.value_or(intake::wall_clock()));
    try {
      read_message(source, *tables, ReferenceData{}, reading, *sink);
    } catch (const ReaderLeft&) {
      return status_of(*sink);
    }
    sink->finish();
    return status_of(*sink);
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(options.file, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return ExitStatus::rejected;
  }
}

}  // namespace weighbridge::cli
