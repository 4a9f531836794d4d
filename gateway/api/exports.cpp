#include "gateway/api/exports.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/api/export_table.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

namespace asio = boost::asio;
using http::Problem;
using http::Request;
using http::Response;

/// Rows of one file: spreadsheets take a million, people read none of that.
constexpr std::size_t kRowsMax = 50'000;
constexpr std::string_view kCsv = "text/csv";
constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr std::array kLists{
    ExportedList{"list_cases", "cases",
                 "id title supplier po po_line invoice order line event site status owner assignee "
                 "severity cause amount currency opened changed resolve_due discrepancies.code"},
    ExportedList{"list_messages", "messages",
                 "id received_at channel partner file_name source bytes state documents.accepted "
                 "documents.duplicate documents.parked documents.quarantined trouble.message"},
    ExportedList{"list_receipts", "receipts",
                 "id source receipt.stage receipt.document.kind receipt.document.number "
                 "receipt.document.date receipt.supplier receipt.site receipt.currency "
                 "receipt.lines.po receipt.totals.amount"},
    ExportedList{"list_events", "events",
                 "sequence source event.kind event.id event.at event.order event.line event.site "
                 "event.to_site event.sku event.quantity event.uom event.reason event.user"},
    ExportedList{"list_returns", "returns",
                 "sequence source event.id event.at event.supplier event.rma event.receipt "
                 "event.site event.sku event.quantity event.uom event.expected_credit"},
    ExportedList{"list_open_receipts", "open_receipts",
                 "open line.supplier line.po line.po_line line.sku line.site line.uom line.state "
                 "line.ordered line.shipped line.in_transit line.received line.accepted "
                 "line.billed line.posted"},
    ExportedList{"list_transfers", "transfers",
                 "order line sku from_site to_site uom state shipped received in_transit "
                 "difference overdue eta posting"},
    ExportedList{"list_counts", "counts",
                 "event site location lot sku uom state value currency posting countings.counted"},
    ExportedList{"list_ledger", "entries",
                 "sequence at actor role action object reason correlation hash"},
    ExportedList{"list_suppliers", "suppliers",
                 "id name group open.cases open.amount open.currency"},
};

enum class Format : unsigned char { json, csv, xlsx };

/// Nothing for a format that there is not.
std::optional<Format> format_of(const Request& request) {
  if (const auto asked = request.query_value("format")) {
    if (*asked == "csv") return Format::csv;
    if (*asked == "xlsx") return Format::xlsx;
    if (*asked == "json") return Format::json;
    return std::nullopt;
  }
  const std::string_view accept = request.fields["Accept"];
  if (accept.starts_with(kCsv)) return Format::csv;
  return accept.starts_with(kXlsx) ? Format::xlsx : Format::json;
}

std::vector<std::string_view> words_of(std::string_view text, char separator) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    words.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return words;
}

/// Adds what stands at `path` below `value`, each text once, with a blank between.
void gather(const boost::json::value& value, std::span<const std::string_view> path,
            std::string& cell) {
  if (const auto* list = value.if_array()) {
    for (const boost::json::value& item : *list) gather(item, path, cell);
    return;
  }
  if (!path.empty()) {
    const auto* object = value.if_object();
    const auto* member = object == nullptr ? nullptr : object->if_contains(path.front());
    if (member != nullptr) gather(*member, path.subspan(1), cell);
    return;
  }
  if (value.is_null()) return;
  const std::string text =
      value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  if (!cell.empty()) cell += ' ';
  cell += text;
}

/// One file under way.
class Export {
 public:
  Export(const ExportedList& list, Format format, const spool::SpoolSettings& spool)
      : list_(list), format_(format) {
    for (const std::string_view column : words_of(list.columns, ' '))
      columns_.push_back(words_of(column, '.'));
    table_ = format == Format::csv ? csv_table(spool) : xlsx_table(spool, std::string(list.rows));
    Cells header;
    for (const std::string_view column : words_of(list.columns, ' ')) header.emplace_back(column);
    table_->add(header);
  }

