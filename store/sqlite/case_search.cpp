// Pages of cases, and cases by the words in them. Whatever is asked for, one index leads and the
// rest is looked at row by row: costs follow the page.
#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <string>

#include "store/sqlite/session.hpp"
#include "store/sqlite/word_lists.hpp"

namespace weighbridge::store::sqlite {
namespace {

/// What a search may be made of: more is no search of a person.
constexpr std::size_t kWordsMax = 16;
constexpr std::size_t kTextMax = 256;
/// Cases with a word that make it a common one.
constexpr std::int64_t kCommon = 1000;

/// What may lead to the cases, the most telling first.
enum class Lead : std::uint8_t {
  text,
  po,
  code,
  assignee,
  supplier,
  site,
  state,
  owner,
  open,
  all
};
constexpr std::size_t kLeads = 10;

Lead lead_of(const CaseQuery& query) {
  if (!query.text.empty()) return Lead::text;
  if (!query.po.empty()) return Lead::po;
  if (!query.code.empty()) return Lead::code;
  if (!query.assignee.empty()) return Lead::assignee;
  if (!query.supplier.empty()) return Lead::supplier;
  if (!query.site.empty()) return Lead::site;
  if (query.state) return Lead::state;
  if (!query.owner.empty()) return Lead::owner;
  return query.open_only ? Lead::open : Lead::all;
}

/// What holds of every case of the page, whatever led to it.
constexpr const char* kConditions =
    "(?3 = '' OR state = ?3) AND (?4 = 0 OR is_open = 1) AND (?5 = '' OR supplier = ?5) "
    "AND (?6 = '' OR owner = ?6) AND (?7 = '' OR assignee = ?7) AND (?8 = '' OR po = ?8) "
    "AND at_stake_order >= ?9 AND opened_at <= ?10 AND (?11 = '' OR site = ?11) "
    "AND (?15 = '[]' OR supplier IN (SELECT value FROM json_each(?15))) "
    "AND (?16 = '[]' OR site = '' OR site IN (SELECT value FROM json_each(?16))) ";
constexpr const char* kHasCode =
    "AND (?12 = '' OR EXISTS (SELECT 1 FROM case_items AS item WHERE item.year = cases.year "
    "                         AND item.number = cases.number AND item.code = ?12)) ";

std::string by_text() {
  return std::string(
             "SELECT year, number FROM case_search CROSS JOIN cases "
             "ON year = case_search.rowid / 100000000 AND number = case_search.rowid % 100000000 "
             "WHERE case_search MATCH ?13 AND case_search.rowid < ?1 * 100000000 + ?2 AND ") +
         kConditions + kHasCode + "ORDER BY case_search.rowid DESC LIMIT ?14";
}

std::string by_code() {
  return std::string(
             "SELECT item.year, item.number FROM case_items AS item "
             "WHERE item.code = ?12 AND (item.year, item.number) < (?1, ?2) AND ?13 = '' "
             "AND EXISTS (SELECT 1 FROM cases "
             "            WHERE cases.year = item.year AND cases.number = item.number AND ") +
         kConditions +
         ") GROUP BY item.year, item.number ORDER BY item.year DESC, item.number DESC LIMIT ?14";
}

std::string by_column(const std::string& condition) {
  return "SELECT year, number FROM cases WHERE " + condition +
         "(year, number) < (?1, ?2) AND ?13 = '' AND " + kConditions + kHasCode +
         "ORDER BY year DESC, number DESC LIMIT ?14";
}

/// In the order of Lead; statements are kept by their text for as long as the program runs.
const std::string& page_sql(Lead lead) {
  static const std::array<std::string, kLeads> kTexts{by_text(),
                                                      by_column("po = ?8 AND "),
                                                      by_code(),
                                                      by_column("assignee = ?7 AND "),
                                                      by_column("supplier = ?5 AND "),
                                                      by_column("site = ?11 AND "),
                                                      by_column("state = ?3 AND "),
                                                      by_column("owner = ?6 AND "),
                                                      by_column("is_open = 1 AND "),
                                                      by_column("")};
  return kTexts.at(static_cast<std::size_t>(lead));
}

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

/// How a word that was typed is looked for. Whole ones are walked from the newest case on; of
/// beginnings FTS5 first gathers all cases there are, which takes a second for common words.
enum class Find : std::uint8_t { whole_words, beginnings };

/// What a person typed as a query of FTS5: each word a word, or the beginning of one, or a row of
/// them ("PO-10" is "po" and then what begins with "10"). Quotes are the only thing that could end
/// it, and none is let in. Empty when there is no word.
std::string match_of(std::string_view text, Find find) {
  std::string query;
  std::string word;
  std::size_t words = 0;
  bool has_word_byte = false;
  const auto end_word = [&] {
    if (has_word_byte && words++ < kWordsMax)
      query.append(query.empty() ? "\"" : " \"")
          .append(word)
          .append(find == Find::beginnings ? "\"*" : "\"");
    word.clear();
    has_word_byte = false;
  };
  for (const char c : text.substr(0, kTextMax)) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"') {
      end_word();
      continue;
    }
    word += c;
    has_word_byte = has_word_byte || is_word_byte(c);
  }
  end_word();
  return query;
}

