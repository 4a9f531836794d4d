#include "gateway/api/lineage.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "gateway/api/asking.hpp"
#include "gateway/casework/dossier.hpp"
#include "gateway/cli/case_pack.hpp"
#include "gateway/http/problem.hpp"
#include "store/message_of_source.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

/// More of one kind is no answer that a person reads.
constexpr std::size_t kNodesMax = 2000;

/// The objects and what leads from one to the next, each once, in the order in which they were
/// found.
class Graph {
 public:
  /// False when it was there already, or there are too many.
  bool add(std::string id, std::string kind, std::string title) {
    if (nodes_.size() == kNodesMax || !ids_.insert(id).second) return false;
    nodes_.push_back({std::move(id), std::move(kind), std::move(title)});
    return true;
  }
  void link(const std::string& from, const std::string& to) {
    if (ids_.contains(from) && ids_.contains(to)) edges_.insert({from, to});
  }
  bool empty() const { return nodes_.empty(); }

  std::string json(std::string_view object) const {
    std::string body;
    Writer json(body);
    json.begin_object().member("object", object).key("nodes").begin_array();
    for (const Node& node : nodes_) {
      json.begin_object().member("id", node.id).member("kind", node.kind);
      json.member("title", node.title).end_object();
    }
    json.end_array().key("edges").begin_array();
    for (const auto& [from, to] : edges_)
      json.begin_object().member("from", from).member("to", to).end_object();
    json.end_array().key("complete").boolean(nodes_.size() < kNodesMax).end_object();
    return body;
  }

 private:
  struct Node {
    std::string id, kind, title;
  };
  std::vector<Node> nodes_;
  std::set<std::string> ids_;
  std::set<std::pair<std::string, std::string>> edges_;
};

/// Follows an object both ways: delivery → message → document → receipt → case → sent message.
class Lineage {
 public:
  explicit Lineage(store::Reader& reader) : reader_(reader) {}

  /// False when nothing is called that.
  bool follow(const std::string& object) {
    if (cases::parse_case_number(object)) return from_case(object);
    if (const std::uint64_t number = store::delivery_number(object)) {
      const auto delivery = reader_.delivery(number);
      if (delivery) add_delivery(*delivery);
      return delivery.has_value();
    }
    if (reader_.has_message(object)) {
      add_message(object);
      return true;
    }
    if (const auto outbound = reader_.outbound(object)) {
      add_outbound(*outbound);
      return !outbound->in_answer_to.empty() && follow(outbound->in_answer_to);
    }
    return from_receipt(object);
  }

  const Graph& graph() const { return graph_; }

 private:
  static std::string receipt_id(std::uint64_t sequence) {
    return "receipt/" + std::to_string(sequence);
  }

