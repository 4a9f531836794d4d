// What is not paid or not posted yet, and why: section 17. Pure; holds are placed and lifted by
// comparing what a judgement holds with what is held.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/case.hpp"
#include "cases/duties/approval.hpp"
#include "mappings/canonical/time.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cases {

enum class HoldScope : std::uint8_t { line, invoice, posting };
std::string_view to_string_view(HoldScope scope);

/// How a hold ended (M-17.2).
struct Release {
  enum class Kind : std::uint8_t { cleared, auto_accepted, decided, by_hand };
  Kind kind = Kind::cleared;
  Instant at{};
  std::string by;  ///< what arrived, the case, or the person
  bool operator==(const Release&) const = default;
};

/// "cleared", "auto_accepted", "decided", "by_hand".
std::string_view to_string_view(Release::Kind kind);
std::optional<Release::Kind> release_kind_from(std::string_view text);

struct Hold {
  std::uint64_t number = 0;  ///< order of placing, given by whoever keeps them
  HoldScope scope = HoldScope::line;
  matching::Anchor anchor;
  std::string document, document_line;  ///< that is held
  std::string discrepancy;              ///< its key; empty for a manual hold
  Money impact;                         ///< absolute, when it was placed
  Currency currency;
  Instant placed_at{};
  std::string placed_by;  ///< a person; empty: the system
  std::string reason;     ///< of a manual hold
  std::optional<Release> release;
  bool operator==(const Hold&) const = default;

  bool is_open() const { return !release; }
  bool is_manual() const { return discrepancy.empty(); }
};

struct HoldChanges {
  std::vector<Hold> placed;    ///< new ones, without number
  std::vector<Hold> released;  ///< known ones, with who released them
};

/// Holds of the anchors that were judged: placed for every discrepancy that holds something and was
/// not accepted by itself, released where it is gone (M-17.2). One that a decision released is
/// placed again only for a larger impact (M-17.3). `known` has all holds of these anchors, released
/// ones too; `cleared_by` names what arrived. Judging again with the result changes nothing.
HoldChanges rehold(std::span<const Hold> known,
                   std::span<const matching::Discrepancy> discrepancies, Instant now,
                   std::string_view cleared_by);

/// What an executed, approved resolution of these discrepancies (by key) releases (M-17.2).
std::vector<Hold> release_decided(std::span<const Hold> known,
                                  std::span<const std::string> discrepancies,
                                  std::string_view case_id, Instant now);

/// A manual hold needs a reason (M-17.2); refused without.
boost::system::result<Hold, Refusal> place_by_hand(HoldScope scope, matching::Anchor anchor,
                                                   std::string document, std::string document_line,
                                                   std::string person, std::string reason,
                                                   Instant now);
/// By another person than who placed it; a system hold is never released by hand alone (M-17.2),
/// and who keyed the invoice releases none of it (S4).
boost::system::result<Hold, Refusal> release_by_hand(const Hold& hold, const Person& person,
                                                     const Involvement& involved, Instant now);

/// What the ledger says of a hold that the system placed or released: "case.hold_placed" or
/// "case.hold_released" of the case that works its discrepancy; "hold.placed" or "hold.released" of
/// the hold itself where `case_id` is empty.
CaseEvent hold_event(const Hold& hold, std::string case_id);

/// Whether payment of a document's line waits: held by any open hold that covers it (M-17.1).
bool is_held(std::span<const Hold> holds, std::string_view document,
             std::string_view document_line);

}  // namespace weighbridge::cases
