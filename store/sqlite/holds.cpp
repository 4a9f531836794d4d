#include <algorithm>
#include <array>

#include "matching/parts/links.hpp"
#include "store/sqlite/anchor_columns.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

using cases::Hold;
using cases::HoldScope;
using cases::Release;

constexpr std::array kScopes{HoldScope::line, HoldScope::invoice, HoldScope::posting};

// In the order in which read_holds() reads them.
constexpr std::string_view kHoldColumns =
    "SELECT number, scope, supplier, po, po_line, invoice, anchor_document, transfer_order, "
    "       transfer_line, event, document, document_line, item_key, impact, currency, placed_at, "
    "       placed_by, reason, release, released_at, released_by FROM holds ";

}  // namespace

std::vector<Hold> Session::read_holds(Statement& rows) const {
  std::vector<Hold> found;
  while (rows.step()) {
    Hold& hold = found.emplace_back();
    hold.number = static_cast<std::uint64_t>(rows.integer(0));
    const std::string scope = rows.text(1);
    const auto* const known = std::find_if(kScopes.begin(), kScopes.end(),
                                           [&](HoldScope s) { return to_string_view(s) == scope; });
    if (known == kScopes.end()) connection_.damaged("a hold has the unknown scope '" + scope + "'");
    hold.scope = *known;
    hold.anchor = read_anchor(rows, 2);
    hold.document = rows.text(10);
    hold.document_line = rows.text(11);
    hold.discrepancy = rows.text(12);
    hold.impact = money_of(connection_, rows.text(13));
    hold.currency = currency_of(connection_, rows.text(14));
    hold.placed_at = rows.instant(15);
    hold.placed_by = rows.text(16);
    hold.reason = rows.text(17);
    if (rows.is_null(18)) continue;
    const auto kind = cases::release_kind_from(rows.text(18));
    if (!kind) connection_.damaged("a hold was released in an unknown way");
    hold.release = Release{*kind, rows.instant(19), rows.text(20)};
  }
  return found;
}

std::vector<Hold> Session::holds_of(const Words& owners) {
  static const std::string sql = std::string(kHoldColumns) + "WHERE owner_key = ?1 ORDER BY number";
  std::vector<Hold> found;
  for (const std::string& owner : owners) {
    Statement rows = connection_.prepare(sql);
    rows.bind_all(owner);
    for (Hold& hold : read_holds(rows)) found.push_back(std::move(hold));
  }
  std::sort(found.begin(), found.end(),
            [](const Hold& a, const Hold& b) { return a.number < b.number; });
  return found;
}

std::vector<Hold> Session::holds_for(const std::vector<std::string>& discrepancies) {
  static const std::string sql =
      std::string(kHoldColumns) + "WHERE item_key = ?1 AND item_key <> '' ORDER BY number";
  std::vector<Hold> found;
  for (const std::string& key : discrepancies) {
    Statement rows = connection_.prepare(sql);
    rows.bind_all(key);
    for (Hold& hold : read_holds(rows)) found.push_back(std::move(hold));
  }
  return found;
}

std::vector<Hold> Session::holds() {
  static const std::string sql = std::string(kHoldColumns) + "ORDER BY number";
  Statement rows = connection_.prepare(sql);
  return read_holds(rows);
}

std::vector<Hold> Session::holds_on(std::string_view supplier, std::string_view document) {
  static const std::string sql =
      std::string(kHoldColumns) + "WHERE document = ?2 AND supplier = ?1 ORDER BY number";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(supplier, document);
  return read_holds(rows);
}

Hold Session::put_hold(const Hold& hold) {
  Hold kept = hold;
  std::optional<std::string_view> release;
  std::optional<std::int64_t> at;
  std::optional<std::string_view> by;
  if (hold.release) {
    release = to_string_view(hold.release->kind);
    at = sqlite::seconds_of(hold.release->at);
    by = hold.release->by;
  }
  if (hold.number != 0) {
    connection_.run(
        "UPDATE holds SET release = ?2, released_at = ?3, released_by = ?4 WHERE number = ?1",
        static_cast<std::int64_t>(hold.number), release, at, by);
    return kept;
  }
  const matching::Anchor& anchor = hold.anchor;
  matching::Anchor owner = anchor;  // as results are owned: without anything else by the document
  if (owner.document.empty()) owner.document = hold.document;
  connection_.run(
      "INSERT INTO holds (owner_key, scope, supplier, po, po_line, invoice, anchor_document, "
      "                   transfer_order, transfer_line, event, document, document_line, item_key, "
      "                   impact, currency, placed_at, placed_by, reason, release, released_at, "
      "                   released_by) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "        ?19, ?20, ?21)",
      matching::owner_of(owner), to_string_view(hold.scope), anchor.supplier.str(), anchor.po.str(),
      anchor.po_line, anchor.invoice, anchor.document, anchor.order, anchor.line, anchor.event,
      hold.document, hold.document_line, hold.discrepancy, hold.impact.value.to_string(),
      hold.currency.code(), sqlite::seconds_of(hold.placed_at), hold.placed_by, hold.reason,
      release, at, by);
  kept.number = static_cast<std::uint64_t>(connection_.last_rowid());
  return kept;
}

}  // namespace weighbridge::store::sqlite