/// Words that so many cases have as they stand are meant as they stand; else they may be
/// beginnings. Asked without cursor, limit and filters: every page of a list is found in the same
/// way.
std::string match_for(const CaseQuery& query, Connection& connection) {
  std::string whole = match_of(query.text, Find::whole_words);
  if (whole.empty()) return whole;
  Statement found = connection.prepare(
      "SELECT count(*) FROM (SELECT rowid FROM case_search WHERE case_search MATCH ?1 "
      "                      ORDER BY rowid DESC LIMIT ?2)");
  found.bind_all(whole, kCommon);
  if (found.step() && found.integer(0) >= kCommon) return whole;
  return match_of(query.text, Find::beginnings);
}

void append_word(std::string& words, std::set<std::string_view>& known, std::string_view word) {
  if (!word.empty() && known.insert(word).second) words.append(" ").append(word);
}

/// What a case is found by.
std::string words_of(const cases::Case& value) {
  std::set<std::string_view> known;
  std::string words = value.id;
  append_word(words, known, value.title);
  append_word(words, known, value.anchor.supplier.str());
  append_word(words, known, value.anchor.po.str());
  append_word(words, known, value.anchor.invoice);
  append_word(words, known, value.anchor.document);
  append_word(words, known, value.anchor.order);
  append_word(words, known, value.anchor.event);
  for (const cases::CaseItem& item : value.items) {
    append_word(words, known, item.document);
    append_word(words, known, item.sku);
  }
  return words;
}

}  // namespace

/// Open cases in the order of M-16.6, over their own index; what they are filtered by is looked at
/// row by row.
std::vector<cases::Case> Session::queue_page(const CaseQuery& query) {
  Statement rows = connection_.prepare(
      "SELECT year, number FROM cases INDEXED BY cases_queue WHERE is_open = 1 "
      "  AND (?1 = '' OR state = ?1) AND (?2 = '' OR supplier = ?2) AND (?3 = '' OR owner = ?3) "
      "  AND (?4 = '' OR assignee = ?4) AND (?5 = '' OR po = ?5) AND (?6 = '' OR site = ?6) "
      "  AND at_stake_order >= ?7 AND opened_at <= ?8 "
      "  AND (?9 = '' OR EXISTS (SELECT 1 FROM case_items AS item WHERE item.year = cases.year "
      "                          AND item.number = cases.number AND item.code = ?9)) "
      "  AND (?10 = '' OR instr(lower(title), lower(?10))) "
      "  AND (?13 = '[]' OR supplier IN (SELECT value FROM json_each(?13))) "
      "  AND (?14 = '[]' OR site = '' OR site IN (SELECT value FROM json_each(?14))) "
      "ORDER BY severity_order DESC, money_date DESC, resolve_due, at_stake_order DESC, opened_at, "
      "         year, number LIMIT ?11 OFFSET ?12");
  const std::string_view state = query.state ? to_string_view(*query.state) : std::string_view();
  const std::int64_t min_amount =
      query.min_amount ? order_of(*query.min_amount) : std::numeric_limits<std::int64_t>::min();
  const std::int64_t opened_before = query.opened_before ? seconds_of(*query.opened_before)
                                                         : std::numeric_limits<std::int64_t>::max();
  const std::string suppliers = json_list(query.seen_suppliers);
  const std::string sites = json_list(query.seen_sites);
  rows.bind_all(state, query.supplier, query.owner, query.assignee, query.po, query.site,
                min_amount, opened_before, query.code, query.text, sql_limit(query.limit),
                sql_limit(query.offset), suppliers, sites);
  std::vector<cases::Case> found;
  while (rows.step()) {
    const cases::CaseNumber number{static_cast<int>(rows.integer(0)),
                                   static_cast<std::uint64_t>(rows.integer(1))};
    if (auto value = find_case(to_string(number))) found.push_back(std::move(*value));
  }
  return found;
}

