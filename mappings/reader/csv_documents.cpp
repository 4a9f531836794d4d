#include "mappings/reader/csv_documents.hpp"

#include <algorithm>
#include <utility>

#include "mappings/reader/receipt_rules.hpp"

namespace weighbridge::csv {
namespace {

constexpr std::size_t kDocumentsMax = 2'000'000;  // whose keys are remembered: some 200 MB

Finding row_finding(std::uint32_t line, std::string_view column, std::string message,
                    std::string mend) {
  Finding finding;
  finding.scope = FindingScope::field;
  finding.code = "RULE";
  finding.place.line = line;
  finding.place.tag = column;
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

/// Names in a key stand apart by a byte that no name holds.
std::string number_key(const Receipt& head) {
  return head.supplier.value + '\x1F' + head.document.number;
}

std::string document_key(const Receipt& head) {
  return std::string(to_string_view(head.stage)) + '\x1F' + number_key(head);
}

/// A member of the document that each of its rows may state: the first that does counts. Returns
/// false when they do not agree.
template <class T>
bool merge(T& kept, const T& stated, const T& nothing = {}) {
  if (kept == nothing) kept = stated;
  return stated == nothing || kept == stated;
}

/// What a line calls a member that the canonical receipt knows by another name.
std::string column_of(const std::string& member) {
  if (member == "item") return "sku";
  constexpr std::string_view kDocument = "document.";
  if (member.compare(0, kDocument.size(), kDocument) == 0) {
    return "document_" + member.substr(kDocument.size());
  }
  return member;
}

}  // namespace

DocumentGatherer::DocumentGatherer(const ReferenceData& reference, const ReaderOptions& options,
                                   ReadSink& sink, Rejections& rejections)
    : reference_(reference), options_(options), sink_(sink), rejections_(rejections) {}

void DocumentGatherer::add(ReceiptRow&& row, const RowSource& source, Findings&& findings) {
  const bool names_document = !row.head.supplier.empty() && !row.head.document.number.empty();
  Draft* draft = names_document && source.stage_is_known ? draft_for(row, source.offset) : nullptr;
  if (draft == nullptr) {
    if (names_document && bad_rows_.size() < kDocumentsMax)
      bad_rows_.emplace(number_key(row.head), source.line);
    if (!has_errors(findings)) {
      findings.push_back(
          row_finding(source.line, "document_number",
                      "the row comes too long after the other rows of its document, or the file "
                      "holds more than " +
                          std::to_string(kDocumentsMax) + " documents",
                      "keep the rows of one document together, and split long files"));
    }
    reject_row(source, std::move(findings));
    return;
  }
  draft->findings.insert(draft->findings.end(), std::make_move_iterator(findings.begin()),
                         std::make_move_iterator(findings.end()));
  merge_head(*draft, row.head, source.line);
  draft->receipt.lines.push_back(std::move(row.line));
  draft->row_lines.push_back(source.line);
  if (options_.keep_text) draft->text += source.text;
  if (++rows_held_ > options_.limits.flat.rows_max) hand_on_oldest();
}

void DocumentGatherer::finish() {
  // Where the time was up before the end, nobody knows what rows of the open ones are missing.
  if (options_.overdue && options_.overdue())
    for (Draft& draft : drafts_)
      draft.findings.push_back(row_finding(
          0, {}, "the file was not read to its end: rows of the document may be missing",
          "send it in smaller files, or raise `seconds` in limits.yaml"));
  while (!drafts_.empty()) hand_on_oldest();
}

/// A row of which nobody knows what document it belongs to.
void DocumentGatherer::reject_row(const RowSource& source, Findings&& findings) {
  ReadDocument out;
  out.set = "row";
  out.control = std::to_string(source.line);
  out.accepted = false;
  out.findings = std::move(findings);
  out.offset = source.offset;
  if (options_.keep_text) out.text = source.text;
  rejections_.hand_on(std::move(out));
}

/// The document that `row` belongs to; null when it was handed on already.
DocumentGatherer::Draft* DocumentGatherer::draft_for(const ReceiptRow& row, std::uint64_t offset) {
  if (number_of_.size() == kDocumentsMax && !number_of_.contains(document_key(row.head))) {
    return nullptr;
  }
  const auto [known, is_new] =
      number_of_.emplace(document_key(row.head), handed_on_ + drafts_.size());
  if (!is_new) {
    return known->second < handed_on_ ? nullptr : &drafts_[known->second - handed_on_];
  }
  Draft& draft = drafts_.emplace_back();
  draft.number_key = number_key(row.head);
  draft.receipt = row.head;
  draft.offset = offset;
  return &draft;
}

/// Rows may leave out what another row of their document says, but not say otherwise.
void DocumentGatherer::merge_head(Draft& draft, const Receipt& head, std::uint32_t line) {
  Receipt& kept = draft.receipt;
  const auto agree = [&](bool agrees, std::string_view column) {
    if (agrees) return;
    draft.findings.push_back(row_finding(line, column,
                                         "`" + std::string(column) +
                                             "` differs from an earlier row of document " +
                                             kept.document.number,
                                         "rows of one document must agree on it"));
  };
  agree(merge(kept.document.date, head.document.date), "document_date");
  agree(merge(kept.document.time, head.document.time), "document_time");
  agree(merge(kept.currency, head.currency), "currency");
  agree(merge(kept.exchange_rate, head.exchange_rate), "exchange_rate");
  agree(kept.document.kind == head.document.kind, "document_kind");
  agree(kept.document.purpose == head.document.purpose, "purpose");
  (void)merge(kept.references.carrier, head.references.carrier);
  (void)merge(kept.references.tracking, head.references.tracking);
  // Rows are often stamped one by one: the document is there when its last row is.
  kept.dates.posted = std::max(kept.dates.posted, head.dates.posted);
  kept.dates.shipped = std::max(kept.dates.shipped, head.dates.shipped);
}

void DocumentGatherer::check(Draft& draft, std::string& supplier_rule) {
  complete_receipt(draft.receipt);
  supplier_rule = resolve_supplier(draft.receipt, reference_);
  if (has_errors(draft.findings)) return;
  for (RuleFlaw& flaw : check_receipt(draft.receipt)) {
    const std::uint32_t line = draft.row_lines[flaw.line.value_or(0)];
    draft.findings.push_back(
        row_finding(line, column_of(flaw.member), std::move(flaw.message), std::move(flaw.mend)));
  }
  const auto bad_row = bad_rows_.find(draft.number_key);
  if (bad_row != bad_rows_.end()) {
    draft.findings.push_back(row_finding(bad_row->second, "stage",
                                         "a row of this document could not be read",
                                         "correct the row and send the document again"));
  }
}

void DocumentGatherer::hand_on_oldest() {
  Draft draft = std::move(drafts_.front());
  drafts_.pop_front();
  ++handed_on_;
  rows_held_ -= draft.row_lines.size();
  ReadDocument out;
  check(draft, out.supplier_rule);
  if (draft.findings.size() > options_.limits.findings_max) {
    const std::size_t rest = draft.findings.size() - options_.limits.findings_max;
    draft.findings.resize(options_.limits.findings_max);
    draft.findings.push_back(
        row_finding(0, {}, std::to_string(rest) + " more mistakes are not listed", {}));
  }
  out.set = to_string_view(draft.receipt.document.kind);
  out.control = draft.receipt.document.number;
  out.accepted = !has_errors(draft.findings);
  out.findings = std::move(draft.findings);
  out.map = "csv-receipts";
  out.offset = draft.offset;
  out.text = std::move(draft.text);
  out.receipt = std::move(draft.receipt);
  sink_.document(std::move(out));
}

}  // namespace weighbridge::csv
