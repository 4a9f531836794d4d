#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "cases/canonical_json.hpp"
#include "cases/case.hpp"
#include "cases/case_summary.hpp"

namespace weighbridge::cases {
namespace {

using matching::Discrepancy;

int year_of(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<int>(day.year());
}

Money magnitude(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

CaseItem item_of(const std::string& key, const Discrepancy& d, Instant now) {
  CaseItem item;
  item.key = key;
  item.rule = d.rule;
  item.code = d.code;
  item.impact_class = d.impact_class;
  item.severity = d.severity;
  item.owner = d.owner;
  if (!d.causes.empty()) item.cause = d.causes.front().name;
  item.document = d.document;
  item.document_line = d.document_line;
  item.sku = d.sku;
  if (d.quantity) item.quantity = d.quantity->to_string();
  item.uom = d.uom;
  item.impact = d.impact;
  item.currency = d.currency;
  item.reason = d.reason;
  item.first_seen = now;
  return item;
}

/// One case on its way through a judgement.
class CaseDraft {
 public:
  CaseDraft(Case value, bool is_new, Instant now)
      : value_(std::move(value)), before_(value_), is_new_(is_new), now_(now) {
    for (std::size_t i = 0; i < value_.items.size(); ++i) by_key_.emplace(value_.items[i].key, i);
    present_.resize(value_.items.size(), false);
  }

  const Case& value() const { return value_; }
  bool changed() const { return changed_; }

  /// Takes note that the judgement holds this discrepancy.
  void present(const std::string& key, const Discrepancy& d) {
    const auto [found, is_added] = by_key_.emplace(key, value_.items.size());
    if (is_added) {
      add(item_of(key, d, now_));
      if (!d.history.empty()) attached_.push_back(&d);
    } else {
      present_[found->second] = true;
      update(value_.items[found->second], item_of(key, d, now_));
    }
  }

  /// Clears what was not present, and draws the conclusions for the case as a whole.
  void conclude(std::string_view cleared_by) {
    bool cleared = false;
    for (std::size_t i = 0; i < value_.items.size(); ++i)
      if (!present_[i] && !value_.items[i].cleared_at) {
        clear(value_.items[i], cleared_by);
        cleared = true;
      }
    summarise(value_);
    if (is_new_) {
      open();
    } else {
      tell_summary();
      if (cleared && !has_open_items()) all_cleared();
      if (value_.state == CaseState::approved && value_.at_stake > before_.at_stake)
        move(CaseState::in_review, {Fact::exposure_rose},
             "the amount at stake rose after the approval");
    }
    for (const Discrepancy* d : attached_) attach_history(*d);
    if (!changed_) return;
    value_.changed_at = now_;
    value_.version = is_new_ ? 1 : before_.version + 1;
  }

  void tell_to(std::vector<CaseEvent>& events) const {
    events.insert(events.end(), events_.begin(), events_.end());
  }

 private:
  bool has_open_items() const {
    return std::any_of(value_.items.begin(), value_.items.end(),
                       [](const CaseItem& item) { return !item.cleared_at; });
  }

  void tell(std::string_view action, const CanonicalObject& before, const CanonicalObject& after,
            std::string_view reason = {}) {
    changed_ = true;
    events_.push_back({value_.id, std::string(action), before.empty() ? "" : before.str(),
                       after.empty() ? "" : after.str(), std::string(reason)});
  }

  void move(CaseState to, Facts facts, std::string_view reason) {
    auto event = move_case(value_, to, Mover::system, facts, now_, reason);
    assert(event && "the system asks only for moves that section 16 gives it");
    changed_ = true;
    events_.push_back(*event);
  }

  void add(CaseItem item) {
    if (!is_new_) tell("case.discrepancy_added", {}, item_json(item), item.reason);
    value_.items.push_back(std::move(item));
    present_.push_back(true);
  }

  // M-16.2 and M-19.6: what a person wants to see beside it, as it was when the discrepancy came
  // up.
  void attach_history(const Discrepancy& d) {
    std::vector<std::string> entries;
    for (const matching::HistoryEntry& entry : d.history) {
      CanonicalObject json;
      json.text("kind", entry.kind).text("id", entry.id);
      if (!entry.at.empty()) json.text("at", entry.at);
      if (!entry.location.empty()) json.text("location", entry.location);
      if (!entry.text.empty()) json.text("text", entry.text);
      if (entry.quantity) json.text("quantity", entry.quantity->to_string());
      entries.push_back(json.str());
    }
    tell("case.history_attached", {},
         CanonicalObject()
             .text("rule", d.rule)
             .text("document", d.document)
             .json("history", canonical_list(entries)));
  }

  // Quantity, impact and what follows from them change in place; first_seen stays (M-13.1). The
  // reason is worded anew only together with them: its words may count days.
  void update(CaseItem& item, CaseItem fresh) {
    fresh.first_seen = item.first_seen;
    const CanonicalObject before = item_json(item);
    const CanonicalObject after = item_json(fresh);
    if (item.cleared_at) {
      tell("case.discrepancy_returned", {}, after, fresh.reason);
    } else {
      const CanonicalObject changes = after.without_equals(before);
      const CanonicalObject gone = before.without_equals(after);
      if (changes.empty() && gone.empty()) return;
      tell("case.discrepancy_changed", gone, changes, fresh.reason);
    }
    item = std::move(fresh);
  }

  void clear(CaseItem& item, std::string_view cleared_by) {
    item.cleared_at = now_;
    item.cleared_by = cleared_by;
    CanonicalObject after;
    if (!cleared_by.empty()) after.text("cleared_by", cleared_by);
    tell("case.discrepancy_cleared", item_json(item), after, "the condition is gone");
  }

  void open() {
    value_.opened_at = now_;
    std::vector<std::string> items;
    for (const CaseItem& item : value_.items) items.push_back(item_json(item).str());
    CanonicalObject after = summary_json(value_);
    after.json("anchor", anchor_json(value_.anchor).str())
        .json("discrepancies", canonical_list(items))
        .text("state", to_string_view(value_.state));
    if (!value_.follows.empty()) after.text("follows", value_.follows);
    tell("case.opened", {}, after);
    move(CaseState::triaged, {Fact::triage_set}, {});
  }

  void tell_summary() {
    const CanonicalObject before = summary_json(before_);
    const CanonicalObject after = summary_json(value_);
    const CanonicalObject changes = after.without_equals(before);
    if (!changes.empty()) tell("case.changed", before.without_equals(after), changes);
  }

  // M-14.2 and M-14.3: clearing must not hide that a decision is, or was, being carried out.
  void all_cleared() {
    if (value_.state == CaseState::merged) return;  // the other case's conclusion to draw
    if (value_.state == CaseState::executing) {
      move(CaseState::in_review, {Fact::condition_gone},
           "the condition went away while the decision was being carried out: reverse it?");
    } else if (!value_.flags.contains("CONDITION_GONE")) {
      move(CaseState::auto_cleared, {Fact::condition_gone, Fact::nothing_executed},
           "nothing is left that does not agree");
    }
  }

  Case value_;
  Case before_;
  bool is_new_;
  Instant now_;
  bool changed_ = false;
  std::map<std::string, std::size_t> by_key_;
  std::vector<bool> present_;                 ///< for each item
  std::vector<const Discrepancy*> attached_;  ///< new ones that come with a history
  std::vector<CaseEvent> events_;
};

/// Where the judgement says that an anchor belongs.
class Sites {
 public:
  explicit Sites(const matching::Judgement& judgement) : judgement_(judgement) {}

  std::string of(const matching::Anchor& anchor) {
    if (!read_) read();
    const matching::Anchor place = place_of(anchor);
    for (const matching::Anchor& key : {place, without_line(place)})
      if (const auto found = by_anchor_.find(key); found != by_anchor_.end()) return found->second;
    return {};
  }

 private:
  /// An anchor without what has no place.
  static matching::Anchor place_of(matching::Anchor anchor) {
    anchor.invoice.clear();
    anchor.document.clear();
    return anchor;
  }

  static matching::Anchor without_line(matching::Anchor anchor) {
    anchor.po_line.clear();
    return anchor;
  }

  void read() {
    read_ = true;
    for (const matching::LineResult& line : judgement_.lines) {
      matching::Anchor key;
      key.supplier = line.supplier;
      key.po = line.po;
      by_anchor_.emplace(key, line.site);
      key.po_line = line.po_line;
      by_anchor_.emplace(key, line.site);
    }
    for (const matching::TransferResult& transfer : judgement_.transfers) {
      matching::Anchor key;
      key.order = transfer.order;
      key.line = transfer.line;
      by_anchor_.emplace(key, transfer.to_site);
    }
    for (const matching::CountResult& count : judgement_.counts) add_event(count.event, count.site);
    for (const matching::AdjustmentResult& adjustment : judgement_.adjustments)
      add_event(adjustment.event, adjustment.site);
  }

  void add_event(const std::string& event, const std::string& site) {
    matching::Anchor key;
    key.event = event;
    by_anchor_.emplace(key, site);
  }

  const matching::Judgement& judgement_;
  std::map<matching::Anchor, std::string> by_anchor_;
  bool read_ = false;
};

/// Finds the case in which each discrepancy is worked, opening it where there is none.
class Docket {
 public:
  Docket(const std::vector<Case>& known, const matching::Judgement& judgement, Instant now,
         std::uint64_t next_number)
      : sites_(judgement), now_(now), next_number_(next_number) {
    for (const Case& value : known) {
      if (is_open(value.state) || is_worked_elsewhere(value)) {
        take(value, false);
        continue;
      }
      settled_by_anchor_[value.anchor] = value.id;  // the last one stays
      // What was decided stays decided at that amount; what was cleared has nothing to say.
      if (value.state != CaseState::resolved && value.state != CaseState::closed &&
          !value.flags.contains(kDecidedThere))
        continue;
      for (const CaseItem& item : value.items)
        if (!item.cleared_at) decided_[item.key] = {value.id, item.impact};
    }
  }

  /// The id of the case that holds the discrepancy from now on.
  std::string place(const std::string& key, const Discrepancy& d) {
    if (const auto open = by_key_.find(key); open != by_key_.end())
      return put(open->second, key, d);
    if (const auto decided = decided_.find(key);
        decided != decided_.end() && magnitude(d.impact) <= magnitude(decided->second.second))
      return decided->second.first;
    const matching::Anchor anchor = case_anchor(d);
    const auto open = by_anchor_.find(anchor);
    return put(open != by_anchor_.end() ? open->second : open_case(anchor, d), key, d);
  }

  CaseChanges conclude(std::string_view cleared_by) {
    CaseChanges changes;
    changes.next_number = next_number_;
    for (CaseDraft& draft : drafts_) {
      draft.conclude(cleared_by);
      if (!draft.changed()) continue;
      draft.tell_to(changes.events);
      changes.changed.push_back(draft.value());
    }
    return changes;
  }

 private:
  const std::string& put(std::size_t index, const std::string& key, const Discrepancy& d) {
    drafts_[index].present(key, d);
    return drafts_[index].value().id;
  }

  std::size_t take(Case value, bool is_new) {
    const std::size_t index = drafts_.size();
    by_anchor_.emplace(value.anchor, index);
    for (const CaseItem& item : value.items) by_key_.emplace(item.key, index);
    drafts_.emplace_back(std::move(value), is_new, now_);
    return index;
  }

  /// Merged into a case that is not settled yet: its discrepancies are kept up to date here and
  /// worked there.
  static bool is_worked_elsewhere(const Case& value) {
    return value.state == CaseState::merged && !value.flags.contains(kDecidedThere) &&
           !value.flags.contains(kLeftThere);
  }

  std::size_t open_case(const matching::Anchor& anchor, const Discrepancy& d) {
    Case value;
    value.id = to_string(CaseNumber{year_of(now_), next_number_++});
    value.anchor = anchor;
    value.site = sites_.of(anchor);
    if (value.site.empty()) value.site = sites_.of(d.anchor);
    for (const std::string& order : d.documents.order) {
      if (!value.site.empty()) break;
      matching::Anchor ordered;
      ordered.supplier = d.anchor.supplier;
      ordered.po = PoNumber(order);
      value.site = sites_.of(ordered);
    }
    if (const auto earlier = settled_by_anchor_.find(anchor); earlier != settled_by_anchor_.end())
      value.follows = earlier->second;
    return take(std::move(value), true);
  }

  Sites sites_;
  Instant now_;
  std::uint64_t next_number_;
  std::vector<CaseDraft> drafts_;  ///< open cases as known, then new ones
  std::map<matching::Anchor, std::size_t> by_anchor_;
  std::map<std::string, std::size_t> by_key_;
  std::map<matching::Anchor, std::string> settled_by_anchor_;
  std::map<std::string, std::pair<std::string, Money>> decided_;  ///< case and amount by key
};

// Identity is unique in a sound judgement; a second one of equal key is told apart, never dropped.
std::vector<std::string> unique_keys(const std::vector<Discrepancy>& discrepancies) {
  std::vector<std::string> keys;
  std::map<std::string, int> seen;
  for (const Discrepancy& d : discrepancies) {
    std::string key = d.key();
    const int count = ++seen[key];
    if (count > 1) key += "#" + std::to_string(count);
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

CaseChanges rejudge(const std::vector<Case>& known, const matching::Judgement& judgement,
                    Instant now, std::uint64_t next_number, std::string_view cleared_by) {
  Docket docket(known, judgement, now, next_number);
  const std::vector<std::string> keys = unique_keys(judgement.discrepancies);
  std::vector<std::string> case_of;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Discrepancy& d = judgement.discrepancies[i];
    case_of.push_back(d.auto_resolved ? std::string() : docket.place(keys[i], d));
  }
  CaseChanges changes = docket.conclude(cleared_by);
  changes.case_of = std::move(case_of);
  return changes;
}

}  // namespace weighbridge::cases
