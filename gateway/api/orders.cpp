#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/evidence.hpp"
#include "gateway/cli/cases.hpp"
#include "gateway/cli/judgement_json.hpp"
#include "gateway/http/problem.hpp"
#include "mappings/canonical/json.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using json::Writer;
using matching::LineState;
using matching::ResultKind;

const SupplierId& supplier_of(const matching::Discrepancy& row) {
  return row.anchor.supplier;
}
const SupplierId& supplier_of(const matching::Note& row) {
  return row.anchor.supplier;
}
const SupplierId& supplier_of(const matching::LineResult& row) {
  return row.supplier;
}
const SupplierId& supplier_of(const matching::InvoiceResult& row) {
  return row.supplier;
}

/// All results kept for `owner`, added to `judgement`.
void add_results(store::Reader& reader, const std::string& owner, matching::Judgement& judgement) {
  reader.judged_rows_of(owner, [&](ResultKind kind, std::string_view row) {
    matching::unpack_into(judgement, kind, row);
  });
}

/// Everything that is known of one order.
struct OrderView {
  std::vector<matching::AcceptedReceipt> documents;
  matching::Judgement judgement;
  std::vector<cases::Case> cases;
};

OrderView read_order(store::Reader& reader, const SupplierId& supplier, const PoNumber& po) {
  OrderView view;
  view.documents = reader.receipts_of(supplier, po);
  const std::string order = matching::order_key(po.str());
  add_results(reader, order, view.judgement);
  store::Words owners{order};
  for (const matching::AcceptedReceipt& accepted : view.documents) {
    const std::string own = matching::document_key(supplier, accepted.receipt.document.number);
    if (owners.insert(own).second) add_results(reader, own, view.judgement);
  }
  store::CaseQuery query;
  query.supplier = supplier.str();
  query.po = po.str();
  query.limit = 1000;
  view.cases = reader.case_page(query);
  return view;
}

/// Results of one supplier: a key of an order leaves suppliers out.
template <class Row>
void write_rows(Writer& json, std::string_view name, const std::vector<Row>& rows,
                const SupplierId& supplier) {
  json.key(name).begin_array();
  for (const Row& row : rows)
    if (supplier_of(row) == supplier) cli::write_row(json, row);
  json.end_array();
}

void write_documents(Writer& json, const std::vector<matching::AcceptedReceipt>& documents) {
  for (const Stage stage :
       {Stage::ordered, Stage::shipped, Stage::received, Stage::accrued, Stage::invoiced}) {
    json.key(to_string_view(stage)).begin_array();
    for (const matching::AcceptedReceipt& accepted : documents) {
      if (accepted.receipt.stage != stage) continue;
      json.begin_object().member("id", std::to_string(accepted.sequence)).key("receipt");
      weighbridge::write_json(json, accepted.receipt);
      json.end_object();
    }
    json.end_array();
  }
}

/// What is open about a line, in procurement's words.
std::vector<std::string_view> what_is_open(const matching::LineResult& line, bool overdue) {
  std::vector<std::string_view> open;
  const bool settled = line.state == LineState::closed || line.state == LineState::matched;
  if (!settled && line.shipped < line.ordered && line.received < line.ordered)
    open.emplace_back("not_shipped");
  if (line.in_transit > Rational()) open.emplace_back("in_transit");
  if (overdue) open.emplace_back("overdue");
  if (line.accepted > line.billed) open.emplace_back("received_not_invoiced");
  if (line.billed > line.received) open.emplace_back("invoiced_not_received");
  return open;
}

/// Whether one of the order's discrepancies says that the line's goods, or their announcement, are
/// late (section 13).
bool is_overdue(const matching::Judgement& order, const matching::LineResult& line) {
  return std::any_of(order.discrepancies.begin(), order.discrepancies.end(), [&](const auto& d) {
    return (d.code == "RECEIPT_OVERDUE" || d.code == "ASN_LATE" || d.code == "OVERDUE") &&
           d.anchor.supplier == line.supplier && d.anchor.po == line.po &&
           d.anchor.po_line == line.po_line;
  });
}

/// Which lines of open-receipts are asked for.
struct OpenQuery {
  std::string supplier, site, kind;
};

bool wanted(const Request& request, const OpenQuery& query, const matching::LineResult& line) {
  return in_scope(request.caller, line.supplier.str(), line.site) &&
         (query.supplier.empty() || line.supplier.str() == query.supplier) &&
         (query.site.empty() || line.site == query.site);
}

