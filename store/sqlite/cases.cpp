#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <sstream>

#include "matching/parts/links.hpp"
#include "store/sqlite/anchor_columns.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

using matching::ImpactClass;
using matching::Severity;

constexpr std::array kSeverities{Severity::low, Severity::medium, Severity::high,
                                 Severity::critical};
constexpr std::array kClasses{ImpactClass::cash, ImpactClass::stock, ImpactClass::accrual,
                              ImpactClass::claim, ImpactClass::none};

template <class Enum, std::size_t N>
Enum word_of(const Connection& connection, const std::array<Enum, N>& values,
             const std::string& text) {
  const auto* const found = std::find_if(values.begin(), values.end(),
                                         [&](Enum value) { return to_string_view(value) == text; });
  if (found == values.end()) connection.damaged("a case holds the unknown word '" + text + "'");
  return *found;
}

std::string joined(const std::set<std::string, std::less<>>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::set<std::string, std::less<>> split(const std::string& text) {
  std::set<std::string, std::less<>> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.insert(word);
  return words;
}

// In the order in which read_case() reads them.
constexpr std::string_view kCaseColumns =
    "SELECT year, number, supplier, po, po_line, invoice, document, transfer_order, "
    "       transfer_line, event, state, title, owner, assignee, severity, cause, at_stake, "
    "       currency, flags, follows, opened_at, changed_at, settled_at, version, site, "
    "       merged_into ";

}  // namespace

Money money_of(const Connection& connection, const std::string& text) {
  const auto amount = Decimal::parse(text);
  if (!amount) connection.damaged("a case holds the unreadable amount '" + text + "'");
  return Money(*amount);
}

Currency currency_of(const Connection& connection, const std::string& text) {
  if (text.empty()) return {};
  const auto currency = Currency::parse(text);
  if (!currency) connection.damaged("a case holds the unreadable currency '" + text + "'");
  return *currency;
}

cases::CaseNumber number_of(std::string_view case_id) {
  const auto number = cases::parse_case_number(case_id);
  if (!number) throw std::invalid_argument("'" + std::string(case_id) + "' is no case number");
  return *number;
}

std::int64_t order_of(Money amount) {
  constexpr Int128 kMax = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(amount.value.millionths(), -kMax, kMax));
}

cases::Case Session::read_case(Statement& row) {
  cases::Case value;
  const std::int64_t year = row.integer(0);
  const std::int64_t number = row.integer(1);
  value.id =
      to_string(cases::CaseNumber{static_cast<int>(year), static_cast<std::uint64_t>(number)});
  value.anchor = read_anchor(row, 2);
  const auto state = cases::case_state_from(row.text(10));
  if (!state) connection_.damaged("a case is in the unknown state '" + row.text(10) + "'");
  value.state = *state;
  value.title = row.text(11);
  value.owner = row.text(12);
  value.assignee = row.text(13);
  value.severity = word_of(connection_, kSeverities, row.text(14));
  value.cause = row.text(15);
  value.at_stake = money_of(connection_, row.text(16));
  value.currency = currency_of(connection_, row.text(17));
  value.flags = split(row.text(18));
  value.follows = row.text(19);
  value.opened_at = row.instant(20);
  value.changed_at = row.instant(21);
  value.settled_at = optional_instant(row, 22);
  value.version = static_cast<std::uint64_t>(row.integer(23));
  value.site = row.text(24);
  value.merged_into = row.text(25);
  value.items = case_items(year, number);
  return value;
}

std::vector<cases::CaseItem> Session::case_items(std::int64_t year, std::int64_t number) {
  std::vector<cases::CaseItem> items;
  Statement rows = connection_.prepare(
      "SELECT item_key, rule, code, impact_class, severity, owner, cause, document, document_line, "
      "       sku, quantity, uom, impact, currency, reason, first_seen, cleared_at, cleared_by "
      "FROM case_items WHERE year = ?1 AND number = ?2 ORDER BY position");
  rows.bind_all(year, number);
  while (rows.step()) {
    cases::CaseItem& item = items.emplace_back();
    item.key = rows.text(0);
    item.rule = rows.text(1);
    item.code = rows.text(2);
    item.impact_class = word_of(connection_, kClasses, rows.text(3));
    item.severity = word_of(connection_, kSeverities, rows.text(4));
    item.owner = rows.text(5);
    item.cause = rows.text(6);
    item.document = rows.text(7);
    item.document_line = rows.text(8);
    item.sku = rows.text(9);
    item.quantity = rows.text(10);
    item.uom = rows.text(11);
    item.impact = money_of(connection_, rows.text(12));
    item.currency = currency_of(connection_, rows.text(13));
    item.reason = rows.text(14);
    item.first_seen = rows.instant(15);
    item.cleared_at = optional_instant(rows, 16);
    item.cleared_by = rows.text(17);
  }
  return items;
}