  bool from_receipt(const std::string& object) {
    constexpr std::string_view kStart = "receipt/";
    std::string_view digits = object;
    if (digits.starts_with(kStart)) digits.remove_prefix(kStart.size());
    if (digits.empty() || digits.size() > 18 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
      return false;
    const auto accepted = reader_.receipt(std::stoull(std::string(digits)));
    if (accepted) add_receipt(*accepted);
    return accepted.has_value();
  }

  bool from_case(const std::string& id) {
    const auto found = reader_.find_case(id);
    if (!found) return false;
    add_case(*found);
    for (const matching::AcceptedReceipt& accepted : casework::documents_of(*found, reader_)) {
      add_receipt(accepted);
      graph_.link(receipt_id(accepted.sequence), id);
    }
    return true;
  }

  void add_delivery(const store::StoredDelivery& delivery) {
    const std::string id = store::delivery_id(delivery.number);
    if (!graph_.add(id, "delivery", delivery.channel + ' ' + delivery.partner)) return;
    for (const store::DeliveredFile& file : delivery.files) {
      add_message(file.message);
      graph_.link(id, file.message);
    }
    add_sent(id);
  }

  void add_message(const std::string& id) {
    const auto message = reader_.monitored(id);
    if (!message) return;
    const std::string& title = message->file_name.empty() ? message->source : message->file_name;
    if (!graph_.add(id, "message", title)) return;
    if (message->delivery != 0)
      if (const auto delivery = reader_.delivery(message->delivery)) {
        add_delivery(*delivery);
        graph_.link(store::delivery_id(message->delivery), id);
      }
    for (const store::StoredDocument& document : reader_.documents_of(id)) add_document(document);
    add_sent(id);
  }

  void add_document(const store::StoredDocument& document) {
    const std::string id = "document/" + std::to_string(document.number);
    std::string title = document.set + ' ' + document.control + ", interchange " +
                        document.interchange + ", group " + document.group;
    if (!document.map.empty()) title += ", read with " + document.map;
    if (!graph_.add(id, "document", title)) return;
    graph_.link(document.message, id);
    if (document.receipt == 0) return;
    if (const auto accepted = reader_.receipt(document.receipt)) {
      add_receipt(*accepted);
      graph_.link(id, receipt_id(document.receipt));
    }
  }

  void add_receipt(const matching::AcceptedReceipt& accepted) {
    const Receipt& receipt = accepted.receipt;
    const std::string id = receipt_id(accepted.sequence);
    if (!graph_.add(id, std::string(to_string_view(receipt.stage)),
                    receipt.supplier.str() + ' ' + receipt.document.number))
      return;
    if (const auto document = reader_.document_of_receipt(accepted.sequence)) {
      add_message(document->message);
      graph_.link("document/" + std::to_string(document->number), id);
    } else if (const std::string message = store::message_of_source(reader_, accepted.source);
               !message.empty()) {
      add_message(message);
      graph_.link(message, id);
    }
    add_cases_of(receipt, id);
  }

  /// Cases of the receipt's orders, and those that name it: an invoice's own have no order.
  void add_cases_of(const Receipt& receipt, const std::string& id) {
    store::CaseQuery query;
    query.supplier = receipt.supplier.str();
    const auto add_found = [&](const auto& counts) {
      for (const cases::Case& value : reader_.case_page(query)) {
        if (!counts(value)) continue;
        add_case(value);
        graph_.link(id, value.id);
      }
    };
    std::set<std::string> orders;
    for (const ReceiptLine& line : receipt.lines) {
      query.po = line.po.str();
      if (query.po.empty() || !orders.insert(query.po).second) continue;
      add_found([](const cases::Case&) { return true; });
    }
    query.po.clear();
    query.text = receipt.document.number;
    if (!query.text.empty())
      add_found([&](const cases::Case& value) { return names(value, query.text); });
  }

  static bool names(const cases::Case& value, const std::string& number) {
    return value.anchor.invoice == number || value.anchor.document == number ||
           std::any_of(value.items.begin(), value.items.end(),
                       [&](const cases::CaseItem& item) { return item.document == number; });
  }

  void add_case(const cases::Case& value) {
    if (graph_.add(value.id, "case", value.title)) add_sent(value.id);
  }

  /// What left because of `object`.
  void add_sent(const std::string& object) {
    store::OutboundFilter filter;
    filter.in_answer_to = object;
    for (const store::StoredOutbound& outbound : reader_.outbox(filter)) {
      add_outbound(outbound);
      graph_.link(object, outbound.id);
    }
  }

  void add_outbound(const store::StoredOutbound& outbound) {
    if (!graph_.add(outbound.id, "sent", outbound.kind + " to " + outbound.partner)) return;
    if (outbound.answered_by.empty()) return;
    add_message(outbound.answered_by);
    graph_.link(outbound.id, outbound.answered_by);
  }

  store::Reader& reader_;
  Graph graph_;
};

Problem problem_of(cli::NoPack::Why why) {
  switch (why) {
    case cli::NoPack::Why::no_such_case:
      return Problem::not_found;
    case cli::NoPack::Why::not_signed:
      return Problem::conflict;
    case cli::NoPack::Why::too_large:
      return Problem::too_large;
  }
  return Problem::internal;
}

}  // namespace

Response get_lineage(store::Store& store, const Request& request) {
  Query query(request, {"object"});
  const std::string object = query.text("object");
  query.require(!object.empty(), "object",
                "a message, a delivery (D-17), a receipt, a case or what was sent");
  if (query.refusal()) return *query.refusal();
  std::optional<std::string> found;
  store.read([&](store::Reader& reader) {
    Lineage lineage(reader);
    found.reset();
    if (lineage.follow(object) || !lineage.graph().empty()) found = lineage.graph().json(object);
  });
  if (!found) return http::problem_response(Problem::not_found, "nothing is called " + object);
  return json_response(std::move(*found));
}

Response get_case_pack(store::Store& store, const SignLedger& sign,
                       const spool::SpoolSettings& spool, const Request& request) {
  const std::string id(request.parameter("id"));
  sign();
  boost::system::result<std::string, cli::NoPack> pack = cli::NoPack{};
  store.read([&](store::Reader& reader) { pack = cli::case_pack(reader, id); });
  if (!pack) return http::problem_response(problem_of(pack.error().why), pack.error().reason);
  spool::PayloadWriter writer(spool);
  if (!writer.write(*pack))
    return http::problem_response(Problem::too_large, "the pack is larger than the spool takes");
  Response response;
  response.fields.add("Content-Type", "application/x-tar");
  response.fields.add("Content-Disposition", "attachment; filename=\"" + id + ".tar\"");
  response.payload = writer.finish();
  return response;
}

}  // namespace weighbridge::api