void write_open_line(Writer& json, const matching::LineResult& line,
                     const std::vector<std::string_view>& open) {
  json.begin_object().key("open").begin_array();
  for (const std::string_view word : open) json.string(word);
  json.end_array().key("line");
  cli::write_row(json, line);
  json.end_object();
}

/// One page: whole orders, by their key. The cursor is the last order's.
class OpenPage {
 public:
  OpenPage(const Request& request, OpenQuery query, std::size_t limit)
      : request_(request), query_(std::move(query)), limit_(limit), page_("open_receipts") {}

  Response read(store::Reader& reader, const std::string& after) {
    std::string owner;
    matching::Judgement lines;
    bool more = false;
    reader.judged_rows_of_kind(ResultKind::line, after,
                               [&](std::string_view next, std::string_view row) {
                                 if (next != owner) {
                                   take(reader, owner, lines);
                                   lines = {};
                                   more = written_ >= limit_;
                                   if (more) return false;
                                   owner = next;
                                 }
                                 matching::unpack_into(lines, ResultKind::line, row);
                                 return true;
                               });
    if (!more) take(reader, owner, lines);
    return page_.end(more ? std::optional(owner) : std::nullopt);
  }

 private:
  void take(store::Reader& reader, const std::string& owner, const matching::Judgement& lines) {
    if (lines.lines.empty()) return;
    matching::Judgement order;
    add_results(reader, owner, order);
    for (const matching::LineResult& line : lines.lines) {
      if (!wanted(request_, query_, line)) continue;
      const auto open = what_is_open(line, is_overdue(order, line));
      if (open.empty()) continue;
      if (!query_.kind.empty() && std::find(open.begin(), open.end(), query_.kind) == open.end())
        continue;
      write_open_line(page_.rows(), line, open);
      ++written_;
    }
  }

  const Request& request_;
  OpenQuery query_;
  std::size_t limit_;
  std::size_t written_ = 0;
  PageWriter page_;
};

bool is_kind(std::string_view word) {
  constexpr std::array<std::string_view, 5> kKinds{
      "not_shipped", "in_transit", "overdue", "received_not_invoiced", "invoiced_not_received"};
  return std::find(kKinds.begin(), kKinds.end(), word) != kKinds.end();
}

}  // namespace

Response get_order(store::Store& store, const Request& request) {
  const SupplierId supplier{std::string(request.parameter("supplier"))};
  const PoNumber po{std::string(request.parameter("po"))};
  OrderView view;
  store.read([&](store::Reader& reader) { view = read_order(reader, supplier, po); });
  std::erase_if(view.documents, [&](const matching::AcceptedReceipt& accepted) {
    return !in_scope(request.caller, accepted.receipt.supplier.str(), accepted.receipt.site);
  });
  if (view.documents.empty())
    return http::problem_response(Problem::not_found, "nothing is known of order " + po.str() +
                                                          " of supplier " + supplier.str());
  std::string body;
  Writer json(body);
  json.begin_object().member("supplier", supplier.str()).member("po", po.str());
  json.key("documents").begin_object();
  write_documents(json, view.documents);
  json.end_object();
  write_rows(json, "lines", view.judgement.lines, supplier);
  write_rows(json, "discrepancies", view.judgement.discrepancies, supplier);
  write_rows(json, "invoices", view.judgement.invoices, supplier);
  write_rows(json, "notes", view.judgement.notes, supplier);
  json.key("cases").begin_array();
  for (const cases::Case& value : view.cases) cli::write_case(json, value);
  json.end_array().end_object();
  return json_response(std::move(body));
}

Response list_open_receipts(store::Store& store, const Request& request) {
  Query query(request, {"supplier", "site", "kind"});
  OpenQuery asked{query.text("supplier"), query.text("site"), query.text("kind")};
  query.require(asked.kind.empty() || is_kind(asked.kind), "kind",
                "not_shipped, in_transit, overdue, received_not_invoiced or "
                "invoiced_not_received");
  const std::string after = query.text("cursor");
  const std::size_t limit = query.limit();
  if (query.refusal()) return *query.refusal();
  Response response;
  store.read([&](store::Reader& reader) {
    response = OpenPage(request, std::move(asked), limit).read(reader, after);
  });
  return response;
}

}  // namespace weighbridge::api
