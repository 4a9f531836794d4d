#include "mappings/reader/json_reader.hpp"

#include <optional>
#include <utility>

#include "mappings/canonical/json.hpp"
#include "mappings/canonical/members.hpp"
#include "mappings/reader/json_map_reader.hpp"
#include "mappings/reader/receipt_rules.hpp"
#include "mappings/reader/rejections.hpp"
#include "parsers/json/document.hpp"
#include "parsers/json/value_stream.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge {
namespace {

Finding rule_finding(const RuleFlaw& flaw, Place place, std::string path) {
  Finding finding;
  finding.scope = FindingScope::field;
  finding.code = "RULE";
  finding.place = std::move(place);
  finding.place.tag = std::move(path);
  finding.message = flaw.message;
  finding.mend = flaw.mend;
  return finding;
}

class JsonReading {
 public:
  JsonReading(const ReferenceData& reference, const ReaderOptions& options, ReadSink& sink,
              const ReaderTables* tables)
      : tables_(tables), reference_(reference), options_(options), sink_(sink), rejections_(sink) {
    if (tables != nullptr) mapped_.emplace(*tables, reference, options);
  }

  void read(const json::Piece& piece) {
    ReadDocument out;
    out.set = "json";
    out.offset = piece.start.offset;
    if (options_.keep_text) out.text = piece.text;
    if (piece.oversized) {
      reject(std::move(out), piece.start,
             "the document is longer than the " + std::to_string(options_.limits.json.bytes_max) +
                 " bytes allowed",
             "send it in parts");
      return;
    }
    const auto document =
        json::Document::parse(piece.text, out.findings, piece.start, options_.limits.json);
    if (!document) {
      open_interchange("JSON");
      out.accepted = false;
      rejections_.hand_on(std::move(out));
      return;
    }
    const json::Value root = document->root();
    const auto schema = root.find("schema");
    const std::string_view name = schema ? schema->text() : std::string_view{};
    if (!schema && mapped_ && read_by_map(*document, out)) return;
    if (name == kEventSchema || (name.empty() && root.find("kind"))) {
      read_event_from(*document, std::move(out));
    } else if (name == kReceiptSchema || (name.empty() && root.find("stage"))) {
      read_receipt_from(*document, std::move(out));
    } else {
      reject(std::move(out), document->place_of(schema ? *schema : root),
             name.empty() ? "the value is neither a receipt nor an event"
                          : "the schema `" + shown_value(name) + "` is unknown",
             "give the member `schema`: " + std::string(kReceiptSchema) + " or " +
                 std::string(kEventSchema) + (name.empty() ? ", or write a map of its shape" : ""));
    }
  }

  void finish() {
    open_interchange("JSON");
    sink_.interchange_end({}, {});
    rejections_.finish();
  }

 private:
  /// Whether some map knows the shape; `out` is what is known of the text so far.
  bool read_by_map(const json::Document& document, const ReadDocument& out) {
    const json_map::Choice choice = json_map::choose(document.root(), *tables_, options_);
    if (choice.doubt) {
      ReadDocument rejected = out;
      open_interchange("JSON");
      rejected.findings.push_back(*choice.doubt);
      rejected.accepted = false;
      rejections_.hand_on(std::move(rejected));
      return true;
    }
    if (choice.plan == nullptr) return false;
    open_interchange("JSON");
    json_map::read(document, *choice.plan, *mapped_, options_, [&](ReadDocument&& read) {
      read.text = out.text;
      read.findings.insert(read.findings.end(), out.findings.begin(), out.findings.end());
      read.accepted = read.accepted && !has_errors(out.findings);
      sink_.document(std::move(read));
    });
    return true;
  }

  void read_receipt_from(const json::Document& document, ReadDocument out) {
    open_interchange(kReceiptSchema);
    const json::Value root = document.root();
    Receipt receipt = read_receipt(document, root, out.findings, options_.limits.findings_max);
    const auto id = root.find("document");
    if (id && !id->find("kind")) receipt.document.kind = usual_kind(receipt.stage);
    if (!has_errors(out.findings)) {
      complete_receipt(receipt);
      out.supplier_rule = resolve_supplier(receipt, reference_);
      for (const RuleFlaw& flaw : check_receipt(receipt)) {
        if (out.findings.size() == options_.limits.findings_max) break;
        out.findings.push_back(finding_at(document, flaw));
      }
    }
    out.accepted = !has_errors(out.findings);
    out.set = to_string_view(receipt.document.kind);
    out.control = receipt.document.number;
    out.map = kReceiptSchema;
    out.receipt = std::move(receipt);
    sink_.document(std::move(out));
  }

  static Finding finding_at(const json::Document& document, const RuleFlaw& flaw) {
    if (!flaw.line) return rule_finding(flaw, document.place_of(document.root()), flaw.member);
    auto line = document.root().find("lines")->begin();
    for (std::size_t i = 0; i < *flaw.line; ++i) ++line;
    return rule_finding(flaw, document.place_of(*line),
                        "lines[" + std::to_string(*flaw.line) + "]." + flaw.member);
  }

  void read_event_from(const json::Document& document, ReadDocument out) {
    open_interchange(kEventSchema);
    const Place place = document.place_of(document.root());
    InventoryEvent event =
        read_event(document, document.root(), out.findings, options_.limits.findings_max);
    if (!has_errors(out.findings)) {
      for (const RuleFlaw& flaw : check_event(event)) {
        out.findings.push_back(rule_finding(flaw, place, flaw.member));
      }
    }
    out.set = "event";
    out.control = event.id;
    out.map = kEventSchema;
    const bool accepted = !has_errors(out.findings);
    out.accepted = accepted;
    if (!accepted) return rejections_.hand_on(std::move(out));
    if (!out.findings.empty()) sink_.document(std::move(out));
    sink_.event(std::move(event), place);
  }

  void reject(ReadDocument out, const Place& place, std::string message, std::string mend) {
    open_interchange("JSON");
    Finding finding;
    finding.scope = FindingScope::transaction;
    finding.code = "BAD_VALUE";
    finding.place = place;
    finding.message = std::move(message);
    finding.mend = std::move(mend);
    out.findings.push_back(std::move(finding));
    out.accepted = false;
    rejections_.hand_on(std::move(out));
  }

  /// All values of a message are one interchange, named after the first.
  void open_interchange(std::string_view standard) {
    if (opened_) return;
    opened_ = true;
    InterchangeHead head;
    head.standard = standard;
    sink_.interchange(head);
    sink_.group({});
  }

  const ReaderTables* tables_;
  const ReferenceData& reference_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  Rejections rejections_;
  std::optional<FlatDocumentReader> mapped_;  ///< when there are tables
  bool opened_ = false;
};

}  // namespace

void read_json(ByteSource& bytes, const ReferenceData& reference, const ReaderOptions& options,
               ReadSink& sink, const ReaderTables* tables) {
  json::ValueStream values(bytes, options.limits.json.bytes_max);
  JsonReading reading(reference, options, sink, tables);
  json::Piece piece;
  while (values.next(piece)) {
    reading.read(piece);
    sink.progress(values.position());
  }
  reading.finish();
}

}  // namespace weighbridge