std::vector<cases::Case> Session::cases(const CaseFilter& filter) {
  std::vector<cases::Case> found;
  static const std::string sql =
      std::string(kCaseColumns) +
      "FROM cases "
      "WHERE (?1 = '' OR state = ?1) AND (?2 = 0 OR is_open = 1) AND (?3 = '' OR supplier = ?3) "
      "  AND (?4 = '' OR owner = ?4) AND at_stake_order >= ?5 "
      "  AND (?6 = '' OR EXISTS (SELECT 1 FROM case_items AS item WHERE item.year = cases.year "
      "                          AND item.number = cases.number AND item.code = ?6)) "
      "ORDER BY year, number LIMIT ?7";
  Statement rows = connection_.prepare(sql);
  const std::string_view state = filter.state ? to_string_view(*filter.state) : std::string_view();
  const std::int64_t min_amount =
      filter.min_amount ? order_of(*filter.min_amount) : std::numeric_limits<std::int64_t>::min();
  const auto limit = static_cast<std::int64_t>(
      std::min<std::size_t>(filter.limit, std::numeric_limits<std::int64_t>::max()));
  rows.bind_all(state, std::int64_t{filter.open_only}, filter.supplier, filter.owner, min_amount,
                filter.code, limit);
  while (rows.step()) found.push_back(read_case(rows));
  return found;
}

std::vector<cases::Case> Session::cases_at(const matching::Anchor& anchor) {
  std::vector<cases::Case> found;
  const std::int64_t partition = partition_of(anchor.supplier, anchor.po);
  static const std::string sql =
      std::string(kCaseColumns) +
      "FROM cases "
      "WHERE partition = ?1 AND supplier = ?2 AND po = ?3 AND po_line = ?4 AND invoice = ?5 "
      "  AND document = ?6 AND transfer_order = ?7 AND transfer_line = ?8 AND event = ?9 "
      "ORDER BY year, number";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(partition, anchor.supplier.str(), anchor.po.str(), anchor.po_line, anchor.invoice,
                anchor.document, anchor.order, anchor.line, anchor.event);
  while (rows.step()) found.push_back(read_case(rows));
  return found;
}

std::vector<cases::Case> Session::open_cases_of(const Words& owners) {
  std::map<std::string, cases::Case> found;  // case numbers of one length sort as texts do
  for (const std::string& owner : owners) {
    static const std::string sql =
        std::string(kCaseColumns) +
        "FROM cases WHERE owner_key = ?1 AND (is_open = 1 OR state = 'merged')";
    Statement rows = connection_.prepare(sql);
    rows.bind_all(owner);
    while (rows.step()) {
      cases::Case value = read_case(rows);
      found.emplace(value.id, std::move(value));
    }
  }
  std::vector<cases::Case> list;
  for (auto& [id, value] : found) list.push_back(std::move(value));
  return list;
}

std::optional<cases::Case> Session::find_case(std::string_view id) {
  const auto number = cases::parse_case_number(id);
  if (!number) return std::nullopt;
  static const std::string sql =
      std::string(kCaseColumns) + "FROM cases WHERE year = ?1 AND number = ?2";
  Statement row = connection_.prepare(sql);
  row.bind_all(std::int64_t{number->year}, static_cast<std::int64_t>(number->number));
  if (!row.step()) return std::nullopt;
  return read_case(row);
}

std::uint64_t Session::next_case_number(int year) {
  Statement row = connection_.prepare("SELECT max(number) FROM cases WHERE year = ?1");
  row.bind_all(std::int64_t{year});
  row.step();
  return static_cast<std::uint64_t>(row.optional_integer(0).value_or(0)) + 1;
}

