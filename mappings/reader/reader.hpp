// The way in: bytes of any kind we know become canonical values, document by document. Pure: bytes
// and tables are handed in, results are handed out, nothing is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "mappings/reader/table_text.hpp"
#include "mappings/reader/traced_value.hpp"
#include "parsers/byte_source.hpp"
#include "parsers/finding.hpp"
#include "parsers/json/limits.hpp"
#include "parsers/text_encoding.hpp"
#include "parsers/x12/delimiters.hpp"
#include "parsers/xml/limits.hpp"

namespace weighbridge {

/// Dictionaries and maps, compiled once, shared by any number of reads. Thread-safe when const.
class ReaderTables;

/// What a message turned out to be, found by content, never by its name, but for flat files whose
/// partner says that the name tells them.
enum class ContentKind : std::uint8_t {
  empty,
  x12,
  edifact,
  xml,
  json,
  json_lines,
  csv_receipts,
  csv_events,
  csv_items,
  csv_aliases,
  csv_packs,
  csv_sites,
  csv_suppliers,
  flat,  ///< rows that a partner's map reads
  yaml,
  binary,
  unknown
};

std::string_view to_string_view(ContentKind kind);

/// Looks at the first bytes (4 KiB are plenty).
ContentKind detect_content(std::string_view head);

/// The same, where a map of flat files may claim the file. `name` is the file's own, without its
/// folders; empty when it has none.
ContentKind detect_content(std::string_view head, std::string_view name,
                           const ReaderTables& tables);

/// The byte order of an EDIFACT interchange in characters of 16 bits (UNOY), by its first bytes;
/// nothing for every other content.
std::optional<TextEncoding> wide_interchange(std::string_view head);

struct PartyId {
  std::string qualifier, id;
};

struct InterchangeHead {
  std::string standard;  ///< "X12", "weighbridge.receipt/1", "CSV", ...
  std::string control;
  PartyId sender, receiver;
  std::string date;  ///< as RFC 3339 or YYYY-MM-DD
  bool test = false;
  std::optional<x12::Delimiters> delimiters;  ///< X12: as its ISA shows them
};

struct GroupHead {
  std::string control, functional_id, version;
};

/// One row of a document's tree, for a person to look at.
struct OutlineRow {
  std::uint16_t depth = 0;
  std::string name;          ///< of the element
  std::string text;          ///< what it holds and how it is qualified, cut; may be empty
  std::uint64_t offset = 0;  ///< where it begins in the message; findings stand at or behind it
};

/// One business document as read. `receipt` is given whenever one could be read, also when
/// `accepted` is false.
struct ReadDocument {
  std::string set, control;
  bool accepted = true;
  Findings findings;
  std::optional<Receipt> receipt;
  std::vector<InventoryEvent> events;  ///< where the document is no receipt; all or none count
  std::string advice;         ///< 824 or APERAK to answer it with, where the partner wants one
  bool answers = false;       ///< it speaks of documents that were sent (997, 824), not of goods
  std::string supplier_rule;  ///< which rule of the contract named the supplier
  std::string map;            ///< id and version of the map that read it, "x12-856@1.0.0"
  std::uint64_t offset = 0;   ///< of its first byte in the message
  std::string text;           ///< its raw bytes, only when ReaderOptions::keep_text
  TracedValues taken;         ///< what the map took, only when ReaderOptions::trace
  TracedValues not_taken;     ///< and what it did not (not of XML)
  std::vector<OutlineRow> outline;  ///< only when ReaderOptions::outline_rows_max
};

/// Receives what the reader finds, in the message's order. Defaults do nothing. The memory of what
/// a sink does not move away is used again.
class ReadSink {
 public:
  virtual ~ReadSink() = default;
  virtual void interchange(const InterchangeHead&) {}
  virtual void group(const GroupHead&) {}
  virtual void document(ReadDocument&&) {}
  virtual void event(InventoryEvent&&, const Place&) {}
  virtual void reference(ReferenceData&&) {}
  /// The interchange ended. `findings` are the envelope's own; `acknowledgment` is the TA1/997 to
  /// answer with, empty where the standard has none.
  virtual void interchange_end(const Findings& findings, const std::string& acknowledgment) {
    (void)findings, (void)acknowledgment;
  }
  /// Flaws of the message itself, outside any interchange.
  virtual void message(const Findings&) {}
  /// Bytes read so far, for progress.
  virtual void progress(std::uint64_t bytes) { (void)bytes; }
};

/// Of rows, our own CSV and flat files that a map reads. They are held until their document is
/// whole.
struct FlatLimits {
  std::uint64_t bytes_max = 1ULL << 30;       ///< of a file that a map reads
  std::size_t row_bytes_max = 1U << 20;       ///< longer means a quote was never closed
  std::uint32_t columns_max = 512;            ///< of one row
  std::size_t rows_max = 200'000;             ///< held at once; beyond, the oldest documents end
  std::size_t document_rows_max = 200'000;    ///< of one document
  std::size_t document_bytes_max = 64 << 20;  ///< of the values of one document
};

struct ReaderLimits {
  std::uint64_t transaction_bytes_max = 64ULL << 20;  ///< one set must fit in memory
  std::uint32_t segment_bytes_max = 1U << 20;         ///< longer means the terminator is wrong
  std::uint32_t findings_max = 100;                   ///< per set; the rest is counted
  std::uint32_t seconds_max = 300;  ///< for one message; whoever has a clock keeps it: `overdue`
  FlatLimits flat;
  json::Limits json;  ///< of each of the values of a message
  xml::Limits xml;    ///< of an XML text, which is read whole
};

struct ReaderOptions {
  ReaderLimits limits;
  /// Whether the time for the message (limits.seconds_max) is up, asked before more of it is read:
  /// what has come by then counts, the rest is told as a finding. Empty: there is no hurry.
  std::function<bool()> overdue{};
  /// What the message is called where it came as a file, without folders: maps of flat files may
  /// know their files by it.
  std::string file_name{};
  bool any_file_name = false;  ///< maps of flat files take a file whatever it is called
  bool keep_text = false;
  bool trace = false;                  ///< say of each value what the map made of it
  std::uint32_t outline_rows_max = 0;  ///< rows of a document's tree; 0: no tree
  bool acknowledge = true;
  std::string acknowledgment_time;  ///< RFC 3339; the clock of rendered acknowledgments, handed in
  /// Numbers of rendered acknowledgments (store::Writer::next_control_number); asked once for each.
  /// Where it is empty, the answer carries the number of what it answers.
  std::function<std::uint64_t()> next_control{};
  bool implementation_acknowledgment = false;  ///< X12: 999 instead of 997 where the release has it
};

/// Compiles the texts of a configuration folder (standards/, maps/, partners/). Errors name file,
/// line and column; the tables are null when there is any.
std::shared_ptr<const ReaderTables> compile_tables(const std::vector<NamedText>& files,
                                                   std::vector<TableError>& errors);

/// Reads one message from front to back. `reference` resolves supplier identities (contract,
/// section 2). Memory is bounded by the largest document, not by the message. Throws only when
/// `bytes` does.
void read_message(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                  const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
