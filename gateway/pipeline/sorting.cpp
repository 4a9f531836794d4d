#include "gateway/pipeline/sorting.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cases/sha256.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/reference_rows.hpp"
#include "mappings/canonical/json.hpp"

namespace weighbridge::pipeline {

namespace {

// What somebody of ours can mend, by a table or by data that is missing; the rest is the sender's.
constexpr std::array<std::string_view, 5> kMappingCodes{"NO_MAP", "MAP_MISSING", "MAP_NOT_CLEAR",
                                                        "CODE_UNKNOWN", "DOCUMENT_UNKNOWN"};
constexpr std::string_view kPartyUnknown = "SUPPLIER_MISSING";

Finding message_error(std::string code, std::string what, std::string mend) {
  Finding finding;
  finding.code = std::move(code);
  finding.message = std::move(what);
  finding.mend = std::move(mend);
  return finding;
}

Findings errors_of(const Findings& findings) {
  Findings errors;
  for (const Finding& finding : findings)
    if (finding.level == FindingLevel::error) errors.push_back(finding);
  return errors;
}

Finding unknown_zone(const SiteRow& row) {
  Finding finding = message_error(
      "timezone",
      "site " + row.site + " has the unknown time zone '" + row.timezone +
          "'; its times are read as UTC",
      "use an IANA name such as Europe/Berlin, and see that the package tzdata is installed");
  finding.scope = FindingScope::field;
  finding.place.tag = "timezone";
  finding.value = row.timezone;
  return finding;
}

/// "ZZ:ACME", as partner files write it.
std::string qualified(const PartyId& party) {
  return party.qualifier.empty() ? party.id : party.qualifier + ":" + party.id;
}

store::Trouble trouble_of(std::string_view error_class, const Finding& first) {
  return {std::string(error_class), first.code, first.message, first.mend};
}

}  // namespace

std::string_view error_class_of(bool syntax_holds, const Findings& errors) {
  if (!syntax_holds) return "SYNTAX";
  const auto any = [&](const auto& matches) {
    return std::any_of(errors.begin(), errors.end(),
                       [&](const Finding& error) { return matches(error.code); });
  };
  if (any([](const std::string& code) {
        return std::find(kMappingCodes.begin(), kMappingCodes.end(), code) != kMappingCodes.end();
      }))
    return "MAPPING";
  const bool only_party = std::all_of(errors.begin(), errors.end(), [](const Finding& error) {
    return error.code == kPartyUnknown;
  });
  return only_party ? "REFERENCE" : "SEMANTIC";
}

void MessageSorter::interchange(const InterchangeHead& head) {
  head_ = head;
  group_ = {};
  loose_events_ = false;
}

void MessageSorter::group(const GroupHead& head) {
  group_ = head;
}

SortedDocument& MessageSorter::next_document() {
  anything_ = true;
  loose_events_ = false;
  SortedDocument& sorted = sorted_.documents.emplace_back();
  store::StoredDocument& row = sorted.row;
  sorted.interchange = sorted_.interchanges.size();
  row.position = static_cast<std::uint32_t>(sorted_.documents.size());
  row.standard = head_.standard;
  row.sender = qualified(head_.sender);
  row.receiver = qualified(head_.receiver);
  row.interchange = head_.control;
  row.group = group_.control;
  row.functional_id = group_.functional_id;
  row.version = group_.version;
  if (head_.delimiters) {
    sorted.element_separator = head_.delimiters->element;
    sorted.segment_terminator = head_.delimiters->segment;
  }
  return sorted;
}

void MessageSorter::document(ReadDocument&& document) {
  SortedDocument& sorted = next_document();
  store::StoredDocument& row = sorted.row;
  row.set = document.set;
  row.control = document.control;
  row.map = document.map;
  row.findings = document.findings;
  sorted.advice = std::move(document.advice);
  if (document.receipt) {
    row.stage = to_string_view(document.receipt->stage);
    row.document = document.receipt->document.number;
    row.supplier = document.receipt->supplier.str();
  }
  if (!document.accepted || has_errors(document.findings)) {
    Findings errors = errors_of(document.findings);
    if (errors.empty())
      errors.push_back(message_error("rejected", "the document is not in order", {}));
    const std::string_view error_class = error_class_of(document.accepted, errors);
    store::Trouble trouble = trouble_of(error_class, errors.front());
    reject(sorted, std::move(trouble), std::move(errors));
  } else if (document.receipt) {
    accept(sorted, std::move(*document.receipt));
  } else if (!document.events.empty()) {
    row.events = static_cast<std::uint32_t>(document.events.size());
    for (InventoryEvent& event : document.events)
      sorted.events.push_back({std::move(event), source_, 0});
  } else if (document.answers) {
    row.state = store::DocumentState::answer;
    sorted.text = std::move(document.text);
  } else if (document.map.empty() && document.set != "event") {
    // It would be missed without a word otherwise: goods that nobody ordered, or never billed.
    const Finding finding = message_error(
        "NO_MAP", "there is no map for " + document.set + ", so it has no part in the matching",
        "send it as CSV or JSON, or add a map to the configuration");
    row.findings.push_back(finding);
    reject(sorted, trouble_of("MAPPING", finding), {finding});
  }
}

void MessageSorter::accept(SortedDocument& sorted, Receipt&& receipt) {
  matching::AcceptedReceipt& accepted = sorted.receipt.emplace();
  accepted.receipt = std::move(receipt);
  accepted.source = source_;
  accepted.interchange_control = head_.control;
  accepted.content_hash = cases::sha256_hex(canonical_bytes(accepted.receipt));
}

void MessageSorter::reject(SortedDocument& sorted, store::Trouble trouble, Findings errors) {
  store::StoredDocument& row = sorted.row;
  row.state = store::DocumentState::quarantined;
  row.trouble = std::move(trouble);
  sorted_.rejected.push_back({name_, row.set, row.control, row.document, std::move(errors)});
}

void MessageSorter::event(InventoryEvent&& event, const Place&) {
  if (!loose_events_) {
    next_document().row.set = "event";
    loose_events_ = true;
  }
  SortedDocument& gathering = sorted_.documents.back();
  gathering.events.push_back({std::move(event), source_, 0});
  ++gathering.row.events;
}

void MessageSorter::reference(ReferenceData&& data) {
  anything_ = true;
  for (const SiteRow& row : data.sites)
    if (!intake::is_known_zone(row.timezone))
      sorted_.rejected.push_back({name_, {}, {}, {}, {unknown_zone(row)}});
  merge(sorted_.reference, std::move(data));
}

void MessageSorter::interchange_end(const Findings& findings, const std::string& acknowledgment) {
  anything_ = true;
  sorted_.interchanges.push_back({head_, acknowledgment});
  reject_message("ENVELOPE", findings);
}

void MessageSorter::message(const Findings& findings) {
  reject_message("SYNTAX", findings);
}

void MessageSorter::reject_message(std::string_view error_class, const Findings& findings) {
  Findings errors = errors_of(findings);
  if (errors.empty()) return;
  if (!sorted_.trouble) sorted_.trouble = trouble_of(error_class, errors.front());
  sorted_.findings.insert(sorted_.findings.end(), errors.begin(), errors.end());
  sorted_.rejected.push_back({name_, {}, {}, {}, std::move(errors)});
}

SortedMessage MessageSorter::finish() {
  if (!anything_ && sorted_.rejected.empty())
    reject_message("SYNTAX",
                   {message_error("empty", "there is nothing in it that could be read",
                                  "see which formats there are: weighbridge reconcile --help")});
  return std::move(sorted_);
}

}  // namespace weighbridge::pipeline
