// Printers of what the reader finds, while it reads: neither keeps more than one document.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gateway/cli/screen.hpp"
#include "gateway/intake/input_file.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::cli {

/// Counts what comes by and says errors on standard error, whatever the format.
class InspectSink : public ReadSink {
 public:
  InspectSink(const Screen& screen, std::string file) : screen_(screen), file_(std::move(file)) {}

  /// The last words, after everything was read.
  virtual void finish() = 0;

  std::uint64_t understood() const { return understood_; }  ///< documents, events, reference rows
  std::uint64_t errors() const { return errors_; }
  std::uint64_t warnings() const { return warnings_; }

 protected:
  enum class Shown : bool { no, yes };

  /// Counts `findings` and puts their errors on standard error, once: where the report shows them
  /// on the same screen that is enough. `document` may be empty.
  void tell(const std::string& document, const Findings& findings, Shown in_report = Shown::yes);
  void count_understood(std::uint64_t number = 1) { understood_ += number; }

  const Screen& screen_;
  const std::string file_;

 private:
  std::uint64_t understood_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t warnings_ = 0;
};

/// The one object that the contract pins, written piece by piece.
std::unique_ptr<InspectSink> inspect_json(const Screen& screen, const std::string& file);

/// For a person. `input` is asked for the bytes round a flaw and must outlive the sink.
std::unique_ptr<InspectSink> inspect_text(const Screen& screen, std::string file,
                                          intake::InputFile& input);

}  // namespace weighbridge::cli