std::vector<cases::Case> Session::case_page(const CaseQuery& query) {
  if (query.queue) return queue_page(query);
  const Lead lead = lead_of(query);
  const std::string match = match_for(query, connection_);
  if (lead == Lead::text && match.empty()) return {};
  Statement rows = connection_.prepare(page_sql(lead));
  const std::string_view state = query.state ? to_string_view(*query.state) : std::string_view();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  // A number has eight digits in the search's row ids.
  constexpr std::uint64_t kNumberMax = 99'999'999;
  const std::uint64_t before =
      lead == Lead::text ? std::min(query.before.number, kNumberMax) : query.before.number;
  const std::int64_t min_amount = query.min_amount ? order_of(*query.min_amount) : kLeast;
  const std::int64_t opened_before = query.opened_before ? seconds_of(*query.opened_before)
                                                         : std::numeric_limits<std::int64_t>::max();
  const std::string suppliers = json_list(query.seen_suppliers);
  const std::string sites = json_list(query.seen_sites);
  rows.bind_all(std::int64_t{query.before.year}, sql_limit(before), state,
                std::int64_t{query.open_only}, query.supplier, query.owner, query.assignee,
                query.po, min_amount, opened_before, query.site, query.code, match,
                sql_limit(query.limit), suppliers, sites);
  std::vector<cases::Case> found;
  while (rows.step()) {
    const cases::CaseNumber number{static_cast<int>(rows.integer(0)),
                                   static_cast<std::uint64_t>(rows.integer(1))};
    if (auto value = find_case(to_string(number))) found.push_back(std::move(*value));
  }
  return found;
}

void Session::put_case_words(const cases::CaseNumber& number, const cases::Case& value) {
  put_search_text(number, "SELECT words FROM case_search WHERE rowid = ?1",
                  "UPDATE case_search SET words = ?2 WHERE rowid = ?1",
                  "INSERT INTO case_search (rowid, words, comments) VALUES (?1, ?2, '')",
                  words_of(value));
}

void Session::put_case_comments(const cases::CaseNumber& number,
                                const std::vector<cases::CaseComment>& comments) {
  if (comments.empty()) return;
  std::string text;
  for (const cases::CaseComment& comment : comments) text.append(comment.text).append(" ");
  put_search_text(number, "SELECT comments FROM case_search WHERE rowid = ?1",
                  "UPDATE case_search SET comments = ?2 WHERE rowid = ?1",
                  "INSERT INTO case_search (rowid, words, comments) VALUES (?1, '', ?2)", text);
}

/// Most changes of a case leave what it is found by as it was: the index is written only then.
void Session::put_search_text(const cases::CaseNumber& number, std::string_view select_sql,
                              std::string_view update_sql, std::string_view insert_sql,
                              const std::string& text) {
  const std::int64_t row =
      std::int64_t{number.year} * 100'000'000 + static_cast<std::int64_t>(number.number);
  bool known = false;
  {
    Statement found = connection_.prepare(select_sql);
    found.bind_all(row);
    known = found.step();
    if (known && found.text(0) == text) return;
  }
  connection_.run(known ? update_sql : insert_sql, row, text);
}

}  // namespace weighbridge::store::sqlite
