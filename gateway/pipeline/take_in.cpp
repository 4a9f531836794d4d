#include "gateway/pipeline/take_in.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include "cases/sha256.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/deadline.hpp"
#include "gateway/intake/input_file.hpp"
#include "gateway/pipeline/reference_rows.hpp"
#include "gateway/pipeline/sorting.hpp"
#include "mappings/reader/limits_file.hpp"

namespace weighbridge::pipeline {
namespace {

using intake::InputFile;

Finding message_error(std::string code, std::string what, std::string mend) {
  Finding finding;
  finding.code = std::move(code);
  finding.message = std::move(what);
  finding.mend = std::move(mend);
  return finding;
}

/// Counts and hashes what is read through it.
class WeighedSource final : public ByteSource {
 public:
  WeighedSource(InputFile& input, const std::string& name, const Watch& watch)
      : input_(input), name_(name), watch_(watch) {}

  std::size_t read(std::span<char> room) override {
    const std::size_t n = input_.read(room);
    hash_.update({room.data(), n});
    bytes_ += n;
    if (watch_) watch_(name_, bytes_, input_.size());
    return n;
  }

  std::uint64_t bytes() const { return bytes_; }
  std::string hash() { return hash_.hex(); }

 private:
  InputFile& input_;
  const std::string& name_;
  const Watch& watch_;
  cases::Sha256 hash_;
  std::uint64_t bytes_ = 0;
};

/// One file of the input, on its way.
struct Input {
  std::string path, name;
  std::unique_ptr<InputFile> open;  ///< standard input, which cannot be opened twice
};

class Intake {
 public:
  Intake(const ReaderTables& tables, const ReferenceData& known, const Watch& watch)
      : tables_(tables), watch_(watch) {
    taken_.reference = known;
  }

  TakenIn run(const std::vector<std::string>& files) {
    std::vector<Input> messages;
    for (const std::string& path : files) {
      Input input{path, path == "-" ? std::string(intake::kStandardInputName) : path, nullptr};
      guarded(input, [&] { first_pass(std::move(input), messages); });
    }
    for (Input& input : messages)
      guarded(input, [&] {
        Message message = read(input);
        if (!message.receipts.empty() || !message.events.empty())
          taken_.messages.push_back(std::move(message));
      });
    return std::move(taken_);
  }

 private:
  /// Reads reference data and policies; everything else is left for the second pass.
  void first_pass(Input&& input, std::vector<Input>& messages) {
    auto file = std::make_unique<InputFile>(input.path);
    const ContentKind kind =
        detect_content(file->head(), intake::file_name_of(input.path), tables_);
    if (kind == ContentKind::yaml) {
      take_policy(input);
      return;
    }
    if (intake::is_reference(kind) || input.path == "-") input.open = std::move(file);
    if (!intake::is_reference(kind)) {
      messages.push_back(std::move(input));
      return;
    }
    read(input);
  }

  void take_policy(const Input& input) {
    const std::string stem = std::filesystem::path(input.path).filename().string();
    if (stem == "policy.yaml" || stem == "policy.yml") {
      taken_.policies.push_back({input.path, intake::read_whole(input.path)});
      return;
    }
    taken_.rejected.push_back(
        {input.name,
         {},
         {},
         {},
         {message_error("format", "this is YAML, which holds no documents",
                        "a policy must be called policy.yaml or be given with --policy")}});
  }

  Message read(Input& input) {
    if (!input.open) input.open = std::make_unique<InputFile>(input.path);
    WeighedSource source(*input.open, input.name, watch_);
    MessageSorter sorter(input.name, input.name);
    ReaderOptions options;
    options.limits = limits_of(tables_);
    options.overdue = intake::deadline_in(options.limits.seconds_max);
    options.acknowledge = false;
    options.file_name = intake::file_name_of(input.path);
    read_message(source, tables_, taken_.reference, options, sorter);
    input.open.reset();
    return gathered(sorter.finish(), input.name, source);
  }

  /// What the message held goes to where it belongs.
  Message gathered(SortedMessage&& sorted, const std::string& file, WeighedSource& source) {
    Message message;
    message.file = file;
    message.bytes = source.bytes();
    message.id = source.hash();
    for (SortedDocument& document : sorted.documents) {
      if (document.receipt) message.receipts.push_back(std::move(*document.receipt));
      std::move(document.events.begin(), document.events.end(), std::back_inserter(message.events));
    }
    std::move(sorted.rejected.begin(), sorted.rejected.end(), std::back_inserter(taken_.rejected));
    if (const std::uint64_t rows = row_count(sorted.reference); rows != 0) {
      taken_.reference_files.push_back({file, rows});
      merge(taken_.reference, std::move(sorted.reference));
    }
    return message;
  }

  /// A file that the machine cannot read is rejected; its neighbours go on.
  template <class Work>
  void guarded(const Input& input, Work work) {
    const std::string path = input.path;
    try {
      work();
    } catch (const std::system_error& error) {
      const intake::Trouble trouble = intake::trouble_of(path, error.code().value());
      taken_.rejected.push_back(
          {trouble.where, {}, {}, {}, {message_error("unreadable", trouble.what, trouble.mend)}});
    }
  }

  const ReaderTables& tables_;
  const Watch& watch_;
  TakenIn taken_;
};

}  // namespace

TakenIn take_in(const std::vector<std::string>& files, const ReaderTables& tables,
                const ReferenceData& known, const Watch& watch) {
  return Intake(tables, known, watch).run(files);
}

}  // namespace weighbridge::pipeline