std::uint64_t Session::next_control_number(std::string_view partner, std::string_view kind) {
  Statement row = connection_.prepare(
      "INSERT INTO control_numbers (partner, kind, last) VALUES (?1, ?2, 1) "
      "ON CONFLICT (partner, kind) DO UPDATE SET last = last + 1 RETURNING last");
  row.bind_all(partner, kind);
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

void Session::skip_control_numbers(std::int64_t count) {
  connection_.run("UPDATE control_numbers SET last = last + ?1", count);
}

void Session::put_case(const cases::Case& value) {
  const cases::CaseNumber number = number_of(value.id);
  const matching::Anchor& anchor = value.anchor;
  connection_.run(
      "INSERT INTO cases (year, number, partition, supplier, po, po_line, invoice, document, "
      "                   transfer_order, transfer_line, event, state, is_open, title, owner, "
      "                   assignee, severity, cause, at_stake, at_stake_order, currency, flags, "
      "                   follows, opened_at, changed_at, settled_at, version, owner_key, site, "
      "                   merged_into, severity_order, look_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "        ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, 0) "
      "ON CONFLICT (year, number) DO UPDATE SET "
      "state = ?12, is_open = ?13, title = ?14, owner = ?15, assignee = ?16, severity = ?17, "
      "cause = ?18, at_stake = ?19, at_stake_order = ?20, currency = ?21, flags = ?22, "
      "follows = ?23, opened_at = ?24, changed_at = ?25, settled_at = ?26, version = ?27, "
      "site = ?29, merged_into = ?30, severity_order = ?31, look_at = 0",
      std::int64_t{number.year}, static_cast<std::int64_t>(number.number),
      std::int64_t{partition_of(anchor.supplier, anchor.po)}, anchor.supplier.str(),
      anchor.po.str(), anchor.po_line, anchor.invoice, anchor.document, anchor.order, anchor.line,
      anchor.event, to_string_view(value.state), std::int64_t{cases::is_open(value.state)},
      value.title, value.owner, value.assignee, to_string_view(value.severity), value.cause,
      value.at_stake.value.to_string(), order_of(value.at_stake), value.currency.code(),
      joined(value.flags), value.follows, sqlite::seconds_of(value.opened_at),
      sqlite::seconds_of(value.changed_at), seconds_of(value.settled_at),
      static_cast<std::int64_t>(value.version), matching::owner_of(anchor), value.site,
      value.merged_into, static_cast<std::int64_t>(value.severity));
  put_case_items(number, value);
  put_case_words(number, value);
  put_case_state(number, value);
  const std::string key = matching::case_key(value.id);
  if (!linked_receipts({key}).empty()) look_again({key});
}

// A case that moved through several states at once was in none of them but the last.
void Session::put_case_state(const cases::CaseNumber& number, const cases::Case& value) {
  const std::int64_t year = number.year;
  const auto serial = static_cast<std::int64_t>(number.number);
  std::int64_t position = 0;
  Statement last = connection_.prepare(
      "SELECT position, state FROM case_states WHERE year = ?1 AND number = ?2 "
      "ORDER BY position DESC LIMIT 1");
  last.bind_all(year, serial);
  if (last.step()) {
    if (last.text(1) == to_string_view(value.state)) return;
    position = last.integer(0) + 1;
  }
  connection_.run(
      "INSERT INTO case_states (year, number, position, state, since) VALUES (?1, ?2, ?3, ?4, ?5)",
      year, serial, position, to_string_view(value.state),
      sqlite::seconds_of(position == 0 ? value.opened_at : value.changed_at));
}

void Session::put_case_items(const cases::CaseNumber& number, const cases::Case& value) {
  const std::int64_t year = number.year;
  const auto serial = static_cast<std::int64_t>(number.number);
  connection_.run("DELETE FROM case_items WHERE year = ?1 AND number = ?2", year, serial);
  Statement insert = connection_.prepare(
      "INSERT INTO case_items (year, number, position, item_key, rule, code, impact_class, "
      "                        severity, owner, cause, document, document_line, sku, quantity, "
      "                        uom, impact, currency, reason, first_seen, cleared_at, cleared_by) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "        ?19, ?20, ?21)");
  std::int64_t position = 0;
  for (const cases::CaseItem& item : value.items)
    insert.run(year, serial, position++, item.key, item.rule, item.code,
               to_string_view(item.impact_class), to_string_view(item.severity), item.owner,
               item.cause, item.document, item.document_line, item.sku, item.quantity, item.uom,
               item.impact.value.to_string(), item.currency.code(), item.reason,
               sqlite::seconds_of(item.first_seen), seconds_of(item.cleared_at), item.cleared_by);
}

}  // namespace weighbridge::store::sqlite
