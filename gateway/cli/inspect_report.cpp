#include "gateway/cli/inspect_report.hpp"

#include <utility>

#include "gateway/cli/finding_json.hpp"
#include "gateway/cli/json_members.hpp"
#include "mappings/canonical/json.hpp"

namespace weighbridge::cli {
namespace {

/// Down to the transactions everything has a line of its own.
constexpr int kLevels = 6;

void write_tree(json::Writer& json, const std::vector<OutlineRow>& outline) {
  if (outline.empty()) return;
  json.key("tree").begin_array();
  for (const OutlineRow& row : outline) {
    json.begin_object().key("offset").number(row.offset);
    json.key("depth").number(std::uint64_t{row.depth});
    json.member("name", row.name);
    optional_member(json, "text", row.text);
    json.end_object();
  }
  json.end_array();
}

/// What the map took, so that a value of the document leads to its bytes and back.
void write_taken(json::Writer& json, const TracedValues& values) {
  if (values.empty()) return;
  json.key("taken").begin_array();
  for (const TracedValue& value : values) {
    json.begin_object().key("offset").number(value.place.offset);
    optional_member(json, "segment", value.place.tag);
    if (value.place.segment != 0) json.key("position").number(std::uint64_t{value.place.segment});
    if (value.place.element != 0) json.key("element").number(std::uint64_t{value.place.element});
    json.member("text", value.text).member("target", value.target).end_object();
  }
  json.end_array();
}

}  // namespace

InspectReport::InspectReport(std::string_view file, ReportPieces pieces)
    : pieces_(std::move(pieces)), json_(text_, 2, kLevels) {
  json_.begin_object().member("file", file);
}

void InspectReport::interchange(const InterchangeHead& head) {
  begin(head.standard);
  json_.begin_object().member("control", head.control);
  party("sender", head.sender);
  party("receiver", head.receiver);
  json_.member("date", head.date).key("test").boolean(head.test);
  json_.key("groups").begin_array();
  interchange_open_ = true;
}

void InspectReport::group(const GroupHead& head) {
  end_group();
  json_.begin_object().member("control", head.control);
  json_.member("functional_id", head.functional_id).member("version", head.version);
  json_.key("transactions").begin_array();
  group_open_ = true;
}

void InspectReport::document(ReadDocument&& document) {
  begin_transaction(document.set, document.control, document.accepted);
  json_.key("errors");
  write_findings(json_, document.findings, true);
  json_.key("warnings");
  write_findings(json_, document.findings, false);
  optional_member(json_, "map", document.map);
  optional_member(json_, "supplier_rule", document.supplier_rule);
  if (document.receipt) write_json(json_.key("receipt"), *document.receipt);
  if (!document.events.empty()) {
    json_.key("events").begin_array();
    for (const InventoryEvent& event : document.events) write_json(json_, event);
    json_.end_array();
  }
  optional_member(json_, "advice", document.advice);
  if (!document.outline.empty()) json_.key("offset").number(document.offset);
  write_tree(json_, document.outline);
  write_taken(json_, document.taken);
  json_.end_object();
  pass_on();
}

void InspectReport::event(InventoryEvent&& event, const Place&) {
  begin_transaction(to_string_view(event.kind), event.id, true);
  json_.key("errors").begin_array().end_array();
  write_json(json_.key("event"), event);
  json_.end_object();
  pass_on();
}

void InspectReport::reference(ReferenceData&& data) {
  reference_.items += data.items.size();
  reference_.aliases += data.aliases.size();
  reference_.packs += data.packs.size();
  reference_.sites += data.sites.size();
  reference_.suppliers += data.suppliers.size();
}

void InspectReport::interchange_end(const Findings& findings, const std::string& acknowledgment) {
  if (!interchange_open_) interchange({});
  end_group();
  json_.end_array().key("errors");
  write_findings(json_, findings, true);
  json_.key("warnings");
  write_findings(json_, findings, false);
  json_.member("acknowledgment", acknowledgment).end_object();
  interchange_open_ = false;
  pass_on();
}

void InspectReport::message(const Findings& findings) {
  message_findings_.insert(message_findings_.end(), findings.begin(), findings.end());
}

void InspectReport::finish() {
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

/// What stands before the first interchange.
void InspectReport::begin(std::string_view standard) {
  if (begun_) return;
  begun_ = true;
  json_.member("standard", standard).key("interchanges").begin_array();
}

void InspectReport::begin_transaction(std::string_view set, std::string_view control,
                                      bool accepted) {
  if (!interchange_open_) interchange({});
  if (!group_open_) group({});
  json_.begin_object().member("set", set).member("control", control);
  json_.key("accepted").boolean(accepted);
}

void InspectReport::party(std::string_view name, const PartyId& party) {
  json_.key(name).begin_object();
  json_.member("qualifier", party.qualifier).member("id", party.id).end_object();
}

void InspectReport::end_group() {
  if (group_open_) json_.end_array().end_object();
  group_open_ = false;
}

void InspectReport::write_reference() {
  const ReferenceRows& rows = reference_;
  if (rows.items + rows.aliases + rows.packs + rows.sites + rows.suppliers == 0) return;
  json_.key("reference").begin_object();
  json_.key("items").number(rows.items).key("aliases").number(rows.aliases);
  json_.key("packs").number(rows.packs).key("sites").number(rows.sites);
  json_.key("suppliers").number(rows.suppliers).end_object();
}

void InspectReport::pass_on() {
  pieces_(text_);
  text_.clear();
}

}  // namespace weighbridge::cli
