#include "gateway/cli/finding_json.hpp"
#include "gateway/cli/inspect_sink.hpp"
#include "mappings/canonical/json.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {
namespace {

/// Down to the transactions everything has a line of its own.
constexpr int kLevels = 6;

class InspectJson final : public InspectSink {
 public:
  InspectJson(const Screen& screen, std::string file) : InspectSink(screen, std::move(file)) {
    json_.begin_object().member("file", file_);
  }

  void interchange(const InterchangeHead& head) override {
    begin(head.standard);
    json_.begin_object().member("control", head.control);
    party("sender", head.sender);
    party("receiver", head.receiver);
    json_.member("date", head.date).key("test").boolean(head.test);
    json_.key("groups").begin_array();
    interchange_open_ = true;
  }

  void group(const GroupHead& head) override {
    end_group();
    json_.begin_object().member("control", head.control);
    json_.member("functional_id", head.functional_id).member("version", head.version);
    json_.key("transactions").begin_array();
    group_open_ = true;
  }

  void document(ReadDocument&& document) override {
    count_understood(document.receipt || document.accepted ? 1 : 0);
    tell(document.set + ' ' + document.control, document.findings);
    begin_transaction(document.set, document.control, document.accepted);
    json_.key("errors");
    write_findings(json_, document.findings, true);
    json_.key("warnings");
    write_findings(json_, document.findings, false);
    if (!document.map.empty()) json_.member("map", document.map);
    if (!document.supplier_rule.empty()) json_.member("supplier_rule", document.supplier_rule);
    if (document.receipt) write_json(json_.key("receipt"), *document.receipt);
    if (!document.events.empty()) {
      json_.key("events").begin_array();
      for (const InventoryEvent& event : document.events) write_json(json_, event);
      json_.end_array();
    }
    if (!document.advice.empty()) json_.member("advice", document.advice);
    json_.end_object();
    pass_on();
  }

  void event(InventoryEvent&& event, const Place&) override {
    count_understood();
    begin_transaction(to_string_view(event.kind), event.id, true);
    json_.key("errors").begin_array().end_array();
    write_json(json_.key("event"), event);
    json_.end_object();
    pass_on();
  }

  void reference(ReferenceData&& data) override {
    reference_.items += data.items.size();
    reference_.aliases += data.aliases.size();
    reference_.packs += data.packs.size();
    reference_.sites += data.sites.size();
    reference_.suppliers += data.suppliers.size();
    count_understood(data.items.size() + data.aliases.size() + data.packs.size() +
                     data.sites.size() + data.suppliers.size());
  }

  void interchange_end(const Findings& findings, const std::string& acknowledgment) override {
    if (!interchange_open_) interchange({});
    tell({}, findings);
    end_group();
    json_.end_array().key("errors");
    write_findings(json_, findings, true);
    json_.key("warnings");
    write_findings(json_, findings, false);
    json_.member("acknowledgment", acknowledgment).end_object();
    interchange_open_ = false;
    pass_on();
  }

  void message(const Findings& findings) override {
    tell({}, findings);
    message_findings_.insert(message_findings_.end(), findings.begin(), findings.end());
  }

  void finish() override {
    begin({});
    if (interchange_open_) interchange_end({}, {});
    json_.end_array();
    write_reference();
    json_.key("errors");
    write_findings(json_, message_findings_, true);
    json_.key("warnings");
    write_findings(json_, message_findings_, false);
    json_.end_object();
    text_ += '\n';
    pass_on();
  }

 private:
  struct ReferenceRows {
    std::uint64_t items = 0, aliases = 0, packs = 0, sites = 0, suppliers = 0;
  };

  /// What stands before the first interchange.
  void begin(std::string_view standard) {
    if (begun_) return;
    begun_ = true;
    json_.member("standard", standard).key("interchanges").begin_array();
  }

  void begin_transaction(std::string_view set, std::string_view control, bool accepted) {
    if (!interchange_open_) interchange({});
    if (!group_open_) group({});
    json_.begin_object().member("set", set).member("control", control);
    json_.key("accepted").boolean(accepted);
  }

  void party(std::string_view name, const PartyId& party) {
    json_.key(name).begin_object();
    json_.member("qualifier", party.qualifier).member("id", party.id).end_object();
  }

  void end_group() {
    if (group_open_) json_.end_array().end_object();
    group_open_ = false;
  }

  void write_reference() {
    const ReferenceRows& rows = reference_;
    if (rows.items + rows.aliases + rows.packs + rows.sites + rows.suppliers == 0) return;
    json_.key("reference").begin_object();
    json_.key("items").number(rows.items).key("aliases").number(rows.aliases);
    json_.key("packs").number(rows.packs).key("sites").number(rows.sites);
    json_.key("suppliers").number(rows.suppliers).end_object();
  }

  void pass_on() {
    screen_.out.write(text_);
    text_.clear();
  }

  std::string text_;
  json::Writer json_{text_, 2, kLevels};
  ReferenceRows reference_;
  Findings message_findings_;
  bool begun_ = false;
  bool interchange_open_ = false;
  bool group_open_ = false;
};

}  // namespace

std::unique_ptr<InspectSink> inspect_json(const Screen& screen, std::string file) {
  return std::make_unique<InspectJson>(screen, std::move(file));
}

}  // namespace weighbridge::cli
