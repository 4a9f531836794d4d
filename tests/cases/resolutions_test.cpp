#include "cases/resolutions.hpp"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

namespace weighbridge::cases {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;)
    if (word != "\u2013") words.push_back(word);
  return words;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '|');) {
    const std::size_t begin = cell.find_first_not_of(" \t");
    const std::size_t end = cell.find_last_not_of(" \t");
    cells.push_back(begin == cell.npos ? "" : cell.substr(begin, end - begin + 1));
  }
  return cells;
}

/// The rows of docs/matching.md's table that begins with `heading`, by their first cell.
std::map<std::string, std::vector<std::string>> table_of(const std::string& heading) {
  std::ifstream file(WEIGHBRIDGE_SOURCE_DIR "/docs/matching.md");
  std::map<std::string, std::vector<std::string>> rows;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(heading)) {
      inside = true;
    } else if (inside && line.starts_with("|")) {
      const auto cells = cells_of(line);
      if (!cells[1].starts_with("---")) rows.emplace(cells[1], cells);
    } else if (inside) {
      break;
    }
  }
  return rows;
}

TEST_CASE("section 13: each rule offers the resolutions of its row") {
  const auto rows = table_of("| code | name and condition |");
  REQUIRE(rows.size() > 40);
  for (const auto& [name, cells] : rows) {
    const std::string rule = name.starts_with("\u25cf") ? name.substr(3) : name;
    const auto offered = resolutions_for(rule);
    INFO(rule);
    CHECK(Words(offered.begin(), offered.end()) == words_of(cells.at(8)));
    for (const std::string_view id : offered) CHECK(find_resolution(id) != nullptr);
  }
  CHECK(resolutions_for("Z99").empty());
}

TEST_CASE("section 18: every resolution of the table is there, and no other") {
  const auto rows = table_of("| id | resolution | effect |");
  std::set<std::string> ids;
  for (const auto& [cell, cells] : rows)
    for (const std::string& id : words_of(cell))
      if (id != "/") ids.insert(id);
  std::set<std::string> ours;
  for (const Resolution& resolution : resolutions()) ours.emplace(resolution.id);
  CHECK(ours == ids);
  CHECK(find_resolution("acc") == nullptr);
}

TEST_CASE("section 18: what a resolution lacks is named") {
  const Resolution* wait = find_resolution("WAIT");
  REQUIRE(wait != nullptr);
  CHECK(missing_proofs(*wait, {}) == std::vector{Proof::reason, Proof::until_date});
  CHECK(missing_proofs(*wait, {Proof::reason}) == std::vector{Proof::until_date});
  CHECK(missing_proofs(*wait, {Proof::reason, Proof::until_date, Proof::pair}).empty());
  CHECK(to_string_view(Proof::return_number) == "the supplier's return number");
}

TEST_CASE("a case of several rules is settled by what all of them offer") {
  using Ids = std::vector<std::string_view>;
  const Ids both{"Q06", "P01"};
  CHECK(resolutions_for_all(both) == Ids{"CRD", "SHP", "DBM"});
  CHECK(resolutions_for_all(Ids{"Q06"}) == Ids{"RCN", "CRD", "SHP", "WAIT", "DBM"});
  CHECK(resolutions_for_all(Ids{"U01", "P01"}).empty());
  CHECK(resolutions_for_all({}).empty());
}

TEST_CASE("S7: what only asks, links or repairs moves no money or stock") {
  for (const char* id : {"NEW", "LNK", "FIX", "WAIT", "RCT"})
    CHECK_FALSE(find_resolution(id)->moves_money_or_stock);
  for (const char* id : {"ACC", "CRD", "SHP", "POST", "XLO", "WOF", "VOID"})
    CHECK(find_resolution(id)->moves_money_or_stock);
}

}  // namespace
}  // namespace weighbridge::cases
