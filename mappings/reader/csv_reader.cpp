#include "mappings/reader/csv_reader.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

#include "mappings/reader/csv_documents.hpp"
#include "mappings/reader/csv_table.hpp"
#include "mappings/reader/receipt_rules.hpp"

namespace weighbridge {
namespace {

constexpr std::uint32_t kRowFindingsMax = 20;

using csv::Header;
using csv::ReceiptRow;
using csv::Row;

/// What the rows of one file have in common.
class CsvReading {
 public:
  CsvReading(ByteSource& bytes, const ReferenceData& reference, const ReaderOptions& options,
             ReadSink& sink)
      : reference_(reference),
        options_(options),
        sink_(sink),
        rejections_(sink),
        rows_(bytes, findings_, {},
              {options.limits.flat.row_bytes_max, options.limits.flat.columns_max}) {}

  void read_receipts() {
    const auto header = read_header<ReceiptRow>(ContentKind::csv_receipts);
    if (!header) return;
    const std::size_t kind_cell = header->cell_of("document_kind");
    csv::DocumentGatherer documents(reference_, options_, sink_, rejections_);
    for_each_row(*header, [&](const Row& row, Findings& findings) {
      Findings cell_findings;
      auto receipt = csv::read_row<ReceiptRow>(*header, row, cell_findings);
      const bool states_kind =
          kind_cell < row.cells.size() && !csv::trim(row.cells[kind_cell].text).empty();
      if (!states_kind) receipt.head.document.kind = usual_kind(receipt.head.stage);
      csv::RowSource source{row.line, row.offset, row.text, is_stage_known(cell_findings)};
      add_cell_findings(findings, std::move(cell_findings));
      documents.add(std::move(receipt), source, std::move(findings));
    });
    documents.finish();
    finish();
  }

  void read_events() {
    const auto header = read_header<InventoryEvent>(ContentKind::csv_events);
    if (!header) return;
    for_each_row(*header, [&](const Row& row, Findings& findings) {
      Findings cell_findings;
      auto event = csv::read_row<InventoryEvent>(*header, row, cell_findings);
      add_cell_findings(findings, std::move(cell_findings));
      if (!has_errors(findings)) {
        for (const RuleFlaw& flaw : check_event(event)) {
          csv::Cell at;
          at.line = row.line;
          at.column = 1;
          findings.push_back(csv::cell_finding(at, flaw.member, flaw.message, flaw.mend));
        }
      }
      const bool accepted = !has_errors(findings);
      if (!findings.empty()) hand_on_row("event", event.id, row, std::move(findings));
      Place place;
      place.offset = row.offset;
      place.line = row.line;
      place.column = 1;
      if (accepted) sink_.event(std::move(event), place);
    });
    finish();
  }

  /// Rows of reference data; `rows` is the list of ReferenceData that they belong to.
  template <class T>
  void read_reference(ContentKind kind, std::vector<T> ReferenceData::*rows) {
    const auto header = read_header<T>(kind);
    if (!header) return;
    ReferenceData data;
    for_each_row(*header, [&](const Row& row, Findings& findings) {
      Findings cell_findings;
      T value = csv::read_row<T>(*header, row, cell_findings);
      add_cell_findings(findings, std::move(cell_findings));
      if (has_errors(findings)) {
        hand_on_row("row", std::to_string(row.line), row, std::move(findings));
      } else {
        (data.*rows).push_back(std::move(value));
      }
    });
    sink_.reference(std::move(data));
    finish();
  }

 private:
  template <class T>
  std::optional<Header> read_header(ContentKind kind) {
    InterchangeHead head;
    head.standard = "CSV";
    sink_.interchange(head);
    sink_.group({});
    Row row;
    if (!rows_.next(row)) {
      finish();
      return std::nullopt;
    }
    Place place;
    place.line = row.line;
    place.column = 1;
    std::optional<Header> header(std::in_place, row, csv::column_names(kind), findings_);
    csv::RequiredColumns<T>(*header, place, findings_);
    if constexpr (std::is_same_v<T, ReceiptRow>) require_item_column(*header, place);
    if (!has_errors(findings_)) return header;
    finish();
    sink_.message(findings_);
    return std::nullopt;
  }

  void require_item_column(const Header& header, const Place& place) {
    for (const std::string_view item : {"sku", "gtin", "upc", "vendor_item"}) {
      if (header.cell_of(item) != csv::kNoColumn) return;
    }
    Finding finding;
    finding.code = "MISSING_COLUMN";
    finding.place = place;
    finding.message = "no column names the item";
    finding.mend = "add one of sku, gtin, upc, vendor_item";
    findings_.push_back(std::move(finding));
  }

  template <class Take>
  void for_each_row(const Header& header, Take take) {
    Row row;
    while (true) {
      findings_.clear();
      if (!rows_.next(row)) break;
      Findings findings = std::move(findings_);  // what the CSV reader found in this row
      if (!row.broken) csv::check_cell_count(header, row, findings);
      take(row, findings);
      sink_.progress(rows_.position());
    }
  }

  void finish() {
    sink_.interchange_end({}, {});
    rejections_.finish();
  }

  static bool is_stage_known(const Findings& cell_findings) {
    return std::none_of(cell_findings.begin(), cell_findings.end(),
                        [](const Finding& f) { return f.place.tag == "stage"; });
  }

  /// In a row whose cells are missing or shifted nothing that is found in them is worth telling.
  static void add_cell_findings(Findings& findings, Findings&& cell_findings) {
    if (has_errors(findings)) return;
    findings.insert(findings.end(), std::make_move_iterator(cell_findings.begin()),
                    std::make_move_iterator(cell_findings.end()));
  }

  void hand_on_row(std::string set, std::string control, const Row& row, Findings&& findings) {
    if (findings.size() > kRowFindingsMax) findings.resize(kRowFindingsMax);
    ReadDocument out;
    out.set = std::move(set);
    out.control = std::move(control);
    out.accepted = !has_errors(findings);
    out.findings = std::move(findings);
    out.offset = row.offset;
    if (options_.keep_text) out.text = row.text;
    if (out.accepted) {
      sink_.document(std::move(out));
    } else {
      rejections_.hand_on(std::move(out));
    }
  }

  const ReferenceData& reference_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  Rejections rejections_;
  Findings findings_;
  csv::Reader rows_;
};

}  // namespace

void read_csv(ByteSource& bytes, ContentKind kind, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink) {
  CsvReading reading(bytes, reference, options, sink);
  switch (kind) {
    case ContentKind::csv_events:
      return reading.read_events();
    case ContentKind::csv_items:
      return reading.read_reference(kind, &ReferenceData::items);
    case ContentKind::csv_aliases:
      return reading.read_reference(kind, &ReferenceData::aliases);
    case ContentKind::csv_packs:
      return reading.read_reference(kind, &ReferenceData::packs);
    case ContentKind::csv_sites:
      return reading.read_reference(kind, &ReferenceData::sites);
    case ContentKind::csv_suppliers:
      return reading.read_reference(kind, &ReferenceData::suppliers);
    default:
      return reading.read_receipts();
  }
}

}  // namespace weighbridge
