#include "gateway/api/sent_documents.hpp"

#include <string>
#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/cli/finding_json.hpp"
#include "gateway/http/problem.hpp"
#include "mappings/reader/json_reader.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::api {
namespace {

/// More mistakes than this help nobody.
constexpr std::size_t kMistakesMax = 100;

class Checker final : public ReadSink {
 public:
  Checker(Sent what, const http::Caller& caller) : what_(what), caller_(caller) {}

  void document(ReadDocument&& document) override {
    ++values_;
    add(document.findings);
    if (what_ == Sent::receipts && document.receipt) {
      see(document.receipt->supplier.str(), document.receipt->site);
    } else if (document.set == "event" && what_ == Sent::receipts) {
      wrong_place("this is an event", "send events to /api/v1/events");
    } else if (document.receipt && what_ == Sent::events) {
      wrong_place("this is a receipt", "send receipts to /api/v1/receipts");
    } else if (!document.accepted && document.findings.empty()) {
      wrong_place("this cannot be read", "send weighbridge.receipt/1 or weighbridge.event/1");
    }
  }

  void event(InventoryEvent&& event, const Place&) override {
    ++values_;
    if (what_ == Sent::receipts)
      wrong_place("this is an event", "send events to /api/v1/events");
    else
      see(event.supplier.str(), event.site);
  }

  void interchange_end(const Findings& findings, const std::string&) override { add(findings); }
  void message(const Findings& findings) override { add(findings); }

  std::optional<http::Response> refusal() {
    if (errors_.empty() && values_ == 0)
      wrong_place("there is nothing in the body", "send one JSON value, or one a line");
    if (!errors_.empty()) {
      std::string more;
      json::Writer json(more);
      cli::write_findings(json, errors_, true);
      return http::problem_response(http::Problem::invalid,
                                    "nothing was taken; mend the mistakes and send all of it again",
                                    "\"errors\":" + more);
    }
    if (outside_.empty()) return std::nullopt;
    return http::problem_response(http::Problem::forbidden,
                                  "the token may not speak of " + outside_);
  }

 private:
  void add(const Findings& findings) {
    for (const Finding& finding : findings)
      if (finding.level == FindingLevel::error && errors_.size() < kMistakesMax)
        errors_.push_back(finding);
  }

  void wrong_place(std::string what, std::string mend) {
    Finding finding;
    finding.code = "content";
    finding.message = "value " + std::to_string(values_) + ": " + std::move(what);
    finding.mend = std::move(mend);
    if (errors_.size() < kMistakesMax) errors_.push_back(std::move(finding));
  }

  void see(const std::string& supplier, const std::string& site) {
    if (!outside_.empty() || in_scope(caller_, supplier, site)) return;
    outside_ = "supplier '" + supplier + "' at site '" + site + "'";
  }

  Sent what_;
  const http::Caller& caller_;
  Findings errors_;
  std::string outside_;
  std::size_t values_ = 0;
};

}  // namespace

std::optional<http::Response> refuse_documents(Sent what, const spool::Payload& body,
                                               const http::Caller& caller) {
  Checker checker(what, caller);
  const auto source = body.open();
  ReaderOptions options;
  options.acknowledge = false;
  read_json(*source, ReferenceData{}, options, checker);
  return checker.refusal();
}

}  // namespace weighbridge::api