  /// Adds the rows of a page; its cursor, or nothing when there is no more to add.
  std::optional<std::string> add(const std::string& page) {
    boost::json::monotonic_resource memory;
    const boost::json::value read = boost::json::parse(page, &memory);
    for (const boost::json::value& row : read.at(list_.rows).as_array()) {
      if (rows_ == kRowsMax) {
        cut_ = true;
        return std::nullopt;
      }
      Cells cells;
      for (const auto& path : columns_) gather(row, path, cells.emplace_back());
      table_->add(cells);
      ++rows_;
    }
    const boost::json::value& next = read.at("next");
    if (!next.is_string()) return std::nullopt;
    return std::string(next.as_string());
  }

  Response finish() {
    Response response;
    const bool csv = format_ == Format::csv;
    response.fields.add("Content-Type", std::string(csv ? kCsv : kXlsx));
    response.fields.add("Content-Disposition", "attachment; filename=\"" + std::string(list_.rows) +
                                                   (csv ? ".csv\"" : ".xlsx\""));
    response.fields.add("Weighbridge-Rows", std::to_string(rows_));
    response.fields.add("Weighbridge-Rows-Max", std::to_string(kRowsMax));
    if (cut_) response.fields.add("Weighbridge-Rows-Cut", "true");
    response.payload = table_->finish();
    return response;
  }

 private:
  const ExportedList& list_;
  const Format format_;
  std::vector<std::vector<std::string_view>> columns_;
  std::unique_ptr<ExportTable> table_;
  std::size_t rows_ = 0;
  bool cut_ = false;
};

/// `request` for one page of the list, as JSON.
Request page_request(const Request& request, const std::string& cursor) {
  Request page = request;
  std::erase_if(page.query, [](const auto& parameter) {
    return parameter.first == "format" || parameter.first == "limit" || parameter.first == "cursor";
  });
  page.query.emplace_back("limit", "1000");
  if (!cursor.empty()) page.query.emplace_back("cursor", cursor);
  return page;
}

/// The request without what only exports know.
Request without_format(Request request) {
  std::erase_if(request.query, [](const auto& parameter) { return parameter.first == "format"; });
  return request;
}

struct Tools {
  const ExportedList& list;
  http::WorkPool& pool;
  spool::SpoolSettings spool;
  http::Handler inner;
};

asio::awaitable<Response> answer(std::shared_ptr<const Tools> tools, Request request) {
  const std::optional<Format> format = format_of(request);
  if (!format)
    co_return http::problem_response(Problem::malformed, "`format` must be json, csv or xlsx");
  if (*format == Format::json) co_return co_await tools->inner(without_format(std::move(request)));
  std::unique_ptr<Export> file;
  std::optional<std::string> cursor(request.query_value("cursor").value_or(""));
  while (cursor) {
    Response page = co_await tools->inner(page_request(request, *cursor));
    if (page.status != 200) co_return page;
    std::function<void()> work = [&] {
      if (!file) file = std::make_unique<Export>(tools->list, *format, tools->spool);
      cursor = file->add(page.body);
    };
    co_await tools->pool.run(std::move(work));
  }
  Response response;
  std::function<void()> work = [&] { response = file->finish(); };
  co_await tools->pool.run(std::move(work));
  co_return response;
}

}  // namespace

std::span<const ExportedList> exported_lists() {
  return kLists;
}

const ExportedList* find_exported_list(std::string_view operation) {
  const auto* found = std::find_if(kLists.begin(), kLists.end(), [&](const ExportedList& list) {
    return list.operation == operation;
  });
  return found == kLists.end() ? nullptr : found;
}

http::Handler with_exports(const ExportedList& list, http::WorkPool& pool,
                           spool::SpoolSettings spool, http::Handler inner) {
  const auto tools =
      std::make_shared<const Tools>(Tools{list, pool, std::move(spool), std::move(inner)});
  return [tools](Request request) { return answer(tools, std::move(request)); };
}

}  // namespace weighbridge::api
