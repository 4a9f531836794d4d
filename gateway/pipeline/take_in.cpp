#include "gateway/pipeline/take_in.hpp"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "cases/sha256.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/input_file.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/reference_rows.hpp"
#include "mappings/canonical/json.hpp"
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

Findings errors_of(const Findings& findings) {
  Findings errors;
  for (const Finding& finding : findings)
    if (finding.level == FindingLevel::error) errors.push_back(finding);
  return errors;
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

/// Sorts what one message holds into what may take effect and what may not.
class MessageSink final : public ReadSink {
 public:
  MessageSink(std::string file, TakenIn& taken) : taken_(taken) { message_.file = std::move(file); }

  void interchange(const InterchangeHead& head) override { control_ = head.control; }

  void document(ReadDocument&& document) override {
    anything_ = true;
    if (!document.accepted || has_errors(document.findings)) {
      reject({message_.file, document.set, document.control,
              document.receipt ? document.receipt->document.number : std::string(),
              errors_of(document.findings)});
    } else if (document.receipt) {
      accept(std::move(*document.receipt));
    } else if (!document.events.empty()) {
      for (InventoryEvent& event : document.events)
        message_.events.push_back({std::move(event), message_.file, 0});
    } else if (!document.answers && document.map.empty() && document.set != "event") {
      // It would be missed without a word otherwise: goods that nobody ordered, or never billed.
      reject({message_.file,
              document.set,
              document.control,
              {},
              {message_error(
                  "NO_MAP",
                  "there is no map for " + document.set + ", so it has no part in the matching",
                  "send it as CSV or JSON, or add a map to the configuration")}});
    }
  }

  void event(InventoryEvent&& event, const Place&) override {
    anything_ = true;
    message_.events.push_back({std::move(event), message_.file, 0});
  }

  void reference(ReferenceData&& data) override {
    anything_ = true;
    for (const SiteRow& row : data.sites)
      if (!intake::is_known_zone(row.timezone)) reject_zone(row);
    merge(rows_, std::move(data));
  }

  void interchange_end(const Findings& findings, const std::string&) override {
    anything_ = true;
    reject_file(findings);
  }

  void message(const Findings& findings) override { reject_file(findings); }

  /// The message is read: what it held goes to where it belongs.
  Message finish(WeighedSource& source) {
    if (!anything_ && !rejected_)
      reject({message_.file,
              {},
              {},
              {},
              {message_error("empty", "there is nothing in it that could be read",
                             "see which formats there are: weighbridge reconcile --help")}});
    if (const std::uint64_t rows = row_count(rows_); rows != 0) {
      taken_.reference_files.push_back({message_.file, rows});
      merge(taken_.reference, std::move(rows_));
    }
    message_.bytes = source.bytes();
    message_.id = source.hash();
    return std::move(message_);
  }

 private:
  void accept(Receipt&& receipt) {
    matching::AcceptedReceipt accepted;
    accepted.receipt = std::move(receipt);
    accepted.source = message_.file;
    accepted.interchange_control = control_;
    accepted.content_hash = cases::sha256_hex(canonical_bytes(accepted.receipt));
    message_.receipts.push_back(std::move(accepted));
  }

  void reject(Rejected entry) {
    rejected_ = true;
    taken_.rejected.push_back(std::move(entry));
  }

  void reject_file(const Findings& findings) {
    Findings errors = errors_of(findings);
    if (!errors.empty()) reject({message_.file, {}, {}, {}, std::move(errors)});
  }

  void reject_zone(const SiteRow& row) {
    Finding finding = message_error(
        "timezone",
        "site " + row.site + " has the unknown time zone '" + row.timezone +
            "'; its times are read as UTC",
        "use an IANA name such as Europe/Berlin, and see that the package tzdata is installed");
    finding.scope = FindingScope::field;
    finding.place.tag = "timezone";
    finding.value = row.timezone;
    reject({message_.file, {}, {}, {}, {std::move(finding)}});
  }

  TakenIn& taken_;
  Message message_;
  ReferenceData rows_;  ///< kept apart: the reader looks into what is known while it reads
  std::string control_;
  bool anything_ = false;
  bool rejected_ = false;
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
    MessageSink sink(input.name, taken_);
    ReaderOptions options;
    options.limits = limits_of(tables_);
    options.acknowledge = false;
    options.file_name = intake::file_name_of(input.path);
    read_message(source, tables_, taken_.reference, options, sink);
    input.open.reset();
    return sink.finish(source);
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
