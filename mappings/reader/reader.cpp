#include "mappings/reader/reader.hpp"

#include <algorithm>
#include <span>

#include "mappings/reader/csv_reader.hpp"
#include "mappings/reader/edifact_reader.hpp"
#include "mappings/reader/flat_choice.hpp"
#include "mappings/reader/flat_reader.hpp"
#include "mappings/reader/json_reader.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/reader/x12_reader.hpp"
#include "mappings/reader/xml_reader.hpp"

namespace weighbridge {
namespace {

constexpr std::size_t kHeadBytes = 4096;

/// The first bytes, looked at before it is known who reads them, and then all bytes from the start.
class PeekedSource final : public ByteSource {
 public:
  explicit PeekedSource(ByteSource& bytes) : bytes_(bytes) {
    head_.resize(kHeadBytes);
    std::size_t held = 0;
    while (held < head_.size()) {
      const std::size_t got = bytes_.read(std::span(head_).subspan(held));
      if (got == 0) break;
      held += got;
    }
    head_.resize(held);
  }

  std::string_view head() const { return head_; }

  std::size_t read(std::span<char> room) override {
    if (replayed_ == head_.size()) return bytes_.read(room);
    const std::size_t n = head_.copy(room.data(), room.size(), replayed_);
    replayed_ += n;
    return n;
  }

 private:
  ByteSource& bytes_;
  std::string head_;
  std::size_t replayed_ = 0;
};

/// Ends a message for which there is no more time.
class TimedSource final : public ByteSource {
 public:
  TimedSource(ByteSource& bytes, const std::function<bool()>& overdue)
      : bytes_(bytes), overdue_(overdue) {}

  std::size_t read(std::span<char> room) override {
    ended_ = ended_ || (overdue_ && overdue_());
    return ended_ ? 0 : bytes_.read(room);
  }
  /// Whether the time was up before the message was.
  bool ended() const { return ended_; }

 private:
  ByteSource& bytes_;
  const std::function<bool()>& overdue_;
  bool ended_ = false;
};

Finding out_of_time(std::uint32_t seconds) {
  Finding finding;
  finding.code = "LIMIT";
  finding.message = "the message took longer than the " + std::to_string(seconds) +
                    " seconds that reading may take; the rest is not read";
  finding.mend = "send it in parts, or raise `seconds` in limits.yaml";
  return finding;
}

struct Refusal {
  std::string_view message, mend;
};

struct Magic {
  std::string_view bytes;
  Refusal refusal;
};

/// Files that people send by mistake, by their first bytes.
constexpr Magic kMagics[] = {
    {"PK\x03\x04",
     {"this is a ZIP archive or a spreadsheet", "unpack it, or save the sheet as CSV UTF-8"}},
    {"\x1F\x8B", {"this is a gzip file", "unpack it first"}},
    {"%PDF", {"this is a PDF", "send the data, not its picture: EDI, JSON or CSV"}},
    {"\xD0\xCF\x11\xE0", {"this is an old spreadsheet", "save the sheet as CSV UTF-8"}},
    {"\xFF\xFE", {"this is text in UTF-16", "save the file as UTF-8"}},
    {"\xFE\xFF", {"this is text in UTF-16", "save the file as UTF-8"}},
};

Refusal refusal_of(ContentKind kind, std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.substr(0, magic.bytes.size()) == magic.bytes) return magic.refusal;
  }
  switch (kind) {
    case ContentKind::empty:
      return {"the message is empty", "send it again; it may have been cut off"};
    case ContentKind::yaml:
      return {"this is YAML: configuration, not a message", "give it with --config"};
    case ContentKind::binary:
      return {"this is no text", "send X12, EDIFACT, XML, JSON or CSV"};
    default:
      return {"this is none of the formats we know",
              "send X12 (it begins with ISA), EDIFACT (UNA or UNB), XML, our JSON, or CSV with a "
              "header "
              "of our column names, or write a map (docs/formats/flat.md)"};
  }
}

void refuse(ContentKind kind, std::string_view head, ReadSink& sink) {
  const Refusal refusal = refusal_of(kind, head);
  Finding finding;
  finding.code = "UNKNOWN_FORMAT";
  if (kind == ContentKind::unknown) {
    finding.place.line = 1;
    finding.place.column = 1;
  }
  finding.message = refusal.message;
  finding.mend = refusal.mend;
  sink.message({finding});
}

void read_by_kind(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                  const ReaderOptions& options, ReadSink& sink) {
  PeekedSource message(bytes);
  const ContentKind kind = detect_content(message.head());
  const flat::Choice flat =
      flat::choose(message.head(), kind, tables.maps(), options.file_name, options.any_file_name);
  if (flat.plan != nullptr) return read_flat(message, *flat.plan, tables, reference, options, sink);
  if (flat.doubt) return sink.message({*flat.doubt});
  switch (kind) {
    case ContentKind::x12:
      return read_x12(message, tables, reference, options, sink);
    case ContentKind::edifact:
      if (const auto order = wide_interchange(message.head())) {
        DecodedSource text(message, *order);
        return read_edifact(text, tables, reference, options, sink);
      }
      return read_edifact(message, tables, reference, options, sink);
    case ContentKind::json:
    case ContentKind::json_lines:
      return read_json(message, reference, options, sink, &tables);
    case ContentKind::csv_receipts:
    case ContentKind::csv_events:
    case ContentKind::csv_items:
    case ContentKind::csv_aliases:
    case ContentKind::csv_packs:
    case ContentKind::csv_sites:
    case ContentKind::csv_suppliers:
      return read_csv(message, kind, reference, options, sink);
    case ContentKind::xml:
      return read_xml(message, tables, reference, options, sink);
    case ContentKind::empty:
    case ContentKind::flat:
    case ContentKind::yaml:
    case ContentKind::binary:
    case ContentKind::unknown:
      return refuse(kind, message.head(), sink);
  }
}

}  // namespace

ContentKind detect_content(std::string_view head, std::string_view name,
                           const ReaderTables& tables) {
  const ContentKind kind = detect_content(head);
  const flat::Choice flat = flat::choose(head, kind, tables.maps(), name);
  return flat.plan != nullptr || flat.doubt ? ContentKind::flat : kind;
}

void read_message(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                  const ReaderOptions& options, ReadSink& sink) {
  TimedSource timed(bytes, options.overdue);
  read_by_kind(timed, tables, reference, options, sink);
  if (timed.ended()) sink.message({out_of_time(options.limits.seconds_max)});
}

}  // namespace weighbridge
